"""An exchange's office on a development chain, with everybody enrolled; for the tests of cases and of the commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from worlds import DEPLOYED, Chain, account, signer

from torrens_contracts.codes import Action, Basis, FreezeScope, Right, Role
from torrens_contracts.deploying.deploy import deploy, live_from
from torrens_contracts.deploying.deployment import write_deployment
from torrens_contracts.deploying.plan import plan
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, TitleId
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Digest32
from torrens_devnet.clock import UtcSecond
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.data import datasets
from torrens_registry.cases.parties import founding, parties
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.cases.rights import freezes, rights
from torrens_registry.cases.titles import titles
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import LocalSigner
from torrens_registry.office import MANIFEST, Office, open_office
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.calendar import OFFICIAL
from torrens_registry.rules.rights import Scope
from torrens_registry.settings import load
from torrens_registry.store import rows
from torrens_registry.store.encumbrance_tables import FreezeRow

CHAIN_ID, EXCHANGE = 3_310_001, 331
PROVIDER, PROCESSOR, OPERATOR, BUYER, COURT, SECOND_COURT = 70_001, 70_002, 70_003, 70_004, 80_001, 80_002
STAFF = {"registrar": Role.REGISTRAR, "reviewer": Role.REVIEWER, "logger": Role.LOGGER}
PARTIES = {"provider": PROVIDER, "processor": PROCESSOR, "operator": OPERATOR, "buyer": BUYER}
COURTS = {"court": COURT, "second-court": SECOND_COURT}
FUNDED = ["deployer", "council", "exchange", "relayer", "nobody", *STAFF, *PARTIES, *COURTS, "follower"]
FILED = UtcSecond(1_777_428_000)
"""2026-04-29T02:00:00Z; five working days later it is 2026-05-09T16:00:00Z."""
NOTICE_ENDS = 1_778_342_400
UNTIL = 1_900_000_000


@dataclass
class Hall:
    """An open office, its chain, and steps that many tests take."""

    office: Office
    chain: Chain
    home: Path

    def key(self, name: str) -> LocalSigner:
        return signer(name)

    def at(self, second: int) -> None:
        self.chain.clock.advance_to(UtcSecond(max(second, self.chain.clock.read())))

    def once(self, name: str) -> IdempotencyKey:
        return IdempotencyKey(name)

    def filing(self, table: Path, **changes: object) -> Filing:
        values: dict[str, object] = {
            "dataset": datasets.keep_files(self.office, [table]).id,
            "holder": PROVIDER,
            "claim": Claim(Basis.SELF_GENERATED, int(Right.ALL)),
            "scope": Scope(),
            "until": UNTIL,
        }
        return Filing(**{**values, **changes})  # type: ignore[arg-type]  # the tests' own changes

    def noticed(self, table: Path, **changes: object) -> TitleId:
        return titles.give_notice(self.office, self.key("registrar"), self.filing(table, **changes)).title

    def registered(self, table: Path, **changes: object) -> TitleId:
        title = self.noticed(table, **changes)
        self.at(titles.give_notice(self.office, self.key("registrar"), self.filing(table, **changes)).notice_until)
        return titles.register(self.office, self.key("registrar"), title).title

    def terms(self, parent: GrantId, holder: int = PROCESSOR, **changes: object) -> rights.LicenceTerms:
        values: dict[str, object] = {
            "rights": int(Right.USE),
            "scope": Scope(region=1 << 10, action=int(Action.PROCESS)),
            "until": UNTIL - 1,
            "terms_digest": digest("licence"),
        }
        return rights.LicenceTerms(parent, holder, **{**values, **changes})  # type: ignore[arg-type]  # as above

    def operating(self, title: GrantId) -> GrantId:
        terms = self.terms(title, OPERATOR, rights=int(Right.OPERATE), scope=Scope())
        return rights.license_direct(self.office, self.key("provider"), terms).grant

    def freeze(
        self, target: freezes.Target, by: str = "court", scope: FreezeScope = FreezeScope.DISPOSE
    ) -> freezes.Frozen:
        until = self.office.next_time() + 86_400
        return freezes.freeze(
            self.office, self.key(by), target, scope=scope, until=until, order_digest=digest(f"order {by} {until}")
        )


def digest(text: str) -> Digest32:
    return Digest32(sha256(text.encode()).digest())


def found(home: Path, chain: Chain) -> None:
    """Deploy, wait until the modules are live, publish the calendar, enrol everybody."""
    with Wire(chain.url) as wire:
        planned = plan(signer("deployer").address, signer("council").address, b"\x07" * 32)
        deployment = deploy(wire, planned, account("deployer"), account("council"), chain_id=CHAIN_ID)
        (home / MANIFEST).write_bytes(write_deployment(deployment))
        chain.clock.advance_to(UtcSecond(live_from(wire, deployment)))
    with opened(home, chain) as hall:
        _enrol_everybody(hall.office)
    chain.clock.advance_to(FILED)
    assert OFFICIAL.deadline(FILED, 5) == NOTICE_ENDS
    assert DEPLOYED < FILED


@contextmanager
def opened(home: Path, chain: Chain, **changes: object) -> Iterator[Hall]:
    """An office of the exchange whose home this is."""
    values: dict[str, object] = {
        "home": home,
        "rpc_url": chain.url,
        "chain_id": CHAIN_ID,
        "exchange": EXCHANGE,
        "clock_file": home / "clock",
    }
    with open_office(load(**{**values, **changes})) as office:
        yield Hall(office, chain, home)


def _enrol_everybody(office: Office) -> None:
    council, exchange = signer("council"), signer("exchange")
    founding.publish_calendar(office, council, 2026)
    first = NewKey(exchange, int(Role.EXCHANGE | Role.SIGN))
    founding.admit_exchange(office, council, exchange=EXCHANGE, identity_digest=digest("exchange"), first=first)
    for name, role in STAFF.items():
        parties.add_key(office, exchange, NewKey(signer(name), int(role)))
    for name, number in PARTIES.items():
        key = NewKey(signer(name), int(Role.SIGN))
        parties.enrol(office, exchange, party=number, identity_digest=digest(name), first=key)
    for name, number in COURTS.items():
        key = NewKey(signer(name), int(Role.SIGN | Role.AUTHORITY))
        founding.enrol_authority(office, council, party=number, identity_digest=digest(name), first=key)


def freezes_of(office: Office, target: bytes) -> list[FreezeRow]:
    """The freezes of a right, or of a party (its number in 32 bytes), as the mirror has them, in their order."""
    office.sync()
    mine = rows.column(FreezeRow, "target") == to_hex(target)
    with office.store.read() as session:
        return rows.listed(session, FreezeRow, mine, order=[rows.column(FreezeRow, "ordinal")])
