"""The council's events, what a call says, and masks by the names of fields."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib import resources
from typing import Any

import pytest
from contracts_kit import abi_values
from eth_abi.abi import encode
from hypothesis import given, settings
from hypothesis import strategies as st
from web3 import Web3
from web3._utils.events import get_event_data

from torrens_contracts.abi import topic0
from torrens_contracts.artifacts import CONTRACTS, Entry, load
from torrens_contracts.calls import Council, Register
from torrens_contracts.council.events import COUNCIL_EVENTS, OperationScheduled, RoleLabel, decode_council
from torrens_contracts.council.named import address_of, contract_at, function_at, named, selector_of
from torrens_contracts.council.spelled import spelled
from torrens_contracts.deploying.deployment import DeployedModule, Deployment
from torrens_contracts.deploying.permissions import FIELDS, permissions_of
from torrens_contracts.errors import ArgumentRefused, MalformedLog, UnknownEvent
from torrens_contracts.events import EVENTS, Event, decode
from torrens_contracts.ids import operation_id, origin
from torrens_contracts.masks import EVERY_BIT, LAYOUTS, fields_of, mask_of
from torrens_contracts.node.rpc_types import Log, Quantity
from torrens_contracts.structs import Permission
from torrens_contracts.types import Address, BlockNumber, ChainId, Digest32, Timestamp
from torrens_contracts.words import Kind

HASH = "0x" + "ab" * 32


def place(number: int) -> Address:
    return Address(bytes([number]) * 20)


REGISTER, COUNCIL = place(0xA0), place(0xA1)
HOME = Deployment(
    chain_id=ChainId(7),
    register=REGISTER,
    register_code_hash=Digest32(bytes(32)),
    deployment_salt=bytes(32),
    origin=origin(7, REGISTER, bytes(32)),
    deploy_block=BlockNumber(1),
    council=COUNCIL,
    modules=tuple(
        DeployedModule(name, place(number), Digest32(bytes(32)))
        for number, name in enumerate(sorted(set(CONTRACTS) - {"Council", "Register"}), start=1)
    ),
)


def _entry(kind: type[Event]) -> Entry:
    return next(one for one in load("Council").entries("event") if one.name == kind.__name__)


def _log(kind: type[Event], values: tuple[Any, ...]) -> Log:
    rows = list(zip(_entry(kind).inputs, values, strict=True))
    topics = [topic0(kind.SIGNATURE), *(encode([one.type], [value]) for one, value in rows if one.indexed)]
    data = encode([one.type for one, _ in rows if not one.indexed], [value for one, value in rows if not one.indexed])
    shown = tuple(f"0x{topic.hex()}" for topic in topics)
    return Log("0x" + "a1" * 20, shown, f"0x{data.hex()}", Quantity(1), HASH, HASH, Quantity(0), Quantity(0))


def _values(kind: type[Event]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(*(abi_values(one.type) for one in _entry(kind).inputs))


drawn = st.sampled_from(COUNCIL_EVENTS).flatmap(lambda kind: st.tuples(st.just(kind), _values(kind)))


def test_every_event_of_the_access_manager_has_its_type_and_none_is_a_module_s() -> None:
    theirs = {entry.signature for entry in load("Council").entries("event")}
    assert {kind.SIGNATURE for kind in COUNCIL_EVENTS} == theirs
    assert len(theirs) == 12
    assert not theirs & {kind.SIGNATURE for kind in EVENTS}
    for kind in COUNCIL_EVENTS:
        indexed = [one.indexed for one in _entry(kind).inputs]
        assert [field.name in kind.INDEXED for field in fields(kind)] == indexed  # type: ignore[arg-type]  # a dataclass


@settings(max_examples=150)
@given(drawn)
def test_what_the_council_said_is_read_as_web3_reads_it(case: tuple[type[Event], tuple[Any, ...]]) -> None:
    kind, values = case
    log = _log(kind, values)
    event = decode_council(log)
    assert type(event) is kind
    assert [getattr(event, field.name) for field in fields(kind)] == list(values)  # type: ignore[arg-type]  # a dataclass
    text = (resources.files("torrens_contracts") / "abi" / "Council.json").read_text(encoding="utf-8")
    raw: Any = next(one for one in json.loads(text)["abi"] if one["type"] == "event" and one["name"] == kind.__name__)
    entry: Any = {
        "topics": [bytes.fromhex(topic[2:]) for topic in log.topics],
        "data": bytes.fromhex(log.data[2:]),
        **dict.fromkeys(("logIndex", "transactionIndex", "transactionHash", "address", "blockHash", "blockNumber")),
    }
    theirs = get_event_data(Web3().codec, raw, entry)["args"]
    for param, value in zip(_entry(kind).inputs, values, strict=True):
        found = theirs[param.name]
        assert (bytes.fromhex(found[2:]) if param.type == "address" else found) == value


@pytest.mark.parametrize("kind", COUNCIL_EVENTS)
def test_a_mirror_takes_none_of_them_from_a_module_fail(kind: type[Event]) -> None:
    log = Log(HASH, ("0x" + topic0(kind.SIGNATURE).hex(),), "0x", Quantity(1), HASH, HASH, Quantity(0), Quantity(0))
    with pytest.raises(UnknownEvent):
        decode(log)
    with pytest.raises(MalformedLog):
        decode_council(log)


def test_a_log_that_is_not_the_council_s_fail() -> None:
    good = _log(RoleLabel, (1, "council"))
    for topics in ((), (HASH,)):
        with pytest.raises(UnknownEvent):
            decode_council(Log(good.address, topics, good.data, Quantity(1), HASH, HASH, Quantity(0), Quantity(0)))
    for data in ("0x", good.data[:-64], "0xzz", good.data.replace("636f756e63696c", "ff6f756e63696c")):
        with pytest.raises(MalformedLog):
            decode_council(Log(good.address, good.topics, data, Quantity(1), HASH, HASH, Quantity(0), Quantity(0)))


def test_a_scheduled_act_is_said_by_names() -> None:
    inner = Register(REGISTER).retire_module(place(3)).data
    said = named(HOME, REGISTER, inner)
    assert (said.contract, said.function, dict(said.arguments)) == ("Register", "retireModule", {"module": place(3)})
    outer = named(HOME, COUNCIL, Council(COUNCIL).execute(REGISTER, inner).data)
    assert (outer.function, outer.arguments["data"]) == ("execute", inner)
    event = decode_council(_log(OperationScheduled, (bytes(32), 1, 9, place(8), REGISTER, inner)))
    assert isinstance(event, OperationScheduled)
    assert named(HOME, event.target, event.data) == said


@pytest.mark.parametrize(
    ("to", "data"),
    [
        (place(0x77), Register(REGISTER).retire_module(place(3)).data),
        (COUNCIL, Register(REGISTER).retire_module(place(3)).data),
        (REGISTER, Register(REGISTER).retire_module(place(3)).data[:-1]),
        (REGISTER, b"\1\2\3"),
    ],
    ids=["a stranger", "another contract's function", "cut short", "no selector"],
)
def test_bytes_that_say_nothing_fail(to: Address, data: bytes) -> None:
    with pytest.raises(ArgumentRefused):
        named(HOME, to, data)


@pytest.mark.parametrize(
    "words",
    [(5, -1), (5, 1 << 62), (5, 64, -1), (5, 64, 1 << 62, 0), (-1, -1), (1 << 64, 64, 0), (5, 64, 1)],
    ids=["offset", "far offset", "length", "long", "role and offset", "role", "cut text"],
)
def test_a_label_of_an_impossible_offset_or_length_fail(words: tuple[int, ...]) -> None:
    data = selector_of("Council", "labelRole") + b"".join((one % (1 << 256)).to_bytes(32) for one in words)
    with pytest.raises(ArgumentRefused):
        named(HOME, COUNCIL, data)


def test_an_event_whose_text_has_an_impossible_length_fail() -> None:
    good = _log(RoleLabel, (7, "council"))
    for data in ("ff" * 32, f"{32:064x}" + "ff" * 32, f"{1 << 62:064x}", f"{32:064x}{1 << 62:064x}"):
        with pytest.raises(MalformedLog):
            decode_council(
                Log(good.address, good.topics, f"0x{data}", *(Quantity(1), HASH, HASH, Quantity(0), Quantity(0)))
            )


@given(st.binary(min_size=20, max_size=20), st.binary(min_size=20, max_size=20), st.binary(max_size=70))
def test_the_id_of_an_operation_is_of_its_abi_encoding(caller: bytes, target: bytes, data: bytes) -> None:
    whole = encode(["address", "address", "bytes"], [caller, target, data])
    assert operation_id(caller, target, data) == bytes(Web3.keccak(whole))


def test_contracts_and_functions_by_name() -> None:
    assert {name: contract_at(HOME, address_of(HOME, name)) for name in CONTRACTS} == {name: name for name in CONTRACTS}
    assert contract_at(HOME, place(0x77)) is None
    selector = selector_of("Register", "narrow")
    assert function_at("Register", selector) == "narrow"
    assert function_at(None, selector) == function_at("Council", selector) == f"0x{selector.hex()}"
    for contract, function in (("Register", "read"), ("Register", "retire"), ("Titles", "narrow")):
        with pytest.raises(ArgumentRefused):
            selector_of(contract, function)
    with pytest.raises(ArgumentRefused):
        address_of(HOME, "Title")


def test_a_call_is_spelled_out_by_hand() -> None:
    module = place(3)
    typed = Register(REGISTER).enable_module(module, Timestamp(9), Timestamp(0), (Permission(6, EVERY_BIT),))
    told = [f"0x{module.hex()}", "9", "0x0", f"[[6, {EVERY_BIT}]]"]
    assert spelled(HOME, "Register", "enableModule", told).data == typed.data
    closed = Council(COUNCIL).set_target_closed(REGISTER, closed=True)
    assert spelled(HOME, "Council", "setTargetClosed", [f"0x{REGISTER.hex()}", "true"]).data == closed.data
    inner = Council(COUNCIL).multicall([typed.data, b""])
    assert spelled(HOME, "Council", "multicall", [f'["0x{typed.data.hex()}", "0x"]']).data == inner.data
    label = Council(COUNCIL).label_role(7, "理事会")
    assert spelled(HOME, "Council", "labelRole", ["7", "理事会"]).data == label.data
    removed = spelled(HOME, "Parties", "removeExchange", ["331", "0x" + "ab" * 32])
    assert named(HOME, removed.to, removed.data).function == "removeExchange"


@pytest.mark.parametrize(
    ("contract", "function", "texts"),
    [
        ("Title", "narrow", []),
        ("Register", "read", ["1", "0x" + "00" * 32]),
        ("Register", "retireModule", []),
        ("Register", "retireModule", ["0x12", "1"]),
        ("Register", "retireModule", ["0x12"]),
        ("Register", "retireModule", ["Titles"]),
        ("Register", "retireModule", ["0x" + "zz" * 20]),
        ("Register", "narrow", ["0x" + "12" * 20, "256", "1"]),
        ("Register", "narrow", ["0x" + "12" * 20, "-1", "1"]),
        ("Register", "narrow", ["0x" + "12" * 20, "six", "1"]),
        ("Register", "enableModule", ["0x" + "12" * 20, "1", "0", "["]),
        ("Register", "enableModule", ["0x" + "12" * 20, "1", "0", "6"]),
        ("Register", "enableModule", ["0x" + "12" * 20, "1", "0", "[[6]]"]),
        ("Register", "enableModule", ["0x" + "12" * 20, "1", "0", "[[6, true]]"]),
        ("Register", "enableModule", ["0x" + "12" * 20, "1", "0", "[" * 100_000]),
        ("Council", "setTargetClosed", ["0x" + "12" * 20, "yes"]),
        ("Council", "multicall", ["[7]"]),
        ("Council", "labelRole", ["7"]),
    ],
)
def test_what_is_spelled_wrongly_fail(contract: str, function: str, texts: list[str]) -> None:
    with pytest.raises(ArgumentRefused) as caught:
        spelled(HOME, contract, function, texts)
    assert caught.value.remedy


def test_masks_are_said_and_read_by_their_fields() -> None:
    for module, of_kinds in FIELDS.items():
        for one in permissions_of(module):
            kind = Kind(one.kind)
            told = fields_of(kind, one.mask)
            assert set(told) == set(of_kinds[kind] or ("all",))
            assert told == ("all",) or mask_of(kind, told) == one.mask


@given(st.sampled_from(sorted(LAYOUTS)), st.integers(0, EVERY_BIT))
def test_no_bit_of_a_mask_is_left_unsaid(kind: Kind, mask: int) -> None:
    *names, last = fields_of(kind, mask) or ("0x0",)
    rest = int(last, 16) if last.startswith("0x") else 0
    if last == "all":
        assert mask == EVERY_BIT
        return
    whole = mask_of(kind, names if last.startswith("0x") else [*names, last])
    assert whole | rest == mask
    assert not whole & rest


def test_masks_that_are_none_fail() -> None:
    assert fields_of(77, 5) == ("0x" + "5".rjust(64, "0"),)
    assert fields_of(Kind.GRANT, 0) == ()
    for kind, field in (
        (Kind.GRANT, "colour"),
        (Kind.PARTY, "flags.CONFIRMED"),
        (Kind.LISTING, "flags.SANDBOX"),
        (Kind.MODULE, "from_"),
    ):
        with pytest.raises(ArgumentRefused):
            mask_of(kind, [field])
