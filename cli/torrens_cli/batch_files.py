"""Files of a batch: CSV with a header, a line for each of many; every bad line is named, not the first alone.

A column is an option of the verb for one, and a cell is what would stand behind it. UTF-8, with or without a byte order
mark, as spreadsheets write it. Files that a cell names lie in the batch's folder or below; several are joined by `;`.
A batch comes from others: it names nothing outside, not by a link either, so it has nothing read that was not sent.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from torrens_anchor.errors import TorrensError
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused, BatchUnusable
from torrens_registry.cases.batches import Batch, Line, told_of

T = TypeVar("T")
_BETWEEN: Final = ";"
_LARGEST: Final = 1 << 20
"""Bytes of a batch, at most."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A line of a batch as it was written.

    Attributes:
        values: Its cells that are not empty, by column.
        folder: Where the batch lies.
    """

    values: dict[str, str]
    folder: Path

    def text(self, column: str, otherwise: str | None = None) -> str:
        """Gives a cell.

        Args:
            column: Its column.
            otherwise: What stands for an empty one; None where there must be one.

        Returns:
            What was written.

        Raises:
            ArgumentRefused: There is none, and there must be.
        """
        found = self.values.get(column, otherwise)
        if found is None:
            raise ArgumentRefused(f"there is no {column}", argument=column)
        return found

    def number(self, column: str) -> int:
        """Gives a cell that is a number.

        Raises:
            ArgumentRefused: There is none, or it is no number.
        """
        found = self.text(column)
        if not (found.isascii() and found.isdecimal()):
            raise ArgumentRefused(f"{column} {found!r} is no number", argument=column, value=found)
        return int(found)

    def paths(self, column: str) -> list[Path]:
        """Gives the files that a cell names, from the batch's folder; none of an empty one.

        Raises:
            ArgumentRefused: One lies elsewhere: an absolute path, or one that leaves the folder, links followed.
        """
        named = (one.strip() for one in self.text(column, "").split(_BETWEEN))
        return [_within(self.folder, one, column) for one in named if one]

    def path(self, column: str) -> Path | None:
        """Gives the file that a cell names; None of an empty one.

        Raises:
            ArgumentRefused: It names several, or one that lies elsewhere.
        """
        found = self.paths(column)
        if len(found) > 1:
            raise ArgumentRefused(f"{column} names {len(found)} files, and is one", argument=column)
        return found[0] if found else None


def read(file: Path, *, needed: Collection[str], known: Collection[str], parse: Callable[[Cells], T]) -> Batch[T]:
    """Reads a batch.

    Args:
        file: The file.
        needed: Columns that must be there.
        known: Columns that may be there.
        parse: Reads a line.

    Returns:
        What its lines say, each with its number in the file.

    Raises:
        UnusableFile: The file cannot be read.
        BatchUnusable: It is no CSV in UTF-8, its header names no such columns, or lines are none: each is named.
        FieldOutOfRange: It has no lines, or too many.
    """
    rows = _rows(file, _text(file))
    header = [name.strip() for name in next(rows, (1, []))[1]]
    _require_columns(file, header, needed, known)
    found = Batch(tuple(Line(number, cells) for number, cells in rows if any(one.strip() for one in cells)))
    parsed: list[Line[T]] = []
    refused: list[tuple[int, TorrensError]] = []
    for line in found.lines:
        try:
            parsed.append(Line(line.number, parse(_cells(file, header, line.value))))
        except TorrensError as error:
            refused.append((line.number, error))
    if refused:
        told, facts = told_of(refused)
        unusable = BatchUnusable(f"{file}: {len(refused)} of {len(found.lines)} lines cannot be read: {told}")
        unusable.facts.update({"path": str(file), **facts})
        raise unusable
    return Batch(tuple(parsed))


def write(rows: list[dict[str, object]]) -> bytes:
    """Writes rows as a batch's file, for the next verb to read."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _within(folder: Path, named: str, column: str) -> Path:
    path = folder / named
    try:
        inside = not Path(named).is_absolute() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself leads nowhere inside
        inside = False
    if not inside:
        said = (
            f"{column} {named!r} lies outside of the batch's folder: put the file beside the batch, and name it there"
        )
        raise ArgumentRefused(said, remedy="put the file beside the batch", argument=column, value=named)
    return path


def _text(file: Path) -> str:
    if file.is_file() and (size := file.stat().st_size) > _LARGEST:
        said = f"{file} has {size} bytes; a batch has {_LARGEST} at most"
        raise BatchUnusable(said, remedy="name the batch, not the data", path=str(file))
    data = files.read(file)
    wrong = data.find(b"\0")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    if wrong < 0:
        return text
    number = data.count(b"\n", 0, wrong) + 1
    said = f"{file}, line {number}: byte 0x{data[wrong]:02x} is not of text in UTF-8"
    raise BatchUnusable(said, remedy="save it as CSV in UTF-8", path=str(file), line=number)


def _rows(file: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with the number of the line that it begins on."""
    reader, begins = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        said = f"{file}, line {begins}: {error}"
        raise BatchUnusable(said, remedy="mend the quotes of that line", path=str(file), line=begins) from None


def _require_columns(file: Path, header: list[str], needed: Collection[str], known: Collection[str]) -> None:
    all_known = [*needed, *(one for one in known if one not in needed)]
    unknown = [one for one in header if one not in all_known]
    twice = sorted({one for one in header if header.count(one) > 1})
    missing = [one for one in needed if one not in header]
    for wrong, said in ((unknown, "no column is called"), (twice, "twice there is"), (missing, "there is no column")):
        if wrong:
            names = ", ".join(map(repr, wrong))
            remedy = f"its first line names columns of these, commas between cells: {', '.join(all_known)}"
            raise BatchUnusable(f"{file}, line 1: {said} {names}", remedy=remedy, path=str(file), line=1)


def _cells(file: Path, header: list[str], row: list[str]) -> Cells:
    if len(row) != len(header):
        raise ArgumentRefused(f"{len(row)} cells, and {len(header)} columns", argument="line")
    written = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    return Cells({name: cell for name, cell in written.items() if cell}, file.parent)
