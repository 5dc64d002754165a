"""One exchange with its council, court and parties, on a chain of its own; deployed once and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cases_kit import CHAIN_ID, FUNDED, Hall, found, opened
from worlds import serve


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A founded exchange; the tests of one module share it and use ids of their own."""
    home = tmp_path_factory.mktemp("hall")
    with serve(home, CHAIN_ID, FUNDED) as chain:
        found(home, chain)
        with opened(home, chain) as hall:
            yield hall


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small table, another one for every test."""
    path = tmp_path / "rain.csv"
    path.write_text(f"day,rain\n2026-04-27,1\n{tmp_path.name},0\n", encoding="utf-8")
    return path
