"""The report for a court: its sections, its languages, and its commands, which really run."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_kit import AT
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree
from torrens_anchor.verdicts.explain import SECTIONS, Command, Heading, Line, explain
from torrens_anchor.verdicts.rehash import Rehash, climb, of_data, rehashes
from torrens_anchor.verdicts.verdict import Verdict
from torrens_anchor.verdicts.verify import verify
from torrens_anchor.verdicts.wording_tables import Text

OPENSSL = shutil.which("openssl")
LOGS = (kit.LOG.key,)


def report(bundle: Bundle, policy: Policy | None = None, file: str = "b.json") -> tuple[Verdict, list[Line]]:
    verdict = verify(bundle, policy or more.policy(), at=AT)
    raw = bundle.encode()
    return verdict, list(explain(verdict, bundle, raw, file, rehashes(bundle, raw, file, LOGS)))


def texts(lines: list[Line]) -> Iterator[Text]:
    for line in lines:
        if not isinstance(line, Command):
            yield line.text if isinstance(line, Heading) else line


@pytest.mark.parametrize("kind", more.WORLDS)
@pytest.mark.parametrize("policy", [more.policy(), Policy.empty()], ids=["own", "empty"])
def test_every_section_stands_in_order_in_both_languages(kind: str, policy: Policy) -> None:
    _, lines = report(more.WORLDS[kind]().bundle(), policy)
    headings = [line.text for line in lines if isinstance(line, Heading)]
    assert tuple(headings[1:]) == SECTIONS
    for text in texts(lines):
        assert re.search("[\u4e00-\u9fff]", text.zh) or text.zh.startswith("SHA-256")
        assert text.en
        assert text.zh.isprintable()
        assert text.en.isprintable()


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


@given(st.integers(1, 70), st.data())
def test_the_path_that_is_shown_leads_to_the_root(size: int, data: st.DataObject) -> None:
    tree = Tree([leaf_hash(bytes([i])) for i in range(size)])
    index = data.draw(st.integers(0, size - 1))
    steps = list(climb(tree.node(0, index), index, size, tuple(tree.inclusion_proof(index))))
    assert [*(parent for _, _, parent in steps), tree.node(0, index)][len(steps) - 1 if steps else 0] == tree.root()


def knows(digest: str) -> bool:
    if OPENSSL is None:
        return False
    done = subprocess.run([OPENSSL, "dgst", f"-{digest}"], input=b"", capture_output=True, check=False)
    return done.returncode == 0


def run(each: Rehash, folder: Path) -> str:
    done = subprocess.run(["sh", "-c", each.command], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
@pytest.mark.parametrize("kind", ["voucher", "log-entry"])
def test_every_command_runs_and_prints_what_it_must(kind: str, tmp_path: Path) -> None:
    bundle = more.WORLDS[kind]().bundle()
    raw, name = bundle.encode(), "it's a bundle.json"
    (tmp_path / name).write_bytes(raw)
    commands = [*rehashes(bundle, raw, name, LOGS)]
    assert len(commands) == (10 if kind == "voucher" else 8)
    for each in commands:
        if knows(each.digest):
            assert run(each, tmp_path).startswith(each.expected)
    assert commands[-3].expected == bundle.log.proof.checkpoint().root.hex() if bundle.log else True


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
def test_the_commands_tell_another_file_apart_fail(tmp_path: Path) -> None:
    bundle = kit.voucher().bundle()
    raw = bundle.encode()
    (tmp_path / "b.json").write_bytes(raw.replace(b"0", b"1"))
    wrong = [each for each in rehashes(bundle, raw, "b.json", LOGS) if "b.json" in each.command]
    assert len(wrong) == 4
    assert all(not run(each, tmp_path).startswith(each.expected) for each in (wrong[0], wrong[-1]))
    (tmp_path / "mine.csv").write_bytes(kit.TABLE)
    assert not run(of_data("mine.csv", bytes(32)), tmp_path).startswith("00")
