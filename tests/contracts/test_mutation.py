"""The mutation operators do what they say: one place changed, each mutant once, the source otherwise untouched."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CONTRACTS = Path(__file__).parents[2] / "contracts"
TOOLS = CONTRACTS / "tools" / "mutation"
TEXT = b"""contract C { function f(uint a) returns (bool) { if (a < 10) revert(); g(a); return a == 2 && !h(a); } }"""


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"mutation_{name}", TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"mutation_{name}"] = module
    spec.loader.exec_module(module)
    return module


points = _tool("points")
compiler = _tool("compiler")


def _at(text: str, **more: object) -> dict[str, Any]:
    return {"src": f"{TEXT.index(text.encode())}:{len(text)}:0", **more}


def _tree() -> dict[str, Any]:
    comparison = _at("a < 10", nodeType="BinaryOperation", operator="<")
    comparison |= {"leftExpression": _at("a <") | {"src": f"{TEXT.index(b'a < 10')}:1:0"}}
    comparison |= {"rightExpression": _at("10", nodeType="Literal", kind="number")}
    guard = _at("if (a < 10) revert();", nodeType="IfStatement", condition=comparison)
    call = _at("g(a)", nodeType="ExpressionStatement")
    negation = _at("!h(a)", nodeType="UnaryOperation", operator="!", subExpression=_at("h(a)"))
    body = _at("{ if", nodeType="Block", statements=[guard, call, negation])
    return {"nodeType": "SourceUnit", "nodes": [_at("function", nodeType="FunctionDefinition", body=body)]}


def test_each_operator_changes_its_place_and_nothing_else() -> None:
    mutants = points.mutants_of("src/C.sol", TEXT, _tree(), {})
    changed = {m.operator: m.apply(TEXT).decode() for m in mutants}
    assert set(changed) == {"always", "never", "operator", "one_more", "left_out", "negation"}
    assert "if (true) revert()" in changed["always"]
    assert "if (false) revert()" in changed["never"]
    assert "a <= 10" in changed["operator"]
    assert "a < 11" in changed["one_more"]
    assert "revert(); {} return" in changed["left_out"]
    assert "&& h(a)" in changed["negation"]
    assert len({m.name for m in mutants}) == len(mutants)


def test_a_mutant_of_another_source_fail() -> None:
    mutant = points.mutants_of("src/C.sol", TEXT, _tree(), {})[0]
    with pytest.raises(ValueError, match="the source has changed"):
        mutant.apply(b"x" + TEXT)


def test_a_code_becomes_its_neighbour() -> None:
    text = b"contract C { function f() { x = Role.SIGN; } }"
    member = {"nodeType": "MemberAccess", "memberName": "SIGN", "expression": {"name": "Role"}}
    member["src"] = f"{text.index(b'Role.SIGN')}:9:0"
    tree = {"nodeType": "FunctionDefinition", "src": "0:1:0", "body": {"nodes": [member]}}
    (mutant,) = points.mutants_of("src/C.sol", text, tree, {"Role": ["SIGN", "REGISTRAR"]})
    assert mutant.apply(text) == text.replace(b"SIGN", b"REGISTRAR")


def test_a_change_reaches_what_imports_it() -> None:
    sources = compiler.Sources(CONTRACTS)
    assert sources.reached("src/libraries/BasisMatrix.sol") == ["src/modules/titles/Notices.sol"]
    assert sources.reached("src/modules/titles/TitleLife.sol") == ["src/modules/titles/Titles.sol"]
    assert "src/modules/grants/Grants.sol" in sources.reached("src/libraries/Predicates.sol")
    missing = [one for file in sources.files("src") for one in sources.closure(file) if not sources.text(one)]
    assert missing == []


def test_tests_that_call_a_library_themselves_carry_it() -> None:
    sources = compiler.Sources(CONTRACTS)
    assert sources.carriers("src/libraries/FreezeQueue.sol") == ["test/encumbrances/FreezeQueue.t.sol"]
    assert sources.carriers("src/modules/titles/TitleNotices.sol") == []
    assert "test/libraries/HeaderRlp.t.sol" in sources.carriers("src/libraries/Rlp.sol")  # through HeaderRlp
