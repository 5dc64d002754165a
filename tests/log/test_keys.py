from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from torrens_anchor.errors import MalformedInput
from torrens_anchor.notes.note import Note, sign_note
from torrens_anchor.notes.notekey import KeyType
from torrens_log.errors import DiskFailed, KeyUnusable
from torrens_log.keys import load_signer, signer_from_seed, write_key_file

SEED = bytes(range(32))


@pytest.mark.parametrize("key_type", KeyType)
def test_a_key_file_opens_to_the_same_key(key_type: KeyType, tmp_path: Path) -> None:
    path = tmp_path / "log.pem"
    write_key_file(path, SEED, b"secret")
    assert path.stat().st_mode & 0o777 == 0o600
    assert SEED not in path.read_bytes()
    assert (
        load_signer(path, b"secret", "example.com/log", key_type).key
        == signer_from_seed("example.com/log", SEED, key_type).key
    )


def test_the_key_is_that_of_rfc_8032() -> None:
    # RFC 8032 section 7.1, test 1
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    signer = signer_from_seed("example.com/log", seed)
    assert signer.key.public_key.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


def test_a_loaded_key_signs(tmp_path: Path) -> None:
    write_key_file(tmp_path / "log.pem", SEED, b"secret")
    signer = load_signer(tmp_path / "log.pem", b"secret", "example.com/log")
    assert Note("t\n", (sign_note("t\n", signer),)).verified_by([signer.key])


def test_wrong_password_missing_file_and_other_files_fail(tmp_path: Path) -> None:
    path = tmp_path / "log.pem"
    write_key_file(path, SEED, b"secret")
    (tmp_path / "text").write_bytes(b"no key")
    other = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "p256").write_bytes(
        other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
    )
    (tmp_path / "open").write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for each, password in [
        (path, b"wrong"),
        (path, b""),
        *((tmp_path / name, b"secret") for name in ("none", "text", "p256", "open")),
    ]:
        with pytest.raises(KeyUnusable) as caught:
            load_signer(each, password, "example.com/log")
        assert caught.value.exit_code == 3


def test_a_key_file_is_never_overwritten_fail(tmp_path: Path) -> None:
    path = tmp_path / "log.pem"
    write_key_file(path, SEED, b"secret")
    before = path.read_bytes()
    with pytest.raises(KeyUnusable, match="exists"):
        write_key_file(path, bytes(32), b"secret")
    assert path.read_bytes() == before
    with pytest.raises(DiskFailed):
        write_key_file(tmp_path / "no" / "folder", SEED, b"secret")


def test_empty_password_short_seed_or_bad_name_fail(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable):
        write_key_file(tmp_path / "k", SEED, b"")
    with pytest.raises(KeyUnusable):
        write_key_file(tmp_path / "k", SEED[:31], b"secret")
    with pytest.raises(MalformedInput):
        signer_from_seed("bad name", SEED)
    assert not (tmp_path / "k").exists()
