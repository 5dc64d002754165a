"""What a typed row is made of: the fields of its word, and what the event that opened it adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torrens_contracts.events import Event, Written
from torrens_contracts.fields import Layout, unpack_fields
from torrens_contracts.hexcodec import to_hex
from torrens_registry.errors import WordWithoutEvent
from torrens_registry.store.columns import Said, Stated

Columns = dict[str, Any]
Opens = Callable[[Any, Written], Columns]
Amends = Callable[[Any, Written], Columns]
Says = Callable[[Any, Any], Said]
"""Makes the row that an event leaves for good, of the event and its place."""


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of word as a table.

    Attributes:
        row: The row type.
        layout: The word's layout.
        opens: For each event that may say the first word: the columns that it gives beside the word's.
        otherwise: The columns of a word that another event opens; None refuses it.
        amends: For each event that later adds something: the columns it changes.
        anew: Events that give an id whose record is over to another record: of the one before nothing stays in the row.
        renamed: Fields whose column has another name.
        shown_as_hex: Columns kept as hex, with how many bytes.
    """

    row: type[Stated]
    layout: Layout
    opens: Mapping[type[Event], Opens]
    otherwise: Opens | None = None
    amends: Mapping[type[Event], Amends] = field(default_factory=dict)
    anew: frozenset[type[Event]] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    shown_as_hex: Mapping[str, int] = field(default_factory=dict)

    def word_columns(self, word: bytes) -> Columns:
        """Returns the columns that show a word.

        Args:
            word: 32 bytes.

        Returns:
            Columns by name.

        Raises:
            MalformedWord: Bits are set below its last field.
        """
        fields = unpack_fields(word, self.layout)
        columns: Columns = {
            self.renamed.get(name, name): value for (name, _), value in zip(self.layout, fields, strict=True)
        }
        for name, size in self.shown_as_hex.items():
            columns[name] = to_hex(columns[name].to_bytes(size))
        return columns


def require_id(written: Written, identifier: bytes, event: Event) -> None:
    """Checks that an event opens the id that was written.

    Args:
        written: What Register said.
        identifier: The id that the event names.
        event: The event.

    Raises:
        WordWithoutEvent: It opens another one.
    """
    if written.id != identifier:
        raise WordWithoutEvent(
            f"{type(event).__name__} opens {to_hex(identifier)}, but the word is of {to_hex(written.id)}",
            event=type(event).__name__,
            kind=written.kind,
            id=to_hex(written.id),
        )
