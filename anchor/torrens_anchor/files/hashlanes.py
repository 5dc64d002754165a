"""Hashing on several threads: hashlib frees the interpreter while it hashes, so two threads are two cores.

A lane is a thread with a queue. One reader fills a ring of buffers and hands each to one lane or more; a buffer is
filled again only when all of them are done with it, so memory stays what it was at the start.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Semaphore, Thread
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

Taker: TypeAlias = Callable[[memoryview], None]
"""What a lane does with each block; called in that lane's thread, in the order of giving."""

T = TypeVar("T")
R = TypeVar("R")


class _Slot:
    """One buffer of the ring, and how many lanes still hold it."""

    __slots__ = ("done", "holders", "view")

    def __init__(self, size: int) -> None:
        self.view = memoryview(bytearray(size))
        self.holders = 0
        self.done = Semaphore(0)

    def wait(self) -> None:
        for _ in range(self.holders):
            self.done.acquire()
        self.holders = 0


class _Lane(Thread):
    def __init__(self, take: Taker) -> None:
        super().__init__(daemon=True)
        self._take = take
        self._queue: SimpleQueue[tuple[_Slot, int] | None] = SimpleQueue()
        self.error: BaseException | None = None

    def give(self, slot: _Slot, size: int) -> None:
        self._queue.put((slot, size))

    def close(self) -> None:
        self._queue.put(None)

    def run(self) -> None:
        """Takes blocks until told to stop; after an error it only frees them, so that the reader never waits."""
        while (work := self._queue.get()) is not None:
            slot, size = work
            try:
                if self.error is None:
                    self._take(slot.view[:size])
            except BaseException as error:  # noqa: BLE001 - told to the reader, who raises it; the slot must come free
                self.error = error
            finally:
                slot.done.release()


class Lanes:
    """A ring of buffers and the lanes that hash them. Use it as a context: leaving waits for all lanes."""

    def __init__(self, takers: Sequence[Taker], *, block_size: int, depth: int) -> None:
        """Start the threads.

        Args:
            takers: One a lane.
            block_size: Bytes in a buffer.
            depth: Buffers in the ring.
        """
        self._slots = [_Slot(block_size) for _ in range(depth)]
        self._lanes = [_Lane(take) for take in takers]
        self._at = 0
        for lane in self._lanes:
            lane.start()

    def buffer(self) -> memoryview:
        """Wait until the next buffer is free.

        Returns:
            The buffer; `give` hands it on.
        """
        slot = self._slots[self._at]
        slot.wait()
        return slot.view

    def give(self, size: int, lanes: Sequence[int]) -> None:
        """Hand on the buffer that `buffer` gave.

        Args:
            size: Bytes of it that are filled.
            lanes: Which lanes take it, by number.
        """
        slot = self._slots[self._at]
        slot.holders = len(lanes)
        for number in lanes:
            self._lanes[number].give(slot, size)
        self._at = (self._at + 1) % len(self._slots)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for lane in self._lanes:
            lane.close()
        for lane in self._lanes:
            lane.join()
        failed = [lane.error for lane in self._lanes if lane.error is not None]
        if failed and error is None:
            raise failed[0]


def in_order(work: Callable[[T], R], items: Iterable[T], *, threads: int = 2, ahead: int = 8) -> Iterator[R]:
    """Do pieces of work on several threads and give the results in order, never far ahead of who takes them.

    Args:
        work: Does one; called in some thread.
        items: What it is called with.
        threads: How many threads.
        ahead: Pieces begun and not yet taken.

    Yields:
        The results; an error of `work` is raised where its result would stand.
    """
    with ThreadPoolExecutor(threads) as pool:
        pending: deque[Future[R]] = deque()
        try:
            for item in items:
                pending.append(pool.submit(work, item))
                if len(pending) >= ahead:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for left in pending:
                left.cancel()
