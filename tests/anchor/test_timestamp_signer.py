"""Which certificate a token was signed with: the authority's own word on it, and other certificates of its key."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from tsa_kit import Tsa, certified, swap

from torrens_anchor.documents.der import OCTETS, OID, SEQUENCE, SET, encode_value, parts
from torrens_anchor.documents.timestamp import verify_timestamp
from torrens_anchor.documents.timestamp_form import check_form
from torrens_anchor.documents.timestamp_signer import check_signer
from torrens_anchor.errors import AlgorithmUnavailable, AnchorError, MalformedInput, SignatureMismatch

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
MESSAGE = b"example.com/log\n4\nroot\n"
SUBJECTS = {"checkpoint": MESSAGE}
V1, V2 = bytes.fromhex("2a864886f70d010910020c"), bytes.fromhex("2a864886f70d010910022f")


@pytest.fixture
def tsa(tmp_path: Path) -> Tsa:
    return Tsa.make(tmp_path / "tsa")


@pytest.mark.parametrize(("algorithm", "kind"), [("sha1", V1), ("sha256", V2), ("sha384", V2), ("sha512", V2)])
def test_the_certificate_that_signed_is_named_by_any_digest(tsa: Tsa, algorithm: str, kind: bytes) -> None:
    tsa.saying("ess_cert_id_alg", algorithm)
    token = tsa.token(MESSAGE)
    assert {V1, V2} & check_form(token).keys() == {kind}
    assert verify_timestamp(token, SUBJECTS, [tsa.authority()]).subject == "checkpoint"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_another_certificate_of_the_same_key_names_and_number_fails(tsa: Tsa, algorithm: str) -> None:
    tsa.saying("ess_cert_id_alg", algorithm)
    longer = tsa.signer_again(until=datetime.now(UTC) + timedelta(days=3000))
    token = swap(tsa.token(MESSAGE), tsa.signer.der, longer.der)
    with pytest.raises(SignatureMismatch, match="another certificate than it carries"):
        verify_timestamp(token, SUBJECTS, [tsa.authority()])


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_chain_that_is_named_is_the_chain(tsa: Tsa, algorithm: str) -> None:
    tsa.saying("ess_cert_id_alg", algorithm)
    tsa.saying("ess_cert_id_chain", "yes")
    token = tsa.token(MESSAGE)
    assert verify_timestamp(token, SUBJECTS, [tsa.authority()]).subject == "checkpoint"
    again = certified("between", tsa.root, like=tsa.between, ca=True)
    other = swap(token, tsa.between.der, again.der)
    with pytest.raises(SignatureMismatch, match="not of its signer's chain"):
        verify_timestamp(other, SUBJECTS, [tsa.authority()])


def test_a_chain_that_is_not_named_may_be_another(tsa: Tsa) -> None:
    again = certified("between", tsa.root, like=tsa.between, ca=True)
    token = swap(tsa.token(MESSAGE), tsa.between.der, again.der)
    assert verify_timestamp(token, SUBJECTS, [tsa.authority()]).subject == "checkpoint"


def attribute(*identifiers: bytes) -> bytes:
    """The values of one attribute that names certificates."""
    return encode_value(
        SEQUENCE, encode_value(SEQUENCE, b"".join(encode_value(SEQUENCE, each) for each in identifiers))
    )


def digest_of(certificate: bytes) -> bytes:
    return encode_value(OCTETS, hashlib.sha256(certificate).digest())


def issued_by(certificate: x509.Certificate, number: int) -> bytes:
    name = encode_value(0xA4, certificate.issuer.public_bytes())
    serial = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return encode_value(SEQUENCE, encode_value(SEQUENCE, name) + encode_value(2, serial))


def test_issuer_and_number_where_they_stand_are_the_certificates_fail(tsa: Tsa) -> None:
    der, own, number = tsa.signer.der, tsa.signer.certificate, tsa.signer.certificate.serial_number
    chain, root = (der, tsa.between.der), tsa.root.der
    check_signer({V2: attribute(digest_of(der) + issued_by(own, number))}, chain, root)
    stranger = certified("stranger").certificate
    for wrong in (issued_by(own, number + 1), issued_by(stranger, number)):
        with pytest.raises(SignatureMismatch, match="another certificate"):
            check_signer({V2: attribute(digest_of(der) + wrong)}, chain, root)


def test_both_attributes_must_hold_fail(tsa: Tsa) -> None:
    der, root = tsa.signer.der, tsa.root.der
    good = attribute(digest_of(der))
    check_signer({V2: good}, (der,), root)
    with pytest.raises(SignatureMismatch):
        check_signer({V1: attribute(encode_value(OCTETS, bytes(20))), V2: good}, (der,), root)


def test_the_chain_is_named_whole_or_not_at_all_fail(tsa: Tsa) -> None:
    der, between, root = tsa.signer.der, tsa.between.der, tsa.root.der
    chain = (der, between)
    good: tuple[tuple[bytes, ...], ...] = ((der,), (der, between), (der, between, root), (der, root, between))
    for named in good:
        check_signer({V2: attribute(*map(digest_of, named))}, chain, root)
    wrong: dict[tuple[bytes, ...], str] = {
        (between, der): "another certificate", (der, root): "its signer's is another",
        (der, between, certified("else").der): "not of its signer's chain",
    }  # fmt: skip
    for named, why in wrong.items():
        with pytest.raises(SignatureMismatch, match=why):
            check_signer({V2: attribute(*map(digest_of, named))}, chain, root)


def test_other_forms_are_refused_by_name_fail(tsa: Tsa) -> None:
    der, root = tsa.signer.der, tsa.root.der
    digest = digest_of(der)
    unknown = encode_value(SEQUENCE, encode_value(OID, bytes.fromhex("2b0e03021a")))
    forms: list[tuple[dict[bytes, bytes], type[AnchorError]]] = [
        ({}, MalformedInput),
        ({V2: b""}, MalformedInput),
        ({V2: attribute(digest) * 2}, MalformedInput),
        ({V2: attribute(b"")}, MalformedInput),
        ({V2: attribute(digest * 2)}, MalformedInput),
        ({V1: attribute(unknown + digest)}, MalformedInput),
        ({V2: encode_value(SET, b"")}, MalformedInput),
        ({V2: encode_value(SEQUENCE, b"")}, MalformedInput),
        ({V2: attribute()}, SignatureMismatch),
        ({V2: attribute(unknown + digest)}, AlgorithmUnavailable),
        ({V2: attribute(encode_value(SEQUENCE, b"") + digest)}, AlgorithmUnavailable),
    ]
    for attributes, error in forms:
        with pytest.raises(error):
            check_signer(attributes, (der,), root)


def test_an_attribute_that_stands_twice_is_refused_fail(tsa: Tsa) -> None:
    token = tsa.token(MESSAGE)
    whole = encode_value(SEQUENCE, encode_value(OID, V2) + encode_value(SET, check_form(token)[V2]))
    assert whole in token
    with pytest.raises(MalformedInput, match="twice"):
        check_form(swap(token, whole, whole * 2))
    assert parts(whole)
