"""The vault as the first release made it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_HEX = sa.String(66)


def upgrade() -> None:
    """Makes the tables of case files, documents and disclosures, of the outbox and the log, of leases and bundles."""
    _cases()
    _outbox()
    _evidence()


def _cases() -> None:
    op.create_table(
        "case_files",
        sa.Column("case_no", sa.String(40), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("applicant", sa.BigInteger(), nullable=False, index=True),
        sa.Column("title_id", _HEX, index=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("case_no", sa.String(40), primary_key=True),
        sa.Column("sha256", _HEX, primary_key=True),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
    )
    op.create_table(
        "disclosures",
        sa.Column("subject", _HEX, primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )


def _outbox() -> None:
    op.create_table(
        "intents",
        sa.Column("intent_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("idempotency_key", sa.String(120), nullable=False, unique=True),
        sa.Column("verb", sa.String(60), nullable=False),
        sa.Column("sender", sa.String(42), nullable=False, index=True),
        sa.Column("target", sa.String(42)),
        sa.Column("call_data", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("nonce", sa.BigInteger()),
        sa.Column("gas", sa.BigInteger()),
        sa.Column("raw", sa.Text()),
        sa.Column("tx_hash", _HEX, index=True),
        sa.Column("block", sa.BigInteger()),
        sa.Column("block_hash", _HEX),
        sa.Column("failure", sa.Text()),
    )
    op.create_index("ux_intents_sender_nonce", "intents", ["sender", "nonce"], unique=True)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("holder", sa.String(120), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
    )


def _evidence() -> None:
    op.create_table(
        "pending_entries",
        sa.Column("entry_no", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("intent_id", sa.BigInteger(), index=True),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("leaf_index", sa.BigInteger(), index=True),
        sa.Column("leaf_hash", _HEX),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("root", _HEX, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("intent_id", sa.BigInteger()),
    )
    op.create_table(
        "bundles",
        sa.Column("subject_kind", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("subject", _HEX, primary_key=True),
        sa.Column("block", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("sha256", _HEX, nullable=False),
        sa.Column("state", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
