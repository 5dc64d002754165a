"""ECDSA over NIST P-256 (secp256r1): the verification door for keys of cards, phones and time authorities.

Source: FIPS 186-5; SEC 2 v2 section 2.4.2. High s is refused here as everywhere.
"""

from typing import Final

from torrens_anchor.signatures import ecdsa_curve

P256: Final = ecdsa_curve.Curve(
    name="secp256r1",
    p=0xFFFFFFFF_00000001_00000000_00000000_00000000_FFFFFFFF_FFFFFFFF_FFFFFFFF,
    a=-3,
    b=0x5AC635D8_AA3A93E7_B3EBBD55_769886BC_651D06B0_CC53B0F6_3BCE3C3E_27D2604B,
    n=0xFFFFFFFF_00000000_FFFFFFFF_FFFFFFFF_BCE6FAAD_A7179E84_F3B9CAC2_FC632551,
    cryptography_name="SECP256R1",
    ecdsa_name="NIST256p",
)
"""The curve."""


def verify(digest: bytes, r: int, s: int, public_key: bytes, *, independent: bool = False) -> None:
    """Check a P-256 signature.

    Args:
        digest: Of any length; its leftmost 256 bits count.
        r: 1..n-1.
        s: 1..n/2.
        public_key: Uncompressed, 0x04 ‖ x ‖ y.
        independent: Ask `cryptography` and `ecdsa`; they must agree.

    Raises:
        MalformedInput: The key is not an uncompressed point of the curve.
        SignatureMismatch: It does not verify, or s is high.
        AlgorithmUnavailable: Both implementations are asked for and one is not installed.
    """
    ecdsa_curve.verify(P256, digest, r, s, public_key, independent=independent)
