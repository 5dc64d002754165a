"""Every sentence that a verdict's own modules can say has its Chinese, reached by a published bundle or not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from torrens_anchor.reports.wording_reasons import in_chinese

ROOMS = Path(__file__).parents[2] / "anchor" / "torrens_anchor"
SAID_BY = (
    *sorted((ROOMS / "verdicts").glob("*.py")),
    *(ROOMS / "chain" / f"{name}.py" for name in ("mpt", "rlp", "receipt_proof")),
    *(ROOMS / "documents" / f"{name}.py" for name in ("timestamp", "timestamp_signer")),
    *(ROOMS / "signatures" / f"{name}.py" for name in ("ecdsa_curve", "ed25519")),
)
UNREACHED = {"an Ed25519 public key has 32 bytes, not 7", "a public key is 0x04 followed by 64 bytes"} | {
    "the public key is no point of the curve"
}
"""Keys are read with the policy, before anything is judged."""


def sentences(source: str) -> Iterator[str]:
    """Give every text that an error or a missing fact is made with, numbers in the place of values."""
    for node in ast.walk(ast.parse(source)):
        call = node.exc if isinstance(node, ast.Raise) else node
        if not isinstance(call, ast.Call):
            continue
        missing = isinstance(call.func, ast.Attribute) and call.func.attr == "missing"
        if isinstance(node, ast.Raise) or missing:
            yield from map(text, call.args[2:3] if missing else call.args[:1])
            yield from (text(word.value) for word in call.keywords if word.arg == "remedy")


def text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text(part) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("path", SAID_BY, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sentence_is_said_in_chinese(path: Path) -> None:
    said = {one for one in sentences(path.read_text(encoding="utf-8")) if one} - UNREACHED
    assert {one for one in said if in_chinese(one) is None} == set()


def test_sentences_are_found() -> None:
    found = [one for path in SAID_BY for one in sentences(path.read_text(encoding="utf-8")) if one]
    assert len(found) > 80
    assert in_chinese("a sentence that nobody wrote") is None
    assert in_chinese("pip install cryptography") == "请执行 pip install cryptography"
    assert "并以安装版核验" in (in_chinese('pip install "torrens[timestamp]", and run the installed verifier') or "")
