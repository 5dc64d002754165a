"""The chain's half of the conformance door: kinds `header` and `wycheproof-ecdsa`.

Each function takes a parsed vector file and yields (case name, check); a check that returns says that the
input verified, one that raises says why not. Which kind goes where is `conformance`'s table.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

from torrens_anchor.chain.qbft import parse_qbft_header, quorum, verify_sealed
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
        if not isinstance(case, dict):
            raise MalformedInput(f"case {name} is no object", case=name)
        yield name, partial(_check_header, case)


def _name(case: object, index: int) -> str:
    return str(case.get("name", index)) if isinstance(case, dict) else str(index)


def _check_header(case: dict[str, Any]) -> None:
    sealed = parse_qbft_header(_hex(case, "header_rlp"))
    listed = [bytes(address) for address in sealed.validators]
    validators = _addresses(case["validators"]) if "validators" in case else listed
    found = verify_sealed(sealed, tuple(map(Address, validators)))
    claims: dict[str, tuple[object, object]] = {
        "number": (case.get("number"), sealed.header.number),
        "round": (case.get("round"), sealed.round),
        "block_hash": (_plain(case.get("block_hash")), sealed.header.hash.hex()),
        "sealed_digest": (_plain(case.get("sealed_digest")), sealed.sealed_digest.hex()),
        "quorum": (case.get("quorum"), quorum(len(validators))),
        "validators": (validators, listed or validators),
        "committers_in_order": (_addresses(case.get("committers_in_order", found)), list(found)),
    }
    for name, (claimed, computed) in claims.items():
        if claimed is not None and claimed != computed:
            raise FieldMismatch(f"{name} is {computed!r}, the case says {claimed!r}", field=name)


def _plain(text: object) -> object:
    return text.removeprefix("0x").lower() if isinstance(text, str) else text


def _addresses(values: Iterable[str | bytes]) -> list[bytes]:
    return [bytes.fromhex(value.removeprefix("0x")) if isinstance(value, str) else value for value in values]


def _hex(case: dict[str, Any], name: str) -> bytes:
    try:
        return bytes.fromhex(str(case[name]).removeprefix("0x"))
    except (KeyError, ValueError) as error:
        raise MalformedInput(f"{name} is missing or no hexadecimal", field=name) from error


def ecdsa_cases(document: Any) -> Iterator[tuple[str, Check]]:  # noqa: ANN401 - any JSON
    """Give the cases of a Wycheproof ECDSA file over secp256k1 or secp256r1.

    Args:
        document: The parsed file.

    Yields:
        The tcId and a check: the signature verifies and s ≤ n/2.

    Raises:
        MalformedInput: The file has another form or curve.
    """
    if not isinstance(document, dict) or not isinstance(document.get("testGroups"), list):
        raise MalformedInput("a Wycheproof file has a list `testGroups`")
    for group in document["testGroups"]:
        key = group.get("publicKey", group.get("key"))
        if not isinstance(key, dict) or key.get("curve") not in _CURVES:
            raise MalformedInput(f"a test group's key is of none of the curves {', '.join(_CURVES)}")
        for test in group["tests"]:
            yield str(test["tcId"]), partial(_check_ecdsa, group, key, test)


def _check_ecdsa(group: dict[str, Any], key: dict[str, Any], test: dict[str, Any]) -> None:
    signature = _hex(test, "sig")
    if "P1363" in str(group.get("type", "")):
        if len(signature) != 64:
            raise MalformedInput("an IEEE P1363 signature over a curve of 256 bits has 64 bytes", size=len(signature))
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    else:
        r, s = parse_der(signature)
    verify(_CURVES[key["curve"]], _digest(str(group["sha"]), _hex(test, "msg")), r, s, _hex(key, "uncompressed"))


def _digest(name: str, message: bytes) -> bytes:
    """Hash by Wycheproof's name of a hash: SHA-256, SHA-512/256, SHA3-512, SHAKE256 (of 64 bytes)."""
    plain = name.lower().replace("-", "", 1).replace("/", "_")
    if plain.startswith("sha3"):
        plain = "sha3_" + name[-3:]
    if plain.startswith("shake"):
        shake = hashlib.new(plain.replace("shake", "shake_"), message)
        return shake.digest(64 if "256" in plain else 32)  # type: ignore[call-arg] # typeshed has no SHAKE here
    try:
        return hashlib.new(plain, message).digest()
    except ValueError as error:
        raise AlgorithmUnavailable(f"this Python's hashlib has no {name}", algorithm=name) from error
