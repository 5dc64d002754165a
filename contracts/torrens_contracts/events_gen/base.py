"""What every event is."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


class Event:
    """Base of every event.

    Attributes:
        CONTRACT: Which contract emits it.
        SIGNATURE: name(type,…), whose Keccak is its first topic.
        INDEXED: The arguments that are topics.
        MAKERS: For a struct argument, by position, what makes it of its fields.
    """

    __slots__ = ()
    CONTRACT: ClassVar[str]
    SIGNATURE: ClassVar[str]
    INDEXED: ClassVar[tuple[str, ...]]
    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {}
