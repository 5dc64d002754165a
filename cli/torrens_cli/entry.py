"""Where the command `torrens` begins: a bundle is judged at once, all else goes to the table of commands.

A court that asks one question shall not wait for the parser of a hundred others.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command of this process's arguments."""
    if sys.argv[1:2] == ["verify"]:
        from torrens_cli.alone import INSTALLED  # noqa: PLC0415 - see above
        from torrens_cli.alone import main as verify  # noqa: PLC0415 - see above

        verify(sys.argv[2:], INSTALLED)
    from torrens_cli.main import main as any_command  # noqa: PLC0415 - see above

    any_command()


if __name__ == "__main__":
    main()
