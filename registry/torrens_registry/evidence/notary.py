"""A notary: reads a final header from its own node, and signs that it is final.

A development notary runs this beside the exchange; a real one runs the same function on a machine and a node of its
own. Seals travel as files, one a notary, and count on a partner's chain and offline alike.

Source: contracts/README.md, statements and peers; SPEC-chain.md, checkpoints of notaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.chain.attest import checkpoint_digest
from torrens_anchor.chain.header import Header, parse_header
from torrens_anchor.errors import FieldMismatch, MalformedInput, SignatureMismatch
from torrens_anchor.forms.canonical import JsonObject, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import show_hex
from torrens_anchor.signatures.secp256k1 import Address, parse_signature, recover
from torrens_contracts.errors import MalformedAnswer, WrongChain
from torrens_contracts.foreign import Attestation
from torrens_contracts.node.wire import Wire
from torrens_registry.errors import NotYetFinal
from torrens_registry.keys import Signer
from torrens_registry.settings import Finality


@dataclass(frozen=True, slots=True)
class NotarySeal:
    """One notary's signature over one header.

    Attributes:
        chain_id: The home chain.
        register: The home's register.
        set_epoch: Which notary set signs.
        header: The header's RLP.
        notary: Address of the notary's key.
        signature: 65 bytes r, s, v over the checkpoint's digest.
    """

    VERSION: ClassVar[str] = "torrens/notary-seal/1"

    chain_id: int
    register: bytes
    set_epoch: int
    header: bytes
    notary: Address
    signature: bytes

    def parsed(self) -> Header:
        """Gives the header's fields.

        Returns:
            The header.

        Raises:
            MalformedInput: It is none.
            UnknownVersion: It is of no known fork.
        """
        return parse_header(self.header)

    def check(self) -> None:
        """Checks that the named notary signed this header.

        Raises:
            SignatureMismatch: Another key signed, or other bytes were signed.
            MalformedInput: The header or the signature is none.
        """
        message = checkpoint_digest(self.chain_id, self.register, self.parsed(), self.set_epoch)
        found = recover(message, parse_signature(self.signature))
        if found != self.notary:
            raise SignatureMismatch(f"the header was sealed by 0x{found.hex()}, not by 0x{self.notary.hex()}")

    def encode(self) -> bytes:
        """Writes the seal's file: canonical JSON.

        Returns:
            The file's bytes.
        """
        members: JsonObject = {
            "v": self.VERSION,
            "chainId": self.chain_id,
            "register": show_hex(self.register),
            "setEpoch": self.set_epoch,
            "header": show_hex(self.header),
            "notary": show_hex(self.notary),
            "signature": show_hex(self.signature),
        }
        return encode(members)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a seal's file and checks its signature.

        Args:
            data: The file's bytes.

        Returns:
            The seal.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
            SignatureMismatch: The named notary did not sign it.
        """
        names = ("chainId", "register", "setEpoch", "header", "notary", "signature")
        m = open_document(data, "a seal", cls.VERSION, names)
        seal = cls(
            chain_id=m.integer("chainId"),
            register=m.data("register", 20),
            set_epoch=m.integer("setEpoch", 32),
            header=m.data("header"),
            notary=Address(m.data("notary", 20)),
            signature=m.data("signature", 65),
        )
        seal.check()
        return seal


def sign_header(
    wire: Wire, signer: Signer, *, number: int, chain_id: int, register: bytes, set_epoch: int, finality: Finality
) -> NotarySeal:
    """Signs that a header is final, after looking for itself.

    Args:
        wire: The notary's own node.
        signer: The notary's key.
        number: The block.
        chain_id: The chain that the notary serves; another one is not signed.
        register: The home's register.
        set_epoch: The set in which it signs.
        finality: When a block of this chain is final.

    Returns:
        The seal.

    Raises:
        WrongChain: The node serves another chain.
        NotYetFinal: The block is not final.
        BlockMissing: The node does not have it.
        MalformedAnswer: The header does not hash to what the node calls its hash, or is another block's.
    """
    found = wire.chain_id()
    if found != chain_id:
        raise WrongChain(f"the node serves chain {found}; this notary signs for {chain_id}", found=found)
    last = final_height(wire, finality)
    if number > last:
        raise NotYetFinal(f"block {number} is not final: the last final block is {last}", block=number, final=last)
    stated, raw = wire.header(number), wire.header_rlp(number)
    header = parse_header(raw)
    if show_hex(header.hash) != stated.hash or header.number != number:
        raise MalformedAnswer(f"the header of block {number} does not hash to {stated.hash}", block=number)
    signature = signer.sign_digest(checkpoint_digest(chain_id, register, header, set_epoch))
    return NotarySeal(chain_id, register, set_epoch, raw, signer.address, signature)


def final_height(wire: Wire, finality: Finality) -> int:
    """Gives the newest final block of a chain.

    Args:
        wire: A node of it.
        finality: When its blocks are final.

    Returns:
        Its height; below 0 where none is final yet.
    """
    if finality.kind == "tag":
        return int(wire.header("finalized").number)
    return int(wire.block_number()) - finality.depth


def sealed_header(seals: Sequence[NotarySeal]) -> SealedHeader:
    """Joins seals of one header, as a bundle carries it.

    Args:
        seals: One a notary.

    Returns:
        The header with its signatures, ordered by the notaries' addresses.

    Raises:
        MalformedInput: There is none, or a notary sealed twice.
        FieldMismatch: They are of different headers, homes or sets.
    """
    ordered = _of_one_header(seals)
    return SealedHeader.of(ordered[0].header, ordered[0].set_epoch, tuple(seal.signature for seal in ordered))


def attestation(seals: Sequence[NotarySeal], notaries: Sequence[Address]) -> Attestation:
    """Joins seals of one header, as a partner's chain takes them.

    Args:
        seals: One a notary.
        notaries: The whole accredited set.

    Returns:
        The attestation, signatures in the order of the set.

    Raises:
        MalformedInput: There is none, or a notary sealed twice.
        FieldMismatch: They are of different headers, homes or sets.
        SignatureMismatch: One is of no notary of the set.
    """
    whole = sorted(notaries)
    for seal in (ordered := _of_one_header(seals)):
        if seal.notary not in whole:
            raise SignatureMismatch(f"0x{seal.notary.hex()} is no notary of set {seal.set_epoch}")
    signers = sum(1 << whole.index(seal.notary) for seal in ordered)
    return Attestation(tuple(whole), signers, tuple(seal.signature for seal in ordered))


def _of_one_header(seals: Sequence[NotarySeal]) -> list[NotarySeal]:
    """Orders seals by notary, the order of the accredited set."""
    if not seals:
        raise MalformedInput("there is no seal of any notary")
    if len({(seal.chain_id, seal.register, seal.set_epoch, seal.header) for seal in seals}) != 1:
        raise FieldMismatch("the seals are of different headers, homes or notary sets")
    if len({seal.notary for seal in seals}) != len(seals):
        raise MalformedInput("one notary sealed twice")
    return sorted(seals, key=lambda seal: seal.notary)
