"""The long matrices run only when they are asked for; no property fails because a machine is busy."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("torrens", deadline=None)
settings.load_profile("torrens")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "audit: minutes long; `pytest -m audit` runs it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "audit" in config.option.markexpr:
        return
    for item in items:
        if "audit" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="minutes long; `pytest -m audit` runs it"))
