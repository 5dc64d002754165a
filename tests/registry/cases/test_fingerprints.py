"""Files of a dataset: one read each, one root for all, and what is refused."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import FileChanged, MalformedTable, TorrensError, UnusableFile
from torrens_anchor.files.filehash import fingerprint_file
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.tables.table import fingerprint_table
from torrens_registry.cases.data.fingerprints import FileFacts, content_root, fingerprint, fingerprint_all
from torrens_registry.errors import FieldOutOfRange

TABLE = b"day,rain\n2026-04-27,1\n2026-04-28,0\n"


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_one_read_gives_what_each_hash_gives_alone(tmp_path: Path) -> None:
    path = _file(tmp_path, "rain.csv", TABLE)
    found = fingerprint(path)
    assert (found.file, found.table) == (fingerprint_file(path), fingerprint_table(path))
    assert content_root([found]) == fingerprint_table(path).root


def test_a_file_that_is_no_table_has_the_root_of_its_chunks(tmp_path: Path) -> None:
    path = _file(tmp_path, "rain.parquet", b"\x00PAR1")
    assert content_root([fingerprint(path)]) == fingerprint_file(path).chunk_root


@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.binary(min_size=1, max_size=50), min_size=2))
def test_the_root_of_several_files_knows_no_order_and_every_byte(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = [_file(folder, name, content) for name, content in files.items()]
    root = content_root(fingerprint_all(paths))
    assert content_root(fingerprint_all(paths[::-1])) == root
    changed = paths[0].read_bytes()
    paths[0].write_bytes(bytes([changed[0] ^ 1]) + changed[1:])
    assert content_root(fingerprint_all(paths)) != root
    paths[0].write_bytes(changed)
    assert content_root(fingerprint_all([paths[0].rename(folder / "renamed9"), *paths[1:]])) != root


def test_an_empty_file_has_the_root_of_no_chunks(tmp_path: Path) -> None:
    found = fingerprint(_file(tmp_path, "empty.bin", b""))
    assert (found.file.size, content_root([found]).hex()) == (0, sha256(b"").hexdigest())
    assert found.file.sha256.value == sha256(b"").digest()


def test_facts_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    for path in (_file(tmp_path, "rain.csv", TABLE), _file(tmp_path, "rain.bin", b"1")):
        facts = fingerprint(path)
        assert FileFacts.parse(facts.json(), "file") == facts


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("none.csv", None, UnusableFile),
        ("empty.csv", b"", MalformedTable),
        ("header-only.csv", b"day,rain\n", MalformedTable),
        ("ragged.csv", b"day,rain\n2026-04-27\n", MalformedTable),
        ("latin.csv", b"day,rain\n2026-04-27,\xe9\n", MalformedTable),
    ],
)
def test_an_unusable_file_fail(tmp_path: Path, name: str, content: bytes | None, refusal: type[TorrensError]) -> None:
    if content is not None:
        _file(tmp_path, name, content)
    with pytest.raises(refusal) as caught:
        fingerprint(tmp_path / name)
    assert caught.value.exit_code == 3
    assert caught.value.remedy


def test_a_file_that_changes_while_read_fail(tmp_path: Path) -> None:
    path = _file(tmp_path, "rain.csv", TABLE * 100)
    blocks = stable_blocks(path, 64)
    next(blocks)
    with path.open("ab") as stream:
        stream.write(b"2026-04-29,9\n")
    with pytest.raises(FileChanged):
        list(blocks)


def test_no_file_or_two_of_one_name_fail(tmp_path: Path) -> None:
    path = _file(tmp_path, "rain.csv", TABLE)
    for paths in ([], [path, path]):
        with pytest.raises(FieldOutOfRange):
            fingerprint_all(paths)
