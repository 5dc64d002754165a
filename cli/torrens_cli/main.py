"""The entry point: the table of commands, and the one place where an error becomes an exit code."""

from __future__ import annotations

import json
import sys
from typing import NoReturn

import typer
from typer.exceptions import Abort, TyperException

from torrens_anchor.errors import TorrensError, UnusableFile
from torrens_cli.lazy import Entry, LazyGroup

COMMANDS = {
    "demo": Entry("torrens_cli.commands.demo", "The main job: one dataset, three exchanges, three acts."),
    "verify": Entry("torrens_cli.commands.verify", "Verify a bundle offline, fact by fact, under your own policy."),
    "init": Entry("torrens_cli.commands.init", "Make the home folder of an exchange."),
    "key": Entry("torrens_cli.commands.key", "Make and list keys in keystore files."),
    "devnet": Entry("torrens_cli.commands.devnet", "Run an embedded chain on loopback, and set its clock."),
    "deploy": Entry("torrens_cli.commands.deploy", "Deploy the register and its modules, and write the manifest."),
    "party": Entry("torrens_cli.commands.party", "Exchanges, parties, keys, the working-day calendar."),
    "data": Entry("torrens_cli.commands.data", "Fingerprint a table or a file; prove a row."),
    "case": Entry("torrens_cli.commands.case", "Notice, objection, registration of a title."),
    "right": Entry("torrens_cli.commands.right", "License, transfer, freeze, pledge; show a right."),
    "listing": Entry("torrens_cli.commands.listing", "List a product, review it, suspend or delist it."),
    "voucher": Entry("torrens_cli.commands.voucher", "Trade terms, signatures, the voucher, its bundle."),
    "log": Entry("torrens_cli.commands.log", "The audit log: checkpoint, anchor, prove, check."),
    "mirror": Entry("torrens_cli.commands.mirror", "Sync, check, rebuild the mirror; its status."),
    "standing": Entry("torrens_cli.commands.standing", "State good standing, and write it for partners."),
    "recognize": Entry("torrens_cli.commands.recognize", "Accredit a peer, accept its header, prove and decide facts."),
    "serve": Entry("torrens_cli.commands.serve", "Serve the API."),
}
LazyGroup.entries = COMMANDS

app = typer.Typer(
    cls=LazyGroup, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


@app.callback()
def torrens() -> None:
    """Torrens: a title registry for data. Exit codes: 0 good, 1 bad, 2 incomplete, 3 unusable input."""


def problem(error: TorrensError) -> dict[str, object]:
    """Returns an error as a problem document (RFC 9457 members, plus the way out).

    Args:
        error: Any error of the house.

    Returns:
        type, title, detail, remedy and facts, all plain JSON values.
    """
    facts = {name: value if isinstance(value, int | str | bool) else str(value) for name, value in error.facts.items()}
    title = type(error).__name__
    return {
        "type": f"urn:torrens:{error.code}",
        "title": title,
        "detail": str(error),
        "remedy": error.remedy,
        "facts": facts,
    }


def main() -> None:
    """Runs a command; an error of the house is shown with its way out, and gives its exit code."""
    try:
        raise SystemExit(app(standalone_mode=False) or 0)
    except TyperException as error:
        sys.stderr.write(f"torrens: {error.format_message()}\n")
        raise SystemExit(3) from None
    except Abort:
        sys.stderr.write("torrens: stopped by you; nothing is lost, run the same command again\n")
        raise SystemExit(2) from None
    except TorrensError as error:
        _stop(error)
    except OSError as error:
        _stop(_unusable(error))


def _stop(error: TorrensError) -> NoReturn:
    if "--json" in sys.argv:
        sys.stderr.write(json.dumps(problem(error), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"torrens: {error}\n  what to do: {error.remedy}\n")
    raise SystemExit(error.exit_code) from None


def _unusable(error: OSError) -> UnusableFile:
    """Names what the operating system refused: a place that is no folder, a full disk, rights that are missing."""
    where = error.filename if error.filename is not None else "the system"
    said = error.strerror or str(error)
    return UnusableFile(f"{where}: {said}", remedy="mend the place or its rights, or name another one", path=str(where))


if __name__ == "__main__":
    main()
