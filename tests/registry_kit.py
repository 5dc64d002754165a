"""A deployed register on an embedded chain behind loopback JSON-RPC, for the tests of mirror and writer."""

from __future__ import annotations

import os

os.environ.setdefault("ETH_HASH_BACKEND", "pysha3")  # before py-evm is imported

import shutil
import tempfile
import threading
from collections.abc import Iterator
from collections.abc import Sequence as SequenceOf
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from torrens_anchor.chain.eip712 import torrens_domain
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.calls import Contracts
from torrens_contracts.codec import Call
from torrens_contracts.codes import PartyKind, Role
from torrens_contracts.deploying.deploy import deploy, live_from
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.deploying.plan import plan
from torrens_contracts.node.rpc_types import Receipt
from torrens_contracts.node.wire import Wire
from torrens_contracts.signed.message import signing_digest
from torrens_contracts.signed.parties import Enrolment
from torrens_contracts.structs import Consent, KeyTerms
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import ChainId, Digest32, ExchangeId, Gas, Nonce, PartyId, Timestamp
from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.engine import Address, ChainSpec, Engine, Json
from torrens_devnet.rpc_server import RpcServer
from torrens_devnet.serve import open_engine
from torrens_registry.keys import LocalSigner, account_of, development_signer
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.refold import refold
from torrens_registry.settings import Finality
from torrens_registry.store import mirror_queries
from torrens_registry.store.db import Store

SEED = "registry tests"
START = UtcSecond(1_793_000_000)  # 2026-10-26
CHAIN_ID = 331_001
HANGZHOU = ExchangeId(331)
COURT = PartyId(70_001)


def every_day(days: int) -> bytes:
    """A calendar word: published, and every day of the half-year a working day."""
    return (1 << 255 | (1 << 255) - (1 << 255 - days)).to_bytes(32)


def digest(text: str) -> Digest32:
    return Digest32(keccak256(text.encode()))


@dataclass
class World:
    """One chain with a deployed register, and the keys that act in it."""

    wire: Wire
    url: str
    clock: ClockFile
    deployment: Deployment
    gas_used: list[int] = field(default_factory=list)

    @property
    def contracts(self) -> Contracts:
        return Contracts.of(self.deployment)

    def signer(self, name: str) -> LocalSigner:
        return development_signer(SEED, name)

    def profile(self, finality: str = "dev") -> ChainProfile:
        return ChainProfile(
            chain_id=self.deployment.chain_id,
            register=self.deployment.register,
            origin=self.deployment.origin,
            first_block=int(self.deployment.deploy_block),
            finality=Finality.parse(finality),
        )

    def send(self, call: Call[Any], by: str) -> Receipt:
        """Send a call and wait until it is mined; a refusal raises before anything is sent."""
        account = account_of(self.signer(by))
        self.wire.view(call.to, call.data, sender=account.address)
        nonce = self.wire.nonce(account.address)
        unsigned = UnsignedTransaction(ChainId(CHAIN_ID), Nonce(nonce), call.to, call.data, Gas(6_000_000))
        self.wire.send_raw(unsigned.signed(account.sign).raw)
        receipt = self.wire.receipt(unsigned.signed(account.sign).hash)
        assert receipt is not None
        assert receipt.status == 1
        return receipt

    def consent(self, message: Enrolment, by: str) -> Consent:
        domain = torrens_domain(CHAIN_ID, self.deployment.register, self.deployment.deployment_salt)
        signer = self.signer(by)
        return Consent(
            signer.address,
            message.signed_at,
            message.deadline,
            signer.sign_digest(signing_digest(domain, message)),
        )

    def enrol(self, party: int, kind: PartyKind, name: str, roles: int, by: str) -> Receipt:
        """Enrol a party with its first key; exchanges and authorities by the council."""
        now = Timestamp(self.clock.read())
        exchange = {PartyKind.EXCHANGE: party, PartyKind.AUTHORITY: 0}.get(kind, HANGZHOU)
        key = KeyTerms(self.signer(name).address, roles, now, Timestamp(now + 10**8))
        message = Enrolment(PartyId(party), kind, ExchangeId(exchange), digest(name), key, now, Timestamp(now + 3600))
        own, parties = self.consent(message, name), self.contracts.parties
        if kind is PartyKind.EXCHANGE:
            return self.send(parties.admit_exchange(ExchangeId(party), digest(name), key, own), by)
        if kind is PartyKind.AUTHORITY:
            return self.send(parties.enrol_authority(PartyId(party), digest(name), key, own), by)
        return self.send(parties.enrol(PartyId(party), kind, digest(name), key, own), by)

    def settle_in(self) -> None:
        """Publish a calendar, admit an exchange, enrol a court and two companies."""
        self.send(
            self.contracts.parties.publish_calendar(2026, every_day(181), every_day(184), digest("2026")), "council"
        )
        self.enrol(HANGZHOU, PartyKind.EXCHANGE, "hangzhou", Role.OF_EXCHANGE, "council")
        self.enrol(COURT, PartyKind.AUTHORITY, "court", Role.SIGN | Role.AUTHORITY, "council")
        for number, name in ((65_600, "provider"), (65_601, "buyer")):
            self.enrol(number, PartyKind.LEGAL, name, Role.SIGN, "hangzhou")


