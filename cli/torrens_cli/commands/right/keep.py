"""`torrens right reserve|activate|lapse`: a licence kept for a sale by another register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, files, options
from torrens_cli.commands.right.orders import grant_id
from torrens_cli.commands.right.whole import Grant
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.output import utc
from torrens_contracts.structs import ForeignHome, Reservation
from torrens_contracts.types import Address, ChainId, Timestamp
from torrens_registry.cases.rights import reservations
from torrens_registry.cases.rights.rights import LicenceTerms
from torrens_registry.cases.vouchers.trade_file import Trade
from torrens_registry.rules.rights import Scope


def reserve(
    parent: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    holder: Annotated[int, typer.Option(help="Who receives the licence here: a party number.")],
    rights_: options.RightsMask,
    until: options.Until,
    purpose: options.Purpose = "all",
    region: options.Region = "all",
    action: options.ActionMask = "PROCESS",
    from_: options.From = None,
    nonce: Annotated[int | None, typer.Option(help="Keeps equal licences apart.")] = None,
    chain: Annotated[int, typer.Option(help="Chain id of the register that sells.")],
    register: Annotated[str, typer.Option(help="Address of the register that sells.")],
    salt: Annotated[str, typer.Option(help="Its deployment salt, 0x and 64 hex digits.")],
    agreement: Annotated[Path, typer.Option(help="The agreement; its SHA-256 stands in the terms of the sale.")],
    keep: Annotated[str, typer.Option(help="Until when the licence is kept, at most 30 days, ISO 8601 UTC.")],
    key: options.Key,
    relayer: Annotated[str | None, typer.Option(help="EXCHANGE key of the home exchange, which sends it.")] = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Keep a licence for a sale by another register; the holder signs."""
    wanted = LicenceTerms(
        parent=grant_id(parent),
        holder=holder,
        rights=arguments.rights(rights_),
        scope=Scope(arguments.purposes(purpose), arguments.regions(region), arguments.actions(action)),
        until=arguments.time(until),
        not_before=arguments.time(from_) if from_ else None,
        terms_digest=paper(agreement),  # the reservation binds it together with the register that sells
        nonce=nonce,
    )
    seller = Address(arguments.address(register))
    kept = Reservation(ChainId(chain), seller, arguments.id32(salt), paper(agreement), Timestamp(arguments.time(keep)))
    with opened(home, keys=keys, password_file=password_file) as desk:
        by = desk.ring.signer(key)
        sender = by if relayer is None else desk.ring.signer(relayer)
        done = reservations.reserve(desk.office, sender, by, wanted, kept, key=once_key(once))
    words = (
        f"已保留许可 0x{done.grant.hex()},至 {utc(kept.until)}",
        f"licence 0x{done.grant.hex()} kept until {utc(kept.until)}",
    )
    tell("right.reserve", words, done.settled, {"grant": bytes(done.grant)}, as_json=as_json)


def activate(
    trade: Annotated[Path, typer.Argument(help="The trade's file, as the exchange that sells made it.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Activate a kept licence: the voucher of the foreign trade is proven here. Anyone may."""
    sale = files.parsed(trade, Trade.parse)
    seller = ForeignHome(ChainId(sale.home.chain_id), Address(sale.home.register), sale.home.deployment_salt)
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = reservations.activate(desk.office, desk.ring.signer(key), sale.terms, seller, once_key(once))
    facts = {"grant": bytes(sale.terms.licence_grant_id)}
    tell("right.activate", ("许可已生效", "the licence counts now"), done, facts, as_json=as_json)


def lapse(
    grant: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """End a reservation whose time is over. Anyone may."""
    wanted = grant_id(grant)
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = reservations.lapse(desk.office, desk.ring.signer(key), wanted, once_key(once))
    tell("right.lapse", ("保留已失效", "the reservation has lapsed"), done, {"grant": bytes(wanted)}, as_json=as_json)
