"""Which rights can be registered, by how the data was obtained (G35 articles 15, 20, 21; domain.md 2.2).

The table is national law, so it is the same under every regime. The numbers are `torrens_contracts.codes.Basis`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Final

from torrens_contracts.codes import Basis, Right
from torrens_registry.errors import BasisRefused
from torrens_registry.rules.rights import check_mask


class Allowed(Enum):
    """What the table says of one right under one basis."""

    YES = "yes"
    NO = "no"
    AS_AGREED = "as agreed"
    CONSENT_OF_ALL = "with the consent of all other participants"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        basis: The code.
        zh: Its name in Chinese.
        hold: What of HOLD.
        use: What of USE.
        operate: What of OPERATE.
        article: Where G35 says so.
        proof: What the registrar asks for.
        instead: The way out when a right is refused.
    """

    basis: Basis
    zh: str
    hold: Allowed
    use: Allowed
    operate: Allowed
    article: str
    proof: str
    instead: str = "claim only the rights that the table allows for this basis"

    def allowed(self, right: Right) -> Allowed:
        """What the row says of one right.

        Args:
            right: The right.

        Returns:
            What it says.
        """
        return {Right.HOLD: self.hold, Right.USE: self.use, Right.OPERATE: self.operate}[right]


_Y, _N, _A, _C = Allowed.YES, Allowed.NO, Allowed.AS_AGREED, Allowed.CONSENT_OF_ALL
_A21, _A15 = "G35 art. 21", "G35 art. 15"
_LAWFUL = "lawful collection, no breach of contract"
_TABLE = (
    Row(Basis.SELF_GENERATED, "自行或共同经营中采集、产生", _Y, _Y, _Y, _A21, _LAWFUL),
    Row(Basis.CAUSED_BY_SUBJECT, "因主体活动产生、依约取得", _Y, _Y, _Y, _A21, "the contract with the collector"),
    Row(Basis.NATURAL_PERSON, "自然人合法持有的自身数据", _Y, _Y, _Y, _A21, "identity, off chain only"),
    Row(
        Basis.CONTRACT_ACQUIRED,
        "依合同取得",
        _A,
        _A,
        _A,
        _A21,
        "the clause of the agreement; if silent, a supplement",
        instead="show the clause that gives the right, or supplement the contract",
    ),
    Row(
        Basis.SCRAPED_PUBLIC,
        "自动化采集公开数据",
        _Y,
        _Y,
        _N,
        _A21,
        "the data is public; no intrusion, no interference, no bypass of technical measures",
        instead="claim HOLD and USE, or build a product on it and register that (SCRAPED_PRODUCT)",
    ),
    Row(
        Basis.SCRAPED_PRODUCT,
        "基于公开数据开发且不实质替代的产品",
        _Y,
        _Y,
        _Y,
        _A21,
        "a statement that it does not substitute the source's product",
    ),
    Row(
        Basis.FUSED_AGREED,
        "融合开发,合同有约定",
        _A,
        _A,
        _A,
        _A21,
        "the joint development contract",
        instead="show the clause that gives the right",
    ),
    Row(
        Basis.FUSED_SILENT,
        "融合开发,合同无约定",
        _Y,
        _Y,
        _C,
        _A21,
        "the list of participants and their signed consents",
        instead="show the consent of each named participant, or leave out OPERATE",
    ),
    Row(
        Basis.DERIVED,
        "衍生数据",
        _Y,
        _Y,
        _Y,
        _A21,
        "a live USE right on each source, the allocation clause, the statement of difference and value",
    ),
    Row(
        Basis.ENTRUSTED_PROCESSING,
        "受托处理",
        _N,
        _N,
        _N,
        _A21,
        "none: a processor for another acquires nothing",
        instead="let the principal apply; if the contract gives the processor a right, the basis is CONTRACT_ACQUIRED",
    ),
    Row(
        Basis.PUBLIC_BODY_DUTY,
        "党政机关履职数据",
        _N,
        _N,
        _N,
        _A15,
        "none: not registrable",
        instead="register a product of its authorized operation (PUBLIC_AUTHORIZED_PRODUCT)",
    ),
    Row(
        Basis.PUBLIC_AUTHORIZED_PRODUCT,
        "公共数据授权运营产品",
        _Y,
        _Y,
        _Y,
        "G35 art. 15(2)",
        "the public-data registry code, live",
        instead="register the public data resource first and show its code",
    ),
    Row(Basis.UTILITY, "水气热电、公共交通等企业", _Y, _Y, _Y, _A21, "lawful collection; no other rule for the sector"),
)
TABLE: Final[Mapping[Basis, Row]] = MappingProxyType({row.basis: row for row in _TABLE})
"""The published matrix."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an applicant claims, and what it shows for it.

    Attributes:
        basis: How the data was obtained.
        rights: Mask of the rights to register.
        agreed: Mask of the rights that the shown contract gives (CONTRACT_ACQUIRED, FUSED_AGREED).
        participants: Party numbers of the other participants (FUSED_SILENT).
        consents: Party numbers whose signed consent is shown.
        sources: For DERIVED: each source's name with whether a live USE right on it is shown.
        public_code: The public-data registry code, live (PUBLIC_AUTHORIZED_PRODUCT); empty for none.
    """

    basis: Basis
    rights: int
    agreed: int = 0
    participants: frozenset[int] = frozenset()
    consents: frozenset[int] = frozenset()
    sources: Mapping[str, bool] = field(default_factory=dict)
    public_code: str = ""


