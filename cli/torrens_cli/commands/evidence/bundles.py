"""Bundles of what is no right: `torrens log bundle`, `torrens recognize bundle`; and what all bundle verbs share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.bundles.bundle import PlatformNote
from torrens_anchor.bundles.parts import Document
from torrens_anchor.chain.layout import Kind
from torrens_anchor.notes.note import Note
from torrens_cli import arguments, files, options
from torrens_cli.commands.evidence import timestamps
from torrens_cli.commands.evidence.captures import read_captures
from torrens_cli.commands.evidence.seals import Pinned, Receipt, Sealing, Seals
from torrens_cli.context import Desk, opened
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say
from torrens_contracts.codes import Reliance
from torrens_contracts.ids import FactId, Id
from torrens_log.store import LogView
from torrens_registry.evidence import bundler, bundler_facts
from torrens_registry.evidence.bundle_sources import Sources
from torrens_registry.evidence.receipts import Receipted
from torrens_registry.evidence.statement import StatedStatement

Papers = Annotated[list[str] | None, typer.Option(help="NAME=FILE, such as agreement=contract.pdf.")]
Platform = Annotated[
    list[Path] | None, typer.Option(help="The operators' one signed statement of the platform (article 17).")
]
Captures = Annotated[
    list[Path] | None,
    typer.Option("--capture", help="A capture that was handed in when it was decided (article 18); repeat."),
]
Out = Annotated[Path | None, typer.Option(help="Where it goes; HOME/bundles when left out.")]


@dataclass(frozen=True, slots=True)
class Beside:
    """Files that go with a bundle beside its proofs.

    Attributes:
        platform: The platform statement, signed; at most one.
        captures: Capture documents.
    """

    platform: list[Path] | None
    captures: list[Path] | None

    def note(self) -> PlatformNote | None:
        """Reads the platform statement.

        Returns:
            The statement, or None.

        Raises:
            ArgumentRefused: There are two, or it is not signed yet.
            MalformedInput: It is none.
        """
        if len(self.platform or ()) > 1:
            raise ArgumentRefused(
                "a bundle carries one statement of its platform",
                remedy="let all operators sign the same one: torrens platform sign FILE --signer KEY",
                argument="platform",
            )
        found = [files.read(file) for file in self.platform or ()]
        if found and b"\n\n" not in found[0]:
            raise ArgumentRefused(
                "nobody has signed this platform statement", remedy="torrens platform sign FILE", argument="platform"
            )
        return PlatformNote.of(Note.parse(found[0])) if found else None


def sources(desk: Desk, sealing: Sealing, beside: Beside, statement: Path | None = None) -> Sources:
    """Opens what the bundler takes its parts from.

    Args:
        desk: The open office.
        sealing: Who seals the header under which everything is proven.
        beside: Files that go with the bundle beside its proofs.
        statement: File of the statement of good standing, or None.

    Returns:
        The sources.
    """
    header = sealing.header(desk)  # what was told of it amiss is refused before anything is read
    return Sources(
        desk.office,
        LogView.open(desk.office.settings.log_dir),
        header,
        files.parsed(statement, StatedStatement.parse) if statement else None,
        beside.note(),
        read_captures(beside.captures),
    )


def documents(texts: list[str] | None) -> list[Document]:
    """Reads papers named on the command line.

    Args:
        texts: NAME=FILE each.

    Returns:
        The papers.

    Raises:
        ArgumentRefused: One has another form.
    """
    found = []
    for text in texts or []:
        name, equals, file = text.partition("=")
        if not equals:
            raise ArgumentRefused(f"--document {text!r} is not NAME=FILE", argument="document", value=text)
        found.append(Document(name, files.read(Path(file))))
    return found


def told(name: str, made: Receipted, kept: bundler.Kept, out: Path | None, *, as_json: bool) -> None:
    """Says that a bundle was made, and puts it where it was asked for.

    Args:
        name: The command.
        made: The bundle, and why it has no receipt.
        kept: How it was kept.
        out: Another place for it, or None.
        as_json: Whether to say it as data.
    """
    data = kept.bundle.encode()
    if out is not None:
        files.write(out, data)
    receipt = {"receipt": kept.bundle.receipt is not None, "noReceipt": made.why}
    facts = {"block": kept.bundle.headers[0].header.number, "bytes": len(data), "tokens": len(kept.bundle.tokens)}
    say(
        Report(
            name,
            "证据包已生成,可离线核验",
            "bundle built; it verifies offline",
            {"sha256": kept.sha256, "file": str(out or kept.file)},
            {"kind": kept.bundle.record.KIND, **facts, **receipt},
        ),
        as_json=as_json,
    )


def entry(
    index: Annotated[int, typer.Argument(help="The entry's place in the log, from 0.", min=0)],
    *,
    home: options.Home = options.DEFAULT_HOME,
    seal: Seals = None,
    policy: Pinned = None,
    word: Annotated[
        list[str] | None, typer.Option(help="Kind of a word that its action left, such as listing; repeat.")
    ] = None,
    document: Papers = None,
    platform: Platform = None,
    capture: Captures = None,
    receipt_seal: Receipt = None,
    token: timestamps.Tokens = None,
    tsa: timestamps.Tsa = None,
    authority: timestamps.Authorities = None,
    out: Out = None,
    as_json: options.Json = False,
) -> None:
    """Build the bundle of any entry of the log, refusals included."""
    kinds = [arguments.code(Kind, one) for one in word or []]
    sealing = Sealing(seal, receipt_seal, policy)
    clock = timestamps.Clock.of(token, tsa, authority)
    with opened(home) as desk:
        made = bundler_facts.entry_bundle(
            sources(desk, sealing, Beside(platform, capture)), index, kinds, documents(document)
        )
        found = sealing.receipted(desk, clock.on(made))
        kept = bundler.keep(desk.office, found.bundle, index.to_bytes(32, "big"))
    told("log.bundle", found, kept, out, as_json=as_json)


def recognition(
    fact: Annotated[str, typer.Argument(help="The fact's id, as `recognize prove` told it.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    seal: Seals = None,
    policy: Pinned = None,
    for_: Annotated[str, typer.Option("--for", help="What it is relied upon for: show, trade or finance.")] = "show",
    document: Papers = None,
    platform: Platform = None,
    capture: Captures = None,
    receipt_seal: Receipt = None,
    token: timestamps.Tokens = None,
    tsa: timestamps.Tsa = None,
    authority: timestamps.Authorities = None,
    out: Out = None,
    as_json: options.Json = False,
) -> None:
    """Build the bundle of what our chain says of a foreign record."""
    clock, sealing = timestamps.Clock.of(token, tsa, authority), Sealing(seal, receipt_seal, policy)
    identifier, reliance = FactId(Id(arguments.id32(fact))), arguments.code(Reliance, for_)
    with opened(home) as desk:
        found = sources(desk, sealing, Beside(platform, capture))
        made = bundler_facts.recognition_bundle(found, identifier, reliance, documents(document))
        proven = sealing.receipted(desk, clock.on(made))
        kept = bundler.keep(desk.office, proven.bundle, identifier)
    told("recognize.bundle", proven, kept, out, as_json=as_json)
