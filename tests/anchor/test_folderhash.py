"""Reading a folder: each kind of name and thing decided, and one state of it or none."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import FileChanged, UnusableFile
from torrens_anchor.files.filehash import fingerprint_file
from torrens_anchor.files.filestream import Identity
from torrens_anchor.files.fingerprint import CHUNK_SIZE, FileFingerprint
from torrens_anchor.files.folder import Entry, FolderListing
from torrens_anchor.files.folderhash import FolderRead, fingerprint_folder
from torrens_anchor.files.folderwalk import walk

LARGE = 9 * CHUNK_SIZE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "folder"
    (root / "b").mkdir(parents=True)
    (root / "a").write_bytes(b"1")
    (root / "b" / "c").write_bytes(b"22")
    (root / "empty" / "inner").mkdir(parents=True)
    return root


def entries(folder: Path) -> list[Entry]:
    return list(fingerprint_folder(folder).listing.entries())


def test_entries_are_files_links_and_empty_folders(folder: Path) -> None:
    (folder / "link").symlink_to("b")
    (folder / "b" / "gone").symlink_to("nowhere")
    os.truncate(folder / "a", LARGE)
    found = fingerprint_folder(folder)
    assert list(found.listing.entries()) == [
        Entry("a", fingerprint_file(folder / "a")),
        Entry("b/c", fingerprint_file(folder / "b" / "c")),
        Entry("b/gone", None, "nowhere"),
        Entry("empty/inner"),
        Entry("link", None, "b"),
    ]
    assert found.listing.fingerprint.size == LARGE + 2
    assert found.uncovered == ("b/gone", "empty/inner", "link")
    assert found.outside == ()


@settings(max_examples=20, deadline=None)
@given(files=st.dictionaries(st.text("abc雨%~", min_size=1, max_size=4), st.binary(max_size=9), max_size=8))
def test_any_files_give_the_listing_of_their_bytes(
    files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    wanted = [Entry(name, fingerprint_file(folder / name)) for name in files]
    assert fingerprint_folder(folder).listing == FolderListing.of(wanted)


def test_names_are_kept_and_times_and_rights_do_not_count(folder: Path) -> None:
    (folder / "cafe\u0301").write_bytes(b"NFD, alone")
    before = fingerprint_folder(folder)
    assert "cafe\u0301" in [entry.path for entry in before.listing.entries()]
    os.utime(folder / "a", ns=(5, 5))
    (folder / "a").chmod(0o600)
    assert fingerprint_folder(folder) == before


def test_hard_links_are_two_files(folder: Path) -> None:
    os.link(folder / "a", folder / "z")
    found = {entry.path: entry.file for entry in entries(folder)}
    assert found["a"] == found["z"] == fingerprint_file(folder / "a")


@pytest.mark.parametrize(
    ("target", "out"),
    [
        ("/etc/passwd", True),
        ("../../x", True),
        ("../a", False),
        ("./../b/c", False),
        ("c/../../../x", True),
        ("c/../../a", False),
        ("..", False),
        ("../..", True),
    ],
)
def test_a_link_that_leads_out_is_named_and_not_followed(target: str, out: bool, folder: Path) -> None:  # noqa: FBT001 - a case
    os.symlink(target, folder / "b" / "link")  # noqa: PTH211 - a Path would mend the text
    found = fingerprint_folder(folder)
    assert found.outside == ((("b/link", target),) if out else ())
    assert Entry("b/link", None, target) in list(found.listing.entries())


def test_the_folder_itself_may_be_named_by_a_link(folder: Path) -> None:
    folder.with_name("link").symlink_to(folder)
    assert fingerprint_folder(folder.with_name("link")) == fingerprint_folder(folder)


@pytest.mark.parametrize(
    ("names", "how"),
    [
        (("Rain", "rain"), "only in case"),
        (("straße", "STRASSE"), "only in case"),
        (("caf\u00e9", "cafe\u0301"), "Unicode form"),
        (("\u212b", "\u00c5"), "Unicode form"),
        (("CAF\u00c9", "cafe\u0301"), "only in case"),
    ],
)
def test_two_names_that_other_systems_take_for_one_fail(names: tuple[str, str], how: str, folder: Path) -> None:
    (folder / "b" / names[0]).mkdir()
    (folder / "b" / names[1]).write_bytes(b"")
    with pytest.raises(UnusableFile, match=how) as caught:
        fingerprint_folder(folder)
    assert all(ascii(name) in str(caught.value) for name in names)
    assert caught.value.exit_code == 3


def test_the_same_name_in_two_folders_is_no_clash(folder: Path) -> None:
    (folder / "b" / "A").write_bytes(b"")
    assert "b/A" in [entry.path for entry in entries(folder)]


@pytest.mark.parametrize("make", [lambda at: Path(os.fsdecode(at)).mkdir(), lambda at: Path(os.fsdecode(at)).touch()])
def test_a_name_that_is_not_utf_8_fail(make: Callable[[bytes], None], folder: Path) -> None:
    make(os.fsencode(folder) + b"/b/\xc3\x28")
    with pytest.raises(UnusableFile, match="not UTF-8") as caught:
        fingerprint_folder(folder)
    assert caught.value.facts["name"] == "c328"


def test_a_link_to_a_name_that_is_not_utf_8_fail(folder: Path) -> None:
    os.symlink(b"\xff", os.fsencode(folder / "link"))  # noqa: PTH211 - a Path holds no such name
    with pytest.raises(UnusableFile, match="the target of a link"):
        fingerprint_folder(folder)


def test_special_files_fail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "b" / "odd")
    with pytest.raises(UnusableFile, match="FIFO") as caught:
        fingerprint_folder(folder)
    assert caught.value.facts["path"] == str(folder / "b" / "odd")
    (folder / "b" / "odd").unlink()
    monkeypatch.chdir(folder)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as held:
        held.bind("odd")
        with pytest.raises(UnusableFile, match="socket"):
            fingerprint_folder(folder)


def test_what_is_no_folder_fail(folder: Path) -> None:
    for path in (folder / "none", folder / "a"):
        with pytest.raises(UnusableFile, match="no folder"):
            fingerprint_folder(path)


UNREADABLE = """
import os, sys
from pathlib import Path
from torrens_anchor.errors import UnusableFile
from torrens_anchor.files.folderhash import fingerprint_folder
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    fingerprint_folder(Path(sys.argv[1]))
except UnusableFile as error:
    print(type(error).__name__, error.facts["path"])
