"""`torrens right`: license, transfer, show; its other verbs are in the files right_… beside this one."""

from __future__ import annotations

from typing import Annotated

import typer

from torrens_cli import arguments, options
from torrens_cli.commands.evidence.captures import Captures, read_captures
from torrens_cli.commands.right import interests as right_interests
from torrens_cli.commands.right import keep as right_keep
from torrens_cli.commands.right import orders as right_orders
from torrens_cli.commands.right import whole as right_whole
from torrens_cli.commands.right.orders import grant_id
from torrens_cli.context import Desk, once_key, opened, paper, tell
from torrens_cli.output import table, utc
from torrens_contracts.codes import FreezeScope, InterestKind, Reason, TransferReason
from torrens_contracts.ids import GrantId
from torrens_contracts.words import FreezeState, GrantState, InterestState
from torrens_registry.cases import views
from torrens_registry.cases.rights import judgements, rights, transfers
from torrens_registry.cases.rights.rights import LicenceTerms
from torrens_registry.cases.rights.transfers import TransferTerms
from torrens_registry.rules.rights import Scope, names

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="License, transfer, split, surrender, reserve, freeze, pledge, show.",
)

Grant = Annotated[str, typer.Argument(help="The right's id, 0x and 64 hex digits: a title's or a grant's.")]


@app.command()
def license(  # noqa: A001 - the verb's name
    parent: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    holder: Annotated[int, typer.Option(help="Who receives the licence: a party number.")],
    rights_: options.RightsMask,
    until: options.Until,
    purpose: options.Purpose = "all",
    region: options.Region = "all",
    action: options.ActionMask = "PROCESS",
    from_: options.From = None,
    terms: options.AgreedTerms,
    nonce: Annotated[int | None, typer.Option(help="Keeps equal licences apart.")] = None,
    key: options.Key,
    capture: Captures = None,
    relayer: Annotated[str | None, typer.Option(help="Key that sends it, when the holder only signs.")] = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """License under a right; its holder acts, or signs while another key relays."""
    wanted = LicenceTerms(
        parent=grant_id(parent),
        holder=holder,
        rights=arguments.rights(rights_),
        scope=Scope(arguments.purposes(purpose), arguments.regions(region), arguments.actions(action)),
        until=arguments.time(until),
        not_before=arguments.time(from_) if from_ else None,
        terms_digest=paper(terms),
        nonce=nonce,
    )
    captures = read_captures(capture)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        if relayer is None:
            done = rights.license_direct(desk.office, by, wanted, name, captures=captures)
        else:
            sender = desk.ring.signer(relayer)
            done = rights.license_by_signature(desk.office, sender, by, wanted, name, captures=captures)
    words = (
        f"已许可 {names(wanted.rights)} 给主体 {holder},许可 0x{done.grant.hex()}",
        f"{names(wanted.rights)} licensed to party {holder}, licence 0x{done.grant.hex()}",
    )
    tell("right.license", words, done.settled, {"grant": bytes(done.grant)}, as_json=as_json)


@app.command()
def transfer(
    grant: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    to: Annotated[int, typer.Option(help="Who receives it: a party number.")],
    receiver: Annotated[str, typer.Option(help="A key of the receiver, which signs.")],
    reason: Annotated[str, typer.Option(help="sale, contribution or succession.")] = "sale",
    terms: options.AgreedTerms,
    key: options.Key,
    relayer: Annotated[str | None, typer.Option(help="Key that sends it, when the holder only signs.")] = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Transfer a right as a whole; licences under it stay. The receiver signs; the holder acts, or signs too."""
    wanted = TransferTerms(grant_id(grant), to, arguments.code(TransferReason, reason), terms_digest=paper(terms))
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, takes, name = desk.ring.signer(key), desk.ring.signer(receiver), once_key(once)
        if relayer is None:
            done = transfers.transfer(desk.office, by, takes, wanted, name)
        else:
            sender = desk.ring.signer(relayer)
            done = transfers.transfer_by_signature(desk.office, sender, wanted, holder=by, receiver=takes, key=name)
    words = (f"已转让给主体 {to}", f"transferred to party {to}")
    tell("right.transfer", words, done, {"grant": bytes(wanted.grant)}, as_json=as_json)


@app.command()
def show(
    grant: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    on_chain: Annotated[
        bool, typer.Option("--on-chain", help="Ask the contract too: valid now, and free for which verb.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Show a right, from the mirror: who holds it, until when, what is frozen or charged."""
    with opened(home) as desk:
        found, _, orders = views.right(desk.office, grant_id(grant))
        charged = views.interests(desk.office, grant_id(grant))
        said = _judged(desk, grant_id(grant)) if on_chain else []
    shown: dict[str, object] = {"id": found.id, "state": GrantState(found.state).name, "rights": names(found.rights)}
    shown |= {"holder": found.holder, "depth": found.depth, "since": utc(found.since), "until": utc(found.until)}
    shown |= {"parent": found.parent, "frozenUntil": utc(found.frozen_until)}
    lines: list[dict[str, object]] = [
        {
            "freeze": one.ordinal,
            "authority": one.authority,
            "state": FreezeState(one.state).name,
            "scope": FreezeScope(one.scope).name,
            "until": utc(one.until),
        }
        for one in orders
    ]
    lines += [
        {
            "rank": one.ordinal,
            "kind": InterestKind(one.kind).name,
            "secured": one.secured,
            "state": InterestState(one.state).name,
        }
        for one in charged
    ]
    table([shown, *lines, *said], as_json=as_json)


def _judged(desk: Desk, grant: GrantId) -> list[dict[str, object]]:
    """Gives a line a predicate, as the contract answers now."""
    valid, free, path = judgements.judged(desk.office, grant)
    no = {} if valid.yes else {"at": bytes(path[valid.index])}
    rows: list[dict[str, object]] = [{"onChain": "valid", "yes": valid.yes, "reason": Reason(valid.reason).name, **no}]
    for verb, one in free.items():
        rows.append({"onChain": f"free({verb.name})", "yes": one.yes, "reason": Reason(one.reason).name})
    return rows


for _verb in (
    right_orders.freeze,
    right_orders.freeze_holder,
    right_orders.lift,
    right_orders.renew_freeze,
    right_orders.promote,
    right_orders.adjudge,
    right_interests.charge,
    right_interests.consent,
    right_interests.release,
    right_interests.lapse_prenotice,
    right_interests.complete,
    right_whole.license_many,
    right_whole.split,
    right_whole.surrender,
    right_whole.confirm,
    right_keep.reserve,
    right_keep.activate,
    right_keep.lapse,
):
    app.command()(_verb)
