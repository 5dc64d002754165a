"""Writes the typed events from the committed ABIs and the notices of the interfaces.

Run `python contracts/tools/events.py` to write torrens_contracts/events_gen, one module a contract, `--check` to
prove that it is fresh.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import re
import sys
from pathlib import Path

from fresh import write_or_check

from torrens_contracts.artifacts import CONTRACTS, Entry, Param, load

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "torrens_contracts" / "events_gen"

IDS = {
    "agreementId": "AgreementId",
    "dataId": "DataId",
    "factId": "FactId",
    "foreignId": "Id",
    "grantId": "GrantId",
    "id": "Id",
    "listingId": "ListingId",
    "origin": "Origin",
    "otherId": "TitleId",
    "parent": "GrantId",
    "peer": "PeerId",
    "source": "GrantId",
    "target": "Id",
    "titleId": "TitleId",
    "voucherId": "VoucherId",
}
"""bytes32 arguments that are ids, by name."""

PARTIES = {"party", "holder", "from", "to", "authority", "reviewer", "successor", "superior", "participant"}
"""uint32 arguments that are party numbers."""

BARE = {"packed", "said", "word", "firstHalf", "secondHalf", "deploymentSalt"}
"""bytes32 arguments that are neither ids nor digests."""

STRUCTS = {
    "struct Ages": "Ages",
    "struct Club": "Club",
    "struct IGrantReserves.Reservation": "Reservation",
    "struct IVouchers.Terms": "TradeTerms",
}
"""Structs within events, with the Python type of the same fields in the same order."""


FROM = {
    "Ages": "torrens_contracts.clubs",
    "Club": "torrens_contracts.clubs",
    "Reservation": "torrens_contracts.structs",
    "TradeTerms": "torrens_anchor.chain.eip712",
}
"""Where those types stand."""


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
        inner = Param(name=param.name.removesuffix("s"), type=param.type.removesuffix("[]"))
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
    """Give the @notice of an event as one paragraph, from its interface or one that this one is made of."""
    files = sorted((ROOT / "src" / "interfaces").glob("I*.sol"))
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    found = re.search(rf"((?:^ *///[^\n]*\n)+) *event {event}\(", source, re.MULTILINE)
    if not found:
        raise SystemExit(f"{contract}.{event} has no notice")
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


NOTE = "Generated from the committed ABIs by contracts/tools/events.py; do not edit."
BASE = [
    '"""What every event is."""',
    "",
    "from __future__ import annotations",
    "",
    "from collections.abc import Callable",
    "from typing import ClassVar",
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
    "",
]
"""The base's module."""


def rendered() -> dict[Path, str]:
    """Give every generated file with its text."""
    found = events()
    by_contract: dict[str, list[Entry]] = {}
    for contract, entry in found:
        by_contract.setdefault(contract, []).append(entry)
    files = {TARGET / f"{snake_case(name)}.py": render_module(name, entries) for name, entries in by_contract.items()}
    files[TARGET / "base.py"] = "\n".join(BASE)
    files[TARGET / "__init__.py"] = render_index(by_contract)
    return files


def snake_case(contract: str) -> str:
    """Give the module's name of a contract."""
    return snake(contract[0].lower() + contract[1:])


def render_module(contract: str, entries: list[Entry]) -> str:
    """Give the events of one contract."""
    body = [line for entry in entries for line in render_event(contract, entry)]
    used = set(re.findall(r"\b[A-Z]\w+", "\n".join(line for line in body if re.match(r"    \w+: ", line))))
    ids = sorted(name for name in set(IDS.values()) if name in used)
    types = {"Address", "BlockNumber", "ChainId", "Digest32", "ExchangeId", "PartyId", "Timestamp"}
    head = [f'"""Events of {contract}, each a frozen type of the same name.', "", NOTE, '"""', ""]
    head += ["from __future__ import annotations", ""]
    structs = sorted(used & FROM.keys())
    head += ["from collections.abc import Callable"] if structs else []
    head += ["from dataclasses import dataclass", "from typing import ClassVar", ""]
    ours = [
        f"from {module} import {', '.join(name for name in structs if FROM[name] == module)}"
        for module in {FROM[name] for name in structs}
    ]
    ours += ["from torrens_contracts.events_gen.base import Event"]
    ours += [f"from torrens_contracts.ids import {', '.join(ids)}"] if ids else []
    head += sorted([*ours, f"from torrens_contracts.types import {', '.join(sorted(types & used))}"])
    return "\n".join([*fold_imports(head), *body, ""])


def render_index(by_contract: dict[str, list[Entry]]) -> str:
    """Give the package's index: every name, and the table of all events."""
    offered = {
        snake_case(name): sorted((entry.name for entry in some), key=str.lower) for name, some in by_contract.items()
    }
    offered["base"] = ["Event"]
    lines = ['"""Every event of the contracts as a frozen type of the same name, one module a contract.', "", NOTE]
    lines += ['"""', "", "from __future__ import annotations", ""]
    lines += [f"from torrens_contracts.events_gen.{m} import {', '.join(offered[m])}" for m in sorted(offered)]
    names = sorted({name for some in offered.values() for name in some} | {"EVENTS"})
    names.sort(key=lambda name: (not name.isupper(), name))
    lines = [*fold_imports(lines), "", "__all__ = [", *(f'    "{name}",' for name in names), "]", ""]
    table = [entry.name for some in by_contract.values() for entry in some]
    lines += ["EVENTS: tuple[type[Event], ...] = (", *(f"    {name}," for name in table), ")"]
    return "\n".join([*lines, '"""Every event, in the order of the contracts."""', ""])


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
    """Writes the files, or with --check names those that are stale (exit 1)."""
    return write_or_check(rendered(), ROOT, "contracts/tools/events.py", check="--check" in sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
