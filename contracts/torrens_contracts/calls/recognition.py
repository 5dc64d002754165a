"""Recognition: clubs, facts opened from foreign statements, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.clubs import Club
from torrens_contracts.codec import KEY, Call, call, nothing
from torrens_contracts.foreign import FactStatus, Item, Shown, StatementFields, Subject
from torrens_contracts.ids import AgreementId, FactId, Origin, PeerId
from torrens_contracts.types import Address, Digest32, ExchangeId, Timestamp

_STATEMENT = "(uint64,uint16,uint64,uint40,bytes32,bytes32)"
_ITEM = "((uint8,bytes32,uint8,uint8,uint16,uint40),bytes32[])"
_CLUB = "(uint32,uint40,uint16,uint8,uint32,uint32,uint32,uint40,bytes32,bytes32)"
_SHOWN = f"({KEY}[],bytes32,uint16,uint64)"


@dataclass(frozen=True, slots=True)
class Recognition:
    """Calls of Recognition at an address."""

    at: Address

    def agree(self, peer: PeerId, club: Club, members: Sequence[Origin]) -> Call[AgreementId]:
        """Joins a club with a peer. EXCHANGE keys, for their own exchange."""
        signature = f"agree(bytes32,{_CLUB},bytes32[])"
        return call(self.at, signature, peer, club, tuple(members), returns="bytes32", make=AgreementId)

    def end_agreement(self, peer: PeerId, exchange: ExchangeId, digest: Digest32) -> Call[None]:
        """Leaves a club. EXCHANGE keys of its exchange, or of that exchange's successor."""
        return call(self.at, "endAgreement(bytes32,uint16,bytes32)", peer, exchange, digest, make=nothing)

    def prove(
        self,
        home: Origin,
        *,
        statement: StatementFields,
        slot_proof: Sequence[bytes],
        items: Sequence[Item],
        exchange: ExchangeId,
    ) -> Call[None]:
        """Proves one slot of the peer's Standing and opens answers of that statement, PROVEN. Anyone."""
        signature = f"prove(bytes32,{_STATEMENT},bytes[],{_ITEM}[],uint16)"
        return call(self.at, signature, home, statement, tuple(slot_proof), tuple(items), exchange, make=nothing)

    def recognize(
        self,
        home: Origin,
        *,
        statement: StatementFields,
        slot_proof: Sequence[bytes],
        items: Sequence[Item],
        exchange: ExchangeId,
        club: Club,
        shown: Sequence[Shown] = (),
    ) -> Call[None]:
        """As `prove`, under a club that the exchange joined with this peer. Anyone."""
        signature = f"recognize(bytes32,{_STATEMENT},bytes[],{_ITEM}[],uint16,{_CLUB},{_SHOWN}[])"
        values = (home, statement, tuple(slot_proof), tuple(items), exchange, club, tuple(shown))
        return call(self.at, signature, *values, make=nothing)

    def decide(self, subject: Subject, decision: int, reason: int) -> Call[None]:
        """Decides on a fact by itself, with a `codes.Recognised`; PROVEN takes that back. EXCHANGE keys."""
        return call(
            self.at, "decide((bytes32,uint8,bytes32,uint16),uint8,uint8)", subject, decision, reason, make=nothing
        )

    def status_of(self, fact: FactId, when: Timestamp) -> Call[FactStatus]:
        """The status of a fact at a second."""
        signature = "statusOf(bytes32,uint40)"
        return call(self.at, signature, fact, when, returns="uint8,uint40,uint40", make=FactStatus)

    def status_for(self, fact: FactId, reliance: int, when: Timestamp) -> Call[FactStatus]:
        """The same for what the fact is relied upon for, a `codes.Reliance`."""
        signature = "statusFor(bytes32,uint8,uint40)"
        return call(self.at, signature, fact, reliance, when, returns="uint8,uint40,uint40", make=FactStatus)

    def status_under(self, subject: Subject, club: Digest32, reliance: int, when: Timestamp) -> Call[FactStatus]:
        """The same of a record named whole, with the peer and the agreement (by its club) that have ended since."""
        signature = "statusUnder((bytes32,uint8,bytes32,uint16),bytes32,uint8,uint40)"
        values = subject, club, reliance, when
        return call(self.at, signature, *values, returns="uint8,uint40,uint40", make=FactStatus)

    def club_digest(self, club: Club) -> Call[Digest32]:
        """The digest that names a club."""
        return call(self.at, f"clubDigest({_CLUB})", club, returns="bytes32", make=Digest32)
