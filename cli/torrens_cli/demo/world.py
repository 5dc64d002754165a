"""The world of the story: one folder, one clock, three chains and three mirrors as child processes, and every key."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from torrens_cli.demo import cast, schedule
from torrens_cli.demo.cast import House
from torrens_cli.demo.children import MirrorProcess, wait_ended
from torrens_cli.demo.output import write_whole
from torrens_cli.demo.steps import Progress
from torrens_cli.errors import ChildDied
from torrens_contracts.errors import WireError
from torrens_contracts.types import Address
from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.engine import Address as Account
from torrens_devnet.engine import EngineName
from torrens_devnet.errors import ChainProcessDied, ChainProcessSlow
from torrens_devnet.process import ChainOptions, ChainProcess, start_all, stop_served
from torrens_registry.keys import KeyStore, LocalSigner, development_signer
from torrens_registry.office import MANIFEST, Office, open_office
from torrens_registry.settings import FILE, load

PASSWORD_FILE: Final = "password"  # noqa: S105 - a file name
STAFF: Final = ("deployer", "council", "exchange", "registrar", "logger", "relayer")
"""Keys of each house, named HOUSE-ROLE."""
AUDITOR: Final = "auditor"
"""Folder of the auditor, who keeps a copy of the chain's state and of the manifest."""
SERVED: Final = "chain.served"
"""The copy of that copy, which a node serves while a new mirror is folded from it."""
_DEATH_SECONDS: Final = 1.0


