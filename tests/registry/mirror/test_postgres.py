"""The same store on PostgreSQL, from a cluster of this test's own, where its programs are installed."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from registry_kit import World, folds_to_its_rows
from registry_story import Told
from sqlalchemy import text

from torrens_contracts.hexcodec import to_hex
from torrens_registry.mirror.check import check
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.rebuild import rebuild
from torrens_registry.mirror.sync import Mirror
from torrens_registry.store import rows
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import LeaseRow


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    if shutil.which("initdb") is None or shutil.which("pg_ctl") is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on the path")
    as_other = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="torrens-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        data = f"{folder}/data"
        subprocess.run(
            [*as_other, "initdb", "-D", data, "-A", "trust", "-U", "torrens", "--no-sync"],
            check=True,
            capture_output=True,
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        control = [*as_other, "pg_ctl", "-D", data, "-w"]
        subprocess.run([*control, "-o", options, "-l", f"{folder}/log", "start"], check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql+psycopg://torrens@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL)


def test_the_mirror_is_the_same_on_postgresql(world: World, store: Store, told: Told, url: str) -> None:
    with Store(url) as other:
        mirror = Mirror(other, world.wire, world.profile("depth:10"))
        mirror.start()
        mirror.catch_up()
        with store.read() as one, other.read() as two:
            assert state_digest(one) == state_digest(two)
        assert check(other, world.wire, world.profile(), deep=True).good
        assert folds_to_its_rows(other)
        with other.write() as session:
            session.execute(text("UPDATE grants SET holder = 99 WHERE id = :id"), {"id": to_hex(told.title)})
        found = check(other, world.wire, world.profile()).findings
        assert [(one.key, one.column, one.stored) for one in found] == [((to_hex(told.title),), "holder", "99")]
        rebuild(other, world.wire, world.profile())
        assert check(other, world.wire, world.profile()).good
    with Store(url) as again, again.read() as session:
        assert state_digest(session).count > 30


def test_writers_take_turns_on_postgresql(url: str) -> None:
    with Store(url) as store:
        with store.write() as session:
            rows.upsert(session, [LeaseRow(name="count", holder="x", expires=0, turn=0)])

        def count() -> None:
            for _ in range(20):
                with store.write() as session:
                    held = rows.get(session, LeaseRow, "count")
                    assert held is not None
                    rows.upsert(session, [held.model_copy(update={"turn": held.turn + 1})])

        threads = [threading.Thread(target=count) for _ in range(3)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        with store.read() as session:
            held = rows.get(session, LeaseRow, "count")
    assert held is not None
    assert held.turn == 60
