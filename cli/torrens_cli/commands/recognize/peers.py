"""What becomes of an accredited peer: `torrens recognize peer|notaries|terms|lift|withdraw|equivocation`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from torrens_anchor.signatures.secp256k1 import Address
from torrens_cli import arguments, files, options
from torrens_cli.context import Desk, once_key, opened, tell
from torrens_cli.output import table, utc
from torrens_contracts.clubs import Ages
from torrens_contracts.deploying.deployment import parse_deployment
from torrens_contracts.ids import Id, PeerId
from torrens_contracts.words import PeerState
from torrens_registry.cases.peers import changes as peer_changes
from torrens_registry.cases.peers import lookup, peers
from torrens_registry.evidence.notary import NotarySeal

Peer: TypeAlias = Annotated[str, typer.Argument(help="The peer's id.")]
Show: TypeAlias = Annotated[int, typer.Option("--max-age", help="Seconds that its statements count when shown.")]
Trade: TypeAlias = Annotated[int, typer.Option("--max-age-trade", help="The same for trades.")]
Finance: TypeAlias = Annotated[int, typer.Option("--max-age-finance", help="The same for finance.")]
Seals: TypeAlias = list[Path]


def peer(
    deployment: Annotated[Path, typer.Argument(help="The foreign register's manifest.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Show what our chain has of a foreign register: its id here, its state, its newest header, how long it counts."""
    foreign = files.parsed(deployment, parse_deployment)
    with opened(home) as desk:
        found = lookup.peer_at(desk.office, foreign)
    terms, ages = found.terms, found.terms.max_age
    row: dict[str, object] = {"peer": bytes(found.peer), "state": PeerState(terms.state).name, "same": found.same}
    row |= {"origin": bytes(terms.origin), "standing": bytes(terms.standing), "councilSeq": terms.council_seq}
    row |= {"maxAge": ages.show, "maxAgeTrade": ages.trade, "maxAgeFinance": ages.finance}
    table([row | {"header": found.head.number, "time": utc(found.head.timestamp)}], as_json=as_json)


def notaries(
    peer: Peer,
    *,
    home: options.Home = options.DEFAULT_HOME,
    notary: Annotated[list[str], typer.Option(help="Address, or name of a key, of a notary of the new set; repeat.")],
    threshold: Annotated[int, typer.Option(help="How many must seal; more than half.")],
    set_epoch: Annotated[int, typer.Option(help="Number of the new set; above the present one's.")],
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Change a peer's notaries; what the old set sealed counts no more. The council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, whole = desk.ring.signer(key), addresses(desk, notary)
        done = peer_changes.change_notaries(
            desk.office, by, _peer(peer), whole, threshold=threshold, set_epoch=set_epoch, key=once_key(once)
        )
    words = (f"公证集已更换为第 {set_epoch} 期", f"notaries changed to set {set_epoch}")
    tell("recognize.notaries", words, done, {"setEpoch": set_epoch, "threshold": threshold}, as_json=as_json)


def terms(
    deployment: Annotated[Path, typer.Argument(help="The foreign register's manifest as it now is.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    council_seq: Annotated[int, typer.Option(help="What its statements must carry; 0 accepts any.")] = 0,
    max_age: Show = peers.AGES.show,
    max_age_trade: Trade = peers.AGES.trade,
    max_age_finance: Finance = peers.AGES.finance,
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Accredit a peer's new Standing, or change how long its statements count. The council acts."""
    foreign, ages = parse_deployment(files.read(deployment)), Ages(max_age, max_age_trade, max_age_finance)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = peer_changes.change_terms(desk.office, by, foreign, max_age=ages, council_seq=council_seq, key=name)
    words = (f"已更新链 {foreign.chain_id} 的认可条件", f"terms of the peer on chain {foreign.chain_id} changed")
    tell("recognize.terms", words, done, {"chainId": foreign.chain_id}, as_json=as_json)


def lift(
    peer: Peer,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Lift the freeze of a peer, after changing its notaries. The council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = peer_changes.lift(desk.office, desk.ring.signer(key), _peer(peer), key=once_key(once))
    words = ("已解除对方登记簿的冻结", "the peer's freeze is lifted")
    tell("recognize.lift", words, done, {"peer": peer}, as_json=as_json)


def withdraw(
    peer: Peer,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Withdraw a peer's accreditation, for good. The council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = peer_changes.withdraw(desk.office, desk.ring.signer(key), _peer(peer), key=once_key(once))
    words = ("已撤销对对方登记簿的认可", "the peer's accreditation is withdrawn")
    tell("recognize.withdraw", words, done, {"peer": peer}, as_json=as_json)


def equivocation(
    peer: Peer,
    *,
    home: options.Home = options.DEFAULT_HOME,
    first: Annotated[Seals, typer.Option(help="A notary's seal of the one header; repeat.")],
    second: Annotated[Seals, typer.Option(help="A notary's seal of the other header of that height; repeat.")],
    key: options.Key = "relayer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Bring two sealed headers of one height: the peer is frozen at once. Anyone may."""
    sides = [[files.parsed(one, NotarySeal.parse) for one in side] for side in (first, second)]
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = peer_changes.report_equivocation(desk.office, by, _peer(peer), sides[0], sides[1], key=name)
    number = sides[0][0].parsed().number
    words = (f"对方公证人在高度 {number} 签署两个区块头,已冻结", f"two headers of height {number} sealed: frozen")
    tell("recognize.equivocation", words, done, {"peer": peer, "number": number}, as_json=as_json)


def addresses(desk: Desk, texts: list[str]) -> list[Address]:
    """Reads notaries: addresses, or names of keys here.

    Args:
        desk: Office and keys.
        texts: As they were given.

    Returns:
        Their addresses.
    """
    return [Address(arguments.address(one)) if arguments.is_address(one) else desk.ring.address(one) for one in texts]


def _peer(text: str) -> PeerId:
    return PeerId(Id(arguments.id32(text)))
