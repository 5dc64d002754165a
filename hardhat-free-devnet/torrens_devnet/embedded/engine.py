"""The JSON-RPC methods of the embedded chain, one small function each."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from eth_utils.crypto import keccak

from torrens_devnet.embedded import call, views
from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.embedded.consensus_methods import QBFT_METHODS
from torrens_devnet.embedded.proof import proof_json
from torrens_devnet.engine import Json
from torrens_devnet.errors import RpcFault
from torrens_devnet.rpc_codec import (
    METHOD_NOT_FOUND,
    REFUSED,
    BlockRef,
    LogFilter,
    data,
    invalid,
    parameter,
    parse_address,
    parse_block,
    parse_call,
    parse_data,
    parse_filter,
    parse_quantity,
    quantity,
)

CLIENT_VERSION: Final = "torrens-devnet/py-evm/prague"
Method = Callable[[EmbeddedChain, Sequence[Json]], Json]


class EmbeddedEngine:
    """An embedded chain behind JSON-RPC methods.

    Args:
        chain: The chain; the engine closes it.
    """

    def __init__(self, chain: EmbeddedChain) -> None:
        self._chain = chain

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
        run = METHODS.get(method) or (QBFT_METHODS.get(method) if self._chain.consensus else None)
        if run is None:
            raise RpcFault(METHOD_NOT_FOUND, f"the method {method} does not exist/is not available")
        with self._chain.lock:
            return run(self._chain, params)

    def close(self) -> None:
        """Close the chain."""
        self._chain.close()


def _balance(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    state = chain.vm_at(_header(chain, params, 1)).state
    return quantity(state.get_balance(parse_address(parameter(params, 0), "address")))


def _code(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    state = chain.vm_at(_header(chain, params, 1)).state
    return data(state.get_code(parse_address(parameter(params, 0), "address")))


def _nonce(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    state = chain.vm_at(_header(chain, params, 1)).state
    return quantity(state.get_nonce(parse_address(parameter(params, 0), "address")))


def _storage(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    state = chain.vm_at(_header(chain, params, 2)).state
    address = parse_address(parameter(params, 0), "address")
    value = state.get_storage(address, parse_quantity(parameter(params, 1), "slot"))
    return data(value.to_bytes(32, "big"))


def _proof(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    header = _header(chain, params, 2)
    slots = parameter(params, 1)
    if not isinstance(slots, list):
        raise invalid("storage keys must be a list")
    keys = [parse_quantity(slot, "storage key") for slot in slots]
    return proof_json(chain.database, header.state_root, parse_address(parameter(params, 0), "address"), keys)


def _block_by_number(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    return _block(chain, parse_block(parameter(params, 0)), full=parameter(params, 1) is True)


def _block_by_hash(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    return _block(chain, parse_data(parameter(params, 0), "hash", 32), full=parameter(params, 1) is True)


def _block(chain: EmbeddedChain, block: BlockRef, *, full: bool) -> Json:
    try:
        header = chain.header_at(block)
    except RpcFault:
        return None
    return views.block_json(chain.mined(header.block_number), full=full)


def _block_receipts(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    mined = chain.mined(_header(chain, params, 0).block_number)
    return [views.receipt_json(mined, index) for index in range(len(mined.receipts))]


def _transaction(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    place = chain.locate(parse_data(parameter(params, 0), "hash", 32))
    return None if place is None else views.transaction_json(chain.mined(place[0]), place[1])


def _receipt(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    place = chain.locate(parse_data(parameter(params, 0), "hash", 32))
    return None if place is None else views.receipt_json(chain.mined(place[0]), place[1])


def _send(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    return data(chain.send(parse_data(parameter(params, 0), "transaction")))


def _call(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    args = parse_call(parameter(params, 0))
    return data(call.call(chain, args, parse_block(parameter(params, 1))))


def _estimate(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    args = parse_call(parameter(params, 0))
    return quantity(call.estimate(chain, args, parse_block(parameter(params, 1))))


def _logs(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    wanted = parse_filter(parameter(params, 0))
    first, last = (_height(chain, bound) for bound in (wanted.first, wanted.last))
    if first > last:
        raise RpcFault(REFUSED, "invalid block range params")
    return [
        log
        for number in range(first, last + 1)
        if _may_match(wanted, chain.header_at(number).bloom)
        for log in views.logs_json(chain.mined(number))
        if _matches(wanted, log)
    ]


def _height(chain: EmbeddedChain, block: BlockRef) -> int:
    head = int(chain.head.block_number)
    if isinstance(block, int) and block > head:
        raise RpcFault(REFUSED, f"block range extends beyond current head block: {block} > {head}")
    return int(chain.header_at(block).block_number)


def _may_match(wanted: LogFilter, bloom: int) -> bool:
    groups = [wanted.addresses, *wanted.topics]
    return all(not group or any(_in_bloom(bloom, item) for item in group) for group in groups)


def _in_bloom(bloom: int, item: bytes) -> bool:
    """Test the three bits of the Yellow Paper's M3:2048."""
    digest = keccak(item)
    return all(bloom >> (int.from_bytes(digest[at : at + 2], "big") & 2047) & 1 for at in (0, 2, 4))


