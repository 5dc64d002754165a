"""Writes the typed events from the committed ABIs and the notices of the interfaces.

Run `python contracts/tools/events.py` to write torrens_contracts/events_gen.py, `--check` to prove that it is fresh.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import re
import sys
from pathlib import Path

from torrens_contracts.artifacts import CONTRACTS, Entry, Param, load

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "torrens_contracts" / "events_gen.py"

IDS = {
    "agreementId": "AgreementId",
    "dataId": "DataId",
    "factId": "FactId",
    "foreignId": "Id",
    "grantId": "GrantId",
    "id": "Id",
    "listingId": "ListingId",
    "origin": "Origin",
    "parent": "GrantId",
    "peer": "PeerId",
    "target": "Id",
    "titleId": "TitleId",
    "voucherId": "VoucherId",
}
"""bytes32 arguments that are ids, by name."""

PARTIES = {"party", "holder", "from", "to", "authority", "reviewer"}
"""uint32 arguments that are party numbers."""

BARE = {"packed", "word", "firstHalf", "secondHalf", "deploymentSalt"}
"""bytes32 arguments that are neither ids nor digests."""

STRUCTS = {"struct IVouchers.Terms": "TradeTerms"}
"""Structs within events, with the Python type of the same fields in the same order."""


def events() -> list[tuple[str, Entry]]:
    """Give (contract, event) of every contract but the council, which is OpenZeppelin's."""
    found = [(name, entry) for name in CONTRACTS if name != "Council" for entry in load(name).entries("event")]
    names = [entry.name for _, entry in found]
    if len(set(names)) != len(names):
        raise SystemExit(f"two events share a name: {sorted(n for n in names if names.count(n) > 1)}")
    return found


def python_type(param: Param) -> str:
    """Give the Python type of an event's argument."""
    if param.type.endswith("[]"):
        inner = Param(name="", type=param.type.removesuffix("[]"))
        return f"tuple[{python_type(inner)}, ...]"
    if param.type == "tuple":
        return STRUCTS[param.internal_type]
    if param.type == "bytes32":
        return IDS.get(param.name, "bytes" if param.name in BARE else "Digest32")
    by_type = {"address": "Address", "bool": "bool", "uint40": "Timestamp"}
    if param.type in by_type:
        return by_type[param.type]
    return _number(param)


def _number(param: Param) -> str:
    if param.type == "uint32" and param.name in PARTIES:
        return "PartyId"
    named = {("uint16", "exchange"): "ExchangeId", ("uint16", "registrar"): "ExchangeId"}
    named |= {("uint64", "chainId"): "ChainId", ("uint64", "number"): "BlockNumber"}
    return named.get((param.type, param.name), "int" if param.type.startswith("uint") else "bytes")


def snake(name: str) -> str:
    """Give a Solidity name as Python writes it."""
    return {"from": "from_"}.get(name, re.sub(r"(?<!^)([A-Z])", lambda m: "_" + m.group(1).lower(), name))


def notice(contract: str, event: str) -> str:
    """Give the @notice of an event as one paragraph, from its interface."""
    source = (ROOT / "src" / "interfaces" / f"I{contract}.sol").read_text(encoding="utf-8")
    found = re.search(rf"((?:^ *///[^\n]*\n)+) *event {event}\(", source, re.MULTILINE)
    if not found:
        raise SystemExit(f"I{contract}.{event} has no notice")
    lines = [line.strip().removeprefix("///").strip() for line in found[1].splitlines()]
    text = " ".join(lines).split(" @param ")[0]
    return text.removeprefix("@notice ")


