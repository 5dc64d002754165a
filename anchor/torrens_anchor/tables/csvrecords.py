"""RFC 4180 records out of a byte stream, exactly as they stand, checked as they pass.

A record is the bytes between two terminators (LF or CRLF outside quotes; the last one may lack its own).
Strict where evidence needs one reading: comma, double quotes, UTF-8, equal column counts. Row 0 is the
header; errors name the row, and the byte where there is one.
"""

import re
from operator import methodcaller
from typing import Final

from torrens_anchor.errors import LimitExceeded, MalformedTable

MAX_RECORD_BYTES: Final = 16 * 2**20
"""Longest record; an unclosed quote is noticed no later than here."""
MAX_COLUMNS: Final = 4096
"""Most columns in a table."""
_BOM: Final = b"\xef\xbb\xbf"
_FIELD: Final = re.compile(rb'(?:"((?:[^"]++|"")*+)"|([^",\r\n]*+))(,|\Z)')
_count_commas = methodcaller("count", b",")
_count_quotes = methodcaller("count", b'"')


def record_fields(record: bytes, row: int) -> list[bytes]:
    """Part a record into its fields, unquoted.

    Args:
        record: The record's bytes, without its terminator.
        row: Its number, for the error; 0 is the header.

    Returns:
        At least one field.

    Raises:
        MalformedTable: A quote or a carriage return stands where RFC 4180 has none.
    """
    return [field or b"" for field in record_cells(record, row)]


def record_cells(record: bytes, row: int) -> list[bytes | None]:
    """Part a record into its fields, unquoted, where nothing at all is null and two quotes are empty text.

    Args:
        record: The record's bytes, without its terminator.
        row: Its number, for the error; 0 is the header.

    Returns:
        At least one field; None for null.

    Raises:
        MalformedTable: A quote or a carriage return stands where RFC 4180 has none.
    """
    fields: list[bytes | None] = []
    at = 0
    while match := _FIELD.match(record, at):
        quoted, plain, end = match.groups()
        fields.append((plain or None) if quoted is None else quoted.replace(b'""', b'"'))
        if not end:
            return fields
        at = match.end()
    raise MalformedTable(
        f"row {row}: a quote or a carriage return stands inside field {len(fields) + 1}",
        remedy='put the field in double quotes and write each quote inside it twice ("")',
        row=row,
        field=len(fields) + 1,
    )


def _commas_of(records: list[bytes]) -> list[int] | None:
    """Count each record's commas outside quotes, all at once; None where a quote or a return is not in order.

    Every record has an even number of quotes, so every other part of what they cut lies outside. There, a run of
    quoted parts is one NUL, and must stand between commas and ends of records. Parts without anything between them
    are one: that is how a quote inside a field is written.
    """
    lines = b"\x00".join((b"\n" + b"\n".join(records) + b"\n").split(b'"')[::2])
    while b"\x00\x00" in lines:
        lines = lines.replace(b"\x00\x00", b"\x00")
    runs = lines.count(b"\x00")
    begins = lines.count(b",\x00") + lines.count(b"\n\x00")
    ends = lines.count(b"\x00,") + lines.count(b"\x00\n")
    if not runs == begins == ends or b"\r" in lines:
        return None
    return list(map(_count_commas, lines[1:-1].split(b"\n")))


