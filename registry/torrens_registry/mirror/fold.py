"""The fold, pure: the journal word by word, and which event explains each word.

Sources: words.md section 1. `J0 = keccak256(abi.encode("torrens/journal/1", origin))`,
`J' = keccak256(abi.encode(J, block.timestamp, module, kind, id, word, leaf))`. A module's typed events of one
transaction queue up; a Written takes the event at the head of its module's queue, or belongs to the one taken last.
What does not fit stops the mirror: it would show words that nobody explained.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from torrens_anchor.chain.abi import encode_tagged
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.events import Event, Written, decode_with_leaf
from torrens_contracts.events_gen import Answered, Stated
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.rpc_types import Log
from torrens_registry.errors import WordWithoutEvent

WORDLESS: Final = frozenset((Stated, Answered))
"""Events that say no word: Standing's ring is its own trie, outside the journal."""

_PAD: Final = bytes(12)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a log stands.

    Attributes:
        block: Height.
        log_index: Position in the block.
        timestamp: The block's time, UTC seconds.
    """

    block: int
    log_index: int
    timestamp: int


@dataclass(frozen=True, slots=True)
class Told:
    """A typed event, as it came.

    Attributes:
        place: Where.
        event: What.
        leaf: Its leaf.
    """

    place: Place
    event: Event
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A word that was written, with the event that explains it.

    Attributes:
        place: Where its Written stands.
        written: The Written.
        event: The typed event with its leaf.
    """

    place: Place
    written: Written
    event: Event


def first_journal(origin: bytes) -> bytes:
    """Returns J0 of a register.

    Args:
        origin: Its origin.

    Returns:
        J0, 32 bytes.
    """
    return keccak256(encode_tagged("torrens/journal/1", origin))


def next_journal(journal: bytes, timestamp: int, written: Written) -> bytes:
    """Returns the journal after one word.

    Args:
        journal: The journal before.
        timestamp: Time of the block.
        written: The word.

    Returns:
        J', 32 bytes.
    """
    parts = (
        journal,
        timestamp.to_bytes(32),
        _PAD,
        written.module,
        written.kind.to_bytes(32),
        written.id,
        written.word,
        written.leaf,
    )
    return keccak256(b"".join(parts))


@dataclass(slots=True)
class _Queue:
    waiting: deque[Told] = field(default_factory=deque)
    taken: Told | None = None


class Fold:
    """Folds logs, transaction by transaction, from a known journal on.

    Args:
        register: Address of Register, lower-case hex; only its Written count.
        journal: The journal before the first log.
    """

    def __init__(self, register: str, journal: bytes) -> None:
        self._register = register
        self.journal = journal

    def block(self, logs: Sequence[Log], timestamp: int) -> Iterator[Told | Kept]:
        """Folds the logs of one block.

        Args:
            logs: All logs of Register and the modules in it, in order.
            timestamp: The block's time.

        Yields:
            Events and words, in order.

        Raises:
            WordWithoutEvent: A word lacks its event, or an event its word.
            EventError: A log is no event of these contracts.
        """
        start = 0
        for at in range(1, len(logs) + 1):
            if at == len(logs) or logs[at].transaction_index != logs[start].transaction_index:
                yield from self._transaction(logs[start:at], timestamp)
                start = at

    def _transaction(self, logs: Iterable[Log], timestamp: int) -> Iterator[Told | Kept]:
        queues: dict[str, _Queue] = {}
        for log in logs:
            event, leaf = decode_with_leaf(log)
            place = Place(int(log.block_number), int(log.log_index), timestamp)
            if type(event) is Written and log.address == self._register:
                taken = _take(queues, event, place)
                self.journal = next_journal(self.journal, timestamp, event)
                yield Kept(place, event, taken.event)
                continue
            told = Told(place, event, leaf)
            if type(event) not in WORDLESS:
                queues.setdefault(log.address, _Queue()).waiting.append(told)
            yield told
        for queue in queues.values():
            if queue.waiting:
                raise _unexplained("is followed by no word of its leaf", queue.waiting[0].place, queue.waiting[0].event)


def _take(queues: dict[str, _Queue], written: Written, place: Place) -> Told:
    """Gives the event that a word belongs to."""
    queue = queues.get(to_hex(written.module))
    if queue is not None:
        if queue.waiting and queue.waiting[0].leaf == written.leaf:
            queue.taken = queue.waiting.popleft()
            return queue.taken
        if queue.taken is not None and queue.taken.leaf == written.leaf:
            return queue.taken
    raise _unexplained("has no event of its leaf before it", place, written)


def _unexplained(what: str, place: Place, event: Event) -> WordWithoutEvent:
    return WordWithoutEvent(
        f"{type(event).__name__} at block {place.block}, log {place.log_index} {what}",
        block=place.block,
        log_index=place.log_index,
        event=type(event).__name__,
    )
