"""Notices: applications for titles until they are registered or lapse, and objections to titles at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey, Id, TitleId
from torrens_contracts.structs import Consent, Notice
from torrens_contracts.types import Address, Digest32, PartyId

_NOTICE = f"({KEY},uint32,bytes32,bytes32,bytes32)"


@dataclass(frozen=True, slots=True)
class Notices:
    """Calls of Notices at an address."""

    at: Address

    def notice(self, filed: Notice) -> Call[TitleId]:
        """Gives public notice of an application. REGISTRAR keys."""
        return call(self.at, f"notice({_NOTICE})", filed, returns="bytes32", make=_title)

    def notice_many(self, filed: Sequence[Notice]) -> Call[None]:
        """Gives notice of many applications; one refused refuses all."""
        return call(self.at, f"noticeMany({_NOTICE}[])", tuple(filed), make=nothing)

    def notice_joint(self, filed: Sequence[Notice]) -> Call[None]:
        """Gives notice for joint applicants by rising party number: the same data and case, one title each."""
        return call(self.at, f"noticeJoint({_NOTICE}[])", tuple(filed), make=nothing)

    def notice_fused(
        self, filed: Notice, participants: Sequence[PartyId], consents: Sequence[Consent]
    ) -> Call[TitleId]:
        """Gives notice of FUSED_SILENT data; every other participant, rising, signs `signed.titles.Fusion`."""
        signature = f"noticeFused({_NOTICE},uint32[],{CONSENT}[])"
        values = (filed, tuple(participants), tuple(consents))
        return call(self.at, signature, *values, returns="bytes32", make=_title)

    def notice_derived(self, filed: Notice, sources: Sequence[GrantId], inner_terms_digest: Digest32) -> Call[TitleId]:
        """Gives notice of DERIVED data; the key's termsDigest is `ids.derived_terms` of its sources, rising."""
        signature = f"noticeDerived({_NOTICE},bytes32[],bytes32)"
        return call(self.at, signature, filed, tuple(sources), inner_terms_digest, returns="bytes32", make=_title)

    def notice_again(self, filed: Notice, predecessor: GrantKey) -> Call[TitleId]:
        """Gives notice of a re-registration after an earlier title of the same holder and data has ended."""
        return call(self.at, f"noticeAgain({_NOTICE},{KEY})", filed, predecessor, returns="bytes32", make=_title)

    def link(self, kind: int, a: TitleId, b: TitleId, digest: Digest32) -> Call[None]:
        """Links two titles, the lower id first, as RELATED_EXACT or RELATED_NEAR. The home registrar of either."""
        return call(self.at, "link(uint8,bytes32,bytes32,bytes32)", kind, a, b, digest, make=nothing)

    def recount(self, title: TitleId) -> Call[None]:
        """Counts a running notice's days anew, by the calendar as it stands. Anyone."""
        return call(self.at, "recount(bytes32)", title, make=nothing)

    def exempt(self, title: TitleId, reason_digest: Digest32, second: Consent) -> Call[None]:
        """Waives the rest of a notice; a reviewer signs `signed.titles.Exemption`. The home registrar."""
        return call(self.at, f"exempt(bytes32,bytes32,{CONSENT})", title, reason_digest, second, make=nothing)

    def withdraw(self, title: TitleId, digest: Digest32) -> Call[None]:
        """Withdraws an application. A SIGN key of the applicant."""
        return call(self.at, "withdraw(bytes32,bytes32)", title, digest, make=nothing)

    def withdraw_by_signature(self, title: TitleId, digest: Digest32, of_applicant: Consent) -> Call[None]:
        """Withdraws on the applicant's signature over `signed.titles.Withdraw`. Anyone may relay."""
        signature = f"withdrawBySignature(bytes32,bytes32,{CONSENT})"
        return call(self.at, signature, title, digest, of_applicant, make=nothing)

    def refuse(self, title: TitleId, reason_digest: Digest32) -> Call[None]:
        """Refuses an application. The home registrar."""
        return call(self.at, "refuse(bytes32,bytes32)", title, reason_digest, make=nothing)

    def object(self, title: TitleId, reason: int, digest: Digest32) -> Call[None]:
        """Objects to a running notice, or to a registered title. Any party's SIGN key."""
        return call(self.at, "object(bytes32,uint8,bytes32)", title, reason, digest, make=nothing)

    def settle(self, title: TitleId, ordinal: int, outcome: int, digest: Digest32) -> Call[None]:
        """Settles an objection with a state of `words.ObjectionState`. The home registrar."""
        return call(self.at, "settle(bytes32,uint8,uint8,bytes32)", title, ordinal, outcome, digest, make=nothing)

    def settle_many(self, title: TitleId, ordinals: Sequence[int], outcome: int, digest: Digest32) -> Call[None]:
        """Settles several objections to one title alike, by rising ordinal. The home registrar."""
        signature = "settleMany(bytes32,uint8[],uint8,bytes32)"
        return call(self.at, signature, title, tuple(ordinals), outcome, digest, make=nothing)

    def withdraw_objection(self, title: TitleId, ordinal: int) -> Call[None]:
        """Withdraws an objection. A SIGN key of the party that objected."""
        return call(self.at, "withdrawObjection(bytes32,uint8)", title, ordinal, make=nothing)


def _title(word: bytes) -> TitleId:
    return TitleId(GrantId(Id(word)))
