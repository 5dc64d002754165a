"""What a refusal carries is read by people: times, bits and codes by their names; the facts stay numbers."""

from __future__ import annotations

import pytest
from contracts_kit import abi_values
from eth_abi.abi import encode
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_contracts.abi import errors_by_selector, selector
from torrens_contracts.errors import NodeRefused, Reverted
from torrens_contracts.revert import decode_revert
from torrens_contracts.revert_values import NAMES, OF_ERROR, TIMES

INPUTS = {entry.name: entry.inputs for entry in errors_by_selector().values()}
NAME = b"purpose".ljust(32, b"\0")


def refusal(signature: str, *values: object) -> Reverted:
    kinds = signature[signature.index("(") + 1 : -1].split(",")
    return decode_revert(selector(signature) + encode(kinds, values))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            refusal("DeadlinePassed(uint256,uint256)", 1772413200, 1772413201),
            "(deadline 2026-03-02T01:00:00Z, nowAt 2026-03-02T01:00:01Z)",
        ),
        (refusal("KeyNotLive(address,uint256,uint256)", bytes(20), 1772413200, 0), "2026-03-02T01:00:00Z, until –)"),
        (refusal("TermRefused(uint256,uint256,uint256)", 0, 2**200, 0), f"until {2**200}"),
        (refusal("RoleMissing(address,uint32,uint32)", bytes(20), 9, 2), "roles SIGN|EXCHANGE, needed REGISTRAR)"),
        (refusal("RoleMissing(address,uint32,uint32)", bytes(20), 0, 1 << 20), "roles none, needed 0x100000)"),
        (refusal("WrongSigner(address,uint32,uint32)", bytes(20), 7, 9), "party 7, needed 9)"),
        (refusal("BitsNotYours(address,uint8,bytes32)", bytes(20), 6, b"\xff" + bytes(31)), "kind GRANT, bits state)"),
        (refusal("WideningNotDue(address,uint8,uint256,uint256)", bytes(20), 6, 0, 0), "mask none, from –)"),
        (refusal("NotNarrower(uint256,uint256)", 1 << 255, 3), f"(current 0x8{'0' * 63}, mask 0x3)"),
        (refusal("MaskRefused(bytes32,uint256)", NAME, 1 << 31), "(name purpose, mask 0x80000000)"),
        (refusal("ZeroField(bytes32)", b"\1" * 32), f"(name 0x{'01' * 32})"),
        (refusal("NotFree(bytes32,uint8,uint8)", bytes(32), 1, 6), "verb TRANSFER, reason DISPOSE_FROZEN)"),
        (refusal("WrongState(bytes32,uint8,uint8)", bytes(32), 2, 1), "state ACTIVE, needed NOTICED)"),
        (refusal("WrongState(bytes32,uint8,uint8)", bytes(32), 0, 99), "state 0, needed 99)"),
        (refusal("LinkStands(uint8,uint32,uint32)", 1, 331, 65540), "(kind AFFILIATE, a 331, b 65540)"),
        (refusal("ReasonRefused(uint8)", 1), "(reason SALE)"),
        (refusal("RightsExceeded(uint8,uint8,uint24)", 4, 2, 3), "child OPERATE, parent USE, parentAction PROCESS|SUB"),
    ],
)
def test_values_are_said_in_words(found: Reverted, words: str) -> None:
    assert words in str(found)


def test_facts_stay_what_the_contract_gave() -> None:
    found = refusal("RoleMissing(address,uint32,uint32)", bytes(20), 9, 2)
    assert (found.facts["roles"], found.facts["needed"]) == (9, 2)


@settings(max_examples=200)
@given(st.sampled_from(list(errors_by_selector().values())), st.data())
def test_whatever_a_contract_gives_is_said(entry: object, data: st.DataObject) -> None:
    kinds = [param.canonical for param in entry.inputs]  # type: ignore[attr-defined]  # hypothesis gives an object
    values = [data.draw(abi_values(kind)) for kind in kinds]
    found = decode_revert(selector(entry.signature) + encode(kinds, values))  # type: ignore[attr-defined]  # same
    assert all(param.name in str(found) for param in entry.inputs)  # type: ignore[attr-defined]  # same


def test_every_row_of_the_tables_is_of_an_error_that_exists() -> None:
    there = {(part.canonical, part.name) for inputs in INPUTS.values() for part in inputs}
    assert set(NAMES) <= there
    assert {name for kind, name in there if kind in ("uint256", "uint40")} >= TIMES
    for error, arguments in OF_ERROR.items():
        assert set(arguments) <= {part.name for part in INPUTS[error]} | {"state", "next", "needed"}, error


def test_every_small_number_that_is_a_code_has_its_names() -> None:
    codes = {"state", "next", "kind", "successorKind", "verb", "reason", "basis", "mode", "scope", "status", "decision"}
    for error, inputs in INPUTS.items():
        for part in inputs:
            if part.canonical == "uint8" and part.name in codes:
                named = part.name in OF_ERROR.get(error, {}) or ("uint8", part.name) in NAMES
                assert named or error in ("KindRefused",), f"{error}.{part.name}"


def test_a_key_without_funds_is_told_the_way_out_fail() -> None:
    said = NodeRefused("eth_sendRawTransaction", -32000, "insufficient funds for gas * price + value")
    assert "funds" in said.remedy
    assert "node's message" in NodeRefused("eth_call", -32000, "header not found").remedy
