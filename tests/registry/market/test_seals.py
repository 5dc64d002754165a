"""What passes between exchanges as files: notaries' seals, statements, proofs; and the keys of notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cases_kit import CHAIN_ID, EXCHANGE
from market_kit import NOTARIES, PASSWORD, Market, prepared
from worlds import signer

from torrens_anchor.errors import FieldMismatch, MalformedInput, SignatureMismatch, UnknownVersion
from torrens_contracts.errors import WrongChain
from torrens_log.errors import KeyUnusable
from torrens_registry import note_keys
from torrens_registry.errors import KeyExists, KeyMissing, NotYetFinal
from torrens_registry.evidence import notary, peer_proof
from torrens_registry.evidence.notary import NotarySeal
from torrens_registry.evidence.peer_proof import PeerProof
from torrens_registry.evidence.statement import StatedStatement
from torrens_registry.settings import Finality


def test_seals_travel_as_files_and_only_over_final_headers(market: Market) -> None:
    block = int(market.hall.office.wire.block_number())
    seals = market.seals(block)
    assert [NotarySeal.parse(seal.encode()) for seal in seals] == seals
    sealed = notary.sealed_header(seals)
    assert (sealed.header.number, len(sealed.signatures)) == (block, 3)
    everybody = [signer(name).address for name in NOTARIES]
    found = notary.attestation(list(reversed(seals)), everybody)
    assert found == notary.attestation(seals, everybody)
    assert found.notaries == tuple(sorted(everybody))
    assert found.signers.bit_count() == 3


def test_what_a_notary_does_not_sign_fail(market: Market) -> None:
    office, head = market.hall.office, int(market.hall.office.wire.block_number())

    def sign(number: int, chain_id: int, finality: Finality) -> NotarySeal:
        return notary.sign_header(
            office.wire,
            signer("notary1"),
            number=number,
            chain_id=chain_id,
            register=office.deployment.register,
            set_epoch=1,
            finality=finality,
        )

    with pytest.raises(WrongChain):
        sign(1, 1, Finality("dev"))
    with pytest.raises(NotYetFinal):
        sign(head + 1, CHAIN_ID, Finality("dev"))
    with pytest.raises(NotYetFinal):
        sign(head, CHAIN_ID, Finality("depth", 3))
    assert sign(head - 3, CHAIN_ID, Finality("depth", 3)).parsed().number == head - 3


def test_seals_that_do_not_belong_together_fail(market: Market) -> None:
    head = int(market.hall.office.wire.block_number())
    seals, others = market.seals(head), market.seals(head - 1)
    everybody = [signer(name).address for name in NOTARIES]
    with pytest.raises(FieldMismatch):
        notary.sealed_header([seals[0], others[1]])
    with pytest.raises(MalformedInput):
        notary.sealed_header([])
    with pytest.raises(MalformedInput):
        notary.sealed_header([seals[0], seals[0]])
    with pytest.raises(SignatureMismatch):
        notary.attestation(seals, everybody[3:])
    with pytest.raises(SignatureMismatch):
        NotarySeal.parse(replace(seals[0], signature=seals[1].signature).encode())
    with pytest.raises(UnknownVersion):
        NotarySeal.parse(seals[0].encode().replace(b"notary-seal/1", b"notary-seal/2"))


def test_statements_and_proofs_travel_as_files(market: Market) -> None:
    _, sources = prepared(market, 209)
    office, made = market.hall.office, sources.statement
    assert made is not None
    assert StatedStatement.parse(made.encode()) == made
    proof = peer_proof.fetch(office.wire, office.deployment, made, made.block)
    assert PeerProof.parse(proof.encode()) == proof
    assert proof.statement_hash == made.statement
    assert [item.reply for item in proof.items()] == list(made.answers)
    with pytest.raises(FieldMismatch, match="another statement"):
        peer_proof.fetch(office.wire, office.deployment, made, made.block - 1)
    with pytest.raises(FieldMismatch):
        replace(made, answers=made.answers[1:])
    with pytest.raises(UnknownVersion):
        PeerProof.parse(made.encode())


def test_note_keys_are_kept_apart_and_never_overwritten_fail(tmp_path: Path) -> None:
    key = note_keys.create_log_key(tmp_path, EXCHANGE, PASSWORD, "seed")
    assert note_keys.create_log_key(tmp_path, EXCHANGE, PASSWORD, "seed") == key == note_keys.log_vkey(tmp_path)
    with pytest.raises(KeyExists):
        note_keys.create_log_key(tmp_path, EXCHANGE, PASSWORD)
    with pytest.raises(KeyExists):
        note_keys.create_log_key(tmp_path, EXCHANGE, PASSWORD, "another seed")
    with pytest.raises(KeyUnusable):
        note_keys.open_log_key(tmp_path, EXCHANGE, "wrong")
    with pytest.raises(KeyMissing):
        note_keys.open_log_key(tmp_path / "none", EXCHANGE, PASSWORD)
    with pytest.raises(KeyMissing):
        note_keys.log_vkey(tmp_path / "none")
    assert key != note_keys.create_log_key(tmp_path / "real", EXCHANGE, PASSWORD)
