"""QBFT on the embedded chain: what its headers carry, and the seals that are shown with them.

With round 0 and no seals a QBFT header hashes to its block hash (Besu's `BftBlockHashing`), so that is what the engine
mines. Seals are made when a block is shown: the same each time, since the keys are derived and the nonces too.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from torrens_devnet.engine import Address, ChainSpec
from torrens_devnet.errors import RpcFault
from torrens_devnet.qbft import MIX_HASH, Extra, Tally, Vote, committers, proposer
from torrens_devnet.rpc_codec import REFUSED, data
from torrens_devnet.validators import known

EXTRA_DATA_BYTES: Final = 4096
"""How long extraData of a mined header may be; the engine's own bound is Ethereum's 32."""
WISHES: Final = b"torrens/qbft/wishes"
"""Under this key the chain's store keeps what the validators were asked to vote for."""


class Consensus:
    """Who proposes, votes and seals on one chain.

    Args:
        spec: The chain's genesis, with its number of validators.

    Attributes:
        height: The last block whose vote is counted.
        wishes: What every validator was asked to vote for, by subject, in order.
    """

    def __init__(self, spec: ChainSpec) -> None:
        self._keys = {one.address: one for one in known(spec.chain_id)}
        self._vanity = spec.vanity.ljust(32, b"\0")
        self._tally = Tally(one.address for one in known(spec.chain_id)[: spec.validators])
        self.height = 0
        self.wishes: dict[Address, bool] = {}

    @property
    def validators(self) -> tuple[Address, ...]:
        """Who may seal the next block, ascending."""
        return self._tally.validators

    def genesis(self) -> dict[str, Any]:
        """Give what block 0 has of consensus; call it before any vote is counted.

        Returns:
            Header fields by py-evm's names.
        """
        return {"extra_data": Extra(self._vanity, self.validators).encode(), "mix_hash": MIX_HASH}

    def fields(self) -> dict[str, Any]:
        """Give what the next header has of consensus: its proposer, the set, a vote.

        Returns:
            Header fields by py-evm's names.
        """
        voter = proposer(self.validators, self.height + 1)
        vote = self._tally.next_vote(voter, (Vote(one, admit) for one, admit in self.wishes.items()))
        extra = Extra(self._vanity, self.validators, vote).encode()
        return {"coinbase": voter, "extra_data": extra, "mix_hash": MIX_HASH}

    def count(self, headers: Iterable[Any]) -> None:
        """Count the votes of further headers.

        Args:
            headers: py-evm's headers from `height` + 1 on, in order.
        """
        for header in headers:
            vote = Extra.parse(header.extra_data).vote
            if vote is not None:
                self._tally.cast(Address(header.coinbase), vote)
            self.height = int(header.block_number)

    def sealed(self, header: Any) -> bytes:  # noqa: ANN401 - py-evm's header
        """Give a mined header's extraData as it is shown.

        Args:
            header: py-evm's header.

        Returns:
            The extraData with the seals of a quorum; nobody seals a genesis.
        """
        extra, number = Extra.parse(header.extra_data), int(header.block_number)
        sealers = committers(self.sealing(header), number) if number else ()
        seals = tuple(self._keys[one].seal(header.hash) for one in sealers if one in self._keys)
        return Extra(extra.vanity, extra.validators, extra.vote, seals).encode()

    def sealing(self, header: Any) -> tuple[Address, ...]:  # noqa: ANN401 - py-evm's header
        """Give who may seal a mined block.

        Args:
            header: Its header, not the genesis's.

        Returns:
            The set.
        """
        return Extra.parse(header.extra_data).validators

    def shown(self, header: Any) -> tuple[Address, ...]:  # noqa: ANN401 - py-evm's header
        """Give the validators by a block, as `qbft_getValidatorsByBlockNumber` tells them.

        Args:
            header: Its header.

        Returns:
            The set that it lists.
        """
        return Extra.parse(header.extra_data).validators

    def check(self, subject: Address) -> None:
        """Refuse a validator whose key nobody here holds: it could never seal.

        Args:
            subject: Its address.

        Raises:
            RpcFault: It is none of this chain's development validators.
        """
        if subject not in self._keys:
            raise RpcFault(REFUSED, f"{data(subject)} is no development validator of this chain")


def encode_wishes(wishes: Mapping[Address, bool]) -> bytes:
    """Write wishes for the store.

    Args:
        wishes: Admit or drop, by subject.

    Returns:
        21 bytes each.
    """
    return b"".join(subject + bytes([admit]) for subject, admit in wishes.items())


def decode_wishes(kept: bytes) -> dict[Address, bool]:
    """Read wishes from the store.

    Args:
        kept: What `encode_wishes` wrote.

    Returns:
        The wishes, in order.
    """
    return {Address(kept[at : at + 20]): bool(kept[at + 20]) for at in range(0, len(kept), 21)}
