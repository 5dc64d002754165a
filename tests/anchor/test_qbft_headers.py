"""Headers of the same kind as the published one, made here: other sizes of set, rounds, votes, forks and seals."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qbft_kit import BYZANTIUM, CANCUN, CANCUN_WITHOUT_BEACON, LONDON, PRAGUE, SHANGHAI, addresses, header, secrets

from torrens_anchor.chain import rlp
from torrens_anchor.chain.qbft import committers, parse_qbft_header, quorum, verify_sealed
from torrens_anchor.conformance.door import run
from torrens_anchor.errors import AnchorError, MalformedInput, SignatureMismatch
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures.secp256k1 import N

KEYS = secrets(7)
SET = addresses(KEYS)
OUTSIDER = secrets(1, b"outsider")[0]


def case(raw: bytes, **claims: object) -> dict[str, Any]:
    return {"header_rlp": raw.hex(), **claims}


def ok(*cases: dict[str, Any]) -> list[object]:
    return [result["ok"] for result in run("header", list(cases))]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 9), st.data())
def test_a_quorum_of_any_set_is_enough_and_one_less_is_not_fail(size: int, data: st.DataObject) -> None:
    keys = secrets(size)
    sealers = data.draw(st.lists(st.sampled_from(keys), unique=True, min_size=quorum(size)))
    raw = header(addresses(keys), sealers, round_bytes=data.draw(st.sampled_from([b"", b"\1", b"\2\0"])))
    sealed = parse_qbft_header(raw)
    assert verify_sealed(sealed, addresses(keys)) == addresses(sealers)
    few = parse_qbft_header(header(addresses(keys), sealers[: quorum(size) - 1]))
    with pytest.raises(SignatureMismatch, match="validators need"):
        verify_sealed(few, addresses(keys))


@pytest.mark.parametrize("fields", [BYZANTIUM, LONDON, SHANGHAI, CANCUN_WITHOUT_BEACON, CANCUN, PRAGUE])
def test_headers_of_every_fork(fields: int) -> None:
    raw = header(SET, KEYS, fields=fields)
    assert ok(case(raw, quorum=5, number=7, round=0, validators=[v.hex() for v in SET])) == [True]


@pytest.mark.parametrize(
    ("encoded", "number"),
    [(b"", 0), (b"\0", 0), (bytes(4), 0), (b"\1", 1), (b"\0\0\0\1", 1), (b"\xff\xff\xff\xff", 2**32 - 1)],
)
def test_the_round_is_sealed_as_it_came(encoded: bytes, number: int) -> None:
    raw = header(SET, KEYS[:5], round_bytes=encoded)
    sealed = parse_qbft_header(raw)
    assert sealed.round == number
    assert committers(sealed) == SET[:5]
    assert sealed.header.hash == parse_qbft_header(header(SET, [])).header.hash


def test_a_round_written_anew_fails() -> None:
    fields = list(rlp.sequence(rlp.decode(header(SET, KEYS[:5], round_bytes=b"\1")), "header"))
    assert isinstance(fields[12], bytes)
    extra = list(rlp.sequence(rlp.decode(fields[12]), "extra"))
    for other in (b"\0\1", b"", b"\2"):
        extra[3] = other
        fields[12] = rlp.encode(tuple(extra))
        assert ok(case(rlp.encode(tuple(fields)), validators=[v.hex() for v in SET])) == [False]


@pytest.mark.parametrize("vote", [(b"\7" * 20, b"\xff"), (b"\7" * 20, b""), (b"\7" * 20, b"\0")])
def test_votes(vote: rlp.Item) -> None:
    sealed = parse_qbft_header(header(SET, KEYS, vote=vote))
    assert sealed.voted
    assert len(verify_sealed(sealed, SET)) == 7
    assert not parse_qbft_header(header(SET, KEYS)).voted


@pytest.mark.parametrize(
    "vote", [b"", b"\xff", (b"\7" * 20,), (b"\7" * 19, b"\xff"), (b"\7" * 20, b"\1"), (b"", b"", b"")]
)
def test_odd_vote_fails(vote: rlp.Item) -> None:
    with pytest.raises(MalformedInput):
        parse_qbft_header(header(SET, KEYS, vote=vote))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_vanity_of_another_size_fails(size: int) -> None:
    with pytest.raises(MalformedInput, match="vanity"):
        header(SET, KEYS, vanity=bytes(size))
    assert len(committers(parse_qbft_header(header(SET, KEYS, vanity=b"any thirty-two bytes, kept as is")))) == 7


def reseal(raw: bytes, seals: tuple[rlp.Item, ...]) -> bytes:
    fields = list(rlp.sequence(rlp.decode(raw), "header"))
    assert isinstance(fields[12], bytes)
    extra = rlp.sequence(rlp.decode(fields[12]), "extra")
    fields[12] = rlp.encode((*extra[:4], seals))
    return rlp.encode(tuple(fields))


def test_seals_that_do_not_count_fail() -> None:
    raw = header(SET, KEYS[:5])
    seals = parse_qbft_header(raw).seals
    high = bytearray(seals[4])
    high[32:64] = (N - int.from_bytes(seals[4][32:64], "big")).to_bytes(32, "big")
    high[64] ^= 1
    cases = [
        header(SET, []),  # none
        header(SET, KEYS[:4]),  # quorum - 1
        reseal(raw, (*seals[:4], seals[0])),  # one twice
        reseal(raw, (*seals, seals[0])),  # a quorum and one twice
        header(SET, [*KEYS[:4], OUTSIDER]),  # an outsider in the place of the fifth
        header(SET, [*KEYS[:5], OUTSIDER]),  # an outsider beside a quorum
        reseal(raw, (*seals[:4], bytes(high))),  # a second form of the fifth
        reseal(raw, (*seals[:4], seals[4][:64] + b"\x1b")),  # v of ecrecover
        reseal(raw, (*seals[:4], seals[4][:64])),  # without v
        reseal(raw, (*seals[:4], bytes(65))),
        reseal(raw, (*seals[:4], (seals[4],))),  # a list
        raw + b"\0",
        raw[:-1],
    ]
    assert ok(*(case(each) for each in cases)) == [False] * len(cases)
    assert ok(case(raw), case(reseal(raw, seals[::-1]))) == [True, True]


def test_sets_that_do_not_hold_fail() -> None:
    with pytest.raises(MalformedInput, match="twice"):
        header((*SET[:6], SET[0]), KEYS[:5])
    raw = header(SET, KEYS[:5])
    listed = [v.hex() for v in SET]
    wrong = [listed[:6], [*listed[:6], "00" * 20], listed[::-1], [], [*listed, listed[0]]]
    assert ok(*(case(raw, validators=each) for each in wrong)) == [False] * len(wrong)
    with pytest.raises(MalformedInput, match="twice"):
        verify_sealed(parse_qbft_header(raw), (*SET, SET[0]))


def test_contract_mode_takes_the_set_of_the_case_and_none_without_it_fail() -> None:
    raw = header((), KEYS[:5])
    assert ok(case(raw, validators=[f"0x{v.hex()}" for v in SET]), case(raw)) == [True, False]


@pytest.mark.parametrize("claim", [{"round": 1}, {"number": 8}, {"quorum": 4}, {"block_hash": "00" * 32}])
def test_a_wrong_claim_fails(claim: dict[str, Any]) -> None:
    assert ok(case(header(SET, KEYS), **claim)) == [False]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_flipped_bit_fails_or_changes_what_is_not_sealed(data: st.DataObject) -> None:
    raw = header(SET, KEYS[:5])
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    flipped = bytearray(raw)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(AnchorError):
        verify_sealed(parse_qbft_header(bytes(flipped)), SET)


def test_forms_of_a_file() -> None:
    good = case(header(SET, KEYS), name="first")
    for document in (good, [good], {"first": good}, {"cases": [good]}, {"cases": {"first": good}}):
        assert [result["case"] for result in run("header", document)] == ["first"]


def test_digests_by_hand() -> None:
    raw = header(SET, KEYS[:5], round_bytes=b"\3")
    sealed = parse_qbft_header(raw)
    empty = reseal(raw, ())
    assert sealed.sealed_digest == keccak256(empty)
    assert sealed.header.hash == keccak256(header(SET, []))
