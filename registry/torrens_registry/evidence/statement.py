"""A statement of good standing as its home made it: read from the events that carry it, kept as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_anchor.chain.statement import Answer, answers_root
from torrens_anchor.errors import FieldMismatch
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import Members, show_hex
from torrens_contracts.events_gen import Answered, Event, Stated
from torrens_contracts.said import Said
from torrens_contracts.types import Digest32, Timestamp
from torrens_registry.errors import NotStored


@dataclass(frozen=True, slots=True)
class StatedStatement:
    """A statement with all its answers.

    Attributes:
        block: The block that made it.
        lane: Whose ring it stands in.
        n: Its number in that lane.
        as_of: The UTC second it speaks of.
        council_seq: Register's councilSeq then.
        challenge: The asker's challenge, or zero.
        answers_root: Root over its answers.
        statement: Its hash, the word in its slot.
        answers: In the order they were asked.
    """

    VERSION: ClassVar[str] = "torrens/statement/1"

    block: int
    lane: int
    n: int
    as_of: Timestamp
    council_seq: int
    challenge: bytes
    answers_root: Digest32
    statement: Digest32
    answers: tuple[Answer, ...]

    def __post_init__(self) -> None:
        """Refuses answers that are not those of the root."""
        if answers_root(self.answers) != self.answers_root:
            raise FieldMismatch("the answers do not hash to the statement's answers root", lane=self.lane, n=self.n)

    def answer(self, kind: int, identifier: bytes) -> Answer | None:
        """Gives the answer on a record; None when it was not asked.

        Args:
            kind: The record's kind.
            identifier: Its id, 32 bytes.

        Returns:
            The answer.
        """
        return next((one for one in self.answers if (one.kind, one.id) == (kind, identifier)), None)

    def encode(self) -> bytes:
        """Writes the statement's file: canonical JSON.

        Returns:
            The file's bytes.
        """
        members: JsonObject = {
            "v": self.VERSION,
            "block": self.block,
            "lane": self.lane,
            "n": self.n,
            "asOf": int(self.as_of),
            "councilSeq": self.council_seq,
            "challenge": show_hex(self.challenge),
            "answersRoot": show_hex(self.answers_root),
            "statement": show_hex(self.statement),
            "answers": [_answer_json(one) for one in self.answers],
        }
        return encode(members)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a statement's file.

        Args:
            data: The file's bytes.

        Returns:
            The statement; that its home made it is proven by its slot, not by this file.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
            FieldMismatch: The answers are not those of the root.
        """
        names = ("block", "lane", "n", "asOf", "councilSeq", "challenge", "answersRoot", "statement", "answers")
        m = open_document(data, "a statement", cls.VERSION, names)
        return cls(
            block=m.integer("block"),
            lane=m.integer("lane", 16),
            n=m.integer("n"),
            as_of=Timestamp(m.integer("asOf", 40)),
            council_seq=m.integer("councilSeq"),
            challenge=m.data("challenge", 32),
            answers_root=Digest32(m.data("answersRoot", 32)),
            statement=Digest32(m.data("statement", 32)),
            answers=m.items("answers", _parse_answer),
        )


def from_events(block: int, events: Sequence[Event]) -> StatedStatement:
    """Reads a statement from the events of its transaction.

    Args:
        block: The transaction's block.
        events: The transaction's events, in order.

    Returns:
        The statement.

    Raises:
        NotStored: The transaction made no statement.
        FieldMismatch: The answers are not those of the root.
    """
    stated = next((event for event in events if isinstance(event, Stated)), None)
    if stated is None:
        raise NotStored("the transaction made no statement")
    given = ((e.id, Said.unpack(e.said)) for e in events if isinstance(e, Answered))
    return StatedStatement(
        block=block,
        lane=stated.lane,
        n=stated.n,
        as_of=stated.as_of,
        council_seq=stated.council_seq,
        challenge=stated.challenge,
        answers_root=stated.answers_root,
        statement=stated.statement,
        answers=tuple(
            Answer(said.kind, of, said.state, said.reason, said.flags, said.until)
            for of, said in given
            if (said.lane, said.n) == (stated.lane, stated.n)
        ),
    )


def _answer_json(answer: Answer) -> JsonObject:
    return {
        "kind": answer.kind,
        "id": show_hex(answer.id),
        "state": answer.state,
        "reason": answer.reason,
        "flags": answer.flags,
        "until": answer.until,
    }


def _parse_answer(value: JsonValue, where: str) -> Answer:
    m = Members(value, where, ("kind", "id", "state", "reason", "flags", "until"))
    return Answer(
        kind=m.integer("kind", 8),
        id=m.data("id", 32),
        state=m.integer("state", 8),
        reason=m.integer("reason", 8),
        flags=m.integer("flags", 16),
        until=m.integer("until", 40),
    )
