"""Applications for a batch, and how many rows an office keeps of its acts."""

from __future__ import annotations

from pathlib import Path

from cases_kit import BUYER, OPERATOR, PROCESSOR, Hall

from torrens_anchor.datasets.reading import read_data
from torrens_contracts.codes import Basis, Right
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.data.captures import capture_of
from torrens_registry.rules.basis import Claim
from torrens_registry.store import rows
from torrens_registry.store.vault_tables import CaseFileRow, IntentRow, PendingEntryRow

OBJECTORS = ("buyer", "operator", "court")


def table(folder: Path, name: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(f"day,rain\n2026-04-27,1\n{folder.name} {name},0\n", encoding="utf-8")
    return path


def captured(path: Path) -> bytes:
    return capture_of(read_data([path]), by="331", at=1_777_400_000, tool=("tool 1", ""), source="a gauge").encode()


def four(hall: Hall, folder: Path) -> list[Filing]:
    """Four applications, of which two are over the same data, and two show captures."""
    one, two = table(folder, "one"), table(folder, "two")
    return [
        hall.filing(one, captures=(captured(one),)),
        hall.filing(two, holder=PROCESSOR, claim=Claim(Basis.SCRAPED_PUBLIC, int(Right.USE))),
        hall.filing(one, holder=OPERATOR),
        hall.filing(two, holder=BUYER, captures=(captured(two),)),
    ]


def counts(at: Hall) -> list[int]:
    """How many intents, log entries and case files an office keeps."""
    with at.office.store.read() as session:
        return [rows.count(session, kind) for kind in (IntentRow, PendingEntryRow, CaseFileRow)]
