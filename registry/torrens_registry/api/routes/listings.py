"""Listings and the verdicts on them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from torrens_registry.api import answers
from torrens_registry.api.answers import Answer, Cursor, Id, Limit, Number, Page, Shown
from torrens_registry.api.problems import RESPONSES
from torrens_registry.api.reader import Reading
from torrens_registry.api.records import Listing, Review
from torrens_registry.errors import NotStored
from torrens_registry.store import api_queries, rows
from torrens_registry.store.market_tables import ListingRow

router = APIRouter(prefix="/listings", tags=["listings"], responses=RESPONSES)


class ListingInFull(Shown):
    """A listing with its reviews."""

    listing: Answer[Listing]
    reviews: list[Answer[Review]]


@router.get("", response_model=Page[Listing])
def listings(
    request: Request, reader: Reading, exchange: Number = None, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Lists listings in the order in which they were made."""
    with reader.store.read() as session:
        found = api_queries.listings(session, exchange=exchange, after=answers.place_of(cursor), limit=limit + 1)
        return answers.respond(request, answers.page(session, found, Listing.of, limit))


@router.get("/{listing_id}", response_model=ListingInFull)
def listing(request: Request, reader: Reading, listing_id: Id) -> Response:
    """Shows a listing and the verdicts on it."""
    with reader.store.read() as session:
        row = rows.get(session, ListingRow, listing_id)
        if row is None:
            raise NotStored(f"the mirror knows no listing {listing_id}", id=listing_id)
        whole = ListingInFull(
            listing=answers.answer(session, row, Listing.of),
            reviews=[answers.answer(session, one, Review.of) for one in api_queries.reviews(session, row.id)],
        )
    return answers.respond(request, whole)