class World:
    """Everything that the steps act on.

    Attributes:
        out: The output folder.
        data: The table that the story registers.
        engine: Which engine runs the chains.
        progress: Records of finished steps.
        clock: The world's clock.
    """

    def __init__(self, out: Path, data: Path, engine: EngineName, progress: Progress) -> None:
        self.out, self.data, self.engine, self.progress = out, data, engine, progress
        self.clock = ClockFile.create(out / "clock", UtcSecond(schedule.FOUNDED))
        self.keys = KeyStore(out / "keys")
        self._chains: dict[str, ChainProcess] = {}
        self._mirrors: dict[str, MirrorProcess] = {}
        self._offices: dict[str, Office] = {}
        self._stack = ExitStack()

    def home(self, house: House) -> Path:
        """Returns the home folder of an exchange."""
        return self.out / house.name

    def signer(self, name: str) -> LocalSigner:
        """Returns a development key of the story by name; its file is in keys/."""
        return development_signer(cast.SEED, name)

    def staff(self, house: House, role: str) -> LocalSigner:
        """Returns a key of an exchange's staff."""
        return self.signer(f"{house.name}-{role}")

    def address(self, name: str) -> Address:
        """Returns the address of a key of the story."""
        return self.signer(name).address

    def at(self, second: int) -> None:
        """Sets the world's clock forward to a second of the schedule; a clock that is further stays."""
        if self.clock.read() < second:
            self.clock.advance_to(UtcSecond(second))

    def write_keys(self) -> None:
        """Writes the keystore file of every key, under one development password."""
        write_whole(self.out / PASSWORD_FILE, f"{cast.PASSWORD}\n".encode())
        houses = [f"{house.name}-{role}" for house in cast.HOUSES for role in STAFF]
        players = [player.name for player in (*cast.HOLDERS, cast.REVIEWER, cast.COURT)]
        for name in (*houses, *players, *cast.NOTARIES):
            self.keys.create_development(name, cast.SEED, cast.PASSWORD)

    def start_chains(self, houses: tuple[House, ...]) -> None:
        """Starts the chains that do not run, and tells each home where its node answers."""
        wanted = [house for house in houses if house.name not in self._chains]
        for house, chain in zip(wanted, _started([self._chain_options(one) for one in wanted]), strict=True):
            self._chains[house.name] = chain
            self._stack.callback(chain.stop)
            self._write_settings(house, chain.url)

    @contextmanager
    def serving(self, name: str, options: ChainOptions) -> Iterator[ChainProcess]:
        """Runs one more chain for a block of work.

        Args:
            name: Whose it is.
            options: The chain.

        Yields:
            The running chain.

        Raises:
            ChildDied: It, or another child, ended.
        """
        with _started([options])[0] as chain:
            self._chains[name] = chain
            try:
                yield chain
            except WireError:
                self.await_death()
                raise
            finally:
                self._chains.pop(name)

    def url(self, house: House) -> str:
        """Returns where the node of an exchange answers."""
        return self._chains[house.name].url

    def office(self, house: House) -> Office:
        """Opens an exchange's office, and its mirror as a child process, when its register stands."""
        if house.name not in self._offices:
            office = self._stack.enter_context(open_office(load(home=self.home(house))))
            mirror = MirrorProcess(self.home(house))
            self._stack.callback(mirror.stop)
            self._mirrors[house.name], self._offices[house.name] = mirror, office
        self._mirrors[house.name].check()
        return self._offices[house.name]

    def founded(self, house: House) -> bool:
        """Tells whether an exchange's register was deployed."""
        return (self.home(house) / MANIFEST).exists()

    def shut(self, house: House) -> None:
        """Stops the chain, the mirror and the database of an exchange."""
        if house.name in self._mirrors:
            self._mirrors.pop(house.name).stop()
        if house.name in self._offices:
            office = self._offices.pop(house.name)
            office.store.close()
            office.door.close()
        if house.name in self._chains:
            self._chains.pop(house.name).stop()

    def children(self) -> dict[str, int]:
        """Returns the process id of every child, by name."""
        chains = {f"{name} chain": chain.pid for name, chain in self._chains.items()}
        return chains | {f"{name} mirror": mirror.pid for name, mirror in self._mirrors.items()}

    def await_death(self) -> None:
        """Tells why a node fell silent: a killed process closes its sockets a moment before it counts as ended.

        Raises:
            ChildDied: A child ended.
        """
        ends = time.monotonic() + _DEATH_SECONDS
        while time.monotonic() < ends:
            self.check_children()
            time.sleep(0.02)

    def check_children(self) -> None:
        """Refuses to go on when a child has ended.

        Raises:
            ChildDied: A chain or a mirror has.
        """
        for name, chain in self._chains.items():
            if not chain.alive:
                raise ChildDied(f"the chain of {name} ended", chain=name, pid=chain.pid)
        for mirror in self._mirrors.values():
            mirror.check()

    def close(self) -> None:
        """Stops every child and closes every office."""
        self._stack.close()

    def _chain_options(self, house: House) -> ChainOptions:
        data = self.home(house) / "chain"
        data.mkdir(parents=True, exist_ok=True)
        funded = tuple(Account(found) for found in sorted(self.address(name) for name in self.keys.names()))
        return ChainOptions(data, house.chain_id, self.clock.path, self.engine, 0, funded)

    def _write_settings(self, house: House, url: str) -> None:
        lines = {
            "exchange": house.player.number,
            "chain_id": house.chain_id,
            "rpc_url": f'"{url}"',
            "finality": '"dev"',
            "clock_file": f'"{self.clock.path.resolve()}"',
            "password_file": f'"{(self.out / PASSWORD_FILE).resolve()}"',
            "keys_dir": f'"{(self.out / "keys").resolve()}"',
            "poll_seconds": 0.05,
        }
        text = "".join(f"{name} = {value}\n" for name, value in lines.items())
        write_whole(self.home(house) / FILE, text.encode())


def end_leftovers(out: Path) -> None:
    """Ends what a killed run left running in a folder: its chains, and its mirrors, which end by themselves.

    Args:
        out: The output folder, held by this process.

    Raises:
        ChildDied: A child of the killed run does not end.
    """
    for folder in (*(out / house.name / "chain" for house in cast.HOUSES), out / AUDITOR / SERVED):
        stop_served(folder)
    for house in cast.HOUSES:
        wait_ended(out / house.name)


def _started(wanted: list[ChainOptions]) -> list[ChainProcess]:
    try:
        return start_all(wanted)
    except (ChainProcessDied, ChainProcessSlow) as error:
        raise ChildDied(f"a chain did not start: {error}") from error


@contextmanager
def open_world(out: Path, data: Path, engine: EngineName, progress: Progress) -> Iterator[World]:
    """Opens the world of an output folder and stops all its children at the end.

    Args:
        out: The output folder.
        data: The table.
        engine: Which engine runs the chains.
        progress: Records of finished steps.

    Yields:
        The world.
    """
    world = World(out, data, engine, progress)
    try:
        yield world
    finally:
        world.close()
