"""Which signed transactions a chain takes: decided here for both engines, in the words of go-ethereum."""

from typing import Any, Final

from eth.exceptions import PyEVMError
from eth.vm.forks.prague.transactions import PragueTransactionBuilder
from eth_utils.exceptions import ValidationError
from rlp.exceptions import RLPException

from torrens_devnet.engine import TRANSACTION_GAS, Address
from torrens_devnet.errors import RpcFault
from torrens_devnet.rpc_codec import REFUSED

_TYPES: Final = (None, 1, 2)
"""EIP-2718 types taken: legacy, access list, dynamic fee. Blobs and delegations have no use here."""


def decode_transaction(raw: bytes) -> Any:  # noqa: ANN401 - py-evm's transaction
    """Decode a signed transaction and recover its sender.

    Args:
        raw: Its bytes, EIP-2718.

    Returns:
        py-evm's transaction.

    Raises:
        RpcFault: The bytes are none, not their own re-encoding, badly signed, or of a type that is not taken.
    """
    try:
        transaction: Any = PragueTransactionBuilder.decode(raw)
        transaction.check_signature_validity()
    except (ValidationError, PyEVMError, RLPException, ValueError, TypeError, IndexError) as error:
        raise RpcFault(REFUSED, f"transaction cannot be decoded: {error}") from error
    if transaction.encode() != raw:
        raise RpcFault(REFUSED, "transaction cannot be decoded: not its own re-encoding")
    if transaction.type_id not in _TYPES:
        raise RpcFault(REFUSED, f"transaction type not supported: {transaction.type_id}")
    return transaction


def admit_chain(transaction: Any, chain_id: int) -> Address:  # noqa: ANN401 - py-evm's transaction
    """Refuse a transaction that is not for this chain.

    Args:
        transaction: The decoded transaction.
        chain_id: This chain's id.

    Returns:
        Its sender.

    Raises:
        RpcFault: It names no chain id, or another one.
    """
    if transaction.chain_id is None:
        raise RpcFault(REFUSED, "only replay-protected (EIP-155) transactions allowed over RPC")
    if transaction.chain_id != chain_id:
        raise RpcFault(REFUSED, f"invalid chain id for signer: have {transaction.chain_id} want {chain_id}")
    return Address(bytes(transaction.sender))


def admit_sender(transaction: Any, nonce: int, balance: int) -> None:  # noqa: ANN401 - py-evm's transaction
    """Refuse a transaction that its sender cannot send now.

    Args:
        transaction: The decoded transaction.
        nonce: The sender's next nonce.
        balance: The sender's wei.

    Raises:
        RpcFault: The nonce is not the next one, the gas limit is too low or too high, or it cannot be paid.
    """
    if transaction.nonce != nonce:
        word = "low" if transaction.nonce < nonce else "high"
        sender = bytes(transaction.sender).hex()
        raise RpcFault(REFUSED, f"nonce too {word}: address 0x{sender}, tx: {transaction.nonce} state: {nonce}")
    if transaction.gas > TRANSACTION_GAS:
        raise RpcFault(REFUSED, f"exceeds the transaction gas limit: {transaction.gas} > {TRANSACTION_GAS}")
    if transaction.gas < transaction.intrinsic_gas:
        raise RpcFault(REFUSED, f"intrinsic gas too low: have {transaction.gas}, want {transaction.intrinsic_gas}")
    cost = transaction.gas * transaction.max_fee_per_gas + transaction.value
    if cost > balance:
        raise RpcFault(REFUSED, f"insufficient funds for gas * price + value: have {balance}, want {cost}")
