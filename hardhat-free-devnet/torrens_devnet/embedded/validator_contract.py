"""QBFT whose validators a contract names, as Besu has it: no header lists them.

A block's set is what the contract holds in the parent's state (SPEC-chain.md 2.1). The contract is a development one:
an `address[]` in slot 0, at the address of Besu's examples, and code by which anybody writes any of its slots:
calldata is slot, value, slot, value, each 32 bytes.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from torrens_anchor.hashing.keccak import keccak256
from torrens_devnet.embedded.consensus import Consensus
from torrens_devnet.engine import Address, ChainSpec
from torrens_devnet.errors import RpcFault
from torrens_devnet.qbft import MIX_HASH, Extra, proposer
from torrens_devnet.rpc_codec import REFUSED, data
from torrens_devnet.validators import known

CONTRACT: Final = Address(b"\x77\x77".rjust(20, b"\0"))
"""Where genesis puts the contract."""
SLOT: Final = 0
"""Slot of its `address[]`."""
CODE: Final = bytes.fromhex("5f5b36811060095700" + "5b80602001358135556040016001" + "56")
"""for (i = 0; i < calldatasize; i += 64) sstore(calldataload(i), calldataload(i + 32))."""


def slots_of(members: Iterable[Address]) -> dict[int, int]:
    """Lay an array of validators out in storage.

    Args:
        members: The validators.

    Returns:
        Word by slot: the length, then each element.
    """
    named = [int.from_bytes(one, "big") for one in members]
    first = int.from_bytes(keccak256(SLOT.to_bytes(32, "big")), "big")
    return {SLOT: len(named), **{first + index: one for index, one in enumerate(named)}}


def written(slots: dict[int, int]) -> bytes:
    """Give the calldata by which the contract takes words.

    Args:
        slots: Word by slot.

    Returns:
        The calldata.
    """
    return b"".join(number.to_bytes(32, "big") for pair in slots.items() for number in pair)


def genesis_account(spec: ChainSpec) -> dict[str, Any]:
    """Give the contract as genesis holds it.

    Args:
        spec: The chain's genesis.

    Returns:
        py-evm's form of an account.
    """
    first = sorted(one.address for one in known(spec.chain_id)[: spec.validators])
    return {"balance": 0, "nonce": 1, "code": CODE, "storage": slots_of(first)}


class ContractConsensus(Consensus):
    """Who proposes and seals where a contract names the validators; nobody votes.

    Args:
        spec: The chain's genesis.
        state_after: Gives py-evm's state after a block.
    """

    def __init__(self, spec: ChainSpec, state_after: Callable[[int], Any]) -> None:
        super().__init__(spec)
        self._state_after = state_after

    @property
    def validators(self) -> tuple[Address, ...]:
        """Who may seal the next block, in the contract's order."""
        return self.named_after(self.height)

    def named_after(self, number: int) -> tuple[Address, ...]:
        """Read whom the contract names.

        Args:
            number: After which block.

        Returns:
            The array.
        """
        state = self._state_after(number)
        size = min(int(state.get_storage(CONTRACT, SLOT)), len(self._keys))
        words = [int(state.get_storage(CONTRACT, slot)) for slot in list(slots_of([CONTRACT] * size))[1:]]
        return tuple(Address(word.to_bytes(32, "big")[12:]) for word in words)

    def genesis(self) -> dict[str, Any]:
        """As `Consensus.genesis`; the header lists nobody."""
        return {"extra_data": Extra(self._vanity, ()).encode(), "mix_hash": MIX_HASH}

    def fields(self) -> dict[str, Any]:
        """As `Consensus.fields`; the header lists nobody and votes for nothing.

        Raises:
            RpcFault: The contract names nobody, who could propose.
        """
        named = self.validators
        if not named:
            raise RpcFault(REFUSED, f"contract {data(CONTRACT)} names nobody: this chain has ended, as Besu's would")
        return {**self.genesis(), "coinbase": proposer(named, self.height + 1)}

    def sealing(self, header: Any) -> tuple[Address, ...]:  # noqa: ANN401 - py-evm's header
        """As `Consensus.sealing`, from the parent's state."""
        return self.named_after(int(header.block_number) - 1)

    def shown(self, header: Any) -> tuple[Address, ...]:  # noqa: ANN401 - py-evm's header
        """As `Consensus.shown`: whom the contract names after the block."""
        return self.named_after(int(header.block_number))

    def check(self, subject: Address) -> None:
        """Refuse every vote.

        Args:
            subject: About whom.

        Raises:
            RpcFault: Always.
        """
        raise RpcFault(
            REFUSED, f"no vote on {data(subject)}: contract {data(CONTRACT)} names the validators of this chain"
        )
