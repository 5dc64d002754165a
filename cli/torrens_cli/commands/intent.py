"""`torrens intent`: what was decided and is not final on chain; and giving up what nobody will ever sign."""

from __future__ import annotations

from typing import Annotated

import typer

from torrens_cli import options
from torrens_cli.context import opened
from torrens_cli.output import Report, say, table, utc
from torrens_registry.clocks import system_clock
from torrens_registry.jobs.lease import own_name
from torrens_registry.store import intent_queries
from torrens_registry.writer.abandon import abandon as give_up
from torrens_registry.writer.outbox import UNSETTLED, IntentState

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Decided, not yet final.")


@app.command("list")
def list_(*, home: options.Home = options.DEFAULT_HOME, as_json: options.Json = False) -> None:
    """List what was decided and is not final: READY waits for its key, SIGNED and SENT for the chain."""
    with opened(home) as desk, desk.office.store.read() as session:
        waiting = intent_queries.intents_in(session, [IntentState.READY, *UNSETTLED])
    rows = [
        {"intent": row.intent_id, "verb": row.verb, "state": row.state, "key": row.sender, "asked": utc(row.created)}
        for row in sorted(waiting, key=lambda row: row.intent_id)
    ]
    table([dict[str, object](row) for row in rows], as_json=as_json)


@app.command()
def abandon(
    number: Annotated[int, typer.Argument(help="Number of the intent, as `intent list` gives it.", min=0)],
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Give up an intent that nobody signed; the audit log then says so, and goes on behind it."""
    with opened(home) as desk:
        # a development world's clock stands still, and a lease must run out: it goes by the machine's clock
        row = give_up(desk.office.store, number, own_name(), system_clock)
    words = (f"已放弃第 {number} 号意图({row.verb})", f"intent {number} ({row.verb}) given up")
    say(Report("intent.abandon", *words, {}, {"intent": number, "state": row.state}), as_json=as_json)
