"""Blocks, transactions, receipts and logs of the embedded chain, as go-ethereum's JSON-RPC shows them."""

from collections.abc import Iterator
from typing import Any

import rlp
from eth._utils.address import generate_contract_address

from torrens_devnet.embedded.chain import Mined
from torrens_devnet.engine import Json
from torrens_devnet.rpc_codec import data, quantity


def header_rlp(header: Any) -> bytes:  # noqa: ANN401 - py-evm's header
    """Encode a header; the Keccak of this is the block's hash, with QBFT too: the engine mines headers without seals.

    Args:
        header: py-evm's header, 21 fields.

    Returns:
        Its RLP.
    """
    return bytes(rlp.encode(header))


def block_json(mined: Mined, *, full: bool) -> dict[str, Json]:
    """Show a block.

    Args:
        mined: The block.
        full: Whole transactions instead of their hashes.

    Returns:
        The JSON object.
    """
    shown: list[Json] = [
        transaction_json(mined, index) if full else data(transaction.hash)
        for index, transaction in enumerate(mined.transactions)
    ]
    bodies = sum(len(transaction.encode()) for transaction in mined.transactions)
    return {
        **header_json(mined.header),
        "extraData": data(mined.extra_data),
        "size": quantity(len(header_rlp(mined.header.copy(extra_data=mined.extra_data))) + bodies + 3),
        "uncles": [],
        "transactions": shown,
        "withdrawals": [],
    }


def header_json(header: Any) -> dict[str, Json]:  # noqa: ANN401 - py-evm's header
    """Show all 21 fields of a header, and its hash.

    Args:
        header: py-evm's header.

    Returns:
        The JSON object.
    """
    return {
        "hash": data(header.hash),
        "parentHash": data(header.parent_hash),
        "sha3Uncles": data(header.uncles_hash),
        "miner": data(header.coinbase),
        "stateRoot": data(header.state_root),
        "transactionsRoot": data(header.transaction_root),
        "receiptsRoot": data(header.receipt_root),
        "logsBloom": _bloom(header.bloom),
        "difficulty": quantity(header.difficulty),
        "number": quantity(header.block_number),
        "gasLimit": quantity(header.gas_limit),
        "gasUsed": quantity(header.gas_used),
        "timestamp": quantity(header.timestamp),
        "extraData": data(header.extra_data),
        "mixHash": data(header.mix_hash),
        "nonce": data(header.nonce),
        "baseFeePerGas": quantity(header.base_fee_per_gas),
        "withdrawalsRoot": data(header.withdrawals_root),
        "blobGasUsed": quantity(header.blob_gas_used),
        "excessBlobGas": quantity(header.excess_blob_gas),
        "parentBeaconBlockRoot": data(header.parent_beacon_block_root),
        "requestsHash": data(header.requests_hash),
    }


def transaction_json(mined: Mined, index: int) -> dict[str, Json]:
    """Show a transaction.

    Args:
        mined: Its block.
        index: Its place there.

    Returns:
        The JSON object.
    """
    transaction = mined.transactions[index]
    kind = transaction.type_id or 0
    shown: dict[str, Json] = {
        **_place(mined, index),
        "type": quantity(kind),
        "hash": data(transaction.hash),
        "from": data(transaction.sender),
        "to": data(transaction.to) if transaction.to else None,
        "nonce": quantity(transaction.nonce),
        "gas": quantity(transaction.gas),
        "gasPrice": quantity(_effective_price(mined, index)),
        "value": quantity(transaction.value),
        "input": data(transaction.data),
        "chainId": quantity(transaction.chain_id),
        "v": quantity(transaction.y_parity if kind else transaction.v),
        "r": quantity(transaction.r),
        "s": quantity(transaction.s),
    }
    del shown["transactionHash"]
    if kind:
        shown["yParity"] = shown["v"]
        shown["accessList"] = [
            {"address": data(account), "storageKeys": [data(slot.to_bytes(32, "big")) for slot in slots]}
            for account, slots in transaction.access_list
        ]
    if kind == 2:
        shown["maxFeePerGas"] = quantity(transaction.max_fee_per_gas)
        shown["maxPriorityFeePerGas"] = quantity(transaction.max_priority_fee_per_gas)
    return shown


def receipt_json(mined: Mined, index: int) -> dict[str, Json]:
    """Show a receipt.

    Args:
        mined: Its block.
        index: The transaction's place there.

    Returns:
        The JSON object.
    """
    transaction, receipt = mined.transactions[index], mined.receipts[index]
    before = mined.receipts[index - 1].gas_used if index else 0
    created = None if transaction.to else generate_contract_address(transaction.sender, transaction.nonce)
    return {
        **_place(mined, index),
        "type": quantity(transaction.type_id or 0),
        "from": data(transaction.sender),
        "to": data(transaction.to) if transaction.to else None,
        "contractAddress": None if created is None else data(created),
        "status": quantity(int.from_bytes(receipt.state_root, "big")),
        "gasUsed": quantity(receipt.gas_used - before),
        "cumulativeGasUsed": quantity(receipt.gas_used),
        "effectiveGasPrice": quantity(_effective_price(mined, index)),
        "logsBloom": _bloom(receipt.bloom),
        "logs": [shown for shown in logs_json(mined) if shown["transactionIndex"] == quantity(index)],
    }


def logs_json(mined: Mined) -> Iterator[dict[str, Json]]:
    """Show all logs of a block, numbered through the block.

    Args:
        mined: The block.

    Yields:
        Each log's JSON object.
    """
    number = 0
    for index, receipt in enumerate(mined.receipts):
        for log in receipt.logs:
            yield {
                **_place(mined, index),
                "address": data(log.address),
                "topics": [data(topic.to_bytes(32, "big")) for topic in log.topics],
                "data": data(log.data),
                "logIndex": quantity(number),
                "blockTimestamp": quantity(mined.header.timestamp),
                "removed": False,
            }
            number += 1


def _place(mined: Mined, index: int) -> dict[str, Json]:
    return {
        "blockHash": data(mined.header.hash),
        "blockNumber": quantity(mined.header.block_number),
        "transactionHash": data(mined.transactions[index].hash),
        "transactionIndex": quantity(index),
    }


def _effective_price(mined: Mined, index: int) -> int:
    transaction, base = mined.transactions[index], mined.header.base_fee_per_gas
    return int(min(transaction.max_fee_per_gas, transaction.max_priority_fee_per_gas + base))


def _bloom(bloom: int) -> str:
    return data(bloom.to_bytes(256, "big"))
