"""Calls and gas estimates on the embedded chain; nothing that they do is kept."""

from typing import Any, Final

from eth.exceptions import Revert, VMError
from eth.vm.spoof import SpoofTransaction
from eth_utils.exceptions import ValidationError

from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.engine import BLOCK_GAS, TRANSACTION_GAS
from torrens_devnet.errors import RpcFault
from torrens_devnet.rpc_codec import REFUSED, REVERTED, BlockRef, CallArgs, data

_STIPEND: Final = 2300
_ERROR_STRING: Final = bytes.fromhex("08c379a0")


def call(chain: EmbeddedChain, args: CallArgs, block: BlockRef) -> bytes:
    """Run a call.

    At latest or pending it sees what a transaction sent now would see: the next block's number and timestamp. At a
    block named by number or hash it sees that block's own.

    Args:
        chain: The chain.
        args: The call.
        block: On which state.

    Returns:
        What the call returns.

    Raises:
        RpcFault: It reverts (code 3, with the revert's bytes), runs out of gas, or cannot be paid.
    """
    computation = _run(chain, args, block, min(args.gas or BLOCK_GAS, BLOCK_GAS))
    _raise_if_failed(computation)
    return bytes(computation.output)


def estimate(chain: EmbeddedChain, args: CallArgs, block: BlockRef) -> int:
    """Find a gas limit with which a transaction sent now succeeds.

    As go-ethereum: what one run used, plus its refund and a stipend, raised by 64/63 for what EIP-150 holds back;
    doubled while that does not suffice.

    Args:
        chain: The chain.
        args: The transaction.
        block: On which state.

    Returns:
        The gas limit, at most TRANSACTION_GAS.

    Raises:
        RpcFault: It fails with every limit.
    """
    cap = min(args.gas or TRANSACTION_GAS, TRANSACTION_GAS)
    computation = _run(chain, args, block, cap)
    _raise_if_failed(computation)
    used = cap - computation.get_gas_remaining()
    limit = max(used, used - computation.get_gas_refund() + computation.data_floor_gas)
    limit = min((limit + _STIPEND) * 64 // 63, cap)
    while limit < cap and _run(chain, args, block, limit).is_error:
        limit = min(limit * 2, cap)
    return int(limit)


def _run(chain: EmbeddedChain, args: CallArgs, block: BlockRef, gas: int) -> Any:  # noqa: ANN401 - py-evm's computation
    header = chain.next_header if block in ("latest", "pending") else chain.header_at(block)
    vm = chain.vm_at(header)
    unsigned = vm.create_unsigned_transaction(
        nonce=vm.state.get_nonce(args.sender),
        gas_price=0,
        gas=gas,
        to=args.to or b"",
        value=args.value,
        data=args.data,
    )
    try:
        return vm.state.apply_transaction(SpoofTransaction(unsigned, from_=args.sender))
    except (ValidationError, VMError) as error:
        raise RpcFault(REFUSED, f"call refused: {error}") from error


def _raise_if_failed(computation: Any) -> None:  # noqa: ANN401 - py-evm's computation
    if not computation.is_error:
        return
    if isinstance(computation.error, Revert):
        output = bytes(computation.output)
        raise RpcFault(REVERTED, "execution reverted" + _reason(output), data(output))
    raise RpcFault(REFUSED, f"{type(computation.error).__name__}: {computation.error}")


def _reason(output: bytes) -> str:
    """Read the text of Error(string), which go-ethereum adds to its message."""
    if not output.startswith(_ERROR_STRING) or len(output) < 68:
        return ""
    size = int.from_bytes(output[36:68], "big")
    return ": " + output[68 : 68 + size].decode("utf-8", "replace")
