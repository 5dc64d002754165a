"""`torrens voucher`: terms of a sale, both signatures, the voucher, and the bundle that outlives the exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, files, options
from torrens_cli.commands.evidence.captures import Captures, read_captures
from torrens_cli.commands.right.orders import grant_id
from torrens_cli.commands.voucher.bundle import bundle
from torrens_cli.commands.voucher.life import consent, redeem, resume, revoke, suspend
from torrens_cli.commands.voucher.other import abroad, correct, supersede
from torrens_cli.commands.voucher.told import told
from torrens_cli.context import Ring, home_settings, once_key, opened, paper, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import say, table, utc
from torrens_contracts.codes import Mode, Sequence
from torrens_contracts.ids import Id, ListingId, VoucherId
from torrens_contracts.words import PackedWord, VoucherState
from torrens_registry.cases.vouchers import foreign_sale, trade
from torrens_registry.cases.vouchers import views as views_trade
from torrens_registry.cases.vouchers.trade import NewLicence, Offer, Trade, TradeSignature
from torrens_registry.clocks import clock_of
from torrens_registry.rules.split import RevenueSplit

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Terms, signatures, voucher, bundle."
)
for _verb in (bundle, correct, supersede, abroad, suspend, resume, consent, revoke, redeem):
    app.command()(_verb)

PAPERS = ("agreement", "compliance", "delivery", "settlement")
TradeFile = Annotated[Path, typer.Argument(help="The trade, as `voucher terms` wrote it.")]


@app.command()
def terms(
    listing: Annotated[str, typer.Argument(help="The listing's id.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    buyer: Annotated[int, typer.Option(help="The buyer's party number.")],
    fen: Annotated[int, typer.Option(help="The price in fen.", min=0)],
    share: Annotated[list[str], typer.Option(help="PARTY:ROLE:WEIGHT, such as 65537:PROVIDER:60; repeat.")],
    residual: Annotated[str, typer.Option(help="PARTY:ROLE that comes first among equal remainders.")],
    rights: options.RightsMask = "USE",
    purpose: options.Purpose = "all",
    region: options.Region = "all",
    action: options.ActionMask = "PROCESS",
    from_: options.From = None,
    until: Annotated[str | None, typer.Option(help="Until when the licence runs, ISO 8601 UTC.")] = None,
    nonce: Annotated[int, typer.Option(help="Keeps equal licences apart.", min=0)] = 1,
    licence_terms: Annotated[Path | None, typer.Option(help="The licence's terms, if others.")] = None,
    kept: Annotated[
        str | None,
        typer.Option(help="Id of a licence that `right reserve` keeps for a sale abroad, instead of a new one."),
    ] = None,
    agreement: Annotated[Path, typer.Option(help="The contract; its SHA-256 is signed.")],
    compliance: Annotated[Path, typer.Option(help="The compliance file; its SHA-256 is signed.")],
    delivery: Annotated[Path, typer.Option(help="The delivery record; its SHA-256 is signed.")],
    settlement: Annotated[Path, typer.Option(help="The settlement's evidence; its SHA-256 is signed.")],
    sequence: Annotated[str, typer.Option(help="pay-first, deliver-first or escrow.")] = "escrow",
    agreed_at: Annotated[str | None, typer.Option(help="When both agreed; the newest block's second.")] = None,
    deadline: Annotated[str, typer.Option(help="Last second at which the signatures count, ISO 8601 UTC.")],
    out: Annotated[Path, typer.Option(help="Where the trade goes, for both sides to sign.")],
    as_json: options.Json = False,
) -> None:
    """Make the terms of a sale from a listing; nothing is sent."""
    masks = (rights, purpose, region, action)
    licence = grant_id(kept) if kept else _new_licence(masks, (from_, until), nonce, licence_terms or agreement)
    papers = dict(zip(PAPERS, map(paper, (agreement, compliance, delivery, settlement)), strict=True))
    offer = Offer(
        listing=ListingId(Id(arguments.id32(listing))),
        buyer=buyer,
        licence=licence,
        amount_fen=fen,
        split=RevenueSplit(tuple(map(arguments.share, share)), arguments.place(residual)),
        deadline=arguments.time(deadline),
        sequence=arguments.code(Sequence, sequence),
        agreed_at=None if agreed_at is None else arguments.time(agreed_at),
        **papers,
    )
    with opened(home) as desk:
        made = trade.make(desk.office, offer)
    files.write(out, made.encode())
    say(told("voucher.terms", ("交易条款已成", "terms made"), made, out), as_json=as_json)


@app.command()
def sign(
    file: TradeFile,
    *,
    home: options.Home = options.DEFAULT_HOME,
    party: Annotated[int, typer.Option(help="Who signs: the seller's or the buyer's party number.")],
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    out: Annotated[Path, typer.Option(help="Where the signature goes.")],
    as_json: options.Json = False,
) -> None:
    """Sign a trade for one side, after checking every fen and every id in it. Needs no chain."""
    settings = home_settings(home, keys=keys, password_file=password_file)
    now = clock_of(settings.clock_file)()
    made = files.parsed(file, Trade.parse)
    made.check()
    signed = trade.sign(made, Ring(settings).signer(key), party=party, now=now)
    files.write(out, signed.encode())
    words = (
        f"主体 {party} 已签署,价款 {made.money.amount_fen} 分",
        f"party {party} signed, {made.money.amount_fen} fen",
    )
    say(told("voucher.sign", words, made, out), as_json=as_json)


@app.command()
def issue(
    file: TradeFile,
    *,
    home: options.Home = options.DEFAULT_HOME,
    seller: Annotated[Path, typer.Option(help="The seller's signature.")],
    buyer: Annotated[Path, typer.Option(help="The buyer's signature.")],
    check_split: Annotated[
        bool, typer.Option("--check-split", help="Ask the chain's view too; shows your node the price.")
    ] = False,
    capture: Captures = None,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Relay a signed trade: voucher and licence stand in one transaction; of a foreign listing, the voucher alone."""
    made = files.parsed(file, Trade.parse)
    sides = files.parsed(seller, TradeSignature.parse), files.parsed(buyer, TradeSignature.parse)
    captures = read_captures(capture)
    with opened(home, keys=keys, password_file=password_file) as desk:
        if check_split:
            trade.check_split(desk.office, made)
        sell = foreign_sale.issue if made.foreign else trade.issue
        by, name = desk.ring.signer(key), once_key(once)
        done = sell(desk.office, by, made, *sides, captures=captures, key=name)
    words = (f"凭证 0x{done.id.hex()} 已签发", f"voucher 0x{done.id.hex()} issued")
    facts = {"voucher": bytes(done.id), "licence": bytes(done.licence)}
    tell("voucher.issue", words, done.settled, facts, as_json=as_json)


