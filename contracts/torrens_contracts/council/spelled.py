"""A call spelled out by hand: a contract's function and its arguments as text, for what has no verb of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from torrens_contracts.abi import functions_by_selector
from torrens_contracts.artifacts import Param
from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.council.named import address_of, selector_of
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.errors import ArgumentRefused

_MOST_ARRAYS: Final = 1000
"""Arrays in one argument: nobody spells out more by hand, and a parser's depth is bounded by it."""

_BOOLS: Final = {"true": True, "false": False, True: True, False: False}


def spelled(deployment: Deployment, contract: str, function: str, texts: Sequence[str]) -> Call[None]:
    """Gives the call that a person spelled out.

    Args:
        deployment: Where the contracts are.
        contract: Council, Register or a module, by name.
        function: One of its functions that change something.
        texts: An argument each: numbers decimal or 0x, bytes and addresses 0x, true or false; arrays and structs as
            JSON, structs as the array of their fields.

    Returns:
        The call; what it returns is not read.

    Raises:
        ArgumentRefused: No such contract or function, another number of arguments, or one that is not of its type.
    """
    target = address_of(deployment, contract)
    entry = functions_by_selector(contract)[selector_of(contract, function)]
    if len(texts) != len(entry.inputs):
        wanted = ", ".join(f"{one.name} {one.canonical}" for one in entry.inputs) or "none"
        raise ArgumentRefused(
            f"{contract}.{entry.name} takes {len(entry.inputs)} arguments, not {len(texts)}",
            remedy=f"give {wanted}",
            function=entry.signature,
        )
    values = [_argument(param, text) for param, text in zip(entry.inputs, texts, strict=True)]
    return call(target, entry.signature, *values, make=nothing)


def _argument(param: Param, text: str) -> object:
    given: object = text
    if param.type.endswith("]") or param.type == "tuple":
        if text.count("[") > _MOST_ARRAYS:
            raise _refused(param, f"{text[:40]}…")
        try:
            given = json.loads(text)
        except ValueError as error:
            raise _refused(param, text) from error
    return _value(param, given)


def _value(param: Param, given: object) -> object:
    kind = param.type
    if kind.endswith("[]"):
        inner = Param(param.name, kind[:-2], components=param.components)
        return tuple(_value(inner, one) for one in _list(param, given))
    if kind == "tuple":
        fields = _list(param, given)
        if len(fields) != len(param.components):
            raise _refused(param, given)
        return tuple(_value(one, field) for one, field in zip(param.components, fields, strict=True))
    try:
        return _word(kind, given)
    except (ValueError, TypeError, KeyError) as error:
        raise _refused(param, given) from error


def _word(kind: str, given: object) -> object:
    if kind.startswith("uint"):
        if isinstance(given, bool) or not isinstance(given, int | str):
            raise TypeError(kind)
        return given if isinstance(given, int) else int(given, 16 if given.startswith("0x") else 10)
    if kind == "bool":
        return _BOOLS[given] if isinstance(given, bool | str) else _BOOLS[str(given)]
    if not isinstance(given, str):
        raise TypeError(kind)
    if kind == "string":
        return given
    if not given.startswith("0x"):
        raise ValueError(kind)
    found = bytes.fromhex(given[2:])
    size = 20 if kind == "address" else int(kind.removeprefix("bytes") or len(found))
    if len(found) != size:
        raise ValueError(kind)
    return found


def _list(param: Param, given: object) -> list[object]:
    if not isinstance(given, list):
        raise _refused(param, given)
    return given


def _refused(param: Param, given: object) -> ArgumentRefused:
    return ArgumentRefused(
        f"{given!r} is no {param.canonical} for {param.name}",
        remedy="write numbers decimal or 0x, bytes and addresses as 0x-hex, arrays and structs as JSON",
        argument=param.name,
    )
