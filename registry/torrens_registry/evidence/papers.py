"""Papers that go with a bundle beside its proofs: the platform statement, and captures bound to the log entry.

Whether they are believed is the reader's to say; here is refused what no reader could ever take for this bundle's.

Source: SPEC-bundle.md (`platform`, `entry.capture`), domain.md 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from torrens_anchor.bundles.bundle import PlatformNote
from torrens_anchor.bundles.parts import CONTENT, Document, SealedHeader
from torrens_anchor.datasets.contents import Contents
from torrens_anchor.documents.capture import Capture, is_capture
from torrens_anchor.errors import FieldMismatch
from torrens_anchor.notes.auditentry import AuditEntry
from torrens_registry.office import Office

TO_BIND = "hand captures to what decides, as --capture: case notice, right license, voucher issue, recognize prove …"
"""What to do where no entry of the log carries a capture's digest."""


def fitting(office: Office, header: SealedHeader, platform: PlatformNote | None) -> PlatformNote | None:
    """Refuses a platform statement that cannot count for a bundle.

    Args:
        office: The exchange's office.
        header: The header under which the bundle proves everything.
        platform: The statement, or None.

    Returns:
        The same.

    Raises:
        FieldMismatch: It is on another register, speaks of another time than the header's, or was issued in a time
            to come.
    """
    if platform is None:
        return None
    stated, home, sealed = platform.statement, office.deployment, header.header.timestamp
    if (stated.chain_id, stated.register) != (home.chain_id, bytes(home.register)):
        raise FieldMismatch(
            f"the platform statement is on register 0x{stated.register.hex()} of chain {stated.chain_id}",
            remedy=f"state the platform of register 0x{home.register.hex()}, chain {home.chain_id}",
        )
    if not stated.valid_from <= sealed <= stated.valid_until:
        raise FieldMismatch(
            f"the platform statement speaks of {stated.valid_from} to {stated.valid_until}, the bundle is of {sealed}",
            remedy="state the platform for the time at which the record was anchored",
            header=sealed,
        )
    if stated.issued_at > (now := office.now()):
        raise FieldMismatch(
            f"the platform statement was issued at {stated.issued_at}, and it is {now}",
            remedy="state the platform anew, by a clock that is right",
            now=now,
        )
    return platform


def form_of(contents: Contents) -> Document:
    """Says in which form the data is registered, for a bundle that discloses which data.

    Args:
        contents: What the vault keeps of it.

    Returns:
        The fingerprint, bound by its root.
    """
    return Document(CONTENT, contents.encode())


def carries(entry: AuditEntry, documents: Sequence[Document], captures: Sequence[bytes]) -> bool:
    """Tells whether a log entry has the digests of all papers that are to be disclosed.

    Args:
        entry: The entry.
        documents: Papers bound by name.
        captures: Capture documents.

    Returns:
        Whether it names every document of its own, and carries every capture's digest.
    """
    names = {one.bound.removeprefix("entry.") for one in documents if one.bound.startswith("entry.")}
    return names <= entry.digests.keys() and {sha256(one).digest() for one in captures} <= _captured(entry).keys()


def bound(entry: AuditEntry, captures: Sequence[bytes]) -> tuple[Document, ...]:
    """Binds capture documents to the digests of a log entry.

    Args:
        entry: The entry.
        captures: The documents, in any order; the same one twice is carried once.

    Returns:
        Each with the name of its digest.

    Raises:
        MalformedInput: One is no capture document; UnknownVersion, NotCanonical likewise.
        FieldMismatch: The entry does not carry its digest.
    """
    names, found = _captured(entry), []
    for data in dict.fromkeys(captures):
        capture, digest = Capture.parse(data), sha256(data).digest()
        if digest not in names:
            raise FieldMismatch(
                f"the log entry ({entry.action}) does not carry the capture of {capture.captured_by}",
                remedy=TO_BIND,
                sha256=digest.hex(),
            )
        found.append(Document(f"entry.{names[digest]}", data))
    return tuple(sorted(found, key=lambda one: one.bound))


def _captured(entry: AuditEntry) -> dict[bytes, str]:
    return {digest.value: name for name, digest in entry.digests.items() if is_capture(f"entry.{name}")}
