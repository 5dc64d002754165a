"""Ids hash what words.md section 2 says, as abi.encode would."""

from dataclasses import replace

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import OutOfRange
from torrens_contracts import ids
from torrens_contracts.words import PackedWord

words = st.binary(min_size=32, max_size=32)
addresses = st.binary(min_size=20, max_size=20)
u8, u16, u32, u64 = (st.integers(0, (1 << bits) - 1) for bits in (8, 16, 32, 64))
packed = st.builds(PackedWord, **{name: st.integers(0, (1 << bits) - 1) for name, bits in PackedWord.LAYOUT})
keys = st.builds(ids.GrantKey, words, packed, words)
KEY = "(bytes32,bytes32,bytes32)"


def _expect(kind: str, types: str, *values: object) -> bytes:
    return bytes(keccak(encode(["bytes32", *types.split()], [keccak(text=f"torrens/id/{kind}/1"), *values])))


@given(st.integers(0, 2**256 - 1), addresses, words)
def test_origin(chain_id: int, register: bytes, salt: bytes) -> None:
    expected = keccak(encode(["uint256", "address", "bytes32"], [chain_id, register, salt]))
    assert ids.origin(chain_id, register, salt) == expected


@given(words, keys)
def test_titles_and_grants(origin: bytes, key: ids.GrantKey) -> None:
    struct = (key.parent, key.packed.pack(), key.terms_digest)
    assert ids.title_id(ids.Origin(ids.Id(origin)), key) == _expect("title", f"bytes32 {KEY}", origin, struct)
    assert ids.grant_id(key) == _expect("grant", KEY, struct)


@given(keys)
def test_keys_go_to_the_ground_floor_and_back(key: ids.GrantKey) -> None:
    assert ids.GrantKey.of(key.bare()) == key


@given(words, words, u8, u16, u32)
def test_hashed_ids(a: bytes, b: bytes, small: int, number: int, month: int) -> None:
    grant = ids.GrantId(ids.Id(a))
    assert ids.data_id(a, b) == _expect("data", "bytes32 bytes32", a, b)
    assert ids.listing_id(grant, number, b, month) == _expect(
        "listing", "bytes32 uint16 bytes32 uint64", a, number, b, month
    )
    assert ids.freeze_id(a, small) == _expect("freeze", "bytes32 uint8", a, small)
    assert ids.interest_id(a, small) == _expect("interest", "bytes32 uint8", a, small)
    assert ids.objection_id(ids.TitleId(grant), small) == _expect("objection", "bytes32 uint8", a, small)
    assert ids.serial_id(number, month) == _expect("serial", "uint16 uint32", number, month)
    peer = ids.peer_id(ids.Origin(ids.Id(a)))
    assert peer == _expect("peer", "bytes32", a)
    fact = peer, small, b, number
    assert ids.fact_id(*fact) == _expect("fact", "bytes32 uint8 bytes32 uint16", *fact)
    assert ids.agreement_id(peer, number, b) == _expect("agreement", "bytes32 uint16 bytes32", peer, number, b)


@given(words, u32, addresses)
def test_redemptions(trade: bytes, purpose: int, verifier: bytes) -> None:
    expected = _expect("redemption", "bytes32 uint32 address", trade, purpose, verifier)
    assert ids.redemption_id(ids.TradeId(ids.Id(trade)), purpose, verifier) == expected


@given(u32, u32, words)
def test_the_nonce_is_the_low_64_bits(holder: int, registrar: int, salt: bytes) -> None:
    digest = keccak(encode(["uint32", "uint32", "bytes32"], [holder, registrar, salt]))
    assert ids.title_nonce(holder, registrar, salt) == int.from_bytes(digest) % 2**64


@given(addresses, u32, u16, st.integers(1970, 4000), st.booleans())
def test_natural_ids_are_the_value_left_padded(address: bytes, party: int, exchange: int, year: int, half: int) -> None:
    assert ids.key_id(address) == ids.module_id(address) == bytes(12) + address
    assert int.from_bytes(ids.party_id(party)) == party
    assert int.from_bytes(ids.log_id(exchange)) == exchange
    assert int.from_bytes(ids.calendar_id(year, half)) == year * 2 + half


@given(keys, st.sampled_from([name for name, _ in PackedWord.LAYOUT]))
def test_an_id_commits_to_every_field_of_its_key(key: ids.GrantKey, field: str) -> None:
    other = replace(key, packed=replace(key.packed, **{field: getattr(key.packed, field) ^ 1}))
    assert ids.grant_id(other) != ids.grant_id(key)
    assert ids.grant_id(replace(key, parent=key.terms_digest, terms_digest=key.parent)) != ids.grant_id(key) or (
        key.parent == key.terms_digest
    )


def test_ids_of_one_kind_are_not_those_of_another() -> None:
    zero = ids.GrantId(ids.Id(ids.ZERO))
    same = [ids.freeze_id(zero, 1), ids.interest_id(zero, 1), ids.objection_id(ids.TitleId(zero), 1)]
    assert len(set(same)) == len(same)


def test_half_that_is_no_half_fail() -> None:
    with pytest.raises(OutOfRange):
        ids.calendar_id(2026, 2)


def test_exchange_over_16_bits_fail() -> None:
    with pytest.raises(OutOfRange):
        ids.log_id(65_536)


def test_short_word_fail() -> None:
    with pytest.raises(OutOfRange, match="31"):
        ids.data_id(bytes(31), bytes(32))
