"""Deployment manifests: written and read back; every manifest that is none is refused by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from contracts_kit import addresses, words
from hypothesis import given
from hypothesis import strategies as st

from torrens_contracts.artifacts import MODULES
from torrens_contracts.calls import Contracts
from torrens_contracts.deploying.deployment import DeployedModule, Deployment, parse_deployment, write_deployment
from torrens_contracts.errors import MalformedDeployment
from torrens_contracts.ids import origin


def _deployment(chain_id: int, at: list[bytes], hashes: list[bytes], salt: bytes, block: int) -> Deployment:
    modules = tuple(
        DeployedModule(name, address, code_hash)  # type: ignore[arg-type]  # bare bytes are enough here
        for name, address, code_hash in sorted(zip(MODULES, at[2:], hashes[1:], strict=True))
    )
    return Deployment(
        chain_id=chain_id,  # type: ignore[arg-type]  # same
        register=at[0],  # type: ignore[arg-type]  # same
        register_code_hash=hashes[0],  # type: ignore[arg-type]  # same
        deployment_salt=salt,
        origin=origin(chain_id, at[0], salt),
        deploy_block=block,  # type: ignore[arg-type]  # same
        council=at[1],  # type: ignore[arg-type]  # same
        modules=modules,
    )


deployments = st.builds(
    _deployment,
    st.integers(1, 2**53 - 1),
    st.lists(addresses, min_size=len(MODULES) + 2, max_size=len(MODULES) + 2, unique=True),
    st.lists(words, min_size=len(MODULES) + 1, max_size=len(MODULES) + 1),
    words,
    st.integers(0, 2**53 - 1),
)
AT = [bytes([i]) * 20 for i in range(1, len(MODULES) + 3)]
ONE = _deployment(331, AT, [bytes([i]) * 32 for i in range(len(MODULES) + 1)], b"\5" * 32, 7)


@given(deployments)
def test_a_manifest_is_read_back_as_written(deployment: Deployment) -> None:
    assert parse_deployment(write_deployment(deployment)) == deployment


def test_modules_are_found_by_name() -> None:
    assert ONE.address_of("Standing") == ONE.module("Standing").address
    assert ONE.emitters()[0] == ONE.register
    assert len(ONE.emitters()) == 1 + len(MODULES)
    assert Contracts.of(ONE).titles.at == ONE.address_of("Titles")


def test_an_unknown_module_fail() -> None:
    with pytest.raises(MalformedDeployment, match="no module Credits"):
        ONE.module("Credits")


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: m.update(v=2), "version 2"),
        (lambda m: m.pop("v"), "v"),
        (lambda m: m.update(extra=1), "extra"),
        (lambda m: m.pop("register"), "register"),
        (lambda m: m.update(register="0x12"), "register is 1 bytes"),
        (lambda m: m.update(register=m["register"][2:]), "register is not 0x"),
        (lambda m: m.update(council=None), "council"),
        (lambda m: m.update(chainId="331"), "chainId"),
        (lambda m: m.update(chainId=0), "chainId"),
        (lambda m: m.update(chainId=True), "chainId"),
        (lambda m: m.update(deployBlock=-1), "deployBlock"),
        (lambda m: m.update(deploymentSalt="0x" + "00" * 32), "origin"),
        (lambda m: m.update(chainId=332), "origin"),
        (lambda m: m.update(origin="0x" + "00" * 32), "origin"),
        (lambda m: m["modules"].pop("Titles"), "Titles"),
        (lambda m: m["modules"].update(Credits=m["modules"]["Titles"]), "Credits"),
        (lambda m: m["modules"].update(Titles=m["modules"]["Grants"]), "share an address"),
        (lambda m: m["modules"]["Titles"].pop("codeHash"), "codeHash"),
        (lambda m: m["modules"]["Titles"].update(codeHash="0x00"), "code hash of Titles"),
        (lambda m: m["modules"]["Titles"].update(note=""), "note"),
        (lambda m: m.update(modules=[]), "modules"),
    ],
)
def test_a_manifest_that_is_none_fail(change: Change, said: str) -> None:
    manifest = json.loads(write_deployment(ONE))
    change(manifest)
    with pytest.raises(MalformedDeployment, match=said) as caught:
        parse_deployment(json.dumps(manifest).encode())
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff", write_deployment(ONE)[:-1]])
def test_bytes_that_are_no_manifest_fail(data: bytes) -> None:
    with pytest.raises(MalformedDeployment, match="cannot be read"):
        parse_deployment(data)
