"""What the rules refuse is sent raw too: the contracts refuse it themselves, mined with status 0."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cases_kit import EXCHANGE, FILED, NOTICE_ENDS, PROVIDER, Hall, digest
from worlds import signer

from torrens_contracts.codec import Call
from torrens_contracts.codes import Basis, FreezeScope, PartyKind, Right, Role
from torrens_contracts.ids import title_id, title_nonce
from torrens_contracts.structs import KeyTerms, Notice
from torrens_contracts.types import PartyId, Timestamp
from torrens_registry.cases import paths
from torrens_registry.cases.attempt import Refused, attempt
from torrens_registry.cases.parties import parties
from torrens_registry.cases.parties.enrolment import NewKey, own_enrolment
from torrens_registry.cases.rights import rights, transfers
from torrens_registry.cases.titles import objections, titles
from torrens_registry.ids import IdempotencyKey
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.rights import Scope


def _attempt(hall: Hall, by: str, call: Call[Any], name: str) -> Refused:
    height = hall.office.wire.block_number()
    found = attempt(hall.office, signer(by), call, IdempotencyKey(f"raw {name} {height}"))
    receipt = hall.office.wire.receipt(found.tx_hash)
    assert receipt is not None
    assert (receipt.status, found.block) == (0, height + 1)
    return found


def _notice(hall: Hall, table: Path, **changes: object) -> Call[Any]:
    """A notice as the chain takes it, without asking a rule."""
    key, salt = titles.title_key(hall.office, hall.filing(table, **changes), None)
    holder = PartyId(int(str(changes.get("holder", PROVIDER))))
    nonce = title_nonce(holder, EXCHANGE, salt)
    key = replace(key, packed=replace(key.packed, nonce=nonce))
    notice = Notice(key, holder, salt, digest("case"), digest("search"))
    return hall.office.contracts.notices.notice(notice)


@pytest.mark.parametrize(
    ("by", "changes", "error"),
    [
        ("registrar", {"holder": EXCHANGE}, "SelfRegistration"),
        ("registrar", {"claim": Claim(Basis.ENTRUSTED_PROCESSING, int(Right.USE))}, "BasisRefused"),
        ("registrar", {"claim": Claim(Basis.SCRAPED_PUBLIC, int(Right.OPERATE))}, "BasisRefused"),
        ("registrar", {"scope": Scope(region=1 << 35)}, "MaskRefused"),
        ("registrar", {"until": FILED + 1}, "TermRefused"),
        ("registrar", {"holder": 99_999}, "PartyNotActive"),
        ("provider", {}, "RoleMissing"),
        ("nobody", {}, "NotEnrolled"),
    ],
)
def test_a_notice_against_the_rules_fail(
    hall: Hall, table: Path, by: str, changes: dict[str, object], error: str
) -> None:
    assert _attempt(hall, by, _notice(hall, table, **changes), error).reverted.error == error


def test_a_title_registered_too_early_or_under_objection_fail(hall: Hall, table: Path) -> None:
    title = hall.noticed(table)
    key, _ = titles.title_key(hall.office, hall.filing(table), None)
    call = hall.office.contracts.titles.register_title(key)
    early = _attempt(hall, "registrar", call, "early")
    assert early.reverted.error == "NoticeNotEnded"
    assert early.reverted.arguments["noticeUntil"] == NOTICE_ENDS
    objections.object_to(hall.office, hall.key("buyer"), title, reason=1, digest=digest("mine"))
    hall.at(NOTICE_ENDS)
    open_ = _attempt(hall, "registrar", call, "open")
    assert (open_.reverted.error, open_.reverted.arguments["open"]) == ("ObjectionsOpen", 1)


def test_a_frozen_right_transferred_and_an_expired_one_licensed_fail(hall: Hall, table: Path) -> None:
    title = hall.registered(table)
    hall.freeze(title, scope=FreezeScope.DISPOSE)
    office, held = hall.office, paths.find(hall.office, title)
    terms = transfers.TransferTerms(title, 70_004, terms_digest=digest("sale"))
    consent = office.consent(hall.key("buyer"), transfers.TransferMessage(held, terms))
    frozen = office.contracts.grants.transfer(held.keys, PartyId(70_004), 1, terms.terms_digest, consent)
    refused = _attempt(hall, "provider", frozen, "frozen")
    assert refused.reverted.error == "NotFree"
    licence = rights.licence_key(hall.terms(title), held.keys[-1])
    under = office.contracts.grants.license(held.keys, licence, PartyId(70_002))
    assert _attempt(hall, "provider", under, "licensed").reverted.error == "NotFree"
    assert title == title_id(office.deployment.origin, held.keys[0])


def test_a_rotated_key_fail(hall: Hall, table: Path) -> None:
    office, spare = hall.office, NewKey(signer("follower"), int(Role.REGISTRAR))
    parties.add_key(office, hall.key("exchange"), spare)
    parties.end_key(office, hall.key("exchange"), signer("follower").address)
    assert _attempt(hall, "follower", _notice(hall, table), "rotated").reverted.error == "KeyNotLive"


def test_a_key_that_did_not_sign_for_itself_fail(hall: Hall) -> None:
    office = hall.office
    terms = KeyTerms(signer("stolen").address, int(Role.SIGN), office.head_time(), Timestamp(0))
    first = NewKey(signer("other"), int(Role.SIGN))
    _, own = own_enrolment(
        office, first, party=70_777, kind=PartyKind.LEGAL, exchange=EXCHANGE, identity_digest=digest("x")
    )
    call = office.contracts.parties.enrol(PartyId(70_777), 1, digest("x"), terms, own)
    assert _attempt(hall, "exchange", call, "stolen").reverted.error == "KeyNotSigner"