class Switch:
    """A node whose engine can be another branch of the same chain from one request to the next.

    Attributes:
        current: Which branch answers.
        then: After how many more requests it becomes which branch.
        asked: How many requests there were.
    """

    def __init__(self, *branches: Engine) -> None:
        self.branches, self.current, self.asked = branches, 0, 0
        self.then: tuple[int, int] | None = None

    def answer(self, method: str, params: SequenceOf[Json]) -> Json:
        self.asked += 1
        if self.then is not None and self.asked > self.then[0]:
            self.current, self.then = self.then[1], None
        return self.branches[self.current].answer(method, params)

    def close(self) -> None:
        for engine in self.branches:
            engine.close()


@contextmanager
def served(engine: Engine) -> Iterator[str]:
    """Serve an engine from a thread of this process."""
    server = RpcServer(engine)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        engine.close()


def engine_of(folder: Path, clock: ClockFile) -> Engine:
    """Open the chain of a folder, or begin it."""
    accounts = tuple(Address(development_signer(SEED, name).address) for name in ("deployer", "council"))
    return open_engine(folder, ChainSpec(CHAIN_ID, START, accounts), clock)


@contextmanager
def deployed(folder: Path) -> Iterator[World]:
    """Deploy everything, wait out the enabling, and hand over the world."""
    clock = ClockFile.create(folder / "clock", START)
    with served(engine_of(folder / "chain", clock)) as url, Wire(url) as wire:
        by, council = (account_of(development_signer(SEED, name)) for name in ("deployer", "council"))
        found = deploy(wire, plan(by.address, council.address, digest("salt")), by, council, chain_id=CHAIN_ID)
        clock.advance_to(UtcSecond(live_from(wire, found)))
        yield World(wire, url, clock, found)


@contextmanager
def forked(base: World, chain: Path, folder: Path) -> Iterator[tuple[World, Switch]]:
    """Copy a world's chain twice and serve both copies at one address, one at a time."""
    clock = ClockFile.create(folder / "clock", base.clock.read())
    for name in ("0", "1"):
        shutil.copytree(chain, folder / name)
    switch = Switch(*(engine_of(folder / name, clock) for name in ("0", "1")))
    with served(switch) as url, Wire(url) as wire:
        yield World(wire, url, clock, base.deployment), switch


def folds_to_its_rows(store: Store) -> bool:
    """Whether the kept log, folded into a scratch database, gives the rows that are kept; asks no node."""
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/scratch.sqlite3") as scratch:
        with store.read() as kept:
            cursor, stored = refold(kept, scratch), state_digest(kept)
        with scratch.write() as session:
            mirror_queries.keep_cursor(session, cursor)
        with scratch.read() as session:
            return state_digest(session) == stored
