"""`torrens case notice-many|register-many|settle-many`: many cases in one transaction, all or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.datasets.reading import Found
from torrens_cli import arguments, batch_files, files, options
from torrens_cli.batch_files import Cells
from torrens_cli.commands.case.life import title_id
from torrens_cli.commands.data.given import Given
from torrens_cli.commands.data.tables import Values
from torrens_cli.commands.evidence.captures import read_captures
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.hashing import Making
from torrens_cli.output import table, utc
from torrens_contracts.codes import Basis
from torrens_contracts.ids import DataId, TitleId
from torrens_contracts.words import ObjectionState
from torrens_log.tablefiles import SaltPlace
from torrens_registry.cases import casefiles
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.data import datasets
from torrens_registry.cases.titles import batches, objections
from torrens_registry.cases.titles.titles import Noticed, Registered
from torrens_registry.errors import UnknownCase
from torrens_registry.office import Office
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.rights import Scope

NEEDED = ("holder", "until")
FILES = ("data", "fingerprint", "terms", "capture")
KNOWN = (*FILES, "basis", "rights", "agreed", "purpose", "region", "action", "from", "public-code")
"""Columns of a batch of notices: the options of `case notice`; `data` stands for its files."""
Out = Annotated[
    Path | None, typer.Option(help="Where the cases go as CSV, case and title each; `register-many` reads it.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a batch of notices.

    Attributes:
        found: What its data hash to.
        read: Whether the data was read here.
        inputs: The files that it names.
        filing: Makes the filing, once the dataset has its id.
    """

    found: Found
    read: bool
    inputs: list[Path]
    filing: Callable[[DataId], Filing]


def notice_many(
    file: Annotated[Path, typer.Argument(help="CSV, a line for each application; columns as cli/README.md says.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    out: Out = None,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Give public notice of 1 to 100 applications, all or none; every bad line is named."""
    asked = batch_files.read(file, needed=NEEDED, known=KNOWN, parse=_asked)
    if out is not None:
        files.place(out, inputs=[file, *(path for one in asked.values for path in one.inputs)])
    with opened(home, keys=keys, password_file=password_file) as desk:
        filings = asked.with_values(asked.each(partial(_filing, desk.office)))
        done = batches.notice_many(desk.office, desk.ring.signer(key), filings, once_key(once))
        cases = [_noticed(desk.office, one) for one in done]
    if out is not None:
        files.write(out, batch_files.write([{name: one[name] for name in ("case", "title")} for one in cases]))
    words = (f"{len(done)} 件已公告", f"{len(done)} cases noticed")
    tell("title.notice", words, done[0].settled, {"cases": cases}, as_json=as_json)
    if not as_json:
        table(cases, as_json=False)


def register_many(
    file: Annotated[Path, typer.Argument(help="CSV with a column title, and case where it is to be compared.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Register 1 to 100 titles after their notices ended, all or none; certificate numbers in the file's order."""
    asked = batch_files.read(file, needed=["title"], known=["case"], parse=_title)
    with opened(home, keys=keys, password_file=password_file) as desk:
        wanted = asked.with_values(asked.each(partial(_of_case, desk.office)))
        done = batches.register_many(desk.office, desk.ring.signer(key), wanted, once_key(once))
    titles = [_registered(one) for one in done]
    words = (f"{len(done)} 件已登记", f"{len(done)} titles registered")
    tell("title.register", words, done[0].settled, {"titles": titles}, as_json=as_json)
    if not as_json:
        table(titles, as_json=False)


def settle_many(
    title: Annotated[str, typer.Argument(help="The title's id, 0x and 64 hex digits.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    ordinals: Annotated[str, typer.Option(help="The objections' numbers, such as 1,4-40.")],
    outcome: Annotated[str, typer.Option(help="rejected, upheld or incomplete, of all alike.")],
    answer: Annotated[Path, typer.Option(help="The registrar's one answer; its SHA-256 goes on chain.")],
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Settle 1 to 100 objections to one title alike, by one answer, all or none."""
    found, numbers = arguments.code(ObjectionState, outcome), arguments.ordinals(ordinals)
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = objections.settle_many(
            desk.office,
            desk.ring.signer(key),
            title_id(title),
            ordinals=numbers,
            outcome=found,
            digest=paper(answer),
            key=once_key(once),
        )
    words = (f"{len(numbers)} 项异议已处理:{found.name}", f"{len(numbers)} objections settled: {found.name}")
    tell("title.settle", words, done, {"outcome": found.name, "ordinals": numbers}, as_json=as_json)


def _asked(cells: Cells) -> Asked:
    """Reads a line as `case notice` reads its options, the data too."""
    agreed = cells.text("agreed", "")
    claim = Claim(
        arguments.code(Basis, cells.text("basis", "self-generated")),
        arguments.rights(cells.text("rights", "all")),
        agreed=arguments.rights(agreed) if agreed else 0,
        public_code=cells.text("public-code", ""),
    )
    filing = partial(
        Filing,
        holder=cells.number("holder"),
        claim=claim,
        scope=Scope(
            arguments.purposes(cells.text("purpose", "all")),
            arguments.regions(cells.text("region", "all")),
            arguments.actions(cells.text("action", "all")),
        ),
        until=arguments.time(cells.text("until")),
        not_before=arguments.optional_time(cells.text("from", "")),
        terms_digest=paper(cells.path("terms")),
        captures=read_captures(cells.paths("capture")),
    )
    given = Given(cells.paths("data"), cells.path("fingerprint"), None, Values(None, SaltPlace(None, None, None)))
    inputs = [path for column in FILES for path in cells.paths(column)]
    quiet = Making(as_json=True)  # a hundred lines have no bar each
    return Asked(given.found(quiet), given.read, inputs, filing)


def _filing(office: Office, asked: Asked) -> Filing:
    dataset = datasets.keep(office, asked.found.contents, read=asked.read, file=asked.found.file)
    return asked.filing(dataset.id)


def _noticed(office: Office, done: Noticed) -> dict[str, object]:
    number = casefiles.case_of(office, done.title).case_no
    return {"case": number, "title": f"0x{done.title.hex()}", "noticeUntil": utc(done.notice_until)}


def _title(cells: Cells) -> tuple[TitleId, str]:
    return title_id(cells.text("title")), cells.text("case", "")


def _of_case(office: Office, asked: tuple[TitleId, str]) -> TitleId:
    """The title, after its case, where one is named: a file that mixes up its lines registers nothing."""
    title, number = asked
    if number and (kept := casefiles.case_of(office, title).case_no) != number:
        raise UnknownCase(f"title 0x{title.hex()} is of case {kept}, not {number}", title=f"0x{title.hex()}", case=kept)
    return title


def _registered(done: Registered) -> dict[str, object]:
    shown = {"certificate": str(done.certificate), "certUntil": utc(done.cert_until)}
    return {"title": f"0x{done.title.hex()}", **shown}


COMMANDS = (notice_many, register_many, settle_many)
"""What `torrens case` adds of them."""
