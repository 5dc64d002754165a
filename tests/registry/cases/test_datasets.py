"""What the vault keeps of a dataset: every form, what was kept in earlier days, and what was changed since."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_kit import Hall

from torrens_anchor.datasets.contents import root_of
from torrens_anchor.datasets.reading import read_data, read_file
from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.errors import DigestMismatch, MalformedInput, UnusableFile
from torrens_anchor.forms.canonical import encode, parse
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import data_id
from torrens_registry.cases.data import datasets
from torrens_registry.store import rows
from torrens_registry.store.vault_tables import DisclosureRow

SALT = b"\x07" * 32


def put(hall: Hall, dataset: datasets.Dataset, body: bytes) -> None:
    row = DisclosureRow(subject=to_hex(dataset.id), kind=datasets.KIND, created=1, body=body.decode())
    with hall.office.store.write() as session:
        rows.insert(session, [row])


def old_body(paths: list[Path]) -> tuple[datasets.Dataset, bytes]:
    """Give what the vault of earlier days had of these files."""
    found = read_data(paths)
    files = []
    for facts in map(read_file, paths):
        table = parse(facts.table.encode()) if facts.table else None
        files.append({"name": facts.name, "file": parse(facts.file.encode()), "table": table})
    root = root_of(found.contents)
    dataset = datasets.Dataset(data_id(root, SALT), root, SALT, found.contents, read=True, file=found.file)
    members = {"v": "torrens/dataset/1", "root": to_hex(root), "salt": to_hex(SALT), "files": files}
    return dataset, encode(members)  # type: ignore[arg-type]  # parsed JSON is JSON


def test_what_was_kept_in_earlier_days_is_read(hall: Hall, table: Path, tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"1")
    for paths in ([table], [tmp_path / "other.bin"], [tmp_path / "other.bin", table]):
        dataset, body = old_body(paths)
        put(hall, dataset, body)
        assert datasets.find(hall.office, dataset.id) == dataset
    again = datasets.keep_files(hall.office, [table])
    assert (again.salt, again.id) == (SALT, old_body([table])[0].id)  # one content, one dataId, as before
    assert isinstance(datasets.find(hall.office, dataset.id).contents, DatasetFingerprint)


def test_nothing_is_not_kept_fail(hall: Hall, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(UnusableFile):
        datasets.keep_files(hall.office, [tmp_path / "empty"])
    with pytest.raises(MalformedInput):
        datasets.keep_files(hall.office, [])


def test_a_vault_that_was_changed_fail(hall: Hall, tmp_path: Path) -> None:
    for name in ("mine", "other"):
        (tmp_path / name).write_text(f"{name}, changed in the vault", encoding="utf-8")
    mine, body = old_body([tmp_path / "mine"])
    other, otherwise = old_body([tmp_path / "other"])
    put(hall, mine, otherwise)
    put(hall, other, otherwise.replace(other.root.hex().encode(), b"00" * 32, 1))
    for dataset in (mine, other):
        with pytest.raises(DigestMismatch):
            datasets.find(hall.office, dataset.id)
    assert body != otherwise
