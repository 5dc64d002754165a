"""The entry point: the table of commands."""

from __future__ import annotations

import sys

import typer
from typer.exceptions import Abort, TyperException

from torrens_anchor.errors import TorrensError
from torrens_anchor.forms.printing import plain
from torrens_cli.lazy import Entry, LazyGroup
from torrens_cli.refusals import stop, unusable

COMMANDS = {
    "demo": Entry("torrens_cli.commands.demo", "The main job: one dataset, three exchanges, three acts."),
    "verify": Entry("torrens_cli.commands.verify", "Verify a bundle offline, fact by fact, under your own policy."),
    "init": Entry("torrens_cli.commands.init", "Make the home folder of an exchange."),
    "key": Entry("torrens_cli.commands.key", "Make and list keys in keystore files."),
    "devnet": Entry("torrens_cli.commands.devnet", "Run an embedded chain on loopback, and set its clock."),
    "deploy": Entry("torrens_cli.commands.deploy", "Deploy the register and its modules, and write the manifest."),
    "council": Entry(
        "torrens_cli.commands.council.app", "Modules and their bits, roles, the schedule; a change of law."
    ),
    "party": Entry("torrens_cli.commands.party.app", "Exchanges, parties, keys, the working-day calendar."),
    "data": Entry(
        "torrens_cli.commands.data.app", "Fingerprint a file, a folder or a table; prove a part of it; verify."
    ),
    "case": Entry("torrens_cli.commands.case.app", "Notice, objection, registration of a title."),
    "right": Entry("torrens_cli.commands.right.app", "License, transfer, freeze, pledge; show a right."),
    "listing": Entry("torrens_cli.commands.listing.app", "List a product, review it, suspend or delist it."),
    "voucher": Entry("torrens_cli.commands.voucher.app", "Trade terms, signatures, the voucher, its bundle."),
    "log": Entry("torrens_cli.commands.log.app", "The audit log: append, checkpoint, cosign, anchor, prove, check."),
    "platform": Entry("torrens_cli.commands.platform", "State what the platform is, for a court: form, sign, show."),
    "witness": Entry("torrens_cli.commands.witness", "Watch logs that only grow, and cosign their checkpoints."),
    "intent": Entry("torrens_cli.commands.intent", "What was decided and is not final; give up what nobody signed."),
    "mirror": Entry("torrens_cli.commands.mirror", "Sync, check, rebuild the mirror; its status."),
    "standing": Entry("torrens_cli.commands.standing", "State good standing, and write it for partners."),
    "recognize": Entry(
        "torrens_cli.commands.recognize.app", "Accredit a peer, accept its header, prove and decide facts."
    ),
    "serve": Entry("torrens_cli.commands.serve", "Serve the API."),
}
LazyGroup.entries = COMMANDS

app = typer.Typer(
    cls=LazyGroup, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


@app.callback()
def torrens() -> None:
    """Torrens: a title registry for data. Exit codes: 0 good, 1 bad, 2 incomplete, 3 unusable input."""


def main() -> None:
    """Runs a command; an error of the house is shown with its way out, and gives its exit code."""
    try:
        raise SystemExit(app(standalone_mode=False) or 0)
    except TyperException as error:
        sys.stderr.write(f"torrens: {plain(' '.join(error.format_message().split()))}\n")
        raise SystemExit(3) from None
    except Abort:
        sys.stderr.write("torrens: stopped by you; nothing is lost, run the same command again\n")
        raise SystemExit(2) from None
    except TorrensError as error:
        stop(error, as_json="--json" in sys.argv)
    except OSError as error:
        stop(unusable(error), as_json="--json" in sys.argv)


if __name__ == "__main__":
    main()
