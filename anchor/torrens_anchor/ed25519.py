"""The verification door for Ed25519 (RFC 8032): `cryptography` when installed, else pure Python `ecdsa`.

Decoding is checked here, before either library, so that both accept exactly the same signatures:
S below the group order, and points whose y is below p and whose x = 0 carries no sign bit.
"""

from typing import Final

from torrens_anchor.errors import AlgorithmUnavailable, MalformedInput, SignatureMismatch

PUBLIC_KEY_SIZE: Final = 32
"""Bytes in a public key (RFC 8032 section 5.1.5)."""
SIGNATURE_SIZE: Final = 64
"""Bytes in a signature (RFC 8032 section 5.1.6)."""
_FIELD: Final = 2**255 - 19
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493


def verify(public_key: bytes, message: bytes, signature: bytes, *, independent: bool = False) -> None:
    """Verify an Ed25519 signature.

    Args:
        public_key: The 32-byte key.
        message: What was signed.
        signature: The 64 bytes R || S.
        independent: Use `ecdsa` even when `cryptography` is installed, as a second opinion.

    Raises:
        MalformedInput: The key is not 32 bytes, or encodes no point canonically.
        SignatureMismatch: The signature does not verify.
        AlgorithmUnavailable: Neither library is installed.
    """
    if len(public_key) != PUBLIC_KEY_SIZE or not _is_canonical_point(public_key):
        raise MalformedInput("not an Ed25519 public key", key=public_key.hex())
    if len(signature) != SIGNATURE_SIZE:
        raise SignatureMismatch(f"an Ed25519 signature has 64 bytes, not {len(signature)}", size=len(signature))
    if int.from_bytes(signature[32:], "little") >= _ORDER or not _is_canonical_point(signature[:32]):
        raise SignatureMismatch("the Ed25519 signature is not canonically encoded", key=public_key.hex())
    if independent or not _verify_with_cryptography(public_key, message, signature):
        _verify_with_ecdsa(public_key, message, signature)


def _is_canonical_point(encoded: bytes) -> bool:
    """Apply the decoding rules of RFC 8032 section 5.1.3 that libraries differ on."""
    value = int.from_bytes(encoded, "little")
    sign, y = value >> 255, value & (2**255 - 1)
    return y < _FIELD and not (sign and y in {1, _FIELD - 1})


def _verify_with_cryptography(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Verify with `cryptography`; say False when it is not installed."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - a verifier may lack it
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - same
    except ImportError:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise SignatureMismatch("the Ed25519 signature does not verify", key=public_key.hex()) from error
    return True


def _verify_with_ecdsa(public_key: bytes, message: bytes, signature: bytes) -> None:
    """Verify with `ecdsa`, in pure Python."""
    try:
        from ecdsa import BadSignatureError, Ed25519, VerifyingKey  # noqa: PLC0415 - slow to import, seldom needed
        from ecdsa.errors import MalformedPointError  # noqa: PLC0415 - same
    except ImportError as error:
        raise AlgorithmUnavailable(
            "neither cryptography nor ecdsa is installed", remedy="pip install ecdsa", algorithm="ed25519"
        ) from error
    try:
        VerifyingKey.from_string(public_key, curve=Ed25519).verify(signature, message)
    except (BadSignatureError, MalformedPointError) as error:
        raise SignatureMismatch("the Ed25519 signature does not verify", key=public_key.hex()) from error
