"""The door to one deployment: a node that was checked to be the right one, typed reads, transactions to sign.

Reads and estimates go over the same `Wire` as the mirror's, encoded by eth_abi: web3 costs a second to import and
milliseconds a call. Who wants web3 itself gets it on this very connection by `web3_provider.open_web3(door.wire)`.
"""

from __future__ import annotations

from typing import Self, TypeVar

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.calls import Contracts
from torrens_contracts.codec import Call
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.errors import CodeHashDiffers, NotDeployed, WrongChain
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.blocks import BlockRef
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import UnsignedTransaction, gas_limit
from torrens_contracts.types import Address, Digest32, Gas, Nonce

T = TypeVar("T")


class Door:
    """One deployment on one node. As a context manager it checks on entering and closes on leaving.

    Args:
        url: http:// or https:// address of the node.
        expected_chain_id: The chain that the caller means.
        deployment: Where the contracts are.
        timeout: Seconds that connecting, and each read, may take.

    Raises:
        WrongChain: The deployment is on another chain than the caller means.
        ChainUnreachable: The address is none.
    """

    def __init__(self, url: str, expected_chain_id: int, deployment: Deployment, timeout: float = 30.0) -> None:
        if deployment.chain_id != expected_chain_id:
            raise _wrong_chain("the deployment manifest is of", deployment.chain_id, expected_chain_id)
        self.deployment = deployment
        self.contracts = Contracts.of(deployment)
        self.wire = Wire(url, timeout)

    def __enter__(self) -> Self:
        """Check that the node and its contracts are those meant; raises as `check` does."""
        try:
            self.check()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.wire.close()

    def check(self) -> None:
        """Check chain id, code and origin.

        Raises:
            ChainUnreachable: There is no connection.
            WrongChain: Another chain id, or a register of another origin: the chain was reset.
            NotDeployed: No code at an address of the deployment.
            CodeHashDiffers: Other code there.
        """
        found = self.wire.chain_id()
        if found != self.deployment.chain_id:
            raise _wrong_chain("the node serves", found, self.deployment.chain_id)
        self._check_code("Council", self.deployment.council, None)
        self._check_code("Register", self.deployment.register, self.deployment.register_code_hash)
        for module in self.deployment.modules:
            self._check_code(module.name, module.address, module.code_hash)
        origin = self.read(self.contracts.register.origin())
        if origin != self.deployment.origin:
            text = f"the register's origin is {to_hex(origin)}, not that of the deployment: the chain was reset"
            raise WrongChain(text, found=to_hex(origin), expected=to_hex(self.deployment.origin))

    def _check_code(self, name: str, address: Address, expected: Digest32 | None) -> None:
        code = self.wire.code(address)
        if not code:
            raise NotDeployed(f"there is no {name} at {to_hex(address)}", contract=name, address=to_hex(address))
        found = keccak256(code)
        if expected is not None and found != expected:
            text = f"the code of {name} at {to_hex(address)} is not the deployment's"
            raise CodeHashDiffers(text, contract=name, found=to_hex(found), expected=to_hex(expected))

    def read(self, call: Call[T], block: BlockRef = "latest", sender: Address | None = None) -> T:
        """Run a call without changing anything.

        Args:
            call: A view, or a verb to try.
            block: In which state.
            sender: Who asks; a verb's refusals depend on it.

        Returns:
            What it returns.

        Raises:
            Reverted: The contract refuses.
            MalformedAnswer: The bytes are not of the results' types.
        """
        return call.decode(self.wire.view(call.to, call.data, block, sender))

    def prepare(
        self, call: Call[object], sender: Address, nonce: int, gas: int | None = None, gas_price: int = 0
    ) -> UnsignedTransaction:
        """Make a transaction of a call.

        Args:
            call: The verb.
            sender: Whose key will sign.
            nonce: Its nonce, which the one nonce writer of the key gives.
            gas: Gas limit; the node's estimate and a quarter when absent.
            gas_price: Wei for one gas.

        Returns:
            The transaction, to be signed.

        Raises:
            Reverted: The contract would refuse it now; not raised when `gas` is given.
        """
        limit = gas_limit(self.wire.estimate_gas(call.to, call.data, sender)) if gas is None else Gas(gas)
        return UnsignedTransaction(self.deployment.chain_id, Nonce(nonce), call.to, call.data, limit, gas_price)


def _wrong_chain(what: str, found: int, expected: int) -> WrongChain:
    return WrongChain(f"{what} chain {found}, not {expected}", found=found, expected=expected)
