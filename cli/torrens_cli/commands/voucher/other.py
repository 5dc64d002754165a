"""`torrens voucher`: the terms of a correction, its relay, and the terms of a foreign listing's sale here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, files, options
from torrens_cli.commands.evidence.captures import Captures, read_captures
from torrens_cli.commands.voucher.told import told
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.output import say
from torrens_contracts.ids import Id, VoucherId
from torrens_contracts.types import Digest32
from torrens_registry.cases.vouchers import corrections, foreign_sale
from torrens_registry.cases.vouchers.corrections import Correction
from torrens_registry.cases.vouchers.foreign_sale import Abroad
from torrens_registry.cases.vouchers.trade import Trade, TradeSignature
from torrens_registry.rules.split import RevenueSplit

Out = Annotated[Path, typer.Option(help="Where the trade goes, for both sides to sign.")]
AgreedAt = Annotated[str | None, typer.Option(help="When both agreed; the newest block's second.")]
Deadline = Annotated[str, typer.Option(help="Last second at which the signatures count, ISO 8601 UTC.")]


def correct(
    voucher: Annotated[str, typer.Argument(help="The voucher that is corrected.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    agreement: Annotated[Path | None, typer.Option(help="The contract, if another.")] = None,
    compliance: Annotated[Path | None, typer.Option(help="The compliance file, if another.")] = None,
    delivery: Annotated[Path | None, typer.Option(help="The delivery record, if another.")] = None,
    settlement: Annotated[Path | None, typer.Option(help="The settlement's evidence, if other.")] = None,
    agreed_at: AgreedAt = None,
    deadline: Deadline,
    out: Out,
    as_json: options.Json = False,
) -> None:
    """Make the terms that correct a voucher, for both sides to sign; nothing is sent."""
    changed = Correction(
        deadline=arguments.time(deadline),
        agreement=_paper(agreement),
        compliance=_paper(compliance),
        delivery=_paper(delivery),
        settlement=_paper(settlement),
        agreed_at=None if agreed_at is None else arguments.time(agreed_at),
    )
    with opened(home) as desk:
        made = corrections.make(desk.office, _id(voucher), changed)
    files.write(out, made.encode())
    say(told("voucher.correct", ("更正条款已成", "the correction's terms made"), made, out), as_json=as_json)


def supersede(
    voucher: Annotated[str, typer.Argument(help="The voucher that is corrected.")],
    file: Annotated[Path, typer.Argument(help="The correction, as `voucher correct` wrote it.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    seller: Annotated[Path, typer.Option(help="The seller's signature.")],
    buyer: Annotated[Path, typer.Option(help="The buyer's signature.")],
    capture: Captures = None,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Relay a signed correction: the old voucher is superseded, the licence stays the one it is."""
    made = files.parsed(file, Trade.parse)
    sides = files.parsed(seller, TradeSignature.parse), files.parsed(buyer, TradeSignature.parse)
    captures = read_captures(capture)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = corrections.supersede(desk.office, by, _id(voucher), made, *sides, captures=captures, key=name)
    words = (f"凭证已更正为 0x{done.id.hex()}", f"superseded by voucher 0x{done.id.hex()}")
    tell("voucher.supersede", words, done.settled, {"voucher": bytes(done.id)}, as_json=as_json)


def abroad(
    file: Annotated[Path, typer.Argument(help="The trade that the listing's home made for its own register.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    seller: Annotated[int, typer.Option(help="The seller's party number here.")],
    buyer: Annotated[int, typer.Option(help="The buyer's party number here.")],
    share: Annotated[list[str], typer.Option(help="PARTY:ROLE:WEIGHT by numbers of here; repeat.")],
    residual: Annotated[str, typer.Option(help="PARTY:ROLE that comes first among equal remainders.")],
    agreed_at: AgreedAt = None,
    deadline: Deadline,
    out: Out,
    as_json: options.Json = False,
) -> None:
    """Make, of a home's trade, the terms to be signed here; `voucher issue` asks that its listing is recognised."""
    wanted = Abroad(
        seller=seller,
        buyer=buyer,
        split=RevenueSplit(tuple(map(arguments.share, share)), arguments.place(residual)),
        deadline=arguments.time(deadline),
        agreed_at=None if agreed_at is None else arguments.time(agreed_at),
    )
    with opened(home) as desk:
        made = foreign_sale.make(desk.office, files.parsed(file, Trade.parse), wanted)
    files.write(out, made.encode())
    say(told("voucher.abroad", ("异地交易条款已成", "terms of a foreign listing made"), made, out), as_json=as_json)


def _paper(file: Path | None) -> Digest32 | None:
    return None if file is None else paper(file)


def _id(text: str) -> VoucherId:
    return VoucherId(Id(arguments.id32(text)))
