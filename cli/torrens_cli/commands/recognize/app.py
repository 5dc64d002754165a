"""`torrens recognize`: foreign records, by transactions on our own chain; proofs and seals come as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, files, options
from torrens_cli.commands.evidence.bundles import recognition as recognition_bundle
from torrens_cli.commands.evidence.captures import Captures, read_captures
from torrens_cli.commands.recognize.clubs import agree, club, leave
from torrens_cli.commands.recognize.peers import (
    Finance,
    Show,
    Trade,
    addresses,
    equivocation,
    lift,
    notaries,
    peer,
    terms,
    withdraw,
)
from torrens_cli.context import Desk, once_key, opened, tell
from torrens_cli.output import hexes, table, utc
from torrens_contracts.clubs import Ages
from torrens_contracts.codes import Recognised, Reliance
from torrens_contracts.deploying.deployment import parse_deployment
from torrens_contracts.ids import FactId, Id
from torrens_registry.cases.peers import peers, recognition
from torrens_registry.evidence.club import ClubPaper, Scopes
from torrens_registry.evidence.notary import NotarySeal
from torrens_registry.evidence.peer_proof import PeerProof

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Peers, headers, agreements, facts."
)

Proof = Annotated[Path, typer.Argument(help="The peer's proof, as its `standing prove` wrote it.")]
Fact = Annotated[str, typer.Argument(help="The fact's id, as `recognize prove` told it.")]


@app.command()
def accredit(
    deployment: Annotated[Path, typer.Argument(help="The foreign register's manifest.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    notary: Annotated[list[str], typer.Option(help="Address, or name of a key, of a notary; repeat.")],
    threshold: Annotated[int, typer.Option(help="How many must seal; more than half.")],
    set_epoch: Annotated[int, typer.Option(help="Number of the notary set.")] = 1,
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
    """Accredit a foreign register: its code, its notaries. The council acts."""
    foreign = parse_deployment(files.read(deployment))
    with opened(home, keys=keys, password_file=password_file) as desk:
        accredited = peers.peer_terms(
            foreign,
            addresses(desk, notary),
            threshold=threshold,
            set_epoch=set_epoch,
            council_seq=council_seq,
            max_age=Ages(max_age, max_age_trade, max_age_finance),
        )
        done = peers.accredit(desk.office, desk.ring.signer(key), foreign, accredited, key=once_key(once))
    peer_id = f"0x{done.peer.hex()}"
    words = (
        f"已认可链 {foreign.chain_id} 上的登记簿,对方 {peer_id}",
        f"register of chain {foreign.chain_id} accredited as peer {peer_id}",
    )
    tell("recognize.accredit", words, done.settled, {"peer": bytes(done.peer)}, as_json=as_json)


@app.command()
def header(
    proof: Proof,
    *,
    home: options.Home = options.DEFAULT_HOME,
    seal: Annotated[list[Path], typer.Option(help="A notary's seal of that header; repeat.")],
    key: options.Key = "relayer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Take in a foreign header under its notaries' seals."""
    found, seals = files.parsed(proof, PeerProof.parse), [files.parsed(one, NotarySeal.parse) for one in seal]
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = peers.accept_header(desk.office, desk.ring.signer(key), found, seals, key=once_key(once))
    words = (f"已接受对方区块 {done.number} 的区块头", f"header {done.number} accepted")
    facts = {"peer": bytes(done.peer), "number": done.number, "timestamp": utc(done.timestamp)}
    tell("recognize.header", words, done.settled, facts, as_json=as_json)


@app.command()
def prove(
    proof: Proof,
    *,
    home: options.Home = options.DEFAULT_HOME,
    club_file: Annotated[
        Path | None, typer.Option("--club", help="The club to decide under; none when left out.")
    ] = None,
    scopes: Annotated[
        Path | None, typer.Option(help="The home's scopes, for a club that leaves something out.")
    ] = None,
    capture: Captures = None,
    key: options.Key = "relayer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Prove a peer's statement under its accepted header, and open the answers as facts."""
    found = files.parsed(proof, PeerProof.parse)
    under = None if club_file is None else files.parsed(club_file, ClubPaper.parse)
    made_of = recognition.NO_SCOPES if scopes is None else files.parsed(scopes, Scopes.parse)
    captures = read_captures(capture)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = recognition.prove(desk.office, by, found, club=under, scopes=made_of, captures=captures, key=name)
        shown = [_status(desk, fact, None) for fact in done.facts]
    said = [f"{one} {row['status']}" for one, row in zip(hexes(done.facts), shown, strict=True)]
    words = (f"已证明对方 {len(said)} 项答复:{'、'.join(said)}", f"{len(said)} answers proved: {', '.join(said)}")
    tell("recognize.prove", words, done.settled, {"facts": shown}, as_json=as_json)


@app.command()
def decide(
    fact: Fact,
    *,
    home: options.Home = options.DEFAULT_HOME,
    decision: Annotated[str, typer.Option(help="recognized, conditional, declined, withdrawn; proven takes it back.")],
    reason: Annotated[int, typer.Option(help="0 to 255, the exchange's table.")] = 0,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Decide on a fact by itself."""
    wanted = arguments.code(Recognised, decision)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, at = desk.ring.signer(key), FactId(Id(arguments.id32(fact)))
        done = recognition.decide(desk.office, by, at, decision=wanted, reason=reason, key=once_key(once))
    words = (f"决定:{wanted.name}", f"decided: {wanted.name}")
    tell("recognize.decide", words, done, {"decision": wanted.name}, as_json=as_json)


@app.command()
def status(
    fact: Fact,
    *,
    home: options.Home = options.DEFAULT_HOME,
    at: Annotated[str | None, typer.Option(help="The second asked about, ISO 8601 UTC; now when left out.")] = None,
    for_: Annotated[str, typer.Option("--for", help="What it is relied upon for: show, trade or finance.")] = "show",
    as_json: options.Json = False,
) -> None:
    """Show what our chain says of a foreign record at a second; silence becomes STALE, never valid.

    The peer is taken as it stands now: withdrawn since, it makes past seconds WITHDRAWN too; frozen, SUSPENDED.
    """
    with opened(home) as desk:
        when, reliance = None if at is None else arguments.time(at), arguments.code(Reliance, for_)
        found = _status(desk, FactId(Id(arguments.id32(fact))), when, reliance)
    table([found], as_json=as_json)


def _status(desk: Desk, fact: FactId, when: int | None, reliance: Reliance = Reliance.SHOW) -> dict[str, object]:
    found = recognition.status(desk.office, fact, when, reliance)
    return {
        "fact": bytes(fact),
        "status": Recognised(found.status).name,
        "for": reliance.name,
        "asOf": utc(found.as_of),
        "until": utc(found.until),
    }


app.command("bundle")(recognition_bundle)
for _verb in (peer, notaries, terms, lift, withdraw, equivocation, club, agree, leave):
    app.command()(_verb)