class RecordReader:
    """Cuts a table's bytes into records as they come.

    Attributes:
        columns: Fields in every record; 0 until the header is read.
        records: Records given out so far, the header included.
    """

    def __init__(self) -> None:
        self.columns = 0
        self.records = 0
        self._offset = 0
        self._carry = b""
        self._began = False
        self._open: list[bytes] = []
        self._open_bytes = 0
        self._open_quotes = 0

    def feed(self, block: bytes) -> list[bytes]:
        """Take the next bytes.

        Args:
            block: Any number of bytes.

        Returns:
            The records that they complete, without terminators.

        Raises:
            MalformedTable: The bytes are no table of this mode; facts name row and byte.
            LimitExceeded: A record is longer than 16 MiB or has more than 4096 columns.
        """
        data = self._carry + block
        if not self._began:
            if len(data) < len(_BOM):
                self._carry = data
                return []
            data = self._begin(data)
        cut = data.rfind(b"\n") + 1
        self._carry = data[cut:]
        records = self._cut(data[:cut]) if cut else []
        if len(self._carry) + self._open_bytes > MAX_RECORD_BYTES:
            raise LimitExceeded(
                f"row {self.records} is longer than {MAX_RECORD_BYTES} bytes; perhaps a quote in it never closes",
                row=self.records,
                limit=MAX_RECORD_BYTES,
            )
        return records

    def finish(self) -> list[bytes]:
        """Say that no bytes follow.

        Returns:
            The last record, when it lacked a terminator.

        Raises:
            MalformedTable: A quote never closed, or the last record is no record.
        """
        tail = self._carry if self._began else self._begin(self._carry)
        self._carry = b""
        if tail.endswith(b"\r"):
            raise self._bare_return(self.records)
        records = self._cut(tail + b"\n") if tail else []
        if self._open:
            raise MalformedTable(f"row {self.records}: a quote opens and never closes", row=self.records)
        return records

    def _begin(self, data: bytes) -> bytes:
        """Drop a byte order mark; it belongs to the file, not to the first column's name."""
        self._began = True
        if not data.startswith(_BOM):
            return data
        self._offset = len(_BOM)
        return data[len(_BOM) :]

    def _cut(self, piece: bytes) -> list[bytes]:
        """Cut whole lines into records; the fast path has no quotes in sight."""
        self._check_text(piece)
        if self._open or b'"' in piece:
            records = self._cut_quoted(piece)
        else:
            plain = piece.replace(b"\r\n", b"\n") if b"\r" in piece else piece
            records = plain.split(b"\n")
            records.pop()
            if b"\r" in plain:
                raise self._bare_return(next(i for i, record in enumerate(records) if b"\r" in record) + self.records)
            self._check_columns(records, list(map(_count_commas, records)))
        self._offset += len(piece)
        self.records += len(records)
        return records

    def _cut_quoted(self, piece: bytes) -> list[bytes]:
        """Join lines until their quotes pair up; RFC 4180 doubles every quote inside a field."""
        records: list[bytes] = []
        lines = piece.split(b"\n")
        lines.pop()
        if not self._open and not any(map((1).__and__, map(_count_quotes, lines))):
            records = [line.removesuffix(b"\r") for line in lines] if b"\r" in piece else lines
            lines = []
        for line in lines:
            quotes = line.count(b'"')
            if not self._open and not quotes % 2:
                records.append(line.removesuffix(b"\r"))
                continue
            self._open.append(line)
            self._open_bytes += len(line) + 1
            self._open_quotes += quotes
            if not self._open_quotes % 2:
                records.append(b"\n".join(self._open).removesuffix(b"\r"))
                self._open, self._open_bytes, self._open_quotes = [], 0, 0
        commas = _commas_of(records)
        if commas is None:
            commas = [self._commas(record, self.records + i) for i, record in enumerate(records)]
        self._check_columns(records, commas)
        return records

    def _commas(self, record: bytes, row: int) -> int:
        if b'"' in record:
            return len(record_fields(record, row)) - 1
        if b"\r" in record:
            raise self._bare_return(row)
        return record.count(b",")

    def _check_columns(self, records: list[bytes], commas: list[int]) -> None:
        if not records:
            return
        if not self.columns:
            self._take_header(records[0], commas[0] + 1)
        if commas.count(self.columns - 1) == len(commas):
            return
        at = next(i for i, found in enumerate(commas) if found != self.columns - 1)
        raise MalformedTable(
            f"row {self.records + at} has {commas[at] + 1} fields, the header {self.columns}",
            row=self.records + at,
            found=commas[at] + 1,
            wanted=self.columns,
        )

    def _take_header(self, record: bytes, columns: int) -> None:
        if not record:
            raise MalformedTable("row 0: the table begins with an empty line in place of a header", row=0)
        if columns > MAX_COLUMNS:
            raise LimitExceeded(f"a table of {columns} columns; at most {MAX_COLUMNS}", found=columns)
        self.columns = columns

    def _check_text(self, piece: bytes) -> None:
        """Refuse NUL and what is not UTF-8 in the whole piece at once; look for the row only when it fails."""
        if b"\x00" in piece:
            raise self._bad_byte("a NUL byte", piece, piece.index(b"\x00"))
        if piece.isascii():
            return
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            raise self._bad_byte("bytes that are not UTF-8", piece, error.start) from error

    def _bad_byte(self, what: str, piece: bytes, at: int) -> MalformedTable:
        row, quotes = self.records, len(self._open) and 1
        for line in piece[:at].split(b"\n")[:-1]:
            quotes += line.count(b'"')
            row += not quotes % 2
        return MalformedTable(
            f"row {row} holds {what}, at byte {self._offset + at} of the file",
            remedy="convert a copy of the table to UTF-8 text and run again",
            row=row,
            byte=self._offset + at,
        )

    @staticmethod
    def _bare_return(row: int) -> MalformedTable:
        return MalformedTable(
            f"row {row}: a carriage return stands alone outside quotes",
            remedy="end each line with LF or CRLF",
            row=row,
        )
