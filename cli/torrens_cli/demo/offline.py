"""Runs `torrens verify` as a court would: a process of its own, without network, without the registry's packages."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from torrens_cli.errors import ChildDied

HEAVY: Final = (
    "web3",
    "sqlmodel",
    "sqlalchemy",
    "fastapi",
    "eth_abi",
    "msgspec",
    "torrens_registry",
    "torrens_contracts",
)
"""What the verifier must not import."""

_GUARDED: Final = """
import sys
def deny(event, arguments):
    if event.startswith("socket."):
        raise PermissionError("this process has no network: " + event)
sys.addaudithook(deny)
from torrens_cli.main import main
try:
    main()
finally:
    loaded = sorted({name.split(".")[0] for name in sys.modules})
    sys.stderr.write("\\nLOADED " + " ".join(loaded) + "\\n")
"""


@dataclass(frozen=True, slots=True)
class Verified:
    """What the guarded verifier said.

    Attributes:
        exit_code: 0 good, 1 bad, 2 incomplete, 3 unusable input.
        document: The verdict, or the problem, as JSON.
        heavy: Packages of the registry that were loaded; must be none.
    """

    exit_code: int
    document: dict[str, Any]
    heavy: tuple[str, ...]

    @property
    def failures(self) -> tuple[str, ...]:
        """What did not match or could not be verified, by name; of an unusable file, why."""
        if "findings" not in self.document:
            return (str(self.document.get("detail", "")),)
        found = [one for one in self.document["findings"] if one["outcome"] != "match"]
        return tuple(str(one["fact"]) for one in found)


def verify(bundle: Path, policy: Path, at: str, data: Path | None = None) -> Verified:
    """Verifies a bundle in a guarded process.

    Args:
        bundle: The bundle.
        policy: The reader's policy.
        at: Time asked about, ISO 8601 UTC.
        data: The reader's copy of the data.

    Returns:
        What it said.

    Raises:
        ChildDied: It was ended before it could end by itself, whatever it had said until then.
    """
    line = ["verify", str(bundle), "--policy", str(policy), "--at", at, "--json"]
    line += ["--data", str(data)] if data else []
    done = subprocess.run([sys.executable, "-c", _GUARDED, *line], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    *said, loaded = done.stderr.strip().splitlines() or [""]
    if done.returncode < 0 or not loaded.startswith("LOADED"):
        raise ChildDied(f"the verifier ended with {done.returncode} {loaded}".strip(), status=done.returncode)
    text = done.stdout or next((one for one in said if one.startswith("{")), "{}")
    heavy = tuple(name for name in loaded.split()[1:] if name in HEAVY)
    return Verified(done.returncode, json.loads(text), heavy)
