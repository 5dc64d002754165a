"""Foundry's anvil behind the same methods, clock and folder as the embedded chain.

anvil is a child on loopback that only this process talks to. Its blocks get the world's clock, as the embedded
chain's do, so everything that contracts store is equal on both engines; block hashes are each engine's own. anvil
keeps nothing itself: the log holds every mined transaction with its timestamp and block hash, and opening replays it,
which survives a kill at any moment and gives the same hashes (anvil is deterministic once the timestamps are).
"""

import http.client
import json
import struct
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

from torrens_anchor.hashing.keccak import keccak256
from torrens_devnet.admission import admit_chain, admit_sender, decode_transaction
from torrens_devnet.anvil.child import launch
from torrens_devnet.anvil.header import header_rlp
from torrens_devnet.clock import Clock, UtcSecond, block_time
from torrens_devnet.engine import ChainSpec, Json
from torrens_devnet.errors import ChainFolderUnusable, EngineFailed, RpcFault
from torrens_devnet.persist import RecordLog
from torrens_devnet.rpc_codec import METHOD_NOT_FOUND, REFUSED, data, parameter, parse_data, parse_quantity, quantity

_RECORD: Final = struct.Struct(">Q32s")
_PATIENCE: Final = 30.0
FREE: Final = frozenset({"eth_gasPrice", "eth_maxPriorityFeePerGas"})
FORWARDED: Final = frozenset({
    "web3_clientVersion", "net_version", "net_listening", "eth_chainId", "eth_syncing", "eth_blockNumber",
    "eth_feeHistory", "eth_getBlockByNumber", "eth_getBlockByHash", "eth_getBlockReceipts", "eth_getBalance",
    "eth_getCode", "eth_getStorageAt", "eth_getTransactionCount", "eth_getProof", "eth_getTransactionReceipt",
    "eth_getTransactionByHash", "eth_getLogs",
})  # fmt: skip


