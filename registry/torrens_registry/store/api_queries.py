"""Lists as the API gives them: a page at a time, in the order in which the chain opened the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session

from torrens_registry.store import rows
from torrens_registry.store.columns import Said, Stated
from torrens_registry.store.encumbrance_tables import FreezeRow, InterestRow
from torrens_registry.store.evidence_tables import LogAnchorRow
from torrens_registry.store.market_tables import ListingRow, ReviewRow
from torrens_registry.store.title_tables import GrantRow, ObjectionRow
from torrens_registry.store.vault_tables import PendingEntryRow

S = TypeVar("S", bound=Stated)
D = TypeVar("D", bound=Said)
Place = tuple[int, int]
"""Block and log index: where the chain opened a record."""


def page(
    session: Session, row: type[S], *where: ColumnElement[bool], after: Place | None = None, limit: int = 50
) -> list[S]:
    """Returns records in the order in which they were opened.

    Args:
        session: A session.
        row: Their type.
        *where: Conditions.
        after: Only those opened after this place.
        limit: How many at most.
    """
    block, index = rows.column(row, "opened_block"), rows.column(row, "opened_log_index")
    conditions = [*where, *_after(block, index, after)]
    return rows.listed(session, row, *conditions, order=[block, index, rows.column(row, "id")], limit=limit)


def said(session: Session, row: type[D], *where: ColumnElement[bool], after: Place | None, limit: int) -> list[D]:
    """Returns what events said, in order; see `page`."""
    block, index = rows.column(row, "block"), rows.column(row, "log_index")
    return rows.listed(session, row, *where, *_after(block, index, after), order=[block, index], limit=limit)


def titles(session: Session, *, holder: int | None, after: Place | None, limit: int) -> list[GrantRow]:
    """Returns a page of titles, of one holder when it is named."""
    where: list[ColumnElement[bool]] = [rows.column(GrantRow, "is_title").is_(True)]
    where += [rows.column(GrantRow, "holder") == holder] if holder is not None else []
    return page(session, GrantRow, *where, after=after, limit=limit)


def children(session: Session, parent: str) -> list[GrantRow]:
    """Returns the grants right under a grant."""
    return page(session, GrantRow, rows.column(GrantRow, "parent") == parent, limit=1000)


def objections(session: Session, title: str) -> list[ObjectionRow]:
    """Returns the objections against a title."""
    return page(session, ObjectionRow, rows.column(ObjectionRow, "title_id") == title, limit=1000)


def freezes(session: Session, target: str) -> list[FreezeRow]:
    """Returns the freezes on a grant."""
    return page(session, FreezeRow, rows.column(FreezeRow, "target") == target, limit=1000)


def interests(session: Session, grant: str) -> list[InterestRow]:
    """Returns the security interests and pre-notices in a grant."""
    return page(session, InterestRow, rows.column(InterestRow, "grant_id") == grant, limit=1000)


def listings(session: Session, *, exchange: int | None, after: Place | None, limit: int) -> list[ListingRow]:
    """Returns a page of listings, of one exchange when it is named."""
    where = [rows.column(ListingRow, "exchange") == exchange] if exchange is not None else []
    return page(session, ListingRow, *where, after=after, limit=limit)


def reviews(session: Session, listing: str) -> list[ReviewRow]:
    """Returns the reviews of a listing, in the order in which they were last said."""
    order = [rows.column(ReviewRow, name) for name in ("block", "log_index", "id")]
    return rows.listed(session, ReviewRow, rows.column(ReviewRow, "listing_id") == listing, order=order)


def anchors(session: Session, exchange: int, *, after: Place | None, limit: int) -> list[LogAnchorRow]:
    """Returns a page of the anchors of an exchange's log."""
    return said(session, LogAnchorRow, rows.column(LogAnchorRow, "exchange") == exchange, after=after, limit=limit)


def unlogged(session: Session) -> int:
    """Returns how many entries the log still owes."""
    return rows.count(session, PendingEntryRow, rows.column(PendingEntryRow, "leaf_index").is_(None))


def _after(block: ColumnElement[int], index: ColumnElement[int], after: Place | None) -> Sequence[ColumnElement[bool]]:
    if after is None:
        return ()
    return ((block > after[0]) | ((block == after[0]) & (index > after[1])),)