def refusals(claim: Claim) -> tuple[BasisRefused, ...]:
    """Names every reason why the claim cannot be registered, right by right; empty if it can.

    Args:
        claim: What is claimed, and what is shown for it.

    Returns:
        The refusals, each with its article and the way out.

    Raises:
        EmptyMask: No right is claimed.
        UnknownBits: A mask has an undefined bit.
    """
    check_mask("rights", claim.rights)
    row = TABLE[claim.basis]
    found = [
        refusal
        for right in (Right.HOLD, Right.USE, Right.OPERATE)
        if claim.rights & right and (refusal := _of_right(row, right, claim)) is not None
    ]
    return (*found, *_of_whole(row, claim))


def check(claim: Claim) -> None:
    """Refuses a claim that the matrix does not allow.

    Args:
        claim: What is claimed, and what is shown for it.

    Raises:
        BasisRefused: The first reason, with the article.
        EmptyMask: No right is claimed.
        UnknownBits: A mask has an undefined bit.
    """
    for refusal in refusals(claim):
        raise refusal


def _of_right(row: Row, right: Right, claim: Claim) -> BasisRefused | None:
    allowed = row.allowed(right)
    if allowed is Allowed.NO:
        return _refuse(row, f"{row.basis.name} carries no {right.name}", right)
    if allowed is Allowed.AS_AGREED and not claim.agreed & right:
        return _refuse(row, f"{row.basis.name} carries {right.name} only as agreed, and no clause is shown", right)
    missing = claim.participants - claim.consents
    if allowed is Allowed.CONSENT_OF_ALL and (missing or not claim.participants):
        who = ", ".join(map(str, sorted(missing))) or "the participants are not named"
        return _refuse(row, f"{row.basis.name} carries {right.name} only with every consent; missing: {who}", right)
    return None


def _of_whole(row: Row, claim: Claim) -> Iterable[BasisRefused]:
    if row.basis is Basis.DERIVED:
        dead = sorted(name for name, live in claim.sources.items() if not live)
        if dead or not claim.sources:
            yield _refuse(row, f"DERIVED needs a live USE right on every source; without: {', '.join(dead) or 'all'}")
    if row.basis is Basis.PUBLIC_AUTHORIZED_PRODUCT and not claim.public_code:
        yield _refuse(row, "a product of authorized public data needs its public-data registry code first")


def _refuse(row: Row, message: str, right: Right | None = None) -> BasisRefused:
    return BasisRefused(
        f"{message} ({row.article})",
        remedy=row.instead,
        basis=row.basis.name,
        right=right.name if right else None,
        article=row.article,
    )
