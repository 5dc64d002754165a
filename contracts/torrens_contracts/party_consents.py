"""EIP-712 structs of the verbs that change whole parties: succession, and the recovery of a lost key.

The struct strings stand in the NatSpec of the interfaces; a test compares them with the sources (see `typed_data`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.chain.abi import address_word, hash_words, uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.structs import KeyTerms
from torrens_contracts.types import Digest32, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Succession:
    """Consent to a succession: of the party that ends, and of the one that takes its place.

    Attributes:
        party: Who ends.
        successor: Who takes its place.
        order_digest: SHA-256 of the order or of the papers.
        party_word: The party's word when this was signed.
        successor_word: The successor's.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Succession(uint32 party,uint32 successor,bytes32 orderDigest,bytes32 partyWord,bytes32 successorWord,"
        "uint40 signedAt,uint40 deadline)"
    )
    party: PartyId
    successor: PartyId
    order_digest: Digest32
    party_word: bytes
    successor_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(Succession)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            uint_word(self.party, 32),
            uint_word(self.successor, 32),
            self.order_digest,
            self.party_word,
            self.successor_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )


@dataclass(frozen=True, slots=True)
class KeyRecovery:
    """A new key's own consent to its recovery of a party.

    Attributes:
        party: The party.
        key: The new key and what it may do, from the end of the tenth working day.
        order_digest: SHA-256 of the papers that prove who asks.
        party_word: The party's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "KeyRecovery(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 orderDigest,"
        "bytes32 partyWord,uint40 signedAt,uint40 deadline)"
    )
    party: PartyId
    key: KeyTerms
    order_digest: Digest32
    party_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(KeyRecovery)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            uint_word(self.party, 32),
            address_word(self.key.key),
            uint_word(self.key.roles, 32),
            uint_word(self.key.from_, 40),
            uint_word(self.key.until, 40),
            self.order_digest,
            self.party_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )
