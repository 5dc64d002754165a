"""What a verb acts with: the settings of a home, its open office, the keys it names; and how it tells of a result."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import typer

from torrens_anchor.errors import UnusableFile
from torrens_anchor.files.filestream import stable_blocks
from torrens_cli.output import Report, say, utc
from torrens_contracts.types import Address, Digest32
from torrens_registry.cases.casefiles import NO_TERMS
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import KeyStore, LocalSigner, Prompt, read_password
from torrens_registry.office import Office, Settled, open_office
from torrens_registry.settings import Settings, load


def home_settings(home: Path, *, keys: Path | None = None, password_file: Path | None = None) -> Settings:
    """Reads the settings of a home.

    Args:
        home: The home folder.
        keys: Folder of key files, instead of the settings'.
        password_file: Password file, instead of the settings'.

    Returns:
        The settings.

    Raises:
        SettingsRefused: A setting is unknown or malformed.
    """
    return load(home=home, keys_dir=keys, password_file=password_file)


def prompt() -> Prompt | None:
    """Gives what asks a person for a password; None where there is nobody to ask.

    Returns:
        What asks, or None.
    """
    return ask_password if sys.stdin.isatty() else None


def ask_password(question: str) -> str:
    """Asks a person for a password, without showing it.

    Args:
        question: What is asked.

    Returns:
        What was typed.
    """
    return str(typer.prompt(question, hide_input=True, prompt_suffix=""))


@dataclass(slots=True)
class Ring:
    """The keys that one command names; the password is asked for once, and only when a key is needed.

    Attributes:
        settings: The home's settings.
    """

    settings: Settings
    _password: str | None = field(default=None, repr=False)
    _open: dict[str, LocalSigner] = field(default_factory=dict)

    def signer(self, name: str) -> LocalSigner:
        """Opens a key.

        Args:
            name: Its name.

        Returns:
            What signs with it.

        Raises:
            KeyMissing: There is no such key.
            WrongPassword: The password is another.
            PasswordMissing: There is no password file, and nobody to ask.
        """
        if name not in self._open:
            store = KeyStore(self.settings.keys_dir)
            store.address(name)  # a key that is not there is named before a password is asked for
            if self._password is None:
                self._password = read_password(self.settings.password_file, prompt(), "密码 Password: ")
            self._open[name] = store.open(name, self._password)
        return self._open[name]

    def address(self, name: str) -> Address:
        """Gives a key's address; no password is needed.

        Args:
            name: The key's name.

        Returns:
            The address.

        Raises:
            KeyMissing: There is no such key.
        """
        return KeyStore(self.settings.keys_dir).address(name)


@dataclass(frozen=True, slots=True)
class Desk:
    """An open office with the keys that a command names.

    Attributes:
        office: The office.
        ring: The keys.
    """

    office: Office
    ring: Ring


@contextmanager
def opened(home: Path, *, keys: Path | None = None, password_file: Path | None = None) -> Iterator[Desk]:
    """Opens the office of a home.

    Args:
        home: The home folder.
        keys: Folder of key files, instead of the settings'.
        password_file: Password file, instead of the settings'.

    Yields:
        The office and its keys.

    Raises:
        NotDeployed: The home has no deployment, or there is no code where it says.
        ChainUnreachable: The node does not answer.
        WrongChain: Node, manifest, settings and database are not of one chain.
        CodeHashDiffers: Other code stands at an address of the manifest.
    """
    settings = home_settings(home, keys=keys, password_file=password_file)
    with open_office(settings) as office:
        yield Desk(office, Ring(settings))


def once_key(text: str | None) -> IdempotencyKey | None:
    """Gives the idempotency key of --once; None lets the use-case make one of its arguments.

    Args:
        text: What --once says, if it is given.

    Returns:
        The key, or None.
    """
    return None if text is None else IdempotencyKey(text)


def paper(file: Path | None) -> Digest32:
    """Hashes a paper that a verb names.

    Args:
        file: The paper; None for none.

    Returns:
        SHA-256 of its bytes; zero for no paper.

    Raises:
        UnusableFile: It cannot be read or is empty.
        FileChanged: It changed while it was read.
    """
    if file is None:
        return NO_TERMS
    hasher, size = sha256(), 0
    for block in stable_blocks(file):
        hasher.update(block)
        size += len(block)
    if not size:
        raise UnusableFile(f"{file} is empty", path=str(file))
    return Digest32(hasher.digest())


NAMED_ANEW: Final = ("另加 --once TEXT(新名)可再办", "--once TEXT, a new name, does it anew")
"""How what was done before is done anew: in Chinese and in English."""


def tell(
    verb: str,
    words: tuple[str, str],
    settled: Settled,
    facts: Mapping[str, object] | None = None,
    *,
    as_json: bool,
    anew: tuple[str, str] = NAMED_ANEW,
) -> None:
    """Reports what a transaction did, and when: what was done before, and may be undone since, is not told as done now.

    Args:
        verb: noun.verb.
        words: What was done, in Chinese and in English.
        settled: The transaction that proves it.
        facts: What else is worth having as data.
        as_json: As data.
        anew: How it is done anew, where that is not by a name of its own.
    """
    proof: dict[str, object] = {"tx": bytes(settled.tx_hash), "block": settled.block}
    more = {"gas": settled.gas_used, "second": settled.timestamp, **(facts or {})}
    zh, en = _before(words, settled, anew) if settled.before else words
    say(Report(verb, zh, en, proof, {"before": settled.before, **more}), as_json=as_json)


def _before(words: tuple[str, str], settled: Settled, anew: tuple[str, str]) -> tuple[str, str]:
    at, block = utc(settled.timestamp), settled.block
    zh = f"此前已办,{at},区块 {block};本次未发送交易,{anew[0]}:{words[0]}"
    return zh, f"done before, at {at} in block {block}; nothing was sent now, {anew[1]}: {words[1]}"