class AnvilEngine:
    """An anvil child with a journal.

    Args:
        spec: The genesis.
        clock: The world's second.
        log: Where mined transactions are kept; the engine closes it.
        scratch: A folder for what anvil needs while it runs; nothing in it is needed afterwards.
        on_death: Called when anvil ends by itself: the chain answers nothing from then on.

    Raises:
        EngineMissing: No anvil is installed.
        EngineFailed: anvil did not start.
        ChainFolderUnusable: The log replays to other blocks than it recorded.
    """

    def __init__(
        self, spec: ChainSpec, clock: Clock, log: RecordLog, scratch: Path, on_death: Callable[[], None] | None = None
    ) -> None:
        self._spec = spec
        self._clock = clock
        self._log = log
        self._lock = threading.RLock()
        self._child, port = launch(spec, scratch)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._methods: dict[str, Callable[[Sequence[Json]], Json]] = {
            "eth_accounts": lambda _params: [],
            "eth_call": lambda params: self._simulate("eth_call", params),
            "eth_estimateGas": lambda params: self._simulate("eth_estimateGas", params),
            "eth_sendRawTransaction": self._send,
            "torrens_headerRlp": self._header_rlp,
        }
        self._closing = threading.Event()
        if on_death is not None:
            threading.Thread(target=self._watch, args=(on_death,), daemon=True).start()
        try:
            self._replay()
        except BaseException:
            self.close()
            raise

    def answer(self, method: str, params: Sequence[Json]) -> Json:
        """Answer one request; see `Engine.answer`.

        Args:
            method: The JSON-RPC method.
            params: Its positional parameters.

        Returns:
            The `result`.

        Raises:
            RpcFault: The error object to answer with.
        """
        with self._lock:
            if method in self._methods:
                return self._methods[method](params)
            if method in FREE:
                return quantity(0)
            if method in FORWARDED:
                return self._ask(method, [_as_latest(param) for param in params])
        # anvil_ and evm_ methods would change the chain behind its journal and its clock
        raise RpcFault(METHOD_NOT_FOUND, f"the method {method} does not exist/is not available")

    def close(self) -> None:
        """Stop anvil and close the log."""
        self._closing.set()
        with self._lock:
            self._connection.close()
            self._child.terminate()
            try:
                self._child.wait(5)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
            self._log.close()

    def _watch(self, on_death: Callable[[], None]) -> None:
        self._child.wait()
        if not self._closing.is_set():
            on_death()

    def _ask(self, method: str, params: Sequence[Json]) -> Json:
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)})
        try:
            self._connection.request("POST", "/", body, {"Content-Type": "application/json"})
            reply = json.loads(self._connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._connection.close()
            raise EngineFailed(f"anvil did not answer {method}: {error}") from error
        if "error" in reply:
            fault = reply["error"]
            raise RpcFault(int(fault["code"]), str(fault["message"]), fault.get("data"))
        return cast("Json", reply["result"])

    def _block(self, block: Json) -> dict[str, str]:
        by_hash = isinstance(block, str) and len(block) == 66
        found = self._ask("eth_getBlockByHash" if by_hash else "eth_getBlockByNumber", [_as_latest(block), False])
        if not isinstance(found, dict):
            raise RpcFault(REFUSED, "header not found")
        return cast("dict[str, str]", found)

    def _next(self) -> tuple[int, UtcSecond]:
        head = self._block("latest")
        return int(head["number"], 16) + 1, block_time(self._clock(), UtcSecond(int(head["timestamp"], 16)))

    def _simulate(self, method: str, params: Sequence[Json]) -> Json:
        """Give a call at latest the next block's number and timestamp, as the embedded chain does."""
        block = _as_latest(parameter(params, 1) or "latest")
        if block not in ("latest", "pending"):
            return self._ask(method, [parameter(params, 0), block])
        number, second = self._next()
        return self._ask(
            method, [parameter(params, 0), "latest", {}, {"number": quantity(number), "time": quantity(second)}]
        )

    def _send(self, params: Sequence[Json]) -> Json:
        raw = parse_data(parameter(params, 0), "transaction")
        transaction, known = decode_transaction(raw), data(keccak256(raw))
        if self._ask("eth_getTransactionReceipt", [known]) is not None:
            return known
        sender = data(admit_chain(transaction, self._spec.chain_id))
        nonce, balance = (
            parse_quantity(self._ask(method, [sender, "latest"]), method)
            for method in ("eth_getTransactionCount", "eth_getBalance")
        )
        admit_sender(transaction, nonce, balance)
        _, second = self._next()
        block_hash = self._mine(second, raw)
        try:
            self._log.append(_RECORD.pack(second, block_hash) + raw)
        except ChainFolderUnusable:
            self.close()  # anvil has a block that the journal has not; the next start has neither
            raise
        return known

    def _mine(self, second: int, raw: bytes) -> bytes:
        known = data(keccak256(raw))
        self._ask("eth_sendRawTransaction", [data(raw)])
        self._ask("evm_mine", [second])
        receipt = self._ask("eth_getTransactionReceipt", [known])
        if not isinstance(receipt, dict):
            self._ask("anvil_dropTransaction", [known])
            self._ask("anvil_rollback", [1])
            raise RpcFault(REFUSED, "transaction refused: anvil took it and did not mine it")
        return parse_data(receipt["blockHash"], "blockHash", 32)

    def _replay(self) -> None:
        for position, record in enumerate(self._log.records()):
            second, expected = _RECORD.unpack_from(record)
            found = self._mine(second, record[_RECORD.size :])
            if found != expected:
                raise ChainFolderUnusable(
                    f"record {position} of {self._log.path} replays to block {found.hex()}, not {expected.hex()}",
                    remedy="use the anvil version that wrote the log",
                )

    def _header_rlp(self, params: Sequence[Json]) -> Json:
        block = self._block(parameter(params, 0) or "latest")
        encoded = header_rlp(block)
        if data(keccak256(encoded)) != block["hash"]:
            raise EngineFailed(f"anvil's block {block['number']} is not the hash of its fields")
        return data(encoded)


def _as_latest(param: Json) -> Json:
    """Read safe and finalized as latest, for anvil lets them lag 32 and 64 blocks."""
    if isinstance(param, dict):
        return {name: _as_latest(value) for name, value in param.items()}
    return "latest" if param in ("safe", "finalized") else param
