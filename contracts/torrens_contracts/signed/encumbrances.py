"""Terms of security interests, and what is signed to charge, let pass, release, or complete a pre-notice.

Struct strings: NatSpec of IInterests and IEnforcement; see `torrens_contracts.signed.message`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.ids import GrantId
from torrens_contracts.signed.message import TypedMessage
from torrens_contracts.types import Digest32, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """A security interest, or a pre-notice, as it is registered (Solidity `IInterests.Terms`).

    Attributes:
        kind: A `codes.InterestKind`.
        secured: Whom it secures.
        maturity: When what it secures falls due; of a PRENOTICE its deadline.
        consents: Bit i lets `codes.Verb` i pass.
        digest: Digest of the agreement.
        receipt_digest: Digest of the movables register's receipt; zero for a PRENOTICE.
    """

    kind: int
    secured: PartyId
    maturity: Timestamp
    consents: int
    digest: Digest32
    receipt_digest: Digest32


@dataclass(frozen=True, slots=True)
class Charge(TypedMessage):
    """A holder's consent to a security interest, or to a pre-notice.

    Attributes:
        grant: In which grant.
        terms: The interest.
        word: The grant's word when this was signed.
        parent_word: The word of its parent; zero for a title.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Charge(bytes32 grantId,uint8 kind,uint32 secured,uint40 maturity,uint8 consents,bytes32 digest,"
        "bytes32 receiptDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    terms: InterestTerms
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class InterestConsent(TypedMessage):
    """A secured party's word on what its interest lets pass.

    Attributes:
        grant: The grant.
        ordinal: The interest's rank.
        consents: Bit i lets `codes.Verb` i pass.
        interest_word: The interest's word when this was signed.
        word: The grant's.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "InterestConsent(bytes32 grantId,uint8 ordinal,uint8 consents,bytes32 interestWord,bytes32 word,"
        "uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    ordinal: int
    consents: int
    interest_word: bytes
    word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Release(TypedMessage):
    """A secured party's release of its interest.

    Attributes:
        grant: The grant.
        ordinal: The interest's rank.
        release_digest: Digest of the release.
        interest_word: The interest's word when this was signed.
        word: The grant's.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Release(bytes32 grantId,uint8 ordinal,bytes32 releaseDigest,bytes32 interestWord,bytes32 word,"
        "uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    ordinal: int
    release_digest: Digest32
    interest_word: bytes
    word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Completion(TypedMessage):
    """Consent of holder and beneficiary to the disposal that a pre-notice keeps the place of.

    Attributes:
        grant: The grant.
        ordinal: The pre-notice's rank.
        from_: The holder.
        to: The beneficiary.
        terms_digest: Digest of the terms agreed.
        word: The grant's word when this was signed.
        parent_word: The word of its parent; zero for a title.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Completion(bytes32 grantId,uint8 ordinal,uint32 from,uint32 to,bytes32 termsDigest,bytes32 word,"
        "bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    grant: GrantId
    ordinal: int
    from_: PartyId
    to: PartyId
    terms_digest: Digest32
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp
