"""The vault's migrations: run when a database is new, or when its operator says so."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

FOLDER: Final = Path(__file__).parent / "migrations"


def upgrade_vault(connection: Connection) -> None:
    """Brings the vault's tables to this release's form, inside the caller's transaction.

    Args:
        connection: A connection in a writing transaction; nothing is kept unless it commits.
    """
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
