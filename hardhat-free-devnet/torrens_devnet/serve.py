"""`python -m torrens_devnet.serve`: serve one chain from its folder until told to stop."""

import argparse
import contextlib
import json
import logging
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import cast, get_args

os.environ.setdefault("ETH_HASH_BACKEND", "pysha3")  # before py-evm is imported: the C Keccak, not the slow one

from torrens_devnet.clock import ClockFile
from torrens_devnet.engine import Address, ChainSpec, Engine, EngineName, folder_lock, settle_spec, write_whole
from torrens_devnet.errors import DevnetError
from torrens_devnet.persist import RecordLog
from torrens_devnet.rpc_server import RpcServer

SERVER_FILE = "server.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a chain until SIGTERM, SIGINT or, when asked, until standard input closes.

    Args:
        arguments: The command line; the process's own when absent.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    try:
        if options.until_stdin_closes and _parent_is_gone():
            return 0
        with folder_lock(options.data):
            (options.data / SERVER_FILE).unlink(missing_ok=True)  # a killed server's, with a process id not ours
            _serve(options)
    except DevnetError as error:
        sys.stderr.write(f"{error.code}: {error}; {error.remedy}\n")
        return error.exit_code
    return 0


def open_engine(
    folder: Path,
    wanted: ChainSpec,
    clock: ClockFile,
    *,
    fsync: bool = False,
    on_death: Callable[[], None] | None = None,
) -> Engine:
    """Open the chain that a folder holds, or begin it.

    Args:
        folder: The chain's folder; the caller holds its lock.
        wanted: The chain asked for.
        clock: The world's clock.
        fsync: Wait for the disk at every block.
        on_death: Called when an engine that is a process of its own ends by itself.

    Returns:
        The engine; the caller closes it.

    Raises:
        DevnetError: The folder is of another chain, damaged, or the engine is missing.
    """
    spec = settle_spec(folder, wanted)
    log = RecordLog(folder / f"{spec.engine}.log", fsync=fsync)
    try:
        if spec.engine == "anvil":
            from torrens_devnet.anvil.engine import AnvilEngine  # noqa: PLC0415 - only one engine's imports are paid for

            return AnvilEngine(spec, clock.read, log, folder / "anvil", on_death)
        from torrens_devnet.embedded.chain import EmbeddedChain  # noqa: PLC0415 - a second of imports
        from torrens_devnet.embedded.engine import EmbeddedEngine  # noqa: PLC0415 - same

        return EmbeddedEngine(EmbeddedChain(spec, clock.read, log))
    except BaseException:
        log.close()
        raise


def _serve(options: argparse.Namespace) -> None:
    clock = ClockFile(options.clock)
    wanted = ChainSpec(
        chain_id=options.chain_id,
        genesis_time=clock.read(),
        accounts=tuple(options.fund),
        engine=cast("EngineName", options.engine),
        validators=options.validators,
        validator_contract=options.validator_contract,
    )
    engine = open_engine(options.data, wanted, clock, fsync=options.fsync, on_death=_end)
    with contextlib.closing(engine), RpcServer(engine, options.port) as server:
        _stop_on_signals(server)
        if options.until_stdin_closes:
            threading.Thread(target=_stop_at_end_of_stdin, args=(server,), daemon=True).start()
        facts = {"pid": os.getpid(), "port": server.server_port, "url": server.url, "engine": wanted.engine}
        write_whole(options.data / SERVER_FILE, json.dumps({**facts, "chainId": wanted.chain_id}) + "\n")
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        try:
            server.serve_forever(poll_interval=0.1)
        finally:
            (options.data / SERVER_FILE).unlink(missing_ok=True)


def _end() -> None:
    """Ends this process as its own caller would: a chain without its engine must not look alive."""
    sys.stderr.write("engine-failed: the engine's process ended; start the chain again\n")
    os.kill(os.getpid(), signal.SIGTERM)


def _stop_on_signals(server: RpcServer) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _parent_is_gone() -> bool:
    """Tells whether the pipe closed already: a chain that nobody waits for must not take its folder again."""
    readable, _, _ = select.select([0], [], [], 0)
    return bool(readable) and not os.read(0, 4096)


def _stop_at_end_of_stdin(server: RpcServer) -> None:
    """The parent holds the other end of the pipe; however the parent ends, the pipe closes."""
    while os.read(0, 4096):
        pass
    server.shutdown()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m torrens_devnet.serve", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the chain's folder")
    parser.add_argument("--chain-id", type=int, required=True, help="EIP-155 chain id")
    parser.add_argument("--clock", type=Path, required=True, help="the world's clock file")
    parser.add_argument("--port", type=int, default=0, help="loopback port; 0 takes any free one")
    parser.add_argument("--engine", choices=get_args(EngineName), default="embedded")
    parser.add_argument("--fund", type=_address, action="append", default=[], help="an account with funds at genesis")
    parser.add_argument("--validators", type=int, default=0, help="how many seal its blocks by QBFT; embedded only")
    parser.add_argument("--validator-contract", action="store_true", help="a contract names them, and no header")
    parser.add_argument("--fsync", action="store_true", help="wait for the disk at every block")
    parser.add_argument("--until-stdin-closes", action="store_true", help="stop when the parent goes")
    return parser


def _address(text: str) -> Address:
    content = bytes.fromhex(text.removeprefix("0x"))
    if len(content) != 20:
        raise argparse.ArgumentTypeError(f"{text} is no address of 20 bytes")
    return Address(content)


if __name__ == "__main__":
    sys.exit(main())
