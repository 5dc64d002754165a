"""Mirrored: rights. Grants (a title is a grant at the root), objections against them."""

from __future__ import annotations

from torrens_registry.store.columns import (
    Stated,
    account,
    hex32,
    hex32_or_none,
    integer,
    integer_or_none,
    text,
    wide,
)


class GrantRow(Stated):
    """A right: its key unpacked, what its opening event says, its word field by field.

    Attributes:
        is_title: Whether a notice opened it; then `parent` is the dataId.
        parent: The dataId of a title; the id of the parent grant of any other.
        packed: Scope and term as the key holds them, 32 bytes.
        terms_digest: Digest of the terms agreed off chain.
        purpose: Mask of GB/T 4754 sections.
        region: Mask of province-level codes.
        action: Mask of actions.
        key_rights: Mask of rights in the key.
        basis: Basis of acquisition.
        mode: Mode of the licence or title.
        not_before: First second of the term.
        key_until: End of the term in the key.
        nonce: Keeps equal keys apart.
        case_digest: Of a title: digest of the case file.
        duplicate_search_digest: Of a title: digest of the search for the same data elsewhere.
        notice_until: Of a title: end of its public notice.
        cert_no: Of a registered title: registrar, month and serial as one decimal number.
        authorised_by: Of a licence: the holder's consent digest, the voucher, or zero when the holder acted directly.
        opened_by: The key that opened it.
        state: GrantState.
        rights: Mask of rights it carries now.
        depth: 0 for titles and their parts.
        flags: Bits of the word.
        holder: The party that holds it.
        registrar: The exchange that registered its title.
        since: Last change of holder or registration.
        until: End of the right.
        cert_until: End of the certificate; of the notice while NOTICED.
        frozen_until: End of the latest of all freezes.
        freezes: How many freezes there ever were.
        ranks: How many security interests there ever were.
        live_ranks: How many of them live.
        open_objections: How many objections stand unsettled.
    """

    is_title: bool
    parent: str = hex32(index=True)
    packed: str = hex32()
    terms_digest: str = hex32()
    purpose: int = integer()
    region: int = integer()
    action: int = integer()
    key_rights: int = integer()
    basis: int = integer()
    mode: int = integer()
    not_before: int = integer()
    key_until: int = integer()
    nonce: int = wide()
    case_digest: str | None = hex32_or_none()
    duplicate_search_digest: str | None = hex32_or_none()
    notice_until: int | None = integer_or_none()
    cert_no: int | None = integer_or_none(index=True)
    authorised_by: str | None = hex32_or_none()
    opened_by: str = account()
    state: int = integer(index=True)
    rights: int = integer()
    depth: int = integer()
    flags: int = integer()
    holder: int = integer(index=True)
    registrar: int = integer(index=True)
    since: int = integer()
    until: int = integer()
    cert_until: int = integer()
    frozen_until: int = integer()
    freezes: int = integer()
    ranks: int = integer()
    live_ranks: int = integer()
    open_objections: int = integer()


class ObjectionRow(Stated):
    """An objection against a notice or a title.

    Attributes:
        title_id: The title.
        ordinal: Its number at that title, from 1.
        objection_digest: Digest of what the party says.
        settlement_digest: Digest of the registrar's answer.
        state: ObjectionState.
        reason: Why.
        party: Who objects.
        since: When it was filed.
        settled: When it was settled; 0 while open.
        digest_prefix: First 128 bits that the word keeps.
    """

    title_id: str = hex32(index=True)
    ordinal: int = integer()
    objection_digest: str = hex32()
    settlement_digest: str | None = hex32_or_none()
    state: int = integer()
    reason: int = integer()
    party: int = integer(index=True)
    since: int = integer()
    settled: int = integer()
    digest_prefix: str = text()
