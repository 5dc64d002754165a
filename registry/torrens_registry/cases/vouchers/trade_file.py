"""A trade before it is a voucher: what both sides read, check and sign, as a file that passes between them.

No office and no chain is needed to sign: the file carries everything that the terms hash, so a signer sees every fen
and every id behind the digest. What is in it is checked by whoever signs, again by whoever relays, and by the verifier.

Source: words.md section 5; design.md section 3, money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_anchor.bundles.parts import Home
from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.trade import (
    Product,
    legs_json,
    money_json,
    parse_legs,
    parse_money,
    parse_terms,
    terms_json,
)
from torrens_anchor.chain.eip712 import Leg, Money, TradeTerms, split_digest, torrens_domain, voucher_id
from torrens_anchor.chain.ids import listing_id
from torrens_anchor.errors import FieldMismatch, SignatureMismatch
from torrens_anchor.forms.canonical import JsonObject, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import show_hex
from torrens_anchor.signatures.secp256k1 import Address, parse_signature, recover
from torrens_contracts.codes import Sequence
from torrens_contracts.ids import GrantKey, Id, VoucherId
from torrens_registry.errors import SignerRefused, TermsExpired
from torrens_registry.keys import Signer
from torrens_registry.rules import split
from torrens_registry.rules.calendar import shown


@dataclass(frozen=True, slots=True)
class Trade:
    """Trade terms with everything they hash.

    Attributes:
        home: The register in whose domain they are signed.
        terms: The terms; their EIP-712 digest is the voucher's id.
        money: Their money part, with its salt.
        legs: Who receives what of the price.
        product: What is listed.
        path: Keys from the title down to the buyer's licence; the one before the last is the seller's grant.
        foreign: Whether what is sold is listed at another register, which writes the licence.
    """

    VERSION: ClassVar[str] = "torrens/trade/1"

    home: Home
    terms: TradeTerms
    money: Money
    legs: tuple[Leg, ...]
    product: Product
    path: Path
    foreign: bool = False

    @property
    def id(self) -> VoucherId:
        """The voucher's id: what both sides sign."""
        domain = torrens_domain(self.home.chain_id, self.home.register, self.home.deployment_salt)
        return VoucherId(Id(voucher_id(domain, self.terms)))

    @property
    def keys(self) -> tuple[GrantKey, ...]:
        """The keys of the path, title first, the buyer's licence last."""
        return tuple(GrantKey.of(key) for key in self.path.keys)

    def check(self) -> None:
        """Checks what any signer must, with nothing but this file.

        Of a foreign sale the listing is its home's: whether it is recognised here, the chain asks when it is sold.

        Raises:
            SplitDoesNotSum: The legs do not sum to the price.
            FieldMismatch: The legs, the money part, the right, the licence or the listing are not what the terms hash;
                or evidence that every sequence ends with is lacking.
        """
        split.check_sum(self.money.amount_fen, self.legs)
        terms = self.terms
        _same("the split's digest", self.money.split_digest, split_digest(self.legs))
        _same("the money part's hash", terms.money_hash, self.money.struct_hash())
        own = (terms.home_chain_id, terms.home_register) == (self.home.chain_id, self.home.register)
        _same("the home", own, not self.foreign)
        _same("the path's end", (terms.seller_grant_id, terms.licence_grant_id), self.path.ids()[-2:])
        if not self.foreign:
            _same("the parties at home", (terms.home_seller, terms.home_buyer), (terms.seller, terms.buyer))
            listed = listing_id(terms.seller_grant_id, terms.exchange, self.product.digest, self.product.nonce)
            _same("the listing", terms.listing_id, listed)
        if terms.seller == terms.buyer:
            raise FieldMismatch("seller and buyer are the same party", seller=terms.seller)
        self._check_evidence()

    def _check_evidence(self) -> None:
        """All sequences end alike: agreed, reviewed, delivered, settled. The chain cannot see the last."""
        terms = self.terms
        if terms.sequence not in tuple(Sequence):
            raise FieldMismatch(f"there is no sequence {terms.sequence}", sequence=terms.sequence)
        names = ("agreement", "compliance", "delivery", "settlement")
        digests = (terms.agreement_digest, terms.compliance_digest, terms.delivery_digest, self.money.settlement_digest)
        for name, digest in zip(names, digests, strict=True):
            if not any(digest):
                raise FieldMismatch(f"the terms name no evidence of the {name}", field=name)

    def encode(self) -> bytes:
        """Writes the trade's file: canonical JSON.

        Returns:
            The file's bytes.
        """
        members: JsonObject = {
            "v": self.VERSION,
            "home": self.home.json(),
            "terms": terms_json(self.terms),
            "money": money_json(self.money),
            "legs": legs_json(self.legs),
            "product": self.product.json(),
            "licence": self.path.json(),
        }
        if self.foreign:
            members["foreign"] = True
        return encode(members)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a trade's file; `check` it before relying on it.

        Args:
            data: The file's bytes.

        Returns:
            The trade.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
        """
        names = ("home", "terms", "money", "legs", "product", "licence")
        m = open_document(data, "a trade", cls.VERSION, names, optional=("foreign",))
        return cls(
            home=Home.parse(m.value("home"), m.path("home")),
            terms=parse_terms(m.value("terms"), m.path("terms")),
            money=parse_money(m.value("money"), m.path("money")),
            legs=parse_legs(m.value("legs"), m.path("legs")),
            product=Product.parse(m.value("product"), m.path("product")),
            path=Path.parse(m.value("licence"), m.path("licence")),
            foreign=m.has("foreign") and m.flag("foreign"),
        )


@dataclass(frozen=True, slots=True)
class TradeSignature:
    """One side's signature over a trade.

    Attributes:
        voucher: The voucher's id, which was signed.
        party: Who signs.
        signer: The party's key, or its ERC-1271 contract.
        signature: 65 bytes r, s, v of a key, or what the contract expects.
    """

    VERSION: ClassVar[str] = "torrens/trade-signature/1"

    voucher: VoucherId
    party: int
    signer: Address
    signature: bytes

    def check(self) -> None:
        """Checks that the named key signed the voucher's id; a contract's answer only its chain can give.

        Raises:
            SignatureMismatch: Another key signed, or another id was signed.
            MalformedInput: The signature is not 65 bytes, or has another v than 27 or 28.
        """
        found = recover(self.voucher, parse_signature(self.signature))
        if found != self.signer:
            raise SignatureMismatch(
                f"voucher 0x{self.voucher.hex()} was signed by 0x{found.hex()}, not by 0x{self.signer.hex()}",
                found="0x" + found.hex(),
                named="0x" + self.signer.hex(),
                remedy="let the named key sign these very terms again",
            )

    def encode(self) -> bytes:
        """Writes the signature's file: canonical JSON.

        Returns:
            The file's bytes.
        """
        members: JsonObject = {
            "v": self.VERSION,
            "voucher": show_hex(self.voucher),
            "party": self.party,
            "signer": show_hex(self.signer),
            "signature": show_hex(self.signature),
        }
        return encode(members)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a signature's file.

        Args:
            data: The file's bytes.

        Returns:
            The signature, unverified.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
        """
        m = open_document(data, "a signature", cls.VERSION, ("voucher", "party", "signer", "signature"))
        return cls(
            VoucherId(Id(m.data("voucher", 32))),
            m.integer("party", 32),
            Address(m.data("signer", 20)),
            m.data("signature"),
        )


def sign(trade: Trade, signer: Signer, *, party: int, now: int) -> TradeSignature:
    """Signs a trade for one side, after checking it as that side must.

    Args:
        trade: The trade.
        signer: The side's key.
        party: Who signs: the terms' seller or buyer.
        now: The signer's present UTC second.

    Returns:
        The signature.

    Raises:
        SplitDoesNotSum: The legs do not sum to the price: nothing was signed.
        FieldMismatch: Something is not what the terms hash: nothing was signed.
        TermsExpired: The deadline has passed.
        SignerRefused: The party is neither seller nor buyer.
    """
    trade.check()
    require_open(trade.terms, now)
    if party not in (trade.terms.seller, trade.terms.buyer):
        raise SignerRefused(
            f"party {party} is neither the seller {trade.terms.seller} nor the buyer {trade.terms.buyer}", party=party
        )
    return TradeSignature(trade.id, party, signer.address, signer.sign_digest(trade.id))


def require_open(terms: TradeTerms, now: int) -> None:
    """Refuses terms past their deadline.

    Args:
        terms: The terms.
        now: UTC second.

    Raises:
        TermsExpired: The deadline, the last second that counts, has passed.
    """
    if now > terms.deadline:
        said = f"the terms ended at {shown(terms.deadline)}, and now is {shown(now)}"
        raise TermsExpired(said, deadline=terms.deadline, now=now)


def _same(what: str, stated: object, found: object) -> None:
    if stated != found:
        raise FieldMismatch(
            f"{what} is not what the terms say", remedy="do not sign; ask who made the terms for others"
        )
