"""Files of a dataset: one read each, one root for all, and what is refused."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.datasets.contents import Contents, parse_contents, require_something, root_of
from torrens_anchor.datasets.reading import found_in, read_data, read_file, read_files
from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.errors import (
    DigestMismatch,
    FileChanged,
    MalformedInput,
    MalformedTable,
    TorrensError,
    UnusableFile,
)
from torrens_anchor.files.filehash import fingerprint_chunks, fingerprint_file
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.files.folderhash import fingerprint_folder
from torrens_anchor.forms.canonical import encode
from torrens_anchor.tables.columns import Column, ColumnType, Kind, TableSchema
from torrens_anchor.tables.table import fingerprint_table
from torrens_anchor.tables.typedtable import csv_batches, fingerprint_typed

TABLE = b"day,rain\n2026-04-27,1\n2026-04-28,0\n"


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_one_read_gives_what_each_hash_gives_alone(tmp_path: Path) -> None:
    path = _file(tmp_path, "rain.csv", TABLE)
    found = read_file(path)
    assert (found.file, found.table) == (fingerprint_file(path), fingerprint_table(path))
    assert root_of(found_in([found]).contents) == fingerprint_table(path).root


def test_a_file_that_is_no_table_has_the_root_of_its_chunks(tmp_path: Path) -> None:
    path = _file(tmp_path, "rain.parquet", b"\x00PAR1")
    assert root_of(read_data([path]).contents) == fingerprint_file(path).chunk_root


@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.binary(min_size=1, max_size=50), min_size=2))
def test_the_root_of_several_files_knows_no_order_and_every_byte(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = [_file(folder, name, content) for name, content in files.items()]
    root = root_of(read_data(paths).contents)
    assert root_of(read_data(paths[::-1]).contents) == root
    changed = paths[0].read_bytes()
    paths[0].write_bytes(bytes([changed[0] ^ 1]) + changed[1:])
    assert root_of(read_data(paths).contents) != root
    paths[0].write_bytes(changed)
    assert root_of(read_data([paths[0].rename(folder / "renamed9"), *paths[1:]]).contents) != root


def test_an_empty_file_has_the_root_of_no_chunks(tmp_path: Path) -> None:
    found = read_file(_file(tmp_path, "empty.bin", b""))
    assert (found.file.size, root_of(found_in([found]).contents).hex()) == (0, sha256(b"").hexdigest())
    assert found.file.sha256.value == sha256(b"").digest()


def _every_form(folder: Path) -> dict[str, Contents]:
    table, other = _file(folder, "rain.csv", TABLE), _file(folder, "rain.bin", b"1")
    whole = folder / "whole"
    whole.mkdir()
    _file(whole, "a", b"1")
    schema = TableSchema((Column("day", ColumnType(Kind.DATE)), Column("rain", ColumnType(Kind.INTEGER))))
    return {
        "file": read_data([other]).contents,
        "table by lines": read_data([table]).contents,
        "table by values": fingerprint_typed(schema, csv_batches(table, schema)),
        "folder": read_data([whole]).contents,
        "several": read_data([table, other]).contents,
    }


def test_every_form_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    forms = _every_form(tmp_path)
    assert len({type(one) for one in forms.values()}) == len(forms)
    assert len({root_of(one) for one in forms.values()}) == len(forms)
    for contents in forms.values():
        assert parse_contents(contents.encode()) == parse_contents(contents.encode() + b"\n") == contents
        assert require_something(contents) == contents
    listing = fingerprint_folder(tmp_path / "whole").listing
    assert parse_contents(listing.encode()) == listing.fingerprint


def test_data_without_a_byte_is_not_registered_fail(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "empty").mkdir(parents=True)
    nothing = [_file(tmp_path, name, b"") for name in "ab"]
    for paths in (nothing[:1], nothing, [folder]):
        with pytest.raises(UnusableFile) as caught:
            require_something(read_data(paths).contents)
        assert "nothing to register" in str(caught.value)


def test_what_is_no_registered_form_fail(tmp_path: Path) -> None:
    chunks = fingerprint_chunks(_file(tmp_path, "a", b"1")).encode()
    for bad in (
        b"",
        b"{}",
        b"[]",
        b'{"v":["torrens/file-fingerprint/1"]}',
        b'{"v":"torrens/file-fingerprint/2"}',
        chunks,
    ):
        with pytest.raises(MalformedInput):
            parse_contents(bad)
    with pytest.raises(MalformedInput):
        read_data([tmp_path, tmp_path / "a"])


def test_a_dataset_of_several_files_that_does_not_hold_fail(tmp_path: Path) -> None:
    several = read_data([_file(tmp_path, "rain.csv", TABLE), _file(tmp_path, "rain.bin", b"1")]).contents
    good = several.encode()
    assert DatasetFingerprint.parse(good) == several
    first, second = [encode(one.json()) for one in DatasetFingerprint.parse(good).files]
    for was, now in (
        (b'"size":"1"', b'"size":"2"'),
        (b'"path":"rain.bin"', b'"path":"rain.csv"'),
        (b'"path":"rain.bin"', b'"path":"../rain"'),
        (b'"path":"rain.bin"', b'"path":""'),
        (b'"type":"table"', b'"type":"file"'),
        (first + b"," + second, second + b"," + first),
        (first + b",", b""),
        (b'"hash":"sha-256"', b'"hash":"sha-512"'),
        (b"torrens/dataset-file/1", b"torrens/dataset-file/2"),
        (b'"v":"torrens/dataset-fingerprint/1"', b'"v":"torrens/dataset-fingerprint/2"'),
    ):
        assert was in good
        with pytest.raises((MalformedInput, DigestMismatch)):
            DatasetFingerprint.parse(good.replace(was, now))


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
        read_file(tmp_path / name)
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
        with pytest.raises(MalformedInput):
            read_files(paths)
