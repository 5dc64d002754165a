"""A deployed chain of its own for each test that sends."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from registry_kit import Switch, World, deployed, forked

from torrens_registry.store.db import Store


@pytest.fixture(scope="package")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Path]]:
    """A chain with its parties, copied by each test."""
    folder = tmp_path_factory.mktemp("chain")
    with deployed(folder) as made:
        made.settle_in()
        yield made, folder / "chain"


@pytest.fixture
def fork(base: tuple[World, Path], tmp_path: Path) -> Iterator[tuple[World, Switch]]:
    """Two copies of that chain behind one address."""
    with forked(*base, tmp_path) as made:
        yield made


@pytest.fixture
def world(fork: tuple[World, Switch]) -> World:
    return fork[0]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Opens databases by name, and closes them."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(Store(f"sqlite:///{tmp_path}/{name}.sqlite3"))


@pytest.fixture
def store(opened: Callable[[str], Store]) -> Store:
    return opened("registry")
