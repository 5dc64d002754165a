"""Titles: notice, objection, registration. The rules are asked first, the chain decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from sqlmodel import Session

from torrens_contracts.codec import Call
from torrens_contracts.codes import Basis, Mode
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantKey, TitleId, derived_terms, title_id, title_nonce
from torrens_contracts.structs import Notice
from torrens_contracts.types import Digest32, PartyId
from torrens_contracts.words import PackedWord
from torrens_registry.cases import actors, paths
from torrens_registry.cases.casefiles import CaseState, Filing, kept_salt, move, open_case
from torrens_registry.cases.data import datasets
from torrens_registry.cases.data.captures import capture_digests
from torrens_registry.cases.submit import Act, Rows, Settled, once, perform
from torrens_registry.cases.titles.checks import (
    noticed,
    require_ended,
    require_filing,
    require_other,
    require_registrar,
    sources_of,
    title_row,
)
from torrens_registry.errors import OpenObjection
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.certificate import CertificateNumber

Form = Callable[[Notice], Call[TitleId]]
"""Makes the call that files a notice."""


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


def title_key(office: Office, filing: Filing, key: IdempotencyKey | None) -> tuple[GrantKey, bytes]:
    """Gives the key of the title that a filing applies for, and the salt that binds it to applicant and registrar.

    Args:
        office: The exchange's office.
        filing: What an applicant files.
        key: The caller's own name for the request. Each name has a salt of its own, so that what was withdrawn or
            refused can be filed again as it was.

    Returns:
        The key, and the salt of its nonce.
    """
    purpose = f"title/{filing.dataset.hex()}/{filing.holder}/{filing.claim.rights}/{filing.until}"
    if filing.predecessor is not None:
        purpose += f"/{filing.predecessor.hex()}"
    if key is not None:
        purpose += f"/once/{key}"
    derived = filing.claim.basis is Basis.DERIVED
    salt = kept_salt(office, purpose)
    packed = PackedWord(
        purpose=filing.scope.purpose,
        region=filing.scope.region,
        action=filing.scope.action,
        rights=filing.claim.rights,
        basis=filing.claim.basis,
        mode=Mode.DERIVED if derived else Mode.ORIGINAL,
        not_before=filing.not_before,
        until=filing.until,
        nonce=title_nonce(filing.holder, office.exchange, salt),
    )
    terms = derived_terms(sorted(filing.sources), filing.terms_digest) if derived else filing.terms_digest
    return GrantKey(filing.dataset, packed, terms), salt


def give_notice(
    office: Office,
    registrar: Signer,
    filing: Filing,
    key: IdempotencyKey | None = None,
    form: Form | None = None,
) -> Noticed:
    """Gives public notice of an application.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of it.
        filing: What is applied for.
        key: Idempotency key; made of the title's id and the filing when absent.
        form: Makes the call, where the case needs another form than the plain one; see `forms`.

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
        DigestMismatch: A capture is of other data; FieldMismatch: it speaks of a time to come.
        Reverted: The chain refuses.
    """
    title, salt = title_key(office, filing, key)
    identifier = title_id(office.deployment.origin, title)

    def prepare() -> Act:
        """The filing is complete and its data searched for; the case file is kept with the intent."""
        dataset = datasets.find(office, filing.dataset)
        require_registrar(office, registrar)
        require_filing(office, filing, title)
        case = opened(office, filing, (title, salt), dataset, datasets.search(office, dataset))
        call = (form or office.contracts.notices.notice)(case.notice)
        return Act(call, "title.notice", identifier, case.digests, case.keep)

    name = once("title.notice", identifier, asked_of(office, filing), given=key)
    settled = perform(office, registrar, name, prepare)
    return Noticed(identifier, title, title_row(office, identifier).notice_until or 0, settled)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that is ready to be noticed.

    Attributes:
        notice: What the chain is told.
        digests: SHA-256 of what the log's entry names.
        keep: Writes the case file, in the transaction of the intent.
    """

    notice: Notice
    digests: dict[str, bytes]
    keep: Rows


