"""What is signed about titles: the struct strings are those of the sources, the digests those of eth_account."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from contracts_kit import addresses, words
from eth_abi.abi import encode
from eth_account.messages import _hash_eip191_message, encode_typed_data
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.chain.eip712 import torrens_domain
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.ids import derived_terms
from torrens_contracts.signed import titles
from torrens_contracts.signed.message import TypedStruct, signing_digest
from torrens_contracts.signed.titles import Cancel, Change, Exemption, Fusion, Renew, Withdraw

SOURCES = Path(__file__).parents[2] / "contracts" / "src"
STRUCTS = (Fusion, Exemption, Withdraw, Change, Renew, Cancel)
DOMAIN = [("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")]
u32, u40 = (st.integers(0, (1 << bits) - 1) for bits in (32, 40))
messages = st.one_of(
    st.builds(Fusion, words, words, u40, u40),
    st.builds(Renew, words, u40, words, u40, u40),
    *(st.builds(kind, words, words, words, u40, u40) for kind in (Exemption, Withdraw)),
    *(st.builds(kind, words, words, words, words, u40, u40) for kind in (Change, Cancel)),
)


@pytest.mark.parametrize("kind", STRUCTS)
def test_the_struct_string_is_that_of_the_contract(kind: type[Fusion]) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.sol")))
    assert set(re.findall(rf'"({kind.__name__}\([^"]*\))"', text)) == {kind.TYPE}
    interface = " ".join(re.sub(r"\n *///", "", text).split())
    assert kind.TYPE in interface


@settings(max_examples=60)
@given(messages, st.integers(1, 2**64), addresses, words)
def test_the_digest_is_that_of_eth_account(message: Fusion, chain_id: int, register: bytes, salt: bytes) -> None:
    types = [{"name": name, "type": kind} for kind, name in re.findall(r"[(,](\w+) (\w+)", message.TYPE)]
    values: list[Any] = [getattr(message, field.name) for field in fields(message)]
    name = type(message).__name__
    full = {
        "types": {
            "EIP712Domain": [{"name": one, "type": kind} for one, kind in [*DOMAIN, ("salt", "bytes32")]],
            name: types,
        },
        "primaryType": name,
        "domain": {
            "name": "Torrens",
            "version": "1",
            "chainId": chain_id,
            "verifyingContract": register,
            "salt": salt,
        },
        "message": dict(zip((one["name"] for one in types), values, strict=True)),
    }
    signable: TypedStruct = message
    expected = _hash_eip191_message(encode_typed_data(full_message=full))
    assert signing_digest(torrens_domain(chain_id, register, salt), signable) == expected


@given(st.lists(u32, min_size=1, max_size=32))
def test_participants_are_hashed_as_solidity_does(numbers: list[int]) -> None:
    assert titles.participants_digest(numbers) == keccak256(encode(["uint32[]"], [numbers]))  # type: ignore[arg-type]  # bare numbers


@given(st.lists(words, min_size=1, max_size=16), words)
def test_derived_terms_are_hashed_as_solidity_does(sources: list[bytes], inner: bytes) -> None:
    bound = keccak256(encode(["bytes32[]"], [sources]))
    expected = keccak256(encode(["string", "bytes32", "bytes32"], ["torrens/derived/1", bound, inner]))
    assert derived_terms(sources, inner) == expected  # type: ignore[arg-type]  # bare bytes
