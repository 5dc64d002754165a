"""`torrens platform`: what an operator states of its platform (article 17): a form, the statement, who signed it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

import typer

from torrens_anchor.bundles.parts import QBFT
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.documents.platformstatement import PlatformKey, PlatformStatement, signers
from torrens_anchor.errors import FieldMismatch, SignatureMismatch
from torrens_anchor.notes.note import Note, sign_note
from torrens_anchor.notes.notekey import KeyType, Signer
from torrens_cli import arguments, files, options, programs
from torrens_cli.commands.log.policy import notary_of, vkey_of, watching
from torrens_cli.context import Ring, home_settings, opened, prompt
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, table, utc
from torrens_cli.passwords import note_password
from torrens_cli.platform_form import read_form, write_form
from torrens_log.keys import create_pair, new_seed, open_pair
from torrens_registry import note_keys
from torrens_registry.clocks import clock_of
from torrens_registry.evidence.validators import sealing_now
from torrens_registry.keys import read_password
from torrens_registry.manifest import read_manifest
from torrens_registry.settings import Settings

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="State what the platform is, sign, show."
)

QUESTION: Final = "签署密钥的密码 Password of the signing key: "
YEAR: Final = 365 * 86_400
_PAIR = "Files of a key of its own, without their endings .pem and .vkey"

Statement = Annotated[Path, typer.Argument(help="The statement, as `platform state` wrote it, or signed.")]


@app.command()
def init(
    *,
    signer: Annotated[Path, typer.Option(help=f"{_PAIR}.")],
    name: Annotated[str, typer.Option(help="The key's name: a URL without scheme, such as chain.example/platform.")],
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Make a key for who signs statements and runs no log; an exchange signs with its log's key."""
    password = note_password(password_file, QUESTION, again=True)
    key = create_pair(signer, name, new_seed(), password, KeyType.ED25519)
    say(Report("platform.init", "已生成签署密钥", "signing key made", {"vkey": str(key)}), as_json=as_json)


@app.command()
def form(
    *,
    home: options.Home = options.DEFAULT_HOME,
    operator: Annotated[str, typer.Option(help="Who will state it, by name; it runs the log.")] = "",
    operator_id: Annotated[str, typer.Option(help="Its registration number, such as a credit code.")] = "",
    notary: Annotated[
        list[str] | None, typer.Option(help="NAME=ADDRESS of a notary, or the name of its key here; repeat.")
    ] = None,
    validator: Annotated[
        list[str] | None,
        typer.Option(help="OPERATOR=ADDRESS of a validator; those that seal now are listed in any case; repeat."),
    ] = None,
    from_: options.From = None,
    until: Annotated[str | None, typer.Option(help="Last second it speaks of; a year on when left out.")] = None,
    out: Annotated[Path, typer.Option(help="Where the form goes.")] = Path("platform.toml"),
    keys: options.Keys = None,
    as_json: options.Json = False,
) -> None:
    """Write a form with what this home knows: register, keys, programs by digest. The rest is for you to fill in.

    Where validators seal the chain (seal_scheme qbft) its node is asked who they are.
    """
    settings = home_settings(home, keys=keys)
    deployment, now = read_manifest(settings.home), clock_of(settings.clock_file)()
    known = [*_keys(settings, operator, notary or []), *_validators(home, settings, validator or [])]
    term = now, arguments.optional_time(from_, now), arguments.optional_time(until, now + YEAR)
    chain = deployment.chain_id, bytes(deployment.register)
    text = write_form(chain, (operator, operator_id), term, known, programs.software(deployment))
    files.write(out, text.encode())
    words = ("平台说明表已写出,请逐项填写", "the form is written; fill it in")
    say(Report("platform.form", *words, {"file": str(out)}, {"keys": len(known)}), as_json=as_json)


def _keys(settings: Settings, operator: str, notaries: list[str]) -> list[PlatformKey]:
    """Gives the log, its witnesses and the notaries that are named; who runs them only the log's operator knows."""
    ring, log = Ring(settings), note_keys.log_vkey(settings.keys_dir)
    sealing = [notary_of(ring, one).address for one in notaries]
    return [
        PlatformKey(str(log), "log", operator),
        *(PlatformKey(str(key), "witness", "") for key, _ in watching(settings, [])),
        *(PlatformKey(f"0x{address.hex()}", "notary", "") for address in sealing),
    ]


def _validators(home: Path, settings: Settings, named: list[str]) -> list[PlatformKey]:
    """Gives who seals the chain: those that are named; of those that its node names, the operators are to fill in."""
    runs: dict[str, str] = {}
    for text in named:
        operator, equals, address = text.rpartition("=")
        if not equals or not operator:
            raise ArgumentRefused(f"--validator {text!r} is not OPERATOR=ADDRESS", argument="validator", value=text)
        if runs.setdefault(f"0x{arguments.address(address).hex()}", operator) != operator:
            raise ArgumentRefused(f"{address} is named for two operators", argument="validator", value=text)
    if settings.seal_scheme == QBFT:
        with opened(home) as desk:
            for one in sealing_now(desk.office.wire):
                runs.setdefault(f"0x{one.hex()}", "")
    return [PlatformKey(key, "validator", operator) for key, operator in runs.items()]


