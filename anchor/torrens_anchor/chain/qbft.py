"""QBFT headers (Hyperledger Besu): the seals inside a header, who made them, and the two hashes they need.

Source: EEA QBFT specification and Besu's `QbftExtraDataCodec`. extraData is RLP [vanity, validators, vote, round,
seals]. Validators seal the header with the seals emptied and the round kept as it came; the block hash also sets
the round to zero. Whether a validator set is trusted is not decided here, see `qbft_trust`.
"""

from dataclasses import dataclass, replace

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import EXTRA_DATA, Header, parse_header
from torrens_anchor.errors import MalformedInput, SignatureMismatch
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed
from torrens_anchor.signatures.secp256k1 import Address, Signature, recover


@dataclass(frozen=True, slots=True)
class QbftHeader:
    """A header with its seals taken apart.

    Attributes:
        header: The header; its `hash` is the QBFT block hash.
        validators: The set the header lists; empty in contract mode.
        voted: Whether it carries a vote on the set; never in contract mode.
        round: The round in which it was agreed.
        sealed_digest: What validators sealed.
        seals: The committed seals, 65 bytes each, v 0 or 1.
    """

    header: Header
    validators: tuple[Address, ...]
    voted: bool
    round: int
    sealed_digest: bytes
    seals: tuple[bytes, ...]


def parse_qbft_header(data: bytes) -> QbftHeader:
    """Parse a QBFT header.

    Args:
        data: Its RLP with all seals.

    Returns:
        The header and its seals.

    Raises:
        MalformedInput: No header, or extraData of another form.
    """
    header = parse_header(data, sealed=True)
    extra = rlp.sequence(rlp.decode(header.extra_data), "extraData")
    if len(extra) != 5:
        raise MalformedInput(f"QBFT extraData has 5 items, not {len(extra)}", items=len(extra))
    vanity, validators, vote, round_bytes, seals = extra
    rlp.fixed(vanity, "vanity", 32)
    return QbftHeader(
        header=replace(header, hash=_hash(header, (vanity, validators, vote, b"", ()), Hashed.HEADER)),
        validators=_listed(validators),
        voted=_is_vote(vote),
        round=_round(round_bytes),
        sealed_digest=_hash(header, (vanity, validators, vote, round_bytes, ()), Hashed.SEAL),
        seals=tuple(rlp.fixed(seal, "seal", 65) for seal in rlp.sequence(seals, "seals")),
    )


def _listed(item: rlp.Item) -> tuple[Address, ...]:
    found = tuple(Address(rlp.fixed(v, "validator", 20)) for v in rlp.sequence(item, "validators"))
    if len(set(found)) != len(found):
        raise MalformedInput("the header lists a validator twice")
    return found


def _is_vote(item: rlp.Item) -> bool:
    """Say whether a vote is there: the empty list, or [address, 0xff to add | 0x00 or nothing to drop]."""
    vote = rlp.sequence(item, "vote")
    if not vote:
        return False
    if len(vote) != 2 or vote[1] not in (b"\xff", b"", b"\0"):
        raise MalformedInput("a vote is an address and one of 0xff, 0x00")
    rlp.fixed(vote[0], "vote's address", 20)
    return True


def _round(item: rlp.Item) -> int:
    """Read the round; leading zeros stand, since validators sealed the bytes as they are."""
    if not isinstance(item, bytes) or len(item) > 4:
        raise MalformedInput("RLP: round is not an integer of at most 32 bits", field="round")
    return int.from_bytes(item, "big")


def _hash(header: Header, extra: rlp.Item, of: Hashed) -> bytes:
    """Hash the header with another extraData."""
    fields = list(header.fields)
    fields[EXTRA_DATA] = rlp.encode(extra)
    return keccak256(rlp.encode(tuple(fields)), of)


def quorum(validators: int) -> int:
    """Give how many seals a set needs.

    Args:
        validators: Size of the set.

    Returns:
        ceil(2N/3).
    """
    return -(-2 * validators // 3)


def committers(sealed: QbftHeader, *, independent: bool = False) -> tuple[Address, ...]:
    """Recover who sealed a header.

    Args:
        sealed: The header.
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        Signers in the order of the seals.

    Raises:
        SignatureMismatch: A seal does not recover, or two are of one signer.
        MalformedInput: A seal's v is neither 0 nor 1.
    """
    found: list[Address] = []
    for index, seal in enumerate(sealed.seals):
        if seal[64] > 1:
            raise MalformedInput(f"seal {index}: v is {seal[64]}, neither 0 nor 1", index=index)
        r, s = int.from_bytes(seal[:32], "big"), int.from_bytes(seal[32:64], "big")
        address = recover(sealed.sealed_digest, Signature(r, s, seal[64]), independent=independent)
        if address in found:
            raise SignatureMismatch(f"seal {index} repeats the signer 0x{address.hex()}", index=index)
        found.append(address)
    return tuple(found)


def verify_sealed(
    sealed: QbftHeader, validators: tuple[Address, ...], *, independent: bool = False
) -> tuple[Address, ...]:
    """Check that a quorum of a validator set sealed a header.

    Args:
        sealed: The header.
        validators: The set after the parent block.
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        The signers.

    Raises:
        SignatureMismatch: A signer outside the set, twice the same, or fewer than the quorum.
        MalformedInput: A malformed seal.
    """
    if len(set(validators)) != len(validators):
        raise MalformedInput("the set names a validator twice")
    found = committers(sealed, independent=independent)
    for address in found:
        if address not in validators:
            raise SignatureMismatch(f"0x{address.hex()} sealed and is no validator")
    if len(found) < quorum(len(validators)) or not validators:
        raise SignatureMismatch(f"{len(found)} seals; {len(validators)} validators need {quorum(len(validators))}")
    return found
