"""The order of the story's steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from torrens_cli.demo.acts import (
    cheating_partners,
    cheating_records,
    cheating_rights,
    founding,
    keeping,
    recognising,
    registering,
    shutting,
    trading,
)
from torrens_cli.demo.steps import Outcome, Step
from torrens_cli.demo.world import World

_ACTS: Final[tuple[tuple[Callable[[World], Outcome], ...], ...]] = (
    (
        founding.deployed,
        founding.admitted,
        founding.enrolled,
        registering.fingerprinted,
        registering.noticed,
        registering.registered,
        registering.licensed,
        trading.listed,
        trading.anchored,
        trading.sold,
        trading.anchored_again,
        recognising.stated,
        recognising.accredited,
        recognising.recognised,
        keeping.bundled,
        keeping.digested,
    ),
    (
        cheating_records.row_edited,
        cheating_records.log_edited,
        cheating_records.audit_rewritten,
        cheating_rights.too_early,
        cheating_rights.wider,
        cheating_rights.altered,
        cheating_rights.replayed,
        cheating_partners.bits_flipped,
        cheating_rights.prepared,
        cheating_rights.expired,
        cheating_rights.frozen,
    ),
    (
        shutting.frozen,
        recognising.stated_again,
        recognising.suspended,
        shutting.copied,
        shutting.shut,
        shutting.verified,
        shutting.one_byte_changed,
        shutting.no_trust,
        shutting.aged,
        shutting.rebuilt,
    ),
)

STEPS: Final = tuple(
    Step(f"{act}.{place:02}", run) for act, steps in enumerate(_ACTS, 1) for place, run in enumerate(steps, 1)
)
"""Every step, numbered act.place."""
