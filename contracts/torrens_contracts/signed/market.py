"""What holders sign of their listings, and the parties of their voucher.

Trade terms are in `torrens_anchor.chain.eip712`, since the offline verifier reads them too.
Struct strings: NatSpec of IListings and IVoucherLife; see `torrens_contracts.signed.message`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.ids import GrantId, ListingId, VoucherId
from torrens_contracts.signed.message import TypedMessage
from torrens_contracts.structs import Product
from torrens_contracts.types import Address, Digest32, Timestamp


@dataclass(frozen=True, slots=True)
class List(TypedMessage):
    """A holder's consent to a listing.

    Attributes:
        grant: Of which grant.
        product: What is listed, where and until when.
        word: The grant's word when this was signed.
        parent_word: The word of its parent; zero for a title.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "List(bytes32 grantId,uint16 exchange,bytes32 productDigest,uint64 nonce,uint40 until,uint8 flags,"
        "uint8 reviewers,bytes32 contentDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    product: Product
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class NewVersion(TypedMessage):
    """A holder's consent to another content version of its listing.

    Attributes:
        listing: Which listing.
        content_digest: The new content version.
        word: The listing's word when this was signed.
        parent_word: The word of its grant.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "NewVersion(bytes32 listingId,bytes32 contentDigest,bytes32 word,bytes32 parentWord,"
        "uint40 signedAt,uint40 deadline)"
    )
    listing: ListingId
    content_digest: Digest32
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Delist(TypedMessage):
    """A holder's consent to the end of its listing.

    Attributes:
        listing: Which listing.
        reason: The holder's reason code.
        word: The listing's word when this was signed.
        parent_word: The word of its grant.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Delist(bytes32 listingId,uint8 reason,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    listing: ListingId
    reason: int
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Revoke(TypedMessage):
    """A party's consent that its voucher be revoked; both parties sign.

    Attributes:
        voucher: Which voucher.
        digest: Digest of their agreement.
        word: The voucher's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = "Revoke(bytes32 voucherId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)"
    voucher: VoucherId
    digest: Digest32
    word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Redeem(TypedMessage):
    """A buyer's consent that one verifier, who sends it, uses its voucher for one purpose.

    Attributes:
        voucher: Which voucher.
        purpose: What for.
        verifier: Who may send this.
        word: The voucher's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Redeem(bytes32 voucherId,uint32 purpose,address verifier,bytes32 word,uint40 signedAt,uint40 deadline)"
    )
    voucher: VoucherId
    purpose: int
    verifier: Address
    word: bytes
    signed_at: Timestamp
    deadline: Timestamp
