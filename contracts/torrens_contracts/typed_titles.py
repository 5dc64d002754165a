"""EIP-712 structs of the verbs of Notices and Titles: what applicants, holders, participants and reviewers sign.

What is signed over a title carries its own word, and of a part of one the word of what it was split from; a notice not
yet filed has no word, but its id binds holder, registrar, scope and term. See `torrens_contracts.typed_data`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.chain.abi import hash_words, uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.ids import TitleId
from torrens_contracts.types import Digest32, PartyId, Timestamp


def participants_digest(participants: Sequence[PartyId]) -> Digest32:
    """Give keccak256(abi.encode(uint32[])) of the other participants in fused data, by rising number."""
    words = (uint_word(32), uint_word(len(participants)), *(uint_word(one, 32) for one in participants))
    return Digest32(hash_words(*words))


def _over_title(
    kind: str, title: TitleId, following: bytes, *seen: bytes, signed_at: Timestamp, deadline: Timestamp
) -> bytes:
    times = uint_word(signed_at, 40), uint_word(deadline, 40)
    return hash_words(keccak256(kind.encode()), title, following, *seen, *times)


@dataclass(frozen=True, slots=True)
class Fusion:
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

    def struct_hash(self) -> bytes:
        """Give hashStruct(Fusion)."""
        times = uint_word(self.signed_at, 40), uint_word(self.deadline, 40)
        return hash_words(keccak256(self.TYPE.encode()), self.title, self.participants_digest, *times)


@dataclass(frozen=True, slots=True)
class Exemption:
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

    def struct_hash(self) -> bytes:
        """Give hashStruct(Exemption)."""
        return _over_title(
            self.TYPE, self.title, self.reason_digest, self.word, signed_at=self.signed_at, deadline=self.deadline
        )


@dataclass(frozen=True, slots=True)
class Withdraw:
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

    def struct_hash(self) -> bytes:
        """Give hashStruct(Withdraw)."""
        return _over_title(
            self.TYPE, self.title, self.digest, self.word, signed_at=self.signed_at, deadline=self.deadline
        )


@dataclass(frozen=True, slots=True)
class Change:
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

    def struct_hash(self) -> bytes:
        """Give hashStruct(Change)."""
        return _over_title(
            self.TYPE,
            self.title,
            self.change_digest,
            self.word,
            self.parent_word,
            signed_at=self.signed_at,
            deadline=self.deadline,
        )


@dataclass(frozen=True, slots=True)
class Renew:
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

    def struct_hash(self) -> bytes:
        """Give hashStruct(Renew)."""
        following = uint_word(self.cert_until, 40)
        return _over_title(
            self.TYPE, self.title, following, self.word, signed_at=self.signed_at, deadline=self.deadline
        )


@dataclass(frozen=True, slots=True)
class Cancel:
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

    def struct_hash(self) -> bytes:
        """Give hashStruct(Cancel)."""
        return _over_title(
            self.TYPE,
            self.title,
            self.reason_digest,
            self.word,
            self.parent_word,
            signed_at=self.signed_at,
            deadline=self.deadline,
        )
