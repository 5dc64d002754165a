import json
from pathlib import Path

from eth_abi.abi import encode as abi_encode
from eth_utils.crypto import keccak

from torrens_anchor.chain import ids, layout
from torrens_anchor.chain.layout import Kind, fields, journal_slot, ring_slot, word_slot

WORDS = json.loads((Path(__file__).parents[2] / "contracts" / "words.json").read_text("utf-8"))


def test_kinds_and_layouts_are_those_of_the_contracts() -> None:
    named = {word["name"]: word for word in WORDS["words"]}
    assert {kind.name: int(kind) for kind in Kind} == {name: word["kind"] for name, word in named.items()}
    for name in ("KEY", "GRANT", "LISTING", "VOUCHER"):
        assert list(getattr(layout, name)) == [tuple(field) for field in named[name]["fields"]]
    assert list(layout.PACKED) == [tuple(field) for field in WORDS["packed"]["fields"]]


def test_fields_unpack_from_the_most_significant_bit() -> None:
    word = bytes([3, 9]) + (331).to_bytes(2, "big") + (5 << 4).to_bytes(5, "big") + bytes(23)
    assert fields(layout.VOUCHER, word) == {
        "state": 3,
        "flags": 9,
        "exchange": 331,
        "issuedAt": 5,
        "authority": 0,
        "": 0,
    }
    assert fields(layout.VOUCHER, bytes(31) + b"\1")[""] == 1


def test_slots_follow_soliditys_mappings() -> None:
    inner = keccak(abi_encode(["uint8", "uint256"], [12, 0]))
    assert word_slot(12, b"\7" * 32) == keccak(abi_encode(["bytes32", "bytes32"], [b"\7" * 32, inner]))
    lane = keccak(abi_encode(["uint256", "uint256"], [331, 0]))
    assert ring_slot(331, 21) == keccak(abi_encode(["uint256", "bytes32"], [5, lane]))
    assert journal_slot() == (1).to_bytes(32, "big")


def test_ids_hash_their_tag_first() -> None:
    key = ids.GrantKey(b"\1" * 32, b"\2" * 32, b"\3" * 32)
    types, values = "(bytes32,bytes32,bytes32)", key.words()
    tags = {kind: keccak(f"torrens/id/{kind}/1".encode()) for kind in ("data", "title", "grant", "listing")}
    assert ids.grant_id(key) == keccak(abi_encode(["bytes32", types], [tags["grant"], values]))
    assert ids.title_id(b"\4" * 32, key) == keccak(
        abi_encode(["bytes32", "bytes32", types], [tags["title"], b"\4" * 32, values])
    )
    data = [tags["data"], b"\5" * 32, b"\6" * 32]
    assert ids.data_id(data[1], data[2]) == keccak(abi_encode(["bytes32"] * 3, data))
    assert ids.listing_id(b"\7" * 32, 331, b"\x08" * 32, 9) == keccak(
        abi_encode(
            ["bytes32", "bytes32", "uint16", "bytes32", "uint64"], [tags["listing"], b"\7" * 32, 331, b"\x08" * 32, 9]
        )
    )
    address = "0x" + "11" * 20
    assert ids.origin(331, b"\x11" * 20, b"\x33" * 32) == keccak(
        abi_encode(["uint256", "address", "bytes32"], [331, address, b"\x33" * 32])
    )
