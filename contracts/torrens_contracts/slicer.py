"""Reading logs: a `Slicer` is built once for each event, from its signature; reading is then slicing and nothing else.

Every word is checked against its type, and arrays must be laid out as Solidity lays them out, so a log has one reading.

Source: Solidity documentation, "Contract ABI Specification", events and strict encoding mode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.abi import WORD, Reader, arguments, reader, split_types, topic0
from torrens_contracts.errors import MalformedLog


class Slicer:
    """Reads the logs of one event: static values, structs of them, and arrays of static words.

    Args:
        signature: name(type,…), in declaration order.
        indexed: For each argument, whether it is a topic.
        makers: For each struct argument, by position, what makes it of its fields.
    """

    def __init__(
        self, signature: str, indexed: Sequence[bool], makers: dict[int, Callable[..., object]] | None = None
    ) -> None:
        self.signature = signature
        self.topic0 = topic0(signature)
        self.topics = 1 + sum(indexed)
        kinds = arguments(signature)
        widths = [len(split_types(kind[1:-1])) if kind.startswith("(") else 1 for kind in kinds]
        self._head = WORD * sum(width for width, topic in zip(widths, indexed, strict=True) if not topic)
        self._own_head = WORD * (1 + sum(widths))
        self._steps: list[tuple[int, int, Reader]] = []
        self._arrays: list[tuple[int, int]] = []
        topic_at, data_at = WORD, WORD * self.topics
        for index, (kind, width, topic) in enumerate(zip(kinds, widths, indexed, strict=True)):
            at = topic_at if topic else data_at
            self._steps.append((at, at + WORD * width, _step(kind, (makers or {}).get(index))))
            if kind.endswith("[]"):
                self._arrays.append((index, at))
            topic_at, data_at = (topic_at + WORD, data_at) if topic else (topic_at, data_at + WORD * width)
        self._static = data_at
        self._cuts = _joined([(0, WORD), *((start, end) for start, end, _ in self._steps)])

    def raw(self, topics: Sequence[str], data: str) -> bytes:
        """Lay topics and data end to end as bytes, their number checked.

        Args:
            topics: 0x-hex words.
            data: 0x-hex.

        Returns:
            The bytes that `values` and `leaf` read.

        Raises:
            MalformedLog: Not hex, or not of this event's length.
        """
        try:
            raw = bytes.fromhex("".join([topic[2:] for topic in topics]) + data[2:])
        except ValueError as error:
            raise MalformedLog(f"{self.signature}: the log is not hex: {error}", event=self.signature) from error
        short = len(raw) < self._static or (not self._arrays and len(raw) != self._static)
        if len(topics) != self.topics or short or any(len(topic) != 2 + 2 * WORD for topic in topics):
            text = f"{self.signature}: {len(topics)} topics and {len(data) // 2 - 1} bytes are not of this event"
            raise MalformedLog(text, event=self.signature)
        return raw

    def values(self, raw: bytes) -> list[object]:
        """Read the arguments, in declaration order.

        Args:
            raw: What `raw` gave.

        Returns:
            int, bool, bytes, made structs, or tuples of words.

        Raises:
            MalformedLog: A word is not of its type, or an array is not laid out as Solidity does.
        """
        try:
            if not self._arrays:
                return [read(raw[start:end]) for start, end, read in self._steps]
            tails = dict(zip((index for index, _ in self._arrays), self._tails(raw), strict=True))
            return [
                tuple(read(tail[i : i + WORD]) for i in range(0, len(tail), WORD))
                if (tail := tails.get(index)) is not None
                else read(raw[start:end])
                for index, (start, end, read) in enumerate(self._steps)
            ]
        except ValueError as error:
            raise MalformedLog(f"{self.signature}: {error}", event=self.signature) from error

    def leaf(self, raw: bytes) -> bytes:
        """Give the leaf that explains a word: keccak256(abi.encode(topic0, arguments in declaration order)).

        Args:
            raw: What `raw` gave.

        Returns:
            The leaf.

        Raises:
            MalformedLog: An array is not laid out as Solidity does.
        """
        if not self._arrays:
            return keccak256(b"".join([raw[start:end] for start, end in self._cuts]))
        try:
            tails = self._tails(raw)
        except ValueError as error:
            raise MalformedLog(f"{self.signature}: {error}", event=self.signature) from error
        heads = [raw[0:WORD], *(raw[start:end] for start, end, _ in self._steps)]
        offset = self._own_head
        for (index, _), tail in zip(self._arrays, tails, strict=True):
            heads[index + 1] = offset.to_bytes(WORD)
            offset += WORD + len(tail)
        return keccak256(b"".join(heads) + raw[WORD * self.topics + self._head :])

    def _tails(self, raw: bytes) -> list[bytes]:
        """Cut out the words of each array; offsets must point to them one after the other, and nothing may follow."""
        found, base = [], WORD * self.topics
        expected = self._head
        for _, at in self._arrays:
            if int.from_bytes(raw[at : at + WORD]) != expected:
                raise ValueError("an array does not begin where the last one ends")
            count = int.from_bytes(raw[base + expected : base + expected + WORD])
            start, end = base + expected + WORD, base + expected + WORD * (1 + count)
            if end > len(raw):
                raise ValueError("an array is cut short")
            found.append(raw[start:end])
            expected = end - base
        if base + expected != len(raw):
            raise ValueError("bytes follow the last array")
        return found


def _step(kind: str, maker: Callable[..., object] | None) -> Reader:
    if not kind.startswith("("):
        return reader(kind.removesuffix("[]"))
    readers = [reader(part) for part in split_types(kind[1:-1])]
    make = maker or (lambda *parts: parts)

    def read(words: bytes) -> object:
        return make(*(one(words[i * WORD : (i + 1) * WORD]) for i, one in enumerate(readers)))

    return read


def _joined(cuts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join neighbouring ranges, so that fewer slices are taken."""
    joined: list[tuple[int, int]] = []
    for start, end in cuts:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
