"""What the routes read from: the database, the log's files, the clock. No node, no key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from torrens_log.store import LogView
from torrens_registry.clocks import Clock, clock_of, system_clock
from torrens_registry.settings import Settings
from torrens_registry.store.db import Store


@dataclass(frozen=True, slots=True)
class Reader:
    """An open database beside the settings it belongs to.

    Attributes:
        settings: The exchange's settings.
        store: Its database.
        now: Its clock.
    """

    settings: Settings
    store: Store
    now: Clock

    def log(self) -> LogView:
        """Opens the audit log as it stands now.

        Returns:
            The log, for reading.

        Raises:
            LogMissing: Nothing was logged yet.
            LogDamaged: Its files do not hold together.
        """
        return LogView.open(self.settings.log_dir)


Factory = Callable[[], AbstractContextManager[Reader]]
"""Opens a reader for as long as the API runs."""


@contextmanager
def open_reader(settings: Settings, clock: Clock = system_clock) -> Iterator[Reader]:
    """Opens an exchange's database for reading.

    Args:
        settings: The exchange's settings.
        clock: Its clock, where the settings name no clock file.

    Yields:
        The reader.

    Raises:
        StoreUnreachable: The database does not open.
        SchemaDiffers: Another release wrote it.
    """
    now = clock_of(settings.clock_file, clock)
    with Store(settings.database_url) as store:
        yield Reader(settings, store, now)


def _reader(request: Request) -> Reader:
    found: Reader = request.app.state.reader
    return found


Reading = Annotated[Reader, Depends(_reader)]
"""The reader, as routes take it."""
