"""Peers: accredited foreign registers and their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.clubs import Ages
from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.foreign import Attestation, PeerHead, PeerSummary, PeerTerms, PeerTrust
from torrens_contracts.ids import PeerId
from torrens_contracts.types import Address, ChainId, Digest32, Timestamp
from torrens_contracts.words import PeerWord

_AGES = "(uint32,uint32,uint32)"
_TERMS = f"(uint64,address,bytes32,address,bytes32,uint32,{_AGES},uint8,uint32,address[])"
_ATTESTATION = "(address[],uint256,bytes[])"


@dataclass(frozen=True, slots=True)
class Peers:
    """Calls of Peers at an address."""

    at: Address

    def accredit(self, terms: PeerTerms) -> Call[PeerId]:
        """Accredits a foreign register. Council only."""
        return call(self.at, f"accredit({_TERMS})", terms, returns="bytes32", make=PeerId)

    def change_terms(
        self, peer: PeerId, *, standing: Address, standing_code_hash: Digest32, council_seq: int, max_age: Ages
    ) -> Call[None]:
        """Changes what is accredited of a peer: a new Standing, policy or ages. Council only."""
        signature = f"changeTerms(bytes32,address,bytes32,uint32,{_AGES})"
        return call(self.at, signature, peer, standing, standing_code_hash, council_seq, max_age, make=nothing)

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
        """What was accredited of a peer, and its state."""
        returns = f"(bytes32,address,uint32,{_AGES},uint8)"
        return call(self.at, "terms(bytes32)", peer, returns=returns, make=_summary)

    def trusted(self, peer: PeerId) -> Call[PeerTrust]:
        """What Recognition relies on."""
        return call(self.at, "trusted(bytes32)", peer, returns="(bytes32,bytes32)", make=_trust)

    def peer_at(self, chain_id: ChainId, register: Address) -> Call[PeerId]:
        """The peer accredited as the register at this address of this chain; zero when there is none."""
        return call(self.at, "peerAt(uint256,address)", chain_id, register, returns="bytes32", make=PeerId)


def _summary(found: tuple[Digest32, Address, int, tuple[int, int, int], int]) -> PeerSummary:
    origin, standing, council_seq, ages, state = found
    return PeerSummary(origin, standing, council_seq, Ages(*ages), state)


def _trust(found: tuple[Digest32, bytes]) -> PeerTrust:
    storage_root, peer = found[0], PeerWord.unpack(found[1])
    ages = Ages(peer.max_age, peer.trade_age, peer.finance_age)
    return PeerTrust(storage_root, peer.council_seq, Timestamp(peer.timestamp), peer.state, ages)
