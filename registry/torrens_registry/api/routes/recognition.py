"""Peers, and what is known here of their records at a second."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from torrens_registry.api import answers
from torrens_registry.api.answers import Answer, Cursor, Id, Limit, Page
from torrens_registry.api.foreign_records import Fact, Peer
from torrens_registry.api.problems import RESPONSES
from torrens_registry.api.reader import Reading
from torrens_registry.errors import NotStored
from torrens_registry.store import api_queries, rows
from torrens_registry.store.peer_tables import FactRow, PeerRow

router = APIRouter(prefix="/recognition", tags=["recognition"], responses=RESPONSES)

At = Annotated[int | None, Query(ge=0, lt=1 << 36, description="UTC second asked about; the present when left out.")]


@router.get("/peers", response_model=Page[Peer])
def peers(request: Request, reader: Reading, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists the foreign registers that our council accredited."""
    with reader.store.read() as session:
        found = api_queries.page(session, PeerRow, after=answers.place_of(cursor), limit=limit + 1)
        return answers.respond(request, answers.page(session, found, Peer.of, limit))


@router.get("/facts", response_model=Page[Fact])
def facts(request: Request, reader: Reading, at: At = None, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists what is known of foreign records, each with its status at a second."""
    when = reader.now() if at is None else at
    with reader.store.read() as session:
        found = api_queries.page(session, FactRow, after=answers.place_of(cursor), limit=limit + 1)
        shown = answers.page(session, found, lambda row: Fact.at(row, when), limit)
        return answers.respond(request, shown)


@router.get("/facts/{fact_id}", response_model=Answer[Fact])
def fact(request: Request, reader: Reading, fact_id: Id, at: At = None) -> Response:
    """Shows what is known of a foreign record, and its status at a second."""
    when = reader.now() if at is None else at
    with reader.store.read() as session:
        row = rows.get(session, FactRow, fact_id)
        if row is None:
            raise NotStored(f"nothing is known here of fact {fact_id}", id=fact_id)
        return answers.respond(request, answers.answer(session, row, lambda found: Fact.at(found, when)))
