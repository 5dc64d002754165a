"""Refusals: every custom error is named with its arguments, in plain words and with a way out."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest
from contracts_kit import abi_values
from eth_abi.abi import encode
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_contracts.abi import errors_by_selector, selector
from torrens_contracts.artifacts import CONTRACTS, load
from torrens_contracts.errors import NodeRefused, Reverted
from torrens_contracts.revert import PANICS, decode_revert, revert_of
from torrens_contracts.revert_words import words_by_error

INDEX = json.loads((resources.files("torrens_contracts") / "abi" / "index.json").read_text(encoding="utf-8"))


def test_every_error_of_all_sources_has_its_words_and_no_other() -> None:
    assert {signature.split("(")[0] for signature in INDEX["errors"].values()} == set(words_by_error())


def test_every_error_of_every_contract_can_be_decoded() -> None:
    theirs = {entry.signature for name in CONTRACTS for entry in load(name).entries("error")}
    assert {entry.signature for entry in errors_by_selector().values()} == theirs


@pytest.mark.parametrize("name", sorted(words_by_error()))
def test_words_are_plain_and_say_the_way_out(name: str) -> None:
    words = words_by_error()[name]
    assert 10 <= len(words.why) <= 120
    assert 5 <= len(words.remedy) <= 120
    assert re.search(r"[\u4e00-\u9fff]", words.zh)
    assert not words.why.endswith(".")
    assert not words.remedy.endswith(".")


@settings(max_examples=200)
@given(st.sampled_from(list(errors_by_selector().values())), st.data())
def test_an_error_is_read_with_its_arguments_by_name(entry: object, data: st.DataObject) -> None:
    kinds = [param.canonical for param in entry.inputs]  # type: ignore[attr-defined]  # hypothesis gives an object
    values = [data.draw(abi_values(kind)) for kind in kinds]
    found = decode_revert(selector(entry.signature) + encode(kinds, values))  # type: ignore[attr-defined]  # same
    assert found.error == entry.name  # type: ignore[attr-defined]  # same
    assert list(found.arguments.values()) == values
    assert found.facts["error"] == found.error
    assert found.remedy == words_by_error()[found.error].remedy
    assert str(found).startswith(f"{found.error}: {found.why}")


def test_an_error_names_its_arguments_as_solidity_does() -> None:
    found = decode_revert(
        selector("RoleMissing(address,uint32,uint32)") + encode(["address", "uint32", "uint32"], [b"\1" * 20, 1, 2])
    )
    assert found.arguments == {"account": b"\1" * 20, "roles": 1, "needed": 2}
    assert found.facts["account"] == "0x" + "01" * 20


@given(st.text())
def test_a_text_is_read(text: str) -> None:
    found = decode_revert(selector("Error(string)") + encode(["string"], [text]))
    assert (found.error, found.arguments) == ("Error", {"text": text})


@pytest.mark.parametrize(("number", "words"), [*PANICS.items(), (0x99, "the contract failed")])
def test_a_panic_is_named(number: int, words: str) -> None:
    found = decode_revert(selector("Panic(uint256)") + number.to_bytes(32))
    assert (found.error, found.arguments, found.why) == ("Panic", {"number": number}, words)


@given(st.binary(max_size=100).filter(lambda data: data[:4] not in errors_by_selector()))
def test_any_bytes_are_a_refusal(data: bytes) -> None:
    found = decode_revert(data)
    assert found.error in ("Unknown", "Empty", "Error", "Panic")
    assert found.remedy


@pytest.mark.parametrize(
    "data", [bytes(31), bytes(33), b"\xff" * 32], ids=["cut short", "too long", "an address with dirt before it"]
)
def test_known_errors_with_other_arguments_are_unknown_fail(data: bytes) -> None:
    assert decode_revert(selector("NotEnrolled(address)") + data).error == "Unknown"


def test_a_node_that_refuses_by_itself_is_not_a_revert_fail() -> None:
    refusal = NodeRefused("eth_call", -32000, "header not found")
    assert revert_of(refusal) is refusal
    odd = NodeRefused("eth_call", -32000, "nonce too low", "0xzz")
    assert revert_of(odd) is odd


@pytest.mark.parametrize(
    ("said", "data", "error"),
    [
        ("execution reverted", None, "Empty"),
        ("execution reverted", "0x", "Empty"),
        ("VM Exception", "0x" + selector("PathEmpty()").hex(), "PathEmpty"),
    ],
)
def test_a_revert_is_found_in_what_nodes_say(said: str, data: str | None, error: str) -> None:
    found = revert_of(NodeRefused("eth_call", 3, said, data))
    assert isinstance(found, Reverted)
    assert found.error == error
