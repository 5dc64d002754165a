"""`torrens recognize`: foreign records, by transactions on our own chain; proofs and seals come as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.secp256k1 import Address
from torrens_cli import arguments, files, options
from torrens_cli.context import Desk, once_key, opened, paper, tell
from torrens_cli.output import table, utc
from torrens_contracts.codes import Recognised
from torrens_contracts.deployment import parse_deployment
from torrens_contracts.ids import FactId, Id, PeerId
from torrens_registry.cases import peers, recognition
from torrens_registry.cases.recognition import NO_AGREEMENT
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
    max_age: Annotated[int, typer.Option(help="Seconds that its statements count.")] = 7 * 86_400,
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Accredit a foreign register: its code, its notaries. The council acts."""
    foreign = parse_deployment(files.read(deployment))
    with opened(home, keys=keys, password_file=password_file) as desk:
        terms = peers.peer_terms(
            foreign,
            [_address(desk, one) for one in notary],
            threshold=threshold,
            set_epoch=set_epoch,
            council_seq=council_seq,
            max_age=max_age,
        )
        done = peers.accredit(desk.office, desk.ring.signer(key), foreign, terms, key=once_key(once))
    words = (f"已认可链 {foreign.chain_id} 上的登记簿", f"register of chain {foreign.chain_id} accredited")
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
    found, seals = PeerProof.parse(files.read(proof)), [NotarySeal.parse(files.read(one)) for one in seal]
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = peers.accept_header(desk.office, desk.ring.signer(key), found, seals, key=once_key(once))
    words = (f"已接受对方区块 {done.number} 的区块头", f"header {done.number} accepted")
    facts = {"peer": bytes(done.peer), "number": done.number, "timestamp": utc(done.timestamp)}
    tell("recognize.header", words, done.settled, facts, as_json=as_json)


@app.command()
def agree(
    peer: Annotated[str, typer.Argument(help="The peer's id.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    agreement: Annotated[Path, typer.Option(help="The agreement's text; its SHA-256 goes on chain.")],
    until: Annotated[str, typer.Option(help="When it ends, ISO 8601 UTC.")],
    max_age: Annotated[int, typer.Option(help="Seconds that a statement counts under it; 0: the peer's.")] = 0,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Make a standing agreement: under it, good answers of the peer are recognised."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = recognition.agree(
            desk.office,
            desk.ring.signer(key),
            PeerId(Id(arguments.id32(peer))),
            digest=paper(agreement),
            until=arguments.time(until),
            max_age=max_age,
            key=once_key(once),
        )
    words = (f"互认协议有效期至 {until}", f"agreement stands until {until}")
    tell("recognize.agree", words, done.settled, {"agreement": bytes(done.agreement)}, as_json=as_json)


@app.command()
def prove(
    proof: Proof,
    *,
    home: options.Home = options.DEFAULT_HOME,
    agreement: Annotated[Path | None, typer.Option(help="The agreement to decide under; none when left out.")] = None,
    key: options.Key = "relayer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Prove a peer's statement under its accepted header, and open the answers as facts."""
    found = PeerProof.parse(files.read(proof))
    digest = NO_AGREEMENT if agreement is None else paper(agreement)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = recognition.prove(desk.office, by, found, agreement=digest, key=name)
        shown = [_status(desk, fact, None) for fact in done.facts]
    said = "、".join(sorted({str(one["status"]) for one in shown}))
    words = (f"已证明对方 {len(shown)} 项答复:{said}", f"{len(shown)} answers proved: {said}")
    tell("recognize.prove", words, done.settled, {"facts": shown}, as_json=as_json)


@app.command()
def decide(
    fact: Fact,
    *,
    home: options.Home = options.DEFAULT_HOME,
    decision: Annotated[str, typer.Option(help="recognized, conditional, declined or withdrawn.")],
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
    as_json: options.Json = False,
) -> None:
    """Show what our chain says of a foreign record at a second; silence becomes STALE, never valid."""
    with opened(home) as desk:
        found = _status(desk, FactId(Id(arguments.id32(fact))), None if at is None else arguments.time(at))
    table([found], as_json=as_json)


def _status(desk: Desk, fact: FactId, when: int | None) -> dict[str, object]:
    found = recognition.status(desk.office, fact, when)
    return {
        "fact": bytes(fact),
        "status": Recognised(found.status).name,
        "asOf": utc(found.as_of),
        "until": utc(found.until),
    }


def _address(desk: Desk, text: str) -> Address:
    return Address(arguments.address(text)) if arguments.is_address(text) else desk.ring.address(text)
