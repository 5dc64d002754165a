"""Mirrored: what was said for others to check. Anchors of audit logs, statements of good standing, their answers."""

from __future__ import annotations

from torrens_registry.store.columns import Said, account, hex32, integer, wide


class LogAnchorRow(Said):
    """An anchor of an exchange's audit log.

    Attributes:
        exchange: Whose log.
        size: Entries in it.
        root: Its RFC 9162 root.
        old_size: Size at the anchor before.
        old_root: Root at the anchor before.
        note_digest: SHA-256 of the signed checkpoint.
        actor: The key that anchored.
    """

    exchange: int = integer(index=True)
    size: int = wide()
    root: str = hex32()
    old_size: int = wide()
    old_root: str = hex32()
    note_digest: str = hex32()
    actor: str = account()


class StatementRow(Said):
    """A statement of good standing.

    Attributes:
        lane: Whose ring it stands in.
        n: Its number in that lane.
        as_of: The second it speaks of.
        council_seq: Register's councilSeq then.
        challenge: The asker's challenge, or zero.
        answers_root: Merkle root over its answers.
        statement: The statement's hash.
        actor: The key that asked.
    """

    lane: int = integer(index=True)
    n: int = wide()
    as_of: int = integer()
    council_seq: int = wide()
    challenge: str = hex32()
    answers_root: str = hex32()
    statement: str = hex32(index=True)
    actor: str = account()


class AnswerRow(Said):
    """One answer of a statement.

    Attributes:
        lane: The statement's lane.
        n: The statement's number.
        kind: Kind of what was asked for.
        subject: Its id.
        state: State as answered.
        reason: Why not, if not.
        flags: Bits of the answer.
        until: Until when it is good; 0 for a negative answer.
    """

    lane: int = integer(index=True)
    n: int = wide()
    kind: int = integer()
    subject: str = hex32(index=True)
    state: int = integer()
    reason: int = integer()
    flags: int = integer()
    until: int = integer()
