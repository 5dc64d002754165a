"""Peers: accredited foreign registers and their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.ids import PeerId
from torrens_contracts.structs import Attestation, PeerHead, PeerSummary, PeerTerms
from torrens_contracts.types import Address

_TERMS = "(uint64,address,bytes32,address,bytes32,uint64,uint32,uint8,uint32,address[])"
_ATTESTATION = "(address[],uint256,bytes[])"


@dataclass(frozen=True, slots=True)
class Peers:
    """Calls of Peers at an address."""

    at: Address

    def accredit(self, terms: PeerTerms) -> Call[PeerId]:
        """Accredits a foreign register. Council only."""
        return call(self.at, f"accredit({_TERMS})", terms, returns="bytes32", make=PeerId)

    def change_notaries(self, peer: PeerId, set_epoch: int, threshold: int, notaries: Sequence[Address]) -> Call[None]:
        """Changes the notary set; the epoch rises. Council only."""
        signature = "changeNotaries(bytes32,uint32,uint8,address[])"
        return call(self.at, signature, peer, set_epoch, threshold, tuple(notaries), make=nothing)

    def change_peer(self, peer: PeerId, state: int) -> Call[None]:
        """Withdraws an accreditation or lifts a freeze, by `words.PeerState`. Council only."""
        return call(self.at, "changePeer(bytes32,uint8)", peer, state, make=nothing)

    def accept_header(
        self, peer: PeerId, header: bytes, account_proof: Sequence[bytes], attestation: Attestation
    ) -> Call[None]:
        """Accepts a newer header under m-of-n notary signatures, proving Standing's account in it. Anyone."""
        signature = f"acceptHeader(bytes32,bytes,bytes[],{_ATTESTATION})"
        return call(self.at, signature, peer, header, tuple(account_proof), attestation, make=nothing)

    def report_equivocation(
        self, peer: PeerId, first: bytes, of_first: Attestation, second: bytes, of_second: Attestation
    ) -> Call[None]:
        """Two headers of one height, both signed by a quorum: freezes the peer. Anyone."""
        signature = f"reportEquivocation(bytes32,bytes,{_ATTESTATION},bytes,{_ATTESTATION})"
        return call(self.at, signature, peer, first, of_first, second, of_second, make=nothing)

    def head(self, peer: PeerId) -> Call[PeerHead]:
        """The newest accepted header."""
        return call(self.at, "head(bytes32)", peer, returns="uint64,uint40,bytes32", make=PeerHead)

    def terms(self, peer: PeerId) -> Call[PeerSummary]:
        """What Recognition needs of the accreditation."""
        returns = "bytes32,address,uint64,uint32,uint8"
        return call(self.at, "terms(bytes32)", peer, returns=returns, make=PeerSummary)
