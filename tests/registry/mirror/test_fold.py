"""The fold: which event explains which word, and where a mirror must stop."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.chain.abi import address_word, encode_tagged, hash_words, uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.errors import MalformedWord, UnknownEvent
from torrens_contracts.events import Event, Written, leaf_of, topic0_of
from torrens_contracts.events_gen import KeyAdded, PartyEnrolled, SignaturesVoided, Stated
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import Id
from torrens_contracts.node.rpc_types import Log, Quantity
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp
from torrens_contracts.words import KeyWord, Kind, PartyWord
from torrens_registry.errors import WordWithoutEvent
from torrens_registry.mirror.fold import Fold, Kept, Told, first_journal, next_journal
from torrens_registry.mirror.projection import project
from torrens_registry.store.columns import Row, Said
from torrens_registry.store.party_tables import PartyRow

REGISTER, MODULE, OTHER = (Address(bytes([n]) * 20) for n in (1, 2, 3))
KEY = Address(b"\x07" * 20)
ENROLLED = PartyEnrolled(
    PartyId(70_000), 1, ExchangeId(331), Digest32(b"\x05" * 32), KEY, 1, Timestamp(1), Timestamp(0), KEY
)
VOIDED = SignaturesVoided(PartyId(70_000), Timestamp(5), KEY)
PARTY = PartyWord(state=1, kind=1, exchange=331).pack()


def _topics(event: Event) -> tuple[list[bytes], bytes]:
    """Topics and data of an event of static words."""
    topics, data = [topic0_of(type(event))], b""
    for name, value in asdict(event).items():  # type: ignore[call-overload]  # every Event is a dataclass
        word = value.rjust(32, b"\0") if isinstance(value, bytes) else uint_word(value)
        if name in event.INDEXED:
            topics.append(word)
        else:
            data += word
    return topics, data


def log(event: Event, index: int, by: Address = MODULE, transaction: int = 0) -> Log:
    topics, data = _topics(event)
    return Log(
        address=to_hex(by),
        topics=tuple(map(to_hex, topics)),
        data=to_hex(data),
        block_number=Quantity(9),
        block_hash="0x" + "99" * 32,
        transaction_hash="0x" + f"{transaction:064x}",
        transaction_index=Quantity(transaction),
        log_index=Quantity(index),
    )


def written(event: Event, word: bytes = PARTY, kind: int = Kind.PARTY, number: int = 70_000) -> Written:
    return Written(kind, Id(uint_word(number)), MODULE, word, Digest32(leaf_of(event)))


def fold(*logs: Log) -> list[Told | Kept]:
    return list(Fold(to_hex(REGISTER), bytes(32)).block(logs, 1000))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**40), st.integers(0, 255))
def test_the_journal_is_that_of_the_specification(word: bytes, timestamp: int, kind: int) -> None:
    said = written(ENROLLED, word, kind)
    expected = hash_words(
        bytes(32), uint_word(timestamp), address_word(MODULE), uint_word(kind), said.id, word, said.leaf
    )
    assert next_journal(bytes(32), timestamp, said) == expected
    assert first_journal(word) == keccak256(encode_tagged("torrens/journal/1", word))


def test_one_event_may_cover_several_words_and_events_may_queue() -> None:
    key = written(ENROLLED, KeyWord(party=70_000).pack(), Kind.KEY, int.from_bytes(KEY))
    items = fold(
        log(ENROLLED, 0),
        log(VOIDED, 1),
        log(written(ENROLLED), 2, REGISTER),
        log(key, 3, REGISTER),
        log(written(VOIDED), 4, REGISTER),
    )
    assert [item.event for item in items if isinstance(item, Kept)] == [ENROLLED, ENROLLED, VOIDED]


def test_events_of_other_modules_do_not_stand_in_the_way() -> None:
    items = fold(
        log(ENROLLED, 0),
        log(VOIDED, 1, OTHER),
        log(replace(written(VOIDED), module=OTHER), 2, REGISTER),
        log(written(ENROLLED), 3, REGISTER),
    )
    assert [item.event for item in items if isinstance(item, Kept)] == [VOIDED, ENROLLED]


def test_a_statement_needs_no_word() -> None:
    stated = Stated(
        0, 1, Timestamp(1), 0, Digest32(bytes(32)), Digest32(bytes(32)), Digest32(bytes(32)), Address(bytes(20))
    )
    assert [type(item) for item in fold(log(stated, 0))] == [Told]


@pytest.mark.parametrize(
    ("what", "logs"),
    [
        ("no event at all", [log(written(ENROLLED), 0, REGISTER)]),
        ("the event after the word", [log(written(ENROLLED), 0, REGISTER), log(ENROLLED, 1)]),
        ("an event without its word", [log(ENROLLED, 0)]),
        ("a word of another leaf", [log(ENROLLED, 0), log(written(VOIDED), 1, REGISTER)]),
        ("the event of another module", [log(ENROLLED, 0, OTHER), log(written(ENROLLED), 1, REGISTER)]),
        (
            "the event of another transaction",
            [log(ENROLLED, 0, transaction=0), log(written(ENROLLED), 1, REGISTER, transaction=1)],
        ),
        (
            "events out of order",
            [
                log(ENROLLED, 0),
                log(VOIDED, 1),
                log(written(VOIDED), 2, REGISTER),
                log(written(ENROLLED), 3, REGISTER),
            ],
        ),
        (
            "an event used again after the next one",
            [
                log(ENROLLED, 0),
                log(written(ENROLLED), 1, REGISTER),
                log(VOIDED, 2),
                log(written(VOIDED), 3, REGISTER),
                log(written(ENROLLED), 4, REGISTER),
            ],
        ),
        ("a Written of somebody else than the register", [log(ENROLLED, 0), log(written(ENROLLED), 1, OTHER)]),
    ],
)
def test_a_word_or_an_event_alone_stops_the_fold_fail(what: str, logs: list[Log]) -> None:
    with pytest.raises(WordWithoutEvent):
        fold(*logs)
    assert what


def test_an_unknown_event_stops_the_fold_fail() -> None:
    unknown = log(ENROLLED, 0)
    with pytest.raises(UnknownEvent):
        fold(
            Log(
                **{
                    **{name: getattr(unknown, name) for name in unknown.__struct_fields__},
                    "topics": ("0x" + "77" * 32,),
                }
            )
        )


class Rows:
    """Rows in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[type[Row], object], Row] = {}

    def get(self, row, *key):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN201 - the protocol's, generic
        return self.kept.get((row, key[-1]))

    def put(self, row: Row, block: int) -> None:
        assert block == 9
        self.kept[type(row), getattr(row, "id", None)] = row

    def say(self, row: Said) -> None:
        self.kept[type(row), row.log_index] = row


