"""A file of more than two chunks, and the command as a process of its own."""

from __future__ import annotations

import subprocess
import sys

from torrens_anchor.files.fingerprint import CHUNK_SIZE

DATA = b"rain" * (2 * CHUNK_SIZE)


def shell(line: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a process: standard input and its exit code are its own."""
    command = ["bash", "-c", line.replace("torrens", f"{sys.executable} -m torrens_cli.main"), "bash", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
