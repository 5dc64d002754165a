"""Fuzzes the parsers of foreign bytes by coverage: `fuzz.py TARGET SECONDS [SEEDS…]`, run by `anchor/tools/audit`.

Whatever the bytes, a parser answers with a value or with an error of the house, and what it took it writes again byte
for byte. Anything else stops the fuzzer, which keeps the bytes as `crash-…` in the folder where it runs.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import atheris

with atheris.instrument_imports(include=["torrens_anchor"]):
    from torrens_anchor.bundles.bundle import Bundle
    from torrens_anchor.bundles.policy import Policy
    from torrens_anchor.chain import rlp
    from torrens_anchor.chain.header import parse_header
    from torrens_anchor.chain.receipt import parse_receipt
    from torrens_anchor.errors import TorrensError
    from torrens_anchor.notes.checkpoint import Checkpoint
    from torrens_anchor.notes.note import Note
    from torrens_anchor.notes.tlog_proof import TlogProof

ROOT: Final = Path(__file__).resolve().parents[2]
LONGEST: Final = 65_536
"""Bytes of an input: more than a bundle of the published set has."""


def bundle(data: bytes) -> None:
    """A bundle, and a policy of the same bytes."""
    _read(Policy.parse, data)
    found = _read(Bundle.parse, data)
    if found is not None and found.encode() != data:
        raise AssertionError("a bundle that is not its own re-encoding was read")


def note(data: bytes) -> None:
    """A signed note, the checkpoint in it, and a log proof of the same bytes."""
    found = _read(Note.parse, data)
    if found is not None:
        if found.encode() != data:
            raise AssertionError("a note that is not its own re-encoding was read")
        _read(Checkpoint.parse, found.text)
    _read(TlogProof.parse, data)


def chain(data: bytes) -> None:
    """RLP, and a header and a receipt of the same bytes."""
    found = _read(rlp.decode, data)
    if found is not None and rlp.encode(found) != data:
        raise AssertionError("RLP that is not its own re-encoding was read")
    _read(parse_header, data)
    _read(parse_receipt, data)


S = TypeVar("S")
T = TypeVar("T")
TARGETS: Final[dict[str, Callable[[bytes], None]]] = {"bundle": bundle, "note": note, "chain": chain}


def _read(parse: Callable[[S], T], data: S) -> T | None:
    try:
        return parse(data)
    except TorrensError:
        return None


def seeds(target: str, folder: Path) -> None:
    """Copies what begins the search: the published vectors, and the parts of a bundle for the other targets.

    Args:
        target: A name of TARGETS.
        folder: Where the seeds go.
    """
    for number, case in enumerate(sorted((ROOT / "tests" / "vectors" / "bundles").iterdir())):
        file = case / "bundle.json"
        if not file.is_file():
            continue
        data = file.read_bytes()
        if target == "bundle":
            (folder / f"{number}").write_bytes(data)
            continue
        try:
            found = Bundle.parse(data)
        except TorrensError:
            continue
        if target == "note" and found.log is not None:
            (folder / f"{number}").write_bytes(found.log.proof.encode())
        for at, header in enumerate(found.headers if target == "chain" else ()):
            (folder / f"{number}.{at}").write_bytes(header.raw)


def main() -> None:
    """Runs one target for so many seconds."""
    if len(sys.argv) != 3 or sys.argv[1] not in TARGETS or not sys.argv[2].isdecimal():
        sys.exit(f"usage: fuzz.py {'|'.join(TARGETS)} SECONDS")
    target, seconds = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        seeds(target, Path(folder))
        line = [sys.argv[0], f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20", "-rss_limit_mb=2048"]
        atheris.Setup([*line, folder], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
