"""How an answer is given: with the block it stands on, whether that is final, how far it may be trusted, and an ETag.

A row that the last check of the mirror named, or that differs from its own word, is served as UNVERIFIED with the
reason: never left out, never shown as a fact.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Path, Query, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlmodel import Session

from torrens_anchor.errors import MalformedInput
from torrens_registry.mirror.status import row_status
from torrens_registry.store.api_queries import Place
from torrens_registry.store.columns import Said, Stated

T = TypeVar("T", bound="Shown")
R = TypeVar("R", bound=Stated | Said)

WIDEST: Final = 1 << 63
"""Integers of the database are below this."""
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Id = Annotated[
    str, Path(pattern="^0x[0-9a-fA-F]{64}$", description="32 bytes, 0x and 64 hex digits."), AfterValidator(str.lower)
]
Number = Annotated[int | None, Query(ge=0, lt=1 << 32, description="Only those of this party number.")]
Cursor = Annotated[str | None, Query(max_length=64, description="`next` of the page before.")]


class Shown(BaseModel):
    """A record as the API shows it: camelCase, ids and digests as 0x-hex, integers over 53 bits as text."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class Answer(Shown, Generic[T]):
    """A record with what is known of its truth.

    Attributes:
        data: The record.
        block: The block that wrote it last.
        final: Whether that block is final.
        trust: verified, unchecked (written after the newest check), or UNVERIFIED.
        checked_at: Block of the newest check of the mirror; null when there was none.
        reason: Why it is not verified; empty when it is.
    """

    data: T
    block: int
    final: bool
    trust: str = Field(examples=["verified", "unchecked", "UNVERIFIED"])
    checked_at: int | None
    reason: str


class Page(Shown, Generic[T]):
    """A page of a list.

    Attributes:
        items: The records.
        next: Cursor of the next page; null when this is the last.
    """

    items: list[Answer[T]]
    next: str | None


def answer(session: Session, row: R, show: Callable[[R], T]) -> Answer[T]:
    """Makes an answer of a row.

    Args:
        session: The session that read it.
        row: The row.
        show: Makes the record.

    Returns:
        The answer.
    """
    status = row_status(session, row)
    return Answer(
        data=show(row),
        block=row.block,
        final=status.final,
        trust=status.trust.value,
        checked_at=status.as_of,
        reason=status.reason,
    )


def page(session: Session, found: Sequence[R], show: Callable[[R], T], limit: int) -> Page[T]:
    """Makes a page of rows, of which one more than the limit was asked for.

    Args:
        session: The session that read them.
        found: The rows, at most limit + 1.
        show: Makes a record of each.
        limit: How many to show.

    Returns:
        The page.
    """
    items = [answer(session, row, show) for row in found[:limit]]
    return Page(items=items, next=cursor_of(found[limit - 1]) if len(found) > limit else None)


def cursor_of(row: Stated | Said) -> str:
    """Gives the cursor of a row: its place on the chain, opaque to clients."""
    place = (row.opened_block, row.opened_log_index) if isinstance(row, Stated) else (row.block, row.log_index)
    return _encoded(place)


def _encoded(place: Place) -> str:
    return urlsafe_b64encode(f"{place[0]}.{place[1]}".encode()).decode().rstrip("=")


def place_of(cursor: str | None) -> Place | None:
    """Reads a cursor.

    Args:
        cursor: As `cursor_of` gave it.

    Returns:
        The place; None for the first page.

    Raises:
        MalformedInput: It is none of ours.
    """
    if cursor is None:
        return None
    try:
        block, index = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").split(".")
        place = int(block), int(index)
    except (Base64Error, UnicodeDecodeError, ValueError):
        place = -1, -1
    if cursor != _encoded(place) or max(place) >= WIDEST or min(place) < 0:
        raise MalformedInput(
            f"{cursor!a} is no cursor of this list", remedy="use the `next` of the page before", cursor=cursor
        )
    return place


def respond(request: Request, content: BaseModel) -> Response:
    """Sends an answer with its ETag, or 304 when the client has it.

    Args:
        request: The request.
        content: The answer.

    Returns:
        The response.
    """
    return sent(request, content.model_dump_json(by_alias=True).encode(), "application/json")


def sent(request: Request, body: bytes, media_type: str) -> Response:
    """Sends bytes with their ETag; see `respond`.

    Args:
        request: The request.
        body: The bytes.
        media_type: Their media type.

    Returns:
        The response.
    """
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    held: Any = request.headers.get("if-none-match", "")
    if held.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in held.split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
