"""The one database of an exchange: SQLite by default, PostgreSQL by its URL; sessions that read or write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlmodel import Session, SQLModel

from torrens_registry.errors import SchemaDiffers, StoreUnreachable
from torrens_registry.store import tables

VAULT_VERSION: Final = "0001"
"""The newest step of `migrations`: the form of the vault that this release reads and writes."""

BUSY_MILLISECONDS: Final = 30_000
"""How long a SQLite writer waits for another one."""

_WRITE: Final = "torrens_write"
_POSTGRES_LOCK: Final = int.from_bytes(b"torrens")
"""Number of the advisory lock that makes PostgreSQL's writers take turns, as SQLite's do."""


class Store:
    """An open database. Use as a context manager.

    Args:
        url: SQLAlchemy URL, such as sqlite:///home/registry.sqlite3 or postgresql+psycopg://host/name.
        migrate: Bring an older vault to this release's form; back it up before.

    Raises:
        StoreUnreachable: It cannot be opened.
        SchemaDiffers: Another release wrote it.
    """

    def __init__(self, url: str, *, migrate: bool = False) -> None:
        self.engine = _engine(url)
        try:
            self._settle_schema(migrate=migrate)
        except (OperationalError, DBAPIError) as error:
            self.close()
            raise StoreUnreachable(f"{_shown(url)} does not open: {error.orig}", url=_shown(url)) from error
        except (SchemaDiffers, StoreUnreachable):
            self.close()
            raise

    def __enter__(self) -> Self:
        """Gives itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes."""
        self.close()

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Opens a session that only reads, on one snapshot.

        Yields:
            The session.

        Raises:
            StoreUnreachable: The database stopped answering.
        """
        with self._answering(), Session(self.engine) as session:
            if self.engine.dialect.name == "postgresql":
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session
            session.rollback()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Opens one transaction: all of it is kept, or nothing when the block raises.

        The write lock is taken at once, so two writers never read the same state and then both write.

        Yields:
            The session.

        Raises:
            StoreUnreachable: The disk is full, or another process kept the database; nothing of the block is kept.
        """
        with self._answering(), Session(self.engine) as session, session.begin():
            connection = session.connection(execution_options={_WRITE: True})
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_POSTGRES_LOCK)))
            yield session

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            shown = self.engine.url.render_as_string(hide_password=True)
            raise StoreUnreachable(
                f"{shown} refuses: {error.orig}",
                remedy="make room on its disk, or end what keeps it; nothing of this step was kept: run it again",
                url=shown,
            ) from error

    def reset_mirror(self) -> None:
        """Drops every mirrored table and makes them anew, empty; the vault and the record of checks stay."""
        mirrored = list(tables.MIRRORED.values())
        with self.write() as session:
            SQLModel.metadata.drop_all(session.connection(), tables=mirrored)
            SQLModel.metadata.create_all(session.connection(), tables=mirrored)

    def _settle_schema(self, *, migrate: bool) -> None:
        with self.write() as session:
            connection = session.connection()
            found = _vault_version(connection)
            if found is None or (migrate and found < VAULT_VERSION):
                from torrens_registry.store.migrate import upgrade_vault  # noqa: PLC0415 - alembic costs 0.1 s

                upgrade_vault(connection)
            elif found != VAULT_VERSION:
                raise SchemaDiffers(
                    f"the vault has version {found}; this release reads version {VAULT_VERSION}",
                    found=found,
                    wanted=VAULT_VERSION,
                    remedy="open it once with migrate=True after a backup"
                    if found < VAULT_VERSION
                    else "use the release that wrote it; nothing was changed",
                )
            SQLModel.metadata.create_all(connection, tables=[*tables.MIRRORED.values(), *tables.RECORD.values()])


def _vault_version(connection: Connection) -> str | None:
    """Gives the step that the vault is at; None when there is no vault yet."""
    if not inspect(connection).has_table("vault_version"):
        return None
    return connection.execute(text("SELECT version_num FROM vault_version")).scalar_one_or_none()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnreachable(f"no database URL: {error}", url=_shown(url)) from error
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _shown(url: str) -> str:
    """Gives a URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "(no URL)"


def _on_sqlite_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
    # The driver must not open transactions by itself: BEGIN is sent below, by what the session is for.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_sqlite_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
