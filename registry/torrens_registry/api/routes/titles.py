"""Titles and the grants below them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from torrens_registry.api import answers
from torrens_registry.api.answers import Answer, Cursor, Id, Limit, Number, Page, Shown
from torrens_registry.api.problems import RESPONSES
from torrens_registry.api.reader import Reading
from torrens_registry.api.records import Freeze, Interest, Objection, Right
from torrens_registry.errors import NotStored
from torrens_registry.store import api_queries, rows
from torrens_registry.store.title_tables import GrantRow

router = APIRouter(tags=["titles"], responses=RESPONSES)


class RightInFull(Shown):
    """A right with what stands against it and under it."""

    right: Answer[Right]
    objections: list[Answer[Objection]]
    freezes: list[Answer[Freeze]]
    interests: list[Answer[Interest]]
    children: list[Answer[Right]]


@router.get("/titles", response_model=Page[Right])
def titles(
    request: Request, reader: Reading, holder: Number = None, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Lists titles in the order of their notices."""
    with reader.store.read() as session:
        found = api_queries.titles(session, holder=holder, after=answers.place_of(cursor), limit=limit + 1)
        return answers.respond(request, answers.page(session, found, Right.of, limit))


@router.get("/titles/{title_id}", response_model=RightInFull)
def title(request: Request, reader: Reading, title_id: Id) -> Response:
    """Shows a title, the objections against it, the freezes on it, the interests in it, the grants right under it."""
    return _in_full(request, reader, title_id, is_title=True)


@router.get("/grants/{grant_id}", response_model=RightInFull)
def grant(request: Request, reader: Reading, grant_id: Id) -> Response:
    """Shows a grant below a title, as a title is shown."""
    return _in_full(request, reader, grant_id, is_title=False)


def _in_full(request: Request, reader: Reading, identifier: str, *, is_title: bool) -> Response:
    noun = "title" if is_title else "grant"
    with reader.store.read() as session:
        row = rows.get(session, GrantRow, identifier)
        if row is None or row.is_title is not is_title:
            raise NotStored(f"the mirror knows no {noun} {identifier}", id=identifier)
        whole = RightInFull(
            right=answers.answer(session, row, Right.of),
            objections=[answers.answer(session, r, Objection.of) for r in api_queries.objections(session, row.id)],
            freezes=[answers.answer(session, r, Freeze.of) for r in api_queries.freezes(session, row.id)],
            interests=[answers.answer(session, r, Interest.of) for r in api_queries.interests(session, row.id)],
            children=[answers.answer(session, r, Right.of) for r in api_queries.children(session, row.id)],
        )
    return answers.respond(request, whole)
