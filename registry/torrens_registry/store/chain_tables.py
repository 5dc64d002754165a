"""Mirrored: the chain itself. Verbatim events, words, blocks, and how far the mirror is."""

from __future__ import annotations

from sqlmodel import Field

from torrens_registry.store.columns import Placed, Row, account, hex32, hex32_or_none, integer, text


class ChainRow(Row):
    """Which chain this mirror is of: one row, checked at every start.

    Attributes:
        only: Always 1.
        chain_id: EIP-155 chain id.
        genesis_hash: Hash of block 0.
        register_address: Address of Register.
        origin: Register's origin; with it J0 and every id.
        first_block: Block of Register's first event, or an earlier one.
        finality: The finality profile, as settings write it.
    """

    only: int = integer(key=True)
    chain_id: int = integer()
    genesis_hash: str = hex32()
    register_address: str = account()
    origin: str = hex32()
    first_block: int = integer()
    finality: str = Field(max_length=20)


class BlockRow(Row):
    """A block with events, at a range's end, or in the window that is not final yet.

    Attributes:
        number: Height.
        hash: Its hash.
        parent_hash: Its parent's.
        timestamp: UTC seconds.
        journal: Register's journal word after it, as the mirror folded it.
    """

    number: int = integer(key=True)
    hash: str = hex32()
    parent_hash: str = hex32()
    timestamp: int = integer()
    journal: str = hex32()


class EventLogRow(Row):
    """A log of Register or of a module, verbatim: everything mirrored can be folded again from these rows."""

    block: int = integer(key=True)
    log_index: int = integer(key=True)
    block_hash: str = hex32()
    tx_hash: str = hex32(index=True)
    tx_index: int = integer()
    address: str = account()
    topic0: str = hex32(index=True)
    topic1: str | None = Field(default=None, max_length=66, index=True)
    topic2: str | None = hex32_or_none()
    topic3: str | None = hex32_or_none()
    data: str = text()


class WordRow(Placed):
    """The newest word of (kind, id), with the Written that said it."""

    kind: int = integer(key=True)
    id: str = Field(primary_key=True, max_length=66)
    word: str = hex32()
    leaf: str = hex32()
    module: str = account()


class UndoRow(Row):
    """What a row was before a block that is not final changed it; pruned at finality.

    Attributes:
        block: The block that changed it first.
        seq: Order within the block.
        table_name: The mirrored table.
        key: The row's key, as canonical JSON.
        image: The row before, as canonical JSON; absent when the block inserted it.
    """

    block: int = integer(key=True)
    seq: int = integer(key=True)
    table_name: str = Field(max_length=32)
    key: str = text()
    image: str | None = Field(default=None)


class CursorRow(Row):
    """How far the mirror is: one row, written in the transaction that writes the rows.

    Attributes:
        only: Always 1.
        block: Newest block folded.
        hash: Its hash.
        timestamp: Its time, UTC seconds.
        final_block: Newest final block folded.
        journal: Register's journal word after `block`.
        events: How many logs are kept.
        projection: Version of the projection that wrote the typed rows.
    """

    only: int = integer(key=True)
    block: int = integer()
    hash: str = hex32()
    timestamp: int = integer()
    final_block: int = integer()
    journal: str = hex32()
    events: int = integer()
    projection: int = integer()


class ReorgRow(Row):
    """A branch that was left: append-only.

    Attributes:
        seq: Order.
        ancestor: The newest block that both branches share.
        old_block: The tip that was left.
        old_hash: Its hash.
        new_block: The tip taken up.
        new_hash: Its hash.
    """

    seq: int = integer(key=True)
    ancestor: int = integer()
    old_block: int = integer()
    old_hash: str = hex32()
    new_block: int = integer()
    new_hash: str = hex32()


class AuditRunRow(Row):
    """One run of the mirror's check: append-only.

    Attributes:
        seq: Order.
        block: The block it was made at.
        block_hash: Its hash.
        degree: proved (by a storage proof) or checked (by asking the node).
        journal_folded: The journal word folded again from the event log.
        journal_chain: The journal word of the register.
        good: Whether nothing differs.
        events: Logs folded.
        rows: Rows compared.
        whole: Whether a fault is not confined to the named rows, so that no row may be served as verified.
    """

    seq: int = integer(key=True)
    block: int = integer()
    block_hash: str = hex32()
    degree: str = Field(max_length=10)
    journal_folded: str = hex32()
    journal_chain: str = hex32()
    good: bool
    events: int = integer()
    rows: int = integer()
    whole: bool


class AuditFindingRow(Row):
    """One difference that a run found.

    Attributes:
        run: The run's seq.
        seq: Order within the run.
        table_name: The mirrored table.
        row_key: The row's key, as canonical JSON.
        column_name: The column, or * for the whole row.
        stored: What the database holds; absent when the row is missing.
        folded: What the chain's events give; absent when they give no such row.
    """

    run: int = integer(key=True)
    seq: int = integer(key=True)
    table_name: str = Field(max_length=32, index=True)
    row_key: str = text()
    column_name: str = Field(max_length=40)
    stored: str | None = Field(default=None)
    folded: str | None = Field(default=None)
