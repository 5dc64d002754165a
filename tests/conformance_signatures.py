"""Vectors of signatures in Wycheproof's form, made here by `eth_keys`, `ecdsa` and `cryptography`.

`result` says what must verify; a high s stands as invalid, since here it must not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import ecdsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from eth_keys.datatypes import PrivateKey

Group = dict[str, Any]
K1 = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
R1 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
FIELD_K1 = 2**256 - 2**32 - 977
L = 2**252 + 27742317777372353535851937790883648493
SECRET = PrivateKey(hashlib.sha256(b"conformance of signatures").digest())
SECRET_R1 = ecdsa.SigningKey.from_secret_exponent(7**80 % R1, curve=ecdsa.NIST256p)
MESSAGE = b"what is signed"
Signature = tuple[int, int]


def integer(value: int) -> bytes:
    """An INTEGER of DER."""
    body = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return b"\2" + bytes([len(body)]) + body


def sequence(*parts: bytes) -> bytes:
    body = b"".join(parts)
    return b"\x30" + bytes([len(body)]) + body


def der(r: int, s: int) -> bytes:
    return sequence(integer(r), integer(s))


def p1363(r: int, s: int) -> bytes:
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def digest(sha: str, message: bytes) -> bytes:
    """A hash by Wycheproof's name of it, its leftmost 256 bits."""
    if sha.startswith("SHAKE"):
        return (hashlib.shake_128 if sha == "SHAKE128" else hashlib.shake_256)(message).digest(32)
    names = {"SHA-512/256": "sha512_256", "SHA3-256": "sha3_256", "SHA3-512": "sha3_512"}
    return hashlib.new(names.get(sha, sha.replace("-", "")), message).digest()[:32].rjust(32, b"\0")


def by_k1(hashed: bytes) -> Signature:
    signed = SECRET.sign_msg_hash(hashed)
    return signed.r, signed.s


def by_r1(hashed: bytes) -> Signature:
    r, s = SECRET_R1.sign_digest_deterministic(hashed, hashlib.sha256, sigencode=lambda r, s, _order: (r, s))
    return r, min(s, R1 - s)


class Numbered:
    """Gives tests their tcId, one row for the whole file."""

    def __init__(self) -> None:
        self.last = 0

    def group(self, key: Mapping[str, object], tests: Mapping[str, tuple[bytes, object]], **more: object) -> Group:
        """A group; a test's name that ends in `_fail` makes it invalid."""
        listed = []
        for name, (message, signature) in tests.items():
            self.last += 1
            shown = signature.hex() if isinstance(signature, bytes) else signature
            result = "invalid" if name.endswith("_fail") else "valid"
            listed.append({"tcId": self.last, "comment": name, "msg": message.hex(), "sig": shown, "result": result})
        return {"publicKey": key, **more, "tests": listed}


def key_k1(**other: object) -> dict[str, object]:
    point = b"\4" + SECRET.public_key.to_bytes()
    return {"type": "EcPublicKey", "curve": "secp256k1", "keySize": 256, "uncompressed": point.hex(), **other}


def ecdsa_groups(numbered: Numbered) -> Iterator[Group]:
    """Every group of `wycheproof-ecdsa`."""
    r, s = by_k1(digest("SHA-256", MESSAGE))
    yield numbered.group(key_k1(), _encodings(r, s), type="EcdsaVerify", sha="SHA-256")
    yield numbered.group(key_k1(), _values(r, s), type="EcdsaVerify", sha="SHA-256")
    plain = p1363(r, s)
    tests: dict[str, tuple[bytes, object]] = {
        "64 bytes": (MESSAGE, plain),
        "capitals": (MESSAGE, plain.hex().upper()),
        "63 bytes_fail": (MESSAGE, plain[:-1]),
        "65 bytes_fail": (MESSAGE, plain + b"\0"),
        "DER_fail": (MESSAGE, der(r, s)),
        "zeros_fail": (MESSAGE, bytes(64)),
        "high s_fail": (MESSAGE, p1363(r, K1 - s)),
        "nothing_fail": (MESSAGE, b""),
    }
    yield numbered.group(key_k1(), tests, type="EcdsaP1363Verify", sha="SHA-256")
    for sha in ("SHA-224", "SHA-384", "SHA-512", "SHA-512/256", "SHA3-256", "SHA3-512", "SHAKE128", "SHAKE256"):
        signed = der(*by_k1(digest(sha, MESSAGE)))
        both: dict[str, tuple[bytes, object]] = {sha: (MESSAGE, signed), f"{sha}, SHA-256's_fail": (MESSAGE, der(r, s))}
        yield numbered.group(key_k1(), both, type="EcdsaVerify", sha=sha)
    yield from _borders(numbered)
    yield from _keys(numbered, der(r, s))


