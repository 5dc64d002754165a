"""What a hostile reader once got past the verdict: words newer than a statement, times nobody holds, other holders."""

import re
from dataclasses import replace

import bundle_attacks as attacks
import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_home import World
from bundle_kit import AT, DAY, NOW

from torrens_anchor.bundles.policy import Policy
from torrens_anchor.chain.layout import Kind
from torrens_anchor.reports.explain_record import record_lines
from torrens_anchor.reports.wording import describe, describe_level
from torrens_anchor.reports.wording_reasons import in_chinese
from torrens_anchor.verdicts.verdict import Fact, Level, Outcome, Verdict
from torrens_anchor.verdicts.verify import verify


def check(world: World, policy: Policy | None = None, *, at: int = AT) -> Verdict:
    return verify(world.bundle(), policy or kit.policy(), at=at)


def failed(verdict: Verdict) -> set[Fact]:
    return {finding.fact for finding in verdict.failures()}


def values(verdict: Verdict, fact: Fact) -> dict[str, str | int]:
    return dict(next(found.values for found in verdict.findings if found.fact is fact))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"until": AT}, f"ended at {AT}"),
        ({"until": NOW - DAY}, "ended at"),
        ({"since": NOW + 50 * DAY, "until": NOW + 60 * DAY}, "before it"),
        ({"flags": 1, "freezes": 1, "frozenUntil": AT + 1}, f"frozen until {AT + 1}"),
    ],
)
def test_a_word_newer_than_the_statement_counts_fail(fields: dict[str, int], said: str) -> None:
    verdict = check(attacks.granted(**fields))
    assert (verdict.exit_code, failed(verdict)) == (1, {Fact.GRANT_WORD})
    assert said in verdict.failures()[0].why


def test_a_right_that_has_not_begun_is_not_in_force_fail() -> None:
    verdict = check(kit.title(), at=NOW - 10 * DAY)
    assert Fact.GRANT_WORD in failed(verdict)
    assert any("begins at" in finding.why for finding in verdict.failures())


def test_what_weighs_on_a_right_is_shown_and_ends_nothing() -> None:
    world = attacks.granted(freezes=1, frozenUntil=NOW + 90 * DAY, liveRanks=2, openObjections=1)
    verdict = check(world)
    shown = values(verdict, Fact.GRANT_WORD)
    assert verdict.exit_code == 0
    assert [shown[name] for name in ("freezes", "liveRanks", "openObjections")] == [1, 2, 1]
    lines = list(record_lines(world.bundle()))
    for part in ("1 freezes", "2 security interests", "1 objections"):
        assert any(part in line.en for line in lines), part


def test_an_answer_ends_at_its_until_fail() -> None:
    world = kit.title()
    world.answers = [kit.good(Kind.GRANT, world.subject, until=AT)]
    verdict = check(world)
    assert (verdict.exit_code, failed(verdict)) == (2, {Fact.FRESH})
    assert verdict.status is not None
    assert verdict.status.good_until == AT - 1
    assert check(world, at=AT - 1).exit_code == 0


def test_the_number_of_a_row_is_stated_and_said_to_be_so() -> None:
    shown = values(check(kit.row()), Fact.ROW)
    assert (shown["rowStated"], shown["rowsStated"]) == (2, 3)
    assert not {"row", "rows"} & shown.keys()


def test_a_licence_that_another_holds_is_remarked_fail() -> None:
    verdict = check(attacks.licensed_to(99_999))
    assert (verdict.exit_code, failed(verdict)) == (2, {Fact.LICENCE_HOLDER})
    assert "99999" in describe(verdict.failures()[0]).zh


@pytest.mark.parametrize(("state", "code"), [(0, 1), (1, 0), (2, 0), (3, 0), (4, 1), (9, 1)])
def test_a_listing_is_in_a_state_that_listings_have_fail(state: int, code: int) -> None:
    assert check(attacks.listed(state)).exit_code == code


def test_who_cosigned_after_the_time_asked_about_does_not_count_fail() -> None:
    assert check(attacks.timed(kit.title, cosigned=AT)).exit_code == 0
    for late in (AT + 1, 2**62):
        verdict = check(attacks.timed(kit.title, cosigned=late))
        assert (verdict.exit_code, failed(verdict)) == (2, {Fact.WITNESSED})
    shown = values(check(kit.title()), Fact.WITNESSED)
    assert shown["cosigned court.example/witness"] == NOW - 60


def test_an_entry_is_not_of_a_time_to_come_fail() -> None:
    assert check(attacks.timed(kit.title, decided=NOW + 60)).exit_code == 0
    verdict = check(attacks.timed(kit.title, decided=NOW + 61))
    assert (verdict.exit_code, failed(verdict)) == (1, {Fact.ENTRY_SUBJECT})
    earlier = check(attacks.timed(kit.title, decided=NOW + 60), at=NOW + 59)
    assert Fact.ENTRY_SUBJECT in failed(earlier)


def test_the_council_is_trusted_by_name() -> None:
    register = f"0x{kit.REGISTER.hex()}"
    verdict = check(kit.title())
    assert f"council of Register {register} and the modules it enabled" in verdict.level(Level.SEALED).trusts
    assert f"council of Register {register} at its change 7" in verdict.level(Level.STATUS).trusts
    home = replace(kit.policy().homes[0], council_seq=0)
    anyone = check(kit.title(), replace(kit.policy(), homes=(home,)))
    assert f"council of Register {register} at any change" in anyone.level(Level.STATUS).trusts
    assert f"登记簿 {register} 的理事会（截至其第 7 次变更）" in describe_level(verdict.level(Level.STATUS)).zh


def test_article_16_says_since_when_and_by_whom() -> None:
    report = check(kit.voucher()).articles[0]
    [since] = [part for part in report.parts if part.part == "since"]
    assert dict(since.values)["anchoredBy"] == NOW + 60
    assert str(dict(since.values)["sealedBy"]).count("notary operator") == 3
    forged = kit.voucher()
    forged.signers = ("stranger",) * 3
    [since] = [part for part in check(forged).articles[0].parts if part.part == "since"]
    assert (since.outcome, since.values) == (Outcome.CANNOT, ())


def test_block_and_transaction_without_a_receipt_are_said_to_be_unchecked() -> None:
    lines = list(record_lines(kit.title().bundle()))
    assert any("未经核验" in line.zh and "unchecked" in line.en for line in lines)
    assert any("done off the chain, salt-destroyed" in line.en for line in record_lines(attacks.redaction().bundle()))


def test_every_reason_of_these_has_its_own_chinese_with_the_same_numbers() -> None:
    seen = set()
    for case in attacks.attack_cases():
        verdict = verify(case.opened(), more.policy(), at=case.at, data=case.data)
        for finding in verdict.failures():
            chinese = in_chinese(finding.why)
            assert chinese is not None, finding.why
            assert set(re.findall(r"\d+", chinese)) == set(re.findall(r"\d+", finding.why))
            seen.add(chinese)
    assert len(seen) >= 10
