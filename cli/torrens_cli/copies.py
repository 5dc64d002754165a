"""The reader's own copy of the data, read in the form in which it was registered, for `torrens verify`.

What says the form: the fingerprint or the schema that the reader names (a fingerprint of another root is refused), else
what lies there, and besides the fingerprint that the bundle carries. A root does not bind its form, so what only the
bundle carries can help a copy to match and never calls it other data. What cannot be read here (Parquet without
pyarrow, a salted table without its salts) is said so; it is never called other data either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from torrens_anchor.datasets.contents import Contents, parse_contents, root_of
from torrens_anchor.datasets.reading import read_data
from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.errors import LimitExceeded, MalformedTable, SaltMissing, UnusableFile
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.files.fingerprint import FileHasher
from torrens_anchor.files.folderhash import fingerprint_folder
from torrens_anchor.tables.columns import TableSchema
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_anchor.verdicts.documents import Copy
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused

_READ = 2**20


@dataclass(frozen=True, slots=True)
class Held:
    """What the reader holds, as it was named.

    Attributes:
        paths: The data: a file, several, or a folder.
        fingerprint: The fingerprint that was registered, as the reader had it from somebody.
        schema: Types of a table's columns.
        salts: Its salt file.
        secret: The secret of which its salts are derived.
    """

    paths: tuple[Path, ...]
    fingerprint: Path | None = None
    schema: Path | None = None
    salts: Path | None = None
    secret: Path | None = None


def read_copy(held: Held, carried: Contents | None, root: bytes | None) -> Copy:
    """Reads the reader's copy.

    Args:
        held: What the reader holds.
        carried: The fingerprint that the bundle itself carries, if it does.
        root: The content root that the bundle discloses, if it does.

    Returns:
        What it hashes to, or why it cannot be told.

    Raises:
        UnusableFile: Something cannot be read, or changed meanwhile.
        MalformedInput: The fingerprint or the schema is none.
        ArgumentRefused: Things are named that do not go together.
    """
    own = None if held.fingerprint is None else _named(held.fingerprint, root)
    if own is not None or held.schema is not None:
        return _as_known(held, own)
    if isinstance(carried, TypedFingerprint) and len(held.paths) == 1 and not held.paths[0].is_dir():
        return replace(_by_values(held, carried.schema), formed=False)
    if held.salts or held.secret:
        raise ArgumentRefused("salts and a --schema are of a table by its values: name both", argument="schema")
    copy = _as_it_lies(held)
    if isinstance(carried, DatasetFingerprint) and root not in copy.digests.values():
        found = _of_several(held, carried)
        return replace(found, digests={**copy.digests, **found.digests}, formed=False)
    return copy


def _named(file: Path, root: bytes | None) -> Contents:
    """Reads the fingerprint that the reader names."""
    stated = parse_contents(files.read(file))
    if root is not None and root_of(stated) != root:
        raise ArgumentRefused(
            f"{file} is of other data: its root is {root_of(stated).hex()}, not {root.hex()}",
            remedy="ask for the fingerprint that was registered",
            argument="fingerprint",
        )
    return stated


def _as_known(held: Held, own: Contents | None) -> Copy:
    """Reads the copy in the form that the reader knows: by a fingerprint, or by a schema."""
    if isinstance(own, TypedFingerprint):
        return _by_values(held, own.schema)
    if held.schema or held.salts or held.secret:
        if own is not None or held.schema is None:
            raise ArgumentRefused("salts and a --schema are of a table by its values: name both", argument="schema")
        return _by_values(held, files.parsed(held.schema, TableSchema.parse))
    if isinstance(own, DatasetFingerprint):
        return _of_several(held, own)
    return replace(_as_it_lies(held), formed=True)


def _as_it_lies(held: Held) -> Copy:
    """Reads a file by its bytes and its lines, a folder, or several files."""
    if len(held.paths) > 1:
        return Copy({"contentRoot": bytes(root_of(read_data(held.paths).contents))})
    [path] = held.paths
    if path.is_dir():
        return Copy({"contentRoot": bytes(fingerprint_folder(path).listing.fingerprint.root)})
    return Copy(digests(path))


def digests(file: Path) -> dict[str, bytes]:
    """Hashes one file in one read, as bytes and, where it is one, as a table by its lines.

    Args:
        file: The file.

    Returns:
        Its digests by name: sha256, chunkRoot, and tableRoot of a table.

    Raises:
        UnusableFile: It cannot be read, or changed while it was.
    """
    whole, rows = FileHasher(), TableHasher()
    is_table = True
    for block in stable_blocks(file, _READ):
        whole.update(block)
        if is_table:
            is_table = _taken(rows, block)
    found = whole.finish()
    named = {"sha256": found.sha256.value, "chunkRoot": bytes(found.chunk_root)}
    try:
        return named | ({"tableRoot": bytes(rows.finish().root)} if is_table else {})
    except (MalformedTable, LimitExceeded):
        return named


def _taken(rows: TableHasher, block: bytes) -> bool:
    try:
        rows.update(block)
    except (MalformedTable, LimitExceeded):
        return False
    return True


def _by_values(held: Held, schema: TableSchema) -> Copy:
    """Reads a table by its values; a file that is no such table is other data."""
    from torrens_log.errors import ExtraMissing  # noqa: PLC0415 - what reads values is loaded when values are asked for
    from torrens_log.tablefiles import SaltPlace, TableFile  # noqa: PLC0415 - as above

    if len(held.paths) > 1 or held.paths[0].is_dir():
        raise ArgumentRefused("a table by its values is one file", argument="data")
    [path] = held.paths
    plain = digests(path)
    try:
        found = TableFile(path, schema, SaltPlace(held.salts, None, held.secret)).reread()
    except ExtraMissing as error:
        return Copy(plain, unread=str(error), remedy=error.remedy)
    except SaltMissing as error:
        return Copy(plain, unread=str(error), remedy="name the table's --salts or --salt-secret, if you hold them")
    except (MalformedTable, LimitExceeded):
        return Copy(plain, formed=True)
    covered = {"contentRoot": bytes(found.table.root)} if found.uncovered is None else {}
    return Copy(plain | covered, formed=True)


def _of_several(held: Held, stated: DatasetFingerprint) -> Copy:
    """Reads the files of a dataset, which may lie in one folder; a part of them proves no root."""
    names = {one.path: one for one in stated.files}
    [first, *others] = held.paths
    paths = [first / name for name in names] if first.is_dir() and not others else list(held.paths)
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise UnusableFile(f"{missing[0]} is no file", path=str(missing[0]))
    if len(paths) == len(names):
        return Copy({"contentRoot": bytes(root_of(read_data(paths).contents))}, formed=True)
    if all(path.name in names and _is_one(path, names[path.name].file.sha256.value) for path in paths):
        lacking = f"the dataset has {len(names)} files, and {len(paths)} of them were given"
        return Copy({}, unread=lacking, remedy="name every file of the dataset with --data, or their folder")
    return Copy({}, formed=True)


def _is_one(path: Path, wanted: bytes) -> bool:
    return digests(path)["sha256"] == wanted
