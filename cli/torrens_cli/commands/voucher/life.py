"""`torrens voucher`: a dispute, the end of a voucher, and its use before a verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.signatures.secp256k1 import Address
from torrens_cli import arguments, files, options
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, utc
from torrens_contracts.ids import Id, VoucherId
from torrens_registry.cases.consents import ConsentFile
from torrens_registry.cases.vouchers import life as voucher_life
from torrens_registry.cases.vouchers import redemptions

Voucher = Annotated[str, typer.Argument(help="The voucher's id.")]
Paper = Annotated[Path, typer.Option("--paper", help="The paper behind it; its SHA-256 goes on chain.")]
Purpose = Annotated[int | None, typer.Option(help="What it is used for, from 1; the verifier's table.", min=1)]
Verifier = Annotated[str | None, typer.Option(help="Before whom: an address.")]


def suspend(
    voucher: Voucher,
    *,
    home: options.Home = options.DEFAULT_HOME,
    paper_: Paper,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Suspend a voucher in a dispute: its exchange, or an authority."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = voucher_life.suspend(desk.office, by, _id(voucher), paper_digest=paper(paper_), key=name)
    tell("voucher.suspend", ("凭证已中止", "voucher suspended"), done, {"state": "SUSPENDED"}, as_json=as_json)


def resume(
    voucher: Voucher,
    *,
    home: options.Home = options.DEFAULT_HOME,
    paper_: Paper,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Resume a suspended voucher; after an authority's order only that authority, or the one above it."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = voucher_life.resume(desk.office, by, _id(voucher), paper_digest=paper(paper_), key=name)
    tell("voucher.resume", ("凭证已恢复", "voucher resumed"), done, {"state": "ISSUED"}, as_json=as_json)


def consent(
    voucher: Voucher,
    *,
    home: options.Home = options.DEFAULT_HOME,
    paper_: Annotated[Path | None, typer.Option("--paper", help="To its revocation: the parties' agreement.")] = None,
    purpose: Purpose = None,
    verifier: Verifier = None,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    out: Annotated[Path, typer.Option(help="Where the consent goes.")],
    as_json: options.Json = False,
) -> None:
    """Sign for a party: to the voucher's revocation (--paper), or to its use (--purpose, --verifier)."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, at = desk.ring.signer(key), _id(voucher)
        if paper_ is not None:
            made = voucher_life.consent_to_revoke(desk.office, by, at, paper_digest=paper(paper_))
        elif purpose is not None and verifier is not None:
            address = Address(arguments.address(verifier))
            made = redemptions.consent_to_redeem(desk.office, by, at, purpose=purpose, verifier=address)
        else:
            raise ArgumentRefused("consent to what: --paper, or --purpose and --verifier", argument="--paper")
    files.write(out, made.encode())
    words = (f"已签署同意:{made.verb}", f"consent to {made.verb} signed")
    facts: dict[str, object] = {"verb": made.verb, "deadline": utc(made.consent.deadline)}
    say(Report("voucher.consent", *words, {"voucher": bytes(at), "file": str(out)}, facts), as_json=as_json)


def revoke(
    voucher: Voucher,
    *,
    home: options.Home = options.DEFAULT_HOME,
    paper_: Paper,
    seller: Annotated[Path | None, typer.Option(help="The seller's consent, when both parties revoke.")] = None,
    buyer: Annotated[Path | None, typer.Option(help="The buyer's consent, when both parties revoke.")] = None,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Revoke a voucher for good: by an authority's order, or by its exchange with both parties' consents."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, at, name, digest = desk.ring.signer(key), _id(voucher), once_key(once), paper(paper_)
        if seller is None or buyer is None:
            done = voucher_life.revoke(desk.office, by, at, order_digest=digest, key=name)
        else:
            sides = files.parsed(seller, ConsentFile.parse), files.parsed(buyer, ConsentFile.parse)
            done = voucher_life.revoke_by_agreement(desk.office, by, at, *sides, paper_digest=digest, key=name)
    tell("voucher.revoke", ("凭证已撤销", "voucher revoked"), done, {"state": "REVOKED"}, as_json=as_json)


def redeem(
    voucher: Voucher,
    *,
    home: options.Home = options.DEFAULT_HOME,
    purpose: Annotated[int, typer.Option(help="What it is used for, from 1; the verifier's table.", min=1)],
    verifier: Verifier = None,
    consent_: Annotated[Path | None, typer.Option("--consent", help="The buyer's consent; the verifier sends.")] = None,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Use a voucher once for a purpose before a verifier: the buyer sends, or the verifier with the buyer's consent."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, at, name = desk.ring.signer(key), _id(voucher), once_key(once)
        if consent_ is not None:
            own = files.parsed(consent_, ConsentFile.parse)
            done = redemptions.redeem_by_signature(desk.office, by, at, own, purpose=purpose, key=name)
        elif verifier is not None:
            address = Address(arguments.address(verifier))
            done = redemptions.redeem(desk.office, by, at, purpose=purpose, verifier=address, key=name)
        else:
            raise ArgumentRefused(
                "before whom: --verifier, or --consent with the verifier's key", argument="--verifier"
            )
    tell("voucher.redeem", ("凭证已核销", "voucher used"), done, {"purpose": purpose}, as_json=as_json)


def _id(text: str) -> VoucherId:
    return VoucherId(Id(arguments.id32(text)))
