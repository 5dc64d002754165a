"""QBFT headers as a node shows them, seals and all: hashed by Besu's rule, and refused where they are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from contract_chain_kit import shown
from qbft_kit import CANCUN_WITHOUT_BEACON, addresses, header, secrets
from worlds import account, serve

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import EXTRA_DATA, parse_header
from torrens_anchor.chain.qbft import parse_qbft_header, verify_sealed
from torrens_contracts.errors import BlockMissing, MalformedAnswer, NodeRefused
from torrens_contracts.node.header_rlp import encode_header, encode_sealed
from torrens_contracts.node.sealed_headers import sealed_headers
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import ChainId, Gas, Nonce

CHAIN = 331_002
BESU = json.loads((Path(__file__).parent.parent / "vectors" / "besu-qbft-header.json").read_text("utf-8"))


def besu_block(**changes: object) -> dict[str, object]:
    """A real Besu block (round 1, three seals) as its node shows it."""
    return {**shown(bytes.fromhex(BESU["header_rlp"])), "hash": "0x" + BESU["block_hash"], **changes}


class Shown(Wire):
    """A node that has no method of ours, and may show another block than it was asked for."""

    block: Any = None

    def call(self, method: str, *params: object) -> object:
        if method == "torrens_headerRlp":
            raise NodeRefused(method, -32601, "no such method")
        return super().call(method, *params)

    def ask_many(self, kind: Any, requests: Any) -> Any:  # noqa: ANN401 - as the base has it
        return super().ask_many(kind, requests) if self.block is None else [self.block]


def test_a_real_besu_header_has_two_encodings() -> None:
    sealed = encode_sealed(besu_block())
    assert sealed.hex() == BESU["header_rlp"]
    bare = parse_header(encode_header(besu_block()))
    assert bare.hash == parse_qbft_header(sealed).header.hash == bytes.fromhex(BESU["block_hash"])
    assert bare.fields[:EXTRA_DATA] == parse_header(sealed).fields[:EXTRA_DATA]


def test_what_a_node_shows_behind_an_absent_field_is_not_hashed() -> None:
    keys = secrets(4)
    raw = header(addresses(keys), keys, fields=CANCUN_WITHOUT_BEACON)
    for later in ({}, {"parentBeaconBlockRoot": None}, {"requestsHash": "0x" + "00" * 32}):
        block = {**shown(raw), **later}
        assert encode_sealed(block) == raw
        assert parse_header(encode_header(block)).hash == parse_qbft_header(raw).header.hash


def test_a_header_that_is_no_qbft_header_or_another_blocks_fail() -> None:
    five = "0x" + rlp.encode((b"", b"", b"", b"", b"")).hex()
    for changes in (
        {"hash": "0x" + "11" * 32}, {"extraData": "0x"}, {"extraData": "0xc0"}, {"extraData": "0x01"},
        {"extraData": five}, {"gasUsed": "0x1"}, {"extraData": None},
    ):  # fmt: skip
        for encode in (encode_header, encode_sealed):
            with pytest.raises(MalformedAnswer):
                encode(besu_block(**changes))


def test_a_node_shows_sealed_headers_and_hashes_to_the_same_without_its_own_method(tmp_path: Path) -> None:
    spare = account("spare")
    with serve(tmp_path, CHAIN, (), validators=4) as chain, Wire(chain.url) as wire, Shown(chain.url) as bare:
        for nonce in range(3):
            unsigned = UnsignedTransaction(ChainId(CHAIN), Nonce(nonce), spare.address, b"", Gas(50_000))
            wire.send_raw(unsigned.signed(spare.sign).raw)
        raws = sealed_headers(wire, [1, 3, 2])
        parsed = [parse_qbft_header(raw) for raw in raws]
        assert [one.header.number for one in parsed] == [1, 3, 2]
        for one in parsed:
            assert len(verify_sealed(one, one.validators)) == 3
            number = one.header.number
            assert "0x" + one.header.hash.hex() == wire.header(number).hash
            assert bare.header_rlp(number) == wire.header_rlp(number) != raws[0]
            assert parse_header(wire.header_rlp(number)).hash == one.header.hash
        with pytest.raises(BlockMissing):
            sealed_headers(wire, [4])
        for block, error in ((besu_block(), MalformedAnswer), ("0x1", BlockMissing)):
            bare.block = block
            with pytest.raises(error):
                sealed_headers(bare, [1])
    (tmp_path / "plain").mkdir()
    with serve(tmp_path / "plain", CHAIN, ()) as chain, Wire(chain.url) as wire, pytest.raises(MalformedAnswer):
        sealed_headers(wire, [0])
