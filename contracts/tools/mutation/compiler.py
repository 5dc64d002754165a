"""The sources as a mutant sees them: who imports whom, what is deployed, and a compiler that stays loaded.

Loading solc takes longer than most of its work; so one process keeps it and answers line by line. A mutant's contracts
are compiled without the optimizer where the stack allows, which is four times faster: the tests ask what the law says,
not what it costs.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Self

IMPORT: Final = re.compile(r'^(?:import\s+(?:[^"]*?from\s+)?|\}\s*from\s+)"([^"]+)"', re.M)
CONTRACT: Final = re.compile(r"^contract (\w+)", re.M)
PLAIN: Final = {"enabled": False}
FULL: Final = {"enabled": True, "runs": 200}
WORLD: Final = "test/kit/World.sol"
"""What imports it compiles slowly."""
DEEP: Final = "tack too deep"
"""What the compiler says of code that it cannot lay out without its optimizer."""

Output = dict[str, Any]
"""An answer of standard JSON."""
Codes = dict[str, dict[str, str]]
"""Creation code in hex, by source and contract."""


class RefusedError(Exception):
    """The compiler refused."""


class Compiler:
    """A process with solc in it; use it in a `with`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            ["node", str(Path(__file__).with_name("compiler.js"))],  # noqa: S607 - the node that tools/solc runs on
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        """Gives itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.communicate()

    def compile(
        self, sources: Mapping[str, str], wanted: Mapping[str, Mapping[str, list[str]]], **more: object
    ) -> Output:
        """Compiles.

        Args:
            sources: Contents by name.
            wanted: outputSelection.
            **more: Further settings.

        Returns:
            The answer of standard JSON.

        Raises:
            RefusedError: It does not compile, or the process has ended.
        """
        metadata = {"appendCBOR": False, "bytecodeHash": "none"}
        job = {
            "language": "Solidity",
            "sources": {name: {"content": text} for name, text in sources.items()},
            "settings": {"evmVersion": "cancun", "metadata": metadata, "outputSelection": wanted, **more},
        }
        if self._process.stdin is None or self._process.stdout is None:
            raise RefusedError("the process has no pipes")
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer: Output = json.loads(
            self._process.stdout.readline() or '{"errors":[{"severity":"error","message":"ended"}]}'
        )
        errors = [one["message"] for one in answer.get("errors", ()) if one["severity"] == "error"]
        if errors:
            raise RefusedError(errors[0])
        return answer


class Sources:
    """All Solidity of the project, each file read once.

    Args:
        contracts: The folder with src/, test/ and node_modules/.
    """

    def __init__(self, contracts: Path) -> None:
        self.contracts = contracts
        self._texts: dict[str, str] = {}
        self._closures: dict[str, frozenset[str]] = {}
        self._deep: set[str] = set()

    def text(self, name: str) -> str:
        """Gives a source."""
        if name not in self._texts:
            path = self.contracts / ("node_modules/" + name if name.startswith("@") else name)
            self._texts[name] = path.read_text(encoding="utf-8")
        return self._texts[name]

    def imports(self, name: str) -> list[str]:
        """Gives the names that a source imports."""
        folder = posixpath.dirname(name)
        found = IMPORT.findall(self.text(name))
        return [posixpath.normpath(f"{folder}/{one}") if one.startswith(".") else one for one in found]

    def closure(self, name: str) -> frozenset[str]:
        """Gives the names of a source and of all that it imports."""
        if name not in self._closures:
            waiting, found = [name], set[str]()
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found.add(one)
                    waiting += self.imports(one)
            self._closures[name] = frozenset(found)
        return self._closures[name]

    def files(self, folder: str) -> list[str]:
        """Gives the sources below a folder, without those that only halmos runs."""
        found = (self.contracts / folder).rglob("*.sol")
        return sorted(str(one.relative_to(self.contracts)) for one in found if "halmos" not in one.parts)

    def deployable(self, name: str) -> list[str]:
        """Gives the contracts of a source that can be deployed."""
        return CONTRACT.findall(self.text(name))

    def reached(self, name: str) -> list[str]:
        """Gives the sources of src/ with a contract that a change of `name` reaches."""
        return [one for one in self.files("src") if self.deployable(one) and name in self.closure(one)]

    def carriers(self, name: str) -> list[str]:
        """Gives the tests that have `name` in themselves: they, or what they import from test/, call its code.

        A test that calls it through another library counts when it has no world to build: others meet the contracts.
        """
        through = [one for one in self.files("src/libraries") if one != name and name in self.closure(one)]
        found = []
        for test in self.files("test"):
            if not test.endswith(".t.sol"):
                continue
            light = WORLD not in self.closure(test)
            if self._calls(test, name) or (light and any(self._calls(test, one) for one in through)):
                found.append(test)
        return found

    def _calls(self, test: str, name: str) -> bool:
        stem = posixpath.basename(name).removesuffix(".sol")
        uses = re.compile(rf"\b{stem}\.[a-z]\w*\(|\bis [^{{]*\b{stem}\b")
        near = [one for one in self.closure(test) if one.startswith("test/") and name in self.imports(one)]
        return any(uses.search(self.text(one)) for one in near)

    def codes(self, compiler: Compiler, changed: Mapping[str, str], names: Iterable[str]) -> Codes:
        """Compiles the contracts of some sources, with some texts changed.

        Args:
            compiler: The compiler.
            changed: Texts by name.
            names: The sources whose contracts are wanted.

        Returns:
            Their creation code.

        Raises:
            RefusedError: It does not compile.
        """
        found: Codes = {}
        for deep in (False, True):
            some = [one for one in names if (one in self._deep) is deep]
            if some:
                found |= self._compiled(compiler, changed, some, FULL if deep else PLAIN)
        return found

    def _compiled(
        self, compiler: Compiler, changed: Mapping[str, str], names: list[str], optimizer: Mapping[str, object]
    ) -> Codes:
        needed = frozenset[str]().union(*(self.closure(one) for one in names))
        sources = {one: changed.get(one, self.text(one)) for one in sorted(needed)}
        wanted = {name: {one: ["evm.bytecode.object"] for one in self.deployable(name)} for name in names}
        try:
            made = compiler.compile(sources, wanted, optimizer=optimizer)["contracts"]
        except RefusedError as refused:
            if optimizer is FULL or DEEP not in str(refused):
                raise
            if len(names) > 1:  # find out which of them it is
                return {name: of for one in names for name, of in self.codes(compiler, changed, [one]).items()}
            self._deep.add(names[0])
            return self._compiled(compiler, changed, names, FULL)
        return {
            name: {one: out["evm"]["bytecode"]["object"] for one, out in of_file.items()}
            for name, of_file in made.items()
            if name in wanted
        }
