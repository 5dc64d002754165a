"""Encumbrances: freezes of grants and holders, security interests, pre-notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.signed.encumbrances import InterestTerms
from torrens_contracts.structs import Consent
from torrens_contracts.types import Address, Digest32, Timestamp

TERMS: Final = "(uint8,uint32,uint40,uint8,bytes32,bytes32)"
"""The ABI type of `signed.encumbrances.InterestTerms`."""


@dataclass(frozen=True, slots=True)
class Encumbrances:
    """Calls of Encumbrances at an address. A target of a freeze is a grant's id, or a party's natural id."""

    at: Address

    def freeze(self, target: bytes, scope: int, until: Timestamp, order_digest: Digest32) -> Call[int]:
        """Freezes with a `codes.FreezeScope` and gives the order's ordinal. AUTHORITY keys."""
        signature = "freeze(bytes32,uint8,uint40,bytes32)"
        return call(self.at, signature, target, scope, until, order_digest, returns="uint8", make=int)

    def lift(self, target: bytes, ordinal: int, order_digest: Digest32) -> Call[None]:
        """Lifts an order of the caller's, of its predecessor's or inferior's; the first in line is promoted."""
        return call(self.at, "lift(bytes32,uint8,bytes32)", target, ordinal, order_digest, make=nothing)

    def renew(self, target: bytes, ordinal: int, until: Timestamp, order_digest: Digest32) -> Call[None]:
        """Gives an order that runs a later end. Its authority, or that one's successor."""
        signature = "renew(bytes32,uint8,uint40,bytes32)"
        return call(self.at, signature, target, ordinal, until, order_digest, make=nothing)

    def promote(self, target: bytes) -> Call[None]:
        """Promotes the first in line when every effective order has run out. Anyone."""
        return call(self.at, "promote(bytes32)", target, make=nothing)

    def charge(self, path: Sequence[GrantKey], terms: InterestTerms) -> Call[int]:
        """Registers an interest in the last grant of the path and gives its rank. SIGN key of the holder."""
        return call(self.at, f"charge({KEY}[],{TERMS})", tuple(path), terms, returns="uint8", make=int)

    def charge_by_signature(self, path: Sequence[GrantKey], terms: InterestTerms, of_holder: Consent) -> Call[int]:
        """Registers an interest on the holder's signature over `signed.encumbrances.Charge`. Anyone may relay."""
        signature = f"chargeBySignature({KEY}[],{TERMS},{CONSENT})"
        return call(self.at, signature, tuple(path), terms, of_holder, returns="uint8", make=int)

    def consent(self, grant: GrantId, ordinal: int, consents: int) -> Call[None]:
        """Sets which verbs an interest lets pass (bit i: `codes.Verb` i). SIGN key of the secured party."""
        return call(self.at, "consent(bytes32,uint8,uint8)", grant, ordinal, consents, make=nothing)

    def consent_by_signature(self, grant: GrantId, ordinal: int, consents: int, of_secured: Consent) -> Call[None]:
        """The same on the secured party's signature over `signed.encumbrances.InterestConsent`. Anyone may relay."""
        signature = f"consentBySignature(bytes32,uint8,uint8,{CONSENT})"
        return call(self.at, signature, grant, ordinal, consents, of_secured, make=nothing)

    def release(self, grant: GrantId, ordinal: int, release_digest: Digest32) -> Call[None]:
        """Releases an interest. SIGN key of the secured party."""
        return call(self.at, "release(bytes32,uint8,bytes32)", grant, ordinal, release_digest, make=nothing)

    def release_by_signature(
        self, grant: GrantId, ordinal: int, release_digest: Digest32, of_secured: Consent
    ) -> Call[None]:
        """Releases on the secured party's signature over `signed.encumbrances.Release`. Anyone may relay."""
        signature = f"releaseBySignature(bytes32,uint8,bytes32,{CONSENT})"
        return call(self.at, signature, grant, ordinal, release_digest, of_secured, make=nothing)

    def lapse_prenotice(self, grant: GrantId, ordinal: int) -> Call[None]:
        """Takes a pre-notice past its deadline off the grant. Anyone."""
        return call(self.at, "lapsePrenotice(bytes32,uint8)", grant, ordinal, make=nothing)
