"""The door on a real chain: logs refold to the journal, the journal is proven under a header, refusals are typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from worlds import Chain, account, serve, signer

from torrens_anchor.chain.header import parse_header
from torrens_anchor.chain.layout import journal_slot
from torrens_anchor.chain.mpt import prove_account, prove_storage
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.abi import WORD
from torrens_contracts.deploying.deploy import deploy
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.deploying.plan import plan
from torrens_contracts.door import Door
from torrens_contracts.errors import NodeRefused, Reverted
from torrens_contracts.events import Written, decode_with_leaf
from torrens_contracts.hexcodec import from_hex
from torrens_contracts.node.web3_provider import open_web3
from torrens_contracts.node.wire import Wire
from torrens_contracts.structs import Permission

CHAIN_ID = 3_310_002
SALT = b"\x17" * 32


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chain, Deployment]]:
    folder: Path = tmp_path_factory.mktemp("chain")
    with serve(folder, CHAIN_ID, ["deployer", "council"]) as chain, Wire(chain.url) as wire:
        chosen = plan(signer("deployer").address, signer("council").address, SALT)
        yield chain, deploy(wire, chosen, account("deployer"), account("council"), chain_id=CHAIN_ID)


@pytest.fixture
def door(world: tuple[Chain, Deployment]) -> Iterator[Door]:
    chain, deployment = world
    with Door(chain.url, CHAIN_ID, deployment) as opened:
        yield opened


def _refold(door: Door) -> bytes:
    """The journal from logs alone; every word must repeat the leaf of the event before it."""
    deployment, head = door.deployment, door.wire.head()
    headers = door.wire.headers(deployment.deploy_block, head.number)
    times = {header.number: header.timestamp for header in headers}
    journal = keccak256(_tagged("torrens/journal/1", deployment.origin))
    explained = b""
    for log in door.wire.logs(deployment.deploy_block, head.number, deployment.emitters()):
        event, leaf = decode_with_leaf(log)
        if not isinstance(event, Written):
            explained = leaf
            continue
        assert event.leaf == explained
        words = (times[log.block_number].to_bytes(WORD), event.module.rjust(WORD, b"\0"), event.kind.to_bytes(WORD))
        journal = keccak256(b"".join((journal, *words, event.id, event.word, event.leaf)))
    return journal


def _tagged(tag: str, word: bytes) -> bytes:
    text = tag.encode()
    return b"".join(((64).to_bytes(WORD), word, len(text).to_bytes(WORD), text.ljust(WORD, b"\0")))


def test_the_logs_refold_to_the_journal_that_a_header_proves(door: Door) -> None:
    head = door.wire.head()
    journal = _refold(door)
    assert journal == door.read(door.contracts.register.journal())
    header = parse_header(door.wire.header_rlp(head.number))
    proof = door.wire.get_proof(door.deployment.register, [journal_slot()], head.number)
    proven = prove_account(header.state_root, door.deployment.register, proof.proof)
    assert proven is not None
    assert prove_storage(proven.storage_root, journal_slot(), proof.storage[0].proof) == journal
    assert door.wire.storage_at(door.deployment.register, journal_slot(), from_hex(head.hash, "hash")) == journal


def test_a_header_made_of_fields_is_the_one_that_the_node_gives(door: Door) -> None:
    given = door.wire.header_rlp("latest")

    class Bare(Wire):
        def call(self, method: str, *params: object) -> object:
            if method == "torrens_headerRlp":
                raise NodeRefused(method, -32601, "no such method")
            return super().call(method, *params)

    with Bare(f"http://{door.wire.where}") as bare:
        assert bare.header_rlp("latest") == given


def test_a_refused_transaction_is_named_before_it_is_sent_fail(door: Door) -> None:
    stranger = signer("stranger").address
    module = door.deployment.address_of("Titles")
    verb = door.contracts.register.enable_module(module, 1, 0, [Permission(6, 1)])  # type: ignore[arg-type]  # bare numbers
    with pytest.raises(Reverted, match="NotCouncil") as caught:
        door.prepare(verb, stranger, 0)
    assert caught.value.arguments["caller"] == stranger
    with pytest.raises(Reverted, match="ModuleKnown"):
        door.prepare(verb, signer("council").address, 0)
    with pytest.raises(Reverted, match="ModuleNotEnabled"):
        door.read(door.contracts.register.write(6, SALT, bytes(32), SALT, SALT), sender=stranger)


def test_a_prepared_transaction_is_mined_and_its_receipt_read(door: Door) -> None:
    council = account("council")
    nonce = door.wire.nonce(council.address)
    module = door.deployment.address_of("Recognition")
    verb = door.contracts.register.announce_widening(module, 15, 1)
    signed = door.prepare(verb, council.address, nonce, gas_price=2_000_000_000).signed(council.sign)
    assert door.wire.send_raw(signed.raw) == signed.hash
    assert door.wire.send_raw(signed.raw) == signed.hash  # the same bytes count once
    receipt = door.wire.receipt(signed.hash)
    assert receipt is not None
    assert (receipt.status, len(receipt.logs)) == (1, 2)
    assert door.wire.nonce(council.address) == nonce + 1
    assert _refold(door) == door.read(door.contracts.register.journal())


def test_a_nonce_gap_is_the_nodes_refusal_fail(door: Door) -> None:
    council = account("council")
    verb = door.contracts.register.announce_widening(door.deployment.address_of("Titles"), 15, 1)
    far = door.prepare(verb, council.address, 10_000, gas=200_000, gas_price=2_000_000_000)
    with pytest.raises(NodeRefused, match="nonce too high"):
        door.wire.send_raw(far.signed(council.sign).raw)


def test_web3_speaks_over_the_same_connection(door: Door) -> None:
    web3 = open_web3(door.wire)
    assert web3.eth.chain_id == CHAIN_ID
    assert int(web3.eth.get_block("latest")["number"]) == int(door.wire.block_number())
    data = door.contracts.register.journal().data
    answer = web3.eth.call({"to": door.deployment.register, "data": data})  # type: ignore[typeddict-item]  # bytes do
    assert bytes(answer) == door.read(door.contracts.register.journal())
