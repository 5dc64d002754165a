"""How an act of the council is said: contracts and functions by name, seconds as times, bits by their fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from torrens_anchor.forms.printing import quoted
from torrens_cli.context import Desk
from torrens_contracts.council.named import NamedCall, contract_at, named
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.masks import bits_said
from torrens_contracts.revert_values import TIMES, instant
from torrens_contracts.types import Address
from torrens_contracts.words import Kind

_NO_END: Final = "–"


def said_of(desk: Desk, target: Address, data: bytes) -> str:
    """Says a call of a contract as a person reads it; as hex where the manifest does not know it.

    Args:
        desk: The open office, whose deployment names the contracts.
        target: The contract that is called.
        data: Selector and arguments.

    Returns:
        As `Register.narrow(module Grants (0x…), kind GRANT, mask state,holder)`; texts stand between quotation marks.
    """
    deployment = desk.office.deployment
    try:
        call = named(deployment, target, data)
    except ArgumentRefused:
        return f"0x{target.hex()} 0x{data.hex()}"
    inner = ", ".join(f"{name} {_said(deployment, call, name)}" for name in call.arguments)
    return f"{call.contract}.{call.function}({inner})"


def _said(deployment: Deployment, call: NamedCall, name: str) -> str:
    value = call.arguments[name]
    if call.contract == "Register":
        if name == "permissions":
            pairs = cast("Sequence[tuple[int, int]]", value)
            return f"[{'; '.join(f'{_kind(kind)}: {bits_said(kind, mask)}' for kind, mask in pairs)}]"
        if name == "mask":
            return bits_said(cast("int", call.arguments["kind"]), cast("int", value))
        if name == "kind":
            return _kind(cast("int", value))
    if name in TIMES and isinstance(value, int):
        return instant(value) if value else _NO_END
    if name in ("module", "target") and isinstance(value, bytes):
        known = contract_at(deployment, Address(value))
        return f"0x{value.hex()}" if known is None else f"{known} (0x{value.hex()})"
    return _plain(value)


def _kind(kind: int) -> str:
    return Kind(kind).name if kind in set(Kind) else str(kind)


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_plain, value))}]"
    return f"0x{value:x}" if isinstance(value, int) and value >= 1 << 64 else str(value)
