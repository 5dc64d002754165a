"""A clerk with a platform form: filled in, stated, signed; and a home that needs no chain for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from worlds import SEED

from torrens_contracts.artifacts import MODULES
from torrens_contracts.deploying.deployment import DeployedModule, Deployment, write_deployment
from torrens_contracts.ids import origin as origin_of
from torrens_contracts.types import Address, BlockNumber, ChainId, Digest32

Run = Callable[..., list[Any]]
"""Runs a command with --json: what it wrote, line by line."""
NOTARIES = tuple(f"notary{i}" for i in range(1, 6))
FILLED = """
[protection]
level = 3
certificate = "33010000000-00001"
until = 2028-01-01T00:00:00Z

[[filings]]
authority = "国家互联网信息办公室"
number = "浙网信备33010000000000000001号"

[[assessments]]
name = "GB/T 39786"
number = "M-1"
file = "report.pdf"

[[ties]]
operator = "Hangzhou exchange"
party = 70002
nature = "shareholder, 12 %"
"""


@dataclass
class Clerk:
    """A clerk at a home.

    Attributes:
        run: Runs commands.
        home: The home folder.
        folder: Where the clerk's files lie; `password` is one of them.
    """

    run: Run
    home: Path
    folder: Path
    form: Path = field(init=False)
    statement: Path = field(init=False)
    filled: str = field(init=False)

    def __post_init__(self) -> None:
        self.form, self.statement = self.folder / "platform.toml", self.folder / "platform.note"
        notaries = [word for name in NOTARIES for word in ("--notary", name)]
        named = ["--operator", "Hangzhou exchange", "--operator-id", "91330100MA2TRNX58Y"]
        term = ["--from", "2026-04-01", "--until", "2027-04-01"]
        self.run("platform", "form", *named, *term, *notaries, "--home", self.home, "--out", self.form)
        (self.folder / "report.pdf").write_bytes(b"the assessment")
        self.filled = self.form.read_text("utf-8").replace('operator = ""', 'operator = "a court"') + FILLED

    @property
    def vkey(self) -> Path:
        """The log's verifier key, which the statement is signed with."""
        return self.home / "keys" / "log.vkey"

    @property
    def secret(self) -> list[object]:
        return ["--password-file", self.folder / "password"]

    def changed(self, old: str, new: str) -> str:
        """The form with a change at the last place where the text stands: the first ones are comments."""
        assert old in self.filled, old
        return new.join(self.filled.rsplit(old, 1))

    def state(self, text: str | None = None, form: Path | None = None) -> Path:
        form = form or self.form
        form.write_text(self.filled if text is None else text, encoding="utf-8")
        self.run("platform", "state", form, "--out", self.statement)
        return self.statement

    def signed(self, text: str | None = None) -> Path:
        self.run("platform", "sign", self.state(text), "--home", self.home)
        return self.statement


def home_without_a_chain(run: Run, folder: Path) -> Path:
    """Make a home with a manifest, a log's key and three witnesses: all that a platform statement asks for."""
    home, at = folder / "home", ["--home", folder / "home"]
    (folder / "password").write_text("correct horse\n", encoding="utf-8")
    (folder / "clock").write_text("1778468400", encoding="ascii")  # 2026-05-11T03:00:00Z
    where = ["--clock-file", folder / "clock", "--password-file", folder / "password"]
    run("init", *at, "--exchange", 331, "--chain-id", 3_310_001, *where)
    run("key", "new", *NOTARIES, "--development", SEED, *at)
    witnesses = [word for i in range(1, 4) for word in ("--witness", f"witness{i}")]
    run("log", "init", *witnesses, "--development", SEED, *at)
    (home / "deployment.json").write_bytes(write_deployment(_deployment()))
    return home


def _deployment() -> Deployment:
    chain, register, salt = ChainId(3_310_001), Address(bytes([1]) * 20), bytes(32)
    modules = (DeployedModule(name, Address(bytes([i]) * 20), Digest32(bytes([i]) * 32)) for i, name in _numbered())
    code, council = Digest32(bytes([1]) * 32), Address(bytes([2]) * 20)
    origin = origin_of(chain, register, salt)
    return Deployment(chain, register, code, salt, origin, BlockNumber(1), council, tuple(modules))


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(sorted(MODULES), start=3))
