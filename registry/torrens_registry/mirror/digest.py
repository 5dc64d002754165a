"""One number for a whole state: two mirrors, or two runs of a story, compare in one line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from torrens_registry.store import mirror_queries

_TAG: Final = b"torrens/state-digest/1\n"


@dataclass(frozen=True, slots=True)
class StateDigest:
    """The digest of a mirror's state.

    Attributes:
        words: SHA-256 over the tag and every kind (1 byte), id and word, ordered by kind and id: which facts stand.
        journal: The journal word: also in which order, when and by which module they were said.
        count: How many words.
    """

    words: bytes
    journal: bytes
    count: int

    @property
    def whole(self) -> bytes:
        """SHA-256 of both."""
        return hashlib.sha256(_TAG + self.words + self.journal).digest()


def state_digest(session: Session) -> StateDigest:
    """Computes the digest of what the mirror holds; the order in which rows were written does not matter.

    Args:
        session: A session.

    Raises:
        NotStored: The mirror never ran.
    """
    hashed, count = hashlib.sha256(_TAG), 0
    for kind, identifier, word in mirror_queries.words(session):
        hashed.update(kind.to_bytes(1) + bytes.fromhex(identifier[2:]) + bytes.fromhex(word[2:]))
        count += 1
    journal = bytes.fromhex(mirror_queries.need_cursor(session).journal[2:])
    return StateDigest(hashed.digest(), journal, count)
