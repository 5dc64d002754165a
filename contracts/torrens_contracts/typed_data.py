"""EIP-712 structs of the verbs: what a party's key signs so that others may act on its consent.

The struct strings stand in the NatSpec of the interfaces and in contracts/README.md; a test compares them with the
sources. Trade terms and checkpoints are in `torrens_anchor.chain.eip712`, since the offline verifier reads them too;
the market's own structs are in `typed_market`.

Source: EIP-712; words.md section 5: each carries a deadline, the full next terms, and the words it was decided on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from torrens_anchor.chain.abi import address_word, hash_words, uint_word
from torrens_anchor.chain.eip712 import Domain, digest
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.structs import KeyTerms
from torrens_contracts.types import Digest32, ExchangeId, PartyId, Timestamp


class TypedStruct(Protocol):
    """What can be signed under a domain."""

    def struct_hash(self) -> bytes:
        """Give hashStruct."""
        ...


def signing_digest(domain: Domain, message: TypedStruct) -> bytes:
    """Give the 32 bytes that a key signs.

    Args:
        domain: `torrens_anchor.chain.eip712.torrens_domain` of the register.
        message: What is consented to.

    Returns:
        keccak256(0x19 0x01 ‖ separator ‖ hashStruct).
    """
    return digest(domain, message.struct_hash())


def _key_words(key: KeyTerms) -> tuple[bytes, ...]:
    return address_word(key.key), uint_word(key.roles, 32), uint_word(key.from_, 40), uint_word(key.until, 40)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A first key's own consent to its enrolment.

    Attributes:
        party: The party's number; of an exchange, its own.
        kind: `codes.PartyKind`.
        exchange: Who enrols; of an exchange its own number, of an authority 0.
        identity_digest: SHA-256 of the unified credit code, or a salted commitment.
        key: The key and what it may do.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Enrolment(uint32 party,uint8 kind,uint16 exchange,bytes32 identityDigest,address key,uint32 roles,"
        "uint40 from,uint40 until,uint40 signedAt,uint40 deadline)"
    )
    party: PartyId
    kind: int
    exchange: ExchangeId
    identity_digest: Digest32
    key: KeyTerms
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(Enrolment)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            uint_word(self.party, 32),
            uint_word(self.kind, 8),
            uint_word(self.exchange, 16),
            self.identity_digest,
            *_key_words(self.key),
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )


@dataclass(frozen=True, slots=True)
class KeyAddition:
    """Consent to a further key: of that key, and of a live key of the party.

    Attributes:
        party: The party.
        key: The new key and what it may do.
        party_word: The party's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "KeyAddition(uint32 party,address key,uint32 roles,uint40 from,uint40 until,bytes32 partyWord,"
        "uint40 signedAt,uint40 deadline)"
    )
    party: PartyId
    key: KeyTerms
    party_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(KeyAddition)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            uint_word(self.party, 32),
            *_key_words(self.key),
            self.party_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )


@dataclass(frozen=True, slots=True)
class License:
    """A holder's consent to a licence.

    Attributes:
        key: The licence's key; key.parent is the grant licensed from.
        holder: Who receives it.
        parent_word: The parent's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "License(bytes32 parent,bytes32 packed,bytes32 termsDigest,uint32 holder,bytes32 parentWord,"
        "uint40 signedAt,uint40 deadline)"
    )
    key: GrantKey
    holder: PartyId
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(License)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            *self.key.words(),
            uint_word(self.holder, 32),
            self.parent_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )


@dataclass(frozen=True, slots=True)
class Transfer:
    """A holder's or a receiver's consent to a transfer as a whole.

    Attributes:
        grant: What is transferred.
        from_: The holder.
        to: The receiver.
        reason: `codes.TransferReason`.
        terms_digest: Digest of the terms agreed.
        word: The grant's word when this was signed.
        parent_word: The word of its parent; zero for a title.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Transfer(bytes32 grantId,uint32 from,uint32 to,uint8 reason,bytes32 termsDigest,bytes32 word,"
        "bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    from_: PartyId
    to: PartyId
    reason: int
    terms_digest: Digest32
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp

    def struct_hash(self) -> bytes:
        """Give hashStruct(Transfer)."""
        return hash_words(
            keccak256(self.TYPE.encode()),
            self.grant,
            uint_word(self.from_, 32),
            uint_word(self.to, 32),
            uint_word(self.reason, 8),
            self.terms_digest,
            self.word,
            self.parent_word,
            uint_word(self.signed_at, 40),
            uint_word(self.deadline, 40),
        )
