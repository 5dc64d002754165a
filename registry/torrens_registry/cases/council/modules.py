"""What Register lets modules do: enabling, retiring, widening, narrowing; and what the council announced.

Enabling and widening wait two days in Register itself, whatever the council's own delays are; retiring and narrowing
count at once. A widening is announced of the bits as they stand: a narrowing since then voids it, and a month after its
time it is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from torrens_contracts.events import decode, topic0_of
from torrens_contracts.events_gen import (
    Event,
    ModuleEnabled,
    ModuleNarrowed,
    ModuleRetired,
    ModuleWidened,
    WideningAnnounced,
)
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import module_id
from torrens_contracts.structs import Permission
from torrens_contracts.types import Address, Timestamp
from torrens_contracts.words import Kind
from torrens_registry.cases.council.motions import Motion
from torrens_registry.mirror.apply import log_of
from torrens_registry.office import Office
from torrens_registry.store import mirror_queries

WIDENING_KEPT: Final = 30 * 86_400
"""Seconds after which an announced widening that was not applied is forgotten (Register)."""

_TOLD: Final = (ModuleEnabled, ModuleRetired, WideningAnnounced, ModuleWidened, ModuleNarrowed)


@dataclass(slots=True)
class Module:
    """A module as Register knows it.

    Attributes:
        address: Where it is.
        from_: First second at which it may write.
        until: Second from which it may write no more; 0 when no end is set.
        masks: The bits that it may change, by kind of word.
        announced: Widenings by kind, the bits of it when it was announced, and the mask; from when on each may be
            applied.
    """

    address: Address
    from_: Timestamp
    until: Timestamp
    masks: dict[int, int] = field(default_factory=dict)
    announced: dict[tuple[int, int, int], Timestamp] = field(default_factory=dict)

    def state(self, now: int) -> str:
        """Says whether it may write: WAITING, ENABLED or RETIRED.

        Args:
            now: UTC second.

        Returns:
            The state.
        """
        if self.until and now >= self.until:
            return "RETIRED"
        return "ENABLED" if now >= self.from_ else "WAITING"

    def widenings(self, now: int) -> tuple[tuple[int, int, Timestamp], ...]:
        """Gives what may be widened, now or in days to come: kind, mask and from when on.

        An announcement is of the bits as they stood: while they are others it does not count.

        Args:
            now: UTC second.

        Returns:
            Each with its kind, its mask and the second from which it may be done.
        """
        return tuple(
            (kind, mask, from_)
            for (kind, base, mask), from_ in self.announced.items()
            if self.masks.get(kind, 0) == base and now < from_ + WIDENING_KEPT
        )


def read_modules(office: Office) -> dict[Address, Module]:
    """Gives every module that the council ever enabled, as the mirror has it at the chain's head, in order.

    Args:
        office: The office.

    Returns:
        The modules by address.
    """
    found: dict[Address, Module] = {}
    for event in _told(office):
        _fold(found, event)
    return found


def enable(office: Office, module: Address, permissions: Sequence[Permission], *, from_: int, until: int = 0) -> Motion:
    """Moves that a module may write.

    Args:
        office: The office.
        module: The deployed module.
        permissions: Which bits of which kinds; none for one that writes no word.
        from_: From which second on; two days from now at the earliest.
        until: Until which; 0 for good.

    Returns:
        The motion.
    """
    verbs = office.contracts.register
    call = verbs.enable_module(module, Timestamp(from_), Timestamp(until), tuple(permissions))
    return Motion(call, "module.enable", module_id(module))


def retire(office: Office, module: Address) -> Motion:
    """Moves that a module writes no more, from the second in which it is done.

    Args:
        office: The exchange's office.
        module: Its address.

    Returns:
        The motion.
    """
    return Motion(office.contracts.register.retire_module(module), "module.retire", module_id(module))


def announce_widening(office: Office, module: Address, kind: Kind, mask: int) -> Motion:
    """Announces that a module may change more bits of a kind, in two days at the earliest."""
    call = office.contracts.register.announce_widening(module, kind, mask)
    now, found = office.next_time(), read_modules(office).get(module)
    waits = found is not None and any(one[:2] == (kind, mask) for one in found.widenings(now))
    turn = _turn(office, WideningAnnounced, (module, kind, mask), is_so=waits)
    return Motion(call, "widening.announce", module_id(module), turn)


def widen(office: Office, module: Address, kind: Kind, mask: int) -> Motion:
    """Applies an announced widening."""
    call = office.contracts.register.widen(module, kind, mask)
    wide = _bits(office, module, kind) & mask == mask
    return Motion(
        call, "module.widen", module_id(module), _turn(office, ModuleWidened, (module, kind, mask), is_so=wide)
    )


def narrow(office: Office, module: Address, kind: Kind, mask: int) -> Motion:
    """Leaves a module these bits of a kind and no others, at once."""
    call = office.contracts.register.narrow(module, kind, mask)
    narrow_ = _bits(office, module, kind) == mask
    turn = _turn(office, ModuleNarrowed, (module, kind, mask), is_so=narrow_)
    return Motion(call, "module.narrow", module_id(module), turn)


def _bits(office: Office, module: Address, kind: Kind) -> int:
    found = read_modules(office).get(module)
    return 0 if found is None else found.masks.get(kind, 0)


def _turn(office: Office, kind_of: type[Event], wanted: tuple[Address, Kind, int], *, is_so: bool) -> int:
    """Says which change of a module's bits it is: the one that made them so, where they are so; else the next."""
    changes = (WideningAnnounced, ModuleWidened, ModuleNarrowed)
    told = [one for one in _told(office) if isinstance(one, changes) and (one.module, one.kind) == wanted[:2]]
    did = [n for n, one in enumerate(told, start=1) if type(one) is kind_of and one.mask == wanted[2]]
    return did[-1] if is_so and did else len(told) + 1


def _told(office: Office) -> list[Event]:
    """Gives what Register said of modules, in order."""
    office.sync()
    topics = [to_hex(topic0_of(one)) for one in _TOLD]
    with office.store.read() as session:
        logs = mirror_queries.logs_of_events(session, to_hex(office.deployment.register), topics)
        return [decode(log_of(row)) for row in logs]


def _fold(found: dict[Address, Module], event: Event) -> None:
    if isinstance(event, ModuleEnabled):
        masks = dict(zip(event.kinds, event.masks, strict=True))
        found[event.module] = Module(event.module, event.from_, event.until, masks)
    elif isinstance(event, ModuleRetired):
        found[event.module].until = event.until
    elif isinstance(event, WideningAnnounced):
        kind, module = event.kind, found[event.module]
        module.announced[(kind, module.masks.get(kind, 0), event.mask)] = event.from_
    elif isinstance(event, ModuleWidened):
        kind, module = event.kind, found[event.module]
        module.announced.pop((kind, module.masks.get(kind, 0), event.mask), None)
        module.masks[kind] = module.masks.get(kind, 0) | event.mask
    elif isinstance(event, ModuleNarrowed):
        found[event.module].masks[event.kind] = event.mask
