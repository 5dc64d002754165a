"""Log proofs for single entries, ready for a bundle."""

from torrens_anchor.errors import AnchorError, NothingThere
from torrens_anchor.hashing.merkle import leaf_hash, verify_inclusion
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.tlog_proof import TlogProof
from torrens_log.errors import LogDamaged, LogMissing
from torrens_log.store import LogView


def prove_entry(view: LogView, index: int, size: int | None = None) -> TlogProof:
    """Prove that an entry stands in the log, under a checkpoint that the log signed.

    Args:
        view: The log.
        index: The entry's place, from 0.
        size: Size of the signed checkpoint to prove under; the newest when absent.

    Returns:
        The proof, with all signatures that the checkpoint has gathered.

    Raises:
        LogMissing: The log has signed no checkpoint, or none of that size.
        NothingThere: The entry is not below the checkpoint's size.
        LogDamaged: A file is missing or malformed, or the proof that the tiles give does not hold.
    """
    note = signed_note(view, size)
    at = view.signed_sizes()[-1] if size is None else size
    if not 0 <= index < at:
        raise NothingThere(
            f"entry {index} is not one of the {at} under the checkpoint; the first is 0",
            remedy="name an entry that is there, or sign a checkpoint over newer ones first",
            index=index,
            size=at,
        )
    path = tuple(view.inclusion_proof(index, at))
    try:
        leaf, root = leaf_hash(view.entry(index)), Checkpoint.parse(note.text).root
        verify_inclusion(leaf=leaf, index=index, size=at, proof=path, root=root)
    except AnchorError as error:
        raise LogDamaged(
            f"entry {index} is not proved by the tiles of the log at {view.path}: {error}",
            remedy="run `torrens log check`, which names the file that is not as it was written",
            path=str(view.path),
        ) from error
    return TlogProof(index, path, note)


def signed_note(view: LogView, size: int | None = None) -> Note:
    """Give a checkpoint that the log signed.

    Args:
        view: The log.
        size: Its size; the newest when absent.

    Returns:
        The checkpoint, with all signatures that it has gathered.

    Raises:
        LogMissing: The log has signed no checkpoint, or none of that size.
        LogDamaged: A file is missing or malformed.
    """
    sizes = view.signed_sizes()
    if not sizes or (size is not None and size not in sizes):
        raise LogMissing(
            f"the log at {view.path} has signed no checkpoint" + ("" if size is None else f" of size {size}"),
            remedy="sign a checkpoint first",
        )
    return view.signed_checkpoint(sizes[-1] if size is None else size)
