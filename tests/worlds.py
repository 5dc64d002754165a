"""A development chain in this process, with named keys; for tests that need a real chain and real contracts."""

from __future__ import annotations

import os

os.environ.setdefault("ETH_HASH_BACKEND", "pysha3")  # before py-evm is imported

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from torrens_contracts.deploying.deploy import Account
from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.embedded.engine import EmbeddedEngine
from torrens_devnet.engine import Address, ChainSpec
from torrens_devnet.rpc_server import RpcServer
from torrens_registry.keys import LocalSigner, account_of, development_signer

SEED = "tests"
DEPLOYED = UtcSecond(1_777_251_600)
"""2026-04-27T01:00:00Z, a Monday."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A served chain and the world's clock."""

    url: str
    chain_id: int
    clock: ClockFile


def signer(name: str) -> LocalSigner:
    """The development key of a name."""
    return development_signer(SEED, name)


def account(name: str) -> Account:
    """The same, as a deployment takes it."""
    return account_of(signer(name))


@contextmanager
def serve(
    folder: Path,
    chain_id: int,
    funded: Iterable[str],
    start: UtcSecond = DEPLOYED,
    validators: int = 0,
    *,
    contract: bool = False,
) -> Iterator[Chain]:
    """Serve a fresh chain on loopback until the block ends; with `contract`, one that names the validators."""
    clock = ClockFile.create(folder / "clock", start)
    accounts = tuple(Address(bytes(signer(name).address)) for name in funded)
    spec = ChainSpec(chain_id, start, accounts, validators=validators, validator_contract=contract)
    with closing(EmbeddedEngine(EmbeddedChain(spec, clock.read))) as engine:
        server = RpcServer(engine)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Chain(server.url, chain_id, clock)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
