"""The chain's half of the conformance door: kinds `header` and `wycheproof-ecdsa`.

Each function takes a parsed vector file and yields (case name, check); a check that returns says that the
input verified, one that raises says why not. Which kind goes where is `door`'s table.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from torrens_anchor.chain.qbft import parse_qbft_header, quorum, verify_sealed
from torrens_anchor.conformance.members import (
    CaseMembers,
    read_hex,
    read_integer,
    read_text,
    wycheproof_cases,
    wycheproof_key,
)
from torrens_anchor.errors import AlgorithmUnavailable, FieldMismatch, MalformedInput
from torrens_anchor.signatures.ecdsa_curve import verify
from torrens_anchor.signatures.p256 import P256
from torrens_anchor.signatures.secp256k1 import SECP256K1, Address, parse_der

Check = Callable[[], None]
_CURVES: Final = {curve.name: curve for curve in (SECP256K1, P256)}


def header_cases(document: Any) -> Iterator[tuple[str, Check]]:  # noqa: ANN401 - any JSON
    """Give the cases of a `header` file: one case, a list of cases, or name → case; `cases` may hold the latter two.

    Args:
        document: The parsed file.

    Yields:
        A name and a check of hash, validators, signers and quorum.

    Raises:
        MalformedInput: The file has another form.
    """
    if isinstance(document, dict) and isinstance(document.get("cases"), dict | list):
        document = document["cases"]
    if isinstance(document, dict) and "header_rlp" in document:
        named = [(str(document.get("name", document.get("number", "header"))), document)]
    elif isinstance(document, dict):
        named = list(document.items())
    elif isinstance(document, list):
        named = [(_name(case, index), case) for index, case in enumerate(document)]
    else:
        raise MalformedInput("a header vector is an object or a list of objects")
    for name, case in named:
        yield name, partial(_check_header, case)


def _name(case: object, index: int) -> str:
    return str(case.get("name", index)) if isinstance(case, dict) else str(index)


def _check_header(value: Any) -> None:  # noqa: ANN401 - any JSON
    case = CaseMembers(value, "case")
    sealed = parse_qbft_header(case.read("header_rlp", read_hex))
    listed = list(sealed.validators)
    validators = _addresses(case, "validators", listed)
    found = verify_sealed(sealed, tuple(validators))
    claims: dict[str, tuple[object, object]] = {
        "number": (case.optional("number", read_integer), sealed.header.number),
        "round": (case.optional("round", read_integer), sealed.round),
        "block_hash": (case.optional("block_hash", read_hex), sealed.header.hash),
        "sealed_digest": (case.optional("sealed_digest", read_hex), sealed.sealed_digest),
        "quorum": (case.optional("quorum", read_integer), quorum(len(validators))),
        "validators": (validators, listed or validators),
        "committers_in_order": (_addresses(case, "committers_in_order", list(found)), list(found)),
    }
    for name, (claimed, computed) in claims.items():
        if claimed is not None and claimed != computed:
            raise FieldMismatch(f"{name} is {_shown(computed)}, the case says {_shown(claimed)}", field=name)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return f"0x{value.hex()}" if isinstance(value, bytes) else str(value)


def _addresses(case: CaseMembers, name: str, without: list[Address]) -> list[Address]:
    """Read addresses; where the case says none, what the header says."""
    return [Address(each) for each in case.items(name, read_hex)] if case.has(name) else without


def ecdsa_cases(document: Any) -> Iterator[tuple[str, Check]]:  # noqa: ANN401 - any JSON
    """Give the cases of a Wycheproof ECDSA file; over secp256k1 and secp256r1 they are judged, over others refused.

    Args:
        document: The parsed file.

    Yields:
        The tcId and a check: the signature verifies and s ≤ n/2.

    Raises:
        MalformedInput: The file has another form.
    """
    for group, name, test, where in wycheproof_cases(document):
        yield name, partial(_check_ecdsa, group, test, where)


def _check_ecdsa(group: CaseMembers, value: Any, where: str) -> None:  # noqa: ANN401 - any JSON
    test, key = CaseMembers(value, where), wycheproof_key(group)
    curve = _CURVES.get(key.text("curve"))
    if curve is None:
        name = key.text("curve")
        raise AlgorithmUnavailable(f"{name} is none of the curves {', '.join(_CURVES)}", algorithm=name)
    signature = test.read("sig", read_hex)
    if "P1363" in (group.optional("type", read_text) or ""):
        if len(signature) != 64:
            raise MalformedInput("an IEEE P1363 signature over a curve of 256 bits has 64 bytes", size=len(signature))
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    else:
        r, s = parse_der(signature)
    digest = _digest(group.text("sha"), test.read("msg", read_hex))
    verify(curve, digest, r, s, key.read("uncompressed", read_hex))


def _digest(name: str, message: bytes) -> bytes:
    """Hash by Wycheproof's name of a hash: SHA-256, SHA-512/256, SHA3-512, SHAKE256 (of 64 bytes)."""
    plain = name.lower().replace("/", "_")
    plain = plain.replace("-", "_" if plain.startswith("sha3-") else "")
    try:
        if plain.startswith("shake"):
            shake = hashlib.new(plain.replace("shake", "shake_"), message)
            return shake.digest(64 if "256" in plain else 32)  # type: ignore[call-arg] # typeshed has no SHAKE here
        return hashlib.new(plain, message).digest()
    except (ValueError, TypeError) as error:
        raise AlgorithmUnavailable(f"this Python's hashlib has no {name}", algorithm=name) from error
