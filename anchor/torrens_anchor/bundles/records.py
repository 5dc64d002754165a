"""The records a bundle can be about; a new kind is a new class and a line in `_KINDS`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from torrens_anchor.bundles.facts import EntryRecord, RecognitionRecord
from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.bundles.trade import (
    Consent,
    Product,
    legs_json,
    money_json,
    parse_legs,
    parse_money,
    parse_terms,
    terms_json,
)
from torrens_anchor.chain.eip712 import Leg, Money, TradeTerms
from torrens_anchor.errors import MalformedInput, UnknownVersion
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members


class Record(Protocol):
    """What every kind of record offers."""

    KIND: ClassVar[str]

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        ...


class RightRecord(Record, Protocol):
    """A record that is about a right, or rests on one."""

    @property
    def path(self) -> Path:
        """The right it is about, title first."""
        ...


@dataclass(frozen=True, slots=True)
class VoucherRecord:
    """A trade voucher: what both sides signed, and the licence the buyer received.

    Attributes:
        terms: The trade terms; their EIP-712 digest is the voucher's id.
        money: Their money part, disclosed, or None.
        legs: The legs of the split, disclosed, or None.
        seller: The seller's consent.
        buyer: The buyer's consent.
        product: The product listed, which with grant and exchange makes the listing's id.
        path: The licence; the key before the last is the seller's grant.
    """

    KIND: ClassVar[str] = "voucher"

    terms: TradeTerms
    money: Money | None
    legs: tuple[Leg, ...] | None
    seller: Consent
    buyer: Consent
    product: Product
    path: Path

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "VoucherRecord":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The voucher, unverified.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("terms", "money", "legs", "seller", "buyer", "product", "licence"))
        return cls(
            terms=parse_terms(m.value("terms"), m.path("terms")),
            money=m.optional("money", parse_money),
            legs=m.optional("legs", parse_legs),
            seller=Consent.parse(m.value("seller"), m.path("seller")),
            buyer=Consent.parse(m.value("buyer"), m.path("buyer")),
            product=Product.parse(m.value("product"), m.path("product")),
            path=Path.parse(m.value("licence"), m.path("licence")),
        )

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "terms": terms_json(self.terms),
            "money": money_json(self.money) if self.money else None,
            "legs": legs_json(self.legs) if self.legs is not None else None,
            "seller": self.seller.json(),
            "buyer": self.buyer.json(),
            "product": self.product.json(),
            "licence": self.path.json(),
        }


@dataclass(frozen=True, slots=True)
class TitleRecord:
    """A title: a path of one key.

    Attributes:
        path: The title.
    """

    KIND: ClassVar[str] = "title"

    path: Path

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "TitleRecord":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The title, unverified.

        Raises:
            MalformedInput: Another form, or a path of more than the title.
        """
        path = Path.parse(Members(value, where, ("path",)).value("path"), f"{where}.path")
        if len(path.keys) != 1:
            raise MalformedInput(f"{where}.path of a title has one key, not {len(path.keys)}", field=f"{where}.path")
        return cls(path)

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"path": self.path.json()}


@dataclass(frozen=True, slots=True)
class GrantRecord:
    """A right below a title: a licence, or a part of a split.

    Attributes:
        path: The grant, title first.
    """

    KIND: ClassVar[str] = "grant"

    path: Path

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "GrantRecord":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The grant, unverified.

        Raises:
            MalformedInput: Another form, or a path of the title alone.
        """
        path = Path.parse(Members(value, where, ("path",)).value("path"), f"{where}.path")
        if len(path.keys) < 2:
            raise MalformedInput(f"{where}.path of a grant has two keys or more", field=f"{where}.path")
        return cls(path)

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"path": self.path.json()}


_KINDS: dict[str, Callable[[JsonValue, str], Record]] = {
    VoucherRecord.KIND: VoucherRecord.parse,
    TitleRecord.KIND: TitleRecord.parse,
    GrantRecord.KIND: GrantRecord.parse,
    RowRecord.KIND: RowRecord.parse,
    EntryRecord.KIND: EntryRecord.parse,
    RecognitionRecord.KIND: RecognitionRecord.parse,
}


def right_of(record: Record) -> Path | None:
    """Give the path of the right that a record is about.

    Args:
        record: The record.

    Returns:
        The path, title first; None for a record of another sort.
    """
    return record.path if isinstance(record, VoucherRecord | TitleRecord | GrantRecord | RowRecord) else None


def parse_record(kind: str, value: JsonValue, where: str) -> Record:
    """Read a record of a named kind.

    Args:
        kind: The bundle's kind.
        value: The parsed value.
        where: Its path.

    Returns:
        The record, unverified.

    Raises:
        UnknownVersion: A kind that is not spoken here.
        MalformedInput: Another form.
    """
    if kind not in _KINDS:
        raise UnknownVersion(f"bundle of kind {kind!a}; known are {', '.join(_KINDS)}", kind=kind)
    return _KINDS[kind](value, where)
