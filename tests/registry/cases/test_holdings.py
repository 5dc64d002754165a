"""Rights as a whole: split exactly, given up, confirmed; many licences at once; licences kept for a sale abroad."""

import json
from dataclasses import replace

import pytest
from cases_kit import BUYER, OPERATOR, PROCESSOR, UNTIL, Hall, digest

from torrens_contracts.codes import Mode, Right, SplitFault, TransferReason
from torrens_contracts.errors import Reverted
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, Id, foreign_terms_digest, origin
from torrens_contracts.structs import Reservation
from torrens_contracts.types import Address, ChainId, Timestamp
from torrens_contracts.words import GrantState, GrantWord, Kind
from torrens_registry.cases import paths
from torrens_registry.cases.rights import holdings, reservations, rights, transfers
from torrens_registry.cases.rights.rights import LicenceTerms
from torrens_registry.cases.rights.transfers import TransferTerms
from torrens_registry.errors import BatchRefused, FieldOutOfRange, NotAllowed, NotFree, PartitionRefused
from torrens_registry.rules.rights import Scope
from torrens_registry.store import rows
from torrens_registry.store.title_tables import GrantRow
from torrens_registry.store.vault_tables import PendingEntryRow

REGIONS = (0b1111 << 3, 0b1 << 3, 0b1110 << 3)
ABROAD = (ChainId(2_310_001), Address(b"\x23" * 20), b"\x24" * 32)


