"""`torrens standing`: what our register says of its records, proven for partners, sealed by notaries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, files, options
from torrens_cli.context import Ring, home_settings, once_key, opened, tell
from torrens_cli.output import Report, say, table, utc
from torrens_contracts.codes import Answer, Reason
from torrens_contracts.node.wire import Wire
from torrens_contracts.words import Kind
from torrens_registry.cases.peers import standing
from torrens_registry.cases.peers.standing import NO_CHALLENGE, Subject
from torrens_registry.evidence import notary, peer_proof
from torrens_registry.evidence.statement import StatedStatement
from torrens_registry.manifest import read_manifest

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="State, show, prove, seal good standing."
)

Ids = Annotated[list[str] | None, typer.Option(help="Its id; repeat.")]
Statement = Annotated[Path, typer.Argument(help="The statement, as `standing state` wrote it.")]


@app.command()
def state(
    *,
    home: options.Home = options.DEFAULT_HOME,
    voucher: Ids = None,
    grant: Ids = None,
    listing: Ids = None,
    lane: Annotated[int, typer.Option(help="Whose ring: our number for a RELAYER key of ours, or 0, shared.")] = 0,
    challenge: Annotated[str | None, typer.Option(help="What the asker wants to see in it, 32 bytes.")] = None,
    key: options.Key = "relayer",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    out: Annotated[Path, typer.Option(help="Where the statement goes.")] = Path("statement.json"),
    as_json: options.Json = False,
) -> None:
    """State the standing of vouchers, grants (titles too) and listings, as of the block that does it."""
    asked = arguments.id32(challenge) if challenge else NO_CHALLENGE
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, subjects = desk.ring.signer(key), _subjects(voucher, grant, listing)
        done = standing.state(desk.office, by, subjects, lane=lane, challenge=asked, key=once_key(once))
    files.write(out, done.statement.encode())
    words = (f"第 {done.statement.n} 号状态声明", f"statement {done.statement.n} of lane {lane}")
    facts = {"lane": lane, "n": done.statement.n, "statement": done.statement.statement, "file": str(out)}
    tell("standing.state", words, done.settled, facts | {"answers": _answers(done.statement)}, as_json=as_json)


@app.command()
def show(statement: Statement, *, as_json: options.Json = False) -> None:
    """Show a statement's answers. That its home made it is proven by `standing prove`, not by the file."""
    found = files.parsed(statement, StatedStatement.parse)
    head: dict[str, object] = {"lane": found.lane, "n": found.n, "asOf": utc(found.as_of), "block": found.block}
    table([head | {"statement": bytes(found.statement)}, *_answers(found)], as_json=as_json)


@app.command()
def prove(
    statement: Statement,
    *,
    home: options.Home = options.DEFAULT_HOME,
    block: Annotated[int | None, typer.Option(help="Under which header; the statement's own when left out.")] = None,
    out: Annotated[Path, typer.Option(help="Where the proof goes, for partners.")] = Path("proof.json"),
    as_json: options.Json = False,
) -> None:
    """Prove a statement for partners: header, account of Standing, slot of its ring, every answer."""
    made = files.parsed(statement, StatedStatement.parse)
    settings = home_settings(home)
    with Wire(settings.rpc_url) as wire:
        proof = peer_proof.fetch(wire, read_manifest(settings.home), made, made.block if block is None else block)
    files.write(out, proof.encode())
    header = proof.parsed()
    say(
        Report(
            "standing.prove",
            f"声明已在区块 {header.number} 之下得证",
            f"statement proved under block {header.number}",
            {"header": header.hash, "file": str(out)},
            {"block": header.number, "answers": len(made.answers)},
        ),
        as_json=as_json,
    )


@app.command()
def scopes(
    *,
    home: options.Home = options.DEFAULT_HOME,
    grant: Ids = None,
    listing: Ids = None,
    out: Annotated[Path, typer.Option(help="Where the scopes go, for partners.")] = Path("scopes.json"),
    as_json: options.Json = False,
) -> None:
    """Write what grants and listings are made of, for partners whose club leaves something out."""
    with opened(home) as desk:
        found = standing.scopes(desk.office, _subjects(None, grant, listing))
    files.write(out, found.encode())
    words = (f"已写出 {len(found.of)} 项记录的范围", f"scopes of {len(found.of)} records written")
    say(Report("standing.scopes", *words, {"file": str(out)}, {"records": len(found.of)}), as_json=as_json)


@app.command()
def seal(
    block: Annotated[int, typer.Argument(help="The block whose header is sealed.", min=0)],
    *,
    home: options.Home = options.DEFAULT_HOME,
    set_epoch: Annotated[int, typer.Option(help="Number of the notary set.")] = 1,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    out: Annotated[Path, typer.Option(help="Where the seal goes.")],
    as_json: options.Json = False,
) -> None:
    """Sign, as a notary, that a block is final, after looking at it on your own node."""
    settings = home_settings(home, keys=keys, password_file=password_file)
    deployment = read_manifest(settings.home)
    with Wire(settings.rpc_url) as wire:
        sealed = notary.sign_header(
            wire,
            Ring(settings).signer(key),
            number=block,
            chain_id=deployment.chain_id,
            register=deployment.register,
            set_epoch=set_epoch,
            finality=settings.finality,
        )
    files.write(out, sealed.encode())
    proof: dict[str, object] = {"header": sealed.parsed().hash, "notary": bytes(sealed.notary), "file": str(out)}
    words = (f"公证人 {key} 已签署区块 {block}", f"notary {key} sealed block {block}")
    say(Report("standing.seal", *words, proof, {"block": block, "setEpoch": set_epoch}), as_json=as_json)


def _subjects(voucher: list[str] | None, grant: list[str] | None, listing: list[str] | None) -> list[Subject]:
    asked = ((Kind.VOUCHER, voucher), (Kind.GRANT, grant), (Kind.LISTING, listing))
    return [Subject(kind, arguments.id32(text)) for kind, named in asked for text in named or []]


def _answers(statement: StatedStatement) -> list[dict[str, object]]:
    return [
        {
            "kind": Kind(one.kind).name,
            "id": one.id,
            "state": Answer(one.state).name,
            "reason": Reason(one.reason).name,
            "until": utc(one.until),
        }
        for one in statement.answers
    ]
