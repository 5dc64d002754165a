"""Parties and keys: who may enrol whom, with what roles, and which keys still count."""

import pytest
from cases_kit import EXCHANGE, Hall, digest
from worlds import signer

from torrens_contracts.codes import PartyKind, Role
from torrens_contracts.errors import Reverted
from torrens_contracts.ids import key_id
from torrens_contracts.words import KeyWord, Kind
from torrens_registry.cases import actors, views
from torrens_registry.cases.parties import founding, parties
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.errors import (
    BadCreditCode,
    CalendarMissing,
    CalendarProvisional,
    EmptyMask,
    FieldOutOfRange,
    KeyNotLive,
    NotEnrolled,
    RegistryError,
    RoleMissing,
    UnknownBits,
)

SIGN = int(Role.SIGN)


def test_a_party_is_enrolled_and_shown(hall: Hall) -> None:
    code = parties.legal_identity("91330100799655058B")
    key = NewKey(signer("successor"), SIGN)
    done = parties.enrol(hall.office, hall.key("exchange"), party=70_101, identity_digest=code, first=key)
    row, keys = views.party(hall.office, 70_101)
    assert (row.identity_digest, row.exchange) == (f"0x{code.hex()}", EXCHANGE)
    assert [one.address for one in keys] == [f"0x{done.key.hex()}"]


def test_a_natural_person_is_a_salted_commitment() -> None:
    one, other = (parties.private_identity("ID 330…", salt * 32) for salt in (b"\x01", b"\x02"))
    assert one != other


def test_a_rotated_key_counts_no_more_and_its_follower_does_fail(hall: Hall) -> None:
    first, second = NewKey(signer("rotated"), SIGN), NewKey(signer("follower"), SIGN)
    parties.enrol(hall.office, hall.key("exchange"), party=70_102, identity_digest=digest("r"), first=first)
    relayed = parties.add_key_by_signature(hall.office, hall.key("relayer"), by=first.signer, new=second)
    assert relayed.party == 70_102
    assert actors.require(hall.office, second.signer.address, Role.SIGN).party == 70_102
    parties.end_key(hall.office, second.signer, first.signer.address)
    with pytest.raises(KeyNotLive):
        actors.require(hall.office, first.signer.address, Role.SIGN)
    with pytest.raises(KeyNotLive):
        parties.add_key_by_signature(
            hall.office, hall.key("relayer"), by=first.signer, new=NewKey(signer("third"), SIGN)
        )


def test_an_expired_key_fail(hall: Hall) -> None:
    until = hall.office.next_time() + 3600
    short = NewKey(signer("short-lived"), SIGN, until=until)
    parties.enrol(hall.office, hall.key("exchange"), party=70_103, identity_digest=digest("s"), first=short)
    assert actors.require(hall.office, short.signer.address, Role.SIGN).party == 70_103
    hall.at(until)
    with pytest.raises(KeyNotLive) as caught:
        actors.require(hall.office, short.signer.address, Role.SIGN)
    assert caught.value.facts["until"] == until
    word = KeyWord.unpack(hall.office.word(Kind.KEY, key_id(short.signer.address)))
    assert word.until == until


@pytest.mark.parametrize(
    "case",
    [
        ("exchange", 65_535, PartyKind.LEGAL, SIGN, FieldOutOfRange),
        ("exchange", 70_109, PartyKind.AUTHORITY, SIGN, FieldOutOfRange),
        ("exchange", 70_109, PartyKind.EXCHANGE, SIGN, FieldOutOfRange),
        ("exchange", 70_109, PartyKind.LEGAL, 0, EmptyMask),
        ("exchange", 70_109, PartyKind.LEGAL, int(Role.SIGN | Role.EXCHANGE), UnknownBits),
        ("exchange", 70_109, PartyKind.LEGAL, int(Role.AUDITOR), RoleMissing),
        ("provider", 70_109, PartyKind.LEGAL, SIGN, RoleMissing),
        ("nobody", 70_109, PartyKind.LEGAL, SIGN, NotEnrolled),
    ],
)
def test_an_enrolment_against_the_rules_fail(
    hall: Hall, case: tuple[str, int, PartyKind, int, type[RegistryError]]
) -> None:
    by, party, kind, roles, refusal = case
    first, height = NewKey(signer("newcomer"), roles), hall.office.wire.block_number()
    with pytest.raises(refusal):
        parties.enrol(hall.office, hall.key(by), party=party, identity_digest=digest("x"), first=first, kind=kind)
    assert hall.office.wire.block_number() == height


def test_a_key_whose_term_is_empty_fail(hall: Hall) -> None:
    first = NewKey(signer("newcomer"), SIGN, until=hall.office.head_time())
    with pytest.raises(FieldOutOfRange):
        parties.enrol(hall.office, hall.key("exchange"), party=70_109, identity_digest=digest("x"), first=first)


def test_a_key_serves_one_party_for_ever_fail(hall: Hall) -> None:
    first = NewKey(signer("provider"), SIGN)
    with pytest.raises(Reverted, match="KeyExists"):
        parties.enrol(hall.office, hall.key("exchange"), party=70_109, identity_digest=digest("x"), first=first)


def test_keys_of_others_are_not_ones_own_to_end_fail(hall: Hall) -> None:
    with pytest.raises(NotEnrolled):
        parties.end_key(hall.office, hall.key("provider"), signer("buyer").address)
    with pytest.raises(RoleMissing):
        parties.end_key(hall.office, hall.key("registrar"), signer("reviewer").address)


def test_the_council_alone_founds_fail(hall: Hall) -> None:
    first = NewKey(signer("newcomer"), int(Role.EXCHANGE | Role.SIGN))
    with pytest.raises(Reverted, match="NotCouncil"):
        founding.admit_exchange(
            hall.office, hall.key("exchange"), exchange=231, identity_digest=digest("harbin"), first=first
        )
    with pytest.raises(FieldOutOfRange):
        founding.admit_exchange(
            hall.office, hall.key("council"), exchange=65_536, identity_digest=digest("harbin"), first=first
        )


def test_a_calendar_that_is_not_out_fail(hall: Hall) -> None:
    with pytest.raises(CalendarProvisional):
        founding.publish_calendar(hall.office, hall.key("council"), 2027)
    with pytest.raises(CalendarMissing):
        founding.publish_calendar(hall.office, hall.key("council"), 2030)


def test_a_credit_code_with_a_wrong_check_character_fail() -> None:
    with pytest.raises(BadCreditCode):
        parties.legal_identity("91330100799655058A")
