"""A peer as the chain has it, found by where its register stands."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.foreign import PeerHead, PeerSummary
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import PeerId
from torrens_registry.errors import NotStored
from torrens_registry.office import Office


@dataclass(frozen=True, slots=True)
class FoundPeer:
    """An accredited register.

    Attributes:
        peer: Its id here.
        terms: What was accredited of it, and its state.
        head: Its newest accepted header; number 0 when none was.
        same: Whether it is the register of the manifest that was asked for: another origin at the same address means
            that its chain was reset since.
    """

    peer: PeerId
    terms: PeerSummary
    head: PeerHead
    same: bool


def peer_at(office: Office, foreign: Deployment) -> FoundPeer:
    """Finds the peer that was accredited as the register of a manifest.

    Args:
        office: The office.
        foreign: The foreign register's manifest.

    Returns:
        The peer, whatever its state.

    Raises:
        NotStored: No register at this address of this chain was accredited.
        Reverted: Peers is retired.
    """
    verbs = office.contracts.peers
    peer = office.read(verbs.peer_at(foreign.chain_id, foreign.register))
    if not any(peer):
        raise NotStored(
            f"no register at {to_hex(foreign.register)} of chain {foreign.chain_id} was accredited here",
            remedy="let the council accredit it, by `torrens recognize accredit`",
            chainId=int(foreign.chain_id),
            register=to_hex(foreign.register),
        )
    terms = office.read(verbs.terms(peer))
    return FoundPeer(peer, terms, office.read(verbs.head(peer)), bytes(terms.origin) == bytes(foreign.origin))
