"""A progress bar on standard error, for people at a terminal; nothing elsewhere and nothing with --json."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from torrens_anchor.forms.printing import plain


class Bar:
    """A bar that shows nothing; what a terminal shows is its subclass."""

    def __call__(self, done: int) -> None:
        """Takes note of the bytes done so far."""

    def begin(self, total: int) -> None:
        """Takes note of how many there are, where nobody knew at first."""


@contextmanager
def bar(label: str, total: int | None, *, shown: bool) -> Iterator[Bar]:
    """Shows how far a long read is.

    Args:
        label: What is read.
        total: Bytes in all; None where nobody knows.
        shown: Whether the caller wants it; a terminal must be there too.

    Yields:
        What is told the bytes done so far.
    """
    if not shown or not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second, for who looks on
    from rich.markup import escape  # noqa: PLC0415 - as above
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(escape(label), total=total)

        class Shown(Bar):
            def __call__(self, done: int) -> None:
                progress.update(task, completed=done)

            def begin(self, total: int) -> None:
                progress.update(task, total=total)

        yield Shown()


def note(zh: str, en: str) -> None:
    """Tells on standard error what the reader should know and the result does not say.

    Args:
        zh: In Chinese.
        en: In English.
    """
    sys.stderr.write(plain(f"{zh} | {en}") + "\n")