@pytest.fixture(scope="module")
def title(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> GrantId:
    table = tmp_path_factory.mktemp("title") / "snow.csv"
    table.write_text("day,snow\n2026-04-27,1\n", encoding="utf-8")
    return hall.registered(table)


def _terms(title: GrantId, number: int, holder: int = OPERATOR) -> LicenceTerms:
    scope = Scope(region=REGIONS[0])
    paper = digest("licence")
    return LicenceTerms(title, holder, int(Right.OPERATE), scope, 1_899_999_999, terms_digest=paper, nonce=number)


def _licensed(hall: Hall, title: GrantId, number: int, holder: int = OPERATOR) -> GrantId:
    return rights.license_direct(hall.office, hall.key("provider"), _terms(title, number, holder)).grant


def _word(hall: Hall, grant: GrantId) -> GrantWord:
    return GrantWord.unpack(hall.office.word(Kind.GRANT, grant))


def test_a_split_is_written_and_its_parts_are_found_by_their_path(hall: Hall, title: GrantId) -> None:
    grant = _licensed(hall, title, 1)
    parts = holdings.cut(paths.find(hall.office, grant), "region", REGIONS[1:])
    done = holdings.split(hall.office, hall.key("operator"), grant, parts)
    assert _word(hall, grant).state == GrantState.SPLIT
    for part, region in zip(done.parts, REGIONS[1:], strict=True):
        held = paths.find(hall.office, part)
        assert held.ids[-2:] == (grant, part)
        assert held.holder == OPERATOR
        with hall.office.store.read() as session:
            row = rows.get(session, GrantRow, to_hex(part))
        assert row is not None
        assert (row.region, row.mode, row.state, row.parent) == (region, Mode.SPLIT, GrantState.ACTIVE, to_hex(grant))
    again = holdings.split(hall.office, hall.key("operator"), grant, parts)
    assert again == done


def test_a_split_by_signature_and_by_term(hall: Hall, title: GrantId) -> None:
    grant = _licensed(hall, title, 2)
    held = paths.find(hall.office, grant)
    parts = holdings.cut(held, "term", [held.keys[-1].packed.not_before + 86_400])
    done = holdings.split(hall.office, hall.key("operator"), grant, parts, relayer=hall.key("relayer"))
    first, second = (paths.find(hall.office, part).keys[-1].packed for part in done.parts)
    assert first.until == second.not_before == held.keys[-1].packed.not_before + 86_400
    assert (first.not_before, second.until) == (held.keys[-1].packed.not_before, held.word.until)


def test_parts_that_are_no_partition_fail(hall: Hall, title: GrantId) -> None:
    grant = _licensed(hall, title, 3)
    held = paths.find(hall.office, grant)
    height = hall.office.wire.block_number()
    for pieces, fault in (
        ((REGIONS[1], REGIONS[0]), SplitFault.OVERLAP),
        ((REGIONS[1], 0b10 << 3), SplitFault.INCOMPLETE),
        ((REGIONS[1], 1), SplitFault.OUTSIDE),
    ):
        parts = holdings.cut(held, "region", pieces)
        with pytest.raises(PartitionRefused) as refused:
            holdings.split(hall.office, hall.key("operator"), grant, parts)
        assert refused.value.facts["fault"] == fault.name
        with pytest.raises(Reverted, match="PartitionRefused"):  # and the contract says the same
            hall.office.read(
                hall.office.contracts.holdings.split(held.keys, parts), sender=hall.key("operator").address
            )
    with pytest.raises(PartitionRefused, match="1 parts"):
        holdings.split(hall.office, hall.key("operator"), grant, holdings.cut(held, "region", REGIONS[:1]))
    with pytest.raises(FieldOutOfRange):
        holdings.cut(held, "action", [1, 2])
    with pytest.raises(NotAllowed):
        holdings.split(hall.office, hall.key("buyer"), grant, holdings.cut(held, "region", REGIONS[1:]))
    assert hall.office.wire.block_number() == height


def test_surrender_of_one_relayed_and_of_many(hall: Hall, title: GrantId) -> None:
    one, two, three = (_licensed(hall, title, number) for number in (4, 5, 6))
    operator, said = hall.key("operator"), digest("declaration")
    holdings.surrender(hall.office, operator, [one], said, relayer=hall.key("relayer"))
    holdings.surrender(hall.office, operator, [two, three], said)
    assert {_word(hall, grant).state for grant in (one, two, three)} == {GrantState.SURRENDERED}
    assert _logged(hall, "right.surrender")[-3:] == [to_hex(grant) for grant in (one, two, three)]
    with pytest.raises(FieldOutOfRange):
        holdings.surrender(hall.office, hall.key("provider"), [title], said)
    with pytest.raises(FieldOutOfRange):
        holdings.surrender(hall.office, operator, [], said)
    with pytest.raises(NotAllowed):
        holdings.surrender(hall.office, hall.key("buyer"), [_licensed(hall, title, 7)], said)


def test_each_right_that_cannot_be_given_up_is_named_by_its_place_fail(hall: Hall, title: GrantId) -> None:
    one, two, cut, ended = (_licensed(hall, title, number) for number in (9, 10, 11, 12))
    operator, said = hall.key("operator"), digest("declaration")

    def refused(*grants: GrantId) -> tuple[str, dict[str, object]]:
        height = hall.office.wire.block_number()
        with pytest.raises(BatchRefused) as caught:
            holdings.surrender(hall.office, operator, grants, said)
        assert hall.office.wire.block_number() == height
        return str(caught.value), caught.value.facts

    twice, facts = refused(one, two, one, two)
    assert twice.endswith("right 3: stands in right 1 already; right 4: stands in right 2 already")
    assert facts == {"right 3": "case-error", "right 4": "case-error"}
    unknown = GrantId(Id(b"\x02" * 32))
    assert refused(one, title, unknown)[1] == {"right 2": "not-allowed", "right 3": "not-stored"}
    holdings.split(hall.office, operator, cut, holdings.cut(paths.find(hall.office, cut), "region", REGIONS[1:]))
    holdings.surrender(hall.office, operator, [ended], said)
    assert refused(one, cut, two, ended)[1] == {"right 2": "reverted", "right 4": "reverted"}
    with pytest.raises(FieldOutOfRange, match="this one has 101"):
        holdings.surrender(hall.office, operator, [one] * 101, said)
    holdings.surrender(hall.office, operator, [one, two], said)
    assert {_word(hall, grant).state for grant in (one, two)} == {GrantState.SURRENDERED}


def _logged(hall: Hall, action: str) -> list[str]:
    """What the log has entries of an action for, in order: each of many its own."""
    with hall.office.store.read() as session:
        found = rows.listed(session, PendingEntryRow, rows.column(PendingEntryRow, "action") == action)
    return [str(json.loads(one.body)["subject"]) for one in found]


def test_nothing_suspect_to_confirm_fail(hall: Hall, title: GrantId) -> None:
    with pytest.raises(Reverted, match="NotSuspect"):
        holdings.confirm(hall.office, hall.key("registrar"), _licensed(hall, title, 8), digest("finding"))


def test_many_licences_in_one_transaction(hall: Hall, title: GrantId) -> None:
    wanted = [_terms(title, 20 + holder, holder) for holder in (PROCESSOR, OPERATOR, BUYER)]
    ids, settled = rights.license_many(hall.office, hall.key("provider"), wanted)
    assert [_word(hall, one).holder for one in ids] == [PROCESSOR, OPERATOR, BUYER]
    assert rights.license_many(hall.office, hall.key("provider"), wanted) == (ids, settled)
    assert _logged(hall, "right.license")[-3:] == [to_hex(one) for one in ids]
    for refused in ([], [wanted[0]] * 101, [wanted[0], replace(wanted[1], parent=ids[0])]):
        with pytest.raises(FieldOutOfRange):
            rights.license_many(hall.office, hall.key("provider"), refused)
    with pytest.raises(BatchRefused, match="licence 3: stands in licence 1 already"):
        rights.license_many(hall.office, hall.key("provider"), [wanted[0], wanted[1], wanted[0]])
    wrong = replace(wanted[1], holder=99_999), replace(wanted[2], until=UNTIL + 1)
    with pytest.raises(BatchRefused) as caught:
        rights.license_many(hall.office, hall.key("provider"), [replace(wanted[0], nonce=99), *wrong])
    assert caught.value.facts == {"licence 2": "not-enrolled", "licence 3": "term-exceeded"}
    with pytest.raises(NotAllowed):
        rights.license_many(hall.office, hall.key("buyer"), [replace(wanted[0], nonce=98)])


def _kept(hall: Hall, seconds: int = 86_400) -> Reservation:
    until = Timestamp(hall.office.next_time() + seconds)
    return Reservation(*ABROAD, digest("agreement"), until)


def test_a_licence_is_kept_and_lapses(hall: Hall, title: GrantId) -> None:
    grant = _licensed(hall, title, 30)
    terms = _terms(grant, 31, BUYER)
    kept = _kept(hall)
    done = reservations.reserve(hall.office, hall.key("exchange"), hall.key("operator"), terms, kept)
    assert done.key.terms_digest == foreign_terms_digest(origin(*ABROAD), OPERATOR, digest("agreement"))
    assert (_word(hall, done.grant).state, _word(hall, done.grant).cert_until) == (GrantState.RESERVED, kept.until)
    assert paths.find(hall.office, done.grant).keys[-1] == done.key
    view = hall.office.contracts.grants.foreign_terms_digest(kept.home, OPERATOR, digest("agreement"))  # type: ignore[arg-type]  # a number
    assert hall.office.read(view) == done.key.terms_digest
    with pytest.raises(Reverted, match="ReservationEnds"):
        reservations.lapse(hall.office, hall.key("nobody"), done.grant)
    hall.at(kept.until)
    reservations.lapse(hall.office, hall.key("nobody"), done.grant)
    assert _word(hall, done.grant).state == GrantState.LAPSED


def test_a_licence_kept_too_long_or_by_another_fail(hall: Hall, title: GrantId) -> None:
    grant = _licensed(hall, title, 40)
    terms = _terms(grant, 41, BUYER)
    with pytest.raises(FieldOutOfRange):
        reservations.reserve(hall.office, hall.key("exchange"), hall.key("operator"), terms, _kept(hall, 31 * 86_400))
    with pytest.raises(NotAllowed):
        reservations.reserve(hall.office, hall.key("exchange"), hall.key("provider"), terms, _kept(hall))
    with pytest.raises(Reverted, match="NotEnrolled"):
        reservations.reserve(hall.office, hall.key("nobody"), hall.key("operator"), terms, _kept(hall))


def test_a_succession_is_relayed_by_the_registrar(hall: Hall, title: GrantId) -> None:
    plain = replace(_terms(title, 50), scope=Scope(region=REGIONS[0], action=1))
    grant = rights.license_direct(hall.office, hall.key("provider"), plain).grant
    operator, buyer = hall.key("operator"), hall.key("buyer")
    wanted = TransferTerms(grant, BUYER, TransferReason.SUCCESSION, terms_digest=digest("demerger"))
    hall.at(hall.office.next_time() + 10)
    with pytest.raises(NotFree, match="ASSIGN"):
        transfers.transfer_by_signature(hall.office, hall.key("relayer"), wanted, holder=operator, receiver=buyer)
    contribution = replace(wanted, reason=TransferReason.CONTRIBUTION)
    with pytest.raises(NotFree, match="CONTRIBUTE"):
        transfers.transfer(hall.office, operator, buyer, contribution)
    transfers.transfer_by_signature(hall.office, hall.key("registrar"), wanted, holder=operator, receiver=buyer)
    assert _word(hall, grant).holder == BUYER


def test_parts_of_parts(hall: Hall, title: GrantId) -> None:
    grant = _licensed(hall, title, 60)
    for _ in range(3):
        held = paths.find(hall.office, grant)
        bits = held.keys[-1].packed.purpose
        low = bits & -bits
        parts = holdings.cut(held, "purpose", [low, bits & ~low])
        grant = holdings.split(hall.office, hall.key("operator"), grant, parts).parts[1]
    assert len(paths.find(hall.office, grant).keys) == 5
