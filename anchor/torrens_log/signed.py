"""The last checkpoint that a log signed, read from both places where it is kept."""

from torrens_anchor.errors import AnchorError, MalformedInput, SignatureMismatch, TrustMissing
from torrens_anchor.notes.checkpoint import Checkpoint, open_checkpoint
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.notekey import VerifierKey
from torrens_log.errors import DiskFailed, LogDamaged, WrongLogKey
from torrens_log.store import CHECKPOINT_FILE, LogView


def last_signed(view: LogView, key: VerifierKey) -> Note | None:
    """Read the newest checkpoint that a log signed.

    It stands in `checkpoints/SIZE` and in `checkpoint`. Where one of the two was lost or damaged the other counts, so
    that no damage makes a log forget what it signed.

    Args:
        view: The log.
        key: Its verifier key.

    Returns:
        The note, signed by the key; None when nothing was signed.

    Raises:
        WrongLogKey: It was signed by another key.
        LogDamaged: It cannot be read, or states another size than its name.
        DiskFailed: The disk refused.
    """
    sizes = view.signed_sizes()
    served = _served(view)
    size = Checkpoint.parse(served.text).size if served is not None else -1
    if not sizes or size > sizes[-1]:
        return None if served is None else _owned(served, key, size)
    try:
        return _owned(view.signed_checkpoint(sizes[-1]), key, sizes[-1])
    except LogDamaged:
        if served is None or size != sizes[-1]:
            raise
        return _owned(served, key, size)


def _served(view: LogView) -> Note | None:
    """Read the checkpoint that the log serves; None when it is missing, or is none: it is a copy."""
    path = view.path / CHECKPOINT_FILE
    try:
        note = Note.parse(path.read_bytes())
        Checkpoint.parse(note.text)
    except (FileNotFoundError, AnchorError):
        return None
    except OSError as error:
        raise DiskFailed(f"{path}: {error.strerror}", path=str(path)) from error
    return note


def _owned(note: Note, key: VerifierKey, size: int) -> Note:
    try:
        checkpoint = open_checkpoint(note, [key])
    except MalformedInput as error:
        raise LogDamaged(f"checkpoint {size} is none: {error}", size=size) from error
    except (TrustMissing, SignatureMismatch) as error:
        raise WrongLogKey(f"checkpoint {size} is not signed by {key}", size=size) from error
    if checkpoint.size != size:
        raise LogDamaged(f"checkpoint {size} states size {checkpoint.size}", size=size)
    return note
