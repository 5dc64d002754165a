import re

import bundle_kit as kit
import pytest
from bundle_kit import AT, DAY

from torrens_anchor.policy import Policy
from torrens_anchor.verdict import Fact, Level, Outcome
from torrens_anchor.verify import verify
from torrens_anchor.wording import ARTICLES, DEVELOPMENT, FACTS, LEVELS, OUTCOMES, STALE, describe_verdict, when


def test_everything_that_can_be_said_has_words_in_both_languages() -> None:
    assert set(FACTS) == set(Fact)
    assert set(LEVELS) == set(Level)
    assert set(OUTCOMES) == set(Outcome)
    for text in (*FACTS.values(), *LEVELS.values(), *OUTCOMES.values(), *ARTICLES.values()):
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
    assert sum("rticle" in line.en for line in lines) == 3


def test_the_reader_is_told_whom_to_trust_and_why_not() -> None:
    world = kit.title()
    world.signers = world.signers[:2]
    english = "\n".join(line.en for line in describe_verdict(verify(world.bundle(), kit.policy(), at=AT)))
    assert "trusting: log hangzhou.example/log" in english
    assert "2 notaries signed; set 4 needs 3" in english


def test_times_are_written_for_people() -> None:
    assert when(0) == "1970-01-01 00:00:00 UTC (01-01 08:00 北京时间)"
    assert when(2**40) == str(2**40)
