"""Which certificate a time token says that it was signed with, by the digests of ESSCertID and ESSCertIDv2.

A signature is of a key, and names and number of its certificate stand outside what is signed: another certificate of
the same key could take the signer's place, with another term or purpose. These attributes are signed, so that none
can. Sources: RFC 2634 section 5.4, RFC 5035 sections 3 to 5, RFC 3161 section 2.4.1, RFC 5816.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from torrens_anchor.documents.der import FIRST, OCTETS, SEQUENCE, Part, exactly, expect, parts
from torrens_anchor.errors import AlgorithmUnavailable, MalformedInput, SignatureMismatch
from torrens_anchor.hashing.ledger import Function, Hash, Hashed, keep

_ESS: Final = bytes.fromhex("2a864886f70d01091002")
_BY_SHA_1, _BY_ANY = _ESS + b"\x0c", _ESS + b"\x2f"
"""id-aa-signingCertificate, by SHA-1, and id-aa-signingCertificateV2, whose digests say what they are."""
_SHA_2: Final = bytes.fromhex("6086480165030402")
_HASHES: Final = {_SHA_2 + b"\1": "sha256", _SHA_2 + b"\2": "sha384", _SHA_2 + b"\3": "sha512"}
_DIRECTORY_NAME = 0xA4


@dataclass(frozen=True, slots=True)
class _Identifier:
    """What a token says of one certificate: a digest of its DER; perhaps issuer and number, as encoded."""

    algorithm: str
    digest: bytes
    issuer_serial: tuple[bytes, bytes] | None

    def is_of(self, certificate: bytes) -> bool:
        found = hashlib.new(self.algorithm, certificate, usedforsecurity=self.algorithm != "sha1").digest()
        if found != self.digest or self.issuer_serial not in (None, _issuer_serial(certificate)):
            return False
        keep(Hash(Hashed.CERTIFICATE, Function(self.algorithm), certificate, found))
        return True


def check_signer(attributes: Mapping[bytes, bytes], chain: Sequence[bytes], root: bytes) -> None:
    """Demand that a token was signed with the very certificate that its signature is checked by.

    Args:
        attributes: Its signed attributes, by object identifier, once their signature is verified.
        chain: The signer's certificate and those between it and the root, in DER.
        root: The trusted certificate at the chain's end, in DER.

    Raises:
        MalformedInput: It names no certificate, or in no form that is known.
        SignatureMismatch: It was signed with another certificate, or by another chain.
        AlgorithmUnavailable: It names certificates by digests that are not read here.
    """
    named = [_identifiers(attributes[kind], kind) for kind in (_BY_SHA_1, _BY_ANY) if kind in attributes]
    if not named:
        raise MalformedInput("the time token does not say with which certificate it was signed (ESSCertID)")
    for identifiers in named:
        if not identifiers or not identifiers[0].is_of(chain[0]):
            raise SignatureMismatch("the time token was signed with another certificate than it carries (ESSCertID)")
        for each in identifiers[1:]:
            if not any(map(each.is_of, (*chain, root))):
                raise SignatureMismatch("the time token names a certificate that is not of its signer's chain")
        for certificate in chain[1:]:
            if len(identifiers) > 1 and not any(each.is_of(certificate) for each in identifiers):
                raise SignatureMismatch("the time token names a chain, and its signer's is another")


def _identifiers(value: bytes, kind: bytes) -> list[_Identifier]:
    """Read SigningCertificate or SigningCertificateV2: certificates, then perhaps policies, which nobody asks about."""
    ((tag, content),) = exactly(parts(value), 1, "the signing certificate")
    expect(tag, SEQUENCE, "the signing certificate")
    inside = parts(content)
    if [tag for tag, _ in inside] not in ([SEQUENCE], [SEQUENCE, SEQUENCE]):
        raise MalformedInput("the signing certificate is no list of certificates")
    found = []
    for tag, each in parts(inside[0][1]):
        expect(tag, SEQUENCE, "a signing certificate's identifier")
        found.append(_identifier(parts(each), kind))
    return found


def _identifier(inside: list[Part], kind: bytes) -> _Identifier:
    algorithm, rest = "sha1" if kind == _BY_SHA_1 else "sha256", inside
    if kind == _BY_ANY and inside and inside[0][0] == SEQUENCE:
        algorithm, rest = _hash(inside[0][1]), inside[1:]
    if [tag for tag, _ in rest] not in ([OCTETS], [OCTETS, SEQUENCE]):
        raise MalformedInput("a signing certificate's identifier is no digest, issuer and number")
    return _Identifier(algorithm, rest[0][1], _named(rest[1][1]) if len(rest) == 2 else None)


def _hash(algorithm: bytes) -> str:
    identifier = parts(algorithm)[0][1] if algorithm else b""
    if identifier not in _HASHES:
        raise AlgorithmUnavailable(
            "the time token names its certificate by none of SHA-256, SHA-384, SHA-512", algorithm=identifier.hex()
        )
    return _HASHES[identifier]


def _named(issuer_serial: bytes) -> tuple[bytes, bytes]:
    """Read IssuerSerial: one directory name, and a number."""
    (_, names), (_, serial) = exactly(parts(issuer_serial), 2, "issuer and number")
    ((tag, name),) = exactly(parts(names), 1, "the issuer")
    expect(tag, _DIRECTORY_NAME, "the issuer")
    ((_, issuer),) = exactly(parts(name), 1, "the issuer's name")
    return issuer, serial


def _issuer_serial(certificate: bytes) -> tuple[bytes, bytes]:
    """Take issuer and number out of a certificate: after its version, which the oldest do not say."""
    ((_, whole),) = exactly(parts(certificate), 1, "a certificate")
    fields = parts(parts(whole)[0][1])
    if fields[0][0] == FIRST:
        del fields[0]
    return fields[2][1], fields[0][1]
