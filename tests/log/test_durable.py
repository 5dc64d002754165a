"""Files that appear in steps: what is durable before what, on a disk that tells each sync."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from torrens_log.durable import Publisher
from torrens_log.errors import DiskFailed


class Disk:
    """The system's own disk; remembers, at each sync, which names stood in the folder by then."""

    def __init__(self, folder: Path, fails_at: int = 0) -> None:
        self.folder = folder
        self.fails_at = fails_at
        self.synced: list[tuple[int, frozenset[str]]] = []

    def sync(self, descriptor: int) -> None:
        self.synced.append((os.fstat(descriptor).st_ino, self.names()))
        if len(self.synced) == self.fails_at:
            raise OSError(5, "Input/output error")
        os.fsync(descriptor)

    def names(self) -> frozenset[str]:
        files = (path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return frozenset(str(path.relative_to(self.folder)) for path in files)

    def inodes_synced_without(self, name: str) -> set[int]:
        return {inode for inode, names in self.synced if name not in names}


def inodes(paths: Iterable[Path]) -> set[int]:
    return {path.stat().st_ino for path in paths}


@pytest.mark.parametrize("tiles", [0, 1, 5, 64, 65, 150])
def test_a_step_appears_when_all_before_it_is_durable_with_its_names(tiles: int, tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    publisher = Publisher(disk.sync)
    unread = [(tmp_path / "tile" / f"{i % 3}" / f"{i}", b"%d" % i) for i in range(tiles)]
    state, note = tmp_path / "state", tmp_path / "notes" / "1"
    publisher.publish([(state, b"state")], [(note, b"note")], unread=unread)
    publisher.close()
    before_state, before_note = disk.inodes_synced_without("state"), disk.inodes_synced_without("notes/1")
    files = [path for path, _ in unread]
    assert before_state >= inodes([state, note, *files, *{path.parent for path in files}])
    assert before_state >= inodes({path.parent.parent for path in files})
    assert before_note - before_state <= inodes([tmp_path])
    assert any(inode in inodes([tmp_path]) and "state" in names for inode, names in disk.synced)
    assert disk.synced[-1] == (note.parent.stat().st_ino, disk.names())
    assert all(path.read_bytes() == data for path, data in unread)


def test_one_file_waits_twice_and_a_batch_of_tiles_not_longer(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    publisher = Publisher(disk.sync)
    publisher.publish([(tmp_path / "one", b"1")])
    assert len(disk.synced) == 2
    unread = [(tmp_path / f"t{i}", b"x") for i in range(9)]
    publisher.publish([(tmp_path / "one", b"2")], unread=unread)
    publisher.close()
    assert len(disk.synced) == 2 + (10 + 1) + 1  # ten files and their one folder together, then the step's folder


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_refused_sync_shows_no_later_step_fail(fails_at: int, tmp_path: Path) -> None:
    disk = Disk(tmp_path, fails_at)
    publisher = Publisher(disk.sync)
    with pytest.raises(DiskFailed, match="Input/output error"):
        publisher.publish([(tmp_path / "state", b"state")], unread=[(tmp_path / "tile", b"tile")])
    publisher.close()
    assert disk.names() <= {"tile"}
    assert all(not path.name.startswith(".") for path in tmp_path.iterdir())


def test_work_begun_is_done_before_a_publisher_is_closed(tmp_path: Path) -> None:
    publisher = Publisher()
    for number in range(40):
        publisher.soon((tmp_path / f"{number}").mkdir)
    publisher.close()
    publisher.close()
    assert len(list(tmp_path.iterdir())) == 40
