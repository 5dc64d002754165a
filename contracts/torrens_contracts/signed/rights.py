"""What holders sign of their grants: licences, transfers, splits, surrenders, licences kept for a foreign sale.

Struct strings: NatSpec of IGrants, IHoldings and IGrantReserves; see `torrens_contracts.signed.message`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.signed.message import TypedMessage
from torrens_contracts.structs import Reservation
from torrens_contracts.types import Digest32, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class License(TypedMessage):
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


@dataclass(frozen=True, slots=True)
class Transfer(TypedMessage):
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


@dataclass(frozen=True, slots=True)
class Split(TypedMessage):
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


@dataclass(frozen=True, slots=True)
class Surrender(TypedMessage):
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


@dataclass(frozen=True, slots=True)
class Reserve(TypedMessage):
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
