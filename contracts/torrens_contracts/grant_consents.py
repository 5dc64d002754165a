"""EIP-712 structs by which a holder splits a grant, gives it up, or keeps a licence for a foreign sale.

As in `typed_data`: the struct strings stand in the NatSpec of IHoldings and IGrantReserves; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.chain.abi import address_word, hash_words, uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.structs import Reservation
from torrens_contracts.types import Digest32, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Split:
    """A holder's consent to a split.

    Attributes:
        grant: What is split.
        parts: The parts' ids, in their order.
        word: The grant's word when this was signed.
        parent_word: The word of its parent; zero for a title.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Split(bytes32 grantId,bytes32[] parts,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    parts: tuple[GrantId, ...]
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(Split)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            self.grant,
            keccak256(b"".join(self.parts)),
            self.word,
            self.parent_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )


@dataclass(frozen=True, slots=True)
class Surrender:
    """A holder's consent to giving a grant up.

    Attributes:
        grant: What is given up.
        digest: Digest of the declaration.
        word: The grant's word when this was signed.
        parent_word: The word of its parent.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Surrender(bytes32 grantId,bytes32 digest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    digest: Digest32
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(Surrender)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            self.grant,
            self.digest,
            self.word,
            self.parent_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )


@dataclass(frozen=True, slots=True)
class Reserve:
    """A holder's consent to keeping a licence for a sale by another register.

    Attributes:
        key: The licence's key; its terms digest is `ids.foreign_terms_digest`.
        holder: Who receives it here.
        reservation: For which register and agreement, and until when.
        parent_word: The parent's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Reserve(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,uint256 foreignChainId,"
        "address foreignRegister,bytes32 foreignSalt,bytes32 agreementDigest,uint40 reservedUntil,bytes32 parentWord,"
        "uint40 signedAt,uint40 deadline)"
    )
    key: GrantKey
    holder: PartyId
    reservation: Reservation
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(Reserve)."""
        kept = self.reservation
        return hash_words(
            keccak256(self.TYPE.encode()),
            *self.key.words(),
            uint_word(self.holder, 32),
            uint_word(kept.chain_id, 256),
            address_word(kept.register),
            kept.salt,
            kept.agreement_digest,
            uint_word(kept.until, 40),
            self.parent_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )
