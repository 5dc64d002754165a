"""Act 2, partners: one bit flipped in header, account proof, seal or storage proof; the contract reverts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts.recognising import club, sealed
from torrens_cli.demo.acts.telling import brief
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_cli.errors import NotRefused
from torrens_contracts.foreign import Attestation
from torrens_contracts.ids import Id, Origin
from torrens_contracts.types import ExchangeId
from torrens_registry.cases.attempt import Refused, attempt
from torrens_registry.cases.peers import peers
from torrens_registry.evidence import notary, peer_proof
from torrens_registry.evidence.peer_proof import PeerProof
from torrens_registry.evidence.statement import StatedStatement
from torrens_registry.ids import IdempotencyKey

_EXPECTED: Final = {
    "header": "NotarySignatureRefused",
    "account proof": "NodeMismatch",
    "notary": "NotarySignatureRefused",
    "storage proof": "NodeMismatch",
}
"""With which error each must be refused: another reason would prove nothing."""


def bits_flipped(world: World) -> Outcome:
    """Flips one bit in each of four proofs and sends each to the partner's chain."""
    world.at(schedule.FLIPPED)
    proof, attestation = _fresh(world)
    account = proof.standing.account
    signatures = (_flipped(attestation.signatures[0]), *attestation.signatures[1:])
    refusals = {
        "header": _header(world, "header", replace(proof, header=_flipped(proof.header)), attestation),
        "account proof": _header(world, "account", _with(proof, account=_flipped_last(account)), attestation),
        "notary": _header(world, "notary", proof, replace(attestation, signatures=signatures)),
        "storage proof": _slot(world),
    }
    for name, found in refusals.items():
        if found.reverted.error != _EXPECTED[name]:
            raise NotRefused(f"a flipped {name} was refused for another reason: {found.reverted}", part=name)
    told = ", ".join(f"{name}: {found.reverted.error}" for name, found in refusals.items())
    return Outcome(
        zh="区块头、账户证明、公证签名、存储证明各翻转一位:伙伴交易所的合约一一拒绝",
        en="one bit flipped in header, account proof, notary's signature, storage proof: each refused",
        proof=f"{told}; tx {brief(refusals['storage proof'].tx_hash)}",
        gas=sum(found.gas_used for found in refusals.values()),
    )


def _fresh(world: World) -> tuple[PeerProof, Attestation]:
    """Proves the statement under Hangzhou's newest block, properly sealed: only the flipped bit is wrong."""
    office = world.office(cast.HANGZHOU)
    statement = StatedStatement.parse((world.out / "standing.statement.json").read_bytes())
    block = int(office.wire.block_number())
    proof = peer_proof.fetch(office.wire, office.deployment, statement, block)
    notaries = [world.address(name) for name in cast.NOTARIES]
    return proof, notary.attestation(sealed(world, block), notaries)


def _header(world: World, name: str, proof: PeerProof, attestation: Attestation) -> Refused:
    office = world.office(cast.HARBIN)
    peer = peers.peer_of(proof)
    call = office.contracts.peers.accept_header(peer, proof.header, proof.standing.account, attestation)
    return attempt(office, world.staff(cast.HARBIN, "relayer"), call, IdempotencyKey(f"cheat/{name}"))


def _slot(world: World) -> Refused:
    """The storage proof is checked under the header that Harbin has accepted."""
    office = world.office(cast.HARBIN)
    proof = PeerProof.parse((world.out / "standing.proof.json").read_bytes())
    paper = club(world)
    call = office.contracts.recognition.recognize(
        Origin(Id(proof.home.origin)),
        statement=proof.fields(),
        slot_proof=_flipped_last(proof.standing.slot),
        items=proof.items(),
        exchange=ExchangeId(office.exchange),
        club=paper.club,
    )
    return attempt(office, world.staff(cast.HARBIN, "relayer"), call, IdempotencyKey("cheat/slot"))


def _with(proof: PeerProof, *, account: Sequence[bytes]) -> PeerProof:
    return replace(proof, standing=replace(proof.standing, account=tuple(account)))


def _flipped(data: bytes) -> bytes:
    """Flips the lowest bit of the middle byte."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _flipped_last(nodes: Sequence[bytes]) -> tuple[bytes, ...]:
    return (*nodes[:-1], _flipped(nodes[-1]))
