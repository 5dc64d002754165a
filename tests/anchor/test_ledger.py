"""The ledger: all that a verdict hashed and verified is in it, nothing unasked, and the verdict is the same."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from bundle_case import FOLDER
from bundle_published import BAD, GOOD, KINDS, published

from torrens_anchor.errors import AnchorError
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hash, Hashed, keeping, kept
from torrens_anchor.reports.examine import examine
from torrens_anchor.reports.explain import written
from torrens_anchor.verdicts.verify import verify_bytes

ANCHOR = Path(__file__).resolve().parents[2] / "anchor"


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


@pytest.mark.parametrize("names", [GOOD[at::6] for at in range(6)], ids=range(6))
def test_every_digest_in_a_true_bundle_is_redone_or_goes_into_what_is(names: list[str]) -> None:
    for name in names:
        found = published(name)
        steps = found.ledger.steps
        inputs = b"\0".join(step.data if isinstance(step, Hash) else step.message + step.key for step in steps)
        digests = {step.digest for step in steps if isinstance(step, Hash)}
        for text in strings(json.loads(found.raw)):
            if re.fullmatch("0x[0-9a-f]{64}", text):
                value = bytes.fromhex(text[2:])
                assert value in digests or value.lstrip(b"\0") in inputs, (name, text)
        for step in steps:
            assert not isinstance(step, Hash) or step.of is not Hashed.BYTES, (name, step)


@pytest.mark.parametrize("name", [*KINDS, *BAD])
def test_a_verdict_is_the_same_with_a_ledger_kept(name: str) -> None:
    case = json.loads((FOLDER / name / "case.json").read_bytes())
    files = [(FOLDER / name / file).read_bytes() for file in ("bundle.json", "policy.json")]
    try:
        plain = verify_bytes(*files, at=case["at"])
    except AnchorError as error:
        with pytest.raises(type(error)):
            examine(*files, at=case["at"])
        return
    found = examine(*files, at=case["at"])
    assert found.verdict == plain
    assert len(found.ledger.marks) == len(plain.findings)
    assert written(found, "b.json")


def test_nothing_is_kept_unasked_and_nothing_of_another_thread() -> None:
    assert kept() is None
    with keeping() as ledger:
        other = Thread(target=keccak256, args=(b"other",))
        other.start()
        other.join()
        keccak256(b"mine")
        with keeping() as inner:
            keccak256(b"inner")
    assert [step.data for step in ledger.steps if isinstance(step, Hash)] == [b"mine"]
    assert [step.data for step in inner.steps if isinstance(step, Hash)] == [b"inner"]
    assert kept() is None


DOORS = {
    "hashing": "the doors",
    "files": "data of the reader's, hashed as it streams",
    "tables": "the same, a table's rows",
    "conformance": "somebody's vectors, no bundle",
    "documents/timestamp.py": "SHA-384 and SHA-512 too; kept there",
    "documents/timestamp_signer.py": "SHA-1 too; kept there",
    "reports/rehash.py": "the bundle file itself",
    "reports/explain.py": "the bundle file itself",
}
"""Where a hash may be made without `keccak256` and `sha256_of`, and why."""


def test_no_verifying_code_hashes_but_by_the_doors_that_keep_the_ledger() -> None:
    for path in (ANCHOR / "torrens_anchor").rglob("*.py"):
        place = path.relative_to(ANCHOR / "torrens_anchor").as_posix()
        if place in DOORS or place.split("/")[0] in DOORS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"hashlib", "hmac", "sha3"} & set(names), place


def keccak_door(*words: str, given: bytes = b"", path: Path = ANCHOR) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-S", "-m", "torrens_anchor.hashing", *words]
    return subprocess.run(
        line, input=given, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(path)}
    )


def test_a_reader_with_an_older_openssl_has_a_command_too() -> None:
    done = keccak_door("keccak-256", given=b"abc")
    assert done.stdout == f"{keccak256(b'abc').hex()} *stdin\n".encode()


@pytest.mark.parametrize("words", [[], ["sha3-256"], ["keccak-256", "file"]])
def test_other_arguments_of_that_command_are_refused_fail(words: list[str]) -> None:
    done = keccak_door(*words)
    assert done.returncode == 1
    assert b"usage: python -m torrens_anchor.hashing keccak-256" in done.stderr
