"""Listings: products of a right, listed by its holder, directly or on a signature that anyone may relay."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from torrens_contracts.codes import ListingFlag, PartyKind, Right, Verb
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, ListingId, listing_id
from torrens_contracts.signed.market import List
from torrens_contracts.structs import Product
from torrens_contracts.types import Digest32, ExchangeId, Timestamp
from torrens_registry.cases import actors, paths
from torrens_registry.cases.parties.founding import MOST_EXCHANGES
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import (
    FieldOutOfRange,
    NotAllowed,
    NotStored,
    RightExceeded,
    TermExceeded,
    UnknownBits,
)
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.rules.predicates import require_free
from torrens_registry.store import rows
from torrens_registry.store.market_tables import ListingRow

MOST_REVIEWERS: Final = 8
"""A product asks for at most so many reviewers (ListingLaw.MOST_REVIEWERS)."""


@dataclass(frozen=True, slots=True)
class ProductTerms:
    """A product to be listed.

    Attributes:
        grant: The right that it is sold under.
        product_digest: SHA-256 of the product's description.
        content_digest: SHA-256 of the content version that is sold, or its content root.
        until: When the listing ends.
        exchange: Where; this office's exchange when absent.
        nonce: Tells listings of one product apart.
        flags: Bits of `codes.ListingFlag`.
        reviewers: How many reviewers must pass its compliance, 1 to 8.
    """

    grant: GrantId
    product_digest: Digest32
    content_digest: Digest32
    until: int
    exchange: int | None = None
    nonce: int = 0
    flags: int = 0
    reviewers: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A product that is listed.

    Attributes:
        listing: Its id.
        product: As the chain has it.
        settled: The transaction.
    """

    listing: ListingId
    product: Product
    settled: Settled


def list_direct(office: Office, holder: Signer, terms: ProductTerms, key: IdempotencyKey | None = None) -> Listed:
    """Lists a product; the right's holder acts itself. It is good only once reviewed.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the right's holder.
        terms: The product.
        key: Idempotency key; made of the listing's id, end and flags when absent.

    Returns:
        The listing.

    Raises:
        NotStored: The mirror knows no such right.
        RightExceeded: The right does not carry OPERATE.
        TermExceeded: The listing would outlive the right; FieldOutOfRange when it ends in the past.
        UnknownBits: A flag that is none; FieldOutOfRange for a number of reviewers that is none.
        NotFree: The right is not free to license.
        NotAllowed: The key is not the holder's.
        NotEnrolled: The key or the exchange is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses.
    """
    product = product_of(office, terms)
    identifier = _id(terms, product)

    def prepare() -> Act:
        held = _listable(office, holder, terms, product)
        call = office.contracts.listings.list(held.keys, product)
        return Act(call, "listing.add", identifier, _digests(terms))

    return Listed(identifier, product, perform(office, holder, _once(identifier, terms, key), prepare))


def list_by_signature(
    office: Office, relayer: Signer, holder: Signer, terms: ProductTerms, key: IdempotencyKey | None = None
) -> Listed:
    """Lists a product on its holder's signature; anyone may relay it.

    Args:
        office: The exchange's office.
        relayer: Who sends the transaction.
        holder: A SIGN key of the right's holder; it signs and sends nothing.
        terms: The product.
        key: Idempotency key; made of the listing's id, end and flags when absent.

    Returns:
        The listing.

    Raises:
        NotStored: The mirror knows no such right; and the rest as `list_direct`.
    """
    product = product_of(office, terms)
    identifier = _id(terms, product)

    def prepare() -> Act:
        held = _listable(office, holder, terms, product)

        message = partial(List, held.id, product, held.words[-1], held.parent_word)

        call = office.contracts.listings.list_by_signature(held.keys, product, office.consent(holder, message))
        return Act(call, "listing.add", identifier, _digests(terms))

    return Listed(identifier, product, perform(office, relayer, _once(identifier, terms, key), prepare))


def listed(office: Office, listing: ListingId) -> ListingRow:
    """Gives a listing as the mirror has it.

    Args:
        office: The exchange's office.
        listing: The listing.

    Returns:
        Its row.

    Raises:
        NotStored: The mirror knows no such listing.
    """
    office.sync()
    with office.store.read() as session:
        row = rows.get(session, ListingRow, to_hex(listing))
    if row is None:
        raise NotStored(f"the mirror knows no listing {to_hex(listing)}", id=to_hex(listing))
    return row


def product_of(office: Office, terms: ProductTerms) -> Product:
    """Gives a product as the chain takes it.

    Args:
        office: The exchange's office.
        terms: What is listed, and how.

    Returns:
        The Solidity struct.

    Raises:
        FieldOutOfRange: The exchange's number is none.
    """
    exchange = office.exchange if terms.exchange is None else terms.exchange
    if not 1 <= exchange <= MOST_EXCHANGES:
        raise FieldOutOfRange(f"{exchange} is no exchange number", field="exchange", value=exchange)
    return Product(
        exchange=ExchangeId(exchange),
        product_digest=terms.product_digest,
        nonce=terms.nonce,
        until=Timestamp(terms.until),
        flags=terms.flags,
        reviewers=terms.reviewers,
        content_digest=terms.content_digest,
    )


def _id(terms: ProductTerms, product: Product) -> ListingId:
    return listing_id(terms.grant, product.exchange, product.product_digest, product.nonce)


def _digests(terms: ProductTerms) -> dict[str, bytes]:
    return {"product": bytes(terms.product_digest), "content": bytes(terms.content_digest)}


def _once(identifier: ListingId, terms: ProductTerms, key: IdempotencyKey | None) -> IdempotencyKey:
    content = bytes(terms.content_digest)
    return once("listing.add", identifier, terms.until, terms.flags, terms.reviewers, content, given=key)


def _listable(office: Office, holder: Signer, terms: ProductTerms, product: Product) -> paths.Held:
    held = paths.find(office, terms.grant)
    paths.require_holder(office, holder, held)
    if not held.word.rights & Right.OPERATE:
        raise RightExceeded(
            "only a right that carries OPERATE can be listed", child=int(Right.OPERATE), parent=held.word.rights
        )
    if terms.flags & ~int(ListingFlag.SANDBOX):
        raise UnknownBits(f"flags {terms.flags:#x} are not those of a listing", field="flags", mask=terms.flags)
    if not 1 <= terms.reviewers <= MOST_REVIEWERS:
        raise FieldOutOfRange(
            f"{terms.reviewers} reviewers: a product asks for 1 to {MOST_REVIEWERS}",
            field="reviewers",
            value=terms.reviewers,
        )
    if terms.until <= office.next_time():
        raise FieldOutOfRange(
            f"the listing ends at {shown(terms.until)}, in the past", field="until", value=terms.until
        )
    if terms.until > held.word.until:
        raise TermExceeded(
            f"the listing ends at {shown(terms.until)}, after its right at {shown(held.word.until)}",
            field="until",
            child=terms.until,
            parent=held.word.until,
        )
    if actors.party(office, product.exchange).kind != PartyKind.EXCHANGE:
        raise NotAllowed(f"party {product.exchange} is no exchange", exchange=product.exchange)
    require_free(held.facts, Verb.LICENSE, office.next_time())
    return held
