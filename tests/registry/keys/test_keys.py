"""Keys open with their password only, are never overwritten, and sign what the ground floor verifies."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.signatures.secp256k1 import parse_signature, recover
from torrens_registry.errors import KeyExists, KeyMissing, KeyUnusable, PasswordMissing, WrongPassword
from torrens_registry.keys import KeyStore, LocalSigner, development_signer, read_password

SEED = "test world"


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.text(max_size=20))
def test_a_signature_recovers_to_the_address(digest: bytes, name: str) -> None:
    signer = development_signer(SEED, name)
    assert recover(digest, parse_signature(signer.sign_digest(digest))) == signer.address
    assert signer.sign_digest(digest) == signer.sign_digest(digest)


def test_seed_and_name_give_the_key_and_are_kept_apart() -> None:
    assert development_signer(SEED, "court").address == development_signer(SEED, "court").address
    assert development_signer("ab", "c").address != development_signer("a", "bc").address
    assert development_signer(SEED, "court").address.hex() == "3a3fddc2ac453416042994fb28d77d8060670d40"


def test_a_key_comes_back_from_its_file(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys")
    assert store.names() == ()
    address = store.create_development("court", SEED, "word")
    assert store.open("court", "word").address == address == store.address("court")
    assert store.create_development("court", SEED, "word") == address
    assert (store.names(), store.name_of(address), store.is_development("court")) == (("court",), "court", True)
    content = json.loads((tmp_path / "keys" / "court.development.json").read_text())
    assert (content["version"], content["torrens"]["development"]) == (3, True)
    assert (tmp_path / "keys" / "court.development.json").stat().st_mode & 0o777 == 0o600


def test_a_real_key_is_random_with_full_scrypt(tmp_path: Path) -> None:
    store = KeyStore(tmp_path)
    address = store.create("registrar", "word")
    assert json.loads((tmp_path / "registrar.json").read_text())["crypto"]["kdfparams"]["n"] == 262_144
    assert not store.is_development("registrar")
    assert store.open("registrar", "word").address == address
    with pytest.raises(KeyExists):
        store.create_development("registrar", SEED, "word")


def test_another_password_is_refused_fail(tmp_path: Path) -> None:
    store = KeyStore(tmp_path)
    store.create_development("court", SEED, "word")
    with pytest.raises(WrongPassword) as caught:
        store.open("court", "other")
    assert caught.value.exit_code == 3
    assert "other" not in str(caught.value)


def test_a_name_that_is_taken_is_never_overwritten_fail(tmp_path: Path) -> None:
    store = KeyStore(tmp_path)
    store.create_development("court", SEED, "word")
    before = (tmp_path / "court.development.json").read_bytes()
    with pytest.raises(KeyExists):
        store.create("court", "word")
    with pytest.raises(KeyExists):
        store.create_development("court", "another seed", "word")
    assert (tmp_path / "court.development.json").read_bytes() == before


@pytest.mark.parametrize("name", ["", "../court", "a/b", ".hidden", "x" * 65, "a.b", "法院"])
def test_a_name_that_is_no_name_is_refused_fail(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyUnusable):
        KeyStore(tmp_path).create_development(name, SEED, "word")
    with pytest.raises(KeyMissing):
        KeyStore(tmp_path).open(name, "word")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"address": "zz"}', b'{"version": 2, "address": "' + b"0" * 40 + b'"}']
)
def test_a_damaged_file_is_named_fail(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "court.json").write_bytes(content)
    with pytest.raises(KeyUnusable, match="court"):
        KeyStore(tmp_path).open("court", "word")


def test_a_file_that_names_another_address_is_refused_fail(tmp_path: Path) -> None:
    store = KeyStore(tmp_path)
    store.create_development("court", SEED, "word")
    file = tmp_path / "court.development.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"address": "00" * 20}))
    with pytest.raises(KeyUnusable, match="another address"):
        store.open("court", "word")


@pytest.mark.parametrize("secret", [b"", bytes(32), b"\xff" * 32, b"\1" * 31])
def test_bytes_that_are_no_secret_key_are_refused_fail(secret: bytes) -> None:
    with pytest.raises(KeyUnusable) as caught:
        LocalSigner(secret)
    assert secret.hex() not in str(caught.value) or not secret


def test_only_a_digest_is_signed_fail() -> None:
    with pytest.raises(KeyUnusable):
        development_signer(SEED, "court").sign_digest(b"a message, not its hash")


def test_a_secret_is_never_shown() -> None:
    signer = development_signer(SEED, "court")
    assert repr(signer) == f"LocalSigner(0x{signer.address.hex()})"


def test_a_password_comes_from_a_file_or_a_person(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("first line\nsecond\n")
    assert read_password(tmp_path / "word", None) == "first line"
    assert read_password(None, lambda question: question + "x", "Q") == "Qx"


def test_no_password_is_refused_fail(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("")
    (tmp_path / "latin").write_bytes(b"\xff\xfe")
    for file in ("empty", "absent", "latin"):
        with pytest.raises(PasswordMissing):
            read_password(tmp_path / file, None)
    with pytest.raises(PasswordMissing):
        read_password(None, None)
    with pytest.raises(PasswordMissing):
        read_password(None, lambda _: "")
