"""Grants: license and transfer. Every path runs from the title (first) down to the grant it names (last)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey, VoucherId
from torrens_contracts.structs import Consent, Judgement
from torrens_contracts.types import Address, Digest32, PartyId


@dataclass(frozen=True, slots=True)
class Grants:
    """Calls of Grants at an address."""

    at: Address

    def license(self, path: Sequence[GrantKey], key: GrantKey, holder: PartyId) -> Call[GrantId]:
        """Licenses a key under the last grant of the path. SIGN key of its holder."""
        signature = f"license({KEY}[],{KEY},uint32)"
        return call(self.at, signature, tuple(path), key, holder, returns="bytes32", make=GrantId)

    def license_by_signature(
        self, path: Sequence[GrantKey], key: GrantKey, holder: PartyId, of_holder: Consent
    ) -> Call[GrantId]:
        """Licenses on the holder's signature over `typed_data.License`. Anyone may relay."""
        signature = f"licenseBySignature({KEY}[],{KEY},uint32,{CONSENT})"
        return call(self.at, signature, tuple(path), key, holder, of_holder, returns="bytes32", make=GrantId)

    def license_for_voucher(
        self,
        path: Sequence[GrantKey],
        key: GrantKey,
        *,
        seller: PartyId,
        buyer: PartyId,
        voucher: VoucherId,
        actor: Address,
    ) -> Call[GrantId]:
        """Licenses for a voucher. Only a module that may write vouchers; here so that its refusal can be shown."""
        signature = f"licenseForVoucher({KEY}[],{KEY},uint32,uint32,bytes32,address)"
        values = (tuple(path), key, seller, buyer, voucher, actor)
        return call(self.at, signature, *values, returns="bytes32", make=GrantId)

    def transfer(
        self, path: Sequence[GrantKey], to: PartyId, reason: int, terms_digest: Digest32, of_receiver: Consent
    ) -> Call[None]:
        """Transfers the last grant as a whole; the receiver signs `typed_data.Transfer`. SIGN key of the holder."""
        signature = f"transfer({KEY}[],uint32,uint8,bytes32,{CONSENT})"
        return call(self.at, signature, tuple(path), to, reason, terms_digest, of_receiver, make=nothing)

    def transfer_by_signature(
        self,
        path: Sequence[GrantKey],
        *,
        to: PartyId,
        reason: int,
        terms_digest: Digest32,
        of_holder: Consent,
        of_receiver: Consent,
    ) -> Call[None]:
        """Transfers on both signatures over `typed_data.Transfer`. Anyone may relay."""
        signature = f"transferBySignature({KEY}[],uint32,uint8,bytes32,{CONSENT},{CONSENT})"
        return call(self.at, signature, tuple(path), to, reason, terms_digest, of_holder, of_receiver, make=nothing)

    def valid(self, path: Sequence[GrantKey]) -> Call[Judgement]:
        """Whether the last grant may be exercised now, and if not why and at which index."""
        return call(self.at, f"valid({KEY}[])", tuple(path), returns="bool,uint8,uint256", make=Judgement)

    def free(self, path: Sequence[GrantKey], verb: int) -> Call[Judgement]:
        """Whether the last grant may be disposed of by a `codes.Verb` now, and if not why."""
        return call(self.at, f"free({KEY}[],uint8)", tuple(path), verb, returns="bool,uint8", make=Judgement)
