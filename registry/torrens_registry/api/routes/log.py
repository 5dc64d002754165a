"""The audit log: its checkpoint, its entries with proofs, its anchors on chain."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_log.errors import LogMissing
from torrens_log.proofs import prove_entry
from torrens_log.store import LogView
from torrens_registry.api import answers
from torrens_registry.api.answers import Answer, Cursor, Limit, Page, Shown
from torrens_registry.api.problems import RESPONSES
from torrens_registry.api.reader import Reading
from torrens_registry.api.records import Anchor
from torrens_registry.store import api_queries, log_queries

router = APIRouter(prefix="/log", tags=["log"], responses=RESPONSES)

Index = Annotated[int, Path(ge=0, lt=1 << 53, description="Place in the log, from 0.")]


class LogState(Shown):
    """Where the log stands."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        json_schema_extra={"example": {"size": 42, "signed": 40, "owed": 0, "anchor": None}},
    )

    size: int
    signed: int
    owed: int
    anchor: Answer[Anchor] | None


class Entry(Shown):
    """One entry, with the proof that it stands under the newest signed checkpoint (C2SP tlog-proof)."""

    index: int
    entry: dict[str, Any]
    proof: str | None


@router.get("", response_model=LogState)
def state(request: Request, reader: Reading) -> Response:
    """Shows how long the log is, up to where it is signed, what is owed, and its newest anchor."""
    view = reader.log()
    with reader.store.read() as session:
        anchor = log_queries.last_anchor(session, reader.settings.exchange)
        found = LogState(
            size=view.size,
            signed=max(view.signed_sizes(), default=0),
            owed=api_queries.unlogged(session),
            anchor=None if anchor is None else answers.answer(session, anchor, Anchor.of),
        )
    return answers.respond(request, found)


@router.get("/checkpoint", responses={200: {"content": {"text/plain": {}}}})
def checkpoint(request: Request, reader: Reading) -> Response:
    """Gives the newest signed checkpoint with its cosignatures (C2SP signed-note)."""
    view = reader.log()
    return answers.sent(request, view.signed_checkpoint(_signed(view)).encode(), "text/plain; charset=utf-8")


@router.get("/entries/{index}", response_model=Entry)
def entry(request: Request, reader: Reading, index: Index) -> Response:
    """Shows an entry; its proof is null until a checkpoint over it is signed."""
    view = reader.log()
    content = parse_canonical_object(view.entry(index))
    signed = max(view.signed_sizes(), default=0)
    proof = prove_entry(view, index, signed).encode().decode() if index < signed else None
    return answers.respond(request, Entry(index=index, entry=content, proof=proof))


@router.get("/anchors", response_model=Page[Anchor])
def anchors(request: Request, reader: Reading, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists the anchors of this exchange's log on chain."""
    with reader.store.read() as session:
        after = answers.place_of(cursor)
        found = api_queries.anchors(session, reader.settings.exchange, after=after, limit=limit + 1)
        return answers.respond(request, answers.page(session, found, Anchor.of, limit))


def _signed(view: LogView) -> int:
    sizes = view.signed_sizes()
    if not sizes:
        raise LogMissing("the log has signed no checkpoint yet", remedy="wait for the next checkpoint")
    return sizes[-1]
