"""Typed data: the struct strings are those of the sources, the digests those of eth_account."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from contracts_kit import addresses, words
from eth_account.messages import _hash_eip191_message, encode_typed_data
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.chain.eip712 import torrens_domain
from torrens_anchor.errors import OutOfRange
from torrens_contracts.ids import GrantKey
from torrens_contracts.signed import encumbrances, market, parties, rights
from torrens_contracts.signed import message as signing
from torrens_contracts.signed.encumbrances import InterestTerms
from torrens_contracts.structs import KeyTerms, Product, Reservation
from torrens_contracts.words import PackedWord

SOURCES = Path(__file__).parents[2] / "contracts" / "src"
STRUCTS = (
    parties.Enrolment,
    parties.KeyAddition,
    rights.License,
    rights.Transfer,
    parties.Succession,
    parties.KeyRecovery,
    encumbrances.Charge,
    encumbrances.InterestConsent,
    encumbrances.Release,
    encumbrances.Completion,
    market.List,
    market.NewVersion,
    market.Delist,
    market.Revoke,
    market.Redeem,
    rights.Split,
    rights.Surrender,
    rights.Reserve,
)
Struct = (
    type[parties.Enrolment]
    | type[parties.KeyAddition]
    | type[rights.License]
    | type[rights.Transfer]
    | type[parties.Succession]
    | type[parties.KeyRecovery]
    | type[encumbrances.Charge]
    | type[encumbrances.InterestConsent]
    | type[encumbrances.Release]
    | type[encumbrances.Completion]
    | type[market.List]
    | type[market.NewVersion]
    | type[market.Delist]
    | type[market.Revoke]
    | type[market.Redeem]
    | type[rights.Split]
    | type[rights.Surrender]
    | type[rights.Reserve]
)
Message = (
    parties.Enrolment
    | parties.KeyAddition
    | rights.License
    | rights.Transfer
    | parties.Succession
    | parties.KeyRecovery
    | encumbrances.Charge
    | encumbrances.InterestConsent
    | encumbrances.Release
    | encumbrances.Completion
    | market.List
    | market.NewVersion
    | market.Delist
    | market.Revoke
    | market.Redeem
    | rights.Split
    | rights.Surrender
    | rights.Reserve
)
DOMAIN = [("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")]
u8, u16, u32, u40, u64 = (st.integers(0, (1 << bits) - 1) for bits in (8, 16, 32, 40, 64))
packed = st.builds(PackedWord, **{name: st.integers(0, (1 << bits) - 1) for name, bits in PackedWord.LAYOUT})
key_terms = st.builds(KeyTerms, addresses, u32, u40, u40)
interest_terms = st.builds(InterestTerms, u8, u32, u40, u8, words, words)
messages = st.one_of(
    st.builds(encumbrances.Charge, words, interest_terms, words, words, u40, u40),
    st.builds(encumbrances.InterestConsent, words, u8, u8, words, words, u40, u40),
    st.builds(encumbrances.Release, words, u8, words, words, words, u40, u40),
    st.builds(encumbrances.Completion, words, u8, u32, u32, words, words, words, u40, u40),
    st.builds(parties.Enrolment, u32, u8, u16, words, key_terms, u40, u40),
    st.builds(parties.KeyAddition, u32, key_terms, words, u40, u40),
    st.builds(parties.Succession, u32, u32, words, words, words, u40, u40),
    st.builds(parties.KeyRecovery, u32, key_terms, words, words, u40, u40),
    st.builds(rights.License, st.builds(GrantKey, words, packed, words), u32, words, u40, u40),
    st.builds(rights.Transfer, words, u32, u32, u8, words, words, words, u40, u40),
    st.builds(market.List, words, st.builds(Product, u16, words, u64, u40, u8, u8, words), words, words, u40, u40),
    st.builds(market.NewVersion, words, words, words, words, u40, u40),
    st.builds(market.Delist, words, u8, words, words, u40, u40),
    st.builds(market.Revoke, words, words, words, u40, u40),
    st.builds(market.Redeem, words, u32, addresses, words, u40, u40),
    st.builds(rights.Split, words, st.lists(words, max_size=16).map(tuple), words, words, u40, u40),
    st.builds(rights.Surrender, words, words, words, words, u40, u40),
    st.builds(
        rights.Reserve,
        st.builds(GrantKey, words, packed, words),
        u32,
        st.builds(Reservation, st.integers(0, (1 << 256) - 1), addresses, words, words, u40),
        words,
        u40,
        u40,
    ),
)


@pytest.mark.parametrize("kind", STRUCTS)
def test_the_struct_string_is_that_of_the_contract(kind: Struct) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.sol")))
    hashed = set(re.findall(rf'"({kind.__name__}\([^"]*\))"', text))
    assert hashed == {kind.TYPE}


def test_every_struct_that_a_key_signs_is_published_with_a_message() -> None:
    core = json.loads((SOURCES.parents[1] / "tests" / "vectors" / "core.json").read_text(encoding="utf-8"))
    told = {name: one["type"] for name, one in core["typedData"].items() if "type" in one}
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.sol"))]
    signed = {m[1]: m[0] for t in texts for m in re.findall(r'"((\w+)\([^"]*uint40 signedAt,uint40 deadline\))"', t)}
    assert signed.keys() >= {kind.__name__ for kind in STRUCTS}
    assert told == {name: signed[name] for name in signed if name != "TradeTerms"}


def fields_of(value: Message | InterestTerms | KeyTerms | Product | Reservation) -> list[str]:
    return [field.name for field in fields(value)]


def _flat(message: Message) -> dict[str, Any]:
    """The message as eth_account takes it: Solidity names from the struct string, values in our order."""
    values: list[Any] = []
    for name in fields_of(message):
        value = getattr(message, name)
        if isinstance(value, GrantKey):
            values += value.words()
        elif isinstance(value, InterestTerms | KeyTerms | Product | Reservation):
            values += [getattr(value, part) for part in fields_of(value)]
        else:
            values.append(list(value) if isinstance(value, tuple) else value)
    names = re.findall(r" (\w+)[,)]", message.TYPE)
    return dict(zip(names, values, strict=True))


@settings(max_examples=60)
@given(messages, st.integers(1, 2**64), addresses, words)
def test_the_digest_is_that_of_eth_account(message: Message, chain_id: int, register: bytes, salt: bytes) -> None:
    types = [{"name": name, "type": kind} for kind, name in re.findall(r"[(,]([\w\[\]]+) (\w+)", message.TYPE)]
    full = {
        "types": {
            "EIP712Domain": [{"name": name, "type": kind} for name, kind in [*DOMAIN, ("salt", "bytes32")]],
            type(message).__name__: types,
        },
        "primaryType": type(message).__name__,
        "domain": {
            "name": "Torrens",
            "version": "1",
            "chainId": chain_id,
            "verifyingContract": register,
            "salt": salt,
        },
        "message": _flat(message),
    }
    expected = _hash_eip191_message(encode_typed_data(full_message=full))
    assert signing.signing_digest(torrens_domain(chain_id, register, salt), message) == expected


def test_a_value_wider_than_its_type_fail() -> None:
    with pytest.raises(OutOfRange, match="uint40"):
        parties.KeyAddition(1, KeyTerms(b"\1" * 20, 1, 0, 1 << 40), bytes(32), 0, 0).struct_hash()  # type: ignore[arg-type]  # bare values
