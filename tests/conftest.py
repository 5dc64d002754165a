"""The long matrices run only when they are asked for."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "audit: minutes long; `pytest -m audit` runs it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "audit" in config.option.markexpr:
        return
    for item in items:
        if "audit" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="minutes long; `pytest -m audit` runs it"))
