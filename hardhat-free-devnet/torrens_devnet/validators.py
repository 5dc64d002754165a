"""Development validators: keys that anybody derives from a chain id, so that a laptop seals blocks as a consortium.

Every chain has its own, for a QBFT seal carries no chain id. This is the one module of the folder that holds secret
keys, and they are no secret.
"""

from functools import lru_cache

from coincurve import PrivateKey

from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures.secp256k1 import N
from torrens_devnet.engine import MOST_VALIDATORS, Address


class Validator:
    """A development validator: keccak256("torrens/development-validator/1" ‖ chain id ‖ number), 32 bytes each.

    Args:
        chain_id: The one chain that it seals.
        number: Its number, from 1.

    Attributes:
        number: The same.
        address: Its address.
    """

    __slots__ = ("_key", "address", "number")

    def __init__(self, chain_id: int, number: int) -> None:
        secret = keccak256(
            b"torrens/development-validator/1" + chain_id.to_bytes(32, "big") + number.to_bytes(32, "big")
        )
        while not 0 < int.from_bytes(secret, "big") < N:
            secret = keccak256(secret)
        self._key = PrivateKey(secret)
        self.number = number
        self.address = Address(keccak256(self._key.public_key.format(compressed=False)[1:])[12:])

    def seal(self, digest: bytes) -> bytes:
        """Seal a block.

        Args:
            digest: What its header hashes to without seals.

        Returns:
            r, s and v, 65 bytes; v is 0 or 1, as Besu writes it.
        """
        return self._key.sign_recoverable(digest, hasher=None)


@lru_cache(maxsize=16)
def known(chain_id: int) -> tuple[Validator, ...]:
    """Derive all development validators of a chain.

    Args:
        chain_id: The chain.

    Returns:
        MOST_VALIDATORS of them by number; a chain of n validators begins with the first n.
    """
    return tuple(Validator(chain_id, number) for number in range(1, MOST_VALIDATORS + 1))
