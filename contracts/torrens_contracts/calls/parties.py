"""Parties: who takes part, their keys, and the working-day calendar."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, Call, call, nothing
from torrens_contracts.structs import Consent, KeyTerms
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp
from torrens_contracts.words import KeyWord

_TERMS = "(address,uint32,uint40,uint40)"


@dataclass(frozen=True, slots=True)
class Parties:
    """Calls of Parties at an address."""

    at: Address

    def admit_exchange(
        self, exchange: ExchangeId, identity_digest: Digest32, first: KeyTerms, own: Consent
    ) -> Call[None]:
        """Admits an exchange; the first key signs `signed.parties.Enrolment`. Council only."""
        signature = f"admitExchange(uint16,bytes32,{_TERMS},{CONSENT})"
        return call(self.at, signature, exchange, identity_digest, first, own, make=nothing)

    def enrol_authority(self, party: PartyId, identity_digest: Digest32, first: KeyTerms, own: Consent) -> Call[None]:
        """Enrols a court or regulator; the first key signs `signed.parties.Enrolment`. Council only."""
        signature = f"enrolAuthority(uint32,bytes32,{_TERMS},{CONSENT})"
        return call(self.at, signature, party, identity_digest, first, own, make=nothing)

    def enrol(self, party: PartyId, kind: int, identity_digest: Digest32, first: KeyTerms, own: Consent) -> Call[None]:
        """Enrols a party; the first key signs `signed.parties.Enrolment`. EXCHANGE keys."""
        signature = f"enrol(uint32,uint8,bytes32,{_TERMS},{CONSENT})"
        return call(self.at, signature, party, kind, identity_digest, first, own, make=nothing)

    def add_key(self, key: KeyTerms, own: Consent) -> Call[None]:
        """Adds a key to the caller's party; the new key signs `signed.parties.KeyAddition`."""
        return call(self.at, f"addKey({_TERMS},{CONSENT})", key, own, make=nothing)

    def add_key_by_signature(self, party: PartyId, key: KeyTerms, own: Consent, of_party: Consent) -> Call[None]:
        """Adds a key on the signatures of the new key and of a live key of the party. Anyone may relay."""
        signature = f"addKeyBySignature(uint32,{_TERMS},{CONSENT},{CONSENT})"
        return call(self.at, signature, party, key, own, of_party, make=nothing)

    def end_key(self, key: Address) -> Call[None]:
        """Ends a key of the caller's party, at once."""
        return call(self.at, "endKey(address)", key, make=nothing)

    def recover_key(self, party: PartyId, key: KeyTerms, own: Consent, order_digest: Digest32) -> Call[None]:
        """Opens a recovery; the new key signs `signed.parties.KeyRecovery`. The party's exchange, or the council."""
        signature = f"recoverKey(uint32,{_TERMS},{CONSENT},bytes32)"
        return call(self.at, signature, party, key, own, order_digest, make=nothing)

    def change_roles(self, key: Address, roles: int, reason_digest: Digest32) -> Call[None]:
        """Gives a live key REVIEWER or AUDITOR, or takes it back. EXCHANGE keys of its party's exchange."""
        return call(self.at, "changeRoles(address,uint32,bytes32)", key, roles, reason_digest, make=nothing)

    def void_signatures(self) -> Call[None]:
        """Voids every signature that the caller's party made before now."""
        return call(self.at, "voidSignatures()", make=nothing)

    def publish_calendar(self, year: int, first_half: bytes, second_half: bytes, notice_digest: Digest32) -> Call[None]:
        """Publishes the working days of a year. Council only."""
        signature = "publishCalendar(uint16,bytes32,bytes32,bytes32)"
        return call(self.at, signature, year, first_half, second_half, notice_digest, make=nothing)

    def correct_calendar(self, year: int, first_half: bytes, second_half: bytes, reason_digest: Digest32) -> Call[None]:
        """Corrects working days to come of a published year. Council only."""
        signature = "correctCalendar(uint16,bytes32,bytes32,bytes32)"
        return call(self.at, signature, year, first_half, second_half, reason_digest, make=nothing)

    def remove_exchange(self, exchange: ExchangeId, order_digest: Digest32) -> Call[None]:
        """Removes an exchange: its keys act no more, its certificates stand. Council only."""
        return call(self.at, "removeExchange(uint16,bytes32)", exchange, order_digest, make=nothing)

    def succeed(self, party: PartyId, successor: PartyId, order_digest: Digest32, of_successor: Consent) -> Call[None]:
        """Names a party's successor, which signs `signed.parties.Succession`. AUTHORITY keys or the council."""
        signature = f"succeed(uint32,uint32,bytes32,{CONSENT})"
        return call(self.at, signature, party, successor, order_digest, of_successor, make=nothing)

    def succeed_by_signature(
        self, party: PartyId, successor: PartyId, order_digest: Digest32, of_party: Consent, of_successor: Consent
    ) -> Call[None]:
        """Names a party's successor as it wills; both sign `signed.parties.Succession`. Keys of its exchange."""
        signature = f"succeedBySignature(uint32,uint32,bytes32,{CONSENT},{CONSENT})"
        return call(self.at, signature, party, successor, order_digest, of_party, of_successor, make=nothing)

    def declare_suspect(self, from_: Timestamp, to: Timestamp, reason_digest: Digest32) -> Call[None]:
        """Says when the keys of the caller's party were in wrong hands; only widens what stands."""
        return call(self.at, "declareSuspect(uint40,uint40,bytes32)", from_, to, reason_digest, make=nothing)

    def order_suspect(self, party: PartyId, from_: Timestamp, to: Timestamp, order_digest: Digest32) -> Call[None]:
        """Fixes a party's suspect window; zeros: none. AUTHORITY keys or the council."""
        signature = "orderSuspect(uint32,uint40,uint40,bytes32)"
        return call(self.at, signature, party, from_, to, order_digest, make=nothing)

    def declare_affiliate(self, party: PartyId, reason_digest: Digest32) -> Call[None]:
        """Declares an affiliate of the caller's exchange. EXCHANGE keys."""
        return call(self.at, "declareAffiliate(uint32,bytes32)", party, reason_digest, make=nothing)

    def declare_affiliate_of(self, exchange: ExchangeId, party: PartyId, reason_digest: Digest32) -> Call[None]:
        """Declares an affiliate of an exchange. AUTHORITY keys or the council."""
        return call(self.at, "declareAffiliateOf(uint16,uint32,bytes32)", exchange, party, reason_digest, make=nothing)

    def end_affiliate(self, exchange: ExchangeId, party: PartyId, reason_digest: Digest32) -> Call[None]:
        """Ends an affiliation. AUTHORITY keys or the council."""
        return call(self.at, "endAffiliate(uint16,uint32,bytes32)", exchange, party, reason_digest, make=nothing)

    def name_superior(self, authority: PartyId, superior: PartyId, order_digest: Digest32) -> Call[None]:
        """Names the authority above another. Council only."""
        return call(self.at, "nameSuperior(uint32,uint32,bytes32)", authority, superior, order_digest, make=nothing)

    def end_superior(self, authority: PartyId, superior: PartyId, order_digest: Digest32) -> Call[None]:
        """Ends that. Council only."""
        return call(self.at, "endSuperior(uint32,uint32,bytes32)", authority, superior, order_digest, make=nothing)

    def key_of(self, account: Address) -> Call[KeyWord]:
        """A key as its fields; all zero when the address serves no party."""
        returns = "uint32,uint32,uint16,uint40,uint40"
        return call(self.at, "keyOf(address)", account, returns=returns, make=KeyWord)

    def deadline(self, filed_at: Timestamp, working_days: int) -> Call[Timestamp]:
        """End of the n-th working day after filing, 24:00 Asia/Shanghai; the day after filing is day one."""
        signature = "deadline(uint40,uint8)"
        return call(self.at, signature, filed_at, working_days, returns="uint40", make=Timestamp)
