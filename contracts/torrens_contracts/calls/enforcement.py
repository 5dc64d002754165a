"""Enforcement: what passes a freeze, by judgment or by a pre-notice. Every path runs from the title down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantKey
from torrens_contracts.structs import Consent, Whole
from torrens_contracts.types import Address, Digest32, PartyId


@dataclass(frozen=True, slots=True)
class Enforcement:
    """Calls of Enforcement at an address."""

    at: Address

    def adjudge(
        self,
        path: Sequence[GrantKey],
        to: PartyId,
        *,
        interests: Sequence[int],
        queued: Sequence[int],
        order_digest: Digest32,
    ) -> Call[None]:
        """Transfers by judgment past the authority's own freeze, or ends the right (to 0). AUTHORITY keys."""
        signature = f"adjudge({KEY}[],uint32,uint8[],uint8[],bytes32)"
        values = (tuple(path), to, tuple(interests), tuple(queued), order_digest)
        return call(self.at, signature, *values, make=nothing)

    def adjudge_part(
        self,
        path: Sequence[GrantKey],
        to: PartyId,
        *,
        interests: Sequence[int],
        queued: Sequence[int],
        wholes: Sequence[Whole],
        order_digest: Digest32,
    ) -> Call[None]:
        """The same of a part, settling what is named on what it was split from too. AUTHORITY keys."""
        signature = f"adjudgePart({KEY}[],uint32,uint8[],uint8[],(uint8,uint8[],uint8[])[],bytes32)"
        values = (tuple(path), to, tuple(interests), tuple(queued), tuple(wholes), order_digest)
        return call(self.at, signature, *values, make=nothing)

    def complete(
        self, path: Sequence[GrantKey], ordinal: int, terms_digest: Digest32, of_holder: Consent
    ) -> Call[None]:
        """Transfers to the beneficiary of a pre-notice; the holder signs `Completion`. SIGN key of the beneficiary."""
        signature = f"complete({KEY}[],uint8,bytes32,{CONSENT})"
        return call(self.at, signature, tuple(path), ordinal, terms_digest, of_holder, make=nothing)

    def complete_by_signature(
        self,
        path: Sequence[GrantKey],
        ordinal: int,
        terms_digest: Digest32,
        *,
        of_holder: Consent,
        of_beneficiary: Consent,
    ) -> Call[None]:
        """The same on both signatures over `signed.encumbrances.Completion`. Anyone may relay."""
        signature = f"completeBySignature({KEY}[],uint8,bytes32,{CONSENT},{CONSENT})"
        return call(self.at, signature, tuple(path), ordinal, terms_digest, of_holder, of_beneficiary, make=nothing)
