"""What becomes of a peer after its accreditation: other notaries, another Standing, frozen, lifted, withdrawn.

The council acts, but for evidence that a peer's notaries sealed two histories: that is anyone's to bring.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from torrens_anchor.errors import FieldMismatch
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.clubs import Ages
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.ids import PeerId, peer_id
from torrens_contracts.words import PeerState
from torrens_registry.cases.peers import peers
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.evidence.notary import NotarySeal, attestation
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office


def change_notaries(
    office: Office,
    council: Signer,
    peer: PeerId,
    notaries: Sequence[Address],
    *,
    threshold: int,
    set_epoch: int,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Changes the notary set of a peer; what the old set signed counts no more.

    Args:
        office: Our office.
        council: Our council's key.
        peer: The peer.
        notaries: Who seals its blocks from now on.
        threshold: How many must; more than half.
        set_epoch: Number of the new set, above the present one's.
        key: Idempotency key; made of peer, epoch and set when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: We accredited no such peer.
        Reverted: The chain refuses: a caller that is not the council, an epoch that does not rise.
    """

    def prepare() -> Act:
        office.sync()
        peers.require(office, peer)
        call = office.contracts.peers.change_notaries(peer, set_epoch, threshold, tuple(sorted(notaries)))
        return Act(call, "peer.change-notaries", peer)

    told = sha256(b"".join(sorted(notaries))).digest()[:16]
    return perform(office, council, once("peer.change-notaries", peer, set_epoch, threshold, told, given=key), prepare)


def change_terms(
    office: Office,
    council: Signer,
    home: Deployment,
    *,
    max_age: Ages = peers.AGES,
    council_seq: int = 0,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Changes what is accredited of a peer to what its newest manifest says: its home took a new Standing into use.

    Args:
        office: Our office.
        council: Our council's key.
        home: The foreign deployment as it now is.
        max_age: How long its statements count.
        council_seq: What they must carry; 0 accepts any.
        key: Idempotency key; made of peer, terms and present second when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: We accredited no such peer.
        Reverted: The chain refuses: a caller that is not the council, a peer that is frozen or withdrawn.
    """
    peer, standing = peer_id(home.origin), home.module("Standing")

    def prepare() -> Act:
        """The peer is accredited; what is accredited anew is read from its manifest."""
        office.sync()
        peers.require(office, peer)
        call = office.contracts.peers.change_terms(
            peer,
            standing=standing.address,
            standing_code_hash=standing.code_hash,
            council_seq=council_seq,
            max_age=max_age,
        )
        return Act(call, "peer.change-terms", peer)

    told = sha256(repr((standing.address, standing.code_hash, council_seq, max_age)).encode()).digest()[:16]
    asked = "peer.change-terms", peer, told
    name = once(*asked, given=key) if key else once(*asked, office.next_time())
    return perform(office, council, name, prepare)


def lift(office: Office, council: Signer, peer: PeerId, *, key: IdempotencyKey | None = None) -> Settled:
    """Lifts the freeze of a peer. Change its notaries first: the same two headers would freeze it again.

    Args:
        office: Our office.
        council: Our council's key.
        peer: The peer.
        key: Idempotency key; made of peer and present second when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: We accredited no such peer.
        Reverted: The chain refuses: the peer is not frozen.
    """
    return _change(office, council, peer, PeerState.ACCREDITED, key)


def withdraw(office: Office, council: Signer, peer: PeerId, *, key: IdempotencyKey | None = None) -> Settled:
    """Withdraws an accreditation, for good.

    Args:
        office: Our office.
        council: Our council's key.
        peer: The peer.
        key: Idempotency key; made of peer and present second when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: We accredited no such peer.
        Reverted: The chain refuses: it is withdrawn already.
    """
    return _change(office, council, peer, PeerState.WITHDRAWN, key)


def report_equivocation(
    office: Office,
    actor: Signer,
    peer: PeerId,
    first: Sequence[NotarySeal],
    second: Sequence[NotarySeal],
    *,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Brings two headers of one height that a quorum sealed: the peer is frozen at once.

    Args:
        office: Our office.
        actor: Any key.
        peer: The peer.
        first: Seals of the one header.
        second: Seals of the other.
        key: Idempotency key; made of both headers when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: We accredited no such peer.
        FieldMismatch: The headers are the same, or of two heights.
        MalformedInput: A side has no seal.
        Reverted: The chain refuses: too few seals, an older epoch, a peer that is frozen already.
    """

    def prepare() -> Act:
        """Two headers of one height, both sealed by the peer's own notaries: anything less proves nothing."""
        office.sync()
        whole = peers.notaries_of(peers.require(office, peer))
        sides = attestation(first, whole), attestation(second, whole)
        one, other = first[0].parsed(), second[0].parsed()
        if one.number != other.number or one.hash == other.hash:
            raise FieldMismatch(
                f"headers of height {one.number} and {other.number} contradict nothing",
                remedy="bring two sealed headers of one height",
            )
        call = office.contracts.peers.report_equivocation(peer, first[0].header, sides[0], second[0].header, sides[1])
        return Act(call, "peer.freeze", peer)

    told = sha256(b"".join(seal.header for seal in (*first, *second))).digest()[:16]
    return perform(office, actor, once("peer.freeze", peer, told, given=key), prepare)


def _change(office: Office, council: Signer, peer: PeerId, state: int, key: IdempotencyKey | None) -> Settled:
    action = "peer.lift" if state == PeerState.ACCREDITED else "peer.withdraw"

    def prepare() -> Act:
        office.sync()
        peers.require(office, peer)
        return Act(office.contracts.peers.change_peer(peer, state), action, peer)

    name = once(action, peer, given=key) if key else once(action, peer, office.next_time())
    return perform(office, council, name, prepare)