def _matches(wanted: LogFilter, log: dict[str, Json]) -> bool:
    topics = log["topics"]
    if wanted.addresses and log["address"] not in {data(address) for address in wanted.addresses}:
        return False
    if not isinstance(topics, list) or len(topics) < len(wanted.topics):
        return False
    return all(
        not group or topic in {data(one) for one in group} for group, topic in zip(wanted.topics, topics, strict=False)
    )


def _fee_history(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    newest = int(_header(chain, params, 1).block_number)
    count = min(max(parse_quantity(parameter(params, 0), "block count"), 1), 1024, newest + 1)
    headers = [chain.header_at(number) for number in range(newest - count + 1, newest + 1)]
    percentiles = parameter(params, 2)
    fees: list[Json] = [quantity(header.base_fee_per_gas) for header in headers]
    history: dict[str, Json] = {
        "oldestBlock": quantity(newest - count + 1),
        "baseFeePerGas": [*fees, quantity(0)],
        "gasUsedRatio": [header.gas_used / header.gas_limit for header in headers],
    }
    if isinstance(percentiles, list):
        history["reward"] = [[quantity(0) for _ in percentiles] for _ in headers]
    return history


def _header_rlp(chain: EmbeddedChain, params: Sequence[Json]) -> Json:
    return data(views.header_rlp(_header(chain, params, 0)))


def _header(chain: EmbeddedChain, params: Sequence[Json], index: int) -> Any:  # noqa: ANN401 - py-evm's header
    return chain.header_at(parse_block(parameter(params, index)))


METHODS: Final[dict[str, Method]] = {
    "web3_clientVersion": lambda _chain, _params: CLIENT_VERSION,
    "net_version": lambda chain, _params: str(chain.spec.chain_id),
    "net_listening": lambda _chain, _params: True,
    "eth_chainId": lambda chain, _params: quantity(chain.spec.chain_id),
    "eth_accounts": lambda _chain, _params: [],
    "eth_syncing": lambda _chain, _params: False,
    "eth_blockNumber": lambda chain, _params: quantity(chain.head.block_number),
    "eth_gasPrice": lambda _chain, _params: quantity(0),
    "eth_maxPriorityFeePerGas": lambda _chain, _params: quantity(0),
    "eth_feeHistory": _fee_history,
    "eth_getBlockByNumber": _block_by_number,
    "eth_getBlockByHash": _block_by_hash,
    "eth_getBlockReceipts": _block_receipts,
    "eth_getBalance": _balance,
    "eth_getCode": _code,
    "eth_getStorageAt": _storage,
    "eth_getTransactionCount": _nonce,
    "eth_getProof": _proof,
    "eth_call": _call,
    "eth_estimateGas": _estimate,
    "eth_sendRawTransaction": _send,
    "eth_getTransactionReceipt": _receipt,
    "eth_getTransactionByHash": _transaction,
    "eth_getLogs": _logs,
    "torrens_headerRlp": _header_rlp,
}
"""Every method that is answered; the anvil engine forwards the same ones."""
