"""The records that the API shows, one class a noun, with an example each for OpenAPI."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from torrens_contracts.codes import ReviewKind
from torrens_contracts.words import GrantState, InterestState, ListingState, ReviewState, VoucherState
from torrens_registry.api.answers import Shown
from torrens_registry.store.encumbrance_tables import FreezeRow, InterestRow
from torrens_registry.store.evidence_tables import LogAnchorRow
from torrens_registry.store.market_tables import ListingRow, ReviewRow, VoucherRow
from torrens_registry.store.title_tables import GrantRow, ObjectionRow

ID = "0x" + "11" * 32
DIGEST = "0x" + "22" * 32


def example(**values: Any) -> ConfigDict:  # noqa: ANN401 - an example is any JSON
    """How a record is shown, with an example of it for OpenAPI."""
    return ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, json_schema_extra={"example": values}
    )


class Right(Shown):
    """A title, or a grant below one. Masks as in contracts/README.md; times are UTC seconds."""

    model_config = example(
        id=ID, isTitle=True, parent=DIGEST, state="ACTIVE", rights=7, holder=65537, registrar=331, depth=0,
        purpose=1048575, region=34359738367, action=255, since=1778461200, until=1900000000, certUntil=1872000000,
        certificate="SJ3312026050001", frozenUntil=0, openObjections=0, caseDigest=DIGEST, noticeUntil=1778342400,
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
        return cls(**common(cls, row, state=named(GrantState, row.state), certificate=number))


class Objection(Shown):
    """An objection against a title."""

    model_config = example(id=ID, ordinal=1, state=1, reason=1, party=65540, since=1777428000, settled=0)

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
        return cls(**common(cls, row))


class Freeze(Shown):
    """An order that freezes a grant; scope 1 forbids disposal, 2 exercise too."""

    model_config = example(
        id=ID, ordinal=1, state=1, scope=3, authority=65600, since=1779070800, until=1810606800, orderDigest=DIGEST
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
        return cls(**common(cls, row))


class Interest(Shown):
    """A security interest in a grant, or a pre-notice (kind 4); its ordinal is its rank."""

    model_config = example(
        id=ID, ordinal=1, state="LIVE", kind=1, secured=65541, since=1, maturity=1810606800, agreementDigest=DIGEST,
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
        return cls(**common(cls, row, state=named(InterestState, row.state)))


class Listing(Shown):
    """A product listed at an exchange."""

    model_config = example(
        id=ID, grantId=ID, exchange=331, productDigest=DIGEST, nonce="0", state="LISTED", flags=0, since=1778551200,
        until=1810087200, reviewUntil=1794319200, reviews=1, grade=5,
        contentDigest=DIGEST,
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
        return cls(**common(cls, row, state=named(ListingState, row.state), nonce=str(row.nonce)))


class Review(Shown):
    """What one reviewer found: on compliance, the scenario of use, or the quality of one content version."""

    model_config = example(
        listingId=ID, kind="COMPLIANCE", reviewer=65541, verdict="PASSED", grade=0, since=1778551200, until=1794319200,
        reportDigest=DIGEST,
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
        return cls(**common(cls, row, kind=named(ReviewKind, row.kind), verdict=named(ReviewState, row.state)))


class Voucher(Shown):
    """A trade voucher. The price is not here: the chain holds its hash, and the parties hold it."""

    model_config = example(
        id=ID, listingId=ID, sellerGrantId=ID, licenceGrantId=ID, seller=65539, buyer=65540, exchange=331,
        moneyHash=DIGEST, agreementDigest=DIGEST, complianceDigest=DIGEST, deliveryDigest=DIGEST, sequence=3,
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
        return cls(**common(cls, row, state=named(VoucherState, row.state)))


class Anchor(Shown):
    """A checkpoint of an audit log that stands on chain."""

    model_config = example(
        exchange=331, size="42", root=DIGEST, oldSize="17", oldRoot=DIGEST, noteDigest=DIGEST, actor="0x" + "66" * 20
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
        return cls(**common(cls, row, size=str(row.size), old_size=str(row.old_size)))


def common(kind: type[Shown], row: Any, /, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - rows of many types, checked by the model
    """Takes every field that the row has under the same name."""
    names = [name for name in kind.model_fields if name not in given]
    return {name: getattr(row, name) for name in names} | given


def named(kind: Any, value: int) -> str:  # noqa: ANN401 - an enumeration
    """Names a code; one that no table defines, as only a hand at the database leaves, is shown as its number."""
    return str(kind(value).name) if value in [one.value for one in kind] else str(value)
