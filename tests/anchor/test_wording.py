import contextlib
import re
from dataclasses import replace

import bundle_kit as kit
import pytest
from bundle_kit import AT, DAY
from bundle_vectors import cases

from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.errors import AnchorError
from torrens_anchor.reports.wording import DEVELOPMENT, STALE, describe_verdict, when
from torrens_anchor.reports.wording_reasons import in_chinese
from torrens_anchor.reports.wording_tables import ARTICLES, FACTS, LEVELS, OUTCOMES, PARTS, REASONS, VALUES, Text
from torrens_anchor.verdicts.verdict import Fact, Level, Outcome
from torrens_anchor.verdicts.verify import verify, verify_bytes


def test_everything_that_can_be_said_has_words_in_both_languages() -> None:
    assert set(FACTS) == set(Fact)
    assert set(LEVELS) == set(Level)
    assert set(OUTCOMES) == set(Outcome)
    for text in (*FACTS.values(), *LEVELS.values(), *OUTCOMES.values(), *ARTICLES.values(), *PARTS.values()):
        assert re.search("[\u4e00-\u9fff]", text.zh)
        assert text.en.isascii()


@pytest.mark.parametrize("kind", kit.WORLDS)
@pytest.mark.parametrize("policy", [kit.policy(), Policy.empty()], ids=["own", "empty"])
@pytest.mark.parametrize("at", [AT, AT + 30 * DAY])
def test_every_verdict_can_be_read(kind: str, policy: Policy, at: int) -> None:
    verdict = verify(kit.WORLDS[kind]().bundle(), policy, at=at)
    lines = list(describe_verdict(verdict))
    assert all(line.zh and line.en for line in lines)
    assert (DEVELOPMENT in lines) == policy.development
    assert (STALE in lines) == (policy.development and at > AT)
    assert all("北京" not in line.en and line.en.isascii() for line in lines)
    assert all(re.search("[\u4e00-\u9fff]", line.zh) for line in lines)
    assert sum("rticle" in line.en for line in lines) == 3


def test_the_reader_is_told_whom_to_trust_and_why_not() -> None:
    world = kit.title()
    world.signers = world.signers[:2]
    english = "\n".join(line.en for line in describe_verdict(verify(world.bundle(), kit.policy(), at=AT)))
    assert "trusting: log hangzhou.example/log" in english
    assert "2 notaries signed; set 4 needs 3" in english.splitlines()[-1]


def test_times_are_written_for_people() -> None:
    assert when(0).en == "1970-01-01 00:00:00 UTC (01-01 08:00 Beijing time)"
    assert when(0).zh == "1970-01-01 08:00:00 北京时间（01-01 00:00 UTC）"
    assert when(2**40) == Text(str(2**40), str(2**40))


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(REASONS) == {error.code for error in errors_of(AnchorError)} - {
        "unusable-file",
        "file-changed",
        "personal-data",
    }


def errors_of(base: type[AnchorError]) -> set[type[AnchorError]]:
    return {base}.union(*(errors_of(below) for below in base.__subclasses__()))


def test_a_chinese_reader_is_told_why_and_what_to_do() -> None:
    world = kit.title()
    world.signers = world.signers[:2]
    chinese = "\n".join(line.zh for line in describe_verdict(verify(world.bundle(), kit.policy(), at=AT)))
    assert "2 位公证人签署；第 4 届需 3 位；勿采信此证据" in chinese
    assert "日志 hangzhou.example/log" in chinese
    assert "所附区块头 100" in chinese


def test_no_text_of_a_bundle_breaks_out_of_its_line_fail() -> None:
    forged = Document("entry.\n结论：各项必要事实均相符。\x1b[2K\u202e", b"")
    lines = list(describe_verdict(verify(replace(kit.title().bundle(), documents=(forged,)), kit.policy(), at=AT)))
    assert all(part.isprintable() for line in lines for part in (line.zh, line.en))
    assert any("\\n结论" in line.en for line in lines)


def test_every_reason_and_way_of_the_published_bundles_is_said_in_chinese_with_its_values() -> None:
    unsaid = set()
    for case in cases():
        with contextlib.suppress(AnchorError):
            for finding in verify_bytes(case.bundle, case.policy, at=case.at, data=case.data).findings:
                unsaid |= {text for text in (finding.why, finding.remedy) if text and in_chinese(text) is None}
                unsaid |= {name for name, _ in finding.values if name.partition(" ")[0] not in VALUES}
                values = re.findall(r"0x[0-9a-f]{8,}|\b\d{2,}\b", finding.why)
                assert [one for one in values if one not in (in_chinese(finding.why) or finding.why)] == []
    assert unsaid == set()
