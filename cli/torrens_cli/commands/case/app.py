"""`torrens case`: notice, objection, registration of a title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, options
from torrens_cli.commands.case import life as case_life
from torrens_cli.commands.case import many as case_many
from torrens_cli.commands.case.forms import Form, filed
from torrens_cli.commands.case.life import title_id
from torrens_cli.commands.data.given import Given
from torrens_cli.commands.data.tables import Values
from torrens_cli.commands.evidence.captures import Captures, read_captures
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.hashing import Making
from torrens_cli.output import hexes, table, utc
from torrens_contracts.codes import Basis
from torrens_contracts.ids import TitleId
from torrens_contracts.words import GrantState, ObjectionState
from torrens_log.tablefiles import SaltPlace
from torrens_registry.cases import casefiles, views
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.data import datasets
from torrens_registry.cases.titles import objections, titles
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.rights import Scope

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Notice, objection, registration."
)
for verb in (*case_life.COMMANDS, *case_many.COMMANDS):
    app.command()(verb)

Data = Annotated[
    list[Path] | None,
    typer.Argument(help="The dataset's files (.csv: read as tables), or its folder; none with --fingerprint."),
]
Fingerprint = Annotated[
    Path | None, typer.Option(help="What the owner made with `data fingerprint --out`, instead of the data.")
]
Participants = Annotated[
    list[str] | None, typer.Option(help="Key of another participant in fused data, which signs; repeat.")
]
Title = Annotated[str, typer.Argument(help="The title's id, 0x and 64 hex digits.")]


@app.command()
def notice(
    files: Data = None,
    *,
    home: options.Home = options.DEFAULT_HOME,
    holder: Annotated[int, typer.Option(help="The applicant's party number.")],
    until: options.Until,
    basis: Annotated[str, typer.Option(help="How the data was obtained, such as self-generated.")] = "self-generated",
    rights: options.RightsMask = "all",
    purpose: options.Purpose = "all",
    region: options.Region = "all",
    action: options.ActionMask = "all",
    from_: options.From = None,
    agreed: Annotated[str | None, typer.Option(help="Rights that the shown contract gives.")] = None,
    participant: Participants = None,
    source: Annotated[list[str] | None, typer.Option(help="Id of a source of derived data; repeat.")] = None,
    predecessor: Annotated[str | None, typer.Option(help="Id of the ended title that this one follows.")] = None,
    joint: Annotated[list[int] | None, typer.Option(help="A joint applicant's party number; repeat.")] = None,
    public_code: Annotated[str, typer.Option(help="The public-data registry code.")] = "",
    terms: options.Terms = None,
    capture: Captures = None,
    fingerprint: Fingerprint = None,
    mode: options.Mode = None,
    schema: options.Schema = None,
    salts: options.Salts = None,
    new_salts: options.NewSalts = None,
    salt_secret: options.SaltSecret = None,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Fingerprint a dataset and give public notice of an application for its rights."""
    given = Given(files or (), fingerprint, mode, Values(schema, SaltPlace(salts, new_salts, salt_secret)))
    shown = arguments.rights(agreed) if agreed else 0
    claim = Claim(arguments.code(Basis, basis), arguments.rights(rights), agreed=shown, public_code=public_code)
    scope = Scope(arguments.purposes(purpose), arguments.regions(region), arguments.actions(action))
    ends, starts = arguments.time(until), arguments.optional_time(from_)
    sources = tuple(title_id(one) for one in source or ())
    earlier = None if predecessor is None else title_id(predecessor)
    form = Form(tuple(participant or ()), tuple(joint or ()))
    form.require_fit(claim.basis, sources=bool(sources), predecessor=earlier is not None)
    captures = read_captures(capture)
    with opened(home, keys=keys, password_file=password_file) as desk:
        found = given.found(Making(as_json=as_json))
        dataset = datasets.keep(desk.office, found.contents, read=given.read, file=found.file)
        filing = Filing(dataset.id, holder, claim, scope, ends, starts, paper(terms), sources, earlier, captures)
        done, all_titles = filed(desk, desk.ring.signer(key), filing, form, once_key(once))
        number = casefiles.case_of(desk.office, done.title).case_no
    _tell_noticed(number, done, all_titles, dataset, as_json=as_json)


