"""Seal scheme `attest`: m of n accredited notaries sign that a block is final.

Source: contracts/README.md, peers. The same bytes count on chain and offline: 65-byte signatures over the
EIP-712 digest of Checkpoint(number, blockHash, timestamp, setEpoch) in the home's checkpoint domain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.eip712 import Checkpoint, checkpoint_domain, digest
from torrens_anchor.chain.header import Header
from torrens_anchor.errors import FieldMismatch, OutOfRange, SignatureMismatch, TrustMissing
from torrens_anchor.signatures.secp256k1 import Address, parse_signature, recover


@dataclass(frozen=True, slots=True)
class Notary:
    """One accredited notary.

    Attributes:
        address: Its key's address.
        name: Who runs it, as the policy says.
    """

    address: Address
    name: str


@dataclass(frozen=True, slots=True)
class NotarySet:
    """The notaries of one epoch.

    Attributes:
        epoch: The set's number.
        threshold: How many distinct notaries must sign; more than half.
        valid_from: First UTC second at which its signatures count.
        valid_until: Last UTC second at which they count.
        notaries: The members.
    """

    epoch: int
    threshold: int
    valid_from: int
    valid_until: int
    notaries: tuple[Notary, ...]

    def __post_init__(self) -> None:
        """Refuse a set that cannot promise one history."""
        if not len(self.notaries) < 2 * self.threshold <= 2 * len(self.notaries):
            raise OutOfRange(
                f"notary set {self.epoch}: {self.threshold} of {len(self.notaries)} is no majority",
                remedy="a threshold is more than half of the set and at most all of it",
            )
        if len({notary.address for notary in self.notaries}) != len(self.notaries):
            raise OutOfRange(f"notary set {self.epoch} names a key twice", remedy="name each key once")


def checkpoint_digest(chain_id: int, register: bytes, header: Header, set_epoch: int) -> bytes:
    """Give what notaries sign for a header.

    Args:
        chain_id: The home chain.
        register: The home's register.
        header: The final block's header.
        set_epoch: The signing set.

    Returns:
        The EIP-712 digest.
    """
    checkpoint = Checkpoint(header.number, header.hash, header.timestamp, set_epoch)
    return digest(checkpoint_domain(chain_id, register), checkpoint.struct_hash())


def signers(
    message: bytes, signatures: Sequence[bytes], notaries: NotarySet, *, independent: bool = False
) -> tuple[Notary, ...]:
    """Find who signed a checkpoint.

    Args:
        message: The checkpoint's digest.
        signatures: 65 bytes each.
        notaries: The set that may sign.
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        The notaries, in the order of their signatures.

    Raises:
        MalformedInput: A signature is not 65 bytes with v 27 or 28.
        SignatureMismatch: One does not recover, is of an outsider, or repeats a notary.
    """
    members = {notary.address: notary for notary in notaries.notaries}
    found: list[Notary] = []
    for index, signature in enumerate(signatures):
        address = recover(message, parse_signature(signature), independent=independent)
        if address not in members:
            raise SignatureMismatch(
                f"signature {index} is of 0x{address.hex()}, no notary of set {notaries.epoch}", index=index
            )
        if members[address] in found:
            raise SignatureMismatch(f"signature {index} repeats the notary 0x{address.hex()}", index=index)
        found.append(members[address])
    return tuple(found)


def verify_attested(
    header: Header,
    *,
    chain_id: int,
    register: bytes,
    set_epoch: int,
    signatures: Sequence[bytes],
    notaries: NotarySet,
    independent: bool = False,
) -> tuple[Notary, ...]:
    """Check that a quorum of a trusted set sealed a header.

    Args:
        header: The header.
        chain_id: The home chain.
        register: The home's register.
        set_epoch: The epoch the signatures name.
        signatures: 65 bytes each.
        notaries: The policy's set.
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        The notaries that signed.

    Raises:
        MalformedInput: A signature of another form.
        SignatureMismatch: A signature that does not count, or fewer than the threshold.
        FieldMismatch: The epoch is not the set's.
        TrustMissing: The header's time lies outside the set's validity.
    """
    if set_epoch != notaries.epoch:
        raise FieldMismatch(f"signed by set {set_epoch}, not by set {notaries.epoch}", epoch=set_epoch)
    if not notaries.valid_from <= header.timestamp <= notaries.valid_until:
        raise TrustMissing(
            f"the header's time {header.timestamp} lies outside the validity of notary set {set_epoch}",
            timestamp=header.timestamp,
        )
    message = checkpoint_digest(chain_id, register, header, set_epoch)
    found = signers(message, signatures, notaries, independent=independent)
    if len(found) < notaries.threshold:
        raise SignatureMismatch(
            f"{len(found)} notaries signed; set {set_epoch} needs {notaries.threshold}",
            signed=len(found),
            threshold=notaries.threshold,
        )
    return found
