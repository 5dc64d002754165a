"""The one place for the secret Ed25519 keys of logs and witnesses.

A secret leaves this module only as a `Signer`'s function or as an encrypted PKCS#8 file.
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from torrens_anchor.errors import AnchorError
from torrens_anchor.notes.notekey import KeyType, Signer, VerifierKey, key_name
from torrens_log.errors import DiskFailed, KeyUnusable

SEED_SIZE = 32
"""Bytes in an Ed25519 seed (RFC 8032 section 5.1.5)."""


def signer_from_seed(name: str, seed: bytes, key_type: KeyType = KeyType.ED25519) -> Signer:
    """Make a signer from a seed that the caller drew or derived.

    Args:
        name: The key's name; a log's key is named after its origin.
        seed: 32 secret bytes.
        key_type: ED25519 for a log, COSIGNATURE_V1 for a witness.

    Returns:
        The signer.

    Raises:
        KeyUnusable: The seed has not 32 bytes.
        MalformedInput: The name is no key name.
    """
    return _signer(name, _from_seed(seed), key_type)


def write_key_file(path: Path, seed: bytes, password: bytes) -> None:
    """Write a seed into a new encrypted PKCS#8 PEM file that only its owner can read.

    Args:
        path: The file; must not exist.
        seed: 32 secret bytes.
        password: At least one byte.

    Raises:
        KeyUnusable: The seed has not 32 bytes, the password is empty, or the file exists.
        DiskFailed: The file cannot be written.
    """
    if not password:
        raise KeyUnusable("a key file needs a password", remedy="give a password of at least one byte")
    key = _from_seed(seed)
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as error:
        raise KeyUnusable(f"{path} exists already", remedy="choose another path; keys are never overwritten") from error
    except OSError as error:
        raise DiskFailed(f"{path}: {error.strerror}", path=str(path)) from error


def load_signer(path: Path, password: bytes, name: str, key_type: KeyType = KeyType.ED25519) -> Signer:
    """Open an encrypted key file.

    Args:
        path: The PEM file.
        password: Its password.
        name: The key's name, which the file does not hold.
        key_type: ED25519 for a log, COSIGNATURE_V1 for a witness.

    Returns:
        The signer.

    Raises:
        KeyUnusable: Missing, unreadable, not an encrypted Ed25519 key, or a wrong password.
        MalformedInput: The name is no key name.
    """
    try:
        key = load_pem_private_key(path.read_bytes(), password)
    except OSError as error:
        raise KeyUnusable(f"{path}: {error.strerror}", path=str(path)) from error
    except (ValueError, TypeError) as error:
        raise KeyUnusable(f"{path} does not open: wrong password, or no encrypted key", path=str(path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(f"{path} holds no Ed25519 key", path=str(path))
    return _signer(name, key, key_type)


def new_seed() -> bytes:
    """Draw a seed for a real key.

    Returns:
        32 bytes of the system's randomness.
    """
    return secrets.token_bytes(SEED_SIZE)


def create_pair(base: Path, name: str, seed: bytes, password: bytes, key_type: KeyType) -> VerifierKey:
    """Write a new key as two files: `BASE.pem`, encrypted, and `BASE.vkey`, for everybody.

    Args:
        base: Their path without the endings.
        name: The key's name.
        seed: 32 secret bytes.
        password: At least one byte.
        key_type: ED25519 for a log, COSIGNATURE_V1 for a witness.

    Returns:
        The verifier key.

    Raises:
        KeyUnusable: The password is empty, or there is a key already.
        MalformedInput: The name is no key name.
        DiskFailed: The files cannot be written.
    """
    key = signer_from_seed(name, seed, key_type).key
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        write_key_file(_ending(base, ".pem"), seed, password)
        _ending(base, ".vkey").write_text(f"{key}\n", encoding="utf-8")
    except OSError as error:
        raise DiskFailed(f"{base}: {error.strerror}", path=str(base)) from error
    return key


def read_vkey(base: Path) -> VerifierKey:
    """Read the verifier key of `create_pair`; no password is needed.

    Args:
        base: The files' path without their endings.

    Returns:
        The key.

    Raises:
        KeyUnusable: There is none.
    """
    file = _ending(base, ".vkey")
    try:
        return VerifierKey.parse(file.read_text(encoding="utf-8").strip())
    except OSError as error:
        raise KeyUnusable(f"{file}: {error.strerror}", path=str(file)) from error
    except (AnchorError, UnicodeDecodeError) as error:
        raise KeyUnusable(f"{file} holds no verifier key: {error}", path=str(file)) from error


def open_pair(base: Path, password: bytes) -> Signer:
    """Open the key of `create_pair`.

    Args:
        base: The files' path without their endings.
        password: The password.

    Returns:
        The signer.

    Raises:
        KeyUnusable: A file is missing or no key, the password is wrong, or the two files are not of one key.
    """
    stated = read_vkey(base)
    signer = load_signer(_ending(base, ".pem"), password, stated.name, stated.type)
    if signer.key != stated:
        raise KeyUnusable(f"{base}.pem and {base}.vkey are not of one key", path=str(base))
    return signer


def _ending(base: Path, ending: str) -> Path:
    return base.with_name(base.name + ending)


def _from_seed(seed: bytes) -> Ed25519PrivateKey:
    if len(seed) != SEED_SIZE:
        raise KeyUnusable(f"an Ed25519 seed has {SEED_SIZE} bytes, not {len(seed)}", remedy="give 32 bytes")
    return Ed25519PrivateKey.from_private_bytes(seed)


def _signer(name: str, key: Ed25519PrivateKey, key_type: KeyType) -> Signer:
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Signer(VerifierKey(key_name(name), key_type, public), key.sign)