@app.command("object")
def object_(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    reason: Annotated[int, typer.Option(help="1 to 255, the registrar's table.")],
    statement: Annotated[Path, typer.Option(help="What the party says; its SHA-256 goes on chain.")],
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Object to a notice while it runs, or to a registered title."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said = desk.ring.signer(key), paper(statement)
        done = objections.object_to(desk.office, by, title_id(title), reason=reason, digest=said, key=once_key(once))
    words = (f"已提出异议 {done.ordinal}", f"objection {done.ordinal} filed")
    tell("title.object", words, done.settled, {"ordinal": done.ordinal}, as_json=as_json)


@app.command()
def settle(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    ordinal: Annotated[int, typer.Option(help="The objection's number.")],
    outcome: Annotated[str, typer.Option(help="rejected, upheld or incomplete.")],
    answer: Annotated[Path, typer.Option(help="The registrar's answer; its SHA-256 goes on chain.")],
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Settle an objection; upheld lapses a notice."""
    found = arguments.code(ObjectionState, outcome)
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = objections.settle(
            desk.office,
            desk.ring.signer(key),
            title_id(title),
            ordinal=ordinal,
            outcome=found,
            digest=paper(answer),
            key=once_key(once),
        )
    words = (f"异议 {ordinal} 已处理:{found.name}", f"objection {ordinal} settled: {found.name}")
    tell("title.settle", words, done, {"outcome": found.name}, as_json=as_json)


@app.command()
def register(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Register a title after its notice ended without open objection; assigns the certificate number."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = titles.register(desk.office, desk.ring.signer(key), title_id(title), once_key(once))
    shown = utc(done.cert_until)
    words = (f"已登记,证书号 {done.certificate},有效至 {shown}", f"registered as {done.certificate} until {shown}")
    facts = {"title": bytes(done.title), "certificate": str(done.certificate), "certUntil": done.cert_until}
    tell("title.register", words, done.settled, facts, as_json=as_json)


@app.command()
def show(title: Title, *, home: options.Home = options.DEFAULT_HOME, as_json: options.Json = False) -> None:
    """Show a case: its title as the mirror has it, and what was filed."""
    with opened(home) as desk:
        found, raised, _ = views.right(desk.office, title_id(title))
        case = casefiles.case_of(desk.office, title_id(title))
    shown: dict[str, object] = {"case": case.case_no, "state": GrantState(found.state).name, "holder": found.holder}
    shown |= {"title": found.id, "noticeUntil": utc(found.notice_until or 0), "openObjections": found.open_objections}
    if found.cert_no:
        shown |= {"certificate": str(titles.certificate_of(found.cert_no)), "certUntil": utc(found.cert_until)}
    lines: list[dict[str, object]] = [
        {"objection": one.ordinal, "party": one.party, "state": ObjectionState(one.state).name} for one in raised
    ]
    table([shown, *lines], as_json=as_json)


def _tell_noticed(
    number: str, done: titles.Noticed, all_titles: Sequence[TitleId], dataset: datasets.Dataset, *, as_json: bool
) -> None:
    shown, ids = utc(done.notice_until), hexes(all_titles)
    facts: dict[str, object] = {"case": number, "title": bytes(done.title), "noticeUntil": done.notice_until}
    facts["titles"] = ids
    facts |= {"dataId": bytes(dataset.id), "contentRoot": bytes(dataset.root), "dataRead": dataset.read}
    words = (
        f"案件 {number} 已公告,公示至 {shown},产权 {'、'.join(ids)}",
        f"case {number} noticed until {shown}, {'titles' if len(ids) > 1 else 'title'} {', '.join(ids)}",
    )
    tell("title.notice", words, done.settled, facts, as_json=as_json)
