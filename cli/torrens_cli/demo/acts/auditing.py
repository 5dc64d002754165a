"""The audit log of the story: its key, its witnesses, and how a checkpoint is anchored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256

from torrens_anchor.notekey import KeyType, Signer
from torrens_cli.demo import cast
from torrens_cli.demo.world import World
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.witness import Witness
from torrens_registry.evidence import logger
from torrens_registry.evidence.logger import Anchored

LOG_NAME = "torrens.example/hangzhou"


def log_signer() -> Signer:
    """Returns the development key of Hangzhou's audit log."""
    return signer_from_seed(LOG_NAME, _seed("log"))


def witness_signer(name: str) -> Signer:
    """Returns the development key of a witness."""
    return signer_from_seed(f"torrens.example/{name}", _seed(name), KeyType.COSIGNATURE_V1)


@contextmanager
def open_log(world: World) -> Iterator[AuditLog]:
    """Opens Hangzhou's audit log for writing."""
    with AuditLog(world.office(cast.HANGZHOU).settings.log_dir, log_signer()) as log:
        yield log


def anchor(world: World) -> Anchored:
    """Logs what is due, signs a checkpoint, lets the witnesses cosign it, and anchors it on chain.

    Args:
        world: The story's world.

    Returns:
        The anchor.
    """
    office = world.office(cast.HANGZHOU)
    office.sync()
    with ExitStack() as stack:
        log = stack.enter_context(open_log(world))
        logger.write_due(office, log)
        witnesses = [
            stack.enter_context(Witness(world.out / name, witness_signer(name), [log_signer().key]))
            for name in cast.WITNESSES
        ]
        logger.checkpoint(office, log, witnesses)
        return logger.anchor(office, world.staff(cast.HANGZHOU, "logger"), log.view)


def _seed(name: str) -> bytes:
    return sha256(f"torrens/development-log-key/1/{cast.SEED}/{name}".encode()).digest()
