"""Data at hand becomes what is registered of it: files in one read each, a folder whole.

Tables by their values are read a floor up (`torrens_log.tablefiles`), where Parquet, Arrow and salts are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from torrens_anchor.datasets.contents import Contents
from torrens_anchor.datasets.several import DatasetFingerprint, FileLeaf, leaf_of
from torrens_anchor.errors import MalformedInput
from torrens_anchor.files.filehash import fingerprint_file
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.files.fingerprint import FileFingerprint, FileHasher
from torrens_anchor.files.folderhash import fingerprint_folder
from torrens_anchor.files.naming import naming
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.tableproof import TableFingerprint

TABLE_SUFFIX: Final = ".csv"
"""A file of this suffix is fingerprinted as a table too, and refused when it is none."""
_READ: Final = 2**20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a dataset.

    Attributes:
        name: Its name in the dataset.
        file: What its bytes hash to.
        table: What its rows hash to; None for a file that is no table.
    """

    name: str
    file: FileFingerprint
    table: TableFingerprint | None

    def leaf(self) -> FileLeaf:
        """Give the file's leaf in the root of several.

        Returns:
            The leaf.
        """
        return leaf_of(self.name, self.file, self.table)


HashFile: TypeAlias = Callable[[Path], FileFingerprint]
"""How a file that is no table is hashed."""


def read_file(path: Path, *, hash_file: HashFile = fingerprint_file) -> FileFacts:
    """Read a file once and hash it as bytes, and as a table when its suffix says so.

    Args:
        path: The file.
        hash_file: Hashes one that is no table; on two threads when left out.

    Returns:
        The file's facts.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: It changed while it was read.
        MalformedTable: A table that is empty, ragged, not UTF-8 or no RFC 4180; facts name row and byte.
        LimitExceeded: A record or the header is too large.
    """
    if path.suffix.lower() != TABLE_SUFFIX:
        return FileFacts(path.name, hash_file(path), None)
    with naming(path):
        return FileFacts(path.name, *_as_table(path))


def _as_table(path: Path) -> tuple[FileFingerprint, TableFingerprint]:
    whole, rows = FileHasher(), TableHasher()
    for block in stable_blocks(path, _READ):
        whole.update(block)
        rows.update(block)
    return whole.finish(), rows.finish()


def read_files(paths: Sequence[Path], *, hash_file: HashFile = fingerprint_file) -> tuple[FileFacts, ...]:
    """Hash the files of one dataset.

    Args:
        paths: The files; each is named by its own file name.
        hash_file: Hashes those that are no tables.

    Returns:
        Their facts, sorted by the bytes of their names.

    Raises:
        MalformedInput: No file, or two of one name.
        UnusableFile: As `read_file`, and the rest of what it refuses.
    """
    names = [path.name for path in paths]
    if not names or len(set(names)) != len(names):
        raise MalformedInput(
            f"a dataset is one file or more, each of another name: {', '.join(names) or 'none is named'}",
            remedy="give each file a name of its own, or fingerprint their folder",
            field="files",
        )
    return tuple(sorted((read_file(path, hash_file=hash_file) for path in paths), key=lambda one: one.name.encode()))


@dataclass(frozen=True, slots=True)
class Found:
    """What reading data came to.

    Attributes:
        contents: What is registered of it.
        file: What the bytes of a table's one file hash to; None for all else.
    """

    contents: Contents
    file: FileFingerprint | None = None


def found_in(files: Sequence[FileFacts]) -> Found:
    """Give what is registered of a dataset's files.

    Args:
        files: One or more.

    Returns:
        Of one table the fingerprint of its rows, of one other file its own, of several that of all together.

    Raises:
        MalformedInput: There is no file.
    """
    if not files:
        raise MalformedInput("a dataset has one file or more", field="files")
    if len(files) > 1:
        return Found(DatasetFingerprint.over([one.leaf() for one in files]))
    [only] = files
    return Found(only.table, only.file) if only.table else Found(only.file)


def read_data(paths: Sequence[Path]) -> Found:
    """Read what lies at hand, a folder or files, in the form in which it is registered.

    Args:
        paths: A folder alone, or files; those named .csv are read as tables.

    Returns:
        What came of it.

    Raises:
        MalformedInput: A folder beside others, no file, or two of one name.
        UnusableFile: Something cannot be read, or changed meanwhile; facts name it.
    """
    if any(path.is_dir() for path in paths):
        if len(paths) > 1:
            raise MalformedInput("a folder is registered alone", remedy="put all into one folder", field="files")
        return Found(fingerprint_folder(paths[0]).listing.fingerprint)
    return found_in(read_files(paths))
