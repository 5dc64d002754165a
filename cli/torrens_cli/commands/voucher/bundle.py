"""`torrens voucher bundle`: the one file that a court needs, made while node and vault still have its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.path import Content
from torrens_anchor.tables.tableproof import RowProof, TableFingerprint
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_cli import arguments, files, options
from torrens_cli.commands.evidence import bundles, timestamps
from torrens_cli.commands.evidence.seals import Pinned, Receipt, Sealing, Seals
from torrens_cli.context import opened
from torrens_cli.errors import ArgumentRefused
from torrens_contracts.ids import DataId, GrantId, Id, VoucherId
from torrens_registry.cases.data import datasets
from torrens_registry.cases.vouchers import views as views_trade
from torrens_registry.evidence import bundler
from torrens_registry.evidence.papers import form_of
from torrens_registry.office import Office


def bundle(
    record: Annotated[str, typer.Argument(help="The id of a voucher, a title, or a grant.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    statement: Annotated[Path, typer.Option(help="A statement that answers on it, from `standing state`.")],
    seal: Seals = None,
    policy: Pinned = None,
    document: bundles.Papers = None,
    platform: bundles.Platform = None,
    capture: bundles.Captures = None,
    disclose: Annotated[
        bool, typer.Option("--disclose", help="Say which data it is about: root, salt and form.")
    ] = False,
    row: Annotated[
        Path | None, typer.Option(help="A row's proof, from `data prove`: shown under a title or grant, disclosed.")
    ] = None,
    fingerprint: Annotated[Path | None, typer.Option(help="Write what is registered of the data here, too.")] = None,
    receipt_seal: Receipt = None,
    token: timestamps.Tokens = None,
    tsa: timestamps.Tsa = None,
    authority: timestamps.Authorities = None,
    out: bundles.Out = None,
    as_json: options.Json = False,
) -> None:
    """Build the bundle of a voucher, title or grant; it verifies offline after this exchange is gone."""
    subject, clock = arguments.id32(record), timestamps.Clock.of(token, tsa, authority)
    sealing = Sealing(seal, receipt_seal, policy)
    with opened(home) as desk:
        sources = bundles.sources(desk, sealing, bundles.Beside(platform, capture), statement)
        data = _data(sources.office, subject) if disclose or row or fingerprint else None
        built = _built(sources, subject, bundles.documents(document), data, row)
        made = sealing.receipted(desk, clock.on(built))
        kept = bundler.keep(desk.office, made.bundle, subject)
    if fingerprint and data:
        files.write(fingerprint, data.contents.encode())
    bundles.told("voucher.bundle", made, kept, out, as_json=as_json)


def _built(
    sources: bundler.Sources, subject: bytes, papers: list[Document], data: datasets.Dataset | None, row: Path | None
) -> Bundle:
    content = Content(bytes(data.root), data.salt) if data else None
    if data and not row:  # a row carries its table's fingerprint
        papers = [*papers, form_of(data.contents)]
    if views_trade.is_voucher(sources.office, subject):
        if row:
            raise ArgumentRefused("a row is shown under a title or a grant, not under a voucher", argument="row")
        return bundler.voucher_bundle(sources, VoucherId(Id(subject)), content, papers)
    shown = _row(data, row) if data and row else None
    return bundler.right_bundle(sources, GrantId(Id(subject)), content, papers, shown)


def _row(data: datasets.Dataset, proof: Path) -> bundler.Row:
    """Reads a row's proof, of the mode in which the table is registered."""
    raw, table = files.read(proof), data.contents
    if isinstance(table, TypedFingerprint):
        return bundler.Row(table, TypedRowProof.parse(raw))
    if isinstance(table, TableFingerprint):
        return bundler.Row(table, RowProof.parse(raw))
    raise ArgumentRefused("what is registered is no table, so no row of it can be shown", argument="row")


def _data(office: Office, subject: bytes) -> datasets.Dataset:
    return datasets.find(office, DataId(Id(views_trade.path_of(office, subject)[0].parent)))
