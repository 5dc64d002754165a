import json
from pathlib import Path
from typing import Any

import pytest

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import EXTRA_DATA
from torrens_anchor.chain.qbft import committers, parse_qbft_header, quorum, verify_sealed
from torrens_anchor.conformance.chain import header_cases
from torrens_anchor.errors import AnchorError, MalformedInput, SignatureMismatch

CASE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors" / "besu-qbft-header.json").read_text("utf-8"))
RAW = bytes.fromhex(CASE["header_rlp"])


def with_extra(*, round_bytes: bytes | None = None, seals: tuple[rlp.Item, ...] | None = None) -> bytes:
    fields = list(rlp.sequence(rlp.decode(RAW), "header"))
    extra = list(rlp.sequence(rlp.decode(rlp.fixed(fields[EXTRA_DATA], "extra", len(fields[EXTRA_DATA]))), "extra"))
    if round_bytes is not None:
        extra[3] = round_bytes
    if seals is not None:
        extra[4] = seals
    fields[EXTRA_DATA] = rlp.encode(tuple(extra))
    return rlp.encode(tuple(fields))


SEALS = parse_qbft_header(RAW).seals


def test_a_real_block() -> None:
    sealed = parse_qbft_header(RAW)
    assert sealed.header.hash.hex() == CASE["block_hash"]
    assert [v.hex() for v in sealed.validators] == CASE["validators"]
    assert [c.hex() for c in verify_sealed(sealed, sealed.validators)] == CASE["committers_in_order"]
    assert quorum(len(sealed.validators)) == CASE["quorum"]


@pytest.mark.parametrize(("validators", "needed"), [(1, 1), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (21, 14)])
def test_quorum_is_two_thirds_rounded_up(validators: int, needed: int) -> None:
    assert quorum(validators) == needed


def test_outsider_repeat_and_too_few_fail() -> None:
    sealed = parse_qbft_header(RAW)
    with pytest.raises(SignatureMismatch, match="no validator"):
        verify_sealed(sealed, sealed.validators[1:])
    with pytest.raises(SignatureMismatch, match="need 3"):
        verify_sealed(parse_qbft_header(with_extra(seals=SEALS[:2])), sealed.validators)
    with pytest.raises(SignatureMismatch, match="repeats"):
        committers(parse_qbft_header(with_extra(seals=(SEALS[0], SEALS[0], SEALS[1]))))
    with pytest.raises(SignatureMismatch):
        verify_sealed(parse_qbft_header(with_extra(seals=())), ())


def test_another_round_fails() -> None:
    with pytest.raises(AnchorError):
        verify_sealed(parse_qbft_header(with_extra(round_bytes=b"\2")), parse_qbft_header(RAW).validators)


def test_odd_extra_data_fails() -> None:
    with pytest.raises(MalformedInput, match="round"):
        parse_qbft_header(with_extra(round_bytes=bytes(5)))
    with pytest.raises(MalformedInput):
        parse_qbft_header(with_extra(seals=(b"short",)))
    with pytest.raises(MalformedInput, match="neither 0 nor 1"):
        committers(parse_qbft_header(with_extra(seals=(SEALS[0][:64] + b"\x1b",))))


def test_the_conformance_door() -> None:
    ((name, check),) = header_cases(CASE)
    assert name == "7528"
    check()
    for _, named in (*header_cases({"a": CASE}), *header_cases([CASE])):
        named()


@pytest.mark.parametrize("field", ["block_hash", "number", "quorum", "validators", "committers_in_order", "header_rlp"])
def test_a_changed_claim_fails(field: str) -> None:
    changed = dict(CASE)
    value = CASE[field]
    if isinstance(value, int):
        changed[field] = value + 1
    elif isinstance(value, list):
        changed[field] = value[::-1]
    else:
        changed[field] = value[:-1] + ("0" if value[-1] != "0" else "1")
    ((_, check),) = header_cases(changed)
    with pytest.raises(AnchorError):
        check()
