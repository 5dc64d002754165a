"""Run by alembic: on the connection, and inside the transaction, that the store hands over."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table="vault_version")
with context.begin_transaction():
    context.run_migrations()