@app.command()
def show(
    voucher: Annotated[str, typer.Argument(help="The voucher's id.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Show a voucher, from the mirror; the price is not on chain and not shown."""
    with opened(home) as desk:
        at = VoucherId(Id(arguments.id32(voucher)))
        row, used = views_trade.voucher(desk.office, at), views_trade.redemptions(desk.office, at)
    shown: dict[str, object] = {
        "voucher": row.id,
        "state": VoucherState(row.state).name,
        "seller": row.seller,
        "buyer": row.buyer,
        "exchange": row.exchange,
        "listing": row.listing_id,
        "licence": row.licence_grant_id,
        "issuedAt": utc(row.issued_at),
        "block": row.block,
    }
    shown |= {"supersededBy": row.superseded_by} if row.superseded_by else {}
    shown |= {"authority": row.authority} if row.authority else {}
    uses: list[dict[str, object]] = [
        {"purpose": one.purpose, "verifier": one.verifier, "usedAt": utc(one.at)} for one in used
    ]
    table([shown, *uses], as_json=as_json)


def _new_licence(
    masks: tuple[str, str, str, str], term: tuple[str | None, str | None], nonce: int, terms_: Path
) -> NewLicence:
    rights, purpose, region, action = masks
    if term[1] is None:
        raise ArgumentRefused("a licence needs its end: --until, or --kept with a licence's id", argument="--until")
    scope = PackedWord(
        purpose=arguments.purposes(purpose),
        region=arguments.regions(region),
        action=arguments.actions(action),
        rights=arguments.rights(rights),
        mode=Mode.LICENSE,
        not_before=arguments.optional_time(term[0]),
        until=arguments.time(term[1]),
        nonce=nonce,
    )
    return NewLicence(scope, paper(terms_))