def _encodings(r: int, s: int) -> dict[str, tuple[bytes, object]]:
    """One signature in forms of BER that are no DER."""
    first, second = integer(r), integer(s)
    body = first + second
    forms: dict[str, object] = {
        "DER": sequence(first, second),
        "length in long form": b"\x30\x81" + bytes([len(body)]) + body,
        "length in two bytes": b"\x30\x82\0" + bytes([len(body)]) + body,
        "length without end": b"\x30\x80" + body + b"\0\0",
        "r's length in long form": sequence(b"\2\x81" + first[1:], second),
        "r with a zero more": sequence(b"\2" + bytes([first[1] + 1]) + b"\0" + first[2:], second),
        "s with a zero more": sequence(first, b"\2" + bytes([second[1] + 1]) + b"\0" + second[2:]),
        "r below zero": sequence(b"\2\x20" + (2**256 - r).to_bytes(32, "big"), second),
        "a byte behind": sequence(first, second) + b"\0",
        "a byte inside": sequence(first, second, b"\0"),
        "a third number": sequence(first, second, integer(1)),
        "one number": sequence(first),
        "no number": sequence(),
        "empty numbers": sequence(b"\2\0", b"\2\0"),
        "cut": sequence(first, second)[:-1],
        "length too long": b"\x30" + bytes([len(body) + 1]) + body,
        "length too short": b"\x30" + bytes([len(body) - 1]) + body,
        "a set": b"\x31" + sequence(first, second)[1:],
        "not constructed": b"\x10" + sequence(first, second)[1:],
        "octets": sequence(b"\4" + first[1:], second),
        "a sequence in a sequence": sequence(sequence(first, second)),
        "numbers alone": body,
        "only a tag": b"\x30",
        "nothing": b"",
        "text": "no hexadecimal",
        "null": None,
        "a number": 7,
    }
    return {name if name == "DER" else f"{name}_fail": (MESSAGE, form) for name, form in forms.items()}


def _values(r: int, s: int) -> dict[str, tuple[bytes, object]]:
    """Numbers that no signature has, and true ones of other messages."""
    again = {message: der(*by_k1(digest("SHA-256", message))) for message in (b"", b"\0", b"x" * 5000)}
    true: dict[str, tuple[bytes, object]] = {f"{len(each)} bytes": (each, signed) for each, signed in again.items()}
    small = next(n for n in range(10_000) if by_k1(digest("SHA-256", b"%d" % n))[0] < 2**248)
    true["a short r"] = (b"%d" % small, der(*by_k1(digest("SHA-256", b"%d" % small))))
    pairs = {
        "high s": (r, K1 - s), "swapped": (s, r), "r of zero": (0, s), "s of zero": (r, 0), "zeros": (0, 0),
        "ones": (1, 1), "r of the order": (K1, s), "s of the order": (r, K1), "r beyond": (r + K1, s),
        "s beyond": (r, s + K1), "r of the field": (FIELD_K1, s), "s of order less one": (r, K1 - 1),
        "r of 512 bits": (r + (K1 << 256), s), "r + 1": (r + 1, s), "s + 1": (r, s + 1),
    }  # fmt: skip
    wrong: dict[str, tuple[bytes, object]] = {f"{name}_fail": (MESSAGE, der(*pair)) for name, pair in pairs.items()}
    return {**true, **wrong, "another message_fail": (MESSAGE + b"\0", der(r, s))}


