"""The log's half of the conformance door: trees, canonical JSON, signed logs, Ed25519.

Each function takes a parsed vector file and yields (case name, check); a check that returns says that the
input verified, one that raises says why not. Which kind goes where is `door`'s table.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from torrens_anchor.conformance.members import (
    CaseMembers,
    read_base64,
    read_hex,
    read_text,
    wycheproof_cases,
    wycheproof_key,
)
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


def _check_inclusion(value: Any) -> None:  # noqa: ANN401 - any JSON
    case = CaseMembers(value, "case")
    verify_inclusion(
        leaf=LeafHash(case.read("leafHash", read_base64)),
        index=case.integer("leafIdx"),
        size=case.integer("treeSize"),
        proof=_hashes(case),
        root=Root(case.read("root", read_base64)),
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


def _check_consistency(value: Any) -> None:  # noqa: ANN401 - any JSON
    case = CaseMembers(value, "case")
    verify_consistency(
        size1=case.integer("size1"),
        size2=case.integer("size2"),
        root1=Root(case.read("root1", read_base64)),
        root2=Root(case.read("root2", read_base64)),
        proof=_hashes(case),
    )


def _hashes(case: CaseMembers) -> list[bytes]:
    """Read the proof; a proof of none may be null."""
    return case.items("proof", read_base64) if case.has("proof") else case.read("proof", lambda _null, _where: [])


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


def _check_jcs(document: Any) -> None:  # noqa: ANN401 - any JSON
    case = CaseMembers(document, "case")
    value = parse(case.text("input").encode(), max_depth=_JCS_DEPTH, large_integers=True)
    canonical = encode(value, max_depth=_JCS_DEPTH, large_integers=True)
    if case.has("output") and canonical != case.text("output").encode():
        raise FieldMismatch(f"the canonical form is {canonical.decode()}", canonical=canonical.decode())


def tlog_cases(document: Any) -> Cases:  # noqa: ANN401 - any JSON
    """Give the cases of a `tlog` file.

    Args:
        document: {vkey, entries: [text, …], checkpoints: {size: signed note}}; a leaf is an entry's UTF-8 bytes.

    Yields:
        A size and a check of signature, size and root; an entry that is no text spoils the sizes that count it.

    Raises:
        MalformedInput: The file has another form.
    """
    file = CaseMembers(document, "file")
    vkey = file.text("vkey")
    leaves = [_leaf(entry) for entry in file.items("entries", lambda entry, _: entry)]
    tree = Tree(leaves[: leaves.index(b"")] if b"" in leaves else leaves)
    for size, text in file.object("checkpoints").pairs():
        yield size, partial(_check_tlog, vkey, tree, size, text)


def _leaf(entry: object) -> bytes:
    """Hash an entry; nothing for one that UTF-8 cannot write, or that is no text."""
    try:
        return leaf_hash(read_text(entry, "entry").encode())
    except MalformedInput:
        return b""


def _check_tlog(vkey: str, tree: Tree, size: str, text: Any) -> None:  # noqa: ANN401 - any JSON
    key = VerifierKey.parse(vkey)
    note = Note.parse(read_text(text, f"checkpoints.{size}").encode())
    checkpoint = Checkpoint.parse(note.text)
    if key.type is KeyType.ED25519:
        note.verified_by([key])
    elif not cosignatures(note, [key]):
        raise TrustMissing("the key did not sign this checkpoint")
    if str(checkpoint.size) != size or checkpoint.size > tree.size:
        raise FieldMismatch(
            f"the checkpoint is of size {checkpoint.size}, not of {size} of {tree.size} readable entries"
        )
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
    for group, name, test, where in wycheproof_cases(document):
        yield name, partial(_check_ed25519, group, test, where)


def _check_ed25519(group: CaseMembers, value: Any, where: str) -> None:  # noqa: ANN401 - any JSON
    test, key = CaseMembers(value, where), wycheproof_key(group)
    ed25519.verify(key.read("pk", read_hex), test.read("msg", read_hex), test.read("sig", read_hex))


def _named(document: Any, member: str) -> list[tuple[str, Any]]:  # noqa: ANN401 - any JSON
    """Read name → case; a lone case is named `case`."""
    if isinstance(document, dict) and member in document:
        document = {"case": document}
    return list(CaseMembers(document, "file").pairs())
