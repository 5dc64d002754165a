"""Licences and transfers: never wider than the parent, only by the holder, directly or by signature."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cases_kit import BUYER, OPERATOR, PROCESSOR, PROVIDER, UNTIL, Hall, digest

from torrens_contracts.codes import Action, Right, ScopeMask, TransferReason
from torrens_contracts.errors import Reverted
from torrens_contracts.ids import GrantId, Id
from torrens_contracts.types import Digest32
from torrens_contracts.words import GrantWord, Kind
from torrens_registry.cases import paths
from torrens_registry.cases.attempt import attempt
from torrens_registry.cases.rights import rights, transfers
from torrens_registry.cases.rights.rights import LicenceTerms
from torrens_registry.errors import (
    DepthExceeded,
    EmptyMask,
    FieldOutOfRange,
    IdempotencyConflict,
    NotAllowed,
    NotEnrolled,
    NotFree,
    NotRefused,
    NotStored,
    RegistryError,
    RightExceeded,
    ScopeExceeded,
    TermExceeded,
    UnknownBits,
)
from torrens_registry.ids import IdempotencyKey
from torrens_registry.rules.rights import Scope

SALE = digest("sale")
ONE_REGION = Scope(region=1 << 10, action=int(Action.PROCESS | Action.SUBLICENSE))


@pytest.fixture(scope="module")
def title(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> GrantId:
    table = tmp_path_factory.mktemp("title") / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    return hall.registered(table)


def _holder(hall: Hall, grant: GrantId) -> int:
    return GrantWord.unpack(hall.office.word(Kind.GRANT, grant)).holder


def test_a_licence_is_written_and_read_back(hall: Hall, title: GrantId) -> None:
    terms = hall.terms(title, terms_digest=digest("contract"))
    licensed = rights.license_direct(hall.office, hall.key("provider"), terms)
    assert _holder(hall, licensed.grant) == PROCESSOR
    again = rights.license_direct(hall.office, hall.key("provider"), terms)
    assert again == licensed


def test_a_licence_by_signature_is_relayed_by_anyone(hall: Hall, title: GrantId) -> None:
    terms = hall.terms(title, BUYER)
    licensed = rights.license_by_signature(hall.office, hall.key("relayer"), hall.key("provider"), terms)
    assert _holder(hall, licensed.grant) == BUYER


def _change(**changes: object) -> Callable[[Hall, GrantId], LicenceTerms]:
    return lambda hall, title: hall.terms(title, **changes)  # type: ignore[arg-type]  # the table's own


Refusal = tuple[str, Callable[[Hall, GrantId], LicenceTerms], type[RegistryError], str]
REFUSALS: list[Refusal] = [
    ("right", _change(rights=int(Right.USE | Right.OPERATE)), RightExceeded, "RightsExceeded"),
    ("region", _change(scope=Scope(region=ScopeMask.REGION, action=1)), ScopeExceeded, "ScopeExceeded"),
    ("term", _change(until=UNTIL), TermExceeded, "TermExceeded"),
    ("unknown bits", _change(scope=Scope(region=1 << 35)), UnknownBits, "MaskRefused"),
    ("no terms", _change(terms_digest=bytes(32)), FieldOutOfRange, "ZeroField"),
    ("no bits", _change(rights=0), EmptyMask, "MaskRefused"),
    ("empty term", _change(not_before=UNTIL - 1), FieldOutOfRange, "TermRefused"),
]


@pytest.fixture(scope="module")
def narrow(hall: Hall, title: GrantId) -> GrantId:
    """A right to USE in one region, which may be sublicensed."""
    terms = hall.terms(title, PROVIDER, scope=ONE_REGION)
    return rights.license_direct(hall.office, hall.key("provider"), terms).grant


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case[0])
def test_a_licence_wider_than_its_parent_fail(hall: Hall, narrow: GrantId, case: Refusal) -> None:
    name, terms, refusal, error = case
    asked, holder, height = terms(hall, narrow), hall.key("provider"), hall.office.wire.block_number()
    with pytest.raises(refusal):
        rights.license_direct(hall.office, holder, asked)
    assert hall.office.wire.block_number() == height
    # What the rules refuse, the contract refuses too: sent raw, mined with status 0.
    parent = paths.find(hall.office, narrow)
    call = hall.office.contracts.grants.license(parent.keys, rights.licence_key(asked, parent.keys[-1]), asked.holder)  # type: ignore[arg-type]  # a number
    key = IdempotencyKey(f"attempt {name}")
    found = attempt(hall.office, holder, call, key)
    assert found.reverted.error == error
    assert found.block == height + 1
    assert attempt(hall.office, holder, call, key).tx_hash == found.tx_hash
    assert hall.office.wire.block_number() == height + 1


def test_a_licence_too_deep_fail(hall: Hall, title: GrantId) -> None:
    at = title
    for level in range(4):
        terms = hall.terms(at, PROVIDER, scope=ONE_REGION, terms_digest=digest(f"level {level}"))
        at = rights.license_direct(hall.office, hall.key("provider"), terms).grant
    with pytest.raises(DepthExceeded):
        rights.license_direct(hall.office, hall.key("provider"), hall.terms(at, scope=ONE_REGION))


def test_a_licence_of_a_right_that_is_not_ones_own_fail(hall: Hall, title: GrantId) -> None:
    with pytest.raises(NotAllowed):
        rights.license_direct(hall.office, hall.key("buyer"), hall.terms(title))
    with pytest.raises(NotStored):
        rights.license_direct(hall.office, hall.key("provider"), hall.terms(GrantId(Id(b"\x09" * 32))))
    with pytest.raises(NotEnrolled):
        rights.license_direct(hall.office, hall.key("provider"), hall.terms(title, 99_999))


def test_a_frozen_right_is_not_licensed_until_it_is_lifted_fail(hall: Hall, title: GrantId) -> None:
    operating = hall.operating(title)
    hall.freeze(operating)
    with pytest.raises(NotFree) as caught:
        rights.license_direct(hall.office, hall.key("operator"), hall.terms(operating))
    assert caught.value.facts["reason"] == "DISPOSE_FROZEN"


def test_a_transfer_needs_both_consents(hall: Hall, title: GrantId) -> None:
    grant = rights.license_direct(
        hall.office, hall.key("provider"), hall.terms(title, scope=Scope(), terms_digest=digest("to transfer"))
    ).grant
    to_buyer = transfers.TransferTerms(grant, BUYER, terms_digest=SALE)
    transfers.transfer(hall.office, hall.key("processor"), hall.key("buyer"), to_buyer)
    assert _holder(hall, grant) == BUYER
    back = transfers.TransferTerms(grant, PROCESSOR, TransferReason.SUCCESSION, terms_digest=SALE)
    transfers.transfer_by_signature(
        hall.office, hall.key("relayer"), back, holder=hall.key("buyer"), receiver=hall.key("processor")
    )
    assert _holder(hall, grant) == PROCESSOR
    # the very same transfer once more is another one; asked for again while it stands, it is not
    third = transfers.transfer(hall.office, hall.key("processor"), hall.key("buyer"), to_buyer)
    assert _holder(hall, grant) == BUYER
    assert transfers.transfer(hall.office, hall.key("processor"), hall.key("buyer"), to_buyer) == third


def test_a_transfer_against_the_rules_fail(hall: Hall, title: GrantId, narrow: GrantId) -> None:
    office, provider, buyer = hall.office, hall.key("provider"), hall.key("buyer")
    cases: list[tuple[transfers.TransferTerms, type[RegistryError]]] = [
        (transfers.TransferTerms(title, PROVIDER, terms_digest=SALE), FieldOutOfRange),
        (transfers.TransferTerms(title, OPERATOR, terms_digest=SALE), NotAllowed),
        (transfers.TransferTerms(title, BUYER, TransferReason.JUDGMENT, terms_digest=SALE), FieldOutOfRange),
        (transfers.TransferTerms(narrow, BUYER, terms_digest=SALE), NotFree),
        (transfers.TransferTerms(title, BUYER, terms_digest=Digest32(bytes(32))), FieldOutOfRange),
    ]
    for terms, refusal in cases:
        with pytest.raises(refusal):
            transfers.transfer(office, provider, buyer, terms)
    with pytest.raises(NotAllowed):
        transfers.transfer(office, buyer, buyer, transfers.TransferTerms(title, BUYER, terms_digest=SALE))


def test_one_idempotency_key_for_two_senders_fail(hall: Hall, title: GrantId, tmp_path: Path) -> None:
    key = IdempotencyKey(f"shared {tmp_path.name}")
    rights.license_direct(hall.office, hall.key("provider"), hall.terms(title, terms_digest=digest("once")), key)
    with pytest.raises(IdempotencyConflict):
        rights.license_direct(hall.office, hall.key("buyer"), hall.terms(title, terms_digest=digest("twice")), key)


def test_an_attempt_that_goes_through_is_an_alarm_fail(hall: Hall, title: GrantId) -> None:
    parent = paths.find(hall.office, title)
    terms = hall.terms(title, terms_digest=digest("nothing wrong with it"))
    call = hall.office.contracts.grants.license(parent.keys, rights.licence_key(terms, parent.keys[-1]), PROCESSOR)  # type: ignore[arg-type]  # a number
    with pytest.raises(NotRefused):
        attempt(hall.office, hall.key("provider"), call, IdempotencyKey("alarm"))


def test_what_the_chain_alone_refuses_leaves_no_trace_fail(hall: Hall, title: GrantId) -> None:
    terms = hall.terms(title, terms_digest=digest("twice"))
    rights.license_direct(hall.office, hall.key("provider"), terms)
    height = hall.office.wire.block_number()
    with pytest.raises(Reverted, match="GrantExists"):
        rights.license_direct(hall.office, hall.key("provider"), terms, IdempotencyKey("again"))
    assert hall.office.wire.block_number() == height
