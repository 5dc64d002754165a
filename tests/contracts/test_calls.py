"""Calls: every verb and view of every contract has one, encoded as web3 does, with results of the ABI's types."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from importlib import resources
from typing import Any

import pytest
from contracts_kit import abi_values
from eth_abi.abi import encode
from hypothesis import given, settings
from hypothesis import strategies as st
from web3 import Web3

from torrens_anchor.chain.eip712 import Leg, Money, TradeTerms
from torrens_anchor.chain.statement import Answer
from torrens_contracts import calls, foreign, structs
from torrens_contracts.abi import split_types
from torrens_contracts.artifacts import CONTRACTS, Entry, Param, load
from torrens_contracts.clubs import Ages, Club
from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.errors import ArgumentRefused, MalformedAnswer
from torrens_contracts.ids import GrantKey
from torrens_contracts.signed.encumbrances import InterestTerms
from torrens_contracts.words import PackedWord

AT = b"\x42" * 20
W, A = b"\7" * 32, b"\x09" * 20
KEY = GrantKey(W, PackedWord(purpose=1, nonce=5), b"\x08" * 32)
CONSENT = structs.Consent(A, 5, 6, b"\1" * 65)  # type: ignore[arg-type]  # bare values are enough here
KEY_TERMS = structs.KeyTerms(A, 3, 4, 5)  # type: ignore[arg-type]  # same
PRODUCT = structs.Product(331, W, 2, 3, 1, 2, W)  # type: ignore[arg-type]  # same
TERMS = TradeTerms(1, A, W, W, W, 1, 2, 3, 4, 5, W, W, W, W, 1, 2, 3)
SIGNED = structs.Signed(A, b"\2" * 65)  # type: ignore[arg-type]  # same
ATTESTATION = foreign.Attestation((A, A), 3, (b"\1" * 65, b"\2" * 65))  # type: ignore[arg-type]  # same

AGES = Ages(3, 2, 1)

SAMPLES: dict[type, Any] = {
    Ages: AGES,
    Club: Club(1, 2, 2, 1, 3, 2, 1, 9, W, W),  # type: ignore[arg-type]  # bare values are enough here
    foreign.Shown: foreign.Shown((KEY, KEY), W, 331, 2),
    foreign.Subject: foreign.Subject(W, 11, W, 331),  # type: ignore[arg-type]  # bare values are enough here
    GrantKey: KEY,
    structs.Consent: CONSENT,
    structs.KeyTerms: KEY_TERMS,
    structs.Permission: structs.Permission(6, 255),
    structs.Notice: structs.Notice(KEY, 70000, W, W, W),  # type: ignore[arg-type]  # same
    structs.Product: PRODUCT,
    structs.ForeignHome: structs.ForeignHome(7, A, W),  # type: ignore[arg-type]  # same
    structs.Reservation: structs.Reservation(7, A, W, W, 9),  # type: ignore[arg-type]  # same
    TradeTerms: TERMS,
    structs.Basis: structs.Basis((KEY, KEY), KEY, W, 9),  # type: ignore[arg-type]  # same
    structs.Signed: SIGNED,
    structs.ForeignHome: structs.ForeignHome(9, A, W),  # type: ignore[arg-type]  # same
    structs.Reservation: structs.Reservation(9, A, W, W, 7),  # type: ignore[arg-type]  # same
    InterestTerms: InterestTerms(1, 2, 3, 4, W, W),  # type: ignore[arg-type]  # same
    structs.ListingRef: structs.ListingRef(W, 331, W, 2),  # type: ignore[arg-type]  # same
    structs.Whole: structs.Whole(1, (2,), (3, 4)),
    structs.ForeignBasis: structs.ForeignBasis(W, W, KEY),
    Money: Money(10_000_001, W, W, W),
    Leg: Leg(1, 2, 3),
    structs.Ask: structs.Ask(6, b"\0\1\2"),
    Answer: Answer(6, W, 2, 0, 0, 9),
    foreign.PeerTerms: foreign.PeerTerms(1, A, W, A, W, 0, AGES, 2, 1, (A,)),  # type: ignore[arg-type]  # same
    foreign.Attestation: ATTESTATION,
    foreign.StatementFields: foreign.StatementFields(1, 2, 3, 4, W, W),  # type: ignore[arg-type]  # same
    foreign.Item: foreign.Item(Answer(6, W, 2, 0, 0, 9), (W, W)),
}
STRUCTS = {
    "Ages": Ages,
    "Club": Club,
    "Trust": foreign.PeerTrust,
    "GrantKey": GrantKey,
    "Terms@IVouchers": TradeTerms,
    "Terms@IInterests": InterestTerms,
    "Terms@IPeers": foreign.PeerTerms,
    "Ref": structs.ListingRef,
    "Reply": Answer,
    "Statement": foreign.StatementFields,
    "Money": Money,
    "Leg": Leg,
}
NOT_CALLED = {"register", "ADMIN_ROLE", "PUBLIC_ROLE", "consumeScheduledOp", "updateAuthority"}
"""What a manifest answers, constants, and what AccessManager offers to contracts that are AccessManaged: none is."""


def _struct(param: Param) -> type:
    scope, _, name = re.sub(r"(\[\])+$", "", param.internal_type.removeprefix("struct ")).rpartition(".")
    found = (
        STRUCTS.get(f"{name}@{scope}") or STRUCTS.get(name) or getattr(structs, name, None) or getattr(foreign, name)
    )
    assert isinstance(found, type)
    return found


def _sample(param: Param) -> Any:  # noqa: ANN401 - a value of any type
    if param.type.endswith("[]"):
        inner = Param("", param.type[:-2], components=param.components, internal_type=param.internal_type)
        return (_sample(inner), _sample(inner))
    if param.type == "tuple":
        return SAMPLES[_struct(param)] if "Entry" not in param.internal_type else (6, W, W, W, W)
    if param.type in ("bytes", "string"):
        return b"\5" * 33 if param.type == "bytes" else "理事会"
    if param.type.startswith("bytes"):
        return b"\6" * int(param.type[5:])
    return {"address": A, "bool": True}.get(param.type, 3)


def _snake(name: str) -> str:
    return {"from": "from_"}.get(name, re.sub(r"(?<!^)([A-Z])", lambda found: "_" + found[1].lower(), name))


def _method(contract: str, entry: Entry) -> Callable[..., Call[Any]]:
    name = {"MIN_DELAY": "min_delay"}.get(entry.name, _snake(entry.name))
    found: Callable[..., Call[Any]] = getattr(getattr(calls, contract)(AT), name)
    return found


def _made(contract: str, entry: Entry) -> Call[Any]:
    method = _method(contract, entry)
    values = [_sample(param) for param in entry.inputs]
    code = method.__func__.__code__  # type: ignore[attr-defined]  # a bound method has one
    positional = code.co_argcount - 1
    names = code.co_varnames[1 + positional : 1 + positional + code.co_kwonlyargcount]
    return method(*values[:positional], **dict(zip(names, values[positional:], strict=True)))


def _functions() -> list[tuple[str, Entry]]:
    return [
        (contract, entry)
        for contract in CONTRACTS
        for entry in load(contract).entries("function")
        if entry.name not in NOT_CALLED
    ]


def _web3(contract: str) -> Any:  # noqa: ANN401 - web3 builds its contract classes at run time
    text = (resources.files("torrens_contracts") / "abi" / f"{contract}.json").read_text(encoding="utf-8")
    return Web3().eth.contract(address=Web3.to_checksum_address(AT), abi=json.loads(text)["abi"])


WEB3 = {name: _web3(name) for name in CONTRACTS}


@pytest.mark.parametrize(("contract", "entry"), _functions(), ids=lambda value: getattr(value, "name", value))
def test_a_call_is_what_web3_encodes(contract: str, entry: Entry) -> None:
    made = _made(contract, entry)
    assert made.to == AT
    assert made.signature == entry.signature
    function, values = WEB3[contract].decode_function_input(made.data)
    again = WEB3[contract].encode_abi(function.abi_element_identifier, list(values.values()))
    assert bytes.fromhex(again[2:]) == made.data


@pytest.mark.parametrize(("contract", "entry"), _functions(), ids=lambda value: getattr(value, "name", value))
def test_results_are_of_the_types_of_the_abi(contract: str, entry: Entry) -> None:
    made = _made(contract, entry)
    kinds = tuple(param.canonical for param in entry.outputs)
    if kinds and made.returns:
        assert split_types(made.returns) == kinds
        words = encode(kinds, [_output(kind) for kind in kinds])
        assert made.decode(words) is not None
    else:
        assert made.decode(b"") is None


def _output(kind: str) -> Any:  # noqa: ANN401 - a value of any type
    if kind.endswith("[]"):
        return [_output(kind[:-2])]
    if kind.startswith("("):
        return tuple(_output(part) for part in split_types(kind[1:-1]))
    return {"address": A, "bool": True, "bytes32": W, "bytes": b"\5"}.get(kind, 1)


def _struct_params() -> list[Param]:
    found = {}
    for _, entry in _functions():
        waiting = [*entry.inputs]
        while waiting:
            param = waiting.pop()
            waiting += param.components
            if param.components and "Entry" not in param.internal_type:
                found[param.internal_type.removesuffix("[]")] = param
    return list(found.values())


@pytest.mark.parametrize("param", _struct_params(), ids=lambda param: param.internal_type)
def test_structs_have_the_fields_of_solidity_in_order(param: Param) -> None:
    solidity = [_snake(part.name) for part in param.components]
    assert [field.name for field in fields(_struct(param))] == [
        {"key": "key", "money_hash": "money_hash"}.get(name, name) for name in solidity
    ]


@settings(max_examples=150)
@given(st.sampled_from(_functions()), st.data())
def test_any_arguments_are_encoded_as_eth_abi_does(case: tuple[str, Entry], data: st.DataObject) -> None:
    _, entry = case
    kinds = [param.canonical for param in entry.inputs]
    values = [data.draw(abi_values(kind)) for kind in kinds]
    assert call(AT, entry.signature, *values, make=nothing).data[4:] == encode(kinds, values)  # type: ignore[arg-type]  # bare bytes


@pytest.mark.parametrize(
    ("signature", "value"),
    [
        ("f(uint8)", 256),
        ("f(uint40)", -1),
        ("f(bytes32)", b"\1" * 33),
        ("f(address)", b"\1" * 19),
        ("f(bool)", 2),
        ("f(uint8[])", 7),
        ("f((uint8,bytes))", (1,)),
    ],
)
def test_an_argument_that_its_type_cannot_hold_fail(signature: str, value: object) -> None:
    with pytest.raises(ArgumentRefused):
        call(AT, signature, value, make=nothing)  # type: ignore[arg-type]  # bare bytes


@pytest.mark.parametrize("result", [b"", bytes(31), b"\1" * 32], ids=["nothing", "cut short", "wider than uint64"])
def test_a_result_of_another_form_fail(result: bytes) -> None:
    with pytest.raises(MalformedAnswer):
        calls.Register(AT).council_seq().decode(result)  # type: ignore[arg-type]  # bare bytes
