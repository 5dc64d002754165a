"""Whom a time token's signer leads to: certificates from the signer up to one that the policy trusts.

Nothing here checks the token's own signature, a certificate's dates or its purpose: that is `timestamp`'s library, at
the token's own time. Source: RFC 5280 section 6.1 (names and signatures).
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from torrens_anchor.errors import AnchorError, MalformedInput, TrustMissing
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.encoding import base64_bytes, base64_text
from torrens_anchor.forms.jsonform import Members

MAX_CHAIN: Final = 8
"""Longest way from a signer to a trusted certificate."""


@dataclass(frozen=True, slots=True)
class TimeAuthority:
    """A time authority whose word counts.

    Attributes:
        name: What the verifier calls it.
        certificates: Its root in DER, self-signed; others beside it are known, and a token may leave them out or
            carry them.
    """

    name: str
    certificates: tuple[bytes, ...]

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "TimeAuthority":
        """Read one from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The authority; its certificates are read when a token is verified.

        Raises:
            MalformedInput: Another form, or no certificate.
        """
        m = Members(value, where, ("name", "certificates"))
        certificates = m.items("certificates", _certificate)
        if not certificates or len(set(certificates)) != len(certificates):
            raise MalformedInput(f"{where}.certificates is empty or names one twice", field=f"{where}.certificates")
        return cls(m.text("name"), certificates)

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        certificates: list[JsonValue] = [base64_text(each) for each in self.certificates]
        return {"name": self.name, "certificates": certificates}


def _certificate(value: JsonValue, where: str) -> bytes:
    if not isinstance(value, str):
        raise MalformedInput(f"{where} is no text", field=where)
    return base64_bytes(value, None, where)


@dataclass(frozen=True, slots=True)
class Chain:
    """The way from a signer to a trusted certificate.

    Attributes:
        authority: Whose certificate it is that is trusted.
        root: That certificate, as `cryptography` has it.
        certificates: The signer's, and those between, as `cryptography` has them.
    """

    authority: TimeAuthority
    root: Any
    certificates: tuple[Any, ...]

    def encoded(self) -> tuple[tuple[bytes, ...], bytes]:
        """Give the certificates in DER.

        Returns:
            The signer's and those between, and the root.
        """
        der = import_module("cryptography.hazmat.primitives.serialization").Encoding.DER
        return tuple(each.public_bytes(der) for each in self.certificates), self.root.public_bytes(der)


@contextmanager
def library_errors(what: str) -> Iterator[None]:
    """Turn whatever a library raises, or warns of, about bytes it cannot read into an error of ours.

    Args:
        what: What cannot be read, for the message.

    Yields:
        Nothing.

    Raises:
        MalformedInput: In place of the library's error.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    except AnchorError:
        raise
    except Exception as error:  # the libraries raise a dozen classes for bytes that are not what they should be
        raise MalformedInput(f"{what}: {error}") from error


def find_chain(
    certificates: Sequence[bytes],
    issuer: Any,  # noqa: ANN401 - a name of an optional library
    serial: int,
    authorities: Sequence[TimeAuthority],
) -> Chain:
    """Walk from a token's signer to a trusted certificate.

    Args:
        certificates: Those that the token carries, in DER, in any order.
        issuer: The signer's issuer, as the token's signature names it.
        serial: The signer's serial number there.
        authorities: Whom the policy believes.

    Returns:
        The way.

    Raises:
        MalformedInput: A certificate cannot be read, the signer's is missing, or one is carried that is not needed.
        TrustMissing: The way leads to nobody that the policy names.
    """
    load = import_module("cryptography.x509").load_der_x509_certificate
    with library_errors("a certificate cannot be read"):
        trusted = [(who, load(each)) for who in authorities for each in who.certificates]
        embedded = [load(each) for each in certificates]
        signers = [each for each in embedded if (each.issuer, each.serial_number) == (issuer, serial)]
        if len(signers) != 1:
            raise MalformedInput("the time token does not carry its signer's certificate once", found=len(signers))
        chain = _walk(signers[0], embedded, trusted)
        _check_needed(embedded, (*chain.certificates, *(root for _, root in trusted)))
    return chain


def _walk(signer: Any, embedded: list[Any], trusted: list[tuple[TimeAuthority, Any]]) -> Chain:  # noqa: ANN401 - same
    used = [signer]
    for _ in range(MAX_CHAIN):
        at = used[-1]
        for who, root in trusted:
            if root.issuer == root.subject and _issued(root, at):
                return Chain(who, root, tuple(used))
        known = [*embedded, *(each for _, each in trusted)]
        above = next((each for each in known if each not in used and _issued(each, at)), None)
        if above is None:
            break
        used.append(above)
    raise TrustMissing(
        f"the policy names no time authority to which the signer {signer.subject.rfc4514_string()} leads",
        remedy="name the authority's root certificate in your own policy file, if you trust it",
    )


def _issued(issuer: Any, certificate: Any) -> bool:  # noqa: ANN401 - same
    if certificate.issuer != issuer.subject:
        return False
    invalid = import_module("cryptography.exceptions").InvalidSignature
    try:
        certificate.verify_directly_issued_by(issuer)
    except invalid:
        return False
    return True


def _check_needed(embedded: list[Any], needed: tuple[Any, ...]) -> None:
    """Refuse certificates that neither the chain nor the policy fixes: their bytes could change unseen."""
    for each in embedded:
        if each not in needed:
            raise MalformedInput(
                f"the time token carries a certificate its chain does not need: {each.subject.rfc4514_string()}",
                remedy="name that certificate beside the authority's root in your policy, if you trust it",
            )
