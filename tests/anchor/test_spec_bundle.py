"""What SPEC-bundle.md must hold so that a stranger can write a verifier from it."""

import json
import re
from pathlib import Path

import bundle_kit as kit
from bundle_case import FOLDER
from bundle_kit import AT

from torrens_anchor.chain.layout import Kind
from torrens_anchor.forms.canonical import JsonObject
from torrens_anchor.reports.wording_tables import REASONS
from torrens_anchor.verdicts.facts import Fact, Outcome
from torrens_anchor.verdicts.verify import verify

PAGE = (Path(__file__).parents[2] / "anchor" / "SPEC-bundle.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_kind_stands_with_its_number() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("Kinds (uint8): "))
    assert re.findall(r"(\d+) ([A-Z]+)", line) == [(str(int(kind)), kind.name) for kind in Kind]


def test_every_slug_that_a_vector_or_a_finding_has_is_defined() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("Slugs: "))
    defined = set(re.findall(r"`([a-z-]+)`", line))
    published = {json.loads((case / "case.json").read_bytes())["error"] for case in FOLDER.iterdir()} - {None}
    assert published <= defined
    assert set(REASONS) - {"anchor", "malformed-table", "nothing-there"} <= defined


def test_every_fact_is_a_row_of_the_table() -> None:
    rows = [row.split("|")[1] for row in PAGE.splitlines() if row.startswith("| ")]
    named = {name for row in rows for name in re.findall(r"[a-z]+\.[a-z]+", row)}
    assert {fact.value for fact in Fact} <= named


def test_the_form_of_a_verdict_is_that_of_the_page() -> None:
    form = next(block for block in BLOCKS if '"exitCode"' in block)
    wanted = set(re.findall(r'"([A-Za-z]+)":', form))
    verdict = verify(kit.voucher().bundle(), kit.policy(), at=AT).json()
    assert members(verdict) == wanted
    assert all(f"`{outcome}`" in PAGE for outcome in Outcome)


def members(value: object, name: str = "") -> set[str]:
    """Give the names of all members, but those of values, which are anybody's."""
    if isinstance(value, list):
        return {found for item in value for found in members(item)}
    if not isinstance(value, dict) or name == "values":
        return set()
    inner: JsonObject = value
    return set(inner) | {found for key, item in inner.items() for found in members(item, key)}
