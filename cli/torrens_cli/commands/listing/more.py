"""`torrens listing`, its rarer verbs: grades, reviews taken back, another version, the end of it, of a sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, options
from torrens_cli.context import once_key, opened, paper, tell
from torrens_contracts.codes import ReviewKind
from torrens_contracts.ids import Id, ListingId
from torrens_registry.cases.listings import changes as listing_changes
from torrens_registry.cases.listings import reviews

Listing = Annotated[str, typer.Argument(help="The listing's id, 0x and 64 hex digits.")]
Relayer = Annotated[str | None, typer.Option(help="Key that sends it, when the holder only signs.")]


def rate(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    grade: Annotated[int, typer.Option(help="1 to 255, the exchange's table.", min=1, max=255)],
    report: Annotated[Path, typer.Option(help="The quality report; its SHA-256 goes on chain.")],
    until: options.Until,
    key: options.Key = "reviewer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Grade the content version that is listed now; it never counts for another version."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = reviews.rate(
            desk.office,
            desk.ring.signer(key),
            _id(listing),
            grade=grade,
            report_digest=paper(report),
            until=arguments.time(until),
            key=once_key(once),
        )
    tell("listing.rate", (f"质量等级:{grade}", f"graded {grade}"), done, {"grade": grade}, as_json=as_json)


def withdraw(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    kind: Annotated[str, typer.Option(help="compliance, scenario or quality.")] = "compliance",
    reason: Annotated[Path, typer.Option(help="The reason; its SHA-256 goes on chain.")],
    key: options.Key = "reviewer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Take back the own review; a compliance leaves what the passes of others give."""
    found = arguments.code(ReviewKind, kind)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, digest = desk.ring.signer(key), paper(reason)
        done = reviews.withdraw(desk.office, by, _id(listing), found, reason_digest=digest, key=once_key(once))
    words = (f"已撤回审查:{found.name}", f"review withdrawn: {found.name}")
    tell("listing.withdraw", words, done, {"kind": found.name}, as_json=as_json)


def version(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    content: Annotated[Path, typer.Option(help="The new content version; its SHA-256 goes on chain.")],
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """List another content version, by its holder: compliance and grade start anew."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = listing_changes.new_version(
            desk.office,
            desk.ring.signer(key),
            _id(listing),
            paper(content),
            relayer=None if relayer is None else desk.ring.signer(relayer),
            key=once_key(once),
        )
    words = ("新内容版本已上架,须重新审查", "another version is listed, to be reviewed anew")
    tell("listing.version", words, done, {}, as_json=as_json)


def delist(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    reason: Annotated[int, typer.Option(help="0 to 255, the exchange's table.", min=0, max=255)] = 0,
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Delist for good, by the right's holder."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = listing_changes.delist(
            desk.office,
            desk.ring.signer(key),
            _id(listing),
            reason=reason,
            relayer=None if relayer is None else desk.ring.signer(relayer),
            key=once_key(once),
        )
    tell("listing.delist", ("已下架", "delisted"), done, {"state": "DELISTED"}, as_json=as_json)


def sandbox(
    listing: Listing,
    *,
    home: options.Home = options.DEFAULT_HOME,
    decision: Annotated[Path, typer.Option(help="The decision; its SHA-256 goes on chain.")],
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Take a product out of the sandbox."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, digest = desk.ring.signer(key), paper(decision)
        done = listing_changes.end_sandbox(desk.office, by, _id(listing), decision_digest=digest, key=once_key(once))
    tell("listing.endsandbox", ("已出沙盒", "out of the sandbox"), done, {}, as_json=as_json)


def _id(text: str) -> ListingId:
    return ListingId(Id(arguments.id32(text)))
