"""JSON-RPC values at the edge: quantities and data in, parsed once; quantities and data out, as geth writes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from torrens_devnet.engine import Address, Json
from torrens_devnet.errors import RpcFault

INVALID_REQUEST: Final = -32600
METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602
INTERNAL: Final = -32603
PARSE_ERROR: Final = -32700
REFUSED: Final = -32000
REVERTED: Final = 3

_QUANTITY: Final = re.compile(r"0x[0-9a-fA-F]{1,64}")
_DATA: Final = re.compile(r"0x([0-9a-fA-F]{2})*")

Tag = Literal["latest", "pending", "earliest"]
BlockRef: TypeAlias = "Tag | int | bytes"
"""A block by tag, number or 32-byte hash."""


@dataclass(frozen=True, slots=True)
class CallArgs:
    """The transaction object of eth_call and eth_estimateGas. Prices are ignored: gas is free here."""

    sender: Address
    to: Address | None
    data: bytes
    value: int
    gas: int | None


@dataclass(frozen=True, slots=True)
class LogFilter:
    """The filter of eth_getLogs; empty tuples match everything."""

    first: BlockRef
    last: BlockRef
    addresses: frozenset[Address]
    topics: tuple[frozenset[bytes], ...]


def invalid(what: str) -> RpcFault:
    """Name an unusable parameter.

    Args:
        what: The parameter and what is wrong with it.

    Returns:
        The fault to raise.
    """
    return RpcFault(INVALID_PARAMS, f"invalid params: {what}")


def quantity(value: int) -> str:
    """Write an integer as JSON-RPC has it.

    Args:
        value: Not negative.

    Returns:
        0x hex without leading zeros.
    """
    return hex(value)


def data(value: bytes) -> str:
    """Write bytes as JSON-RPC has them.

    Args:
        value: Any bytes.

    Returns:
        0x hex, two digits a byte.
    """
    return "0x" + value.hex()


def parse_quantity(value: Json, name: str) -> int:
    """Read an integer of at most 256 bits.

    Args:
        value: The JSON value.
        name: The parameter, for the message.

    Returns:
        The integer.

    Raises:
        RpcFault: It is none.
    """
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise invalid(f"{name} must be a 0x quantity of at most 256 bits")
    return int(value, 16)


def parse_data(value: Json, name: str, size: int | None = None) -> bytes:
    """Read bytes.

    Args:
        value: The JSON value.
        name: The parameter, for the message.
        size: The exact length in bytes, when there is one.

    Returns:
        The bytes.

    Raises:
        RpcFault: It is no 0x hex, has an odd number of digits or another length.
    """
    if not isinstance(value, str) or not _DATA.fullmatch(value):
        raise invalid(f"{name} must be 0x hex with two digits a byte")
    content = bytes.fromhex(value[2:])
    if size is not None and len(content) != size:
        raise invalid(f"{name} must have {size} bytes, not {len(content)}")
    return content


def parse_address(value: Json, name: str) -> Address:
    """Read an account's address.

    Args:
        value: The JSON value.
        name: The parameter, for the message.

    Returns:
        The address.
    """
    return Address(parse_data(value, name, 20))


def parse_block(value: Json) -> BlockRef:
    """Read a block parameter, EIP-1898's objects included. Absent means latest; safe and finalized are latest here.

    Args:
        value: The JSON value.

    Returns:
        The reference.
    """
    if value is None or value in ("latest", "safe", "finalized"):
        return "latest"
    if value in ("pending", "earliest"):
        return "pending" if value == "pending" else "earliest"
    if isinstance(value, dict):
        if "blockHash" in value:
            return parse_data(value["blockHash"], "blockHash", 32)
        return parse_quantity(value.get("blockNumber"), "blockNumber")
    if isinstance(value, str) and len(value) == 66:
        return parse_data(value, "block", 32)
    return parse_quantity(value, "block")


def parse_call(value: Json) -> CallArgs:
    """Read the transaction object of a call.

    Args:
        value: The JSON value.

    Returns:
        The call.

    Raises:
        RpcFault: A field is unusable, or `data` and `input` differ.
    """
    if not isinstance(value, dict):
        raise invalid("the transaction must be an object")
    given = [parse_data(value[name], name) for name in ("input", "data") if value.get(name) is not None]
    if len(set(given)) > 1:
        raise invalid("input and data differ")
    return CallArgs(
        sender=parse_address(value["from"], "from") if value.get("from") is not None else Address(bytes(20)),
        to=parse_address(value["to"], "to") if value.get("to") not in (None, "", "0x") else None,
        data=given[0] if given else b"",
        value=parse_quantity(value["value"], "value") if value.get("value") is not None else 0,
        gas=parse_quantity(value["gas"], "gas") if value.get("gas") is not None else None,
    )


def parse_filter(value: Json) -> LogFilter:
    """Read the filter of eth_getLogs.

    Args:
        value: The JSON value.

    Returns:
        The filter.

    Raises:
        RpcFault: A field is unusable, or blockHash stands beside a range.
    """
    if not isinstance(value, dict):
        raise invalid("the filter must be an object")
    first, last = parse_block(value.get("fromBlock")), parse_block(value.get("toBlock"))
    if value.get("blockHash") is not None:
        if value.get("fromBlock") is not None or value.get("toBlock") is not None:
            raise invalid("blockHash cannot stand beside fromBlock or toBlock")
        first = last = parse_data(value["blockHash"], "blockHash", 32)
    topics = value.get("topics") or []
    if not isinstance(topics, list) or len(topics) > 4:
        raise invalid("topics must be a list of at most four")
    return LogFilter(
        first=first,
        last=last,
        addresses=frozenset(Address(found) for found in _alternatives(value.get("address"), "address", 20)),
        topics=tuple(frozenset(_alternatives(topic, "topic", 32)) for topic in topics),
    )


def parameter(params: Sequence[Json], index: int) -> Json:
    """Take one positional parameter.

    Args:
        params: All of them.
        index: Which one.

    Returns:
        Its value; null when it is absent.
    """
    return params[index] if index < len(params) else None


def _alternatives(value: Json, name: str, size: int) -> list[bytes]:
    if value is None:
        return []
    if isinstance(value, list):
        return [parse_data(item, name, size) for item in value]
    return [parse_data(value, name, size)]
