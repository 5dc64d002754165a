"""Errors of the command line itself.

The tree (exit code in brackets)::

    TorrensError                    (torrens_anchor.errors)
    └── CliError                    root of torrens_cli                               [3]
        ├── ArgumentRefused         an option's value is not what it must be          [3]
        ├── BatchUnusable           a batch's file, or lines of it, cannot be read    [3]
        ├── ExtraMissing            the verb needs packages that are not installed    [3]
        └── DemoError               the story cannot go on                            [1]
            ├── OutputFinished      the output folder already holds a finished run    [3]
            ├── OutputForeign       the folder holds something else                   [3]
            ├── OutputBusy          another run works in the folder                   [3]
            ├── OutputUnusable      the folder cannot be made, read or written        [3]
            ├── ChildDied           a child process ended; run again to resume        [2]
            └── NotRefused          an attack was not refused: a defect               [1]
"""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_anchor.errors import TorrensError


class CliError(TorrensError):
    """Root of everything that torrens_cli raises."""

    code: ClassVar[str] = "cli"
    exit_code: ClassVar[int] = 3


class ArgumentRefused(CliError):
    """An option whose value is not what it must be."""

    code: ClassVar[str] = "argument-refused"
    default_remedy: ClassVar[str] = "see the verb's --help"


class BatchUnusable(CliError):
    """A batch's file that is none, or lines of it that say nothing; each is named."""

    code: ClassVar[str] = "batch-unusable"
    default_remedy: ClassVar[str] = "mend the named lines; a cell is what would stand behind the option of its column"


class ExtraMissing(CliError):
    """A verb whose packages are not installed."""

    code: ClassVar[str] = "extra-missing"
    default_remedy: ClassVar[str] = "install them: pip install 'torrens[registry,devnet]'"


class DemoError(CliError):
    """The story cannot go on."""

    code: ClassVar[str] = "demo"
    exit_code: ClassVar[int] = 1


class OutputFinished(DemoError):
    """The output folder already holds a finished run."""

    code: ClassVar[str] = "output-finished"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name another folder with --out (OUT=), or begin anew with --force (FORCE=1)"


class OutputForeign(DemoError):
    """The output folder holds something that no demo wrote, or a run with other input."""

    code: ClassVar[str] = "output-foreign"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name another folder with --out (make: OUT=folder)"


class OutputBusy(DemoError):
    """Another run of the demo is at work in the output folder."""

    code: ClassVar[str] = "output-busy"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "wait until it has ended, or name another folder with --out (make: OUT=folder)"


class OutputUnusable(DemoError):
    """An output folder that cannot be made, read or written."""

    code: ClassVar[str] = "output-unusable"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name a folder that you may write with --out (make: OUT=folder)"


class ChildDied(DemoError):
    """A child process ended before its work did."""

    code: ClassVar[str] = "child-died"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "run the same command again: it resumes where it stopped"


class NotRefused(DemoError):
    """An attack that had to be refused went through."""

    code: ClassVar[str] = "not-refused"
    default_remedy: ClassVar[str] = "report this: a rule of the register does not hold"
