"""Where an exchange's present second comes from: the machine, or the clock file of a development world."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from torrens_registry.errors import SettingsRefused

Clock = Callable[[], int]
"""Gives the present UTC second."""


def system_clock() -> int:
    """Gives the machine's UTC second; what production passes in.

    Returns:
        UTC second.
    """
    return int(time.time())


def file_clock(file: Path) -> Clock:
    """Gives the clock of a development world.

    Args:
        file: Holds the integer UTC second that the world stands at.

    Returns:
        The clock; it raises SettingsRefused when the file holds no second.
    """

    def read() -> int:
        """Reads the file anew each time: the world's clock is set from outside."""
        try:
            return int(file.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise SettingsRefused(
                f"the clock file {file} holds no UTC second",
                remedy="make it with `torrens devnet clock set`, or leave clock_file out of the settings",
                setting="clock_file",
            ) from error

    return read


def clock_of(file: Path | None, otherwise: Clock = system_clock) -> Clock:
    """Gives the clock that settings name.

    Args:
        file: The clock file of a development world, or None.
        otherwise: The clock where there is none.

    Returns:
        The clock.
    """
    return otherwise if file is None else file_clock(file)
