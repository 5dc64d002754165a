"""README.md does what it says: its commands run as they stand there, in a fresh folder."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```sh( run)?\n(.*?)^```$", re.M | re.S)
API = "torrens serve &"
TIMEOUT_SECONDS = 600


def run_blocks() -> list[str]:
    return [text for marked, text in BLOCK.findall(README) if marked]


def free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports


def test_the_two_commands_stand_first_and_are_targets() -> None:
    first = BLOCK.search(README)
    assert first is not None
    assert [line.split("#")[0].strip() for line in first[2].splitlines()] == ["make demo", "make test"]
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"(?:^|`|&& )make ([a-z-]+)", README, re.M))
    assert {"demo", "test", "setup", "help", "floors"} <= named <= targets


def test_every_block_of_commands_is_run_or_only_makes() -> None:
    for marked, text in BLOCK.findall(README):
        assert marked or all(line.startswith("make ") for line in text.splitlines()), text


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    chain, api = free_ports(2)
    script = "\n".join(run_blocks()).replace("--port 8545", f"--port {chain}")
    assert API in script
    told = tmp_path / "told"
    with shell(f"set -euo pipefail\n{script}\necho id=$voucher\nwait $!\n", told, (chain, api)) as child:
        try:
            health = _answer(child, told, f"http://127.0.0.1:{api}/healthz")
            page = _answer(child, told, f"http://127.0.0.1:{api}/docs")
            voucher = told.read_text("utf-8").rpartition("id=")[2][:66]
            record = json.loads(_answer(child, told, f"http://127.0.0.1:{api}/api/v1/vouchers/{voucher}"))
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
    assert health == '{"ok":true}'
    assert "swagger" in page.lower()
    assert (record["data"]["state"], record["trust"]) == ("ISSUED", "verified")  # and the chain is down
    out = told.read_text("utf-8")
    for said in ("SJ3312026050001", "degree proved", "Every required fact above matches", "what to do:"):
        assert said in out, said


@contextmanager
def shell(script: str, told: Path, ports: tuple[int, int]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a script as a newcomer's shell would, in a process group of its own and in the folder of what it tells."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TORRENS_")}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TORRENS_RPC_URL": f"http://127.0.0.1:{ports[0]}",
        "TORRENS_API_PORT": str(ports[1]),
    }
    line = ["bash", "-c", script]
    with (
        told.open("wb") as out,
        subprocess.Popen(
            line, cwd=told.parent, env=environment, start_new_session=True, stdout=out, stderr=subprocess.STDOUT
        ) as child,
    ):
        yield child


def _answer(child: subprocess.Popen[bytes], told: Path, url: str) -> str:
    """Ask until the API answers; a script that ended before says why."""
    last = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < last:
        assert child.poll() is None, told.read_text("utf-8")[-3000:]
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own API on loopback
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the API never answered")
