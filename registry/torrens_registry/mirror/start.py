"""The mirror's start: node, database and profile must be of one chain, or nothing is touched."""

from __future__ import annotations

from typing import Final

from sqlmodel import Session

from torrens_contracts.errors import WrongChain
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.wire import Wire
from torrens_registry.errors import SchemaDiffers
from torrens_registry.mirror.apply import block_row
from torrens_registry.mirror.fetch import block_of
from torrens_registry.mirror.fold import first_journal
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.projection import PROJECTION
from torrens_registry.store import mirror_queries, rows
from torrens_registry.store.chain_tables import ChainRow, CursorRow
from torrens_registry.store.db import Store

_NO_HASH: Final = "0x" + "00" * 32
"""The parent of block 0."""
_NEVER_CHANGE: Final = ("chain_id", "genesis_hash", "register_address", "origin")


def start(store: Store, wire: Wire, profile: ChainProfile) -> CursorRow:
    """Checks that node, database and profile are of one chain; the first start writes it down.

    Args:
        store: The database.
        wire: The node.
        profile: Which chain it must be.

    Returns:
        The cursor.

    Raises:
        WrongChain: The node is of another chain id or genesis, or the database mirrors another register.
        SchemaDiffers: Another release made the rows; rebuild.
    """
    found = ChainRow(
        only=1,
        chain_id=int(wire.chain_id()),
        genesis_hash=wire.header(0).hash,
        register_address=profile.register_hex,
        origin=to_hex(profile.origin),
        first_block=profile.first_block,
        finality=str(profile.finality),
    )
    _require("chain id", int(profile.chain_id), found.chain_id)
    with store.write() as session:
        kept, cursor = mirror_queries.chain(session), mirror_queries.cursor(session)
        if kept is None or cursor is None:
            rows.upsert(session, [found])
            return _begin(session, wire, profile)
        for name in _NEVER_CHANGE:
            _require(name.replace("_", " "), getattr(kept, name), getattr(found, name))
        if cursor.projection != PROJECTION:
            raise SchemaDiffers(
                f"projection {cursor.projection} made these rows; this release makes {PROJECTION}",
                remedy="run `torrens mirror rebuild`; the vault stays as it is",
                found=cursor.projection,
                wanted=PROJECTION,
            )
        rows.upsert(session, [kept.model_copy(update={"finality": found.finality})])
        return cursor


def require_chain(wire: Wire, profile: ChainProfile) -> None:
    """Checks that a node answers, serves the profile's chain, and holds its register.

    Args:
        wire: The node.
        profile: Which chain it must be.

    Raises:
        ChainUnreachable: The node does not answer.
        WrongChain: It serves another chain, or one without the register.
    """
    _require("chain id", int(profile.chain_id), int(wire.chain_id()))
    _require("code at the register", "there", "there" if wire.code(profile.register) else "missing")


def first_cursor(before: int, journal: str) -> CursorRow:
    """Returns the cursor of a mirror that has folded nothing.

    Args:
        before: The block right before the first one to fold; -1 when that is block 0.
        journal: J0 as hex.
    """
    return CursorRow(
        only=1,
        block=before,
        hash=_NO_HASH,
        timestamp=0,
        final_block=before,
        journal=journal,
        events=0,
        projection=PROJECTION,
    )


def _begin(session: Session, wire: Wire, profile: ChainProfile) -> CursorRow:
    """Puts the cursor right before the first block."""
    before, journal = profile.first_block - 1, to_hex(first_journal(profile.origin))
    cursor = first_cursor(before, journal)
    if before >= 0:
        block = block_of(wire.header(before))
        cursor = cursor.model_copy(update={"hash": block.hash, "timestamp": block.timestamp})
        rows.upsert(session, [block_row(block, journal)])
    mirror_queries.keep_cursor(session, cursor)
    return cursor


def _require(what: str, wanted: object, found: object) -> None:
    if wanted != found:
        raise WrongChain(f"the {what} is {found}, not {wanted}", what=what, wanted=wanted, found=found)
