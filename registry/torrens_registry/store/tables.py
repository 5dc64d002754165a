"""Every table, made from its row: which are the mirror's, which the vault's. Only the mirror writes mirrored tables."""

from __future__ import annotations

import types
from functools import cache
from typing import Any, Final

from sqlalchemy import Index, Table
from sqlmodel import SQLModel

from torrens_registry.store import (
    chain_tables,
    encumbrance_tables,
    evidence_tables,
    link_tables,
    market_tables,
    party_tables,
    peer_tables,
    title_tables,
    vault_tables,
)
from torrens_registry.store.columns import Row


def _table(row: type[Row], name: str) -> Table:
    body: dict[str, Any] = {"__tablename__": name, "__module__": row.__module__, "__doc__": row.__doc__}
    made = types.new_class(
        row.__name__.removesuffix("Row") + "Table", (row,), {"table": True}, lambda ns: ns.update(body)
    )
    return SQLModel.metadata.tables[made.__tablename__]  # type: ignore[attr-defined]  # set in the body above


TYPED: Final[dict[type[Row], Table]] = {
    row: _table(row, name)
    for row, name in (
        (party_tables.ModuleRow, "modules"),
        (party_tables.PartyRow, "parties"),
        (party_tables.KeyRow, "keys"),
        (party_tables.CalendarRow, "calendars"),
        (link_tables.LinkRow, "links"),
        (title_tables.GrantRow, "grants"),
        (title_tables.ObjectionRow, "objections"),
        (encumbrance_tables.FreezeRow, "freezes"),
        (encumbrance_tables.InterestRow, "interests"),
        (market_tables.ListingRow, "listings"),
        (market_tables.ReviewRow, "reviews"),
        (market_tables.VoucherRow, "vouchers"),
        (market_tables.RedemptionRow, "redemptions"),
        (evidence_tables.LogAnchorRow, "log_anchors"),
        (evidence_tables.StatementRow, "statements"),
        (evidence_tables.AnswerRow, "answers"),
        (peer_tables.PeerRow, "peers"),
        (peer_tables.HeaderRow, "headers"),
        (peer_tables.AgreementRow, "agreements"),
        (peer_tables.FactRow, "facts"),
    )
}
"""Mirrored, one noun a table: what the events and words say, field by field."""

CHAIN: Final[dict[type[Row], Table]] = {
    row: _table(row, name)
    for row, name in (
        (chain_tables.ChainRow, "chains"),
        (chain_tables.BlockRow, "blocks"),
        (chain_tables.EventLogRow, "event_log"),
        (chain_tables.WordRow, "words"),
        (chain_tables.UndoRow, "state_undo"),
        (chain_tables.CursorRow, "cursors"),
    )
}
"""Mirrored: the chain and the mirror's own state."""

RECORD: Final[dict[type[Row], Table]] = {
    row: _table(row, name)
    for row, name in (
        (chain_tables.ReorgRow, "reorgs"),
        (chain_tables.AuditRunRow, "audit_runs"),
        (chain_tables.AuditFindingRow, "audit_findings"),
    )
}
"""What happened to the mirror: append-only, written by it alone, kept when it is rebuilt."""

VAULT: Final[dict[type[Row], Table]] = {
    row: _table(row, name)
    for row, name in (
        (vault_tables.CaseFileRow, "case_files"),
        (vault_tables.DocumentRow, "documents"),
        (vault_tables.DisclosureRow, "disclosures"),
        (vault_tables.IntentRow, "intents"),
        (vault_tables.PendingEntryRow, "pending_entries"),
        (vault_tables.LeaseRow, "leases"),
        (vault_tables.BundleRow, "bundles"),
        (vault_tables.CheckpointRow, "checkpoints"),
    )
}
"""Not mirrored: rebuilding the mirror leaves these alone. A change here needs a step in `migrations`."""

_intents = VAULT[vault_tables.IntentRow]
Index("ux_intents_sender_nonce", _intents.c.sender, _intents.c.nonce, unique=True)
_log = CHAIN[chain_tables.EventLogRow]
Index("ix_event_log_transaction", _log.c.block, _log.c.tx_index)

MIRRORED: Final[dict[type[Row], Table]] = {**CHAIN, **TYPED}
ALL: Final[dict[type[Row], Table]] = {**MIRRORED, **RECORD, **VAULT}
BY_NAME: Final[dict[str, type[Row]]] = {table.name: row for row, table in ALL.items()}


def table_of(row: type[Row]) -> Table:
    """Returns the table of a row type."""
    return ALL[row]


@cache
def key_of(row: type[Row]) -> tuple[str, ...]:
    """Returns the names of a row type's key columns."""
    return tuple(column.name for column in ALL[row].primary_key.columns)
