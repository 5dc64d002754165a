"""Vectors of what a hostile reader once got past the verdict, beside the true case next to each."""

from collections.abc import Callable, Iterator

import bundle_kit as kit
import bundle_more as more
from bundle_case import Case
from bundle_kit import AT, DAY, EXCHANGE, NOW, World
from trie_kit import pack

from torrens_anchor.bundles.parts import CONTENT, Document
from torrens_anchor.bundles.path import Content, Path
from torrens_anchor.bundles.records import TitleRecord
from torrens_anchor.chain import layout
from torrens_anchor.chain.ids import GrantKey, data_id
from torrens_anchor.chain.layout import Kind
from torrens_anchor.datasets.contents import Contents, root_of
from torrens_anchor.datasets.several import DatasetFingerprint, FileLeaf
from torrens_anchor.documents.capture import BOUND, Capture
from torrens_anchor.files.fingerprint import ChunkFingerprint, FileFingerprint, FileHasher
from torrens_anchor.files.folder import FolderFingerprint
from torrens_anchor.hashing.digest import Digest, Root
from torrens_anchor.notes.auditentry import Done

OTHER = b"other data than those registered"
FORM = kit.table_fingerprint(kit.TABLE).encode()
OTHER_FORM = kit.table_fingerprint(b"day,rain\n1,2\n").encode()
CHUNKS = ChunkFingerprint(3, Root(Digest.of(b"\0abc").value)).encode()
OTHER_DIGESTS = {"sha256": Digest.of(OTHER).value, "chunkRoot": b"\x01" * 32}


def attack_cases() -> Iterator[Case]:
    """Give every case."""
    yield from data_cases()
    yield from grant_cases()
    yield from holder_cases()
    yield from time_cases()


def captured(world: World, data: bytes) -> World:
    """Let the log's writer put a capture document of some data into the world's entry."""
    said = Capture("331", NOW - 30 * DAY, "torrens 0.1.0", "", "a disk", {"sha256": Digest.of(data)}).encode()
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


def _with(world: World, form: bytes) -> World:
    world.documents = (*world.documents, Document(CONTENT, form))
    return world


def formed(form: bytes = FORM) -> World:
    """Give a title that carries what is said to be the fingerprint of its data."""
    return _with(kit.title(), form)


def about(contents: Contents) -> World:
    """Give a title of other data, which carries their fingerprint."""
    right, content = kit.path(), Content(root_of(contents), b"\x47" * 32)
    key = GrantKey(data_id(content.root, content.salt), kit.scope(7, 1), b"\x01" * 32)
    world = kit.right_world(TitleRecord(Path(right.origin, (key,), content)), kit.grant_word(70_003, 7, 0))
    return _with(world, contents.encode())


def several(*names: str) -> DatasetFingerprint:
    """Give the fingerprint of small files."""
    return DatasetFingerprint.over([FileLeaf(name, _file(name.encode()), None) for name in names])


def _file(data: bytes) -> FileFingerprint:
    hasher = FileHasher()
    hasher.update(data)
    return hasher.finish()


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
    for name, desc, world in (
        ("content", "the title carries its table's fingerprint, so that its form is known", formed()),
        ("content-voucher", "a voucher carries the fingerprint of its data", _with(kit.voucher(), FORM)),
        ("content-file", "a title of a file carries its fingerprint", about(_file(b"rain"))),
        ("content-several", "a title of three files carries their fingerprint", about(several("a", "b", "c"))),
        ("content-folder", "a title of a folder carries its line", about(FolderFingerprint(3, 12, Root(b"\x05" * 32)))),
        ("content-other_fail", "a fingerprint of other data is carried", formed(OTHER_FORM)),
        ("content-hidden_fail", "a fingerprint of data that the title does not disclose", _with(hidden(), FORM)),
        ("content-chunks_fail", "a fingerprint of chunks alone, a form that is not registered", formed(CHUNKS)),
        ("content-ended_fail", "an end of line behind the fingerprint", formed(FORM + b"\n")),
        ("content-none_fail", "no fingerprint where one is said to be", formed(b"{}")),
        ("content-entry_fail", "a log entry is about no data that it could disclose", _with(more.entry(), FORM)),
    ):
        yield Case.of(name, desc, world)
    yield Case.of("log-redaction", "a log entry of what was done off the chain", redaction())


