"""Peers: foreign registers that our council accredited, and their headers as our own chain took them in.

Nothing here asks the partner's server for anything: proofs and notaries' seals come as files, are walked here before
anything is sent, and again by our contracts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from torrens_anchor.chain.attest import Notary, NotarySet, verify_attested
from torrens_anchor.errors import FieldMismatch
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.clubs import Ages
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.foreign import PeerTerms
from torrens_contracts.ids import Id, Origin, PeerId, peer_id
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import NotStored
from torrens_registry.evidence.notary import NotarySeal, attestation
from torrens_registry.evidence.peer_proof import PeerProof
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.peer_tables import PeerRow

_FOREVER = (1 << 53) - 1
AGES = Ages(show=7 * 86_400, trade=86_400, finance=3_600)
"""How long a peer's statements count unless its accreditation says otherwise: a week, a day, an hour."""


@dataclass(frozen=True, slots=True)
class Accredited:
    """A peer that was accredited.

    Attributes:
        peer: Its id.
        settled: The transaction.
    """

    peer: PeerId
    settled: Settled


@dataclass(frozen=True, slots=True)
class AcceptedHeader:
    """A foreign header that our chain took in.

    Attributes:
        peer: The peer.
        number: The header's height.
        timestamp: Its UTC second.
        settled: The transaction.
    """

    peer: PeerId
    number: int
    timestamp: int
    settled: Settled


def peer_terms(
    home: Deployment,
    notaries: Sequence[Address],
    *,
    threshold: int,
    set_epoch: int = 1,
    council_seq: int = 0,
    max_age: Ages = AGES,
) -> PeerTerms:
    """Makes what the council accredits of a foreign deployment's manifest.

    Args:
        home: The foreign deployment.
        notaries: Who seals its blocks.
        threshold: How many must; more than half.
        set_epoch: Number of that set.
        council_seq: What its statements must carry; 0 accepts any.
        max_age: How long its statements count.

    Returns:
        The terms, notaries ascending as the contract demands.
    """
    standing = home.module("Standing")
    return PeerTerms(
        chain_id=home.chain_id,
        register=home.register,
        deployment_salt=home.deployment_salt,
        standing=standing.address,
        standing_code_hash=standing.code_hash,
        council_seq=council_seq,
        max_age=max_age,
        threshold=threshold,
        set_epoch=set_epoch,
        notaries=tuple(sorted(notaries)),
    )


def accredit(
    office: Office, council: Signer, home: Deployment, terms: PeerTerms, *, key: IdempotencyKey | None = None
) -> Accredited:
    """Accredits a foreign register.

    Args:
        office: Our office.
        council: Our council's key.
        home: The foreign deployment.
        terms: What is accredited of it, see `peer_terms`.
        key: Idempotency key; made of the peer's id and terms when absent.

    Returns:
        The peer.

    Raises:
        Reverted: The chain refuses: a caller that is not the council, a threshold below a majority, a peer twice.
    """
    peer = peer_id(home.origin)

    def prepare() -> Act:
        return Act(office.contracts.peers.accredit(terms), "peer.accredit", peer)

    settled = perform(office, council, once("peer.accredit", peer, _told(terms), given=key), prepare)
    return Accredited(peer, settled)


def accept_header(
    office: Office, actor: Signer, proof: PeerProof, seals: Sequence[NotarySeal], *, key: IdempotencyKey | None = None
) -> AcceptedHeader:
    """Takes in a foreign header under its notaries' seals, with the account of the peer's Standing.

    Args:
        office: Our office.
        actor: Any key.
        proof: The peer's proof.
        seals: The notaries' seals of that very header.
        key: Idempotency key; made of the header's hash when absent.

    Returns:
        The header as our chain holds it.

    Raises:
        NotStored: We accredited no such peer.
        SignatureMismatch: A seal is not of an accredited notary, or too few sealed.
        FieldMismatch: The seals are of another header, or Standing runs other code than was accredited.
        Reverted: The chain refuses: an older header, a frozen peer.
    """
    peer, header = peer_of(proof), proof.parsed()

    def prepare() -> Act:
        """The peer is accredited, its notaries sealed this header, and its Standing runs the accredited code."""
        office.sync()
        row = require(office, peer)
        _require_sealed(row, proof, seals)
        if proof.account().code_hash != bytes.fromhex(row.standing_code_hash[2:]):
            raise FieldMismatch("the peer's Standing runs other code than was accredited", peer=row.id)
        call = office.contracts.peers.accept_header(
            peer, proof.header, proof.standing.account, attestation(seals, notaries_of(row))
        )
        return Act(call, "peer.accept-header", peer)

    name = once("peer.accept-header", peer, header.hash[:16], given=key)
    return AcceptedHeader(peer, header.number, header.timestamp, perform(office, actor, name, prepare))


def peer_of(proof: PeerProof) -> PeerId:
    """Gives the peer whose proof this is.

    Args:
        proof: The proof.

    Returns:
        The id that its home has here.
    """
    return peer_id(Origin(Id(proof.home.origin)))


def require(office: Office, peer: PeerId) -> PeerRow:
    """Gives an accredited peer.

    Args:
        office: Our office, its mirror at the head.
        peer: The peer.

    Returns:
        Its row.

    Raises:
        NotStored: We accredited no such peer.
    """
    with office.store.read() as session:
        row = rows.get(session, PeerRow, f"0x{peer.hex()}")
    if row is None:
        shown = f"0x{peer.hex()}"
        raise NotStored(f"no peer {shown} is accredited here", remedy="let the council accredit it first", peer=shown)
    return row


def notaries_of(row: PeerRow) -> tuple[Address, ...]:
    """Gives the accredited notaries of a peer.

    Args:
        row: The peer.

    Returns:
        Their addresses, ascending.
    """
    return tuple(Address(bytes.fromhex(one[2:])) for one in row.notary_addresses.split(","))


def _told(terms: PeerTerms) -> bytes:
    return sha256(repr(terms).encode()).digest()[:16]


def _require_sealed(row: PeerRow, proof: PeerProof, seals: Sequence[NotarySeal]) -> None:
    """Checks the seals as our contract will: of this header, by accredited notaries, enough of them."""
    if any(seal.header != proof.header for seal in seals):
        raise FieldMismatch("a seal is of another header than the proof's", peer=row.id)
    members = tuple(Notary(address, f"0x{address.hex()}") for address in notaries_of(row))
    verify_attested(
        proof.parsed(),
        chain_id=row.chain_id,
        register=bytes.fromhex(row.register_address[2:]),
        set_epoch=seals[0].set_epoch if seals else row.set_epoch,
        signatures=[seal.signature for seal in seals],
        notaries=NotarySet(row.set_epoch, row.threshold, 0, _FOREVER, members),
    )
