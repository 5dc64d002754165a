"""The shared vectors: fresh, and what eth_abi and eth_account compute from the same inputs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from torrens_contracts import words
from torrens_contracts.errors import MalformedWord

ROOT = Path(__file__).parents[2]
VECTORS: dict[str, Any] = json.loads((ROOT / "tests" / "vectors" / "core.json").read_text(encoding="utf-8"))
TAGGED = {
    "data": "contentRoot:bytes32 salt:bytes32",
    "listing": "grantId:bytes32 exchange:uint16 productDigest:bytes32 nonce:uint64",
    "freeze": "target:bytes32 ordinal:uint8",
    "interest": "target:bytes32 ordinal:uint8",
    "objection": "titleId:bytes32 ordinal:uint8",
    "redemption": "trade:bytes32 purpose:uint32 verifier:address",
    "serial": "registrar:uint16 yyyymm:uint32",
    "peer": "origin:bytes32",
    "fact": "peer:bytes32 kind:uint8 foreignId:bytes32 exchange:uint16",
    "agreement": "peer:bytes32 exchange:uint16 digest:bytes32",
}


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text[2:])


def _values(row: dict[str, Any], spec: str) -> tuple[list[str], list[Any]]:
    pairs = [part.split(":") for part in spec.split()]
    values = [_bytes(row[name]) if isinstance(row[name], str) else row[name] for name, _ in pairs]
    return [kind for _, kind in pairs], values


def test_the_file_is_fresh() -> None:
    tool = ROOT / "contracts" / "tools" / "vectors.py"
    done = subprocess.run([sys.executable, tool, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("kind", TAGGED)
def test_ids_are_what_eth_abi_encodes(kind: str) -> None:
    row = VECTORS["ids"][kind]
    types, values = _values(row, TAGGED[kind])
    assert keccak(encode(["bytes32", *types], [keccak(text=f"torrens/id/{kind}/1"), *values])) == _bytes(row["id"])


@pytest.mark.parametrize("name", VECTORS["words"])
def test_words_are_unpacked_to_their_fields(name: str) -> None:
    row = VECTORS["words"][name]
    kind = getattr(words, f"{name.title()}Word")
    fields = [int(value, 16) if isinstance(value, str) else value for value in row["fields"].values()]
    assert kind(*fields) == kind.unpack(_bytes(row["word"]))
    assert all(fields)


def test_the_journal_is_what_eth_abi_encodes() -> None:
    rows = VECTORS["journal"]
    journal = keccak(encode(["string", "bytes32"], ["torrens/journal/1", _bytes(VECTORS["ids"]["origin"]["id"])]))
    assert journal == _bytes(rows["start"])
    spec = "timestamp:uint256 module:address kind:uint8 id:bytes32 word:bytes32 leaf:bytes32"
    for step in rows["steps"]:
        types, values = _values(step, spec)
        journal = keccak(encode(["bytes32", *types], [journal, *values]))
        assert journal == _bytes(step["journal"])


def test_the_statement_is_what_eth_abi_encodes() -> None:
    made = VECTORS["standing"]["statement"]
    spec = (
        "origin:bytes32 councilSeq:uint64 lane:uint16 number:uint64 asOf:uint40 challenge:bytes32 answersRoot:bytes32"
    )
    types, values = _values(made, spec)
    expected = keccak(encode(["string", *types], ["torrens/standing/1", *values]))
    assert expected == _bytes(VECTORS["standing"]["hash"])


@pytest.mark.parametrize("name", VECTORS["refused"])
def test_what_is_refused_is_refused_fail(name: str) -> None:
    kind = getattr(words, f"{name.split('_')[-2].title()}Word")
    with pytest.raises(MalformedWord):
        kind.unpack(_bytes(VECTORS["refused"][name]))
