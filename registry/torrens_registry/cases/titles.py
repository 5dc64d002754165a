"""Titles: notice, objection, registration. The rules are asked first, the chain decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from sqlmodel import Session

from torrens_contracts.codes import Mode, Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantKey, TitleId, calendar_id, party_id, title_id, title_nonce
from torrens_contracts.structs import Notice
from torrens_contracts.types import Digest32, PartyId
from torrens_contracts.words import GrantState, GrantWord, Kind, PackedWord
from torrens_registry.cases import actors, datasets, paths
from torrens_registry.cases.casefiles import CaseState, Filing, kept_salt, move, open_case
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import (
    FieldOutOfRange,
    NoticeRunning,
    NotStored,
    OpenObjection,
    SelfRegistration,
    WrongRegistrar,
    WrongState,
)
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules import basis
from torrens_registry.rules.calendar import HalfYear, WorkingCalendar, date_of, half_of, local_day, shown
from torrens_registry.rules.certificate import CertificateNumber
from torrens_registry.rules.regimes import NATIONAL, regime_of
from torrens_registry.rules.rights import check_packed
from torrens_registry.store import rows
from torrens_registry.store.chain_tables import BlockRow
from torrens_registry.store.party_tables import PartyRow
from torrens_registry.store.title_tables import GrantRow


@dataclass(frozen=True, slots=True)
class Noticed:
    """A title whose notice runs.

    Attributes:
        title: Its id.
        key: Its key.
        notice_until: End of the notice, UTC second: 24:00 of the last working day in Shanghai.
        settled: The transaction.
    """

    title: TitleId
    key: GrantKey
    notice_until: int
    settled: Settled


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered title.

    Attributes:
        title: Its id.
        certificate: Its certificate number.
        cert_until: End of the certificate.
        settled: The transaction.
    """

    title: TitleId
    certificate: CertificateNumber
    cert_until: int
    settled: Settled


def title_key(office: Office, filing: Filing) -> tuple[GrantKey, bytes]:
    """Gives the key of the title that a filing applies for, and the salt that binds it to applicant and registrar."""
    purpose = f"title/{filing.dataset.hex()}/{filing.holder}/{filing.claim.rights}/{filing.until}"
    salt = kept_salt(office, purpose)
    packed = PackedWord(
        purpose=filing.scope.purpose,
        region=filing.scope.region,
        action=filing.scope.action,
        rights=filing.claim.rights,
        basis=filing.claim.basis,
        mode=Mode.ORIGINAL,
        not_before=filing.not_before,
        until=filing.until,
        nonce=title_nonce(filing.holder, office.exchange, salt),
    )
    return GrantKey(filing.dataset, packed, filing.terms_digest), salt


def give_notice(office: Office, registrar: Signer, filing: Filing, key: IdempotencyKey | None = None) -> Noticed:
    """Gives public notice of an application.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of it.
        filing: What is applied for.
        key: Idempotency key; made of the title's id and the filing when absent.

    Returns:
        The title under notice.

    Raises:
        NotStored: The vault does not have the dataset.
        BasisRefused: The way of acquisition does not allow a right, or its paper is missing.
        UnknownBits: A mask has an undefined bit; EmptyMask likewise.
        FieldOutOfRange: The term is empty.
        SelfRegistration: The applicant is the registrar or shares its identity.
        NotEnrolled: Applicant or registrar's key is not enrolled; KeyNotLive, RoleMissing, WrongRegistrar likewise.
        CalendarMissing: No published calendar covers the notice's days.
        Reverted: The chain refuses.
    """
    title, salt = title_key(office, filing)
    identifier = title_id(office.deployment.origin, title)

    def prepare() -> Act:
        dataset = datasets.find(office, filing.dataset)
        _require_registrar(office, registrar)
        _check_filing(office, filing, title)
        found = datasets.search(office, dataset)
        body = filing.document(office.exchange, found.digest)
        digests = {"case": sha256(body).digest(), "duplicateSearch": bytes(found.digest)}
        notice = Notice(title, PartyId(filing.holder), salt, Digest32(digests["case"]), found.digest)
        now = office.now()
        return Act(
            office.contracts.notices.notice(notice),
            "title.notice",
            identifier,
            digests,
            partial(_open, registrar=office.exchange, filing=filing, title=identifier, body=body, now=now),
        )

    asked = sha256(filing.document(office.exchange, b"")).digest()
    settled = perform(office, registrar, once("title.notice", identifier, asked, given=key), prepare)
    return Noticed(identifier, title, _row(office, identifier).notice_until or 0, settled)


