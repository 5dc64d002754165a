"""What applicants, holders, participants and reviewers sign of titles: the verbs of Notices and Titles.

What is signed over a title carries its own word, and of a part of one the word of what it was split from; a notice not
yet filed has no word, but its id binds holder, registrar, scope and term. See `torrens_contracts.signed.message`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.chain.abi import hash_words, uint_word
from torrens_contracts.ids import TitleId
from torrens_contracts.signed.message import TypedMessage
from torrens_contracts.types import Digest32, PartyId, Timestamp


def participants_digest(participants: Sequence[PartyId]) -> Digest32:
    """Give the digest under which the participants in fused data consent.

    Args:
        participants: The other participants, by rising number.

    Returns:
        keccak256(abi.encode(uint32[])).

    Raises:
        OutOfRange: A number is no uint32.
    """
    words = (uint_word(32), uint_word(len(participants)), *(uint_word(one, 32) for one in participants))
    return Digest32(hash_words(*words))


@dataclass(frozen=True, slots=True)
class Fusion(TypedMessage):
    """A participant's consent to another's title over fused data.

    Attributes:
        title: The title that is to be noticed.
        participants_digest: `participants_digest` of all who consent.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = "Fusion(bytes32 titleId,bytes32 participantsDigest,uint40 signedAt,uint40 deadline)"
    title: TitleId
    participants_digest: Digest32
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Exemption(TypedMessage):
    """A reviewer's approval that publicity is waived.

    Attributes:
        title: The title under notice.
        reason_digest: Digest of the reason.
        word: The title's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = "Exemption(bytes32 titleId,bytes32 reasonDigest,bytes32 word,uint40 signedAt,uint40 deadline)"
    title: TitleId
    reason_digest: Digest32
    word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Withdraw(TypedMessage):
    """An applicant's withdrawal.

    Attributes:
        title: The title under notice.
        digest: Digest of what the applicant says.
        word: The title's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = "Withdraw(bytes32 titleId,bytes32 digest,bytes32 word,uint40 signedAt,uint40 deadline)"
    title: TitleId
    digest: Digest32
    word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Change(TypedMessage):
    """A holder's application to register a change.

    Attributes:
        title: The title, or a part split off one.
        change_digest: Digest of the document of the change.
        word: Its word when this was signed.
        parent_word: The word of what it was split from; zero for a title.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Change(bytes32 titleId,bytes32 changeDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    title: TitleId
    change_digest: Digest32
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Renew(TypedMessage):
    """A holder's application to renew a certificate.

    Attributes:
        title: The title.
        cert_until: The renewed certificate's end.
        word: The title's word when this was signed.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = "Renew(bytes32 titleId,uint40 certUntil,bytes32 word,uint40 signedAt,uint40 deadline)"
    title: TitleId
    cert_until: Timestamp
    word: bytes
    signed_at: Timestamp
    deadline: Timestamp


@dataclass(frozen=True, slots=True)
class Cancel(TypedMessage):
    """A holder's application to end a title.

    Attributes:
        title: The title, or a part split off one.
        reason_digest: Digest of the reason.
        word: Its word when this was signed.
        parent_word: The word of what it was split from; zero for a title.
        signed_at: When.
        deadline: The last second at which the signature counts.
    """

    TYPE: ClassVar[str] = (
        "Cancel(bytes32 titleId,bytes32 reasonDigest,bytes32 word,bytes32 parentWord,uint40 signedAt,uint40 deadline)"
    )
    title: TitleId
    reason_digest: Digest32
    word: bytes
    parent_word: bytes
    signed_at: Timestamp
    deadline: Timestamp
