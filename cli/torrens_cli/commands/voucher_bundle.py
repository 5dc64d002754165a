"""`torrens voucher bundle`: the one file that a court needs, made while node and vault still have its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.bundle import Bundle
from torrens_anchor.bundle_parts import Document
from torrens_anchor.bundle_path import Content
from torrens_cli import arguments, files, options
from torrens_cli.context import opened
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say
from torrens_contracts.ids import DataId, GrantId, Id, VoucherId
from torrens_log.store import LogView
from torrens_registry.cases import datasets, views_trade
from torrens_registry.evidence import bundler
from torrens_registry.evidence.notary import NotarySeal
from torrens_registry.evidence.statement import StatedStatement
from torrens_registry.office import Office


def bundle(
    record: Annotated[str, typer.Argument(help="The id of a voucher, a title, or a grant.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    statement: Annotated[Path, typer.Option(help="A statement that answers on it, from `standing state`.")],
    seal: Annotated[list[Path], typer.Option(help="A notary's seal of one header, from `standing seal`; repeat.")],
    document: Annotated[list[str] | None, typer.Option(help="NAME=FILE, such as agreement=contract.pdf.")] = None,
    disclose: Annotated[bool, typer.Option("--disclose", help="Say which data it is about: root and salt.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where it goes; HOME/bundles when left out.")] = None,
    as_json: options.Json = False,
) -> None:
    """Build the bundle of a voucher, title or grant; it verifies offline after this exchange is gone."""
    subject = arguments.id32(record)
    seals = [NotarySeal.parse(files.read(file)) for file in seal]
    with opened(home) as desk:
        view = LogView.open(desk.office.settings.log_dir)
        sources = bundler.Sources(desk.office, view, seals, StatedStatement.parse(files.read(statement)))
        made = _built(sources, subject, [_document(one) for one in document or []], disclose=disclose)
        kept = bundler.keep(desk.office, made, subject)
    if out is not None:
        files.write(out, made.encode())
    say(
        Report(
            "voucher.bundle",
            "证据包已生成,可离线核验",
            "bundle built; it verifies offline",
            {"sha256": kept.sha256, "file": str(out or kept.file)},
            {"kind": made.record.KIND, "block": made.headers[0].header.number, "bytes": len(made.encode())},
        ),
        as_json=as_json,
    )


def _built(sources: bundler.Sources, subject: bytes, papers: list[Document], *, disclose: bool) -> Bundle:
    path = views_trade.path_of(sources.office, subject)
    content = _content(sources.office, path[0].parent) if disclose else None
    if views_trade.is_voucher(sources.office, subject):
        return bundler.voucher_bundle(sources, VoucherId(Id(subject)), content, papers)
    return bundler.right_bundle(sources, GrantId(Id(subject)), content, papers)


def _content(office: Office, data: bytes) -> Content:
    found = datasets.find(office, DataId(Id(data)))
    return Content(bytes(found.root), found.salt)


def _document(text: str) -> Document:
    name, equals, file = text.partition("=")
    if not equals:
        raise ArgumentRefused(f"--document {text!r} is not NAME=FILE", argument="document", value=text)
    return Document(name, files.read(Path(file)))
