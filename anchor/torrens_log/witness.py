"""A witness: cosigns a log's checkpoints, and never two histories (the rules of C2SP tlog-witness).

State is files: for each log the newest checkpoint it cosigned, and every one before it, whole, so that a
fork can be shown to anybody. The HTTP server around it (`witness_server`) maps each refusal's `status`.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from torrens_anchor.errors import AnchorError, MalformedInput, SignatureMismatch, TrustMissing
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import EMPTY_ROOT, verify_consistency
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, open_checkpoint
from torrens_anchor.notes.cosignature import cosign, cosignatures
from torrens_anchor.notes.note import Note, NoteSignature
from torrens_anchor.notes.notekey import Signer, VerifierKey
from torrens_log.durable import WriterLock, publish
from torrens_log.errors import (
    ClockSetBack,
    ForkDetected,
    InconsistentProof,
    LogDamaged,
    MalformedRequest,
    OldSizeConflict,
    UnknownLog,
    UntrustedSignature,
)

_NEWEST = "newest"


class Witness:
    """A witness open for cosigning: one process at a time, and of its threads one at a time."""

    def __init__(self, path: Path, signer: Signer, logs: Iterable[VerifierKey]) -> None:
        """Open a witness, or begin one in an empty or missing folder.

        Args:
            path: The witness's folder.
            signer: Its key, of type cosignature/v1 (0x04).
            logs: Verifier keys of the logs it knows; a key's name is its log's origin.

        Raises:
            LogLocked: Another process has it open.
            DiskFailed: The folder cannot be written.
        """
        self._path = path
        self._signer = signer
        self._logs = list(logs)
        self._turn = Lock()
        self._lock = WriterLock(path / "lock")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let another process in; a second call does nothing."""
        self._lock.release()

    @property
    def key(self) -> VerifierKey:
        """The witness's public key, for policies."""
        return self._signer.key

    @property
    def logs(self) -> list[VerifierKey]:
        """Keys of the logs that it knows."""
        return list(self._logs)

    def latest(self, origin: Origin) -> Note | None:
        """Give the newest checkpoint cosigned for a log, its cosignature included.

        Args:
            origin: The log.

        Returns:
            The note, or None when there is none.

        Raises:
            LogDamaged: The kept file is not what was written.
        """
        return newest_note(self._path, origin)

    def add_checkpoint(self, old_size: int, proof: Sequence[bytes], note: Note, *, now: int) -> NoteSignature:
        """Cosign a checkpoint that extends the last one cosigned, and keep it.

        Args:
            old_size: Size of the last checkpoint cosigned; 0 when there is none.
            proof: Consistency proof from `old_size` to the checkpoint; empty from 0.
            note: The checkpoint, signed by its log.
            now: The witness's own time, in POSIX seconds.

        Returns:
            The cosignature line; the checkpoint is on disk by then.

        Raises:
            UnknownLog: The witness does not know this origin.
            UntrustedSignature: No known key of the log signed it.
            MalformedRequest: It is no checkpoint, the old size is above the new one, or a proof comes with old size 0.
            OldSizeConflict: The witness cosigned another size last.
            ForkDetected: Same size, other root.
            InconsistentProof: The proof does not verify.
            ClockSetBack: `now` is before the last cosignature.
            DiskFailed: The checkpoint could not be kept; nothing was cosigned.
        """
        checkpoint = self._open(note)
        with self._turn:
            return self._add(old_size, proof, note, checkpoint, now)

    def _add(
        self, old_size: int, proof: Sequence[bytes], note: Note, checkpoint: Checkpoint, now: int
    ) -> NoteSignature:
        if old_size > checkpoint.size:
            raise MalformedRequest(f"old size {old_size} is above the checkpoint's {checkpoint.size}")
        kept = self.latest(checkpoint.origin)
        known = Checkpoint.parse(kept.text) if kept is not None else None
        known_size, known_root = (known.size, known.root) if known is not None else (0, EMPTY_ROOT)
        if old_size != known_size:
            raise OldSizeConflict(f"the last size cosigned is {known_size}, not {old_size}", known=known_size)
        if known_size == checkpoint.size and known_root != checkpoint.root:
            raise self._fork(checkpoint, note, known_root)
        _check_growth(known_size, known_root, checkpoint, proof)
        self._check_clock(kept, now)
        line = cosign(note.text, now, self._signer)
        self._keep(checkpoint, Note(note.text, (*note.verified_by(self._logs), line)))
        return line

    def _open(self, note: Note) -> Checkpoint:
        try:
            stated = Checkpoint.parse(note.text)
        except MalformedInput as error:
            raise MalformedRequest(f"no checkpoint: {error}") from error
        if stated.origin not in {Origin(key.name) for key in self._logs}:
            raise UnknownLog(f"no log {stated.origin} is known here", origin=stated.origin)
        try:
            return open_checkpoint(note, self._logs)
        except (SignatureMismatch, TrustMissing) as error:
            raise UntrustedSignature(f"checkpoint of {stated.origin}: {error}", origin=stated.origin) from error

    def _check_clock(self, kept: Note | None, now: int) -> None:
        for mine in cosignatures(kept, [self._signer.key]) if kept is not None else ():
            if now < mine.timestamp:
                raise ClockSetBack(
                    f"the witness's clock says {now}, and its last cosignature is of {mine.timestamp}",
                    now=now,
                    last=mine.timestamp,
                )

    def _keep(self, checkpoint: Checkpoint, note: Note) -> None:
        folder = self._folder(checkpoint.origin)
        data = note.encode()
        publish([(folder / str(checkpoint.size), data)], [(folder / _NEWEST, data)])

    def _fork(self, checkpoint: Checkpoint, note: Note, known_root: Root) -> ForkDetected:
        """Keep the second of two signed histories beside the first, and say so."""
        path = self._folder(checkpoint.origin) / f"{checkpoint.size}.fork"
        publish([(path, Note(note.text, tuple(note.verified_by(self._logs))).encode())])
        return ForkDetected(
            f"{checkpoint.origin} shows two roots for size {checkpoint.size}",
            origin=checkpoint.origin,
            known=known_root.hex(),
            shown=checkpoint.root.hex(),
        )

    def _folder(self, origin: Origin) -> Path:
        return folder_of(self._path, origin)


