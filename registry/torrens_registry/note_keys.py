"""Ed25519 keys of the audit log and of development witnesses: where their files stand, and how they are named.

The secrets themselves are held by `torrens_log.keys`, in encrypted PKCS#8 files; beside each stands its verifier key
as text, which policies name and which needs no password. A development key comes from the world's seed and its name.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.notes.notekey import KeyType, Signer, VerifierKey
from torrens_log.keys import load_signer, signer_from_seed, write_key_file
from torrens_log.witness import Witness
from torrens_registry.errors import KeyExists, KeyMissing

LOG_KEY: Final = "log"
"""Name of the log's key file in the key folder, without its ending."""
_SECRET, _PUBLIC = ".pem", ".vkey"


def log_origin(exchange: int) -> str:
    """Gives the name of an exchange's log: its key's name, and the first line of its checkpoints.

    Args:
        exchange: The exchange.

    Returns:
        The name.
    """
    return f"exchange-{exchange}.torrens/log"


def witness_origin(name: str) -> str:
    """Gives the name of a development witness's key.

    Args:
        name: The witness's name, that of its key file.

    Returns:
        The name.
    """
    return f"{name}.torrens/witness"


def development_seed(seed: str, name: str) -> bytes:
    """Derives a development key's secret: the same seed and name give the same key everywhere.

    Args:
        seed: The world's seed, no secret.
        name: The key's name, such as `log_origin` gives it.

    Returns:
        keccak256("torrens/development-note-key/1" ‖ keccak256(seed) ‖ keccak256(name)).
    """
    return keccak256(b"torrens/development-note-key/1" + keccak256(seed.encode()) + keccak256(name.encode()))


def create_log_key(folder: Path, exchange: int, password: str, development: str | None = None) -> VerifierKey:
    """Makes the key of an exchange's log; a development key that is there already is left as it is.

    Args:
        folder: The key folder.
        exchange: The exchange.
        password: Opens it.
        development: The world's seed; None draws a real key.

    Returns:
        The verifier key.

    Raises:
        KeyExists: Another key is there.
        KeyUnusable: The password is empty (torrens_log).
    """
    return _create(folder / LOG_KEY, log_origin(exchange), KeyType.ED25519, password, development)


def create_witness_key(folder: Path, name: str, password: str, development: str | None = None) -> VerifierKey:
    """Makes the key of a witness run beside the exchange; see `create_log_key`.

    Args:
        folder: The witnesses' folder.
        name: The witness's name.
        password: Opens it.
        development: The world's seed; None draws a real key.

    Returns:
        The verifier key.

    Raises:
        KeyExists: Another key is there.
        KeyUnusable: The password is empty (torrens_log).
    """
    return _create(folder / name, witness_origin(name), KeyType.COSIGNATURE_V1, password, development)


def open_log_key(folder: Path, exchange: int, password: str) -> Signer:
    """Opens the key of an exchange's log.

    Args:
        folder: The key folder.
        exchange: The exchange.
        password: Opens it.

    Returns:
        What signs checkpoints.

    Raises:
        KeyMissing: There is none.
        KeyUnusable: A wrong password, or no key (torrens_log).
    """
    file = (folder / LOG_KEY).with_suffix(_SECRET)
    if not file.is_file():
        raise KeyMissing(f"there is no log key {file}", remedy="make it with `torrens log init`", file=str(file))
    return load_signer(file, password.encode(), log_origin(exchange))


def log_vkey(folder: Path) -> VerifierKey:
    """Gives the verifier key of an exchange's log; no password is needed.

    Args:
        folder: The key folder.

    Returns:
        The key, as policies name it.

    Raises:
        KeyMissing: There is none.
        MalformedInput: The file holds none.
    """
    return _public(folder / LOG_KEY)


def witness_vkeys(folder: Path) -> tuple[VerifierKey, ...]:
    """Gives the verifier keys of the witnesses of a folder, by name; no password is needed.

    Args:
        folder: The witnesses' folder.

    Returns:
        The keys.

    Raises:
        MalformedInput: A file holds none.
    """
    return tuple(_public(file.with_suffix("")) for file in sorted(folder.glob("*" + _PUBLIC)))


@contextmanager
def open_witnesses(folder: Path, password: str, log: VerifierKey) -> Iterator[tuple[Witness, ...]]:
    """Opens every development witness of a folder.

    Args:
        folder: The witnesses' folder.
        password: Opens their keys.
        log: The log that they watch.

    Yields:
        The witnesses, by name; each keeps what it cosigned in a folder of its own.

    Raises:
        KeyUnusable: A wrong password, or no key (torrens_log).
        LogLocked: Another process has one of them open.
    """
    with ExitStack() as stack:
        opened = []
        for file in sorted(folder.glob("*" + _SECRET)):
            key = load_signer(file, password.encode(), witness_origin(file.stem), KeyType.COSIGNATURE_V1)
            opened.append(stack.enter_context(Witness(folder / file.stem, key, [log])))
        yield tuple(opened)


def _create(base: Path, name: str, kind: KeyType, password: str, development: str | None) -> VerifierKey:
    seed = secrets.token_bytes(32) if development is None else development_seed(development, name)
    key = signer_from_seed(name, seed, kind).key
    file, public = base.with_suffix(_SECRET), base.with_suffix(_PUBLIC)
    if file.exists():
        if development is not None and public.exists() and _public(base) == key:
            return key
        raise KeyExists(f"there is a key {file} already", file=str(file))
    base.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    public.write_text(f"{key}\n", encoding="utf-8")
    write_key_file(file, seed, password.encode())
    return key


def _public(base: Path) -> VerifierKey:
    file = base.with_suffix(_PUBLIC)
    try:
        return VerifierKey.parse(file.read_text(encoding="utf-8").strip())
    except OSError as error:
        remedy = "make it with `torrens log init`"
        raise KeyMissing(f"there is no verifier key {file}", remedy=remedy, file=str(file)) from error
