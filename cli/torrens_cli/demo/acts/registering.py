"""Act 1, the title: dataset fingerprinted, notice counted on chain, title registered, rights licensed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from torrens_anchor.datasets.reading import found_in, read_file
from torrens_anchor.tables.table import prove_row
from torrens_cli import programs
from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts.papers import digest
from torrens_cli.demo.acts.telling import brief, gas_of, tx
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_contracts.codes import Action, Basis, Right
from torrens_contracts.ids import DataId, GrantId, Id, TitleId
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.data import datasets
from torrens_registry.cases.data.captures import capture_of
from torrens_registry.cases.rights import rights
from torrens_registry.cases.titles import titles
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.rights import Scope
from torrens_registry.rules.tables import REGIONS, mask_of

SHANGHAI: Final = timezone(timedelta(hours=8))
ALL_RIGHTS: Final = Right.HOLD | Right.USE | Right.OPERATE
TITLE_UNTIL: Final = schedule.FILED + 4 * schedule.YEAR
ZHEJIANG: Final = ("33",)
CAPTURE: Final = "dataset.capture.json"
SOURCE: Final = f"{cast.PROVIDER.zh}交来的数据文件 the file that {cast.PROVIDER.en} handed in"
"""Where the data came from, as the registrar wrote it down."""


def fingerprinted(world: World) -> Outcome:
    """Hashes the table in one read, proves its last row, writes down who hashed it; the vault keeps salt and roots."""
    office = world.office(cast.HANGZHOU)
    facts = read_file(world.data)
    dataset = datasets.keep_files(office, [world.data])
    if facts.table is None:
        raise AssertionError("a CSV always has a table root")
    table, proof = prove_row(world.data, facts.table.rows)
    proof.verify(table)
    (world.out / "dataset.fingerprint.json").write_bytes(facts.file.encode())
    (world.out / "dataset.table.json").write_bytes(table.encode())
    (world.out / "dataset.last-row.json").write_bytes(proof.encode())
    by, tool = str(cast.HANGZHOU.player.number), programs.hasher()
    captured = capture_of(found_in([facts]), by=by, at=schedule.LIVE, tool=tool, source=SOURCE)
    (world.out / CAPTURE).write_bytes(captured.encode())
    return Outcome(
        zh=f"数据集指纹:{facts.table.rows:,} 行,{facts.file.size:,} 字节;最后一行可单独证明",
        en=f"dataset fingerprinted: {facts.table.rows:,} rows, {facts.file.size:,} bytes; its last row proved alone",
        proof=f"SHA-256 {facts.file.sha256.hex[:12]}…, 分块根 chunk root {brief(facts.file.chunk_root)}, "
        f"表根 table root {brief(table.root)}, {len(proof.record_path)} 个哈希 hashes, 采集记录 capture {CAPTURE}",
        facts={"data": "0x" + dataset.id.hex(), "sha256": facts.file.sha256.hex},
        files=["dataset.fingerprint.json", "dataset.table.json", "dataset.last-row.json", CAPTURE],
    )


def noticed(world: World) -> Outcome:
    """Gives public notice for all three rights; its end is counted on chain from the calendar words."""
    world.at(schedule.FILED)
    office = world.office(cast.HANGZHOU)
    found = titles.give_notice(office, world.staff(cast.HANGZHOU, "registrar"), filing(world))
    end = datetime.fromtimestamp(found.notice_until, UTC).astimezone(SHANGHAI)
    return Outcome(
        zh=f"受理并公示:五个工作日由链上日历计数,止于 {end:%Y-%m-%d %H:%M} (含调休上班的周六)",
        en=f"case opened, public notice given: five working days counted on chain, until {end:%Y-%m-%d %H:%M} +08:00",
        proof=f"{tx(found.settled)}, 产权 title {brief(found.title)}",
        gas=found.settled.gas_used,
        facts={"title": "0x" + found.title.hex(), "notice_until": str(found.notice_until)},
    )


def registered(world: World) -> Outcome:
    """Registers the title: HOLD, USE and OPERATE to the provider; the certificate number is assigned on chain."""
    world.at(schedule.REGISTERED)
    office = world.office(cast.HANGZHOU)
    done = titles.register(office, world.staff(cast.HANGZHOU, "registrar"), title_of(world))
    return Outcome(
        zh=f"公示期满无异议,登记生效:持有权、使用权、经营权归{cast.PROVIDER.zh},证书编号 {done.certificate}",
        en=f"no objection; registered: HOLD, USE, OPERATE to {cast.PROVIDER.en}, certificate {done.certificate}",
        proof=tx(done.settled),
        gas=done.settled.gas_used,
        facts={"certificate": str(done.certificate)},
    )


def licensed(world: World) -> Outcome:
    """Licenses USE to the processor (one region, two years) and OPERATE with resale to the operator."""
    world.at(schedule.LICENSED)
    office, provider = world.office(cast.HANGZHOU), world.signer(cast.PROVIDER.name)
    title = GrantId(title_of(world))
    use = rights.LicenceTerms(
        parent=title,
        holder=cast.PROCESSOR.number,
        rights=Right.USE,
        scope=Scope(region=mask_of(REGIONS, ZHEJIANG), action=Action.PROCESS),
        until=schedule.LICENSED + 2 * schedule.YEAR,
        terms_digest=digest("use"),
    )
    operate = rights.LicenceTerms(
        parent=title,
        holder=cast.OPERATOR.number,
        rights=Right.USE | Right.OPERATE,
        scope=Scope(action=Action.PROCESS | Action.SUBLICENSE | Action.ASSIGN | Action.RESALE),
        until=schedule.LICENSED + 3 * schedule.YEAR,
        terms_digest=digest("operate"),
    )
    to_processor = rights.license_direct(office, provider, use)
    to_operator = rights.license_direct(office, provider, operate)
    done = [to_processor.settled, to_operator.settled]
    return Outcome(
        zh=f"使用权许可{cast.PROCESSOR.zh} (浙江、两年),经营权(可再许可)许可{cast.OPERATOR.zh}",
        en="USE licensed to the processor (Zhejiang, two years), OPERATE with resale to the operator",
        proof=f"{tx(done[-1])}, 许可 licences {brief(to_processor.grant)} {brief(to_operator.grant)}",
        gas=gas_of(done),
        facts={"use": "0x" + to_processor.grant.hex(), "operate": "0x" + to_operator.grant.hex()},
    )


def filing(world: World) -> Filing:
    """Returns what the provider files: all three rights over data of its own making."""
    return Filing(
        dataset=DataId(Id(bytes.fromhex(world.progress.fact("data")[2:]))),
        holder=cast.PROVIDER.number,
        claim=Claim(Basis.SELF_GENERATED, ALL_RIGHTS),
        scope=Scope(),
        until=TITLE_UNTIL,
        captures=(capture(world),),
    )


def capture(world: World) -> bytes:
    """Returns the capture: who hashed the dataset, when, with which tool; the log's entries name its digest."""
    return (world.out / CAPTURE).read_bytes()


def title_of(world: World) -> TitleId:
    """Returns the story's title."""
    return TitleId(GrantId(Id(bytes.fromhex(world.progress.fact("title")[2:]))))


def grant_of(world: World, name: str) -> GrantId:
    """Returns a licence of the story by the name of its fact."""
    return GrantId(Id(bytes.fromhex(world.progress.fact(name)[2:])))
