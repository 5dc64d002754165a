"""`torrens voucher bundle`: the one file that a court needs, made while node and vault still have its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.path import Content
from torrens_cli import arguments, options
from torrens_cli.commands import bundles, timestamps
from torrens_cli.commands.seals import Pinned, Receipt, Sealing, Seals
from torrens_cli.context import opened
from torrens_contracts.ids import DataId, GrantId, Id, VoucherId
from torrens_registry.cases.data import datasets
from torrens_registry.cases.vouchers import views as views_trade
from torrens_registry.evidence import bundler
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
    disclose: Annotated[bool, typer.Option("--disclose", help="Say which data it is about: root and salt.")] = False,
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
        built = _built(sources, subject, bundles.documents(document), disclose=disclose)
        made = sealing.receipted(desk, clock.on(built))
        kept = bundler.keep(desk.office, made.bundle, subject)
    bundles.told("voucher.bundle", made, kept, out, as_json=as_json)


def _built(sources: bundler.Sources, subject: bytes, papers: list[Document], *, disclose: bool) -> Bundle:
    path = views_trade.path_of(sources.office, subject)
    content = _content(sources.office, path[0].parent) if disclose else None
    if views_trade.is_voucher(sources.office, subject):
        return bundler.voucher_bundle(sources, VoucherId(Id(subject)), content, papers)
    return bundler.right_bundle(sources, GrantId(Id(subject)), content, papers)


def _content(office: Office, data: bytes) -> Content:
    found = datasets.find(office, DataId(Id(data)))
    return Content(bytes(found.root), found.salt)
