"""The anvil program: found, started on a free loopback port, and bound to the life of this process."""

import contextlib
import ctypes
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from torrens_devnet.engine import BLOCK_GAS, FUNDS, ChainSpec, Json
from torrens_devnet.errors import EngineFailed, EngineMissing
from torrens_devnet.rpc_codec import data, quantity

_LISTENING: Final = re.compile(r"Listening on 127\.0\.0\.1:(\d+)")
_PATIENCE: Final = 30.0


def find_anvil() -> Path | None:
    """Find anvil: the npm package in contracts/, then PATH.

    Returns:
        The program; None when none is installed.
    """
    modules = Path(__file__).resolve().parents[3] / "contracts" / "node_modules"
    # the package's own start script is node around this binary; a signal would stop at node
    native = sorted(modules.glob("@foundry-rs/anvil-*/bin/anvil"))
    if native:
        return native[0]
    found = shutil.which("anvil")
    return None if found is None else Path(found)


def launch(spec: ChainSpec, scratch: Path) -> tuple["subprocess.Popen[bytes]", int]:
    """Start anvil with a chain's genesis.

    Args:
        spec: The genesis.
        scratch: A folder that is emptied for it.

    Returns:
        The child and its port.

    Raises:
        EngineMissing: No anvil is installed.
        EngineFailed: It did not start.
    """
    program = find_anvil()
    if program is None:
        raise EngineMissing("anvil is neither in contracts/node_modules nor on PATH")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    (scratch / "genesis.json").write_text(json.dumps(_genesis(spec)), encoding="ascii")
    output = scratch / "output.log"
    with output.open("wb") as file:
        child = subprocess.Popen(  # noqa: S603 - a found program, our own arguments
            _command(program, spec, scratch),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, made before this process has threads
        )
    deadline = time.monotonic() + _PATIENCE
    while child.poll() is None and time.monotonic() < deadline:
        found = _LISTENING.search(output.read_text("utf-8", "replace"))
        if found:
            return child, int(found[1])
        time.sleep(0.01)
    child.kill()
    child.wait()
    raise EngineFailed(f"anvil did not start: {output.read_text('utf-8', 'replace').strip()[-200:]}")


def _command(program: Path, spec: ChainSpec, scratch: Path) -> list[str]:
    free = ["--gas-price", "0", "--block-base-fee-per-gas", "0", "--disable-min-priority-fee"]
    return [
        *(str(program), "--host", "127.0.0.1", "--port", "0", "--accounts", "0", "--hardfork", "prague"),
        *("--chain-id", str(spec.chain_id), "--gas-limit", str(BLOCK_GAS), "--order", "fifo"),
        *("--init", str(scratch / "genesis.json"), "--cache-path", str(scratch / "states")),
        *("--disable-default-create2-deployer", "--no-cors", "--no-mining"),
        *free,
    ]


def _genesis(spec: ChainSpec) -> dict[str, Json]:
    return {
        "config": {"chainId": spec.chain_id},
        "nonce": "0x0",
        "timestamp": quantity(spec.genesis_time),
        "extraData": "0x",
        "gasLimit": quantity(BLOCK_GAS),
        "difficulty": "0x0",
        "mixHash": data(bytes(32)),
        "coinbase": data(bytes(20)),
        "baseFeePerGas": "0x0",
        "alloc": {data(account): {"balance": quantity(FUNDS)} for account in spec.accounts},
    }


def _die_with_parent() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
