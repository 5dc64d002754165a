"""Commands that redo the hashes of a bundle with `openssl` alone, for readers who believe no program of ours.

The bytes are cut out of the bundle file itself: a bundle is canonical, so each stands at one place. What is computed
here is what each command must print; a test runs them.
"""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.forms.encoding import base64_text
from torrens_anchor.hashing.digest import Algorithm
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.verdicts.wording import plain
from torrens_anchor.verdicts.wording_tables import Text

VERIFIED = "Signature Verified Successfully"
"""What `openssl pkeyutl -verify` says of a signature that holds."""
KECCAK = "keccak-256"
"""Known to OpenSSL 3.2 and later."""
NODE = b"\x01"
"""What stands before the two children of an inner node (RFC 9162)."""
_SPKI = bytes.fromhex("302a300506032b6570032100")


@dataclass(frozen=True, slots=True)
class Rehash:
    """One command.

    Attributes:
        what: What it computes.
        command: A line for a POSIX shell with openssl.
        expected: What its output begins with.
        digest: The digest that openssl must know.
    """

    what: Text
    command: str
    expected: str
    digest: str = "sha256"


def rehashes(bundle: Bundle, raw: bytes, file: str, logs: tuple[VerifierKey, ...] = ()) -> Iterator[Rehash]:
    """Give the commands for a bundle.

    Args:
        bundle: The bundle.
        raw: Its file's bytes.
        file: The file's name, as the reader calls it.
        logs: Log keys that the reader believes.

    Yields:
        The file, documents, log entry, the path to the checkpoint, the checkpoint's signature, headers.
    """
    name = _argument(file)
    yield Rehash(Text("证据包文件", "the bundle file"), f"openssl dgst -sha256 -r {name}", sha256(raw).hexdigest())
    yield from _documents(bundle, raw, name)
    yield from _entry(bundle, raw, name)
    yield from _signature(bundle, logs)
    for index, sealed in enumerate(bundle.headers):
        if sealed.qbft is None:
            yield Rehash(
                Text(f"第 {index} 个区块头（高度 {sealed.header.number}）的哈希", f"hash of header {index}"),
                f"{_decoded(sealed.raw)} | openssl dgst -{KECCAK} -r",
                sealed.header.hash.hex(),
                KECCAK,
            )


def of_data(file: str, found: bytes) -> Rehash:
    """Give the command for the reader's own copy of the data.

    Args:
        file: Its name.
        found: Its SHA-256.

    Returns:
        The command.
    """
    return Rehash(
        Text("您手中的数据", "your copy of the data"), f"openssl dgst -sha256 -r {_argument(file)}", found.hex()
    )


def _argument(file: str) -> str:
    """Quote a file's name for a shell; one that begins with a dash is no option."""
    return shlex.quote(f"./{file}" if file.startswith("-") else file)


def _cut(raw: bytes, data: bytes, name: str, after: bytes) -> str:
    """Cut base64 out of the file and decode it."""
    text = base64_text(data).encode()
    at = raw.index(b'"' + text + b'"', raw.index(after)) + 1
    return f"tail -c +{at + 1} {name} | head -c {len(text)} | openssl base64 -d -A"


def _decoded(data: bytes) -> str:
    return f"printf %s {base64_text(data)} | openssl base64 -d -A"


def _documents(bundle: Bundle, raw: bytes, name: str) -> Iterator[Rehash]:
    stated = bundle.log.fields.digests if bundle.log else {}
    for document in bundle.documents:
        digest = stated.get(document.bound.removeprefix("entry.")) if document.bound.startswith("entry.") else None
        algorithm = digest.algorithm if digest else Algorithm.SHA_256
        if algorithm is not Algorithm.SHA_256:
            continue
        shown = plain(document.bound)
        yield Rehash(
            Text(f"所附文件 {shown}", f"document {shown}"),
            _cut(raw, document.data, name, b'"documents"') + " | openssl dgst -sha256 -r",
            sha256(document.data).hexdigest(),
        )


def _entry(bundle: Bundle, raw: bytes, name: str) -> Iterator[Rehash]:
    """The entry's leaf, then each node above it up to the checkpoint's root."""
    if bundle.log is None:
        return
    proof = bundle.log.proof
    leaf = bytes(leaf_hash(bundle.log.entry))
    cut = _cut(raw, bundle.log.entry, name, b'"entry"')
    yield Rehash(
        Text("日志条目的叶哈希：字节 00 与条目相连", "leaf hash of the log entry: byte 00 and the entry"),
        f"{{ printf '\\000'; {cut}; }} | openssl dgst -sha256 -r",
        leaf.hex(),
    )
    steps = list(climb(leaf, proof.index, proof.checkpoint().size, proof.hashes))
    for step, (left, right, parent) in enumerate(steps):
        last = "，即检查点的根" if step == len(steps) - 1 else ""
        yield Rehash(
            Text(
                f"第 {step + 1} 层：字节 01、{left.hex()[:8]}…、{right.hex()[:8]}…{last}",
                f"level {step + 1}: byte 01, {left.hex()[:8]}..., {right.hex()[:8]}..."
                + (", the root" if last else ""),
            ),
            _decoded(NODE + left + right) + " | openssl dgst -sha256 -r",
            parent.hex(),
        )


def climb(leaf: bytes, index: int, size: int, proof: tuple[bytes, ...]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Walk an inclusion proof (RFC 9162, 2.1.3.2) from the leaf up.

    Args:
        leaf: The leaf's hash.
        index: Its place.
        size: The tree's size.
        proof: Siblings from the leaf up.

    Yields:
        Left child, right child, their parent.
    """
    node, first, last = leaf, index, size - 1
    for sibling in proof:
        if first % 2 or first == last:
            left, right = sibling, node
            while first % 2 == 0 and first:
                first, last = first >> 1, last >> 1
        else:
            left, right = node, sibling
        node = sha256(NODE + left + right).digest()
        yield left, right, node
        first, last = first >> 1, last >> 1


def _signature(bundle: Bundle, logs: tuple[VerifierKey, ...]) -> Iterator[Rehash]:
    """The log's signature under the checkpoint, Ed25519."""
    note = bundle.log.proof.note if bundle.log else None
    for line in note.signatures if note else ():
        for key in logs:
            if note is None or not line.is_by(key):
                continue
            parts = (("k", _SPKI + key.public_key), ("m", note.text.encode()), ("s", line.signature))
            made = "; ".join(f'{_decoded(data)} > "$d/{file}"' for file, data in parts)
            check = 'openssl pkeyutl -verify -pubin -keyform DER -inkey "$d/k" -rawin -in "$d/m" -sigfile "$d/s"'
            yield Rehash(
                Text(f"日志 {key.name} 对检查点的签名（Ed25519）", f"signature of log {key.name} under the checkpoint"),
                f'd=$(mktemp -d); {made}; {check}; rm -r "$d"',
                VERIFIED,
            )
