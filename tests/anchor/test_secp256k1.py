import json
import sys
from functools import partial
from pathlib import Path

import pytest
from eth_keys.datatypes import PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.conformance.chain import ecdsa_cases
from torrens_anchor.errors import AlgorithmUnavailable, AnchorError, MalformedInput, SignatureMismatch
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures import ecdsa_curve, secp256k1
from torrens_anchor.signatures.ecdsa_curve import check_range
from torrens_anchor.signatures.secp256k1 import (
    SECP256K1,
    Address,
    N,
    Signature,
    address_of,
    parse_der,
    parse_signature,
    recover,
    verify,
)

VECTORS = Path(__file__).parents[1] / "vectors"
SECRET = PrivateKey(keccak256(b"a test key"))
SECRETS = st.integers(1, N - 1).map(lambda n: PrivateKey(n.to_bytes(32, "big")))


@settings(max_examples=15, deadline=None)
@given(SECRETS, st.binary(min_size=32, max_size=32))
def test_recovers_what_eth_keys_signs(secret: PrivateKey, digest: bytes) -> None:
    signed = secret.sign_msg_hash(digest)
    found = recover(digest, Signature(signed.r, signed.s, signed.v))
    assert found == secret.public_key.to_canonical_address()
    verify(digest, signed.r, signed.s, b"\4" + secret.public_key.to_bytes())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 65 * 8 - 1))
def test_any_flipped_bit_fails(bit: int) -> None:
    signed = SECRET.sign_msg_hash(keccak256(b"message"))
    data = bytearray(signed.to_bytes()[:64] + bytes([27 + signed.v]))
    data[bit // 8] ^= 1 << bit % 8
    try:
        assert recover(keccak256(b"message"), parse_signature(bytes(data))) != SECRET.public_key.to_canonical_address()
    except AnchorError:
        return


@settings(max_examples=25, deadline=None)
@given(SECRETS, st.binary(min_size=32, max_size=32), st.integers(-1, 64 * 8 - 1))
def test_every_implementation_says_the_same(secret: PrivateKey, digest: bytes, bit: int) -> None:
    signed = secret.sign_msg_hash(digest)
    number = int.from_bytes(signed.to_bytes()[:64], "big") ^ (1 << bit if bit >= 0 else 0)
    signature = Signature(number >> 256, number & (1 << 256) - 1, signed.v)
    outcomes = []
    for door in (recover, partial(recover, independent=True), _by_ecdsa):
        try:
            outcomes.append(door(digest, signature))
        except SignatureMismatch as error:
            outcomes.append(str(error))  # type: ignore[arg-type] # an address, or why there is none
    assert outcomes[0] == outcomes[1] == outcomes[2]


def _by_ecdsa(digest: bytes, signature: Signature) -> Address:
    check_range(SECP256K1, signature.r, signature.s)
    return address_of(secp256k1._recover_with_ecdsa(digest, signature))


def test_without_libsecp256k1_the_answers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = SECRET.sign_msg_hash(bytes(32))
    signature = Signature(signed.r, signed.s, signed.v)
    fast = recover(bytes(32), signature)
    monkeypatch.setitem(sys.modules, "coincurve", None)
    secp256k1._compiled.cache_clear()
    try:
        assert secp256k1._recover_compiled(bytes(32), signature) is None
        assert recover(bytes(32), signature) == recover(bytes(32), signature, independent=True) == fast
    finally:
        secp256k1._compiled.cache_clear()


def test_a_second_opinion_without_cryptography_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = SECRET.sign_msg_hash(bytes(32))
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    ecdsa_curve._compiled_key.cache_clear()
    try:
        verify(bytes(32), signed.r, signed.s, b"\4" + SECRET.public_key.to_bytes())
        with pytest.raises(AlgorithmUnavailable, match="second opinion"):
            recover(bytes(32), Signature(signed.r, signed.s, signed.v), independent=True)
    finally:
        ecdsa_curve._compiled_key.cache_clear()


def test_implementations_that_disagree_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = SECRET.sign_msg_hash(bytes(32))
    signature = Signature(signed.r, signed.s, signed.v)
    monkeypatch.setattr(secp256k1, "_recover_compiled", lambda _digest, _signature: bytes(64))
    with pytest.raises(SignatureMismatch, match="different keys"):
        recover(bytes(32), signature, independent=True)
    monkeypatch.setattr(ecdsa_curve, "_verify_with_cryptography", lambda *_: False)
    with pytest.raises(SignatureMismatch, match="do not agree"):
        verify(bytes(32), signed.r, signed.s, b"\4" + SECRET.public_key.to_bytes(), independent=True)


def test_high_s_fails() -> None:
    signed = SECRET.sign_msg_hash(bytes(32))
    with pytest.raises(SignatureMismatch, match="upper half"):
        recover(bytes(32), Signature(signed.r, N - signed.s, 1 - signed.v))
    with pytest.raises(SignatureMismatch, match="upper half"):
        verify(bytes(32), signed.r, N - signed.s, b"\4" + SECRET.public_key.to_bytes())


@pytest.mark.parametrize(("r", "s"), [(0, 1), (1, 0), (N, 1), (1, N), (N + 1, 1)])
def test_out_of_range_fails(r: int, s: int) -> None:
    with pytest.raises(SignatureMismatch):
        recover(bytes(32), Signature(r, s, 0))


def test_r_off_the_curve_fails() -> None:
    with pytest.raises(SignatureMismatch, match="no point"):
        recover(bytes(32), Signature(5, 1, 0))


@pytest.mark.parametrize("data", [b"", bytes(64), bytes(66), bytes(64) + b"\0", bytes(64) + b"\x1d"])
def test_signature_of_another_form_fails(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        parse_signature(data)


@pytest.mark.parametrize("key", [b"", b"\2" + bytes(32), b"\4" + bytes(64), b"\4" + b"\xff" * 64])
def test_key_off_the_curve_fails(key: bytes) -> None:
    with pytest.raises(MalformedInput):
        verify(bytes(32), 1, 1, key)


@given(st.binary(max_size=80))
def test_random_bytes_as_der_parse_or_fail_by_name(data: bytes) -> None:
    try:
        parsed = parse_der(data)
    except MalformedInput:
        return
    assert data[0] == 0x30
    assert all(0 <= number < 1 << 8 * len(data) for number in parsed)


def test_every_wycheproof_case() -> None:
    document = json.loads((VECTORS / "wycheproof-ecdsa-secp256k1-sha256.json").read_text("utf-8"))
    expected = {}
    for group in document["testGroups"]:
        for test in group["tests"]:
            low = test["result"] == "valid" and parse_der(bytes.fromhex(test["sig"]))[1] <= N // 2
            expected[str(test["tcId"])] = low
    found = {}
    for name, check in ecdsa_cases(document):
        try:
            check()
            found[name] = True
        except AnchorError:
            found[name] = False
    assert found == expected
    assert len(found) == document["numberOfTests"]
    assert any(found.values())