def opened(
    office: Office, filing: Filing, key: tuple[GrantKey, bytes], dataset: datasets.Dataset, found: datasets.Search
) -> Opened:
    """Opens the case of a filing: its file, its evidence, what is noticed of it.

    Args:
        office: The registrar's office.
        filing: What is applied for.
        key: Key and salt of the title, as `title_key` gives them.
        dataset: Its data.
        found: The search for its like.

    Returns:
        The case.

    Raises:
        DigestMismatch: A capture is of other data; FieldMismatch: it speaks of a time to come.
    """
    title, salt = key
    body = filing.document(office.exchange, found.digest)
    digests = {"case": sha256(body).digest(), "duplicateSearch": bytes(found.digest)}
    digests |= capture_digests(filing.captures, dataset, office.now())
    notice = Notice(title, PartyId(filing.holder), salt, Digest32(digests["case"]), found.digest)
    identifier, now = title_id(office.deployment.origin, title), office.now()
    keep = partial(_open, registrar=office.exchange, filing=filing, title=identifier, body=body, now=now)
    return Opened(notice, digests, keep)


def asked_of(office: Office, filing: Filing) -> bytes:
    """Gives what tells a filing from any other, whatever is found beside it: for an idempotency key."""
    return sha256(filing.document(office.exchange, b"")).digest()


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
        SelfRegistration: The applicant came to be an affiliate of the registrar while the notice ran.
        NotEnrolled: The holder or the registrar's key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        """The notice is over without an open objection, by its registrar; the case is moved with the intent."""
        call, now = _registering(office, title, registrable(office, registrar, title)), office.now()
        return Act(call, "title.register", title, rows=partial(move, title=title, state=CaseState.REGISTERED, now=now))

    settled = perform(office, registrar, once("title.register", title, given=key), prepare)
    return registered(office, title, settled)


def registrable(office: Office, registrar: Signer, title: TitleId) -> paths.Held:
    """Gives a title whose notice is over without an open objection, by its registrar; see `register` for refusals."""
    held = noticed(office, registrar, title)
    require_ended(office, title, held.word)
    if held.word.open_objections:
        raise OpenObjection(
            f"{held.word.open_objections} objection(s) against {to_hex(title)} stand unsettled",
            title=to_hex(title),
            open=held.word.open_objections,
        )
    actors.party(office, held.holder)
    require_other(office, held.holder)
    return held


def registered(office: Office, title: TitleId, settled: Settled) -> Registered:
    """Reads a title back that a transaction registered, with its certificate."""
    row = title_row(office, title)
    return Registered(title, certificate_of(row.cert_no or 0), row.cert_until, settled)


def certificate_of(number: int) -> CertificateNumber:
    """Reads a certificate number as the chain has it: registrar, month and serial as one decimal number.

    Args:
        number: The decimal number.

    Returns:
        The number in its parts.

    Raises:
        BadCertificateNumber: It is none.
    """
    month, serial = divmod(number, 10_000)
    registrar, yyyymm = divmod(month, 1_000_000)
    return CertificateNumber(registrar, yyyymm // 100, yyyymm % 100, serial)


def _open(session: Session, *, registrar: int, filing: Filing, title: TitleId, body: bytes, now: int) -> None:
    open_case(session, registrar=registrar, applicant=filing.holder, title=title, body=body, now=now)


def _registering(office: Office, title: TitleId, held: paths.Held) -> Call[int]:
    """Derived data shows the path of each of its sources; all other data shows its key."""
    key = held.keys[0]
    if key.packed.basis != Basis.DERIVED:
        return office.contracts.titles.register_title(key)
    sources, inner = sources_of(office, title)
    shown = [paths.find(office, one).keys for one in sources]
    return office.contracts.titles.register_derived(key, shown, inner)
