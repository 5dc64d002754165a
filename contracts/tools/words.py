"""Writes the word types of both languages from words.json, the single source of the layouts.

Run `python contracts/tools/words.py` to write them, `--check` to prove that what is committed is fresh.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

from fresh import write_or_check

ROOT = Path(__file__).resolve().parent.parent
NOTE = "Generated from contracts/words.json by contracts/tools/words.py; do not edit."


class Field(NamedTuple):
    """One field of a word: its name, width in bits and distance from the low end in bits."""

    name: str
    bits: int
    shift: int


class Layout(NamedTuple):
    """One word: its type name, kind (None for the packed key), purpose, fields and states."""

    type: str
    kind: int | None
    name: str
    about: str
    fields: list[Field]
    states: dict[str, int]


def layouts() -> list[Layout]:
    """Reads words.json."""
    source = json.loads((ROOT / "words.json").read_text(encoding="utf-8"))
    rows = [*source["words"], {**source["packed"], "kind": None, "name": "PACKED", "states": {}}]
    return [Layout(r["type"], r["kind"], r["name"], r["about"], _fields(r["fields"]), r["states"]) for r in rows]


def _fields(rows: list[list[str | int]]) -> list[Field]:
    fields, top = [], 256
    for name, bits in rows:
        top -= int(bits)
        fields.append(Field(str(name), int(bits), top))
    if top < 0:
        raise SystemExit(f"words.json: fields of {rows[0]} exceed 256 bits by {-top}")
    return fields


def _sol_type(bits: int) -> str:
    for width in (8, 16, 32, 40, 64, 128, 184, 256):
        if bits <= width:
            return f"uint{width}"
    raise SystemExit(f"no type for {bits} bits")


def _drawing(layout: Layout) -> list[str]:
    rows = [f"///   bits {f.shift + f.bits - 1:>3}..{f.shift:>3}  {f.name} ({f.bits})" for f in layout.fields]
    low = layout.fields[-1].shift
    return [*rows, f"///   bits {low - 1:>3}..  0  zero"] if low else rows


RESERVED = {"from": "from_", "days": "days_", "at": "at_", "until": "until", "kind": "kind"}


def _camel(name: str) -> str:
    return name[0].upper() + name[1:]


def _sol_field(word: str, f: Field) -> list[str]:
    kind, name = _sol_type(f.bits), RESERVED.get(f.name, f.name)
    mask = (1 << f.bits) - 1
    cast = int(re.sub(r"\D", "", kind))
    read = f"uint256({word}.unwrap(w)) >> {f.shift}" if f.shift else f"uint256({word}.unwrap(w))"
    whole = read if cast == 256 else f"{kind}({read})"
    narrow = whole if cast == f.bits else f"{kind}(({read}) & {hex(mask)})"
    guard = [] if cast == f.bits else [f"        if (v > {hex(mask)}) revert FieldTooWide(v, {f.bits});"]
    named = "" if f.bits == 256 else " w"
    clear = "0" if f.bits == 256 else f"(uint256({word}.unwrap(w)) & ~(uint256({hex(mask)}) << {f.shift}))"
    value = "uint256(v)" if not f.shift else f"(uint256(v) << {f.shift})"
    return [
        "",
        f"    function {name}({word} w) internal pure returns ({kind}) {{",
        f"        return {narrow};",
        "    }",
        "",
        f"    function with{_camel(f.name)}({word}{named}, {kind} v) internal pure returns ({word}) {{",
        *guard,
        f"        return {word}.wrap(bytes32({clear} | {value}));"
        if f.bits != 256
        else f"        return {word}.wrap(bytes32(v));",
        "    }",
    ]


def _constant(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).upper()


def solidity(layout: Layout) -> str:
    """Returns the Solidity value type of one word with its accessors, masks and states."""
    word, lib = f"{layout.type}Word", f"{layout.type}Words"
    lines = [
        "// SPDX-License-Identifier: Apache-2.0",
        f"// {NOTE}",
        "pragma solidity ^0.8.30;",
        "",
        'import {FieldTooWide} from "./Fields.sol";',
        "",
        f"/// @notice {layout.about}",
        "/// @dev Layout:",
        *_drawing(layout),
        f"type {word} is bytes32;",
        "",
        f"using {lib} for {word} global;",
        "",
    ]
    if layout.states:
        lines += [
            f"/// @notice States of {layout.name} words; 0 is the state of no word.",
            f"library {layout.type}State {{",
        ]
        lines += [f"    uint8 internal constant {name} = {value};" for name, value in layout.states.items()]
        lines += ["}", ""]
    lines += [
        f"/// @notice Reads and rewrites the fields of {layout.name}; a value wider than its field is refused.",
        f"library {lib} {{",
    ]
    if layout.kind is not None:
        lines += [f"    uint8 internal constant KIND = {layout.kind};"]
    for f in layout.fields:
        lines += [f"    uint256 internal constant {_constant(f.name)}_MASK = {hex((1 << f.bits) - 1)} << {f.shift};"]
    for f in layout.fields:
        lines += _sol_field(word, f)
    return "\n".join([*lines, "}", ""])


def _snake(name: str) -> str:
    return {"from": "from_"}.get(name, re.sub(r"(?<!^)([A-Z])", lambda m: "_" + m.group(1).lower(), name))


def _py_class(layout: Layout) -> list[str]:
    out = ["", "", "@dataclass(frozen=True, slots=True)", f"class {layout.type}Word:", f'    """{layout.about}"""', ""]
    if layout.kind is not None:
        out += [f"    KIND: ClassVar[int] = {layout.kind}"]
    pairs = [f'("{_snake(f.name)}", {f.bits})' for f in layout.fields]
    if len(pairs) == 1:
        out += [f"    LAYOUT: ClassVar[Layout] = ({pairs[0]},)"]
    else:
        out += ["    LAYOUT: ClassVar[Layout] = (", *(f"        {pair}," for pair in pairs), "    )"]
    out += [f"    {_snake(f.name)}: int = 0" for f in layout.fields]
    out += [
        "",
        "    @classmethod",
        "    def unpack(cls, word: bytes) -> Self:",
        '        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""',
        "        return cls(*unpack_fields(word, cls.LAYOUT))",
        "",
        "    def pack(self) -> bytes:",
        '        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""',
        "        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))",
    ]
    return out


def _py_head(about: str, *, states: bool) -> list[str]:
    """Gives a module's docstring and the imports that its classes need."""
    lines = [f'"""{about}', "", NOTE, '"""', "", "from __future__ import annotations", ""]
    lines += ["from dataclasses import dataclass"]
    lines += ["from enum import IntEnum"] if states else []
    lines += ["from typing import ClassVar, Self", ""]
    return [*lines, "from torrens_contracts.fields import Layout, pack_fields, unpack_fields"]


