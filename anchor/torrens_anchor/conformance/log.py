"""The log's half of the conformance door: trees, canonical JSON, signed logs, Ed25519.

Each function takes a parsed vector file and yields (case name, check); a check that returns says that the
input verified, one that raises says why not. Which kind goes where is `conformance`'s table.
"""

import binascii
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from torrens_anchor.errors import FieldMismatch, MalformedInput, ProofMismatch, TrustMissing
from torrens_anchor.forms.canonical import encode, parse
from torrens_anchor.hashing.digest import LeafHash, Root
from torrens_anchor.hashing.merkle import leaf_hash, verify_consistency, verify_inclusion
from torrens_anchor.hashing.merkle_tree import Tree, range_root
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.notekey import KeyType, VerifierKey
from torrens_anchor.signatures import ed25519

Check: TypeAlias = Callable[[], None]
Cases: TypeAlias = Iterator[tuple[str, Check]]
_JCS_DEPTH = 256


def inclusion_cases(document: Any) -> Cases:  # noqa: ANN401 - any JSON
    """Give the cases of an `rfc6962-inclusion` file.

    Args:
        document: Name → {leafIdx, treeSize, root, leafHash, proof}, hashes in base64.

    Yields:
        A name and a check of the proof.

    Raises:
        MalformedInput: The file has another form.
    """
    for name, case in _named(document, "leafIdx"):
        yield name, partial(_check_inclusion, case)


def _check_inclusion(case: dict[str, Any]) -> None:
    verify_inclusion(
        leaf=LeafHash(_base64(case["leafHash"])),
        index=case["leafIdx"],
        size=case["treeSize"],
        proof=[_base64(value) for value in case["proof"] or ()],
        root=Root(_base64(case["root"])),
    )


def consistency_cases(document: Any) -> Cases:  # noqa: ANN401 - any JSON
    """Give the cases of an `rfc6962-consistency` file.

    Args:
        document: Name → {size1, size2, root1, root2, proof}, hashes in base64.

    Yields:
        A name and a check of the proof.

    Raises:
        MalformedInput: The file has another form.
    """
    for name, case in _named(document, "size1"):
        yield name, partial(_check_consistency, case)


def _check_consistency(case: dict[str, Any]) -> None:
    verify_consistency(
        size1=case["size1"],
        size2=case["size2"],
        root1=Root(_base64(case["root1"])),
        root2=Root(_base64(case["root2"])),
        proof=[_base64(value) for value in case["proof"] or ()],
    )


def jcs_cases(document: Any) -> Cases:  # noqa: ANN401 - any JSON
    """Give the cases of a `jcs` file.

    Args:
        document: Name → {input, output}, both JSON texts.

    Yields:
        A name and a check that the input's canonical form is the output. Numbers are read as ECMAScript
        reads them: integers beyond 2^53 - 1 become the nearest double.

    Raises:
        MalformedInput: The file has another form.
    """
    for name, case in _named(document, "input"):
        yield name, partial(_check_jcs, case)


def _check_jcs(case: dict[str, Any]) -> None:
    value = parse(case["input"].encode("utf-8"), max_depth=_JCS_DEPTH, large_integers=True)
    canonical = encode(value, max_depth=_JCS_DEPTH, large_integers=True)
    if "output" in case and canonical != case["output"].encode("utf-8"):
        raise FieldMismatch(f"the canonical form is {canonical.decode()}", canonical=canonical.decode())


def tlog_cases(document: Any) -> Cases:  # noqa: ANN401 - any JSON
    """Give the cases of a `tlog` file.

    Args:
        document: {vkey, entries: [text, …], checkpoints: {size: signed note}}; a leaf is an entry's UTF-8 bytes.

    Yields:
        A size and a check of signature, size and root.

    Raises:
        MalformedInput: The file has another form.
    """
    if not isinstance(document, dict) or not {"vkey", "entries", "checkpoints"} <= document.keys():
        raise MalformedInput("a tlog vector has the members vkey, entries and checkpoints")
    tree = Tree([leaf_hash(entry.encode("utf-8")) for entry in document["entries"]])
    for size, text in document["checkpoints"].items():
        yield size, partial(_check_tlog, document["vkey"], tree, size, text)


def _check_tlog(vkey: str, tree: Tree, size: str, text: str) -> None:
    key = VerifierKey.parse(vkey)
    note = Note.parse(text.encode("utf-8"))
    checkpoint = Checkpoint.parse(note.text)
    if key.type is KeyType.ED25519:
        note.verified_by([key])
    elif not cosignatures(note, [key]):
        raise TrustMissing("the key did not sign this checkpoint")
    if str(checkpoint.size) != size or checkpoint.size > tree.size:
        raise FieldMismatch(f"the checkpoint is of size {checkpoint.size}", wanted=size, entries=tree.size)
    if range_root(0, checkpoint.size, tree.node) != checkpoint.root:
        raise ProofMismatch(f"the first {size} entries have another root")


def ed25519_cases(document: Any) -> Cases:  # noqa: ANN401 - any JSON
    """Give the cases of a `wycheproof-ed25519` file.

    Args:
        document: A Wycheproof EdDSA file; cases are named by tcId.

    Yields:
        A name and a check of the signature.

    Raises:
        MalformedInput: The file has another form.
    """
    if not isinstance(document, dict) or not isinstance(document.get("testGroups"), list):
        raise MalformedInput("a Wycheproof file has a list testGroups")
    for group in document["testGroups"]:
        key = group.get("publicKey") or group["key"]
        for case in group["tests"]:
            yield str(case["tcId"]), partial(_check_ed25519, key["pk"], case)


def _check_ed25519(key: str, case: dict[str, Any]) -> None:
    ed25519.verify(bytes.fromhex(key), bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))


def _named(document: Any, member: str) -> list[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - any JSON
    """Read name → case; a lone case is named `case`."""
    if isinstance(document, dict) and member in document:
        document = {"case": document}
    if not isinstance(document, dict) or not all(isinstance(case, dict) for case in document.values()):
        raise MalformedInput("the vector file is an object of name to case")
    return list(document.items())


def _base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error as error:
        raise MalformedInput("a hash is not base64") from error
