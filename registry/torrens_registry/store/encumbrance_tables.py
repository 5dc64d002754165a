"""Mirrored: what stands on rights. Freezes of grants and of holders, security interests and pre-notices in grants."""

from __future__ import annotations

from torrens_registry.store.columns import Stated, hex32, hex32_or_none, integer, text


class FreezeRow(Stated):
    """A freeze order on a grant, or on a holder.

    Attributes:
        target: The grant's id, or the party's number in 32 bytes.
        ordinal: Its number at that target, from 1.
        order_digest: Digest of the order.
        renewal_digest: Digest of the order that renewed it last.
        lift_digest: Digest of the order, the judgment or the terms that settled it.
        state: FreezeState.
        scope: DISPOSE or EXERCISE, see FreezeScope.
        flags: Bits of the word.
        authority: The party that ordered it.
        since: From when it runs.
        until: Until when.
        digest_prefix: First 128 bits that the word keeps.
    """

    target: str = hex32(index=True)
    ordinal: int = integer()
    order_digest: str = hex32()
    renewal_digest: str | None = hex32_or_none()
    lift_digest: str | None = hex32_or_none()
    state: int = integer(index=True)
    scope: int = integer()
    flags: int = integer()
    authority: int = integer(index=True)
    since: int = integer()
    until: int = integer()
    digest_prefix: str = text()


class InterestRow(Stated):
    """A security interest, or a pre-notice, in a grant.

    Attributes:
        grant_id: The grant.
        ordinal: Its rank, from 1.
        agreement_digest: Digest of the agreement.
        receipt_digest: Digest of the movables register's receipt; zero for a pre-notice.
        settlement_digest: Digest of the release, the judgment or the terms that ended it; none when it lapsed.
        state: InterestState.
        kind: InterestKind.
        secured: The secured party, or the beneficiary.
        since: When it was registered.
        maturity: When what it secures falls due; the deadline of a pre-notice.
        consents: Bit i lets Verb i pass.
        digest_prefix: First 128 bits that the word keeps.
    """

    grant_id: str = hex32(index=True)
    ordinal: int = integer()
    agreement_digest: str = hex32()
    receipt_digest: str = hex32()
    settlement_digest: str | None = hex32_or_none()
    state: int = integer(index=True)
    kind: int = integer()
    secured: int = integer(index=True)
    since: int = integer()
    maturity: int = integer()
    consents: int = integer()
    digest_prefix: str = text()
