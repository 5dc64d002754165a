import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from torrens_devnet.clock import ClockFile
from torrens_devnet.engine import Json
from torrens_devnet.errors import ChainFolderBusy, ChainFolderMismatch, ChainProcessDied, ChainProcessSlow, PortInUse
from torrens_devnet.process import ChainOptions, ChainProcess, ask, read_served, start_all, stop_served

Sign = Callable[..., str]


@pytest.fixture
def options(tmp_path: Path, clock: ClockFile) -> ChainOptions:
    return ChainOptions(tmp_path / "chain", 331_001, clock.path)


@pytest.fixture
def chain(options: ChainOptions) -> Iterator[ChainProcess]:
    with ChainProcess.start(options) as chain:
        yield chain


def _gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_chain_starts_answers_survives_a_kill_and_stops(options: ChainOptions, sign: Sign) -> None:
    with ChainProcess.start(options) as chain:
        sent = ask(chain.url, "eth_sendRawTransaction", [sign(0, "0x" + "22" * 20)])
        served = read_served(options.data)
        assert served is not None
        assert (served["pid"], served["url"], served["chainId"]) == (chain.pid, chain.url, 331_001)
        chain.kill()
        assert not chain.alive
    with ChainProcess.start(options) as again:
        block: Json = ask(again.url, "eth_getBlockByNumber", ["latest", False])
        assert isinstance(block, dict)
        assert block["transactions"] == [sent]
    assert read_served(options.data) is None
    assert _gone(again.pid)


def test_one_folder_has_one_server_and_one_port_one_chain_fail(
    chain: ChainProcess, options: ChainOptions, tmp_path: Path
) -> None:
    with pytest.raises(ChainFolderBusy, match="being served already"):
        ChainProcess.start(options)
    other = ChainOptions(tmp_path / "other", 7, options.clock, port=chain.port)
    with pytest.raises(PortInUse, match=f"port {chain.port}") as caught:
        ChainProcess.start(other)
    assert caught.value.remedy == PortInUse.default_remedy
    assert chain.alive
    assert stop_served(options.data)
    assert _gone(chain.pid)
    assert not stop_served(options.data)
    with pytest.raises(ChainFolderMismatch, match="holds chain 331001"):
        ChainProcess.start(ChainOptions(options.data, 7, options.clock))


def test_chains_of_one_world_start_at_once_or_not_at_all_fail(clock: ClockFile, tmp_path: Path) -> None:
    world = [ChainOptions(tmp_path / str(number), number, clock.path) for number in (331, 231, 151)]
    chains = start_all(world)
    try:
        assert [ask(chain.url, "net_version") for chain in chains] == ["331", "231", "151"]
        one_too_many = [ChainOptions(tmp_path / "new", 7, clock.path), world[0]]
        with pytest.raises(ChainFolderBusy):
            start_all(one_too_many)
        assert not stop_served(tmp_path / "new")
    finally:
        for chain in chains:
            chain.stop()


def test_a_stale_server_file_ends_nobody(options: ChainOptions) -> None:
    options.data.mkdir()
    (options.data / "lock").touch()
    (options.data / "server.json").write_text(f'{{"pid": {os.getpid()}}}')
    assert not stop_served(options.data)


def test_a_child_that_cannot_start_says_why_fail(options: ChainOptions, tmp_path: Path) -> None:
    with pytest.raises(ChainProcessDied, match=r"clock-unusable: clock file .* cannot be read"):
        ChainProcess.start(ChainOptions(options.data, 5, tmp_path / "no clock"))
    with pytest.raises(ChainProcessSlow):
        ChainProcess.start(options, timeout=0.001)
    assert not stop_served(options.data)


def test_no_child_outlives_its_parent(options: ChainOptions) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(options.data), str(options.clock)], stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert _gone(pid)


_PARENT = """
import sys, time
from pathlib import Path
from torrens_devnet.process import ChainOptions, ChainProcess
chain = ChainProcess.start(ChainOptions(Path(sys.argv[1]), 5, Path(sys.argv[2])))
print(chain.pid, flush=True)
time.sleep(60)
"""
