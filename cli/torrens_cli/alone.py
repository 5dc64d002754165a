"""`torrens verify`, and the verifier alone: `torrens-verify.pyz`, one file that needs Python 3.11 or later only.

Its arguments are parsed by the standard library, so that a court that asks one question waits for nothing else. Where
no compiled library is installed, pure Python stands in for it; what only such a library can check (RFC 3161 tokens)
is called CANNOT VERIFY.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from torrens_anchor.bundles.facts import RELIANCES
from torrens_anchor.errors import TorrensError
from torrens_anchor.forms.printing import plain
from torrens_cli.instants import time as instant
from torrens_cli.judging import Question, judge
from torrens_cli.refusals import stop, unusable

ALONE = "torrens-verify"
INSTALLED = "torrens verify"


def main(words: Sequence[str] | None = None, name: str = ALONE) -> NoReturn:
    """Runs the verifier and ends the process.

    Args:
        words: The arguments; this process's own when left out.
        name: What the command is called here.

    Raises:
        SystemExit: Always: 0 all required facts match, 1 a mismatch, 2 a fact cannot be verified, 3 unusable input.
    """
    words = sys.argv[1:] if words is None else words
    try:
        text, code = judge(question(words, name))
    except TorrensError as error:
        stop(error, as_json="--json" in words)
    except OSError as error:
        stop(unusable(error), as_json="--json" in words)
    sys.stdout.write(text)
    raise SystemExit(code)


def question(words: Sequence[str], name: str = ALONE) -> Question:
    """Reads the arguments.

    Args:
        words: The arguments.
        name: What the command is called here.

    Returns:
        What is asked.

    Raises:
        ArgumentRefused: The time is none.
        SystemExit: 3, with a line on standard error, when an argument is missing or unknown; 0 after --help.
    """
    found = _parser(name).parse_args(words)
    return Question(
        found.bundle,
        found.policy,
        int(time.time()) if found.at is None else instant(found.at),
        tuple(found.data or ()),
        explain=found.explain,
        as_json=found.json,
        independent=found.independent,
        reliance=found.reliance,
        fingerprint=found.fingerprint,
        schema=found.schema,
        salts=found.salts,
        salt_secret=found.salt_secret,
    )


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(3, f"{self.prog}: {plain(message)}\n")


def _parser(name: str) -> ArgumentParser:
    made = _Parser(
        prog=name,
        allow_abbrev=False,
        description="离线逐项核验证据包。Verify a bundle offline, fact by fact, under your own policy. Exit code: 0 "
        "all required facts match, 1 a mismatch, 2 a fact cannot be verified, 3 unusable input.",
    )
    made.add_argument("bundle", type=Path, help="the bundle file")
    made.add_argument("--policy", type=Path, required=True, help="your own policy: whom you believe")
    made.add_argument("--at", help="time asked about, ISO 8601 UTC; now when left out")
    made.add_argument(
        "--data", type=Path, action="append", help="your copy of the data: a file or a folder; repeat for several files"
    )
    made.add_argument("--fingerprint", type=Path, help="the fingerprint that was registered, which says how to read it")
    made.add_argument("--schema", type=Path, help="the columns' types of a table by its values")
    made.add_argument("--salts", type=Path, help="the salt file of a table by its values")
    made.add_argument("--salt-secret", type=Path, help="file of the secret that its salts are derived from")
    made.add_argument(
        "--reliance",
        choices=RELIANCES,
        default=RELIANCES[0],
        help="what you rely on a recognition for; where your policy says more, that counts",
    )
    made.add_argument("--explain", action="store_true", help="write a report for a court")
    made.add_argument("--independent", action="store_true", help="ask two implementations of every signature")
    made.add_argument("--json", action="store_true", help="give the verdict as data")
    return made
