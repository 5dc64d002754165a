"""One finished demo for all tests of this folder; the long matrices run only when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from flows.demo_kit import Ran, demo


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The demo over the default table on the default engine, as it ended."""
    out = tmp_path_factory.mktemp("demo") / "out"
    return out, demo(out, "--json")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "audit: minutes long; `pytest -m audit` runs it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "audit" in config.option.markexpr:
        return
    for item in items:
        if "audit" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="minutes long; `pytest -m audit` runs it"))