def render_event(contract: str, entry: Entry) -> list[str]:
    """Give the class of one event."""
    topics = [f'"{snake(param.name)}"' for param in entry.inputs if param.indexed]
    out = ["", "", "@dataclass(frozen=True, slots=True)", f"class {entry.name}(Event):"]
    out += [*docstring(notice(contract, entry.name)), "", f'    CONTRACT: ClassVar[str] = "{contract}"']
    out += signature(entry.signature)
    out += [f"    INDEXED: ClassVar[tuple[str, ...]] = ({', '.join(topics)}{',' if len(topics) == 1 else ''})"]
    makers = [f"{i}: {STRUCTS[p.internal_type]}" for i, p in enumerate(entry.inputs) if p.type == "tuple"]
    if makers:
        out += [f"    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {{{', '.join(makers)}}}"]
    return out + [f"    {snake(param.name)}: {python_type(param)}" for param in entry.inputs]


def docstring(text: str) -> list[str]:
    """Give a docstring; when it is long, its first sentence or clause stands alone and the rest is wrapped."""
    if len(text) <= 110:
        return [f'    """{text}"""']
    mark = ". " if ". " in text else ": " if ": " in text else "; "
    first, rest = text.split(mark, 1)
    lines, line = [f'    """{first}.', ""], "   "
    for word in (rest[0].upper() + rest[1:]).split():
        if len(line) + len(word) + 1 > 118:
            lines.append(line)
            line = "   "
        line += f" {word}"
    return [*lines, line, '    """']


def signature(text: str) -> list[str]:
    """Give the signature's line, in brackets or cut in two when it is long."""
    line = f'    SIGNATURE: ClassVar[str] = "{text}"'
    if len(line) <= 120:
        return [line]
    cut = len(text) if len(text) <= 110 else text.rindex(",", 0, 105) + 1
    parts = [f'        "{part}"' for part in (text[:cut], text[cut:]) if part]
    return ["    SIGNATURE: ClassVar[str] = (", *parts, "    )"]


def rendered() -> str:
    """Give the generated file."""
    found = events()
    body = [line for contract, entry in found for line in render_event(contract, entry)]
    used = set(re.findall(r"\b[A-Z]\w+", "\n".join(line for line in body if re.match(r"    \w+: ", line))))
    ids = sorted(name for name in set(IDS.values()) if name in used)
    types = {"Address", "BlockNumber", "ChainId", "Digest32", "ExchangeId", "PartyId", "Timestamp"}
    head = [
        '"""Every event of the contracts as a frozen type of the same name.',
        "",
        "Generated from the committed ABIs by contracts/tools/events.py; do not edit.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Callable",
        "from dataclasses import dataclass",
        "from typing import ClassVar",
        "",
        "from torrens_anchor.eip712 import TradeTerms",
        f"from torrens_contracts.ids import {', '.join(ids)}",
        f"from torrens_contracts.types import {', '.join(sorted(types & used))}",
        "",
        "",
        "class Event:",
        '    """Base of every event.',
        "",
        "    Attributes:",
        "        CONTRACT: Which contract emits it.",
        "        SIGNATURE: name(type,…), whose Keccak is its first topic.",
        "        INDEXED: The arguments that are topics.",
        "        MAKERS: For a struct argument, by position, what makes it of its fields.",
        '    """',
        "",
        "    __slots__ = ()",
        "    CONTRACT: ClassVar[str]",
        "    SIGNATURE: ClassVar[str]",
        "    INDEXED: ClassVar[tuple[str, ...]]",
        "    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {}",
    ]
    table = [entry.name for _, entry in found]
    tail = ["", "", "EVENTS: tuple[type[Event], ...] = (", *(f"    {name}," for name in table), ")"]
    return "\n".join([*fold_imports(head), *body, *tail, '"""Every event, in the order of the contracts."""', ""])


def fold_imports(lines: list[str]) -> list[str]:
    """Give import lines that fit, one name a line where they are long."""
    out: list[str] = []
    for line in lines:
        if len(line) <= 120:
            out.append(line)
            continue
        start, names = line.split(" import ")
        out += [f"{start} import (", *(f"    {name}," for name in names.split(", ")), ")"]
    return out


def main() -> int:
    """Writes the file, or with --check says that it is stale (exit 1)."""
    text = rendered()
    fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
    if "--check" in sys.argv:
        if not fresh:
            sys.stderr.write("stale, run python contracts/tools/events.py: torrens_contracts/events_gen.py\n")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
