"""What the gas bench reads is a real growth of a log and a real foreign chain, by the verifiers of the ground floor."""

import json
from pathlib import Path
from typing import Any

from torrens_anchor.chain.header import parse_header
from torrens_anchor.chain.ids import origin
from torrens_anchor.chain.layout import ring_slot
from torrens_anchor.chain.mpt import prove_account, prove_storage
from torrens_anchor.chain.statement import Statement
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import verify_consistency

ROOT = Path(__file__).resolve().parents[2]


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "tests" / "vectors" / "gas" / f"{name}.json").read_text("utf-8"))
    return found


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text[2:])


def test_the_log_grows_to_a_million_entries() -> None:
    log = _read("anchor")
    proof = [_bytes(node) for node in log["proof"]]
    assert (log["oldSize"], log["size"], len(proof)) == (982_673, 1_000_000, 21)
    old, new = Root(_bytes(log["oldRoot"])), Root(_bytes(log["root"]))
    verify_consistency(size1=log["oldSize"], size2=log["size"], root1=old, root2=new, proof=proof)


def test_both_statements_stand_under_the_header() -> None:
    home = _read("foreign")
    header = parse_header(_bytes(home["header"]))
    assert (header.number, header.timestamp) == (home["number"], home["timestamp"])
    proof = [_bytes(node) for node in home["accountProof"]]
    account = prove_account(header.state_root, _bytes(home["standing"]), proof)
    assert account is not None
    assert account.code_hash == _bytes(home["codeHash"])
    here = origin(home["chainId"], _bytes(home["register"]), _bytes(home["deploymentSalt"]))
    for i, (number, as_of) in enumerate(zip(home["n"], home["asOf"], strict=True)):
        digests = _bytes(home["challenge"]), _bytes(home["answersRoot"])
        made = Statement(here, home["councilSeq"], home["lane"], number, as_of, *digests)
        nodes = [_bytes(node) for node in home[f"slotProof{i}"]]
        assert prove_storage(account.storage_root, ring_slot(home["lane"], number), nodes) == made.hash()