"""


@pytest.mark.parametrize("name", ["a", "b"])
def test_what_cannot_be_read_fail(name: str, folder: Path) -> None:
    for above in (folder, *list(folder.parents)[:3]):
        above.chmod(0o755)
    (folder / name).chmod(0)
    command = [sys.executable, "-c", UNREADABLE, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (folder / name).chmod(0o755)
    assert done.stdout == f"UnusableFile {folder / name}\n"


def meddled(folder: Path, meddle: Callable[[], object], *, at_end: bool) -> FolderRead:
    """Fingerprint a folder that somebody changes: after its first listing, or after its last file was read."""
    total = sum(one.identity.size for one in walk(folder) if one.kind == "file")
    done: list[int] = []

    def progress(read: int) -> None:
        if at_end and read == total and not done:
            done.append(read)
            meddle()

    def begin(_total: int) -> None:
        if not at_end:
            meddle()

    return fingerprint_folder(folder, progress=progress, begin=begin)


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize(
    ("what", "said"),
    [
        (lambda at: (at / "b" / "c").unlink(), "vanished"),
        (lambda at: (at / "b" / "new").touch(), "appeared"),
        (lambda at: (at / "b" / "c").write_bytes(b"333"), "changed"),
        (lambda at: ((at / "b" / "c").unlink(), (at / "b" / "c").symlink_to("../a")), ""),
        (lambda at: ((at / "a").unlink(), (at / "a").mkdir()), ""),
        (lambda at: (at / "b").rename(at / "bb"), ""),
        (lambda at: ((at / "b").rename(at.parent / "b"), (at / "b").symlink_to(at.parent / "b")), ""),
        (lambda at: (at / "empty" / "inner").rmdir(), "vanished"),
        (lambda at: (at / "empty" / "inner" / "new").touch(), "appeared"),
    ],
)
def test_a_folder_that_changes_while_it_is_read_fail(
    what: Callable[[Path], object],
    said: str,
    at_end: bool,  # noqa: FBT001 - a case
    folder: Path,
) -> None:
    with pytest.raises(UnusableFile, match=said or None) as caught:
        meddled(folder, lambda: what(folder), at_end=at_end)
    assert caught.value.exit_code == 3
    assert str(folder) in str(caught.value.facts["path"])
    if said:
        assert isinstance(caught.value, FileChanged)


class Memory:
    """A cache that remembers everything."""

    def __init__(self) -> None:
        self.kept: dict[Path, tuple[Identity, FileFingerprint]] = {}

    def whole(self, path: Path, identity: Identity) -> FileFingerprint | None:
        was, whole = self.kept.get(path, (None, None))
        return whole if was == identity else None

    def keep(self, path: Path, identity: Identity, hashes: list[bytes], whole: FileFingerprint) -> None:
        assert len(hashes) == -(-whole.size // CHUNK_SIZE)
        self.kept[path] = (identity, whole)


def test_what_is_known_is_not_read_again(folder: Path) -> None:
    os.truncate(folder / "a", LARGE)
    known = Memory()
    first = fingerprint_folder(folder, known=known)
    assert (first.recalled, len(known.kept)) == (0, 2)
    again = fingerprint_folder(folder, known=known)
    assert (again.recalled, again.listing) == (2, first.listing)
    (folder / "b" / "c").write_bytes(b"new")
    changed = fingerprint_folder(folder, known=known)
    assert (changed.recalled, changed.listing) == (1, fingerprint_folder(folder).listing)


def test_progress_ends_at_what_there_was(folder: Path) -> None:
    os.truncate(folder / "a", LARGE)
    begun: list[int] = []
    told: list[int] = []
    fingerprint_folder(folder, begin=begun.append, progress=told.append)
    assert begun == [LARGE + 2]
    assert (told[-1], told) == (LARGE + 2, sorted(told))