def register(office: Office, registrar: Signer, title: TitleId, key: IdempotencyKey | None = None) -> Registered:
    """Registers a title after its notice ended without open objection; assigns its certificate number.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the registrar that gave notice.
        title: The title.
        key: Idempotency key; made of the title's id when absent.

    Returns:
        The registered title.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not under notice.
        WrongRegistrar: Another registrar gave the notice.
        NoticeRunning: The notice has not ended.
        OpenObjection: An objection stands unsettled.
        NotEnrolled: The holder or the registrar's key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        held = noticed(office, registrar, title)
        _require_ended(office, title, held.word)
        if held.word.open_objections:
            raise OpenObjection(
                f"{held.word.open_objections} objection(s) against {to_hex(title)} stand unsettled",
                title=to_hex(title),
                open=held.word.open_objections,
            )
        actors.party(office, held.word.holder)
        now = office.now()
        call = office.contracts.titles.register_title(held.keys[0])
        return Act(call, "title.register", title, rows=partial(move, title=title, state=CaseState.REGISTERED, now=now))

    settled = perform(office, registrar, once("title.register", title, given=key), prepare)
    row = _row(office, title)
    return Registered(title, certificate_of(row.cert_no or 0), row.cert_until, settled)


def certificate_of(number: int) -> CertificateNumber:
    """Reads a certificate number as the chain has it: registrar, month and serial as one decimal number.

    Raises:
        BadCertificateNumber: It is none.
    """
    month, serial = divmod(number, 10_000)
    registrar, yyyymm = divmod(month, 1_000_000)
    return CertificateNumber(registrar, yyyymm // 100, yyyymm % 100, serial)


def noticed(office: Office, registrar: Signer, title: TitleId) -> paths.Held:
    """Gives a title under notice, after checking that this registrar key may go on with it; see `register`."""
    held = paths.find(office, title)
    by = _require_registrar(office, registrar)
    if held.word.state != GrantState.NOTICED:
        state = GrantState(held.word.state).name
        raise WrongState(f"title {to_hex(title)} is {state}, not NOTICED", title=to_hex(title), state=state)
    if held.word.registrar != by.exchange:
        raise WrongRegistrar(
            f"registrar {held.word.registrar} gave the notice of {to_hex(title)}, the key is of {by.exchange}",
            title=to_hex(title),
            registrar=held.word.registrar,
            caller=by.exchange,
        )
    return held


def calendar(office: Office, first: int, last: int) -> WorkingCalendar:
    """Gives the working days that the chain has published, of the half-years that two seconds fall in and between.

    Args:
        office: The exchange's office.
        first: UTC second.
        last: UTC second, not before the first.

    Returns:
        What is published of them; a half-year that is not is not there, and no deadline can be counted in it.
    """
    wanted = range(half_of(date_of(local_day(first))), half_of(date_of(local_day(last))) + 1)
    words = office.words(Kind.CALENDAR, [calendar_id(half // 2, half % 2) for half in wanted])
    return WorkingCalendar.of(
        HalfYear.from_word(half, word) for half, word in zip(wanted, words, strict=True) if any(word)
    )


def _open(session: Session, *, registrar: int, filing: Filing, title: TitleId, body: bytes, now: int) -> None:
    open_case(session, registrar=registrar, applicant=filing.holder, title=title, body=body, now=now)


def _check_filing(office: Office, filing: Filing, title: GrantKey) -> None:
    basis.check(filing.claim)
    check_packed(title.packed)
    actors.party(office, filing.holder)
    _require_other(office, filing.holder)
    now = office.next_time()
    days = regime_of(office.exchange).notice_days
    ends = calendar(office, now, now + 4 * 7 * 86_400).deadline(now, days)
    if filing.until <= ends:
        raise FieldOutOfRange(
            f"the right ends at {filing.until}, before its notice does at {ends}", field="until", value=filing.until
        )


def _require_registrar(office: Office, registrar: Signer) -> actors.Actor:
    by = actors.require(office, registrar.address, Role.REGISTRAR)
    if by.exchange != office.exchange:
        raise WrongRegistrar(
            f"the key is of registrar {by.exchange}, this is the office of {office.exchange}",
            registrar=office.exchange,
            caller=by.exchange,
        )
    return by


def _require_other(office: Office, holder: int) -> None:
    """Refuses the registrar's own data, under its own number or another one of the same identity (G35 art. 10(7))."""
    office.sync()
    ours, theirs = (to_hex(party_id(number)) for number in (office.exchange, holder))
    with office.store.read() as session:
        known = [rows.get(session, PartyRow, one) for one in (ours, theirs)]
    digests = {one.identity_digest for one in known if one is not None}
    if holder == office.exchange or (all(known) and len(digests) == 1):
        raise SelfRegistration(
            f"party {holder} is registrar {office.exchange} itself", holder=holder, registrar=office.exchange
        )


def _require_ended(office: Office, title: TitleId, word: GrantWord) -> None:
    """The chain counts the national five days; a regime may ask for more, never for less."""
    now, due = office.next_time(), word.cert_until
    days = regime_of(word.registrar).notice_days
    if days > NATIONAL.notice_days:
        with office.store.read() as session:
            block = rows.get(session, BlockRow, _row(office, title).opened_block)
        filed = block.timestamp if block is not None else now
        due = max(due, calendar(office, filed, now).deadline(filed, days))
    if now < due:
        raise NoticeRunning(
            f"the notice of {to_hex(title)} runs until {shown(due)}; it is {shown(now)}",
            title=to_hex(title),
            until=due,
            now=now,
        )


def _row(office: Office, title: TitleId) -> GrantRow:
    with office.store.read() as session:
        row = rows.get(session, GrantRow, to_hex(title))
    if row is None:
        raise NotStored(f"the mirror knows no title {to_hex(title)}", id=to_hex(title))
    return row
