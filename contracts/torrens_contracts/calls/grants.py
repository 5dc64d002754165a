"""Grants: license, transfer, keep a licence for a foreign sale. Every path runs from the title (first) down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey, Id, VoucherId
from torrens_contracts.structs import Consent, ForeignHome, Judgement, Reservation
from torrens_contracts.types import Address, Digest32, PartyId

FOREIGN_HOME = "(uint256,address,bytes32)"
RESERVATION = "(uint256,address,bytes32,bytes32,uint40)"


def grant_ids(ids: tuple[bytes, ...]) -> tuple[GrantId, ...]:
    """Make ids of a verb that writes several grants."""
    return tuple(GrantId(Id(one)) for one in ids)


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
        """Licenses on the holder's signature over `signed.rights.License`. Anyone may relay."""
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

    def license_many(
        self, path: Sequence[GrantKey], keys: Sequence[GrantKey], holders: Sequence[PartyId]
    ) -> Call[tuple[GrantId, ...]]:
        """Licenses 1 to 100 keys, each to the holder at its place; all or none. SIGN key of the parent's holder."""
        signature = f"licenseMany({KEY}[],{KEY}[],uint32[])"
        values = (tuple(path), tuple(keys), tuple(holders))
        return call(self.at, signature, *values, returns="bytes32[]", make=grant_ids)

    def transfer(
        self, path: Sequence[GrantKey], to: PartyId, reason: int, terms_digest: Digest32, of_receiver: Consent
    ) -> Call[None]:
        """Transfers the last grant as a whole; the receiver signs `signed.rights.Transfer`. SIGN key of the holder."""
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
        """Transfers on both signatures over `signed.rights.Transfer`. Anyone may relay."""
        signature = f"transferBySignature({KEY}[],uint32,uint8,bytes32,{CONSENT},{CONSENT})"
        return call(self.at, signature, tuple(path), to, reason, terms_digest, of_holder, of_receiver, make=nothing)

    def transfer_by_order(
        self, path: Sequence[GrantKey], *, to: PartyId, reason: int, terms_digest: Digest32, actor: Address
    ) -> Call[None]:
        """Transfers by judgment. Only a module that writes freezes; here so that its refusal can be shown."""
        signature = f"transferByOrder({KEY}[],uint32,uint8,bytes32,address)"
        return call(self.at, signature, tuple(path), to, reason, terms_digest, actor, make=nothing)

    def reserve(
        self,
        path: Sequence[GrantKey],
        key: GrantKey,
        *,
        holder: PartyId,
        reservation: Reservation,
        of_holder: Consent,
    ) -> Call[GrantId]:
        """Keeps a licence for a foreign sale, on the holder's signature over `signed.rights.Reserve`.

        SIGN key of the holder, or EXCHANGE key of the home exchange.
        """
        signature = f"reserve({KEY}[],{KEY},uint32,{RESERVATION},{CONSENT})"
        values = (tuple(path), key, holder, reservation, of_holder)
        return call(self.at, signature, *values, returns="bytes32", make=GrantId)

    def foreign_terms_digest(
        self, home: ForeignHome, home_seller: PartyId, agreement_digest: Digest32
    ) -> Call[Digest32]:
        """The termsDigest of a licence to be kept for this seller, register and agreement."""
        signature = f"foreignTermsDigest({FOREIGN_HOME},uint32,bytes32)"
        return call(self.at, signature, home, home_seller, agreement_digest, returns="bytes32", make=Digest32)

    def valid(self, path: Sequence[GrantKey]) -> Call[Judgement]:
        """Whether the last grant may be exercised now, and if not why and at which index."""
        return call(self.at, f"valid({KEY}[])", tuple(path), returns="bool,uint8,uint256", make=Judgement)

    def free(self, path: Sequence[GrantKey], verb: int) -> Call[Judgement]:
        """Whether the last grant may be disposed of by a `codes.Verb` now, and if not why."""
        return call(self.at, f"free({KEY}[],uint8)", tuple(path), verb, returns="bool,uint8", make=Judgement)
