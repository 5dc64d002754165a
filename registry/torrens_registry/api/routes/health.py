"""Whether the service lives, whether it may be relied on, and its numbers. No prefix: probes ask at the root."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from torrens_log.errors import LogMissing
from torrens_registry.api import answers
from torrens_registry.api.answers import Shown
from torrens_registry.api.problems import RESPONSES
from torrens_registry.api.reader import Reader, Reading
from torrens_registry.errors import Diverged, NotStored, NotYetFinal
from torrens_registry.mirror.status import mirror_status
from torrens_registry.store import api_queries

router = APIRouter(tags=["health"], responses=RESPONSES)


class Health(Shown):
    """The service answers."""

    ok: bool


class Ready(Shown):
    """Where the mirror stands, how old its newest block is, and what its newest check said."""

    block: int
    final_block: int
    timestamp: int
    age_seconds: int
    checked_at: int | None
    degree: str | None


@router.get("/healthz", response_model=Health)
def healthz(request: Request) -> Response:
    """Says that the process answers; asks nothing else."""
    return answers.respond(request, Health(ok=True))


@router.get("/readyz", response_model=Ready)
def readyz(request: Request, reader: Reading) -> Response:
    """Says that the mirror was made and that its newest check found no fault; a problem 503 otherwise.

    No node is asked: an age that grows while the chain makes blocks says that mirror or node is down.
    """
    try:
        with reader.store.read() as session:
            found = mirror_status(session)
    except NotStored as error:
        raise NotYetFinal("the mirror never ran", remedy="run `torrens mirror sync --follow` beside the API") from error
    if found.check is not None and not found.check.good:
        raise Diverged(f"check {found.check.seq} found that the mirror is not the chain", run=found.check.seq)
    ready = Ready(
        block=found.block,
        final_block=found.final_block,
        timestamp=found.timestamp,
        age_seconds=_age(reader, found.timestamp),
        checked_at=found.check.block if found.check else None,
        degree=found.check.degree if found.check else None,
    )
    return answers.respond(request, ready)


@router.get("/metrics", responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request, reader: Reading) -> Response:
    """Gives numbers in the text format of Prometheus."""
    lines = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in _numbers(reader).items()]
    return answers.sent(request, "".join(lines).encode(), "text/plain; version=0.0.4; charset=utf-8")


def _age(reader: Reader, second: int) -> int:
    return max(0, reader.now() - second)


def _numbers(reader: Reader) -> dict[str, int]:
    """Gives what is known; a mirror that never ran has no numbers, and a probe sees that they are missing."""
    with reader.store.read() as session:
        owed = api_queries.unlogged(session)
        try:
            found = mirror_status(session)
        except NotStored:
            return {"torrens_log_entries": _log_size(reader), "torrens_log_entries_owed": owed}
    return {
        "torrens_mirror_block": found.block,
        "torrens_mirror_final_block": found.final_block,
        "torrens_mirror_timestamp_seconds": found.timestamp,
        "torrens_mirror_age_seconds": _age(reader, found.timestamp),
        "torrens_mirror_events": found.events,
        "torrens_mirror_good": int(found.check is None or found.check.good),
        "torrens_log_entries": _log_size(reader),
        "torrens_log_entries_owed": owed,
    }


def _log_size(reader: Reader) -> int:
    try:
        return reader.log().size
    except LogMissing:
        return 0
