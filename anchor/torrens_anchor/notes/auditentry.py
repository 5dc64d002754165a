"""Entries of the audit log: what was done or refused, by whom, to what, and where the proof of it stands.

An entry is canonical JSON, written once, when its outcome is final, and hashed as the exact bytes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from torrens_anchor.errors import AnchorError, LimitExceeded, MalformedInput
from torrens_anchor.forms.canonical import JsonLike, JsonObject, JsonValue, encode, parse_canonical_object
from torrens_anchor.forms.encoding import hex_bytes
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER
from torrens_anchor.forms.members import check_members, integer, text
from torrens_anchor.hashing.digest import Digest

VERSION: Final = "torrens/audit-entry/1"
"""Value of `v`; another value is refused."""
MAX_ENTRY_BYTES: Final = 2**16 - 1
"""Entry bundles carry a uint16 length (C2SP tlog-tiles)."""
_ACTION: Final = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\Z")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")
_MEMBERS: Final = {"action", "actor", "subject", "decidedAt", "digests"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where on a chain the action took effect.

    Attributes:
        chain: The chain's id (EIP-155).
        block: The block's number.
        tx: The transaction's hash.
        log_index: The event's number within its block.
    """

    chain: int
    block: int
    tx: bytes
    log_index: int

    def __post_init__(self) -> None:
        for name, value in (("chain", self.chain), ("block", self.block), ("logIndex", self.log_index)):
            if not 0 <= value <= MAX_SAFE_INTEGER:
                raise MalformedInput(f"outcome {name} {value} is not between 0 and 2^53 - 1", field=name)
        if len(self.tx) != 32:
            raise MalformedInput(f"a transaction hash has 32 bytes, not {len(self.tx)}", field="tx")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the action was refused; nothing changed on any chain.

    Attributes:
        reason: A stable slug or one sentence.
    """

    reason: str

    def __post_init__(self) -> None:
        if not self.reason:
            raise MalformedInput("a refusal has a reason", field="reason")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done where no chain is concerned: a salt destroyed, for example.

    Attributes:
        what: A stable slug or one sentence.
    """

    what: str

    def __post_init__(self) -> None:
        if not self.what:
            raise MalformedInput("what was done has a name", field="done")


Result: TypeAlias = Outcome | Refusal | Done


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit log.

    Attributes:
        action: "noun.verb" in lower case, for example "voucher.issue".
        actor: Who decided, as an id.
        subject: What it was done to, as an id.
        decided_at: When it was decided, in UTC seconds.
        digests: Digests of the documents behind it, by name (letters and digits).
        result: Where it took effect, why it was refused, or what was done off chain.
    """

    action: str
    actor: str
    subject: str
    decided_at: int
    digests: Mapping[str, Digest]
    result: Result

    def __post_init__(self) -> None:
        if not _ACTION.match(self.action):
            raise MalformedInput(f"action {self.action!a} is not noun.verb in lower case", field="action")
        if not self.actor or not self.subject:
            raise MalformedInput("an audit entry has an actor and a subject")
        if not 0 <= self.decided_at <= MAX_SAFE_INTEGER:
            raise MalformedInput(f"decidedAt {self.decided_at} is out of range", field="decidedAt")
        for name in self.digests:
            if not _NAME.match(name):
                raise MalformedInput(f"digest name {name!a} is not of letters and digits", field="digests")
        object.__setattr__(self, "digests", MappingProxyType(dict(self.digests)))

    def encode(self) -> bytes:
        """Write the entry's exact bytes.

        Returns:
            Canonical JSON.

        Raises:
            LimitExceeded: Longer than 65,535 bytes.
        """
        members: dict[str, JsonLike] = {
            "v": VERSION,
            "action": self.action,
            "actor": self.actor,
            "subject": self.subject,
            "decidedAt": self.decided_at,
            "digests": {name: str(digest) for name, digest in self.digests.items()},
        }
        data = encode(members | _result_members(self.result))
        if len(data) > MAX_ENTRY_BYTES:
            raise LimitExceeded(f"an audit entry of {len(data)} bytes; at most {MAX_ENTRY_BYTES}", size=len(data))
        return data

    @classmethod
    def parse(cls, data: bytes) -> "AuditEntry":
        """Read an entry from its exact bytes.

        Args:
            data: Canonical JSON.

        Returns:
            The entry.

        Raises:
            LimitExceeded: Longer than 65,535 bytes.
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        if len(data) > MAX_ENTRY_BYTES:
            raise LimitExceeded(f"an audit entry of {len(data)} bytes; at most {MAX_ENTRY_BYTES}", size=len(data))
        members = parse_canonical_object(data)
        last = next((name for name in ("outcome", "done") if name in members), "reason")
        check_members(members, VERSION, _MEMBERS | {last})
        return cls(
            action=text(members, "action"),
            actor=text(members, "actor"),
            subject=text(members, "subject"),
            decided_at=integer(members, "decidedAt"),
            digests=_parse_digests(members["digests"]),
            result=_parse_result(last, members),
        )


def _result_members(result: Result) -> dict[str, JsonLike]:
    if isinstance(result, Refusal):
        return {"reason": result.reason}
    if isinstance(result, Done):
        return {"done": result.what}
    return {
        "outcome": {
            "chain": result.chain,
            "block": result.block,
            "tx": f"0x{result.tx.hex()}",
            "logIndex": result.log_index,
        }
    }


def _parse_result(last: str, members: JsonObject) -> Result:
    if last == "outcome":
        return _parse_outcome(members[last])
    return Done(text(members, last)) if last == "done" else Refusal(text(members, last))


def _parse_outcome(value: JsonValue) -> Outcome:
    if not isinstance(value, dict) or value.keys() != {"chain", "block", "tx", "logIndex"}:
        raise MalformedInput("an outcome has the members chain, block, tx and logIndex", field="outcome")
    tx = text(value, "tx")
    if not tx.startswith("0x"):
        raise MalformedInput("a transaction hash begins with 0x", field="tx")
    return Outcome(
        chain=integer(value, "chain"),
        block=integer(value, "block"),
        tx=hex_bytes(tx.removeprefix("0x"), 32, "tx"),
        log_index=integer(value, "logIndex"),
    )


def audit_entry(data: bytes) -> AuditEntry | None:
    """Read an entry of a log that may hold anybody's bytes.

    Args:
        data: The entry's exact bytes.

    Returns:
        The audit entry; None where it is none, and so nothing in it is interpreted.
    """
    try:
        return AuditEntry.parse(data)
    except AnchorError:
        return None


def _parse_digests(value: JsonValue) -> dict[str, Digest]:
    if not isinstance(value, dict):
        raise MalformedInput("digests is an object of name to digest text", field="digests")
    return {name: Digest.parse(text(value, name)) for name in value}
