"""A mirror as a child process: `torrens mirror sync --follow` of one home; it ends when its parent does.

The child holds the lock of its own log file, so a later run can tell when the mirror of a killed run is gone.
"""

from __future__ import annotations

import contextlib
import fcntl
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Final

from torrens_cli.errors import ChildDied

LOG: Final = "mirror.log"
_FOLLOW: Final = ("mirror", "sync", "--follow", "--until-stdin-closes")
_STOP_SECONDS: Final = 10
_LOOK_SECONDS: Final = 0.02


class MirrorProcess:
    """A running mirror.

    Attributes:
        pid: The child's process id.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._log = home / LOG
        with self._log.open("ab") as log:
            _hold(log, home)
            self._child = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "torrens_cli.main", *_FOLLOW, "--home", str(home)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )
        self.pid = self._child.pid
        # a child that died is taken from the process table at once: its leases count no longer
        threading.Thread(target=self._child.wait, daemon=True).start()

    def check(self) -> None:
        """Refuses to go on when the mirror has ended.

        Raises:
            ChildDied: It has; its last words are in the message.
        """
        if self._child.poll() is None:
            return
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise ChildDied(
            f"the mirror of {self._home.name} ended with {self._child.returncode}{': ' if lines else ''}"
            + " ".join(lines[-2:]),
            home=str(self._home),
            status=self._child.returncode,
        )

    def stop(self) -> None:
        """Asks the child to stop and waits for it."""
        if self._child.stdin is not None:
            self._child.stdin.close()
        if self._child.poll() is None:
            self._child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(_STOP_SECONDS)
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()


def wait_ended(home: Path) -> None:
    """Waits until the mirror that an earlier, killed run left behind has ended.

    Args:
        home: The home folder.

    Raises:
        ChildDied: It does not end.
    """
    with contextlib.suppress(FileNotFoundError), (home / LOG).open("rb") as log:
        _hold(log, home)


def _hold(log: IO[bytes], home: Path) -> None:
    ends = time.monotonic() + _STOP_SECONDS
    while True:
        try:
            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > ends:
                raise ChildDied(
                    f"the mirror that an earlier run started for {home.name} does not end",
                    remedy="end it, then run the same command again",
                    home=str(home),
                ) from None
            time.sleep(_LOOK_SECONDS)
        else:
            return
