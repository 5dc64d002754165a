"""A mirror as a child process: `torrens mirror sync --follow` of one home; it ends when its parent does."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from torrens_cli.errors import ChildDied

_STOP_SECONDS: Final = 10


class MirrorProcess:
    """A running mirror.

    Attributes:
        pid: The child's process id.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._log = home / "mirror.log"
        with self._log.open("ab") as log:
            self._child = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "torrens_cli.main", "mirror", "sync", "--follow", "--home", str(home)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )
        self.pid = self._child.pid

    def check(self) -> None:
        """Refuses to go on when the mirror has ended.

        Raises:
            ChildDied: It has; its last words are in the message.
        """
        if self._child.poll() is None:
            return
        last = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise ChildDied(
            f"the mirror of {self._home.name} ended with {self._child.returncode}: {' '.join(last)}",
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
