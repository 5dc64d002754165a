import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.conformance.chain import ecdsa_cases
from torrens_anchor.errors import AnchorError, MalformedInput, SignatureMismatch
from torrens_anchor.signatures.p256 import P256, verify

SECRET = ec.derive_private_key(0xC0FFEE, ec.SECP256R1())
KEY = SECRET.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def signed(digest: bytes) -> tuple[int, int]:
    r, s = decode_dss_signature(SECRET.sign(digest, ec.ECDSA(Prehashed(SHA256()))))
    return r, min(s, P256.n - s)


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(0, 255))
def test_both_libraries_take_a_signature_and_refuse_another_digest_fail(digest: bytes, bit: int) -> None:
    r, s = signed(digest)
    other = (int.from_bytes(digest, "big") ^ 1 << bit).to_bytes(32, "big")
    for independent in (False, True):
        verify(digest, r, s, KEY, independent=independent)
        with pytest.raises(SignatureMismatch):
            verify(other, r, s, KEY, independent=independent)


def test_high_s_fail() -> None:
    r, s = signed(bytes(32))
    with pytest.raises(SignatureMismatch, match="upper half"):
        verify(bytes(32), r, P256.n - s, KEY)


@pytest.mark.parametrize("key", [b"", KEY[:64], b"\4" + KEY[33:] + KEY[1:33], b"\4" + b"\xff" * 64])
def test_key_off_the_curve_fail(key: bytes) -> None:
    with pytest.raises(MalformedInput):
        verify(bytes(32), 1, 1, key)


def test_wycheproof_form() -> None:
    r, s = signed(hashlib.sha256(b"m").digest())
    flat = {"tcId": 1, "msg": b"m".hex(), "sig": r.to_bytes(32, "big").hex() + s.to_bytes(32, "big").hex()}
    high = {**flat, "tcId": 2, "sig": r.to_bytes(32, "big").hex() + (P256.n - s).to_bytes(32, "big").hex()}
    group = {
        "type": "EcdsaP1363Verify",
        "sha": "SHA-256",
        "publicKey": {"curve": "secp256r1", "uncompressed": KEY.hex()},
    }
    (one, good), (two, bad) = ecdsa_cases({"testGroups": [group | {"tests": [flat, high]}]})
    assert (one, two) == ("1", "2")
    good()
    with pytest.raises(AnchorError):
        bad()