def test_a_word_opens_a_row_and_later_words_change_its_fields() -> None:
    rows = Rows()
    later = PartyWord(state=1, kind=1, exchange=331, since=5).pack()
    first = fold(log(ENROLLED, 0), log(written(ENROLLED), 1, REGISTER))
    project(first, rows)
    project(fold(log(VOIDED, 2), log(written(VOIDED, later), 3, REGISTER)), rows)
    row = rows.kept[PartyRow, to_hex(uint_word(70_000))]
    assert isinstance(row, PartyRow)
    assert (row.since, row.identity_digest, row.opened_log_index, row.log_index) == (5, "0x" + "05" * 32, 1, 3)


def test_an_event_that_opens_another_id_is_refused_fail() -> None:
    with pytest.raises(WordWithoutEvent, match="opens"):
        project(fold(log(ENROLLED, 0), log(written(ENROLLED, number=70_001), 1, REGISTER)), Rows())


def test_an_event_that_opens_nothing_is_refused_fail() -> None:
    with pytest.raises(WordWithoutEvent, match="opens no PartyRow"):
        project(fold(log(VOIDED, 0), log(written(VOIDED), 1, REGISTER)), Rows())


def test_a_word_that_is_none_of_its_kind_is_refused_fail() -> None:
    added = KeyAdded(PartyId(70_000), KEY, 1, Timestamp(1), Timestamp(0), KEY)
    with pytest.raises(MalformedWord):
        project(fold(log(added, 0), log(written(added, b"\xff" * 32, Kind.KEY), 1, REGISTER)), Rows())
