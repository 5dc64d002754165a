"""A verifier that is ended from outside has not judged, however much it had said."""

from __future__ import annotations

from pathlib import Path

import pytest

from torrens_cli.demo import offline
from torrens_cli.errors import ChildDied

KILLED = "import os, sys; print('{}', flush=True); sys.stderr.write(%r); sys.stderr.flush(); os.kill(os.getpid(), 9)"


@pytest.mark.parametrize("said", ["", "LOADED json\n"])
def test_a_verifier_killed_before_or_after_it_spoke_fail(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr(offline, "_GUARDED", KILLED % said)
    with pytest.raises(ChildDied, match="ended with -9"):
        offline.verify(Path("bundle.json"), Path("policy.json"), "2026-05-12T00:00:00Z")
