"""Recognition: standing agreements, facts opened from foreign statements, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.ids import AgreementId, FactId, PeerId
from torrens_contracts.structs import FactStatus, Item, StatementFields
from torrens_contracts.types import Address, Digest32, ExchangeId, Timestamp

_STATEMENT = "(uint64,uint16,uint64,uint40,bytes32,bytes32)"
_ITEM = "((uint8,bytes32,uint8,uint8,uint16,uint40),bytes32[])"


@dataclass(frozen=True, slots=True)
class Recognition:
    """Calls of Recognition at an address."""

    at: Address

    def agree(self, peer: PeerId, digest: Digest32, until: Timestamp, max_age: int) -> Call[AgreementId]:
        """Makes a standing agreement. EXCHANGE keys, for their own exchange."""
        signature = "agree(bytes32,bytes32,uint40,uint32)"
        return call(self.at, signature, peer, digest, until, max_age, returns="bytes32", make=AgreementId)

    def end_agreement(self, peer: PeerId, digest: Digest32) -> Call[None]:
        """Ends an agreement. EXCHANGE keys of its exchange."""
        return call(self.at, "endAgreement(bytes32,bytes32)", peer, digest, make=nothing)

    def prove(
        self,
        peer: PeerId,
        *,
        statement: StatementFields,
        slot_proof: Sequence[bytes],
        items: Sequence[Item],
        exchange: ExchangeId,
        agreement_digest: Digest32,
    ) -> Call[None]:
        """Proves one slot of the peer's Standing and opens answers of that statement. Anyone."""
        signature = f"prove(bytes32,{_STATEMENT},bytes[],{_ITEM}[],uint16,bytes32)"
        values = (peer, statement, tuple(slot_proof), tuple(items), exchange, agreement_digest)
        return call(self.at, signature, *values, make=nothing)

    def decide(self, fact: FactId, decision: int, reason: int) -> Call[None]:
        """Decides on a fact by itself, with a `codes.Recognised`. EXCHANGE keys."""
        return call(self.at, "decide(bytes32,uint8,uint8)", fact, decision, reason, make=nothing)

    def status_of(self, fact: FactId, when: Timestamp) -> Call[FactStatus]:
        """The status of a fact at a second."""
        signature = "statusOf(bytes32,uint40)"
        return call(self.at, signature, fact, when, returns="uint8,uint40,uint40", make=FactStatus)
