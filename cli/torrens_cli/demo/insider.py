"""The insider of act 2, with the database open before him. All is done to copies; the real mirror stays.

The one place outside the store that speaks SQL: an insider does not ask the store.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from torrens_contracts import events
from torrens_contracts.node.rpc_types import Log, Quantity
from torrens_registry.mirror.refold import refold
from torrens_registry.store.db import Store

_LOG = "address, topic0, topic1, topic2, topic3, data, block, block_hash, tx_hash, tx_index, log_index"


def copied(database: Path, copy: Path) -> Path:
    """Copies a database with everything that its write-ahead log holds."""
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def give_away(copy: Path, right: bytes, holder: int) -> None:
    """Edits one row: a right gets another holder.

    Args:
        copy: The database.
        right: The right.
        holder: The party that shall hold it.
    """
    with closing(sqlite3.connect(copy)) as sql, sql:
        sql.execute("UPDATE grants SET holder = ? WHERE id = ?", (holder, f"0x{right.hex()}"))


def give_away_thoroughly(copy: Path, right: bytes, holder: int) -> None:
    """Edits the event log itself and folds every row and journal anew from it: the database agrees with itself.

    Args:
        copy: The database.
        right: The title.
        holder: The party that shall hold it.
    """
    with closing(sqlite3.connect(copy)) as sql, sql:
        _rewrite_event(sql, right, holder)
    folded = copy.with_suffix(".folded")
    folded.unlink(missing_ok=True)
    with Store(f"sqlite:///{copy}") as kept, Store(f"sqlite:///{folded}") as into, kept.read() as session:
        refold(session, into)
    with closing(sqlite3.connect(copy)) as sql, sql:
        sql.execute("ATTACH ? AS folded", (str(folded),))
        for table in ("blocks", "words", "grants", "cursors"):
            sql.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
            sql.execute(f"INSERT INTO {table} SELECT * FROM folded.{table}")  # noqa: S608 - as above


def _rewrite_event(sql: sqlite3.Connection, title: bytes, holder: int) -> None:
    """Gives the registration's event another holder, and its words the leaf and the holder to match."""
    rows = sql.execute(f"SELECT {_LOG} FROM event_log WHERE topic1 = ?", (f"0x{title.hex()}",)).fetchall()  # noqa: S608 - names of ours
    for row in rows:
        log = _log(row)
        if type(events.decode(log)).__name__ != "Registered":
            continue
        forged = _log((*row[:3], f"0x{holder:064x}", *row[4:]))
        place = (row[6], row[10])
        sql.execute("UPDATE event_log SET topic2 = ? WHERE block = ? AND log_index = ?", (forged.topics[2], *place))
        _rewrite_words(sql, title, holder, events.leaf(log), events.leaf(forged))


def _rewrite_words(sql: sqlite3.Connection, title: bytes, holder: int, old: bytes, new: bytes) -> None:
    query = "SELECT block, log_index, topic2, data FROM event_log WHERE substr(data, 67, 64) = ?"
    for block, index, identifier, data in sql.execute(query, (old.hex(),)).fetchall():
        word = data[2:66]
        if identifier == f"0x{title.hex()}":
            word = word[:8] + f"{holder:08x}" + word[16:]  # GRANT: state 8|rights 8|depth 4|flags 12|holder 32|...
        sql.execute(
            "UPDATE event_log SET data = ? WHERE block = ? AND log_index = ?", (f"0x{word}{new.hex()}", block, index)
        )


def _log(row: tuple[object, ...]) -> Log:
    address, *topics, data, block, block_hash, tx_hash, tx_index, log_index = row
    return Log(
        address=str(address),
        topics=tuple(str(topic) for topic in topics if topic is not None),
        data=str(data),
        block_number=Quantity(int(str(block))),
        block_hash=str(block_hash),
        transaction_hash=str(tx_hash),
        transaction_index=Quantity(int(str(tx_index))),
        log_index=Quantity(int(str(log_index))),
    )


def remove(copy: Path) -> None:
    """Removes a copy and what SQLite keeps beside it."""
    for file in (copy, copy.with_suffix(".folded")):
        for name in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)


def copied_chain(source: Path, target: Path) -> Path:
    """Copies a chain's folder anew: what the chain is, not what its server keeps there while it runs."""
    shutil.rmtree(target, ignore_errors=True)
    running = shutil.ignore_patterns("lock", "server.json", "server.log", "anvil", "*.new")
    return Path(shutil.copytree(source, target, ignore=running))
