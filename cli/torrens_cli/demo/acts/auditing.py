"""The audit log of the story: its key, its witnesses, and how a checkpoint is anchored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from torrens_anchor.notes.notekey import KeyType, Signer
from torrens_cli.demo import cast
from torrens_cli.demo.world import World
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.witness import Witness
from torrens_registry import note_keys
from torrens_registry.evidence import logger
from torrens_registry.evidence.logger import Anchored


def log_signer() -> Signer:
    """Returns the development key of Hangzhou's audit log, as `torrens log init` derives it."""
    name = note_keys.log_origin(cast.HANGZHOU.player.number)
    return signer_from_seed(name, note_keys.development_seed(cast.SEED, name))


def witness_signer(name: str) -> Signer:
    """Returns the development key of a witness, derived the same way."""
    origin = note_keys.witness_origin(name)
    return signer_from_seed(origin, note_keys.development_seed(cast.SEED, origin), KeyType.COSIGNATURE_V1)


@contextmanager
def open_log(world: World) -> Iterator[AuditLog]:
    """Opens Hangzhou's audit log for writing."""
    with AuditLog(world.office(cast.HANGZHOU).settings.log_dir, log_signer()) as log:
        yield log


def anchor(world: World, *, after: int) -> Anchored:
    """Logs what is due, signs a checkpoint, lets the witnesses cosign it, and anchors it on chain.

    A step that was interrupted after its checkpoint anchors that one: the anchor's own entry is the next step's.

    Args:
        world: The story's world.
        after: Size of the log at the anchor before; 0 for the first.

    Returns:
        The anchor.
    """
    office = world.office(cast.HANGZHOU)
    office.sync()
    with ExitStack() as stack:
        log = stack.enter_context(open_log(world))
        if after >= max(log.view.signed_sizes(), default=0):
            logger.write_due(office, log)
        witnesses = [
            stack.enter_context(Witness(world.out / name, witness_signer(name), [log_signer().key]))
            for name in cast.WITNESSES
        ]
        logger.checkpoint(office, log, witnesses)
        return logger.anchor(office, world.staff(cast.HANGZHOU, "logger"), log.view)
