"""Where the syntax tree says that one thing could be another: the mutation operators.

The tree is solc's (`ast` of the standard JSON output); `src` of a node is "start:length:file" in bytes of the source.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Node = dict[str, Any]

SWAPS: Final[dict[str, tuple[str, ...]]] = {
    "<": ("<=",),
    "<=": ("<",),
    ">": (">=",),
    ">=": (">",),
    "==": ("!=",),
    "!=": ("==",),
    "&&": ("||",),
    "||": ("&&",),
    "+": ("-",),
    "-": ("+",),
    "*": ("/",),
    "/": ("*",),
    "%": ("*",),
    "&": ("|",),
    "|": ("&",),
    "^": ("&",),
    "<<": (">>",),
    ">>": ("<<",),
}
"""What each binary operator could have been. A comparison turned round is what `always` and `never` show."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one place.

    Attributes:
        file: The source, relative to contracts/.
        line: Its line, from 1.
        start: First byte replaced.
        old: The bytes there now.
        new: What stands there instead.
        operator: Which operator made it.
    """

    file: str
    line: int
    start: int
    old: str
    new: str
    operator: str

    @property
    def name(self) -> str:
        """A stable name: file, line, operator and a digest of the change."""
        digest = hashlib.sha256(f"{self.start} {self.old} {self.new}".encode()).hexdigest()[:8]
        return f"{self.file}:{self.line}:{self.operator}:{digest}"

    def apply(self, source: bytes) -> bytes:
        """Returns the source with this change.

        Raises:
            ValueError: The source is not the one the mutant was made of.
        """
        old = self.old.encode()
        if source[self.start : self.start + len(old)] != old:
            raise ValueError(f"{self.name}: the source has changed")
        return source[: self.start] + self.new.encode() + source[self.start + len(old) :]


class Source:
    """One source with its tree: finds the text of a node."""

    def __init__(self, file: str, text: bytes) -> None:
        self.file, self.text = file, text

    def span(self, node: Node) -> tuple[int, int]:
        """First byte of a node, and the byte after its last."""
        start, length, _ = map(int, node["src"].split(":"))
        return start, start + length

    def of(self, node: Node) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self.text[start:end].decode()

    def mutant(self, start: int, end: int, new: str, operator: str) -> Mutant:
        """A mutant that puts `new` in place of these bytes."""
        line = self.text.count(b"\n", 0, start) + 1
        return Mutant(self.file, line, start, self.text[start:end].decode(), new, operator)

    def replaced(self, node: Node, new: str, operator: str) -> Mutant:
        """A mutant that puts `new` in place of a node."""
        return self.mutant(*self.span(node), new, operator)


Operator = Callable[[Source, Node, dict[str, list[str]]], Iterator[Mutant]]


def _binary(source: Source, node: Node, _: dict[str, list[str]]) -> Iterator[Mutant]:
    left, right = source.span(node["leftExpression"])[1], source.span(node["rightExpression"])[0]
    between = source.text[left:right].decode()
    at = between.find(node["operator"])
    if at < 0:
        return
    for other in SWAPS.get(node["operator"], ()):
        yield source.mutant(left + at, left + at + len(node["operator"]), other, "operator")


def _unary(source: Source, node: Node, _: dict[str, list[str]]) -> Iterator[Mutant]:
    if node["operator"] in ("!", "~"):
        yield source.replaced(node, source.of(node["subExpression"]), "negation")


def _if(source: Source, node: Node, _: dict[str, list[str]]) -> Iterator[Mutant]:
    yield source.replaced(node["condition"], "true", "always")
    yield source.replaced(node["condition"], "false", "never")


def _while(source: Source, node: Node, _: dict[str, list[str]]) -> Iterator[Mutant]:
    yield source.replaced(node["condition"], "false", "never")


def _statement(source: Source, node: Node, _: dict[str, list[str]]) -> Iterator[Mutant]:
    start, end = source.span(node)
    if source.text[end : end + 1] == b";":
        end += 1
    yield source.mutant(start, end, "{}", "left_out")


def _literal(source: Source, node: Node, _: dict[str, list[str]]) -> Iterator[Mutant]:
    text = source.of(node)
    if node["kind"] == "bool":
        yield source.replaced(node, "false" if text == "true" else "true", "truth")
    elif node["kind"] == "number" and text.replace("_", "").isdigit():
        yield source.replaced(node, str(int(text.replace("_", "")) + 1), "one_more")


def _conditional(source: Source, node: Node, _: dict[str, list[str]]) -> Iterator[Mutant]:
    yes, no = source.of(node["trueExpression"]), source.of(node["falseExpression"])
    start, end = source.span(node["trueExpression"])[0], source.span(node["falseExpression"])[1]
    between = source.text[source.span(node["trueExpression"])[1] : source.span(node["falseExpression"])[0]].decode()
    yield source.mutant(start, end, no + between + yes, "exchanged")


def _member(source: Source, node: Node, codes: dict[str, list[str]]) -> Iterator[Mutant]:
    library = node["expression"].get("name")
    names = codes.get(library, [])
    if node["memberName"] in names and len(names) > 1:
        neighbour = names[(names.index(node["memberName"]) + 1) % len(names)]
        yield source.replaced(node, f"{library}.{neighbour}", "neighbour")


OPERATORS: Final[dict[str, Operator]] = {
    "BinaryOperation": _binary,
    "UnaryOperation": _unary,
    "IfStatement": _if,
    "WhileStatement": _while,
    "ExpressionStatement": _statement,
    "EmitStatement": _statement,
    "Literal": _literal,
    "Conditional": _conditional,
    "MemberAccess": _member,
}
"""What may be done to a node of each type."""

NOT_BELOW: Final = frozenset(
    {"ImportDirective", "PragmaDirective", "StructuredDocumentation", "EventDefinition", "ErrorDefinition"}
)
"""Nodes without behaviour."""


def walk(node: Node | list[Any]) -> Iterator[Node]:
    """Every node of a tree, each before those below it."""
    if isinstance(node, list):
        for one in node:
            if isinstance(one, dict | list):
                yield from walk(one)
        return
    if node.get("nodeType") in NOT_BELOW:
        return
    if "nodeType" in node and "src" in node:
        yield node
    for name, value in node.items():
        if isinstance(value, dict | list) and name not in ("typeDescriptions", "typeName", "incrementExpression"):
            yield from walk(value)


def codes_of(trees: dict[str, Node]) -> dict[str, list[str]]:
    """Libraries of constants (codes, states): library → its constants of one type, in order."""
    found: dict[str, list[str]] = {}
    for tree in trees.values():
        for node in walk(tree):
            if node["nodeType"] == "ContractDefinition" and node.get("contractKind") == "library":
                constants = [
                    n["name"] for n in node["nodes"] if n["nodeType"] == "VariableDeclaration" and n.get("constant")
                ]
                if constants and all(n["nodeType"] == "VariableDeclaration" for n in node["nodes"]):
                    found[node["name"]] = constants
    return found


def mutants_of(file: str, text: bytes, tree: Node, codes: dict[str, list[str]]) -> list[Mutant]:
    """All mutants of one source, each once, in the order of its text."""
    source = Source(file, text)
    found: dict[str, Mutant] = {}
    for node in _behaviour(tree):
        operator = OPERATORS.get(node["nodeType"])
        for mutant in operator(source, node, codes) if operator else ():
            if mutant.new != mutant.old:
                found.setdefault(mutant.name, mutant)
    return sorted(found.values(), key=lambda one: (one.start, one.new))


def _behaviour(tree: Node) -> Iterator[Node]:
    """Nodes inside functions, and the values of constants that are plain numbers."""
    for node in walk(tree):
        if node["nodeType"] in ("FunctionDefinition", "ModifierDefinition"):
            yield from walk([node.get("body") or {}, node.get("modifiers") or []])
        elif (
            node["nodeType"] == "VariableDeclaration"
            and node.get("constant")
            and (node.get("value") or {}).get("nodeType") == "Literal"
        ):
            yield node["value"]


def trees(contracts: Path, files: list[str]) -> dict[str, Node]:
    """Asks the compiler for the trees of some sources.

    Args:
        contracts: The folder with src/ and node_modules/.
        files: Sources, relative to it.

    Returns:
        Tree by source.
    """
    sources: dict[str, dict[str, str]] = {}
    waiting = list(files)
    while waiting:
        name = waiting.pop()
        if name in sources:
            continue
        path = contracts / ("node_modules/" + name if name.startswith("@") else name)
        content = path.read_text(encoding="utf-8")
        sources[name] = {"content": content}
        waiting += _imports(name, content)
    job = {"language": "Solidity", "sources": sources, "settings": {"outputSelection": {"*": {"": ["ast"]}}}}
    run = subprocess.run(  # noqa: S603 - our own compiler
        [str(contracts / "tools" / "solc"), "--standard-json"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)["sources"]
    return {name: found[name]["ast"] for name in files}


def _imports(name: str, content: str) -> Iterator[str]:
    for line in content.split("\n"):
        if line.startswith(("import ", "} from ")) and '"' in line:
            target = line.split('"')[1]
            if target.startswith("."):
                parts = Path(name).parent.parts
                for part in Path(target).parts:
                    parts = parts[:-1] if part == ".." else parts if part == "." else (*parts, part)
                target = "/".join(parts)
            yield target