GRANT = {"state": 2, "rights": 7, "holder": 70_003, "registrar": EXCHANGE, "since": NOW - 5 * DAY}


def granted(*, as_of: int = NOW - 3 * DAY, **fields: int) -> World:
    """Give a title whose GRANT word is newer than the statement that calls it good."""
    world = kit.title()
    word = pack(layout.GRANT, **({**GRANT, "until": NOW + 9 * DAY} | fields))
    world.words[int(Kind.GRANT), world.subject] = word
    world.as_of = as_of
    return world


def grant_cases() -> Iterator[Case]:
    for name, desc, world in (
        ("grant-last-second", "the last second of the right's term", granted(until=AT + 1)),
        ("grant-ended_fail", "the right's word ends at the second asked about", granted(until=AT)),
        ("grant-ended-before_fail", "the right's word ended, an older statement calls it good", granted(until=NOW)),
        ("grant-of-later_fail", "the right's word is of a time after its header", granted(since=NOW + DAY)),
        ("grant-frozen_fail", "a freeze that stops exercise", granted(freezes=1, flags=1, frozenUntil=NOW + 90 * DAY)),
        ("grant-frozen-then", "a freeze that stopped exercise", granted(freezes=1, flags=1, frozenUntil=AT)),
        ("grant-bound", "a freeze that stops disposal alone", granted(freezes=1, frozenUntil=NOW + 90 * DAY)),
    ):
        yield Case.of(name, desc, world)
    for name, until in {"answer-last-second": AT + 1, "answer-ended_fail": AT}.items():
        world = kit.title()
        world.answers = [kit.good(Kind.GRANT, world.subject, until=until)]
        yield Case.of(name, f"the answer is good until {until}, and now is {AT}", world)


def licensed_to(holder: int) -> World:
    """Give a voucher whose licence somebody holds."""
    world = kit.voucher()
    world.words[int(Kind.GRANT), kit.path().ids()[2]] = kit.grant_word(holder, 2, 2)
    return world


def listed(state: int) -> World:
    """Give a voucher whose listing is in some state."""
    world = kit.voucher()
    where = next(key for key in world.words if key[0] == int(Kind.LISTING))
    world.words[where] = pack(layout.LISTING, state=state, exchange=EXCHANGE, since=NOW - 3 * DAY)
    return world


def holder_cases() -> Iterator[Case]:
    yield Case.of("licence-held-by-another_fail", "the licence is held by another than the buyer", licensed_to(99_999))
    for name, state in {"listing-delisted": 3, "listing-without-state_fail": 0, "listing-in-no-state_fail": 9}.items():
        yield Case.of(name, f"the listing's state is {state}", listed(state))


def timed(make: Callable[[], World], *, decided: int | None = None, cosigned: int | None = None) -> World:
    """Give a world whose entry or cosignatures say another time."""
    world = make()
    world.decided_at = world.decided_at if decided is None else decided
    world.cosigned_at = world.cosigned_at if cosigned is None else cosigned
    return world


def time_cases() -> Iterator[Case]:
    for name, desc, world in (
        ("cosigned-now", "cosigned at the second asked about", timed(kit.title, cosigned=AT)),
        ("cosigned-after_fail", "cosigned after the second asked about", timed(kit.title, cosigned=AT + 1)),
        ("cosigned-far_fail", "cosigned at 2^62", timed(kit.title, cosigned=2**62)),
        ("decided-at-the-header", "decided at the second of the newest header", timed(kit.title, decided=NOW + 60)),
        ("decided-after_fail", "decided after the newest header", timed(kit.title, decided=NOW + 61)),
    ):
        yield Case.of(name, desc, world)
