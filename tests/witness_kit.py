"""A witness as a server on loopback, and a log's checkpoints and proofs to ask it about."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from log_kit import LOG

from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree, range_root
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, sign_checkpoint
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.notekey import KeyType, Signer, VerifierKey
from torrens_log.keys import signer_from_seed
from torrens_log.witness import Witness
from torrens_log.witness_server import WitnessServer

TREE = Tree([leaf_hash(b"%d" % i) for i in range(40)])
ORIGIN = Origin(LOG.key.name)


def signer(name: str) -> Signer:
    return signer_from_seed(f"{name}.example/witness", name.encode().ljust(32, b"."), KeyType.COSIGNATURE_V1)


@contextmanager
def served(
    folder: Path, name: str = "w1", *, logs: tuple[VerifierKey, ...] = (LOG.key,), now: int = 1_000
) -> Iterator[WitnessServer]:
    with (
        Witness(folder / name, signer(name), logs) as witness,
        WitnessServer(witness, "127.0.0.1", 0, lambda: now) as server,
    ):
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def note(size: int, root: Root | None = None, by: Signer = LOG) -> Note:
    return sign_checkpoint(Checkpoint(Origin(by.key.name), size, root or range_root(0, size, TREE.node)), by)


def proof(old: int, new: int) -> tuple[bytes, ...]:
    return tuple(Tree([TREE.node(0, i) for i in range(new)]).consistency_proof(old)) if old else ()
