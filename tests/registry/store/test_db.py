"""The store opens once, keeps all or nothing, and refuses what another release wrote."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Index, Table, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from torrens_registry.errors import SchemaDiffers, StoreUnreachable
from torrens_registry.store import rows, tables
from torrens_registry.store.chain_tables import WordRow
from torrens_registry.store.db import VAULT_VERSION, Store
from torrens_registry.store.evidence_tables import LogAnchorRow
from torrens_registry.store.vault_tables import DisclosureRow

ID = "0x" + "01" * 32


def word(value: int, block: int = 1) -> WordRow:
    return WordRow(kind=6, id=ID, word=f"0x{value:064x}", leaf=ID, module="0x" + "02" * 20, block=block, log_index=0)


def test_a_row_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        with store.write() as session:
            rows.insert(session, [word(1)])
            rows.upsert(session, [word(2, block=9)])
        with store.read() as session:
            assert rows.get(session, WordRow, 6, ID) == word(2, block=9)
            assert rows.get(session, WordRow, 7, ID) is None


def test_a_transaction_that_raises_keeps_nothing_fail(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        with pytest.raises(IntegrityError), store.write() as session:
            rows.insert(session, [word(1), word(2), word(1)])
        with store.read() as session:
            assert rows.count(session, WordRow) == 0


def test_dropping_the_mirror_leaves_the_vault(tmp_path: Path) -> None:
    kept = DisclosureRow(subject=ID, kind="money", created=1, body="{}")
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        with store.write() as session:
            rows.insert(session, [word(1)])
            rows.insert(session, [kept])
        store.reset_mirror()
        with store.read() as session:
            assert rows.count(session, WordRow) == 0
            assert rows.get(session, DisclosureRow, ID, "money") == kept


def test_no_table_is_both_mirrored_and_vault() -> None:
    assert not {table.name for table in tables.MIRRORED.values()} & {table.name for table in tables.VAULT.values()}
    assert len(tables.BY_NAME) == len(tables.ALL)


@pytest.mark.parametrize("version", ["0000", "0002", "9999"])
def test_another_releases_vault_is_refused_and_unchanged_fail(tmp_path: Path, version: str) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with Store(url) as store, store.write() as session:
        session.execute(text("UPDATE vault_version SET version_num = :version"), {"version": version})
    with pytest.raises(SchemaDiffers) as caught:
        Store(url)
    assert caught.value.facts == {"found": version, "wanted": VAULT_VERSION}


def test_the_migrations_make_the_vault_that_the_rows_describe(tmp_path: Path) -> None:
    vault = {table.name for table in tables.VAULT.values()}
    with Store(f"sqlite:///{tmp_path}/a.db") as store, store.read() as session:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in vault, "compare_type": True}
        context = MigrationContext.configure(session.connection(), opts=options)
        found = compare_metadata(context, SQLModel.metadata)
    assert [one for one in found if not (one[0] in ("add_table", "add_index") and _table_of(one[1]) not in vault)] == []


def _table_of(made: Table | Index) -> str | None:
    return made.name if isinstance(made, Table) else made.table.name  # type: ignore[union-attr]  # indexes found have a table


def test_bulk_and_single_writes_keep_the_same(tmp_path: Path) -> None:
    anchors = [
        LogAnchorRow(
            block=n,
            log_index=0,
            exchange=331,
            size=2**64 - n,
            root=ID,
            old_size=n,
            old_root=ID,
            note_digest=ID,
            actor=ID[:42],
        )
        for n in range(120)
    ]
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        with store.write() as session:
            rows.insert(session, anchors[:100])
            for one in anchors[100:]:
                rows.insert(session, [one])
            rows.upsert(session, [one.model_copy(update={"exchange": 231}) for one in anchors[:60]])
        with store.read() as session:
            kept = rows.listed(session, LogAnchorRow)
    assert [one.size for one in kept] == [one.size for one in anchors]
    assert [one.exchange for one in kept] == [231] * 60 + [331] * 60


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////no/such/folder/a.db",
        "no url at all",
        "unknowndb://x/y",
        "postgresql+psycopg://me:word@127.0.0.1:1/x",
    ],
)
def test_a_database_that_does_not_open_is_named_without_its_password_fail(url: str) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        Store(url)
    assert "word" not in str(caught.value.facts)


def test_a_file_that_is_no_database_is_refused_fail(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("this is no database, and it is longer than its header would be" * 20)
    with pytest.raises(StoreUnreachable):
        Store(f"sqlite:///{tmp_path}/a.db")


def overfill(store: Store) -> None:
    with store.write() as session:
        rows.insert(session, [word(1)])
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
        rows.insert(session, [DisclosureRow(subject=ID, kind="big", created=1, body="x" * 1_000_000)])


def test_a_full_disk_is_named_and_keeps_nothing_fail(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        with pytest.raises(StoreUnreachable, match="full") as caught:
            overfill(store)
        assert "make room" in caught.value.remedy
        with store.read() as session:
            assert rows.get(session, WordRow, 6, ID) is None
