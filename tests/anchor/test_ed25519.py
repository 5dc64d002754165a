import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import MalformedInput, SignatureMismatch
from torrens_anchor.signatures import ed25519
from torrens_anchor.signatures.edwards25519 import ORDER
from torrens_log.keys import signer_from_seed

SIGNER = signer_from_seed("example.com/log", bytes(range(32)))
KEY = SIGNER.key.public_key
BOTH = pytest.mark.parametrize("independent", [False, True], ids=["fast", "independent"])


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 511))
def test_both_libraries_take_a_signature_and_refuse_any_flipped_bit_fail(message: bytes, bit: int) -> None:
    signature = SIGNER.sign(message)
    bad = bytearray(signature)
    bad[bit // 8] ^= 1 << bit % 8
    for independent in (False, True):
        ed25519.verify(KEY, message, signature, independent=independent)
        with pytest.raises(SignatureMismatch):
            ed25519.verify(KEY, message, bytes(bad), independent=independent)
        with pytest.raises(SignatureMismatch):
            ed25519.verify(KEY, message + b"x", signature, independent=independent)


def test_ecdsa_alone_says_the_same_of_every_published_case() -> None:
    document = json.loads((Path(__file__).parents[1] / "vectors" / "wycheproof-ed25519.json").read_bytes())
    compared = 0
    for group in document["testGroups"]:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            message, signature = bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"])
            canonical = len(signature) == 64 and int.from_bytes(signature[32:], "little") < ORDER
            if not canonical or not ed25519.is_public_key(key):
                continue
            compared += 1
            pure = ed25519._verify_with_ecdsa(key, message, signature)
            assert pure == ed25519._verify_with_cryptography(key, message, signature) == (case["result"] == "valid")
    assert compared > 50


def test_libraries_that_disagree_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    signature = SIGNER.sign(b"m")
    monkeypatch.setattr(ed25519, "_verify_with_ecdsa", lambda *_: False)
    ed25519.verify(KEY, b"m", signature)
    with pytest.raises(SignatureMismatch, match="do not agree"):
        ed25519.verify(KEY, b"m", signature, independent=True)


def test_r_that_is_no_point_fail() -> None:
    bad = (2).to_bytes(32, "little") + SIGNER.sign(b"m")[32:]
    for independent in (False, True):
        with pytest.raises(SignatureMismatch):
            ed25519.verify(KEY, b"m", bad, independent=independent)


@BOTH
def test_s_beyond_the_group_order_fail(independent: bool) -> None:  # noqa: FBT001 - a parameter of the test
    signature = SIGNER.sign(b"m")
    s = int.from_bytes(signature[32:], "little") + ORDER
    with pytest.raises(SignatureMismatch, match="canonical"):
        ed25519.verify(KEY, b"m", signature[:32] + s.to_bytes(32, "little"), independent=independent)


@BOTH
@pytest.mark.parametrize("size", [0, 63, 65])
def test_signature_of_another_size_fail(size: int, independent: bool) -> None:  # noqa: FBT001 - same
    with pytest.raises(SignatureMismatch, match="64 bytes"):
        ed25519.verify(KEY, b"m", bytes(size), independent=independent)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        bytes(31),
        bytes(33),
        (1).to_bytes(32, "little"),  # the identity: of small order
        (2**255 - 20).to_bytes(32, "little"),  # y = -1: of order two
        bytes(32),  # y = 0: of order four
        (2**255 - 19).to_bytes(32, "little"),  # y = p: not canonical
        (1 + 2**255).to_bytes(32, "little"),  # x = 0 with its sign bit set
        (2).to_bytes(32, "little"),  # not on the curve
    ],
)
def test_key_that_stands_for_no_single_signer_fail(key: bytes) -> None:
    with pytest.raises(MalformedInput, match="public key"):
        ed25519.verify(key, b"m", SIGNER.sign(b"m"))
