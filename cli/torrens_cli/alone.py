"""The verifier alone: one file for a court, `torrens-verify.pyz`, that needs Python 3.11 or later and nothing else.

It asks what `torrens verify` asks, with the standard library's parser of arguments; pure Python stands in for every
compiled library. What only such a library can check (RFC 3161 tokens) it calls CANNOT VERIFY.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path

from torrens_anchor.errors import TorrensError
from torrens_cli.instants import time as instant
from torrens_cli.judging import Question, judge
from torrens_cli.refusals import stop, unusable

OLDEST = (3, 11)
"""The oldest Python that it runs with."""


def main() -> None:
    """Runs the verifier on this process's arguments; exit codes as `torrens verify` has them."""
    try:
        text, code = judge(question(sys.argv[1:]))
    except TorrensError as error:
        stop(error)
    except OSError as error:
        stop(unusable(error))
    sys.stdout.write(text)
    raise SystemExit(code)


def question(words: list[str]) -> Question:
    """Reads the arguments.

    Args:
        words: The arguments.

    Returns:
        What is asked.

    Raises:
        ArgumentRefused: The time is none.
        SystemExit: 3, with a line on standard error, when an argument is missing or unknown; 0 after --help.
    """
    found = _parser().parse_args(words)
    return Question(
        found.bundle,
        found.policy,
        int(time.time()) if found.at is None else instant(found.at),
        found.data,
        explain=found.explain,
        as_json=found.json,
        independent=found.independent,
    )


class _Parser(ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]  # it does not return, as the base class says
        self.print_usage(sys.stderr)
        self.exit(3, f"torrens-verify: {message}\n")


def _parser() -> ArgumentParser:
    made = _Parser(
        prog="torrens-verify",
        description="离线逐项核验证据包。Verify a bundle offline, fact by fact, under your own policy. Exit code: 0 "
        "all required facts match, 1 a mismatch, 2 a fact cannot be verified, 3 unusable input.",
    )
    made.add_argument("bundle", type=Path, help="the bundle file")
    made.add_argument("--policy", type=Path, required=True, help="your own policy: whom you believe")
    made.add_argument("--at", help="time asked about, ISO 8601 UTC; now when left out")
    made.add_argument("--data", type=Path, help="your copy of the data, to be compared")
    made.add_argument("--explain", action="store_true", help="write a report for a court")
    made.add_argument("--independent", action="store_true", help="ask two implementations of every signature")
    made.add_argument("--json", action="store_true", help="give the verdict as data")
    return made


if __name__ == "__main__":
    main()
