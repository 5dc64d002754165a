"""The one clock of a development world: a file that holds an integer UTC second.

Nobody reads wall time for facts. A story sets the file forward at its steps; every chain of the world gives a block
the timestamp `block_time(clock, parent)`, so all chains are deterministic and equal on every engine.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NewType

from torrens_devnet.errors import ClockBackwards, ClockUnusable

UtcSecond = NewType("UtcSecond", int)
"""Seconds since 1970-01-01T00:00:00Z, without leap seconds, as block timestamps have them."""

Clock = Callable[[], UtcSecond]
"""What a chain asks for the present second; `ClockFile.read` is one."""

_FORM = re.compile(rb"(0|[1-9][0-9]{0,18})\n?")


def block_time(now: UtcSecond, parent: UtcSecond) -> UtcSecond:
    """Give the timestamp of the block after `parent`: never earlier than the clock, always later than the parent.

    Args:
        now: The world's second.
        parent: The parent block's timestamp.

    Returns:
        max(now, parent + 1).
    """
    return UtcSecond(max(now, parent + 1))


class ClockFile:
    """A world's clock, shared by processes through one small file.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path, start: UtcSecond) -> "ClockFile":
        """Begin a world's time, or join it when the file is there already.

        Args:
            path: The file; its folder must exist.
            start: The first second of a new world.

        Returns:
            The clock; an existing one keeps its time.

        Raises:
            ClockUnusable: An existing file holds no second.
        """
        clock = cls(path)
        if path.exists():
            clock.read()
        else:
            clock._replace(start)
        return clock

    def read(self) -> UtcSecond:
        """Read the present second.

        Returns:
            The world's second.

        Raises:
            ClockUnusable: The file is missing or holds no integer second.
        """
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise ClockUnusable(f"clock file {self.path} cannot be read", path=str(self.path)) from error
        if not _FORM.fullmatch(content):
            raise ClockUnusable(f"clock file {self.path} holds no integer second", path=str(self.path))
        return UtcSecond(int(content))

    def advance_to(self, second: UtcSecond) -> UtcSecond:
        """Set the clock forward; every chain that shares the file follows at its next block or call.

        Args:
            second: The new present; the same second again changes nothing.

        Returns:
            The new present.

        Raises:
            ClockBackwards: `second` lies in the world's past.
            ClockUnusable: The file is missing or holds no integer second.
        """
        now = self.read()
        if second < now:
            raise ClockBackwards(f"the clock stands at {now}; {second} is past", now=now, second=second)
        if second > now:
            self._replace(second)
        return second

    def _replace(self, second: UtcSecond) -> None:
        if second < 0:
            raise ClockBackwards(f"the clock cannot stand at {second}", second=second)
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        draft.write_text(f"{second}\n", encoding="ascii")
        draft.replace(self.path)
