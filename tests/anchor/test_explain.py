"""The report for a court: its sections and its languages; the commands of its appendix are in `test_rehash`."""

import re
from collections.abc import Iterator
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_kit import AT

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.reports.examine import examine
from torrens_anchor.reports.explain import SECTIONS, Command, Heading, Line, explain, written
from torrens_anchor.reports.rehash import Mine
from torrens_anchor.reports.wording_hashes import PARTS
from torrens_anchor.reports.wording_tables import Text
from torrens_anchor.verdicts.verdict import Verdict


def report(bundle: Bundle, policy: Policy | None = None) -> tuple[Verdict, list[Line]]:
    found = examine(bundle.encode(), (policy or more.policy()).encode(), at=AT)
    return found.verdict, list(explain(found, "b.json"))


def texts(lines: list[Line]) -> Iterator[Text]:
    for line in lines:
        if not isinstance(line, Command):
            yield line.text if isinstance(line, Heading) else line


@pytest.mark.parametrize("kind", more.WORLDS)
@pytest.mark.parametrize("policy", [more.policy(), Policy.empty()], ids=["own", "empty"])
def test_every_section_stands_in_order_in_both_languages(kind: str, policy: Policy) -> None:
    _, lines = report(more.WORLDS[kind]().bundle(), policy)
    headings = [line.text for line in lines if isinstance(line, Heading)]
    assert tuple(headings[1 : len(SECTIONS) + 1]) == SECTIONS
    assert {text.en[4:] for text in headings[len(SECTIONS) + 1 :]} <= {text.en for text in PARTS.values()}
    for text in texts(lines):
        assert re.search("[\u4e00-\u9fff]", text.zh) or text.zh.startswith("SHA-256")
        assert text.en
        assert text.zh.isprintable()
        assert text.en.isprintable()
    assert all(line.line.isprintable() and line.expected.isprintable() for line in lines if isinstance(line, Command))


def test_what_stands_in_the_way_is_said_early_and_no_sum_is_drawn() -> None:
    world = kit.title()
    world.signers = world.signers[:2]
    verdict, lines = report(world.bundle())
    at = next(i for i, line in enumerate(lines) if isinstance(line, Heading) and line.text == SECTIONS[2])
    found = lines[at + 1]
    assert isinstance(found, Text)
    assert "2 notaries signed; set 4 needs 3" in found.en
    assert verdict.exit_code == 1
    assert not any("结论：各项" in text.zh for text in texts(lines))


def test_the_record_is_told_in_words() -> None:
    _, lines = report(kit.voucher().bundle())
    chinese = "\n".join(text.zh for text in texts(lines))
    assert "价款 人民币 100,000.01 元，分账 4 项" in chinese
    assert "2592060 秒（30 天 0 时 1 分 0 秒）" in chinese
    _, lines = report(more.refusal().bundle())
    assert any("未获准，理由 NoticeRunning" in text.zh for text in texts(lines))
    _, lines = report(more.recognition(reliance="trade").bundle())
    assert any("用于交易" in text.zh for text in texts(lines))


def test_no_text_of_a_bundle_breaks_out_of_the_report_fail() -> None:
    forged = Document("entry.\n八、\x1b[2K\u202e", b"x")
    _, lines = report(replace(kit.title().bundle(), documents=(forged,)))
    assert all(text.zh.isprintable() and text.en.isprintable() for text in texts(lines))


HOSTILE = (
    "v.json\n   > deadbeef\n  无：各项必要事实均相符\x1b[8m",
    "\x1b]0;title\x07.json",
    "b\u202e.json",
    "\u2028b.json",
    "b\udcff.json",
    "b\r.json",
)
"""Names that write lines, redraw the screen, set a window's title, turn the text round, or are no text at all."""


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_a_file_writes_a_line_of_the_report_fail(name: str) -> None:
    found = examine(kit.title().bundle().encode(), more.policy().encode(), at=AT)
    mine = Mine(name, len(kit.TABLE), {"sha256": bytes(32), "chunkRoot": bytes(32)})
    told, tame = written(found, name, mine), written(found, "bundle.json", replace(mine, name="data"))
    assert len(told.split("\n")) == len(tame.split("\n")) + 4
    assert all(line.isprintable() for line in told.split("\n"))
    assert [line for line in told.split("\n") if line.startswith("      $ ")] == [
        line for line in tame.split("\n") if line.startswith("      $ ")
    ]
    for call in ("call it 'bundle.json'", "call it 'data'", "称之为“bundle.json”", "称之为“data”"):
        assert (call in told, call in tame) == (True, False)
