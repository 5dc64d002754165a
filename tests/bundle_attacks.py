"""Vectors of what a hostile reader once got past the verdict, beside the true case next to each."""

from collections.abc import Iterator

import bundle_kit as kit
import bundle_more as more
from bundle_case import Case
from bundle_kit import NOW, World

from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.records import TitleRecord
from torrens_anchor.documents.capture import BOUND, Capture
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.notes.auditentry import Done

OTHER = b"other data than those registered"
OTHER_DIGESTS = {"sha256": Digest.of(OTHER).value, "chunkRoot": b"\x01" * 32}


def attack_cases() -> Iterator[Case]:
    """Give every case."""
    yield from data_cases()


def captured(world: World, data: bytes) -> World:
    """Let the log's writer put a capture document of some data into the world's entry."""
    said = Capture("331", NOW - 30 * kit.DAY, "torrens 0.1.0", "", "a disk", {"sha256": Digest.of(data)}).encode()
    world.documents, world.digests = (Document(BOUND, said),), {"capture": Digest.of(said)}
    return world


def hidden() -> World:
    """Give a title that does not say which data."""
    right = kit.path()
    record = TitleRecord(Path(right.origin, right.keys[:1], None))
    return kit.right_world(record, kit.grant_word(70_003, 7, 0))


def redaction() -> World:
    """Give an entry of what was done off the chain."""
    world = more.refusal()
    world.action, world.result = "dataset.redact", Done("salt-destroyed")
    return world


def data_cases() -> Iterator[Case]:
    table = {"sha256": Digest.of(kit.TABLE).value, "tableRoot": kit.table_root()}
    wrong = {"tableRoot": b"\x01" * 32}
    for name, desc, world, data in (
        ("data-registered", "the data at hand are those registered", kit.title(), table),
        ("data-other_fail", "the data at hand are others", kit.title(), wrong),
        (
            "data-captured-other_fail",
            "a capture document names the data at hand; they are not those registered",
            captured(kit.title(), OTHER),
            OTHER_DIGESTS,
        ),
        (
            "data-captured-undisclosed_fail",
            "a capture document names the data at hand; the title does not say which data",
            captured(hidden(), OTHER),
            OTHER_DIGESTS,
        ),
        ("data-captured", "an entry's capture document names the data", captured(more.entry(), OTHER), OTHER_DIGESTS),
        ("data-not-captured_fail", "an entry's capture document names others", captured(more.entry(), OTHER), wrong),
        ("data-of-no-capture_fail", "an entry without a capture document", more.entry(), table),
    ):
        yield Case(name, desc, world.bundle().encode(), data=data)
    yield Case.of("log-redaction", "a log entry of what was done off the chain", redaction())
