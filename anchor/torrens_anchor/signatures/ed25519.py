"""The verification door for Ed25519 (RFC 8032): `cryptography` when installed, else pure Python `ecdsa`.

What libraries differ on is checked here, so that both accept exactly the same signatures: S below the group
order, points in their one encoding, and public keys of prime order (a key
of small order verifies signatures that nobody made; one of mixed order divides verifiers).
"""

from functools import lru_cache
from typing import Any, Final

from torrens_anchor.errors import AlgorithmUnavailable, MalformedInput, SignatureMismatch
from torrens_anchor.hashing.ledger import Scheme, Signed, keep
from torrens_anchor.signatures.edwards25519 import ORDER, decode_point, is_prime_order

PUBLIC_KEY_SIZE: Final = 32
"""Bytes in a public key (RFC 8032 section 5.1.5)."""
SIGNATURE_SIZE: Final = 64
"""Bytes in a signature (RFC 8032 section 5.1.6)."""


def verify(public_key: bytes, message: bytes, signature: bytes, *, independent: bool = False) -> None:
    """Verify an Ed25519 signature.

    Args:
        public_key: The 32-byte key.
        message: What was signed.
        signature: The 64 bytes R || S.
        independent: Ask both libraries; they must agree.

    Raises:
        MalformedInput: The key is not 32 bytes, or encodes no point of prime order canonically.
        SignatureMismatch: The signature does not verify.
        AlgorithmUnavailable: Neither library is installed, or not both where both are asked.
    """
    if not is_public_key(public_key):
        raise MalformedInput("not an Ed25519 public key", key=public_key.hex())
    if len(signature) != SIGNATURE_SIZE:
        raise SignatureMismatch(f"an Ed25519 signature has 64 bytes, not {len(signature)}", size=len(signature))
    if int.from_bytes(signature[32:], "little") >= ORDER:
        raise SignatureMismatch("the Ed25519 signature is not canonically encoded", key=public_key.hex())
    compiled = _verify_with_cryptography(public_key, message, signature)
    if compiled is None and independent:
        raise AlgorithmUnavailable(
            "a second opinion needs cryptography beside ecdsa", remedy="pip install cryptography", algorithm="ed25519"
        )
    good = _verify_with_ecdsa(public_key, message, signature) if compiled is None or independent else compiled
    if compiled is not None and compiled != good:
        raise SignatureMismatch("cryptography and ecdsa do not agree about the signature", key=public_key.hex())
    if not good:
        raise SignatureMismatch("the Ed25519 signature does not verify", key=public_key.hex())
    keep(Signed(Scheme.ED25519, public_key, message, signature))


@lru_cache(maxsize=1024)
def is_public_key(public_key: bytes) -> bool:
    """Say whether bytes are a public key that can be trusted to stand for one signer.

    Args:
        public_key: The encoded point.

    Returns:
        Whether it is 32 bytes, canonical, on the curve and of prime order.
    """
    if len(public_key) != PUBLIC_KEY_SIZE:
        return False
    point = decode_point(public_key)
    return point is not None and is_prime_order(point)


@lru_cache(maxsize=1024)
def _compiled_key(public_key: bytes) -> Any:  # noqa: ANN401 - a type of an optional library
    """Give the key as `cryptography` has it; None where that is not installed."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - may be missing
    except ImportError:
        return None
    return Ed25519PublicKey.from_public_bytes(public_key)


def _verify_with_cryptography(public_key: bytes, message: bytes, signature: bytes) -> bool | None:
    """Verify with `cryptography`, which compares R byte by byte; None where it is not installed."""
    key = _compiled_key(public_key)
    if key is None:
        return None
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - installed, as the key shows

    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _verify_with_ecdsa(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Verify with `ecdsa`, in pure Python, which compares points: R must be in its one encoding first."""
    try:
        from ecdsa import BadSignatureError, Ed25519, VerifyingKey  # noqa: PLC0415 - slow to import, seldom needed
        from ecdsa.errors import MalformedPointError  # noqa: PLC0415 - same
    except ImportError as error:
        raise AlgorithmUnavailable(
            "neither cryptography nor ecdsa is installed", remedy="pip install ecdsa", algorithm="ed25519"
        ) from error
    if decode_point(signature[:32]) is None:
        return False
    try:
        VerifyingKey.from_string(public_key, curve=Ed25519).verify(signature, message)
    except (BadSignatureError, MalformedPointError):
        return False
    return True
