"""Third-party time: `torrens log timestamp`, and how the bundle verbs and `log policy` name tokens and authorities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Self

import typer

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.documents.timestamp_chain import TimeAuthority, library_errors
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_cli import files, options
from torrens_cli.context import home_settings
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say
from torrens_log.proofs import signed_note
from torrens_log.store import LogView
from torrens_log.timestamps import request_timestamp
from torrens_registry.evidence import tokens

_AUTHORITY = "NAME=FILE: a time authority and its certificates (PEM or DER), the root among them; repeat."
Authorities = Annotated[list[str] | None, typer.Option(help=_AUTHORITY)]
Tokens = Annotated[list[Path] | None, typer.Option(help="A time token, from `log timestamp`; repeat.")]
Tsa = Annotated[
    str | None,
    typer.Option(help="URL of a time authority to ask for a token over the entry's checkpoint; needs --authority."),
]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a bundle is to carry of third parties' time.

    Attributes:
        tokens: Tokens that were fetched before.
        tsa: Whom to ask now, or None.
        authorities: Whose answer is accepted.
    """

    tokens: tuple[bytes, ...]
    tsa: str | None
    authorities: tuple[TimeAuthority, ...]

    @classmethod
    def of(cls, token: list[Path] | None, tsa: str | None, authority: list[str] | None) -> Self:
        """Reads the options of a bundle verb.

        Args:
            token: Files of tokens.
            tsa: URL to ask.
            authority: NAME=FILE each.

        Returns:
            What to put in.

        Raises:
            ArgumentRefused: One of --tsa and --authority without the other.
            UnusableFile: A file cannot be read.
        """
        if (tsa is None) != (not authority):
            remedy = "name whom to ask with --tsa, and whose answer counts with --authority NAME=FILE"
            raise ArgumentRefused("--tsa and --authority go together", remedy=remedy, argument="tsa")
        return cls(tuple(files.read(file) for file in token or []), tsa, authorities(authority))

    def on(self, bundle: Bundle) -> Bundle:
        """Puts the tokens into a bundle, and asks for one where that was wanted.

        Args:
            bundle: The bundle.

        Returns:
            The same with the tokens; without any it is the same.
        """
        if self.tokens:
            bundle = tokens.with_tokens(bundle, self.tokens)
        return bundle if self.tsa is None else tokens.asked(bundle, self.tsa, self.authorities)


def authorities(texts: list[str] | None) -> tuple[TimeAuthority, ...]:
    """Reads time authorities named on the command line.

    Args:
        texts: NAME=FILE each; the same name again adds certificates.

    Returns:
        The authorities, in their order.

    Raises:
        ArgumentRefused: One has another form, or has no self-signed root: no token could ever lead to it.
        MalformedInput: A file holds no certificate.
        UnusableFile: A file cannot be read.
    """
    found: dict[str, dict[bytes, bool]] = {}
    for text in texts or []:
        name, equals, file = text.partition("=")
        if not (name and equals):
            raise ArgumentRefused(f"--authority {text!r} is not NAME=FILE", argument="authority", value=text)
        found.setdefault(name, {}).update(_certificates(Path(file)))
    for name, certificates in found.items():
        if not any(certificates.values()):
            raise ArgumentRefused(
                f"the certificates of --authority {name} have no self-signed root among them",
                remedy=f"add it: --authority {name}=ROOT",
                argument="authority",
            )
    return tuple(TimeAuthority(name, tuple(certificates)) for name, certificates in found.items())


def _certificates(file: Path) -> dict[bytes, bool]:
    """Reads certificates, one in DER or any number in PEM: each in DER, with whether it is a root."""
    data, x509 = files.read(file), import_module("cryptography.x509")
    der = import_module("cryptography.hazmat.primitives.serialization").Encoding.DER
    with library_errors(f"{file} holds no certificate"):
        pem = b"-----BEGIN" in data
        read = x509.load_pem_x509_certificates(data) if pem else [x509.load_der_x509_certificate(data)]
        return {one.public_bytes(der): one.issuer == one.subject for one in read}


def timestamp(
    *,
    home: options.Home = options.DEFAULT_HOME,
    log: options.LogFolder = None,
    size: Annotated[int | None, typer.Option(help="Size of an earlier signed checkpoint; else the newest.")] = None,
    tsa: Annotated[str, typer.Option(help="The time authority's URL (RFC 3161 over HTTP).")],
    authority: Annotated[list[str], typer.Option(help=_AUTHORITY)],
    out: Annotated[Path, typer.Option(help="Where the token goes.")],
    as_json: options.Json = False,
) -> None:
    """Let a time authority date a signed checkpoint; only its SHA-256 is sent. Bundles carry the token (--token)."""
    accepted = authorities(authority)
    view = LogView.open(home_settings(home).log_dir if log is None else log)
    note = signed_note(view, size)
    token, stamp = request_timestamp(tsa, note.text.encode(), accepted)
    files.write(out, token)
    dated, when = Checkpoint.parse(note.text).size, f"{datetime.fromtimestamp(stamp.time, UTC):%Y-%m-%dT%H:%M:%SZ}"
    say(
        Report(
            "log.timestamp",
            f"{stamp.authority} 于 {when} 为 {dated} 条的检查点加盖时间戳",
            f"{stamp.authority} dated the checkpoint of {dated} entries at {when}",
            {"serial": str(stamp.serial), "file": str(out)},
            {
                "size": dated,
                "time": stamp.time,
                "accuracy": stamp.accuracy,
                "authority": stamp.authority,
                "policy": stamp.policy,
            },
        ),
        as_json=as_json,
    )
