"""The projection, pure: what was told and kept becomes rows. The nouns say how; this says when.

A word always gives its row in `words`. A kind with a table also gives a typed row: opened by an event that says what
the word cannot hold, then following the word field by field. Some events leave a row of their own. Kinds without a
table (ORIGIN, SERIAL, LOG) live in `words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Protocol, TypeVar

from torrens_contracts.events import Event
from torrens_contracts.hexcodec import to_hex
from torrens_registry.errors import WordWithoutEvent
from torrens_registry.mirror.fold import Kept, Told
from torrens_registry.mirror.nouns import encumbrance, evidence, link, market, party, peer, title
from torrens_registry.mirror.nouns.noun import Columns, Noun, Says
from torrens_registry.store.chain_tables import WordRow
from torrens_registry.store.columns import Row, Said

PROJECTION: Final = 2
"""Version of the rows that this release makes; a mirror of another version is rebuilt."""

NOUNS: Final[dict[int, Noun]] = {
    int(kind): noun
    for some in (
        party.NOUNS,
        link.NOUNS,
        title.NOUNS,
        encumbrance.NOUNS,
        market.NOUNS,
        peer.NOUNS,
    )
    for kind, noun in some.items()
}
"""Kinds that have a table of their own."""

_SAID: Final[Mapping[type[Event], Says]] = {**evidence.SAID, **peer.SAID}

R = TypeVar("R", bound=Row)


class Rows(Protocol):
    """The rows as the fold has them; `torrens_registry.store.mirror_rows.UnderFold` is one."""

    def get(self, row: type[R], *key: object) -> R | None:
        """Returns a row by its key.

        Args:
            row: Its type.
            *key: Its primary key.

        Returns:
            The row; None where there is none.
        """

    def put(self, row: Row, block: int) -> None:
        """Takes a row's new state, changed in a block.

        Args:
            row: The row.
            block: The block's height.
        """

    def say(self, row: Said) -> None:
        """Takes a row that stays for good.

        Args:
            row: The row.
        """


def project(items: Iterable[Told | Kept], rows: Rows) -> None:
    """Folds events and words into rows.

    Args:
        items: What `Fold` gives, in order.
        rows: The rows; they are changed.

    Raises:
        WordWithoutEvent: An event does not open the word that it explains.
        MalformedWord: A word is not of its layout.
    """
    for item in items:
        if isinstance(item, Kept):
            rows.put(_word(item), item.place.block)
            noun = NOUNS.get(item.written.kind)
            if noun is not None:
                _follow(noun, item, rows)
        else:
            made = _SAID.get(type(item.event))
            if made is not None:
                rows.say(made(item.event, item.place))


def _word(item: Kept) -> WordRow:
    written, place = item.written, item.place
    return WordRow(
        kind=written.kind,
        id=to_hex(written.id),
        word=to_hex(written.word),
        leaf=to_hex(written.leaf),
        module=to_hex(written.module),
        block=place.block,
        log_index=place.log_index,
    )


def _follow(noun: Noun, item: Kept, rows: Rows) -> None:
    written, place, identifier = item.written, item.place, to_hex(item.written.id)
    columns = noun.word_columns(written.word) | {"block": place.block, "log_index": place.log_index}
    held = rows.get(noun.row, identifier)
    if held is not None and type(item.event) not in noun.anew:
        amends = noun.amends.get(type(item.event))
        added = amends(item.event, written) if amends else {}
        rows.put(held.model_copy(update=columns | added), place.block)
        return
    opens = noun.opens.get(type(item.event), noun.otherwise)
    if opens is None:
        raise WordWithoutEvent(
            f"{type(item.event).__name__} at block {place.block}, log {place.log_index} opens no {noun.row.__name__}",
            block=place.block,
            log_index=place.log_index,
            kind=written.kind,
            id=identifier,
        )
    opened: Columns = {"id": identifier, "opened_block": place.block, "opened_log_index": place.log_index}
    rows.put(noun.row(**opened, **columns, **opens(item.event, written)), place.block)
