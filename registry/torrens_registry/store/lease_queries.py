"""Leases in the database: who runs a job, until when."""

from __future__ import annotations

from sqlmodel import Session

from torrens_registry.store import rows
from torrens_registry.store.vault_tables import LeaseRow


def lease(session: Session, name: str) -> LeaseRow | None:
    """Returns a lease; None when nobody ever held it."""
    return rows.get(session, LeaseRow, name)


def keep_lease(session: Session, row: LeaseRow) -> None:
    """Writes a lease's new state."""
    rows.upsert(session, [row])
