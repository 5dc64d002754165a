"""Checking a whole log: every entry, hash, tile, partial file and signed checkpoint, from the bytes on disk alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from torrens_anchor.errors import AnchorError, Mismatch
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import CompactRange, leaf_hash, tree_root, verify_consistency
from torrens_anchor.notes.auditentry import audit_entry
from torrens_anchor.notes.checkpoint import Checkpoint, open_checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.notekey import VerifierKey
from torrens_log.errors import LogDamaged, LogRewritten, ServedBehind, WrongLogKey
from torrens_log.store import CHECKPOINT_FILE, STATE_FILE, LogView
from torrens_log.tiles import TILE_HEIGHT, TILE_WIDTH, Level, encode_bundle, tile_path


@dataclass(frozen=True, slots=True)
class LogReport:
    """What a check found; there is a report only when everything held.

    Attributes:
        size: Entries, all of which hash to the root.
        root: The root.
        checkpoints: Sizes of the signed checkpoints, all of which verify, each consistent with the one before.
        cosignatures: Cosignatures of known witnesses on them, all of which verify.
        strangers: Signature lines of keys that are neither the log's nor a known witness's: nobody verified them.
        others: Entries that are no audit entries, whose content is not interpreted; -1 where nobody asked.
        first_other: The first of them; None for none.
    """

    size: int
    root: Root
    checkpoints: tuple[int, ...]
    cosignatures: int = 0
    strangers: int = 0
    others: int = -1
    first_other: int | None = None


def check_log(
    view: LogView, keys: Iterable[VerifierKey], witnesses: Iterable[VerifierKey] = (), *, interpret: bool = False
) -> LogReport:
    """Verify a log again from nothing: entries to leaves, leaves to tiles, tiles to roots, roots to signatures.

    Args:
        view: The log.
        keys: The log's verifier keys.
        witnesses: Keys of the witnesses whose cosignatures are to be verified; lines of others are counted.
        interpret: Read each entry, too, and count those that are no audit entries.

    Returns:
        The report.

    Raises:
        LogDamaged: A file is missing or not what was written; facts name it.
        LogRewritten: A signed checkpoint is not a prefix of the log.
        WrongLogKey: A checkpoint is not signed by one of the keys.
        ServedBehind: All holds, but a stop left an older checkpoint to be served.
    """
    sizes, own, known = view.signed_sizes(), list(keys), list(witnesses)
    signed = _signed_checkpoints(view, sizes, own)
    _check_state(view, sizes)
    tree = _check_entries(view, signed)
    if tree.root() != view.state.root:
        raise LogDamaged("the entries do not hash to the state's root", path=str(view.path))
    _check_newest(view, sizes)
    _check_partials(view, sizes)
    _check_successive(view, [signed[size] for size in sizes])
    cosigned, strangers = _count_cosignatures(view, sizes, own, known)
    report = LogReport(view.size, tree.root(), sizes, cosigned, strangers)
    return _interpreted(view, report) if interpret else report


def _check_entries(view: LogView, signed: dict[int, Checkpoint]) -> CompactRange:
    """Hash every entry, and hold tiles of all levels and signed roots against it; gives the tree."""
    tree = CompactRange()
    level: list[bytes] = []
    _hold(signed, tree)
    for number in range(-(-view.size // TILE_WIDTH)):
        leaves = _checked_leaves(view, number)
        for leaf in leaves:
            tree.append(leaf)
            if tree.size in signed:
                _hold(signed, tree)
        if len(leaves) == TILE_WIDTH:
            level.append(tree_root(leaves))
    _check_tiles_above(view, level)
    return tree


def _interpreted(view: LogView, report: LogReport) -> LogReport:
    """Read each entry, and count those that are no audit entries."""
    others = [
        at
        for number in range(-(-view.size // TILE_WIDTH))
        for at, entry in enumerate(view.bundle(number), number * TILE_WIDTH)
        if audit_entry(entry) is None
    ]
    return replace(report, others=len(others), first_other=others[0] if others else None)


def _signed_checkpoints(view: LogView, sizes: Iterable[int], keys: list[VerifierKey]) -> dict[int, Checkpoint]:
    signed: dict[int, Checkpoint] = {}
    for size in sizes:
        try:
            signed[size] = open_checkpoint(view.signed_checkpoint(size), keys)
        except AnchorError as error:
            raise WrongLogKey(f"checkpoint {size}: {error}", size=size) from error
        if signed[size].size != size:
            raise LogDamaged(f"checkpoint {size} states size {signed[size].size}", size=size)
    return signed


def _hold(signed: dict[int, Checkpoint], tree: CompactRange) -> None:
    checkpoint = signed.get(tree.size)
    if checkpoint is not None and checkpoint.root != tree.root():
        raise LogRewritten(f"the first {tree.size} entries are not those that were signed", signed=tree.size)


def _checked_leaves(view: LogView, number: int) -> list[bytes]:
    leaves = [bytes(leaf_hash(entry)) for entry in view.bundle(number)]
    tile = view.tile(0, number)
    if leaves != tile:
        at = next(i for i, (a, b) in enumerate(zip(leaves, tile, strict=True)) if a != b)
        path = tile_path(None, number, len(leaves))
        raise LogDamaged(
            f"entry {number * TILE_WIDTH + at} in {path} is not the one hashed", path=str(view.path / path)
        )
    return leaves


def _check_tiles_above(view: LogView, hashes: list[bytes]) -> None:
    """Recompute each level of tiles from the one below."""
    level = 1
    while hashes:
        above: list[bytes] = []
        for at in range(0, len(hashes), TILE_WIDTH):
            wanted = hashes[at : at + TILE_WIDTH]
            if view.tile(level, at // TILE_WIDTH) != wanted:
                path = tile_path(level, at // TILE_WIDTH, len(wanted))
                raise LogDamaged(f"{path} is not hashed from the tiles below it", path=str(view.path / path))
            if len(wanted) == TILE_WIDTH:
                above.append(tree_root(wanted))
        hashes = above
        level += 1


def _check_state(view: LogView, sizes: tuple[int, ...]) -> None:
    beyond = [size for size in sizes if size > view.size]
    if beyond:
        file = view.path / STATE_FILE
        raise LogRewritten(
            f"size {beyond[-1]} was signed, {file} counts only {view.size} entries", signed=beyond[-1], path=str(file)
        )


def _check_newest(view: LogView, sizes: tuple[int, ...]) -> None:
    """Hold the checkpoint that the log serves against the newest it signed.

    The signed one is written first, so a stop between the two leaves an older one, or none, to be served: that is no
    damage, and whatever opens the log to write serves the newest again (SPEC.md section 9).
    """
    path = view.path / CHECKPOINT_FILE
    newest = path.read_bytes() if path.exists() else None
    wanted = view.signed_checkpoint(sizes[-1]).encode() if sizes else None
    if newest == wanted:
        return
    if newest is None or newest in [view.signed_checkpoint(size).encode() for size in sizes[:-1]]:
        raise ServedBehind(f"{path} is older than the newest signed checkpoint", path=str(path), signed=sizes[-1])
    raise LogDamaged(f"{path} is not the newest signed checkpoint", path=str(path))


def _check_partials(view: LogView, sizes: tuple[int, ...]) -> None:
    """Hold the partial files of signed sizes, which readers of old checkpoints ask for, against the newest ones.

    Other partial files may be what a crash left of entries that were never signed.
    """
    levels: list[Level] = [None, *range(-(-view.size.bit_length() // TILE_HEIGHT))]
    for level in levels:
        shift = TILE_HEIGHT * (level or 0)
        number, width = divmod(view.size >> shift, TILE_WIDTH)
        if not width:
            continue
        items = view.bundle(number) if level is None else view.tile(level, number)
        for size in sizes:
            older, wide = divmod(size >> shift, TILE_WIDTH)
            file = view.path / tile_path(level, number, wide or TILE_WIDTH)
            if older != number or not wide:
                continue
            if not file.exists():
                raise LogDamaged(f"{file}, of the signed size {size}, is missing", path=str(file), signed=size)
            if file.read_bytes() != (encode_bundle(items[:wide]) if level is None else b"".join(items[:wide])):
                raise LogDamaged(f"{file} is not the beginning of its tile", path=str(file))


def _check_successive(view: LogView, signed: list[Checkpoint]) -> None:
    """Prove each signed checkpoint from the one before, as a reader would from the tiles."""
    for old, new in pairwise(signed):
        if old.size:
            proof = view.consistency_proof(old.size, new.size)
            try:
                verify_consistency(size1=old.size, size2=new.size, root1=old.root, root2=new.root, proof=proof)
            except Mismatch as error:
                raise LogRewritten(f"checkpoint {new.size} does not extend checkpoint {old.size}") from error


def _count_cosignatures(
    view: LogView, sizes: Iterable[int], own: list[VerifierKey], witnesses: list[VerifierKey]
) -> tuple[int, int]:
    """Verify what known witnesses cosigned; say how many lines are of others."""
    found = strangers = 0
    for size in sizes:
        note = view.signed_checkpoint(size)
        try:
            found += len(cosignatures(note, witnesses))
        except AnchorError as error:
            raise LogDamaged(f"checkpoint {size}: {error}", size=size) from error
        strangers += sum(not any(line.is_by(key) for key in (*own, *witnesses)) for line in note.signatures)
    return found, strangers
