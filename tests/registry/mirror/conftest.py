"""One deployed chain with its story for the whole folder; each test mirrors it into its own database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from registry_kit import Switch, World, deployed, forked
from registry_story import Told, tell

from torrens_registry.mirror.sync import Mirror
from torrens_registry.store.db import Store


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the chain is kept."""
    return tmp_path_factory.mktemp("chain")


@pytest.fixture(scope="package")
def world(folder: Path) -> Iterator[World]:
    """A chain that nobody adds to once its story is told."""
    with deployed(folder) as made:
        made.settle_in()
        yield made


@pytest.fixture
def fork(world: World, told: Told, folder: Path, tmp_path: Path) -> Iterator[tuple[World, Switch]]:  # noqa: ARG001 - the story must be told
    """Two branches of that chain behind one address."""
    with forked(world, folder / "chain", tmp_path) as made:
        yield made


@pytest.fixture(scope="package")
def told(world: World) -> Told:
    return tell(world)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Opens databases by name, and closes them."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(Store(f"sqlite:///{tmp_path}/{name}.sqlite3"))


@pytest.fixture
def store(opened: Callable[[str], Store], world: World, told: Told) -> Store:  # noqa: ARG001 - the story must be told
    """A mirror of the whole story."""
    made = opened("mirror")
    mirror = Mirror(made, world.wire, world.profile())
    mirror.start()
    mirror.catch_up()
    return made
