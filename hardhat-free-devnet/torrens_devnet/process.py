"""A chain as a child process: started, waited for, stopped; it never outlives its parent."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit

from torrens_devnet.engine import Address, EngineName, Json, folder_lock
from torrens_devnet.errors import (
    ChainFolderBusy,
    ChainFolderMismatch,
    ChainProcessDied,
    ChainProcessSlow,
    DevnetError,
    EngineMissing,
    PortInUse,
    RpcFault,
    ValidatorsRefused,
)

_STEP: Final = 0.02
_TOLD: Final = {
    kind.code: kind for kind in (ChainFolderBusy, ChainFolderMismatch, EngineMissing, PortInUse, ValidatorsRefused)
}


@dataclass(frozen=True, slots=True)
class ChainOptions:
    """How to serve a chain.

    Attributes:
        data: The chain's folder.
        chain_id: EIP-155 chain id.
        clock: The world's clock file.
        engine: Which engine runs it.
        port: Loopback port; 0 takes any free one.
        accounts: Accounts with funds at genesis.
        fsync: Wait for the disk at every block.
        validators: How many seal its blocks by QBFT; 0 for blocks without seals.
    """

    data: Path
    chain_id: int
    clock: Path
    engine: EngineName = "embedded"
    port: int = 0
    accounts: tuple[Address, ...] = ()
    fsync: bool = False
    validators: int = 0


class ChainProcess:
    """A running chain; a context manager that stops it.

    Attributes:
        options: What it was started with.
        url: Where it answers JSON-RPC.
        port: The same, as a number.
        pid: The child's process id.
    """

    def __init__(self, options: ChainOptions, child: "subprocess.Popen[bytes]", port: int, url: str) -> None:
        self.options = options
        self.port = port
        self.url = url
        self.pid = child.pid
        self._child = child

    @staticmethod
    def start(options: ChainOptions, timeout: float = 60.0) -> "ChainProcess":
        """Start a chain and wait until it answers.

        Args:
            options: The chain.
            timeout: Seconds to wait.

        Returns:
            The running chain.

        Raises:
            PortInUse: The port is taken.
            ChainFolderBusy: Another process serves the folder.
            ChainFolderMismatch: The folder is of another chain or engine.
            EngineMissing: The engine is not installed.
            ChainProcessDied: It ended before it answered; the message holds the last line of its log.
            ChainProcessSlow: It did not answer in time.
        """
        return start_all([options], timeout)[0]

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._child.poll() is None

    def stop(self, timeout: float = 20.0) -> None:
        """Ask the child to stop and wait for it; nothing happens when it has ended already.

        Args:
            timeout: Seconds until it is killed instead. A killed chain loses nothing that it answered.
        """
        if self.alive:
            self._child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(timeout)
        _end(self._child)

    def kill(self) -> None:
        """Kill the child at once, as a crash would."""
        _end(self._child)

    def __enter__(self) -> Self:
        """Enter; the chain runs already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the chain."""
        self.stop()


def start_all(chains: Sequence[ChainOptions], timeout: float = 60.0) -> list[ChainProcess]:
    """Start several chains at once and wait until all answer; when one fails, none stays.

    Args:
        chains: The chains.
        timeout: Seconds to wait for all of them.

    Returns:
        The running chains, in the order asked for.

    Raises:
        DevnetError: As `ChainProcess.start` has it.
    """
    deadline = time.monotonic() + timeout
    started: list[tuple[ChainOptions, subprocess.Popen[bytes], int]] = []
    try:
        for options in chains:
            started.append((options, *_spawn(options)))  # noqa: PERF401 - what started is ended if the next fails
        facts = [_wait_ready(options, child, deadline, log_start) for options, child, log_start in started]
    except BaseException:
        for _, child, _ in started:
            _end(child)
        raise
    return [
        ChainProcess(options, child, int(found["port"]), str(found["url"]))
        for (options, child, _), found in zip(started, facts, strict=True)
    ]


def stop_served(folder: Path, timeout: float = 20.0) -> bool:
    """Stop whatever process serves a folder, by the process id that it wrote there.

    The id is believed only while the folder's lock is held, so a stale file never ends somebody else's process.

    Args:
        folder: The chain's folder.
        timeout: Seconds to wait for it to let go.

    Returns:
        Whether there was one.

    Raises:
        ChainProcessSlow: It did not let go in time.
    """
    deadline = time.monotonic() + timeout
    told = False
    while _is_served(folder):
        if time.monotonic() > deadline:
            raise ChainProcessSlow(f"the process that serves {folder} did not stop in {timeout:.0f} s")
        facts = read_served(folder)
        if facts is not None and not told:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(str(facts["pid"])), signal.SIGTERM)
            told = True
        time.sleep(_STEP)
    return told


def read_served(folder: Path) -> dict[str, int | str] | None:
    """Read where a folder's server listens.

    Args:
        folder: The chain's folder.

    Returns:
        pid, port, url, engine and chainId; None when none was written.
    """
    try:
        facts: dict[str, int | str] = json.loads((folder / "server.json").read_bytes())
    except (OSError, ValueError):
        return None
    return facts


def ask(url: str, method: str, params: Sequence[Json] = (), timeout: float = 60.0) -> Json:
    """Ask a chain one question; for health checks and development tools, not for the registry.

    Args:
        url: Where it answers.
        method: The JSON-RPC method.
        params: Its positional parameters.
        timeout: Seconds to wait.

    Returns:
        The result.

    Raises:
        RpcFault: The chain answered with an error object.
        OSError: Nobody answers there.
    """
    address = urlsplit(url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=timeout)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)})
    try:
        connection.request("POST", "/", body, {"Content-Type": "application/json"})
        reply: dict[str, Any] = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    if "error" in reply:
        raise RpcFault(reply["error"]["code"], reply["error"]["message"], reply["error"].get("data"))
    result: Json = reply["result"]
    return result


def _is_served(folder: Path) -> bool:
    if not (folder / "lock").exists():
        return False
    try:
        with folder_lock(folder):
            return False
    except ChainFolderBusy:
        return True


def _spawn(options: ChainOptions) -> tuple["subprocess.Popen[bytes]", int]:
    options.data.mkdir(parents=True, exist_ok=True)
    with (options.data / "server.log").open("ab") as log:
        log_start = log.tell()
        child = subprocess.Popen(  # noqa: S603 - our own module, our own arguments
            _command(options), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log
        )
    return child, log_start


def _command(options: ChainOptions) -> list[str]:
    command = [sys.executable, "-m", "torrens_devnet.serve", "--until-stdin-closes"]
    command += ["--data", str(options.data), "--chain-id", str(options.chain_id), "--clock", str(options.clock)]
    command += ["--port", str(options.port), "--engine", options.engine]
    command += ["--validators", str(options.validators)]
    for account in options.accounts:
        command += ["--fund", "0x" + account.hex()]
    return [*command, "--fsync"] if options.fsync else command


def _wait_ready(
    options: ChainOptions, child: "subprocess.Popen[bytes]", deadline: float, log_start: int
) -> dict[str, int | str]:
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise _why_died(options.data / "server.log", log_start, child.returncode)
        facts = read_served(options.data)
        if facts is not None and facts.get("pid") == child.pid:
            return facts
        time.sleep(_STEP)
    raise ChainProcessSlow(f"the chain in {options.data} did not answer in time", folder=str(options.data))


def _why_died(log: Path, start: int, status: int) -> DevnetError:
    """Raise again what the child wrote as `code: message; remedy`, so that its caller sees the same error."""
    lines = log.read_bytes()[start:].decode("utf-8", "replace").strip().splitlines()
    last = lines[-1] if lines else "it wrote nothing"
    code, _, rest = last.partition(": ")
    message, _, remedy = rest.rpartition("; ")
    if code in _TOLD:
        return _TOLD[code](message, remedy=remedy, status=status)
    return ChainProcessDied(f"the chain's process ended with status {status}: {last}", status=status, log=str(log))


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.kill()
    child.wait()
    if child.stdin is not None:
        child.stdin.close()
