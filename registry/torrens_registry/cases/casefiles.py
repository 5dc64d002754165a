"""The vault's case files: what was filed for a title, its number at this registrar, how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from sqlmodel import Session

from torrens_anchor.forms.canonical import JsonLike, encode
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import DataId, GrantId, TitleId
from torrens_contracts.types import Digest32
from torrens_registry.errors import UnknownCase
from torrens_registry.ids import CaseNo
from torrens_registry.office import Office
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.calendar import date_of, local_day
from torrens_registry.rules.rights import Scope
from torrens_registry.store import rows
from torrens_registry.store.vault_tables import CaseFileRow, DisclosureRow

VERSION: Final = "torrens/case-file/1"
SALT: Final = "salt"
"""Kind of the vault's disclosure that holds a salt, by the digest of what it is for."""


NO_TERMS: Final = Digest32(bytes(32))
"""Stands for terms that nobody agreed off chain."""


class CaseState(StrEnum):
    """How far a case is."""

    NOTICED = "noticed"
    REGISTERED = "registered"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Filing:
    """What an applicant files with a registrar.

    Attributes:
        dataset: The dataset; the vault has it.
        holder: The applicant.
        claim: The rights claimed, how the data was obtained, and what is shown for it.
        scope: Purposes, regions and actions.
        until: End of the right.
        not_before: Its first second; 0 for no earliest.
        terms_digest: SHA-256 of the terms agreed off chain; zero for none.
        sources: Of derived data: the grants that it was made from.
        predecessor: Of a re-registration: the earlier title, which has ended.
        captures: Documents of who hashed the data, when and with what (article 18); their exact bytes.
    """

    dataset: DataId
    holder: int
    claim: Claim
    scope: Scope
    until: int
    not_before: int = 0
    terms_digest: Digest32 = NO_TERMS
    sources: tuple[GrantId, ...] = ()
    predecessor: TitleId | None = None
    captures: tuple[bytes, ...] = ()

    def document(self, registrar: int, search_digest: bytes) -> bytes:
        """Gives the case file as canonical JSON; its SHA-256 is the notice's caseDigest.

        Args:
            registrar: The registrar's number.
            search_digest: SHA-256 of the search for the same data at other registrars.

        Returns:
            Canonical JSON.
        """
        shown: dict[str, JsonLike] = {
            "v": VERSION,
            "registrar": registrar,
            "dataset": to_hex(self.dataset),
            "holder": self.holder,
            "claim": _claim_json(self.claim),
            "purpose": self.scope.purpose,
            "region": self.scope.region,
            "action": self.scope.action,
            "notBefore": self.not_before,
            "until": self.until,
            "termsDigest": to_hex(self.terms_digest),
            "duplicateSearch": to_hex(search_digest),
        }
        if self.sources:
            shown["sources"] = [to_hex(one) for one in sorted(self.sources)]
        if self.predecessor is not None:
            shown["predecessor"] = to_hex(self.predecessor)
        if self.captures:
            shown["captures"] = sorted(sha256(one).hexdigest() for one in self.captures)
        return encode(shown)


def open_case(session: Session, *, registrar: int, applicant: int, title: TitleId, body: bytes, now: int) -> CaseNo:
    """Writes a new case file; the same title again gives the number that it has.

    Args:
        session: A writing transaction.
        registrar: Whose case.
        applicant: Who applies.
        title: The title applied for.
        body: The case file.
        now: UTC second.

    Returns:
        The case's number, as 331-202604-0001.
    """
    kept = rows.find(session, CaseFileRow, rows.column(CaseFileRow, "title_id") == to_hex(title))
    if kept is not None:
        return CaseNo(kept.case_no)
    month = f"{registrar:03}-{date_of(local_day(now)):%Y%m}"
    serial = rows.count(session, CaseFileRow, rows.column(CaseFileRow, "case_no").like(f"{month}-%")) + 1
    row = CaseFileRow(
        case_no=f"{month}-{serial:04}",
        state=CaseState.NOTICED,
        applicant=applicant,
        title_id=to_hex(title),
        created=now,
        changed=now,
        body=body.decode(),
    )
    rows.insert(session, [row])
    return CaseNo(row.case_no)


def move(session: Session, title: TitleId, state: CaseState, now: int) -> None:
    """Moves the case of a title; a title noticed by another home has no case here, and nothing moves.

    Args:
        session: A session of the store.
        title: The title.
        state: What it comes to.
        now: UTC second.
    """
    kept = rows.find(session, CaseFileRow, rows.column(CaseFileRow, "title_id") == to_hex(title))
    if kept is not None:
        rows.upsert(session, [kept.model_copy(update={"state": state, "changed": now})])


def case_of(office: Office, title: TitleId) -> CaseFileRow:
    """Gives the case file of a title.

    Args:
        office: The exchange's office.
        title: The title.

    Returns:
        The row of the vault.

    Raises:
        UnknownCase: This registrar has none.
    """
    with office.store.read() as session:
        kept = rows.find(session, CaseFileRow, rows.column(CaseFileRow, "title_id") == to_hex(title))
    if kept is None:
        raise UnknownCase(f"there is no case of title {to_hex(title)} here", title=to_hex(title))
    return kept


def kept_salt(office: Office, purpose: str) -> bytes:
    """Gives the salt of a purpose: made once, kept in the vault, the same ever after.

    Args:
        office: The exchange's office.
        purpose: What it is for.

    Returns:
        32 bytes.
    """
    subject = to_hex(sha256(purpose.encode()).digest())
    with office.store.write() as session:
        kept = rows.get(session, DisclosureRow, subject, SALT)
        if kept is None:
            made = to_hex(office.salt(purpose))
            kept = DisclosureRow(subject=subject, kind=SALT, created=office.now(), body=made)
            rows.insert(session, [kept])
    return from_hex(kept.body, SALT, 32)


def _claim_json(claim: Claim) -> dict[str, JsonLike]:
    return {
        "basis": claim.basis.name,
        "rights": claim.rights,
        "agreed": claim.agreed,
        "participants": sorted(claim.participants),
        "consents": sorted(claim.consents),
        "sources": dict(claim.sources),
        "publicCode": claim.public_code,
    }
