"""Transactions: encoded here byte for byte, signed by a function that is passed in. Secret keys are never seen here.

Legacy transactions (type 0) with EIP-155 replay protection: every node takes them, and permissioned chains run at gas
price 0, which the newer fee market has no use for.

Source: Yellow Paper section 4.3, EIP-155, EIP-2 (low s).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from torrens_anchor.chain import rlp
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.personal import require_impersonal, scan_bytes
from torrens_anchor.signatures.secp256k1 import N
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.types import Address, ChainId, Gas, Nonce, TxHash

SignDigest = Callable[[bytes], tuple[int, int, int]]
"""Signs a 32-byte digest: r, s (in the lower half) and the parity of the nonce point's y, 0 or 1."""

GAS_STEP: Final = 50_000
"""Gas limits are multiples of this, so that a limit does not tell one estimate from its neighbour."""


@dataclass(frozen=True, slots=True)
class SignedTransaction:
    """A signed transaction, ready to be sent as often as needed: the same bytes count once.

    Attributes:
        raw: Its bytes.
        hash: Keccak-256 of them.
        nonce: The sender's nonce.
    """

    raw: bytes
    hash: TxHash
    nonce: Nonce


@dataclass(frozen=True, slots=True)
class UnsignedTransaction:
    """A transaction before its signature.

    Attributes:
        chain_id: The one chain on which it counts.
        nonce: The sender's.
        to: The contract; None creates one.
        data: Selector and arguments, or creation code.
        gas: Gas limit.
        gas_price: Wei for one gas.
        value: Wei sent along.
    """

    chain_id: ChainId
    nonce: Nonce
    to: Address | None
    data: bytes
    gas: Gas
    gas_price: int = 0
    value: int = 0

    def _fields(self) -> tuple[bytes, ...]:
        numbers = (self.nonce, self.gas_price, self.gas, self.value, self.chain_id)
        if any(number < 0 for number in numbers) or self.chain_id == 0 or len(self.to or bytes(20)) != 20:
            raise ArgumentRefused("a transaction has no negative number, a chain id above 0 and a 20-byte address")
        nonce, price, gas, value, _ = (rlp.uint_bytes(number) for number in numbers)
        return nonce, price, gas, self.to or b"", value, self.data

    def digest(self) -> bytes:
        """Give what the sender signs.

        Returns:
            Keccak-256 of RLP(nonce, gasPrice, gas, to, value, data, chainId, 0, 0).

        Raises:
            ArgumentRefused: A number is negative, the chain id 0, or the address not 20 bytes.
        """
        return keccak256(rlp.encode((*self._fields(), rlp.uint_bytes(self.chain_id), b"", b"")))

    def signed(self, sign: SignDigest) -> SignedTransaction:
        """Sign it.

        Args:
            sign: Signs a digest with the sender's key.

        Returns:
            The signed transaction.

        Raises:
            PersonalDataFound: The calldata holds what looks like a person's data; the key was not asked.
            ArgumentRefused: The signature is not of a form that a chain takes, or a field is none.
        """
        require_impersonal(scan_bytes(self.data, "calldata"))
        r, s, parity = sign(self.digest())
        if not (0 < r < N and 0 < s <= N // 2 and parity in (0, 1)):
            raise ArgumentRefused("the signer gave no signature with r and s in range, s in the lower half")
        v = self.chain_id * 2 + 35 + parity
        raw = rlp.encode((*self._fields(), rlp.uint_bytes(v), rlp.uint_bytes(r), rlp.uint_bytes(s)))
        return SignedTransaction(raw, TxHash(keccak256(raw)), self.nonce)


def gas_limit(estimate: int) -> Gas:
    """Give the gas limit for an estimate: a quarter above it, rounded up to the next 50,000.

    Args:
        estimate: What the node estimates.

    Returns:
        The limit.
    """
    return Gas(-(-estimate * 5 // (4 * GAS_STEP)) * GAS_STEP)
