"""Deploys a register with its modules, and goes on where an interrupted deployment stopped.

The creations are fixed by `deploy_plan`; the transactions' bytes are fixed too (legacy, one gas limit, one price,
signatures of RFC 6979), so their hashes are known and what was done before is recognised by them. Nothing here needs a
development chain: a production deployment runs the same lines.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.artifacts import load
from torrens_contracts.calls.register import Register
from torrens_contracts.codec import Call
from torrens_contracts.deploying.deployment import DeployedModule, Deployment
from torrens_contracts.deploying.plan import MIN_DELAY, SLACK, Creation, Plan, enabling, runs
from torrens_contracts.errors import (
    CodeHashDiffers,
    NodeRefused,
    NotDeployed,
    NotFunded,
    Reverted,
    TransactionLost,
    WrongChain,
)
from torrens_contracts.hexcodec import from_quantity, to_hex
from torrens_contracts.ids import module_id, origin
from torrens_contracts.node.rpc_types import Receipt
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import SignDigest, SignedTransaction, UnsignedTransaction
from torrens_contracts.types import Address, BlockNumber, ChainId, Digest32, Gas, Nonce
from torrens_contracts.words import Kind, ModuleWord

CREATION_GAS: Final = Gas(15_000_000)
"""Gas limit of every creation; one number, so that the bytes are the same on every engine."""
CALL_GAS: Final = Gas(6_000_000)
"""Gas limit of every call."""
GAS_PRICE: Final = 2_000_000_000
"""Wei for one gas, unless the chain runs at 0."""

LOOKS: Final = 600
"""How often a receipt is asked for before the transaction counts as lost."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who sends.

    Attributes:
        address: The account.
        sign: Signs a digest with its key.
    """

    address: Address
    sign: SignDigest


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done, for whoever watches.

    Attributes:
        done: create or enable.
        contract: Which contract.
        address: Where it stands.
        transaction: The transaction's hash.
        fresh: False when an earlier run had done it.
        gas_used: Gas.
    """

    done: str
    contract: str
    address: Address
    transaction: bytes
    fresh: bool
    gas_used: int


Watcher = Callable[[Step], None]


def deploy(
    wire: Wire,
    plan: Plan,
    deployer: Account,
    council: Account,
    *,
    chain_id: int,
    gas_price: int = GAS_PRICE,
    watch: Watcher = lambda _: None,
    pause: Callable[[], None] = lambda: time.sleep(0.1),
) -> Deployment:
    """Creates what is not there yet, enables what is not enabled yet, and gives the manifest.

    Args:
        wire: The node.
        plan: What to deploy.
        deployer: The plan's deployer; used for nothing else before.
        council: The plan's council; it may be the deployer.
        chain_id: The chain that the caller means.
        gas_price: Wei for one gas; 0 where the chain takes it. Must be the same when a deployment is resumed.
        watch: Told of every step.
        pause: Called between two looks for a receipt.

    Returns:
        The manifest; its modules are live MIN_DELAY and a little later, see `live_from`.

    Raises:
        WrongChain: The node serves another chain.
        NotFunded: An account cannot pay.
        CodeHashDiffers: Other code stands at an address of the plan: the deployer's key was used for something else.
        Reverted: A constructor or the register refused.
        TransactionLost: A transaction was in no block after many looks; run again.
    """
    run = _Run(wire, ChainId(chain_id), gas_price, watch, pause)
    run.require_chain()
    receipts = [run.create(one, deployer) for one in plan.creations]
    last = wire.header(receipts[-1].block_number)
    for module in plan.modules:
        run.enable(plan.address_of("Register"), module, council, int(last.timestamp) + MIN_DELAY + SLACK)
    return _manifest(wire, plan, ChainId(chain_id), BlockNumber(receipts[1].block_number))


def renew(
    wire: Wire,
    creations: Sequence[Creation],
    deployer: Account,
    *,
    chain_id: int,
    gas_price: int = GAS_PRICE,
    watch: Watcher = lambda _: None,
    pause: Callable[[], None] = lambda: time.sleep(0.1),
) -> None:
    """Creates what is not there yet of new versions of modules; the council enables them afterwards.

    Args:
        wire: The node.
        creations: See `deploy_plan.renewal`.
        deployer: Their deployer; used for nothing else before.
        chain_id: The chain that the caller means.
        gas_price: Wei for one gas; must be the same when it is resumed.
        watch: Told of every step.
        pause: Called between two looks for a receipt.

    Raises:
        WrongChain, NotFunded, CodeHashDiffers, Reverted, TransactionLost: As `deploy`.
    """
    run = _Run(wire, ChainId(chain_id), gas_price, watch, pause)
    run.require_chain()
    for one in creations:
        run.create(one, deployer)


