"""A witness's folder: its key, the logs that it knows, and what it keeps of each (`witness.py`)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from torrens_anchor.errors import AnchorError, MalformedInput
from torrens_anchor.notes.checkpoint import Checkpoint, Origin
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.notekey import KeyType, VerifierKey
from torrens_log.durable import publish
from torrens_log.errors import DiskFailed, LogDamaged
from torrens_log.keys import create_pair, new_seed, open_pair, read_vkey
from torrens_log.witness import Witness, folder_of, newest_note

KEY: Final = "witness"
"""Name of the key's two files, without their endings."""
LOGS: Final = "logs"
"""Verifier keys of the known logs, one a line."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a witness knows of a log.

    Attributes:
        origin: The log.
        size: Entries under its newest cosigned checkpoint; None when nothing was cosigned.
        timestamp: When that was cosigned, in POSIX seconds; 0 for never.
        forks: Sizes for which the log showed a second root.
    """

    origin: Origin
    size: int | None
    timestamp: int
    forks: tuple[int, ...]


def create_witness(folder: Path, name: str, password: bytes) -> VerifierKey:
    """Make a witness: a new key in an empty or missing folder.

    Args:
        folder: Its folder.
        name: Its key's name, a URL without scheme.
        password: Opens the key.

    Returns:
        Its verifier key, for logs and policies.

    Raises:
        KeyUnusable: There is a key already, or the password is empty.
        MalformedInput: The name is no key name.
        DiskFailed: The folder cannot be written.
    """
    return create_pair(folder / KEY, name, new_seed(), password, KeyType.COSIGNATURE_V1)


def witness_key(folder: Path) -> VerifierKey:
    """Read a witness's verifier key.

    Args:
        folder: Its folder.

    Returns:
        The key.

    Raises:
        KeyUnusable: There is none.
    """
    return read_vkey(folder / KEY)


def watch(folder: Path, log: VerifierKey) -> bool:
    """Let a witness know a log; a server that runs knows it when it is started again.

    Args:
        folder: The witness's folder.
        log: The log's verifier key, whose name is its origin.

    Returns:
        Whether the log was new.

    Raises:
        MalformedInput: No key that signs checkpoints.
        LogDamaged: The list of logs is malformed.
        DiskFailed: It cannot be written.
    """
    if log.type is not KeyType.ED25519:
        raise MalformedInput(f"{log.name} is no key that signs checkpoints", name=log.name)
    known = known_logs(folder)
    if log in known:
        return False
    publish([(folder / LOGS, "".join(f"{key}\n" for key in (*known, log)).encode())])
    return True


def known_logs(folder: Path) -> tuple[VerifierKey, ...]:
    """List the logs that a witness knows.

    Args:
        folder: Its folder.

    Returns:
        Their keys.

    Raises:
        LogDamaged: The list is malformed.
        DiskFailed: It cannot be read.
    """
    file = folder / LOGS
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        return tuple(VerifierKey.parse(line.strip()) for line in lines if line.strip() and not line.startswith("#"))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise DiskFailed(f"{file}: {error.strerror}", path=str(file)) from error
    except (AnchorError, UnicodeDecodeError) as error:
        raise LogDamaged(f"{file}: {error}", remedy="write one verifier key a line", path=str(file)) from error


def open_witness(folder: Path, password: bytes) -> Witness:
    """Open a witness for cosigning.

    Args:
        folder: Its folder.
        password: Opens its key.

    Returns:
        The witness; close it afterwards.

    Raises:
        KeyUnusable: No key, or a wrong password.
        LogDamaged: The list of logs is malformed.
        LogLocked: Another process has it open.
    """
    return Witness(folder, open_pair(folder / KEY, password), known_logs(folder))


def watched(folder: Path) -> list[Watched]:
    """Say how far each known log was cosigned; safe beside a server.

    Args:
        folder: The witness's folder.

    Returns:
        One for each log.

    Raises:
        KeyUnusable: There is no witness.
        LogDamaged: A kept checkpoint is not what was written.
    """
    key = witness_key(folder)
    found = []
    for origin in dict.fromkeys(Origin(log.name) for log in known_logs(folder)):
        note = newest_note(folder, origin)
        mine = cosignatures(note, [key]) if note is not None else []
        size = Checkpoint.parse(note.text).size if note is not None else None
        forks = sorted(int(file.stem) for file in folder_of(folder, origin).glob("*.fork"))
        found.append(Watched(origin, size, mine[-1].timestamp if mine else 0, tuple(forks)))
    return found