@app.command()
def state(
    form: Annotated[Path, typer.Argument(help="The form, TOML or JSON, filled in.")],
    *,
    out: Annotated[Path, typer.Option(help="Where the statement goes.")],
    as_json: options.Json = False,
) -> None:
    """Make the statement of a form: every member judged, papers and programs by digest. It is still to be signed."""
    stated = read_form(form)
    files.write(out, stated.text().encode())
    words = (f"平台说明已写成,待签署:{stated.operator[0]}", f"stated by {stated.operator[0]}, to be signed")
    say(Report("platform.state", *words, _proof(stated), {"file": str(out)} | _counted(stated)), as_json=as_json)


@app.command()
def sign(
    file: Statement,
    *,
    home: options.Home = options.DEFAULT_HOME,
    signer: Annotated[Path | None, typer.Option(help=f"{_PAIR}; the log's key when left out.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the signed one goes; its own place when left out.")] = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Sign a statement, beside whoever signed it before: an exchange, then the operator of its chain."""
    note = _note(files.read(file))
    stated = PlatformStatement.of_note(note)
    key = _home_key(home, stated, password_file) if signer is None else _own_key(signer, password_file)
    line = sign_note(note.text, key)
    if any(one.is_by(key.key) and one != line for one in note.signatures):
        raise SignatureMismatch(
            f"{key.key.name} signed another text than this one",
            remedy="somebody changed it since: state and sign it anew",
        )
    signed = note.with_signature(line)
    files.write(out or file, signed.encode())
    names = ", ".join(one.name for one in signed.signatures)
    words = (f"已签署:{names}", f"signed: {names}")
    facts = {"vkey": str(key.key), "signatures": len(signed.signatures), "file": str(out or file)}
    say(Report("platform.sign", *words, _proof(stated), facts), as_json=as_json)


@app.command()
def show(
    file: Statement,
    *,
    vkey: Annotated[
        list[str] | None, typer.Option(help="Verifier key of who may state it, or its .vkey file; repeat.")
    ] = None,
    policy: Annotated[Path | None, typer.Option(help="A policy, whose platform keys are asked.")] = None,
    as_json: options.Json = False,
) -> None:
    """Show a statement, and check its signatures under keys that you name. Needs no home, no chain and no network."""
    note = _note(files.read(file))
    stated = PlatformStatement.of_note(note)
    trusted = [vkey_of(one) for one in vkey or []]
    if policy is not None:
        found = files.parsed(policy, Policy.parse).platforms
        trusted += [one.key for one in found if one.chain_id == stated.chain_id]
    checked = vkey is not None or policy is not None
    signed = signers(note, trusted) if checked else tuple(one.name for one in note.signatures)
    told: dict[str, object] = {
        "operator": stated.operator[0],
        "operatorId": stated.operator[1],
        "chainId": stated.chain_id,
        "register": stated.register,
        "issuedAt": utc(stated.issued_at),
        "from": utc(stated.valid_from),
        "until": utc(stated.valid_until),
        **_proof(stated),
        "signedBy": list(signed),
        "verified": checked,
    }
    table([told, *_rows(stated)], as_json=as_json)


def _rows(stated: PlatformStatement) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [{"filing": number, "authority": by} for by, number in stated.filings]
    if kept := stated.protection:
        rows.append({"protection": kept.level, "certificate": kept.certificate, "until": utc(kept.until)})
    rows += [{"assessment": one.name, "number": one.number, "digest": one.digest} for one in stated.assessments]
    rows += [{"key": one.key, "role": one.role, "operator": one.operator} for one in stated.keys]
    rows += [{"tie": one.nature, "operator": one.operator, "party": one.party} for one in stated.ties]
    return rows + [{"software": one.name, "version": one.version, "digest": str(one.digest)} for one in stated.software]


def _proof(stated: PlatformStatement) -> dict[str, object]:
    return {"sha256": sha256(stated.text().encode()).digest()}


def _counted(stated: PlatformStatement) -> dict[str, object]:
    return {
        "filings": len(stated.filings),
        "protection": stated.protection.level if stated.protection else 0,
        "assessments": len(stated.assessments),
        "keys": len(stated.keys),
        "ties": len(stated.ties),
        "software": len(stated.software),
    }


def _note(data: bytes) -> Note:
    """Reads a statement, signed or still to be signed."""
    if data.count(b"\n") == 1 and data.endswith(b"\n"):
        return Note(data.decode("utf-8", "replace"))
    return Note.parse(data)


def _home_key(home: Path, stated: PlatformStatement, password_file: Path | None) -> Signer:
    """Opens the log's key of a home, which speaks of its own platform and of no other."""
    settings = home_settings(home, password_file=password_file)
    deployment = read_manifest(settings.home)
    if (stated.chain_id, stated.register) != (deployment.chain_id, bytes(deployment.register)):
        raise FieldMismatch(
            f"the statement is on register 0x{stated.register.hex()} of chain {stated.chain_id}, not on this home's",
            remedy="state the platform of this home, or sign with another's key: --signer",
        )
    password = read_password(settings.password_file, prompt(), QUESTION)
    return note_keys.open_log_key(settings.keys_dir, settings.exchange, password)


def _own_key(base: Path, password_file: Path | None) -> Signer:
    key = open_pair(base, note_password(password_file, QUESTION))
    if key.key.type is not KeyType.ED25519:
        raise ArgumentRefused(
            f"{key.key.name} is a witness's key: it cosigns checkpoints and states nothing",
            remedy="sign with the log's key, or with one that `platform init` makes",
            argument="signer",
            value=str(base),
        )
    return key
