"""Both engines show their blocks whole: a transaction and its receipt are proven under the header, on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from torrens_anchor.chain.header import parse_header
from torrens_anchor.chain.receipt import prove_receipt, prove_transaction
from torrens_contracts.errors import BlockMissing
from torrens_contracts.node.block_proof import prove_in_block
from torrens_contracts.node.wire import Wire
from torrens_devnet.anvil.child import find_anvil
from torrens_devnet.clock import ClockFile
from torrens_devnet.engine import ChainSpec, Engine
from torrens_devnet.rpc_server import RpcServer
from torrens_devnet.serve import open_engine


@contextmanager
def wired(engine: Engine) -> Iterator[Wire]:
    server = RpcServer(engine)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with Wire(server.url) as wire:
            yield wire
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("name", ["embedded", "anvil"])
def test_a_transaction_is_proven_in_its_block(
    name: str, *, tmp_path: Path, spec: ChainSpec, clock: ClockFile, sign: Callable[..., str], probe: str
) -> None:
    if name == "anvil" and find_anvil() is None:
        pytest.skip("anvil is not installed: run npm install in contracts/")
    chosen = ChainSpec(spec.chain_id, spec.genesis_time, spec.accounts, name)  # type: ignore[arg-type] # both are engines
    fees = {"gasPrice": None, "maxFeePerGas": 0, "maxPriorityFeePerGas": 0, "type": 2}
    with closing(open_engine(tmp_path / name, chosen, clock)) as engine, wired(engine) as wire:
        for nonce, changes in enumerate(({}, fees)):
            sent: Any = engine.answer("eth_sendRawTransaction", [sign(nonce, None, probe, **changes)])
            tx = bytes.fromhex(sent[2:])
            header = parse_header(wire.header_rlp("latest"))
            found = prove_in_block(wire, header, tx)
            assert (found.index, found.events_before) == (0, 0)
            assert prove_transaction(header.transactions_root, 0, found.transaction) == tx
            receipt = prove_receipt(header.receipts_root, 0, found.receipt)
            assert receipt is not None
            assert (receipt.type, receipt.succeeded) == (2 if changes else 0, True)
            with pytest.raises(BlockMissing):
                prove_in_block(wire, header, bytes(32))
