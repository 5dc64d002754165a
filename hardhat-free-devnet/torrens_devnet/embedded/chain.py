"""The embedded chain: eth-tester's py-evm backend owns the VM; one block a transaction, kept before it is answered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from eth.db.atomic import AtomicDB
from eth.exceptions import HeaderNotFound, PyEVMError, TransactionNotFound
from eth_tester.backends.pyevm.main import PyEVMBackend
from eth_utils.exceptions import ValidationError

from torrens_devnet.admission import admit_chain, admit_sender, decode_transaction
from torrens_devnet.clock import Clock, UtcSecond, block_time
from torrens_devnet.embedded.consensus import EXTRA_DATA_BYTES, WISHES, Consensus, decode_wishes, encode_wishes
from torrens_devnet.embedded.store import BlockStore
from torrens_devnet.embedded.validator_contract import CONTRACT, ContractConsensus, genesis_account
from torrens_devnet.engine import BLOCK_GAS, FUNDS, Address, ChainSpec
from torrens_devnet.errors import ChainFolderUnusable, RpcFault
from torrens_devnet.persist import RecordLog
from torrens_devnet.rpc_codec import REFUSED, BlockRef


@dataclass(frozen=True, slots=True)
class Mined:
    """One block with what it holds. The objects are py-evm's, which has no types to name.

    Attributes:
        header: The header that hashes to the block's hash.
        extra_data: Its extraData as it is shown: with the validators' seals, where there are validators.
        transactions: Its transactions.
        receipts: Their receipts.
    """

    header: Any
    extra_data: bytes
    transactions: tuple[Any, ...]
    receipts: tuple[Any, ...]


class EmbeddedChain:
    """A chain of Prague rules inside this process.

    Args:
        spec: The genesis.
        clock: The world's second, for new blocks and for calls.
        log: Where blocks are kept; None for a chain that dies with the process.

    Raises:
        ChainFolderUnusable: The log holds no chain of this spec.
    """

    def __init__(self, spec: ChainSpec, clock: Clock, log: RecordLog | None = None) -> None:
        self.spec = spec
        self.lock = threading.RLock()
        self._clock = clock
        self._store = BlockStore(log)
        self._mined: dict[int, Mined] = {}
        self.consensus = self._consensus(spec)
        if self.consensus and WISHES in self._store:
            self.consensus.wishes = decode_wishes(self._store[WISHES])
        self._genesis = _genesis_parameters(spec, self.consensus)
        self._backend = PyEVMBackend(genesis_parameters=self._genesis, genesis_state=_genesis_state(spec))
        self._backend.account_keys = ()
        self._chain_class = _chain_class(type(self._backend.chain), spec.chain_id)
        if self._store.is_empty():
            self._adopt_genesis()
        self._load()

    @property
    def head(self) -> Any:  # noqa: ANN401 - py-evm's header
        """The newest block's header."""
        return self._chain.get_canonical_head()

    @property
    def database(self) -> Any:  # noqa: ANN401 - py-evm's key-value interface
        """The trie nodes of every block ever mined."""
        return self._chain.chaindb.db

    @property
    def next_header(self) -> Any:  # noqa: ANN401 - py-evm's header
        """The header that a block mined now would begin with; its state is the head's."""
        fields = self.consensus.fields() if self.consensus else {}
        return self._chain.header.copy(timestamp=block_time(self._clock(), UtcSecond(self.head.timestamp)), **fields)

    def header_at(self, block: BlockRef) -> Any:  # noqa: ANN401 - py-evm's header
        """Find a block's header.

        Args:
            block: Its tag, number or hash.

        Returns:
            The header.

        Raises:
            RpcFault: There is no such block on this chain.
        """
        try:
            if isinstance(block, bytes):
                return self._canonical(block)
            if isinstance(block, int):
                return self._chain.get_canonical_block_header_by_number(block)
        except HeaderNotFound as error:
            raise RpcFault(REFUSED, "header not found") from error
        return self._chain.get_canonical_block_header_by_number(0) if block == "earliest" else self.head

    def vm_at(self, header: Any) -> Any:  # noqa: ANN401 - py-evm's objects
        """Make a VM on a header's state; what it does is never kept.

        Args:
            header: A mined header, or `next_header`.

        Returns:
            py-evm's VM.
        """
        return self._chain.get_vm(header)

    def mined(self, number: int) -> Mined:
        """Read one block with its transactions and receipts.

        Args:
            number: A height up to the head's.

        Returns:
            The block.
        """
        if number not in self._mined:
            block = self._chain.get_canonical_block_by_number(number)
            receipts = block.get_receipts(self._chain.chaindb) if number else ()
            extra = self.consensus.sealed(block.header) if self.consensus else bytes(block.header.extra_data)
            self._mined[number] = Mined(block.header, extra, tuple(block.transactions), tuple(receipts))
        return self._mined[number]

    def locate(self, transaction_hash: bytes) -> tuple[int, int] | None:
        """Find a mined transaction.

        Args:
            transaction_hash: Its hash.

        Returns:
            Block number and index; None when it was never mined.
        """
        try:
            number, index = self._chain.get_canonical_transaction_index(transaction_hash)
        except TransactionNotFound:
            return None
        return int(number), int(index)

    def send(self, raw: bytes) -> bytes:
        """Mine one signed transaction into one block, and keep the block before returning.

        The same bytes again are no second transaction. A transaction that reverts is mined with status 0.

        Args:
            raw: The signed transaction, EIP-2718.

        Returns:
            Its hash.

        Raises:
            RpcFault: It cannot be part of the chain; nothing has changed.
        """
        with self.lock:
            transaction = decode_transaction(raw)
            known = bytes(transaction.hash)
            if self.locate(known) is None:
                sender = admit_chain(transaction, self.spec.chain_id)
                state = self.vm_at(self.head).state
                admit_sender(transaction, state.get_nonce(sender), state.get_balance(sender))
                with self._kept_or_nothing():
                    self._chain.header = self.next_header
                    self._chain.mine_all([transaction])
                self._count_votes()
            return known

    def wish(self, subject: Address, *, admit: bool | None) -> None:
        """Ask all validators to vote in the blocks to come, and keep that they were asked.

        Args:
            subject: About whom.
            admit: To admit, to drop, or None to ask no longer.

        Raises:
            RpcFault: Nobody holds that validator's key, or this chain has no validators.
        """
        with self.lock:
            if self.consensus is None:
                raise RpcFault(REFUSED, "this chain has no validators")
            self.consensus.check(subject)
            wishes = {one: asked for one, asked in self.consensus.wishes.items() if one != subject}
            wishes |= {} if admit is None else {subject: admit}
            self._store[WISHES] = encode_wishes(wishes)
            self._store.commit()
            self.consensus.wishes = wishes

    def close(self) -> None:
        """Close the log."""
        with self.lock:
            self._store.close()

    def _consensus(self, spec: ChainSpec) -> Consensus | None:
        if spec.validator_contract:
            return ContractConsensus(spec, lambda number: self.vm_at(self.header_at(number)).state)
        return Consensus(spec) if spec.validators else None

    def _canonical(self, block_hash: bytes) -> Any:  # noqa: ANN401 - py-evm's header
        header = self._chain.get_block_header_by_hash(block_hash)
        if self._chain.get_canonical_block_hash(header.block_number) != block_hash:
            raise HeaderNotFound(block_hash)
        return header

    @contextmanager
    def _kept_or_nothing(self) -> Iterator[None]:
        try:
            yield
            self._store.commit()
        except (ValidationError, PyEVMError) as error:
            self._forget()
            raise RpcFault(REFUSED, f"transaction refused: {error}") from error
        except BaseException:
            self._forget()
            raise

    def _forget(self) -> None:
        self._store.rollback()
        self._load()

    def _load(self) -> None:
        try:
            self._chain: Any = self._chain_class(AtomicDB(self._store))
        except (HeaderNotFound, KeyError) as error:
            raise ChainFolderUnusable("the chain's log holds no head block") from error
        self._backend.chain = self._chain
        self._check_genesis()
        self._count_votes()

    def _check_genesis(self) -> None:
        genesis = self._chain.get_canonical_block_header_by_number(0)
        if genesis.extra_data != self._genesis["extra_data"]:
            raise ChainFolderUnusable("the chain's log belongs to another genesis", chain_id=self.spec.chain_id)

    def _count_votes(self) -> None:
        if self.consensus:
            self.consensus.count(map(self.header_at, range(self.consensus.height + 1, self.head.block_number + 1)))

    def _adopt_genesis(self) -> None:
        fresh = self._backend.chain.chaindb.db.wrapped_db
        for key in fresh:
            self._store[key] = fresh[key]
        self._store.commit()


def _chain_class(base: Any, chain_id: int) -> Any:  # noqa: ANN401 - py-evm's classes
    """Derive the chain's class: its own id, and room in extraData for validators, where Ethereum allows 32 bytes."""
    [(first, vm)] = base.vm_configuration
    roomy = type("TorrensDevnetVM", (vm,), {"extra_data_max_bytes": EXTRA_DATA_BYTES})
    return type("TorrensDevnetChain", (base,), {"chain_id": chain_id, "vm_configuration": ((first, roomy),)})


def _genesis_parameters(spec: ChainSpec, consensus: Consensus | None) -> dict[str, Any]:
    return {
        "timestamp": spec.genesis_time,
        "gas_limit": BLOCK_GAS,
        "base_fee_per_gas": 0,
        "extra_data": spec.vanity,
        **(consensus.genesis() if consensus else {}),
    }


def _genesis_state(spec: ChainSpec) -> dict[bytes, dict[str, Any]]:
    held: dict[bytes, dict[str, Any]] = {
        account: {"balance": FUNDS, "nonce": 0, "code": b"", "storage": {}} for account in spec.accounts
    }
    return held | ({CONTRACT: genesis_account(spec)} if spec.validator_contract else {})
