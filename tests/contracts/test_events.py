"""Events: what eth_abi encodes is read back, each leaf is abi.encode of all arguments, and nothing else is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from importlib import resources
from typing import Any

import pytest
from contracts_kit import abi_values
from eth_abi.abi import encode
from eth_utils.abi import event_abi_to_log_topic
from eth_utils.crypto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st
from web3 import Web3
from web3._utils.events import get_event_data

from torrens_contracts.abi import arguments
from torrens_contracts.artifacts import Entry, load
from torrens_contracts.errors import MalformedLog, UnknownEvent
from torrens_contracts.events import EVENTS, Event, decode, decode_with_leaf, leaf, leaf_of, topic0_of, type_of
from torrens_contracts.events_gen import Licensed, NotariesChanged, Transferred
from torrens_contracts.node.rpc_types import Log, Quantity

HASH = "0x" + "ab" * 32


def _entry(kind: type[Event]) -> Entry:
    return next(entry for entry in load(kind.CONTRACT).entries("event") if entry.name == kind.__name__)


def _log(topics: list[bytes], data: bytes) -> Log:
    shown = tuple(f"0x{topic.hex()}" for topic in topics)
    return Log("0x" + "11" * 20, shown, f"0x{data.hex()}", Quantity(1), HASH, HASH, Quantity(0), Quantity(0))


def _encode(kind: type[Event], values: tuple[Any, ...]) -> Log:
    rows = list(zip(_entry(kind).inputs, values, strict=True))
    topics = [encode([param.canonical], [value]) for param, value in rows if param.indexed]
    plain = [(param.canonical, value) for param, value in rows if not param.indexed]
    return _log([topic0_of(kind), *topics], encode([one for one, _ in plain], [value for _, value in plain]))


def _values(kind: type[Event]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(*(abi_values(param.canonical) for param in _entry(kind).inputs))


drawn = st.sampled_from(EVENTS).flatmap(lambda kind: st.tuples(st.just(kind), _values(kind)))


@settings(max_examples=300)
@given(drawn)
def test_what_was_emitted_is_read_with_its_leaf(case: tuple[type[Event], tuple[Any, ...]]) -> None:
    kind, values = case
    log = _encode(kind, values)
    event, found = decode_with_leaf(log)
    assert type(event) is kind is type_of(log)
    assert [getattr(event, field.name) for field in fields(event)] == [  # type: ignore[arg-type]  # every Event is a dataclass
        kind.MAKERS[i](*value) if i in kind.MAKERS else value for i, value in enumerate(values)
    ]
    types = ["bytes32", *arguments(kind.SIGNATURE)]
    assert found == leaf(log) == leaf_of(event) == keccak(encode(types, [topic0_of(kind), *values]))
    assert decode(log) == event


@pytest.mark.parametrize("kind", EVENTS)
def test_types_are_those_of_the_abi(kind: type[Event]) -> None:
    entry = _entry(kind)
    assert entry.signature == kind.SIGNATURE
    raw = next(one for one in Web3().eth.contract(abi=_raw_abi(kind)).abi if one.get("name") == kind.__name__)
    assert topic0_of(kind) == event_abi_to_log_topic(raw)  # type: ignore[arg-type]  # web3's ABI types


@settings(max_examples=60)
@given(drawn)
def test_web3_reads_the_same(case: tuple[type[Event], tuple[Any, ...]]) -> None:
    kind, values = case
    log = _encode(kind, values)
    raw: Any = next(one for one in _raw_abi(kind) if one["type"] == "event" and one["name"] == kind.__name__)
    entry: Any = {
        "topics": [bytes.fromhex(topic[2:]) for topic in log.topics],
        "data": bytes.fromhex(log.data[2:]),
        **dict.fromkeys(("logIndex", "transactionIndex", "transactionHash", "address", "blockHash")),
        "blockNumber": 1,
    }
    theirs = get_event_data(Web3().codec, raw, entry)["args"]
    event = decode(log)
    for field, param in zip(fields(event), _entry(kind).inputs, strict=True):  # type: ignore[arg-type]  # a dataclass
        ours, found = getattr(event, field.name), theirs[param.name]
        if param.type == "address":
            assert ours == bytes.fromhex(found[2:])
        elif param.type == "tuple":
            assert len(found) == len(fields(ours))
        elif not isinstance(ours, tuple):
            assert ours == found


def _raw_abi(kind: type[Event]) -> Any:  # noqa: ANN401 - web3's ABI
    text = (resources.files("torrens_contracts") / "abi" / f"{kind.CONTRACT}.json").read_text(encoding="utf-8")
    return json.loads(text)["abi"]


def _transferred() -> Log:
    return _encode(Transferred, (b"\1" * 32, 7, 9, 1, b"\2" * 32, b"\3" * 20))


def _changed(log: Log, topics: tuple[str, ...] | None = None, data: str | None = None) -> Log:
    return _log(
        [bytes.fromhex(topic[2:]) for topic in (log.topics if topics is None else topics)],
        bytes.fromhex((log.data if data is None else data)[2:]),
    )


def test_a_log_without_topics_fail() -> None:
    with pytest.raises(UnknownEvent, match="no topic"):
        decode(_changed(_transferred(), topics=()))


def test_a_log_of_no_event_of_ours_fail() -> None:
    with pytest.raises(UnknownEvent):
        leaf(_changed(_transferred(), topics=(HASH,)))


@pytest.mark.parametrize("cut", [-2, -64, 2, 64])
def test_data_of_another_length_fail(cut: int) -> None:
    log = _transferred()
    data = log.data[:cut] if cut < 0 else log.data + "00" * (cut // 2)
    for read in (decode, leaf):
        with pytest.raises(MalformedLog, match="not of this event"):
            read(_changed(log, data=data))


@pytest.mark.parametrize("change", [lambda topics: topics[:-1], lambda topics: (*topics, HASH)])
def test_another_number_of_topics_fail(change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    log = _transferred()
    with pytest.raises(MalformedLog):
        decode(_changed(log, topics=change(log.topics)))


def test_a_topic_moved_into_the_data_fail() -> None:
    log = _transferred()
    moved = _changed(log, topics=log.topics[:-1], data="0x" + log.topics[-1][2:] + log.data[2:])
    with pytest.raises(MalformedLog):
        decode(moved)


@pytest.mark.parametrize(
    ("at", "said"), [(0, "wider than uint8"), (64, "12 zero bytes")], ids=["a uint8 over 255", "a dirty address"]
)
def test_a_word_that_is_not_of_its_type_fail(at: int, said: str) -> None:
    log = _transferred()
    data = bytearray(bytes.fromhex(log.data[2:]))
    data[at] = 1
    with pytest.raises(MalformedLog, match=said):
        decode(_changed(log, data=f"0x{data.hex()}"))


def test_a_log_that_is_not_hex_fail() -> None:
    log = _transferred()
    odd = Log(log.address, log.topics, "0xzz", Quantity(1), HASH, HASH, Quantity(0), Quantity(0))
    with pytest.raises(MalformedLog, match="not hex"):
        decode(odd)


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [
        (2, 0x60, "does not begin"),
        (4, 3, "cut short"),
        (4, 1, "bytes follow"),
        (4, 1 << 200, "cut short"),
        (6, 1 << 160, "12 zero bytes"),
    ],
)
def test_an_array_that_solidity_would_not_write_fail(at: int, value: int, said: str) -> None:
    log = _encode(NotariesChanged, (b"\1" * 32, 2, 3, (b"\4" * 20, b"\5" * 20), b"\6" * 20))
    data = bytearray(bytes.fromhex(log.data[2:]))
    data[32 * at : 32 * at + 32] = value.to_bytes(32)
    with pytest.raises(MalformedLog, match=said):
        decode(_changed(log, data=f"0x{data.hex()}"))


@given(st.integers(0, 7 * 32 * 8 - 1))
def test_one_changed_bit_changes_the_leaf_or_is_refused(bit: int) -> None:
    log = _encode(Licensed, (b"\1" * 32, b"\2" * 32, b"\3" * 32, b"\4" * 32, 5, b"\6" * 32, b"\7" * 20))
    raw = bytearray(b"".join(bytes.fromhex(topic[2:]) for topic in log.topics[1:]) + bytes.fromhex(log.data[2:]))
    raw[bit // 8] ^= 1 << bit % 8
    topics = tuple(f"0x{raw[i : i + 32].hex()}" for i in (0, 32, 64))
    changed = _changed(log, topics=(log.topics[0], *topics), data=f"0x{raw[96:].hex()}")
    assert leaf(changed) != leaf(log)
