"""Logs to typed events, and the leaf of each: the other half of the journal.

The types stand in `events_gen`, one for each Solidity event, of the same name; they are re-exported by `EVENTS`.
Reading takes no ABI file, no web3 and no eth_abi.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields, is_dataclass
from typing import Final, cast

from torrens_anchor.chain.abi import uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.abi import WORD, arguments, split_types
from torrens_contracts.errors import UnknownEvent
from torrens_contracts.events_gen import EVENTS, Event, Written
from torrens_contracts.node.rpc_types import Log
from torrens_contracts.slicer import Slicer

__all__ = ["EVENTS", "Event", "Written", "decode", "decode_with_leaf", "leaf", "leaf_of", "topic0_of", "type_of"]


def _slicer(kind: type[Event]) -> Slicer:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every subclass of Event is a dataclass
    return Slicer(kind.SIGNATURE, [name in kind.INDEXED for name in names], kind.MAKERS)


_SLICERS: Final = {kind: _slicer(kind) for kind in EVENTS}
_BY_TOPIC: Final = {f"0x{slicer.topic0.hex()}": (kind, slicer) for kind, slicer in _SLICERS.items()}


def topic0_of(kind: type[Event]) -> bytes:
    """Give the first topic of an event's logs.

    Args:
        kind: The event's type.

    Returns:
        32 bytes.
    """
    return _SLICERS[kind].topic0


def type_of(log: Log) -> type[Event]:
    """Tell which event a log is.

    Args:
        log: The log.

    Returns:
        The event's type.

    Raises:
        UnknownEvent: It is none of these contracts'.
    """
    return _find(log)[0]


def decode(log: Log) -> Event:
    """Read a log.

    Args:
        log: The log, as the node gave it.

    Returns:
        The event.

    Raises:
        UnknownEvent: It is none of these contracts'.
        MalformedLog: Its topics or data are not those of its event.
    """
    kind, slicer = _find(log)
    return kind(*slicer.values(slicer.raw(log.topics, log.data)))


def leaf(log: Log) -> bytes:
    """Give a log's leaf, without decoding it.

    Args:
        log: The log.

    Returns:
        keccak256(abi.encode(topic0, arguments in declaration order)).

    Raises:
        UnknownEvent: It is none of these contracts'.
        MalformedLog: Its topics or data are not those of its event.
    """
    _, slicer = _find(log)
    return slicer.leaf(slicer.raw(log.topics, log.data))


def decode_with_leaf(log: Log) -> tuple[Event, bytes]:
    """Read a log and give its leaf, as a mirror needs both; raises as `decode` does.

    Args:
        log: The log.

    Returns:
        The event and its leaf.
    """
    kind, slicer = _find(log)
    raw = slicer.raw(log.topics, log.data)
    return kind(*slicer.values(raw)), slicer.leaf(raw)


def leaf_of(event: Event) -> bytes:
    """Give the leaf that an event's log has, from its fields alone.

    Args:
        event: The event.

    Returns:
        keccak256(abi.encode(topic0, arguments in declaration order)).

    Raises:
        OutOfRange: A value does not fit its type.
    """
    kinds = arguments(event.SIGNATURE)
    values = [getattr(event, field.name) for field in fields(event)]  # type: ignore[arg-type]  # every Event is a dataclass
    parts = [(kind.endswith("[]"), _encoded(kind, value)) for kind, value in zip(kinds, values, strict=True)]
    offset = WORD + sum(WORD if dynamic else len(encoded) for dynamic, encoded in parts)
    heads, tails = [_SLICERS[type(event)].topic0], []
    for dynamic, encoded in parts:
        heads.append(uint_word(offset) if dynamic else encoded)
        if dynamic:
            tails.append(encoded)
            offset += len(encoded)
    return keccak256(b"".join([*heads, *tails]))


def _find(log: Log) -> tuple[type[Event], Slicer]:
    found = _BY_TOPIC.get(log.topics[0]) if log.topics else None
    if found is None:
        named = log.topics[0] if log.topics else "no topic"
        raise UnknownEvent(f"a log of {log.address} with {named} is no event of these contracts", address=log.address)
    return found


def _encoded(kind: str, value: object) -> bytes:
    """Encode a static value, a struct of them, or an array with its length."""
    if kind.endswith("[]"):
        items = tuple(cast("Iterable[object]", value))
        return uint_word(len(items)) + b"".join(_encoded(kind[:-2], item) for item in items)
    if kind.startswith("("):
        parts = (
            astuple(value)
            if is_dataclass(value) and not isinstance(value, type)
            else tuple(cast("Iterable[object]", value))
        )
        return b"".join(_encoded(part, item) for part, item in zip(split_types(kind[1:-1]), parts, strict=True))
    if isinstance(value, bytes):
        return value.rjust(WORD, b"\0") if kind == "address" else value.ljust(WORD, b"\0")
    return uint_word(int(cast("int", value)), int(kind.removeprefix("uint")) if kind.startswith("uint") else 1)
