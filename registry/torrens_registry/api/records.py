"""The records that the API shows, one class a noun, with an example each for OpenAPI."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from torrens_contracts.codes import Recognised, Reliance, ReviewKind
from torrens_contracts.words import FactWord, GrantState, InterestState, ListingState, ReviewState, VoucherState
from torrens_registry.api.answers import Shown
from torrens_registry.rules import recognised
from torrens_registry.store.encumbrance_tables import FreezeRow, InterestRow
from torrens_registry.store.evidence_tables import LogAnchorRow
from torrens_registry.store.market_tables import ListingRow, ReviewRow, VoucherRow
from torrens_registry.store.peer_tables import FactRow, PeerRow
from torrens_registry.store.title_tables import GrantRow, ObjectionRow

_ID = "0x" + "11" * 32
_DIGEST = "0x" + "22" * 32


def _example(**values: Any) -> ConfigDict:  # noqa: ANN401 - an example is any JSON
    return ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, json_schema_extra={"example": values}
    )


class Right(Shown):
    """A title, or a grant below one. Masks as in contracts/README.md; times are UTC seconds."""

    model_config = _example(
        id=_ID, isTitle=True, parent=_DIGEST, state="ACTIVE", rights=7, holder=65537, registrar=331, depth=0,
        purpose=1048575, region=34359738367, action=255, since=1778461200, until=1900000000, certUntil=1872000000,
        certificate="SJ3312026050001", frozenUntil=0, openObjections=0, caseDigest=_DIGEST, noticeUntil=1778342400,
    )  # fmt: skip

    id: str
    is_title: bool
    parent: str
    state: str
    rights: int
    holder: int
    registrar: int
    depth: int
    purpose: int
    region: int
    action: int
    since: int
    until: int
    cert_until: int
    certificate: str | None
    frozen_until: int
    open_objections: int
    case_digest: str | None
    notice_until: int | None

    @classmethod
    def of(cls, row: GrantRow) -> Right:
        """Shows a row; its certificate number as it is printed."""
        # the printed form is the number's 13 digits; a row that a hand has bent must still be shown, to be named
        number = None if row.cert_no is None else f"SJ{row.cert_no:013}"
        return cls(**_common(cls, row, state=_named(GrantState, row.state), certificate=number))


class Objection(Shown):
    """An objection against a title."""

    model_config = _example(id=_ID, ordinal=1, state=1, reason=1, party=65540, since=1777428000, settled=0)

    id: str
    ordinal: int
    state: int
    reason: int
    party: int
    since: int
    settled: int

    @classmethod
    def of(cls, row: ObjectionRow) -> Objection:
        """Shows a row."""
        return cls(**_common(cls, row))


class Freeze(Shown):
    """An order that freezes a grant; scope 1 forbids disposal, 2 exercise too."""

    model_config = _example(
        id=_ID, ordinal=1, state=1, scope=3, authority=65600, since=1779070800, until=1810606800, orderDigest=_DIGEST
    )

    id: str
    ordinal: int
    state: int
    scope: int
    authority: int
    since: int
    until: int
    order_digest: str

    @classmethod
    def of(cls, row: FreezeRow) -> Freeze:
        """Shows a row."""
        return cls(**_common(cls, row))


class Interest(Shown):
    """A security interest in a grant, or a pre-notice (kind 4); its ordinal is its rank."""

    model_config = _example(
        id=_ID, ordinal=1, state="LIVE", kind=1, secured=65541, since=1, maturity=1810606800, agreementDigest=_DIGEST,
    )  # fmt: skip

    id: str
    ordinal: int
    state: str
    kind: int
    secured: int
    since: int
    maturity: int
    consents: int
    agreement_digest: str

    @classmethod
    def of(cls, row: InterestRow) -> Interest:
        """Shows a row."""
        return cls(**_common(cls, row, state=_named(InterestState, row.state)))


class Listing(Shown):
    """A product listed at an exchange."""

    model_config = _example(
        id=_ID, grantId=_ID, exchange=331, productDigest=_DIGEST, nonce="0", state="LISTED", flags=0, since=1778551200,
        until=1810087200, reviewUntil=1794319200, reviews=1, grade=5,
        contentDigest=_DIGEST,
    )  # fmt: skip

    id: str
    grant_id: str
    exchange: int
    product_digest: str
    nonce: str
    state: str
    flags: int
    since: int
    until: int
    review_until: int
    reviews: int
    grade: int
    content_digest: str

    @classmethod
    def of(cls, row: ListingRow) -> Listing:
        """Shows a row."""
        return cls(**_common(cls, row, state=_named(ListingState, row.state), nonce=str(row.nonce)))


class Review(Shown):
    """What one reviewer found: on compliance, the scenario of use, or the quality of one content version."""

    model_config = _example(
        listingId=_ID, kind="COMPLIANCE", reviewer=65541, verdict="PASSED", grade=0, since=1778551200, until=1794319200,
        reportDigest=_DIGEST,
    )  # fmt: skip

    listing_id: str
    kind: str
    reviewer: int
    verdict: str
    grade: int
    since: int
    until: int
    report_digest: str

    @classmethod
    def of(cls, row: ReviewRow) -> Review:
        """Shows a row."""
        named = {"kind": _named(ReviewKind, row.kind), "verdict": _named(ReviewState, row.state)}
        return cls(**(_common(cls, row) | named))


class Voucher(Shown):
    """A trade voucher. The price is not here: the chain holds its hash, and the parties hold it."""

    model_config = _example(
        id=_ID, listingId=_ID, sellerGrantId=_ID, licenceGrantId=_ID, seller=65539, buyer=65540, exchange=331,
        moneyHash=_DIGEST, agreementDigest=_DIGEST, complianceDigest=_DIGEST, deliveryDigest=_DIGEST, sequence=3,
        agreedAt=1778637600, deadline=1778724000, state="ISSUED", issuedAt=1778637601,
    )  # fmt: skip

    id: str
    listing_id: str
    seller_grant_id: str
    licence_grant_id: str
    seller: int
    buyer: int
    exchange: int
    money_hash: str
    agreement_digest: str
    compliance_digest: str
    delivery_digest: str
    sequence: int
    agreed_at: int
    deadline: int
    state: str
    issued_at: int

    @classmethod
    def of(cls, row: VoucherRow) -> Voucher:
        """Shows a row."""
        return cls(**_common(cls, row, state=_named(VoucherState, row.state)))


class Peer(Shown):
    """An accredited foreign register, and its newest header that our chain took in."""

    model_config = _example(
        id=_ID, chainId="3310001", registerAddress="0x" + "33" * 20, standing="0x" + "44" * 20,
        standingCodeHash=_DIGEST, councilSeq="0", maxAge=604800, notaryAddresses=["0x" + "55" * 20], threshold=3,
        setEpoch=1, state=1, number="42", timestamp=1778662800,
    )  # fmt: skip

    id: str
    chain_id: str
    register_address: str
    standing: str
    standing_code_hash: str
    council_seq: str
    max_age: int
    notary_addresses: list[str]
    threshold: int
    set_epoch: int
    state: int
    number: str
    timestamp: int

    @classmethod
    def of(cls, row: PeerRow) -> Peer:
        """Shows a row."""
        notaries = row.notary_addresses.split(",")
        chain_id, council_seq, number = str(row.chain_id), str(row.council_seq), str(row.number)
        given = _common(cls, row, notary_addresses=notaries, chain_id=chain_id, council_seq=council_seq, number=number)
        return cls(**given)


class Fact(Shown):
    """What is known here of a foreign record, and its status at a second: by silence STALE, never valid."""

    model_config = _example(
        id=_ID, peer=_ID, subjectKind=11, foreignId=_ID, answer=2, reason=0, decision=2, asOf=1778662800,
        until=1779267600, statement=_DIGEST, agreementId=_ID, exchange=231, status="RECOGNIZED",
        tradeStatus="RECOGNIZED", financeStatus="STALE", statusAt=1778663400,
    )  # fmt: skip

    id: str
    peer: str
    subject_kind: int
    foreign_id: str
    answer: int
    reason: int
    decision: int
    as_of: int
    until: int
    statement: str
    agreement_id: str
    exchange: int
    status: str
    trade_status: str
    finance_status: str
    status_at: int

    @classmethod
    def at(cls, row: FactRow, when: int) -> Fact:
        """Shows a row as it stands at a second."""
        word = FactWord(
            answer=row.answer, decision=row.decision, as_of=row.as_of, until=row.until, trade_age=row.trade_age,
            finance_age=row.finance_age,
        )  # fmt: skip
        said = {one: _named(Recognised, recognised.status(word, when, one)) for one in Reliance}
        trade, finance = said[Reliance.TRADE], said[Reliance.FINANCE]
        return cls(
            **_common(cls, row, status=said[Reliance.SHOW], trade_status=trade, finance_status=finance, status_at=when)
        )


class Anchor(Shown):
    """A checkpoint of an audit log that stands on chain."""

    model_config = _example(
        exchange=331, size="42", root=_DIGEST, oldSize="17", oldRoot=_DIGEST, noteDigest=_DIGEST, actor="0x" + "66" * 20
    )

    exchange: int
    size: str
    root: str
    old_size: str
    old_root: str
    note_digest: str
    actor: str

    @classmethod
    def of(cls, row: LogAnchorRow) -> Anchor:
        """Shows a row."""
        return cls(**_common(cls, row, size=str(row.size), old_size=str(row.old_size)))


def _common(kind: type[Shown], row: Any, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - rows of many types, checked by the model
    """Takes every field that the row has under the same name."""
    names = [name for name in kind.model_fields if name not in given]
    return {name: getattr(row, name) for name in names} | given


def _named(kind: Any, value: int) -> str:  # noqa: ANN401 - an enumeration
    """Names a code; one that no table defines, as only a hand at the database leaves, is shown as its number."""
    return str(kind(value).name) if value in [one.value for one in kind] else str(value)
