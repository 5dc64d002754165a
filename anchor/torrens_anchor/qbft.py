"""QBFT headers (Hyperledger Besu): the seals inside a header, who made them, and the two hashes they need.

Source: EEA QBFT specification and Besu's `QbftExtraDataCodec`. extraData is RLP [vanity, validators, vote, round,
seals]. Validators seal the header with the seals emptied and the round kept; the block hash also sets the round
to zero. Whether a validator set is trusted is not decided here.
"""

from dataclasses import dataclass, replace

from torrens_anchor import rlp
from torrens_anchor.errors import MalformedInput, SignatureMismatch
from torrens_anchor.header import EXTRA_DATA, Header, parse_header
from torrens_anchor.keccak import keccak256
from torrens_anchor.secp256k1 import Address, Signature, recover


@dataclass(frozen=True, slots=True)
class QbftHeader:
    """A header with its seals taken apart.

    Attributes:
        header: The header; its `hash` is the QBFT block hash.
        validators: The set the header lists; empty in contract mode.
        sealed_digest: What validators sealed.
        seals: The committed seals, 65 bytes each, v 0 or 1.
    """

    header: Header
    validators: tuple[Address, ...]
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
    header = parse_header(data)
    extra = rlp.sequence(rlp.decode(header.extra_data), "extraData")
    if len(extra) != 5:
        raise MalformedInput(f"QBFT extraData has 5 items, not {len(extra)}", items=len(extra))
    vanity, validators, vote, round_bytes, seals = extra
    rlp.fixed(vanity, "vanity", 32)
    rlp.uint(round_bytes, "round", 32)
    return QbftHeader(
        header=replace(header, hash=_hash(header, (vanity, validators, vote, b"", ()))),
        validators=tuple(Address(rlp.fixed(v, "validator", 20)) for v in rlp.sequence(validators, "validators")),
        sealed_digest=_hash(header, (vanity, validators, vote, round_bytes, ())),
        seals=tuple(rlp.fixed(seal, "seal", 65) for seal in rlp.sequence(seals, "seals")),
    )


def _hash(header: Header, extra: rlp.Item) -> bytes:
    """Hash the header with another extraData."""
    fields = list(header.fields)
    fields[EXTRA_DATA] = rlp.encode(extra)
    return keccak256(rlp.encode(tuple(fields)))


def quorum(validators: int) -> int:
    """Give how many seals a set needs.

    Args:
        validators: Size of the set.

    Returns:
        ceil(2N/3).
    """
    return -(-2 * validators // 3)


def committers(sealed: QbftHeader) -> tuple[Address, ...]:
    """Recover who sealed a header.

    Args:
        sealed: The header.

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
        address = recover(sealed.sealed_digest, Signature(r, s, seal[64]))
        if address in found:
            raise SignatureMismatch(f"seal {index} repeats the signer 0x{address.hex()}", index=index)
        found.append(address)
    return tuple(found)


def verify_sealed(sealed: QbftHeader, validators: tuple[Address, ...]) -> tuple[Address, ...]:
    """Check that a quorum of a validator set sealed a header.

    Args:
        sealed: The header.
        validators: The set after the parent block.

    Returns:
        The signers.

    Raises:
        SignatureMismatch: A signer outside the set, twice the same, or fewer than the quorum.
        MalformedInput: A malformed seal.
    """
    found = committers(sealed)
    for address in found:
        if address not in validators:
            raise SignatureMismatch(f"0x{address.hex()} sealed and is no validator")
    if len(found) < quorum(len(validators)) or not validators:
        raise SignatureMismatch(f"{len(found)} seals; {len(validators)} validators need {quorum(len(validators))}")
    return found
