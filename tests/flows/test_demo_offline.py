"""The verifier of act 3 under a guard of this test's own: what it imports, and that it asks for no network."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flows.demo_kit import Ran

FORBIDDEN = {
    "web3", "sqlmodel", "sqlalchemy", "fastapi", "uvicorn", "httpx", "requests", "aiohttp", "eth_account",
    "torrens_contracts", "torrens_registry", "torrens_devnet",
}  # fmt: skip
GUARD = """
import sys
record, code = sys.argv.pop(1), sys.argv.pop(1)
asked = []
def note(event, arguments):
    if event == "import":
        asked.append("import " + str(arguments[0]))
    elif event.split(".")[0] in ("socket", "subprocess", "urllib", "http", "ftplib", "smtplib", "syslog"):
        asked.append(event)
    elif event in ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "ctypes.dlopen"):
        asked.append(event)
sys.addaudithook(note)
try:
    exec(code, {"__name__": "guarded"})
finally:
    with open(record, "w", encoding="utf-8") as out:
        out.write("\\n".join(asked + ["import " + name for name in sys.modules]))
"""
VERIFY = "from torrens_cli.main import main; main()"
AT = "2026-05-20T02:00:00Z"


@dataclass(frozen=True)
class Guarded:
    """What a guarded process said, what it asked the system for, and what it imported."""

    exit_code: int
    said: str
    reached: set[str]
    imported: set[str]

    @property
    def verdict(self) -> dict[str, Any]:
        return dict(json.loads(self.said))


def guarded(folder: Path, code: str, *arguments: str) -> Guarded:
    """Runs code with an audit hook set before anything of ours is imported; an audit hook cannot be taken off."""
    record = folder / "record"
    line = [sys.executable, "-c", GUARD, str(record), code, *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    noted = record.read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].partition(".")[0] for line in noted if line.startswith("import ")}
    return Guarded(done.returncode, done.stdout, {line for line in noted if line[:7] != "import "}, imported)


@pytest.mark.parametrize(("changed", "exit_code"), [(False, 0), (True, 1)], ids=["as written", "one byte changed"])
def test_the_verifier_reaches_nothing_and_loads_nothing_heavy(
    tmp_path: Path, finished: tuple[Path, Ran], *, changed: bool, exit_code: int
) -> None:
    out, bundle = finished[0], tmp_path / "bundle.json"
    data = (out / "voucher.bundle.json").read_bytes()
    bundle.write_bytes(data.replace(b'"amountFen":"1', b'"amountFen":"2', 1) if changed else data)
    line = ["verify", str(bundle), "--policy", str(out / "policy.json"), "--at", AT, "--json"]
    found = guarded(tmp_path, VERIFY, *line, "--data", str(out / "dataset.csv"))
    assert found.exit_code == exit_code
    failed = {one["fact"] for one in found.verdict["findings"] if one["required"] and one["outcome"] != "match"}
    assert bool(failed) == changed
    answers = {one["article"]: one["outcome"] for one in found.verdict["articles"]}
    assert answers == {16: "mismatch" if changed else "match", 17: "match", 18: "match"}
    assert not found.reached
    assert not found.imported & FORBIDDEN
    assert {"torrens_cli", "torrens_anchor"} <= found.imported


def test_the_guard_sees_what_it_is_there_to_see(tmp_path: Path) -> None:
    code = "import socket, sqlmodel, subprocess; socket.socket().close(); subprocess.run(['true'])"
    found = guarded(tmp_path, code)
    assert {"socket.__new__", "subprocess.Popen"} <= found.reached
    assert found.imported & FORBIDDEN == {"sqlmodel", "sqlalchemy"}
