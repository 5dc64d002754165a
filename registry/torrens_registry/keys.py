"""Secret keys: the one module that holds them. Keystore v3 files, development keys, and what signs.

A key file is Web3 Secret Storage version 3 (scrypt, AES-128-CTR). A development key is derived from a seed and a name,
so that every run of a story has the same addresses; its scrypt is light, and file name and content say "development".
Signing is coincurve's (libsecp256k1, RFC 6979 nonces), so the same digest always gives the same signature.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from coincurve import PrivateKey

from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures.secp256k1 import Address, N, parse_signature
from torrens_contracts.deploying.deploy import Account
from torrens_registry.errors import KeyExists, KeyMissing, KeyUnusable, PasswordMissing, WrongPassword

FULL_SCRYPT: Final = 262_144
"""The n of scrypt for real keys, as geth has it: about a second and 256 MiB."""
LIGHT_SCRYPT: Final = 4096
"""The n of scrypt for development keys: 8 ms."""
DEVELOPMENT_NOTE: Final = "development key: derived from a seed that is no secret, light scrypt; never use it for value"

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_PLAIN, _DEVELOPMENT = ".json", ".development.json"

Prompt = Callable[[str], str]
"""Asks a person for a password: takes the question, gives the answer without showing it."""


class Signer(Protocol):
    """What signs for one key: a local one, an external signer, a key management service."""

    @property
    def address(self) -> Address:
        """The key's address, 20 bytes."""

    def sign_digest(self, digest: bytes) -> bytes:
        """Signs 32 bytes.

        Args:
            digest: What to sign, already hashed.

        Returns:
            65 bytes r, s, v; s in the lower half (EIP-2), v 27 or 28.
        """


class LocalSigner:
    """A secret key in this process's memory.

    Args:
        secret: 32 bytes.

    Raises:
        KeyUnusable: No secret key of secp256k1.
    """

    __slots__ = ("_key", "address")

    def __init__(self, secret: bytes) -> None:
        try:
            self._key = PrivateKey(secret if len(secret) == 32 else bytes(32))  # coincurve would pad a short one
        except ValueError:
            raise KeyUnusable("these bytes are no secret key of secp256k1", size=len(secret)) from None
        self.address = Address(keccak256(self._key.public_key.format(compressed=False)[1:])[12:])

    def __repr__(self) -> str:
        """Shows the address, never the secret."""
        return f"LocalSigner(0x{self.address.hex()})"

    def sign_digest(self, digest: bytes) -> bytes:
        """Signs 32 bytes; see `Signer.sign_digest`."""
        if len(digest) != 32:
            raise KeyUnusable(f"a digest has 32 bytes, not {len(digest)}", size=len(digest), remedy="hash it first")
        signature = self._key.sign_recoverable(digest, hasher=None)
        return signature[:64] + bytes([27 + signature[64]])


def development_signer(seed: str, name: str) -> LocalSigner:
    """Derives a development key: the same seed and name give the same key everywhere.

    Args:
        seed: The world's seed, no secret.
        name: Whose key.

    Returns:
        The signer of keccak256("torrens/development-key/1" ‖ keccak256(seed) ‖ keccak256(name)), hashed again until
        it is a key.
    """
    secret = keccak256(b"torrens/development-key/1" + keccak256(seed.encode()) + keccak256(name.encode()))
    while not 0 < int.from_bytes(secret) < N:
        secret = keccak256(secret)
    return LocalSigner(secret)


def account_of(signer: Signer) -> Account:
    """Returns a signer in the form that transactions take.

    Args:
        signer: Any signer.
    """

    def sign(digest: bytes) -> tuple[int, int, int]:
        signature = parse_signature(signer.sign_digest(digest))
        return signature.r, signature.s, signature.parity

    return Account(signer.address, sign)


def read_password(file: Path | None, prompt: Prompt | None, question: str = "Password: ") -> str:
    """Gets a password from a file or a person; never from arguments or the environment.

    Args:
        file: Its first line is the password.
        prompt: Asked when there is no file.
        question: What the person is asked.

    Returns:
        The password.

    Raises:
        PasswordMissing: Neither a readable file nor anybody to ask, or an empty answer.
    """
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise PasswordMissing(f"the password file {file} cannot be read", file=str(file)) from error
        password = lines[0] if lines else ""
    elif prompt is not None:
        password = prompt(question)
    else:
        raise PasswordMissing("there is no password file, and nobody to ask")
    if not password:
        raise PasswordMissing("the password is empty")
    return password


