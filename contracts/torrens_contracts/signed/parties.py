"""What parties and their keys sign: enrolment, further keys, the recovery of a lost key, succession.

Struct strings: NatSpec of IParties and IPartyLife; see `torrens_contracts.signed.message`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.signed.message import TypedMessage
from torrens_contracts.structs import KeyTerms
from torrens_contracts.types import Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Enrolment(TypedMessage):
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


@dataclass(frozen=True, slots=True)
class KeyAddition(TypedMessage):
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


@dataclass(frozen=True, slots=True)
class KeyRecovery(TypedMessage):
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


@dataclass(frozen=True, slots=True)
class Succession(TypedMessage):
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
