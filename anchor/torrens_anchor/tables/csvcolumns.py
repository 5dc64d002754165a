"""RFC 4180 records into columns of fields, many at once; `csvrecords.record_cells` is the law for one."""

from torrens_anchor.tables.csvrecords import record_cells


def columns_of(records: list[bytes], count: int, first: int) -> list[list[bytes | None]]:
    """Part checked records into columns, unquoted, where nothing at all is null and two quotes are empty text.

    Args:
        records: Records that a `RecordReader` gave.
        count: Fields in each.
        first: Row of the first, for the error.

    Returns:
        The columns.
    """
    hard = [place for place, record in enumerate(records) if b'""' in record] if b'""' in b"\n".join(records) else []
    easy = [record for record in records if b'""' not in record] if hard else records
    columns = _unquoted(easy, count)
    for place in hard:
        for column, cell in zip(columns, record_cells(records[place], first + place), strict=True):
            column.insert(place, cell)
    return columns


def _unquoted(records: list[bytes], count: int) -> list[list[bytes | None]]:
    """Part records without doubled quotes: commas inside quotes stand aside as NUL, and one split does the rest."""
    if not records:
        return [[] for _ in range(count)]
    joined = b",".join(records)
    hidden = False
    if b'"' in joined:
        parts = joined.split(b'"')
        inside = b'"'.join(parts[1::2])
        hidden = b"," in inside
        if hidden:
            parts[1::2] = inside.replace(b",", b"\x00").split(b'"')
        joined = b"".join(parts)
    flat: list[bytes | None] = list(joined.split(b","))
    if not joined or b",," in joined or joined.startswith(b",") or joined.endswith(b","):
        flat = [cell or None for cell in flat]
    if hidden:
        flat = [cell and cell.replace(b"\x00", b",") for cell in flat]
    return [flat[place::count] for place in range(count)]
