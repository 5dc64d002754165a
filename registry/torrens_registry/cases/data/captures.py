"""Captures behind an act: who hashed the data, when and with what; their digests go into the act's log entry.

So a bundle of what was done can show what was known of the data before it was anchored (article 18 of the
online-litigation rules), and nobody can write that afterwards. The documents are kept by those who hand them in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256

from torrens_anchor.datasets.contents import root_of
from torrens_anchor.datasets.reading import Found
from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.documents.capture import Capture, capture_name
from torrens_anchor.errors import DigestMismatch, FieldMismatch
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.tables.tableproof import TableFingerprint
from torrens_contracts.ids import DataId
from torrens_registry.cases.data import datasets
from torrens_registry.cases.data.datasets import Dataset
from torrens_registry.cases.submit import Act
from torrens_registry.errors import FieldOutOfRange, NotStored
from torrens_registry.office import Office


def capture_of(found: Found, *, by: str, at: int, tool: tuple[str, str], source: str) -> Capture:
    """Writes down who hashed a dataset, when, and with what.

    Args:
        found: What it hashes to, in the form in which it is to be registered.
        by: Who hashed them, as an id.
        at: When, UTC second, by that party's clock.
        tool: The program with its version, and its digest; "" where nobody took it.
        source: Where the data came from, in words.

    Returns:
        The capture: the content root; of one file, a table's too, its digests; of several each file's SHA-256; of a
        table by its lines their root. A root by the name of chunkRoot or tableRoot says how it came about.
    """
    contents = found.contents
    digests = {"contentRoot": bytes(root_of(contents))}
    file = contents if isinstance(contents, FileFingerprint) else found.file
    if isinstance(contents, DatasetFingerprint):
        digests |= {f"sha256 {one.path}": one.file.sha256.value for one in contents.files}
    if file is not None:
        digests |= {"sha256": file.sha256.value, "chunkRoot": bytes(file.chunk_root)}
    if isinstance(contents, TableFingerprint):
        digests["tableRoot"] = bytes(contents.root)
    named = {name: Digest(Algorithm.SHA_256, value) for name, value in digests.items()}
    return Capture(by, at, *tool, source, named)


def capture_digests(captures: Sequence[bytes], dataset: Dataset | None, now: int) -> dict[str, bytes]:
    """Judges capture documents, and gives the digests that the log entry carries.

    Args:
        captures: Their exact bytes.
        dataset: What they must be of; None where this exchange does not have it.
        now: When the act is decided, UTC second.

    Returns:
        SHA-256 of each by its name in the entry: `capture`, `capture2`, …

    Raises:
        MalformedInput: One is no capture document; UnknownVersion, NotCanonical likewise.
        FieldMismatch: One speaks of a time to come.
        DigestMismatch: One is of other data.
        FieldOutOfRange: One stands twice.
    """
    found = {sha256(data).digest(): Capture.parse(data) for data in captures}
    if len(found) != len(captures):
        raise FieldOutOfRange("a capture document is named twice", field="captures", value=len(captures))
    known = None if dataset is None else _hashes(dataset)
    for capture in found.values():
        _require_of(capture, known, now)
    return {capture_name(index): digest for index, digest in enumerate(found)}


def with_captures(office: Office, act: Act, data: DataId | None, captures: Sequence[bytes]) -> Act:
    """Lets the log's entries of an act carry the digests of captures of its data.

    Args:
        office: The exchange's office.
        act: The act.
        data: The data that it is about, or None where that is not known; where another registrar keeps it, nothing here
            can tell it from other data.
        captures: The capture documents.

    Returns:
        The act; the same without captures.

    Raises:
        MalformedInput: One is no capture document; and the rest as `capture_digests`.
    """
    if not captures:
        return act
    found = capture_digests(captures, _known(office, data), office.now())
    also = tuple(replace(one, digests={**one.digests, **found}) for one in act.also)
    return replace(act, digests={**act.digests, **found}, also=also)


def captured(captures: Sequence[bytes]) -> tuple[bytes, ...]:
    """Gives what tells a request with captures from the same without them: their digests, for an idempotency key."""
    return tuple(sha256(one).digest() for one in captures)


def _known(office: Office, data: DataId | None) -> Dataset | None:
    try:
        return None if data is None else datasets.find(office, data)
    except NotStored:
        return None


def _hashes(dataset: Dataset) -> set[bytes]:
    """All that a dataset and its files are known to hash to; a capture must name one of these at least."""
    contents, found = dataset.contents, {bytes(dataset.root)}
    several = contents.files if isinstance(contents, DatasetFingerprint) else ()
    found |= {bytes(one.table_root) for one in several if one.table_root}
    for file in (contents, dataset.file, *(one.file for one in several)):
        found |= {file.sha256.value, bytes(file.chunk_root)} if isinstance(file, FileFingerprint) else set()
    return found


def _require_of(capture: Capture, known: Collection[bytes] | None, now: int) -> None:
    if capture.captured_at > now:
        raise FieldMismatch(
            f"the capture speaks of {capture.captured_at}, and it is {now}: nobody has hashed anything then yet",
            remedy="capture the data again, by a clock that is right",
            captured_at=capture.captured_at,
            now=now,
        )
    if known is not None and not any(digest.value in known for digest in capture.digests.values()):
        raise DigestMismatch(
            "the capture is of other data: no digest in it is the dataset's",
            remedy="capture the files of this dataset: torrens data capture",
        )