def key_of(r: int, s: int) -> dict[str, object]:
    """The one key under which any two numbers sign the message: Q = (sR - zG) / r."""
    curve = ecdsa.SECP256k1.curve
    y = pow(r**3 + 7, (FIELD_K1 + 1) // 4, FIELD_K1)
    z = int.from_bytes(digest("SHA-256", MESSAGE), "big")
    nonce = ecdsa.ellipticcurve.PointJacobi(curve, r, y, 1, K1)
    point = (nonce * s + ecdsa.SECP256k1.generator * (K1 - z % K1)) * pow(r, -1, K1)
    return key_k1(uncompressed=f"04{point.x():064x}{point.y():064x}")


def _borders(numbered: Numbered) -> Iterator[Group]:
    """Numbers at their bounds that do sign."""
    small = next(x for x in range(1, 99) if pow(x**3 + 7, (FIELD_K1 - 1) // 2, FIELD_K1) == 1)
    large = next(x for x in range(K1 - 1, 0, -1) if pow(x**3 + 7, (FIELD_K1 - 1) // 2, FIELD_K1) == 1)
    for name, (r, s) in {
        "s of 1": (small, 1), "s of n/2": (small, K1 // 2), "largest r": (large, 2), "r and s small": (small, small),
        "s of n/2 + 1_fail": (small, K1 // 2 + 1), "s of n - 1_fail": (large, K1 - 1),
    }.items():  # fmt: skip
        yield numbered.group(key_of(r, s), {name: (MESSAGE, der(r, s))}, type="EcdsaVerify", sha="SHA-256")


def _keys(numbered: Numbered, signed: bytes) -> Iterator[Group]:
    """The same signature under keys that are none."""
    point = SECRET.public_key.to_bytes()
    x, y = int.from_bytes(point[:32], "big"), int.from_bytes(point[32:], "big")
    keys: dict[str, dict[str, object]] = {
        "compressed": {"uncompressed": (bytes([2 + y % 2]) + point[:32]).hex()},
        "hybrid": {"uncompressed": (bytes([6 + y % 2]) + point).hex()},
        "without its first byte": {"uncompressed": point.hex()},
        "the other y": {"uncompressed": (b"\4" + point[:32] + (FIELD_K1 - y).to_bytes(32, "big")).hex()},
        "off the curve": {"uncompressed": (b"\4" + point[:32] + (y ^ 1).to_bytes(32, "big")).hex()},
        "at infinity": {"uncompressed": "00"},
        "zeros": {"uncompressed": (b"\4" + bytes(64)).hex()},
        "of another curve": {"curve": "secp256r1"},
        "of a curve not spoken": {"curve": "secp384r1"},
        "of no curve": {"curve": None},
    }
    for name, other in keys.items():
        test: dict[str, tuple[bytes, object]] = {f"key {name}_fail": (MESSAGE, signed)}
        yield numbered.group(key_k1(**other), test, type="EcdsaVerify", sha="SHA-256")
    test = {"no such hash_fail": (MESSAGE, signed)}
    yield numbered.group(key_k1(), test, type="EcdsaVerify", sha="SHA-7")
    old = numbered.group(
        key_k1(wx=f"{x:064x}"), {"key by its old name": (MESSAGE, signed)}, type="ECDSAVer", sha="SHA-256"
    )
    yield {"key" if name == "publicKey" else name: each for name, each in old.items()}
    r, s = by_r1(digest("SHA-256", MESSAGE))
    uncompressed = SECRET_R1.verifying_key.to_string("uncompressed").hex()
    both: dict[str, tuple[bytes, object]] = {"P-256": (MESSAGE, der(r, s)), "high s_fail": (MESSAGE, der(r, R1 - s))}
    yield numbered.group({"curve": "secp256r1", "uncompressed": uncompressed}, both, type="EcdsaVerify", sha="SHA-256")


def ed25519_groups(numbered: Numbered) -> Iterator[Group]:
    """Every group of `wycheproof-ed25519`."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key().public_bytes_raw()
    true = {f"{len(each)} bytes": (each, key.sign(each)) for each in (b"", b"\0", MESSAGE, b"y" * 5000)}
    good = key.sign(MESSAGE)
    scalar = int.from_bytes(good[32:], "little")
    wrong: dict[str, object] = {
        "S + L": good[:32] + (scalar + L).to_bytes(32, "little"), "S of L": good[:32] + L.to_bytes(32, "little"),
        "S with its top bit": good[:63] + bytes([good[63] | 0x80]), "S of zero": good[:32] + bytes(32),
        "R of zero": bytes(32) + good[32:], "zeros": bytes(64), "R of ones": b"\xff" * 32 + good[32:],
        "R of the field": (2**255 - 19).to_bytes(32, "little") + good[32:], "identity": b"\1" + bytes(63),
        "R's sign": good[:31] + bytes([good[31] ^ 0x80]) + good[32:], "swapped halves": good[32:] + good[:32],
        "nothing": b"", "32 bytes": good[:32], "63 bytes": good[:-1], "65 bytes": good + b"\0", "twice": good * 2,
        "of the message's hash": key.sign(hashlib.sha512(MESSAGE).digest()), "no hexadecimal": "é", "null": None,
    }  # fmt: skip
    false = {f"{name}_fail": (MESSAGE, each) for name, each in wrong.items()}
    shown = {"type": "EDDSAPublicKey", "curve": "edwards25519", "keySize": 255}
    tests: dict[str, tuple[bytes, object]] = {**true, **false, "other_fail": (MESSAGE + b"\0", good)}
    yield numbered.group({**shown, "pk": public.hex()}, tests, type="EddsaVerify")
    forged = b"\1" + bytes(63)
    for name, odd in {
        "of order one": b"\1" + bytes(31),
        "of order one, its sign set": b"\1" + bytes(30) + b"\x80",
        "of order one, not below the field": (2**255 - 18).to_bytes(32, "little"),
        "of order two": (2**255 - 20).to_bytes(32, "little"),
        "of order four": bytes(32),
        "of order eight": bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        "that is no point": b"\2" + bytes(31),
        "of 31 bytes": public[:31],
        "of 33 bytes": public + b"\0",
        "of nothing": b"",
        "of its DER": bytes.fromhex("302a300506032b6570032100") + public,
    }.items():
        signature = good if len(odd) != 32 else forged
        yield numbered.group({**shown, "pk": odd.hex()}, {f"key {name}_fail": (MESSAGE, signature)}, type="EddsaVerify")
    old = numbered.group({**shown, "pk": public.hex(), "sk": "00"}, {"key by its old name": (MESSAGE, good)})
    yield {"key" if name == "publicKey" else name: each for name, each in old.items()}
    yield numbered.group(shown, {"key without its bytes_fail": (MESSAGE, good)})
