"""The audit log's writer: append, integrate, sign. One process at a time, whole after any crash."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

from torrens_anchor.errors import Mismatch
from torrens_anchor.hashing.merkle import verify_consistency
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, sign_checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.note import Note, NoteSignature
from torrens_anchor.notes.notekey import Signer, VerifierKey
from torrens_log.durable import Publisher, Step, WriterLock, sync_folder
from torrens_log.edge import Edge, replaced_partials
from torrens_log.errors import DiskFailed, LogDamaged, LogMissing, LogRewritten
from torrens_log.signed import last_signed
from torrens_log.store import CHECKPOINT_FILE, CHECKPOINT_FOLDER, STATE_FILE, LogState, LogView

TILE_FOLDER = "tile"
"""Where tiles and entry bundles stand."""
LOCK_FILE = "lock"
"""Held while a process has the log open for writing."""


class AuditLog:
    """A log open for writing.

    What is on disk changes in this order, each step durable before the next: bundles and tiles, then
    `state.json`, then a checkpoint. So a checkpoint never speaks of entries that a crash could take, and
    whatever a crash leaves beyond the state was never signed and is written over.
    """

    def __init__(self, path: Path, signer: Signer) -> None:
        """Open a log, or begin one in an empty or missing folder.

        Args:
            path: The log's folder.
            signer: The log's key; its name is the log's origin.

        Raises:
            LogLocked: Another process writes this log.
            LogDamaged: Tiles and state disagree.
            LogRewritten: The log is not an extension of its last signed checkpoint.
            WrongLogKey: Its last checkpoint was signed by another key.
            DiskFailed: The folder cannot be written.
        """
        self._path = path
        self._signer = signer
        self._failed: DiskFailed | None = None
        self._signed = 0
        self._lock = WriterLock(path / LOCK_FILE)
        self._publisher = Publisher()
        try:
            self._view = self._open_or_begin()
            self._edge = Edge.load(self._view)
            self._resume()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let another writer in; a second call does nothing."""
        self._publisher.close()
        self._lock.release()

    @property
    def view(self) -> LogView:
        """Entries and proofs as of now."""
        return self._view

    @property
    def origin(self) -> Origin:
        """The log's identity: its key's name."""
        return Origin(self._signer.key.name)

    def append(self, entries: Sequence[bytes]) -> range:
        """Add entries at the end, durably; none or all.

        Args:
            entries: Exact bytes, each under 64 KiB.

        Returns:
            Their indexes.

        Raises:
            LimitExceeded: An entry is too long; nothing was added.
            DiskFailed: The disk refused; nothing is lost, and the log must be opened again.
        """
        begin = self._edge.size
        if not entries:
            return range(begin, begin)
        edge, files = self._edge.grow(entries)
        state = LogState(edge.size, edge.root())
        tiles = [(self._path / path, data) for path, data in files]
        self._publish([(self._path / STATE_FILE, state.encode())], unread=tiles)
        self._edge, self._view = edge, LogView(self._path, state)
        self._drop_partials(begin)
        return range(begin, edge.size)

    def checkpoint(self) -> Note:
        """Sign the log as it stands, after proving it consistent with the last checkpoint signed.

        Returns:
            The signed checkpoint; the old one when nothing was added since.

        Raises:
            LogRewritten: The log is not an extension of its last signed checkpoint; nothing was signed.
            DiskFailed: The disk refused; nothing was published.
        """
        last = last_signed(self._view, self._signer.key)
        if last is not None:
            signed = Checkpoint.parse(last.text)
            self._check_extends(signed)
            if signed.size == self._view.size:
                return last
        state = self._view.state
        note = sign_checkpoint(Checkpoint(self.origin, state.size, state.root), self._signer)
        self._publish_note(note, state.size)
        return note

    def add_cosignatures(self, lines: Iterable[NoteSignature], witnesses: Iterable[VerifierKey]) -> Note:
        """Add witnesses' cosignatures to the newest signed checkpoint.

        Args:
            lines: Signature lines as the witnesses answered them; those of unknown keys are left out.
            witnesses: Keys of the witnesses that are known.

        Returns:
            The checkpoint with the cosignatures that verify, the newest of each witness.

        Raises:
            LogMissing: Nothing was signed yet.
            SignatureMismatch: A known witness's line does not verify; nothing was added.
        """
        note = last_signed(self._view, self._signer.key)
        if note is None:
            raise LogMissing(f"the log at {self._path} has no checkpoint yet", remedy="sign a checkpoint first")
        known = list(witnesses)
        for line in lines:
            for found in cosignatures(Note(note.text, (line,)), known):
                others = tuple(each for each in note.signatures if not each.is_by(found.witness))
                note = Note(note.text, (*others, line))
        self._publish_note(note, Checkpoint.parse(note.text).size)
        return note

    def _open_or_begin(self) -> LogView:
        try:
            return LogView.open(self._path)
        except LogMissing:
            for name in (CHECKPOINT_FOLDER, CHECKPOINT_FILE, TILE_FOLDER):
                if (self._path / name).exists():
                    raise LogDamaged(
                        f"{self._path} has {name} but no {STATE_FILE}", path=str(self._path / STATE_FILE)
                    ) from None
            self._publish([(self._path / STATE_FILE, LogState().encode())])
            return LogView(self._path, LogState())

    def _resume(self) -> None:
        """Hold the log against its last signed checkpoint, and publish that if a crash came between."""
        note = last_signed(self._view, self._signer.key)
        try:
            sync_folder(self._path)  # a state that a killed writer renamed may not be durable yet
        except OSError as error:
            raise DiskFailed(f"{self._path}: {error.strerror}", path=str(self._path)) from error
        if note is not None:
            last = Checkpoint.parse(note.text)
            self._check_extends(last)
            self._publish_note(note, last.size)

    def _publish(self, *steps: Step, unread: Step = ()) -> None:
        """Publish, unless the disk failed before: what it holds of that is only known when the log is opened again."""
        if self._failed is not None:
            raise DiskFailed(f"writing failed before ({self._failed}): open the log again")
        try:
            self._publisher.publish(*steps, unread=unread)
        except DiskFailed as error:
            self._failed = error
            raise

    def _check_extends(self, last: Checkpoint) -> None:
        state = self._view.state
        if last.size > state.size:
            raise LogRewritten(f"signed size {last.size}, found only {state.size} entries", signed=last.size)
        if last.size == 0:
            return
        try:
            verify_consistency(
                size1=last.size,
                size2=state.size,
                root1=last.root,
                root2=state.root,
                proof=self._view.consistency_proof(last.size, state.size),
            )
        except Mismatch as error:
            raise LogRewritten(
                f"the log does not extend its checkpoint of size {last.size}", signed=last.size
            ) from error

    def _publish_note(self, note: Note, size: int) -> None:
        """Publish a checkpoint: first where all are kept, then where the newest is served."""
        data = note.encode()
        kept, newest = self._path / CHECKPOINT_FOLDER / str(size), self._path / CHECKPOINT_FILE
        steps = [[(path, data)] for path in (kept, newest) if not path.exists() or path.read_bytes() != data]
        if steps:
            self._publish(*steps)
        self._signed = size

    def _drop_partials(self, begin: int) -> None:
        """Remove partial files that an append replaced and no signed size needs."""
        replaced = replaced_partials(begin, self._edge.size, self._signed)
        files = [(self._path / path, full) for path, full in replaced]
        if files:
            self._publisher.soon(partial(_remove, files))


def _remove(files: list[tuple[Path, bool]]) -> None:
    """Remove partial files, and with a full tile's the folder of them all."""
    for file, full in files:
        with suppress(OSError):  # a partial file left behind is of no harm
            if full:
                rmtree(file.parent)
            else:
                file.unlink()
