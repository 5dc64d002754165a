"""What the audit log owes for an act: the entry without its result, and the whole entry once the outcome is final."""

from __future__ import annotations

from collections.abc import Mapping

from torrens_anchor.forms.canonical import encode, parse_canonical_object
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.notes.auditentry import AuditEntry, Result

VERSION = "torrens/pending-entry/1"


def pending_body(action: str, actor: bytes, subject: bytes | str, decided_at: int, digests: Mapping[str, bytes]) -> str:
    """Writes a pending entry.

    Args:
        action: noun.verb.
        actor: The key that decided.
        subject: What it is done to.
        decided_at: When, by the exchange's clock.
        digests: SHA-256 of the papers behind it, by name.

    Returns:
        Canonical JSON.
    """
    return encode(
        {
            "v": VERSION,
            "action": action,
            "actor": f"0x{actor.hex()}",
            "subject": subject if isinstance(subject, str) else f"0x{subject.hex()}",
            "decidedAt": decided_at,
            "digests": {name: f"0x{value.hex()}" for name, value in digests.items()},
        }
    ).decode()


def whole_entry(body: str, result: Result) -> AuditEntry:
    """Makes the log's entry of a pending one, once its outcome is final.

    Args:
        body: As `pending_body` wrote it.
        result: Where it took effect, or why it was refused.

    Returns:
        The entry.

    Raises:
        MalformedInput: The body is none.
    """
    members = Members(
        parse_canonical_object(body.encode()),
        "entry",
        ("v", "action", "actor", "subject", "decidedAt", "digests"),
    )
    digests = members.value("digests")
    named = digests if isinstance(digests, dict) else {}
    return AuditEntry(
        action=members.text("action"),
        actor=members.text("actor"),
        subject=members.text("subject"),
        decided_at=members.integer("decidedAt"),
        digests={name: Digest(Algorithm.SHA_256, bytes.fromhex(str(value)[2:])) for name, value in named.items()},
        result=result,
    )
