"""How a command that runs on is told to stop: SIGTERM, or the end of standard input when a parent holds it."""

from __future__ import annotations

import os
import signal
import threading


def stop_event(*, until_stdin_closes: bool) -> threading.Event:
    """Gives the event that is set when the process is told to stop. Call it in the main thread, once.

    Args:
        until_stdin_closes: The parent holds the other end of standard input; however it ends, the pipe closes.

    Returns:
        The event.
    """
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopped.set())
    if until_stdin_closes:
        threading.Thread(target=_await_end_of_stdin, args=(stopped,), daemon=True).start()
    return stopped


def _await_end_of_stdin(stopped: threading.Event) -> None:
    while os.read(0, 4096):
        pass
    stopped.set()
