"""The store opens once, keeps all or nothing, and refuses what another release wrote."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from torrens_registry.errors import SchemaDiffers, StoreUnreachable
from torrens_registry.store import rows, tables
from torrens_registry.store.chain_tables import WordRow
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import DisclosureRow, VaultRow

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


@pytest.mark.parametrize("version", [0, 2, 99])
def test_another_releases_vault_is_refused_and_unchanged_fail(tmp_path: Path, version: int) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with Store(url) as store, store.write() as session:
        rows.upsert(session, [VaultRow(only=1, version=version)])
    with pytest.raises(SchemaDiffers) as caught:
        Store(url)
    assert caught.value.facts == {"found": version, "wanted": 1}


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
