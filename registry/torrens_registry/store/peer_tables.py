"""Mirrored: what this register knows of others. Peers, their headers, agreements with them, facts proven of them."""

from __future__ import annotations

from torrens_registry.store.columns import Said, Stated, account, hex32, integer, text, wide


class PeerRow(Stated):
    """An accredited foreign register.

    Attributes:
        chain_id: Its chain.
        register_address: Its Register.
        deployment_salt: Salt of that deployment.
        standing: Its Standing.
        standing_code_hash: Code hash accredited for it.
        council_seq: councilSeq that its statements must carry; 0 for any.
        max_age: Seconds that a statement counts when it is shown.
        trade_age: The same for trades.
        finance_age: The same for finance.
        notary_addresses: The notary set, ascending, separated by commas.
        accredited_by: The key that accredited it.
        state: PeerState.
        scheme: How its headers are sealed: 1 attest.
        threshold: Notaries that must sign.
        notaries: How many there are.
        set_epoch: Epoch of the set.
        number: Height of the newest header accepted.
        timestamp: Time of that header.
    """

    chain_id: int = wide()
    register_address: str = account()
    deployment_salt: str = hex32()
    standing: str = account()
    standing_code_hash: str = hex32()
    council_seq: int = integer()
    max_age: int = integer()
    trade_age: int = integer()
    finance_age: int = integer()
    notary_addresses: str = text()
    accredited_by: str = account()
    state: int = integer()
    scheme: int = integer()
    threshold: int = integer()
    notaries: int = integer()
    set_epoch: int = integer()
    number: int = wide()
    timestamp: int = integer()


class HeaderRow(Said):
    """A foreign header that was accepted.

    Attributes:
        peer: The peer.
        number: Height.
        block_hash: Its hash.
        timestamp: Its time, UTC seconds.
        state_root: Its state root.
        storage_root: Storage root of the peer's Standing in it.
        actor: The key that brought it.
    """

    peer: str = hex32(index=True)
    number: int = wide()
    block_hash: str = hex32()
    timestamp: int = integer()
    state_root: str = hex32()
    storage_root: str = hex32()
    actor: str = account()


class AgreementRow(Stated):
    """That an exchange joined a club with a peer.

    Attributes:
        peer: The peer.
        club_digest: Digest of the club's terms.
        members_digest: Digest of its members' origins.
        paper_digest: SHA-256 of its paper.
        sectors: What it takes in: GB/T 4754 sections.
        regions: Regions.
        bases: How data was obtained.
        conditions: Bits of ClubCondition.
        age_show: Seconds that a statement counts under it when it is shown; 0 leaves the peer's bound.
        age_finance: The same for finance.
        made_by: The key that joined.
        state: AgreementState.
        exchange: The exchange.
        since: From when.
        until: Until when.
        max_age: Seconds that a statement counts under it for trades; 0 leaves the peer's bound.
        digest_prefix: First 128 bits that the word keeps.
    """

    peer: str = hex32(index=True)
    club_digest: str = hex32()
    members_digest: str = hex32()
    paper_digest: str = hex32()
    sectors: int = integer()
    regions: int = wide()
    bases: int = integer()
    conditions: int = integer()
    age_show: int = integer()
    age_finance: int = integer()
    made_by: str = account()
    state: int = integer()
    exchange: int = integer()
    since: int = integer()
    until: int = integer()
    max_age: int = integer()
    digest_prefix: str = text()


class FactRow(Stated):
    """What is known of a foreign record, and what was decided on it.

    Attributes:
        peer: Whose record.
        subject_kind: Its kind there.
        foreign_id: Its id there.
        exchange: Whose fact; 0 for nobody's.
        statement: The statement it was last proven from.
        agreement_id: The agreement it was last decided under, or zero.
        answer: What the statement answers.
        reason: Why not, if not.
        flags: Bits of the answer.
        decision: See Decision.
        decision_reason: Why so decided.
        as_of: The second the statement speaks of.
        until: Until when it counts.
        statement_mark: The 64 bits of the statement that the word keeps.
        agreement_mark: The 32 bits of the agreement that the word keeps.
        trade_age: Seconds from as_of that it counts for trades.
        finance_age: The same for finance.
    """

    peer: str = hex32(index=True)
    subject_kind: int = integer()
    foreign_id: str = hex32(index=True)
    exchange: int = integer(index=True)
    statement: str = hex32()
    agreement_id: str = hex32()
    answer: int = integer()
    reason: int = integer()
    flags: int = integer()
    decision: int = integer()
    decision_reason: int = integer()
    as_of: int = integer()
    until: int = integer()
    statement_mark: int = wide()
    agreement_mark: int = integer()
    trade_age: int = integer()
    finance_age: int = integer()
