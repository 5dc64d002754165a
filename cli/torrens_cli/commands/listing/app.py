"""`torrens listing`: list a product, review its scenario and its compliance, suspend or delist it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, options
from torrens_cli.commands.listing.more import delist, rate, sandbox, version, withdraw
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.output import table, utc
from torrens_contracts.codes import ListingFlag, ReviewKind, Verdict
from torrens_contracts.ids import GrantId, Id, ListingId
from torrens_contracts.words import ListingState, ReviewState
from torrens_registry.cases import views
from torrens_registry.cases.listings import changes as listing_changes
from torrens_registry.cases.listings import listings, reviews
from torrens_registry.cases.listings.listings import ProductTerms

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="List a product, review it, change it."
)

for _verb in (rate, withdraw, version, delist, sandbox):
    app.command()(_verb)

Listing = Annotated[str, typer.Argument(help="The listing's id, 0x and 64 hex digits.")]


@app.command()
def add(
    grant: Annotated[str, typer.Argument(help="The right that it is sold under, which carries OPERATE.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    product: Annotated[Path, typer.Option(help="The product's description; its SHA-256 goes on chain.")],
    content: Annotated[Path, typer.Option(help="The content version that is sold; its SHA-256 goes on chain.")],
    until: options.Until,
    reviewers: Annotated[int, typer.Option(help="How many reviewers must pass its compliance.", min=1, max=8)] = 1,
    exchange: Annotated[int | None, typer.Option(help="Where; this home's exchange when left out.")] = None,
    nonce: Annotated[int, typer.Option(help="Tells listings of one product apart.")] = 0,
    in_sandbox: Annotated[bool, typer.Option("--sandbox", help="A product of a regulatory sandbox.")] = False,
    key: options.Key,
    relayer: Annotated[str | None, typer.Option(help="Key that sends it, when the holder only signs.")] = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """List a product of a right; its holder acts, or signs while another key relays. Good once reviewed."""
    wanted = ProductTerms(
        GrantId(Id(arguments.id32(grant))),
        paper(product),
        paper(content),
        arguments.time(until),
        exchange=exchange,
        nonce=nonce,
        flags=int(ListingFlag.SANDBOX) if in_sandbox else 0,
        reviewers=reviewers,
    )
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        if relayer is None:
            done = listings.list_direct(desk.office, by, wanted, name)
        else:
            done = listings.list_by_signature(desk.office, desk.ring.signer(relayer), by, wanted, name)
    words = (f"已上架 0x{done.listing.hex()}", f"listed as 0x{done.listing.hex()}")
    tell("listing.add", words, done.settled, {"listing": bytes(done.listing)}, as_json=as_json)


@app.command()
def review(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    verdict: Annotated[str, typer.Option(help="passed, conditional or failed.")],
    report: Annotated[Path, typer.Option(help="The report; its SHA-256 goes on chain.")],
    until: Annotated[str | None, typer.Option(help="When the verdict ends; not for failed.")] = None,
    other: Annotated[
        list[int] | None, typer.Option(help="A reviewer to be counted too; those that stand when left out. Repeat.")
    ] = None,
    key: options.Key = "reviewer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Record a verdict on compliance; conditional does not count yet, failed suspends."""
    found = arguments.code(Verdict, verdict)
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = reviews.review(
            desk.office,
            desk.ring.signer(key),
            _listing(listing),
            verdict=found,
            report_digest=paper(report),
            until=arguments.optional_time(until),
            others=None if other is None else sorted(other),
            key=once_key(once),
        )
    words = (f"合规审查结论:{found.name}", f"reviewed: {found.name}")
    tell("listing.review", words, done, {"verdict": found.name}, as_json=as_json)


@app.command()
def scenario(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    verdict: Annotated[str, typer.Option(help="passed or failed.")],
    paper_: Annotated[Path, typer.Option("--paper", help="Scenario of use and decision; the SHA-256 goes on chain.")],
    until: Annotated[
        str | None, typer.Option(help="When the pass ends, and with it the listing; not for failed.")
    ] = None,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Record a verdict on the scenario of use; nothing is good before it passed, failed suspends."""
    found = arguments.code(Verdict, verdict)
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = reviews.scenario(
            desk.office,
            desk.ring.signer(key),
            _listing(listing),
            verdict=found,
            scenario_digest=paper(paper_),
            until=arguments.optional_time(until),
            key=once_key(once),
        )
    words = (f"场景审核结论:{found.name}", f"scenario reviewed: {found.name}")
    tell("listing.scenario", words, done, {"verdict": found.name}, as_json=as_json)


@app.command()
def change(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    state: Annotated[str, typer.Option(help="listed, suspended or delisted, which is final.")],
    reason: Annotated[int, typer.Option(help="0 to 255, the exchange's table.")] = 0,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Suspend, resume or delist a listing."""
    wanted = arguments.code(ListingState, state)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, at = desk.ring.signer(key), _listing(listing)
        done = listing_changes.change(desk.office, by, at, state=wanted, reason=reason, key=once_key(once))
    words = (f"上架状态:{wanted.name}", f"listing is {wanted.name}")
    tell("listing.change", words, done, {"state": wanted.name}, as_json=as_json)


@app.command()
def show(listing: Listing, *, home: options.Home = options.DEFAULT_HOME, as_json: options.Json = False) -> None:
    """Show a listing and the reviews on it, from the mirror."""
    with opened(home) as desk:
        found, verdicts = views.listing(desk.office, _listing(listing))
    shown: dict[str, object] = {"id": found.id, "state": ListingState(found.state).name, "exchange": found.exchange}
    shown |= {"grant": found.grant_id, "product": found.product_digest, "until": utc(found.until)}
    shown |= {"reviewUntil": utc(found.review_until), "sandbox": bool(found.flags & ListingFlag.SANDBOX)}
    shown |= {"scenario": bool(found.flags & ListingFlag.SCENARIO), "reviewers": found.reviews, "grade": found.grade}
    lines: list[dict[str, object]] = [
        {
            "review": ReviewKind(one.kind).name,
            "verdict": ReviewState(one.state).name,
            "reviewer": one.reviewer,
            "until": utc(one.until),
        }
        for one in verdicts
    ]
    table([shown, *lines], as_json=as_json)


def _listing(text: str) -> ListingId:
    return ListingId(Id(arguments.id32(text)))