def python(row: Layout) -> str:
    """Returns the Python twin of one word: a frozen dataclass, and an IntEnum of its states where there are any."""
    lines = _py_head(f"{row.name}: {row.about}", states=bool(row.states))
    if row.states:
        lines += ["", "", f"class {row.type}State(IntEnum):", f'    """States of {row.name} words."""', ""]
        lines += [f"    {name} = {value}" for name, value in row.states.items()]
    return "\n".join([*lines, *_py_class(row), ""])


def python_index(rows: list[Layout]) -> str:
    """Returns the package's index, which offers every name, and the kinds as the ground floor numbers them."""
    offered = {"torrens_anchor.chain.layout": ["Kind"]}
    for row in rows:
        module = f"torrens_contracts.words.{row.name.lower()}"
        offered[module] = [*([f"{row.type}State"] if row.states else []), f"{row.type}Word"]
    lines = ['"""Every word of the register as a frozen type, one module a word.', "", NOTE, '"""', ""]
    lines += [f"from {module} import {', '.join(offered[module])}" for module in sorted(offered)]
    names = sorted(name for some in offered.values() for name in some)
    return "\n".join([*lines, "", "__all__ = [", *(f'    "{name}",' for name in names), "]", ""])


def rendered() -> dict[Path, str]:
    """Returns every generated file with its text."""
    rows = layouts()
    files = {ROOT / "src/types" / f"{row.type}Word.sol": solidity(row) for row in rows}
    files[ROOT / "src/types/Kinds.sol"] = kinds(rows)
    package = ROOT / "torrens_contracts/words"
    files |= {package / f"{row.name.lower()}.py": python(row) for row in rows}
    files[package / "__init__.py"] = python_index(rows)
    return files


def kinds(rows: list[Layout]) -> str:
    """Returns the Solidity list of kinds."""
    lines = ["// SPDX-License-Identifier: Apache-2.0", f"// {NOTE}", "pragma solidity ^0.8.30;", ""]
    lines += ["/// @notice The kinds of words in the register.", "library Kind {"]
    lines += [f"    uint8 internal constant {row.name} = {row.kind};" for row in rows if row.kind is not None]
    return "\n".join([*lines, "}", ""])


def main() -> int:
    """Writes the files, or with --check names those that are stale (exit 1)."""
    return write_or_check(rendered(), ROOT, "contracts/tools/words.py", check="--check" in sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
