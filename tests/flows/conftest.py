"""One finished demo for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from flows.demo_kit import Ran, demo


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The demo over the default table on the default engine, as it ended."""
    out = tmp_path_factory.mktemp("demo") / "out"
    return out, demo(out, "--json")