class KeyStore:
    """A folder of key files, one a name.

    Args:
        folder: The folder; made when the first key is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """Returns the names of the keys, sorted."""
        found = {file.name.removesuffix(_PLAIN).removesuffix(".development") for file in self.folder.glob("*.json")}
        return tuple(sorted(found))

    def create(self, name: str, password: str) -> Address:
        """Makes a new random key.

        Args:
            name: Letters, digits, - and _.
            password: Opens it.

        Returns:
            Its address.

        Raises:
            KeyExists: The name is taken.
            KeyUnusable: The name is no name.
        """
        secret = LocalSigner((int.from_bytes(secrets.token_bytes(40)) % (N - 1) + 1).to_bytes(32))
        return self._keep(name, secret, password, development=False)

    def create_development(self, name: str, seed: str, password: str) -> Address:
        """Makes a development key's file; the same again changes nothing.

        Args:
            name: Letters, digits, - and _.
            seed: The world's seed.
            password: Opens it.

        Returns:
            Its address.

        Raises:
            KeyExists: The name is taken by another key.
            KeyUnusable: The name is no name.
        """
        signer = development_signer(seed, name)
        if name in self.names() and self.address(name) == signer.address:
            return signer.address
        return self._keep(name, signer, password, development=True)

    def address(self, name: str) -> Address:
        """Returns a key's address; no password is needed.

        Args:
            name: The key.

        Raises:
            KeyMissing: No such key.
            KeyUnusable: Its file is damaged.
        """
        content = self._content(name)
        try:
            return Address(bytes.fromhex(str(content["address"]).removeprefix("0x")))
        except (KeyError, ValueError) as error:
            raise KeyUnusable(f"the file of key {name} names no address", key=name) from error

    def name_of(self, address: bytes) -> str:
        """Returns the name of the key of an address.

        Raises:
            KeyMissing: None of the files is of this address.
        """
        for name in self.names():
            if self.address(name) == address:
                return name
        raise KeyMissing(f"no key file of address 0x{address.hex()} in {self.folder}", address="0x" + address.hex())

    def is_development(self, name: str) -> bool:
        """Tells whether a key is a development key."""
        return self._file(name).name.endswith(_DEVELOPMENT)

    def open(self, name: str, password: str) -> LocalSigner:
        """Opens a key.

        Args:
            name: The key.
            password: Opens it.

        Returns:
            What signs with it.

        Raises:
            KeyMissing: No such key.
            WrongPassword: The password is another.
            KeyUnusable: The file is damaged, or is of another address than it names.
        """
        from eth_account import Account as Keystore  # noqa: PLC0415 - 0.7 s, and most commands open no key file

        content = self._content(name)
        try:
            signer = LocalSigner(bytes(Keystore.decrypt(content, password)))
        except ValueError as error:
            if "mac" in str(error).lower():
                raise WrongPassword(f"key {name} does not open with this password", key=name) from None
            raise KeyUnusable(f"the file of key {name} is no keystore v3 file", key=name) from error
        except (KeyError, TypeError, NotImplementedError) as error:
            raise KeyUnusable(f"the file of key {name} is no keystore v3 file", key=name) from error
        if signer.address != self.address(name):
            raise KeyUnusable(f"the file of key {name} holds another address than it names", key=name)
        return signer

    def _keep(self, name: str, signer: LocalSigner, password: str, *, development: bool) -> Address:
        if not _NAME.fullmatch(name):
            raise KeyUnusable(f"{name!r} is no name for a key: letters, digits, - and _", key=name)
        if name in self.names():
            raise KeyExists(f"there is a key {name} in {self.folder}", key=name)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        from eth_account import Account as Keystore  # noqa: PLC0415 - as above

        iterations = LIGHT_SCRYPT if development else FULL_SCRYPT
        secret: bytes = signer._key.secret  # noqa: SLF001 - the file is the other place where secrets live
        content = Keystore.encrypt(secret, password, kdf="scrypt", iterations=iterations)
        if development:
            content["torrens"] = {"development": True, "note": DEVELOPMENT_NOTE}
        file = self.folder / (name + (_DEVELOPMENT if development else _PLAIN))
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
            opened.write(json.dumps(content, indent=1) + "\n")
        try:
            os.link(draft, file)  # fails when the name was taken meanwhile; a rename would overwrite
        except FileExistsError:
            raise KeyExists(f"there is a key {name} in {self.folder}", key=name) from None
        finally:
            draft.unlink()
        return signer.address

    def _file(self, name: str) -> Path:
        for ending in (_PLAIN, _DEVELOPMENT):
            file = self.folder / (name + ending)
            if _NAME.fullmatch(name) and file.is_file():
                return file
        raise KeyMissing(f"there is no key {name} in {self.folder}", key=name)

    def _content(self, name: str) -> dict[str, Any]:
        file = self._file(name)
        try:
            content = json.loads(file.read_bytes())
        except (OSError, ValueError) as error:
            raise KeyUnusable(f"the file of key {name} is no JSON", key=name) from error
        if not isinstance(content, dict):
            raise KeyUnusable(f"the file of key {name} is no keystore v3 file", key=name)
        return content
