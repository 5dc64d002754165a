"""Shell commands that redo a hash or a signature with `openssl`, for readers who believe no program of ours.

What is long and stands in the bundle file is cut out of it; the rest is written out in hexadecimal.
"""

import shlex

from torrens_anchor.forms.encoding import base64_text
from torrens_anchor.hashing.ledger import Hash, Hashed, Scheme, Signed
from torrens_anchor.reports.rehash_places import Member

BUNDLE, DATA = "bundle.json", "data"
"""Names under which commands call a file whose own name is not printable."""
VERIFIED = {
    Scheme.ED25519: "Signature Verified Successfully",
    Scheme.SECP256K1: "Signature Verified Successfully",
    Scheme.RFC3161: "Verification: OK",
}
"""What `openssl pkeyutl -verify` and `openssl ts -verify` say of what holds."""
SHORT = 100
"""Bytes that are written out though they stand in the file: a reader sees the digests in them."""
_BEFORE = (0, 1, 33)
"""Bytes that a hash may put before what the file holds: none, a tree's 00 or 01, the same and a salt."""
_TEXTS = frozenset({Hashed.TAG, Hashed.TYPE, Hashed.NAME, Hashed.EVENT})
"""What is of text that this house fixed: written as it is read."""
_SPKI = {
    Scheme.ED25519: bytes.fromhex("302a300506032b6570032100"),
    Scheme.SECP256K1: bytes.fromhex("3056301006072a8648ce3d020106052b8104000a03420004"),
}
"""What stands before the key in a SubjectPublicKeyInfo (RFC 8410; SEC 1 and RFC 5480, uncompressed)."""


def called(file: str, instead: str) -> str:
    """Give the name by which commands call a file; a name that does not print would write lines into the report.

    Args:
        file: Its name, as the reader calls it.
        instead: What it is to be renamed to, where it is not printable.

    Returns:
        A name that prints on one line.
    """
    return file if file.isprintable() else instead


def argument(file: str) -> str:
    """Quote a file's name for a shell; one that begins with a dash is no option.

    Args:
        file: The name.

    Returns:
        One word.
    """
    return shlex.quote(f"./{file}" if file.startswith("-") else file)


def of_file(file: str) -> str:
    """Give the command that hashes a whole file with SHA-256.

    Args:
        file: Its name.

    Returns:
        A line.
    """
    return f"openssl dgst -sha256 -r {argument(file)}"


def of_chunk(file: str) -> str:
    """Give the command that hashes a whole file as the one leaf of a tree.

    Args:
        file: Its name.

    Returns:
        A line.
    """
    return f"{{ {_written_out(bytes(1))}; cat {argument(file)}; }} | openssl dgst -sha256 -r"


class Shell:
    """Writes commands over one bundle file."""

    def __init__(self, raw: bytes, file: str, members: tuple[Member, ...]) -> None:
        """Take the file.

        Args:
            raw: Its bytes.
            file: Its name, as the reader calls it.
            members: Its texts.
        """
        self._raw, self._name = raw, argument(file)
        self._sources = tuple(each for each in members if each.shell and len(each.data) > SHORT)

    def hash(self, step: Hash) -> str:
        """Give the command that redoes a hash.

        Args:
            step: The hash.

        Returns:
            A line whose output begins with the digest.
        """
        made = f"printf %s {shlex.quote(step.data.decode())}" if step.of in _TEXTS else self._bytes(step.data)
        return f"{made} | openssl dgst -{step.function.value} -r"

    def signature(self, step: Signed) -> str:
        """Give the command that verifies a signature.

        Args:
            step: The signature.

        Returns:
            A line that prints what `VERIFIED` says.
        """
        message = f'{self._bytes(step.message)} > "$d/m"'
        if step.scheme is Scheme.RFC3161:
            made = f'{_pem("CERTIFICATE", step.key)} > "$d/k"; {message}; {self._bytes(step.signature)} > "$d/s"'
            check = (
                f'openssl ts -verify -token_in -in "$d/s" -data "$d/m" -CAfile "$d/k" -partial_chain -attime {step.at}'
            )
            return _in_a_folder(made, check)
        signature, how = step.signature, "-rawin "
        if step.scheme is Scheme.SECP256K1:
            signature, how = _der(step.signature), ""
        key = _pem("PUBLIC KEY", _SPKI[step.scheme] + step.key)
        made = f'{key} > "$d/k"; {message}; {_written_out(signature)} > "$d/s"'
        return _in_a_folder(made, f'openssl pkeyutl -verify -pubin -inkey "$d/k" {how}-in "$d/m" -sigfile "$d/s"')

    def _bytes(self, data: bytes) -> str:
        """Write bytes: cut out of the file where they are long and stand there."""
        if len(data) <= SHORT:
            return _written_out(data)
        for before in _BEFORE:
            found = self._cut(data[before:])
            if found:
                return f"{{ {_written_out(data[:before])}; {found}; }}" if before else found
        return _written_out(data)

    def _cut(self, data: bytes) -> str:
        if len(data) <= SHORT:
            return ""
        for member in self._sources:
            if (at := member.data.find(data)) >= 0:
                return member.cut(at, len(data))
        at = self._raw.find(data)
        return f"tail -c +{at + 1} {self._name} | head -c {len(data)}" if at >= 0 else ""


def _written_out(data: bytes) -> str:
    return f"printf %s {data.hex()} | xxd -r -p" if data else "printf ''"


def _in_a_folder(made: str, check: str) -> str:
    return f'd=$(mktemp -d); {made}; {check}; rm -r "$d"'


def _pem(what: str, der: bytes) -> str:
    text = base64_text(der)
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return f"printf '%s\\n' '-----BEGIN {what}-----' {' '.join(lines)} '-----END {what}-----'"


def _der(signature: bytes) -> bytes:
    """Write r ‖ s as a DER sequence of two integers."""
    body = b"".join(_integer(signature[at : at + 32]) for at in (0, 32))
    return bytes([0x30, len(body)]) + body


def _integer(value: bytes) -> bytes:
    short = value.lstrip(b"\0") or b"\0"
    body = b"\0" + short if short[0] & 0x80 else short
    return bytes([0x02, len(body)]) + body
