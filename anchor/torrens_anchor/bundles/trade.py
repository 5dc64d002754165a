"""The JSON of a trade: terms, money, legs, consents, product."""

from dataclasses import dataclass

from torrens_anchor.chain.eip712 import Leg, Money, TradeTerms
from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, read_items, show_hex

_TERMS = (
    "homeChainId", "homeRegister", "listingId", "sellerGrantId", "licenceGrantId", "seller", "buyer", "exchange",
    "homeSeller", "homeBuyer", "moneyHash", "agreementDigest", "complianceDigest", "deliveryDigest", "sequence",
    "agreedAt", "deadline",
)  # fmt: skip


def parse_terms(value: JsonValue, where: str) -> TradeTerms:
    """Read trade terms from JSON.

    Args:
        value: The parsed value.
        where: Its path.

    Returns:
        The terms.

    Raises:
        MalformedInput: Another form.
    """
    m = Members(value, where, _TERMS)
    return TradeTerms(
        home_chain_id=m.integer("homeChainId"),
        home_register=m.data("homeRegister", 20),
        listing_id=m.data("listingId", 32),
        seller_grant_id=m.data("sellerGrantId", 32),
        licence_grant_id=m.data("licenceGrantId", 32),
        seller=m.integer("seller", 32),
        buyer=m.integer("buyer", 32),
        exchange=m.integer("exchange", 16),
        home_seller=m.integer("homeSeller", 32),
        home_buyer=m.integer("homeBuyer", 32),
        money_hash=m.data("moneyHash", 32),
        agreement_digest=m.data("agreementDigest", 32),
        compliance_digest=m.data("complianceDigest", 32),
        delivery_digest=m.data("deliveryDigest", 32),
        sequence=m.integer("sequence", 8),
        agreed_at=m.integer("agreedAt", 40),
        deadline=m.integer("deadline", 40),
    )


def terms_json(terms: TradeTerms) -> JsonObject:
    """Write trade terms as JSON.

    Args:
        terms: The terms.

    Returns:
        The object.
    """
    values: tuple[JsonValue, ...] = (
        terms.home_chain_id, show_hex(terms.home_register), show_hex(terms.listing_id), show_hex(terms.seller_grant_id),
        show_hex(terms.licence_grant_id), terms.seller, terms.buyer, terms.exchange, terms.home_seller,
        terms.home_buyer, show_hex(terms.money_hash), show_hex(terms.agreement_digest),
        show_hex(terms.compliance_digest), show_hex(terms.delivery_digest), terms.sequence,
        terms.agreed_at, terms.deadline,
    )  # fmt: skip
    return dict(zip(_TERMS, values, strict=True))


def parse_money(value: JsonValue, where: str) -> Money:
    """Read the money part from JSON.

    Args:
        value: The parsed value.
        where: Its path.

    Returns:
        The money part.

    Raises:
        MalformedInput: Another form.
    """
    m = Members(value, where, ("amountFen", "splitDigest", "settlementDigest", "salt"))
    return Money(m.large("amountFen"), m.data("splitDigest", 32), m.data("settlementDigest", 32), m.data("salt", 32))


def money_json(money: Money) -> JsonObject:
    """Write the money part as JSON.

    Args:
        money: The money part.

    Returns:
        The object.
    """
    return {
        "amountFen": str(money.amount_fen),
        "splitDigest": show_hex(money.split_digest),
        "settlementDigest": show_hex(money.settlement_digest),
        "salt": show_hex(money.salt),
    }


def _parse_leg(value: JsonValue, where: str) -> Leg:
    m = Members(value, where, ("party", "role", "fen"))
    return Leg(m.integer("party", 32), m.integer("role", 8), m.large("fen"))


def parse_legs(value: JsonValue, where: str) -> tuple[Leg, ...]:
    """Read the legs of a split from JSON.

    Args:
        value: The parsed value.
        where: Its path.

    Returns:
        The legs, in signed order.

    Raises:
        MalformedInput: Another form.
    """
    return read_items(value, where, _parse_leg)


def legs_json(legs: tuple[Leg, ...]) -> list[JsonValue]:
    """Write the legs of a split as JSON.

    Args:
        legs: In signed order.

    Returns:
        The array.
    """
    return [{"party": leg.party, "role": leg.role, "fen": str(leg.fen)} for leg in legs]


@dataclass(frozen=True, slots=True)
class Consent:
    """One side's consent to the terms.

    Attributes:
        signer: Address of the signing key, or of the ERC-1271 contract.
        signature: r ‖ s ‖ v of a key; None for a contract, whose consent the voucher's word proves.
    """

    signer: bytes
    signature: bytes | None

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Consent":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The consent, unverified.

        Raises:
            MalformedInput: Another form, or a scheme that is neither ecdsa nor erc1271.
        """
        m = Members(value, where, ("scheme", "signer", "signature"))
        scheme, signature = m.text("scheme"), m.value("signature")
        if scheme not in {"ecdsa", "erc1271"} or (scheme == "erc1271") != (signature is None):
            raise MalformedInput(
                f"{where} is neither ecdsa with a signature nor erc1271 with null", field=f"{where}.scheme"
            )
        return cls(m.data("signer", 20), m.data("signature", 65) if signature is not None else None)

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "scheme": "erc1271" if self.signature is None else "ecdsa",
            "signer": show_hex(self.signer),
            "signature": None if self.signature is None else show_hex(self.signature),
        }


@dataclass(frozen=True, slots=True)
class Product:
    """What was listed.

    Attributes:
        digest: Digest of the product's description.
        nonce: The listing's nonce, uint64.
    """

    digest: bytes
    nonce: int

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Product":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The product.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("digest", "nonce"))
        return cls(m.data("digest", 32), m.large("nonce", 64))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"digest": show_hex(self.digest), "nonce": str(self.nonce)}
