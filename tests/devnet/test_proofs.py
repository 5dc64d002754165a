from collections.abc import Callable
from typing import Any

import rlp
from eth_utils.crypto import keccak
from trie.hexary import HexaryTrie

from torrens_devnet.embedded.engine import EmbeddedEngine

Sign = Callable[..., str]
Put = Callable[[int, int], str]
EMPTY_ROOT = keccak(rlp.encode(b""))


def _walk(root: str, path: bytes, proof: list[str]) -> bytes:
    """Verify with the trie package, an implementation that is not the server's own path."""
    nodes = [rlp.decode(bytes.fromhex(node[2:])) for node in proof]
    verify: Any = HexaryTrie.get_from_proof
    return bytes(verify(bytes.fromhex(root[2:]), keccak(path), nodes))


def _check(engine: EmbeddedEngine, address: str, slots: dict[int, int], block: str) -> Any:  # noqa: ANN401 - JSON
    header: Any = engine.answer("eth_getBlockByNumber", [block, False])
    proof: Any = engine.answer("eth_getProof", [address, [f"0x{slot:064x}" for slot in slots], block])
    account = _walk(header["stateRoot"], bytes.fromhex(address[2:]), proof["accountProof"])
    expected = [
        bytes.fromhex(proof["nonce"][2:].rjust(2, "0")).lstrip(b"\0"),
        int(proof["balance"], 16).to_bytes(32, "big").lstrip(b"\0"),
        bytes.fromhex(proof["storageHash"][2:]),
        bytes.fromhex(proof["codeHash"][2:]),
    ]
    assert account == rlp.encode(expected)
    for shown, (slot, value) in zip(proof["storageProof"], slots.items(), strict=True):
        assert (shown["key"], shown["value"]) == (f"0x{slot:064x}", hex(value))
        found = _walk(proof["storageHash"], slot.to_bytes(32, "big"), shown["proof"])
        assert (int.from_bytes(rlp.decode(found), "big") if found else 0) == value
    return proof


def test_every_block_proves_its_own_state_and_absences(
    engine: EmbeddedEngine, sign: Sign, probe: str, put: Put
) -> None:
    sent = engine.answer("eth_sendRawTransaction", [sign(0, None, probe)])
    receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
    address = receipt["contractAddress"]
    values: list[dict[int, int]] = [{}]
    for nonce in range(1, 30):
        slot, value = 1 + nonce % 11, 0 if nonce == 25 else 2 ** (9 * nonce % 256)
        engine.answer("eth_sendRawTransaction", [sign(nonce, address, put(slot, value))])
        values.append(values[-1] | {slot: value})
    for number, expected in enumerate(values, start=1):
        if number > 1:
            _check(engine, address, {slot: expected.get(slot, 0) for slot in range(1, 14)}, hex(number))
    code: Any = engine.answer("eth_getCode", [address, "latest"])
    proof = _check(engine, address, {}, "latest")
    assert proof["codeHash"] == "0x" + keccak(bytes.fromhex(code[2:])).hex()


def test_an_empty_storage_trie_has_an_empty_proof(engine: EmbeddedEngine, sign: Sign, probe: str) -> None:
    sent = engine.answer("eth_sendRawTransaction", [sign(0, None, probe)])
    receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
    proof: Any = engine.answer("eth_getProof", [receipt["contractAddress"], ["0x" + "00" * 32], "latest"])
    assert proof["storageHash"] == "0x" + EMPTY_ROOT.hex()
    assert proof["storageProof"] == [{"key": "0x" + "00" * 32, "value": "0x0", "proof": []}]


def test_an_account_that_is_not_there_is_proven_absent(engine: EmbeddedEngine, sign: Sign) -> None:
    engine.answer("eth_sendRawTransaction", [sign(0, "0x" + "22" * 20)])
    nobody = "0x" + "99" * 20
    header: Any = engine.answer("eth_getBlockByNumber", ["latest", False])
    proof: Any = engine.answer("eth_getProof", [nobody, [], "latest"])
    assert _walk(header["stateRoot"], bytes.fromhex(nobody[2:]), proof["accountProof"]) == b""
    assert (proof["nonce"], proof["balance"]) == ("0x0", "0x0")
    assert proof["codeHash"] == "0x" + keccak(b"").hex()


def test_a_proof_against_another_root_fail(engine: EmbeddedEngine, sign: Sign, probe: str, put: Put) -> None:
    sent = engine.answer("eth_sendRawTransaction", [sign(0, None, probe)])
    receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
    engine.answer("eth_sendRawTransaction", [sign(1, receipt["contractAddress"], put(1, 1))])
    old: Any = engine.answer("eth_getBlockByNumber", ["0x1", False])
    proof: Any = engine.answer("eth_getProof", [receipt["contractAddress"], [], "latest"])
    nodes = {keccak(bytes.fromhex(node[2:])) for node in proof["accountProof"]}
    assert bytes.fromhex(old["stateRoot"][2:]) not in nodes