def folder_of(path: Path, origin: Origin) -> Path:
    """Name the folder of what a witness keeps of a log.

    Args:
        path: The witness's folder.
        origin: The log.

    Returns:
        The folder.
    """
    return path / sha256(origin.encode()).hexdigest()


def newest_note(path: Path, origin: Origin) -> Note | None:
    """Read the newest checkpoint that a witness cosigned for a log; safe beside the witness.

    Args:
        path: The witness's folder.
        origin: The log.

    Returns:
        The note, or None when there is none.

    Raises:
        LogDamaged: The kept file is not what was written.
    """
    folder = folder_of(path, origin)
    newest = _read(folder / _NEWEST)
    kept = max((int(each.name) for each in folder.glob("[0-9]*") if each.name.isdecimal()), default=-1)
    if kept > (Checkpoint.parse(newest.text).size if newest is not None else -1):
        newest = _read(folder / str(kept))  # a crash came between the two files of `_keep`
    return newest


def _read(path: Path) -> Note | None:
    try:
        note = Note.parse(path.read_bytes())
        Checkpoint.parse(note.text)
    except FileNotFoundError:
        return None
    except (OSError, AnchorError) as error:
        raise LogDamaged(f"{path}: {error}", path=str(path)) from error
    return note


def _check_growth(size: int, root: Root, checkpoint: Checkpoint, proof: Sequence[bytes]) -> None:
    """Demand a proof from the checkpoint cosigned last; every tree extends the empty one."""
    if size == 0:
        if proof:
            raise MalformedRequest("a proof from old size 0 must be empty", hashes=len(proof))
        return
    try:
        verify_consistency(size1=size, size2=checkpoint.size, root1=root, root2=checkpoint.root, proof=proof)
    except AnchorError as error:
        raise InconsistentProof(f"{checkpoint.origin}: {error}", origin=checkpoint.origin) from error