def live_from(wire: Wire, deployment: Deployment) -> int:
    """Gives the second from which every module of a deployment may write.

    Args:
        wire: The node.
        deployment: The deployment.

    Returns:
        UTC seconds.
    """
    return max(_module_word(wire, deployment.register, one.address).from_ for one in deployment.modules)


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of a deployment."""

    wire: Wire
    chain_id: ChainId
    gas_price: int
    watch: Watcher
    pause: Callable[[], None]

    def require_chain(self) -> None:
        """Refuses a node of another chain."""
        if (found := self.wire.chain_id()) != self.chain_id:
            text = f"the node serves chain {found}, not {self.chain_id}"
            raise WrongChain(text, found=found, expected=int(self.chain_id))

    def create(self, one: Creation, by: Account) -> Receipt:
        """Creates a contract, or finds the transaction that did."""
        unsigned = UnsignedTransaction(
            self.chain_id, Nonce(one.nonce), None, one.data, CREATION_GAS, gas_price=self.gas_price
        )
        signed = unsigned.signed(by.sign)
        fresh = not self.wire.code(one.address)
        if fresh and self.wire.nonce(by.address) > one.nonce:
            raise _used(one)
        if fresh:
            self._send(signed, by, CREATION_GAS)
        receipt = self._receipt(signed, fresh=fresh)
        if receipt is None or not runs(load(one.name), self.wire.code(one.address)):
            raise _used(one)
        self._tell("create", one, signed, receipt, fresh=fresh)
        return receipt

    def enable(self, register: Address, module: Creation, by: Account, planned: int) -> None:
        """Enables a module, unless an earlier run did."""
        if _module_word(self.wire, register, module.address).from_:
            return
        call = self._enabling(register, module, by, planned)
        nonce = self.wire.nonce(by.address)
        unsigned = UnsignedTransaction(self.chain_id, nonce, call.to, call.data, CALL_GAS, gas_price=self.gas_price)
        signed = unsigned.signed(by.sign)
        self._send(signed, by, CALL_GAS)
        receipt = self._receipt(signed, fresh=True)
        if receipt is not None:
            self._require_done(receipt, call, by)
            self._tell("enable", module, signed, receipt, fresh=True)

    def _enabling(self, register: Address, module: Creation, by: Account, planned: int) -> Call[None]:
        """Gives the call for the planned second; for a later one when the deployment is resumed too late for that."""
        call = enabling(register, module, planned)
        try:
            self.wire.view(call.to, call.data, sender=by.address)
        except Reverted as refusal:
            earliest = refusal.arguments.get("earliest")
            if refusal.error != "TooSoon" or not isinstance(earliest, int):
                raise
            return enabling(register, module, earliest + SLACK)
        return call

    def _send(self, signed: SignedTransaction, by: Account, gas: int) -> None:
        needed, held = gas * self.gas_price, self._balance(by.address)
        if held < needed:
            raise NotFunded(
                f"account {to_hex(by.address)} holds {held} wei; the next transaction may cost {needed}",
                account=to_hex(by.address),
                balance=held,
                needed=needed,
            )
        try:
            self.wire.send_raw(signed.raw)
        except NodeRefused as refusal:
            # The same bytes wait in the node's pool since an earlier run.
            if "already known" not in refusal.said.lower():
                raise

    def _balance(self, account: Address) -> int:
        return from_quantity(self.wire.call("eth_getBalance", to_hex(account), "latest"), "the balance")

    def _receipt(self, signed: SignedTransaction, *, fresh: bool) -> Receipt | None:
        for _ in range(LOOKS if fresh else 1):
            if (found := self.wire.receipt(signed.hash)) is not None:
                return found
            self.pause()
        if fresh:
            raise TransactionLost(f"transaction {to_hex(signed.hash)} is in no block yet", hash=to_hex(signed.hash))
        return None

    def _require_done(self, receipt: Receipt, call: Call[None], by: Account) -> None:
        if not receipt.status:
            self.wire.view(call.to, call.data, int(receipt.block_number), by.address)
            raise NotDeployed(f"{call.signature} failed in block {receipt.block_number}", block=receipt.block_number)

    def _tell(self, done: str, one: Creation, signed: SignedTransaction, receipt: Receipt, *, fresh: bool) -> None:
        self.watch(Step(done, one.name, one.address, signed.hash, fresh, int(receipt.gas_used)))


def _manifest(wire: Wire, plan: Plan, chain_id: ChainId, founded: BlockNumber) -> Deployment:
    """Describes what stands there now."""
    register = plan.address_of("Register")
    modules = sorted(plan.modules, key=lambda one: one.name)
    return Deployment(
        chain_id=chain_id,
        register=register,
        register_code_hash=code_hash(wire, register),
        deployment_salt=plan.salt,
        origin=origin(chain_id, register, plan.salt),
        deploy_block=founded,
        council=plan.address_of("Council"),
        modules=tuple(DeployedModule(one.name, one.address, code_hash(wire, one.address)) for one in modules),
    )


def code_hash(wire: Wire, address: Address) -> Digest32:
    """Gives Keccak-256 of the code at an address, as manifests name it."""
    return Digest32(keccak256(wire.code(address)))


def _used(one: Creation) -> CodeHashDiffers:
    return CodeHashDiffers(
        f"the deployer's transaction {one.nonce} was not the one that creates {one.name} at {to_hex(one.address)}",
        remedy="deploy with a key that has sent nothing before, and resume with the same salt and gas price",
        contract=one.name,
        address=to_hex(one.address),
    )


def _module_word(wire: Wire, register: Address, module: Address) -> ModuleWord:
    call = Register(register).read(Kind.MODULE, module_id(module))
    return ModuleWord.unpack(call.decode(wire.view(call.to, call.data)))
