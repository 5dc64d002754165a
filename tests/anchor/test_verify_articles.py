"""Platform statements answer article 17, captures article 18, levels article 16: point by point."""

from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_home import World
from bundle_kit import AT, NOW

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.documents.platformstatement import PlatformStatement
from torrens_anchor.errors import MalformedInput, OutOfRange
from torrens_anchor.verdicts.verdict import Fact, Level, Outcome, Verdict
from torrens_anchor.verdicts.verify import verify


def check(world: World, policy: Policy | None = None, *, at: int = AT) -> Verdict:
    return verify(world.bundle(), policy or more.policy(), at=at)


def failed(verdict: Verdict) -> set[Fact]:
    return {finding.fact for finding in verdict.failures()}


def article(verdict: Verdict, number: int) -> dict[str, Outcome]:
    report = next(one for one in verdict.articles if one.article == number)
    return {"": report.outcome} | {part.part: part.outcome for part in report.parts}


def test_a_platform_statement_answers_article_17_point_by_point() -> None:
    verdict = check(more.on_platform(kit.voucher()))
    assert verdict.exit_code == 0
    assert set(article(verdict, 17).values()) == {Outcome.MATCH}
    report = next(one for one in verdict.articles if one.article == 17)
    values = {part.part: dict(part.values) for part in report.parts}
    assert values["interest"][f"tie of party {kit.SELLER}"] == "operator 1: 持股 12%"
    assert values["interest"]["ties"] == 1
    assert values["security"]["protectionLevel"] == 3
    assert verdict.level(Level.PLATFORM).trusts == ("platform hangzhou.example/platform",)
    assert set(article(check(kit.voucher()), 17).values()) == {Outcome.CANNOT}


PARTS: list[tuple[str, dict[str, object]]] = [
    ("qualification", {"filings": ()}),
    ("security", {"protection": None}),
    ("standards", {"software": ()}),
    ("interest", {"keys": more.statement().keys[:-1]}),
]


def test_a_key_is_named_only_in_the_role_in_which_the_verdict_rests_on_it_fail() -> None:
    said = more.statement()
    swapped = {"notary": "validator", "validator": "notary"}
    keys = tuple(replace(key, role=swapped.get(key.role, key.role)) for key in said.keys)
    verdict = check(more.on_platform(kit.voucher(), replace(said, keys=keys)))
    complete = next(finding for finding in verdict.findings if finding.fact is Fact.PLATFORM_COMPLETE)
    assert (verdict.exit_code, complete.outcome) == (0, Outcome.CANNOT)
    assert f"notary 0x{kit.address('notary 0').hex()}" in complete.why
    assert article(verdict, 17)["interest"] is Outcome.CANNOT
    both = replace(said, keys=(*said.keys, *(key for key in keys if key not in said.keys)))
    assert article(check(more.on_platform(kit.voucher(), both)), 17)["interest"] is Outcome.MATCH


def test_a_platforms_key_of_another_form_than_its_role_has_is_refused_fail() -> None:
    said = more.statement()
    notary, log, witness = said.keys[0], said.keys[-1], said.keys[-2]
    for key, role in ((notary, "log"), (notary, "witness"), (log, "notary"), (log, "witness"), (witness, "log")):
        text = replace(said, keys=(replace(key, role=role),)).text().strip().encode()
        with pytest.raises(MalformedInput):
            PlatformStatement.parse(text)
    with pytest.raises(OutOfRange, match="twice in one role"):
        replace(said, keys=(notary, notary))
    with pytest.raises(OutOfRange, match="two operators"):
        replace(said, keys=(notary, replace(notary, role="validator", operator="another")))


@pytest.mark.parametrize(("part", "changes"), PARTS)
def test_a_point_that_is_left_open_is_named_fail(part: str, changes: dict[str, object]) -> None:
    said = replace(more.statement(), **changes)  # type: ignore[arg-type] # fields by name
    answer = article(check(more.on_platform(kit.voucher(), said)), 17)
    assert {name for name, outcome in answer.items() if outcome is Outcome.CANNOT} == {"", part}


def test_a_platform_statement_that_ended_or_speaks_of_another_time_answers_nothing_fail() -> None:
    said = more.statement()
    for changed in (replace(said, valid_until=AT - 1), replace(said, valid_from=NOW + 61)):
        verdict = check(more.on_platform(kit.voucher(), changed))
        assert verdict.exit_code == 0
        assert Outcome.MATCH not in article(verdict, 17).values()


def test_a_platform_statement_of_a_stranger_or_another_register_fails() -> None:
    stranger = kit.note_signer("stranger.example/platform", more.PLATFORM.key.type)
    world = kit.voucher()
    world.platform = more.signed(more.statement(), stranger)
    verdict = check(world)
    assert (verdict.exit_code, failed(verdict)) == (2, {Fact.PLATFORM})
    elsewhere = check(more.on_platform(kit.voucher(), replace(more.statement(), register=b"\x99" * 20)))
    assert (elsewhere.exit_code, failed(elsewhere)) == (1, {Fact.PLATFORM})
    assert article(elsewhere, 17)[""] is Outcome.MISMATCH
    forged = kit.voucher()
    note = more.signed(more.statement()).note
    forged.platform = type(more.signed(more.statement())).of(
        replace(note, text=note.text.replace("持股 12%", "无关联"))
    )
    assert failed(check(forged)) == {Fact.PLATFORM}


def test_a_platform_statement_travels_and_refuses_other_forms_fail() -> None:
    said = more.statement()
    assert PlatformStatement.parse(said.text().strip().encode()) == said
    bundle = more.on_platform(kit.title()).bundle()
    assert Bundle.parse(bundle.encode()) == bundle
    for old, new in (('"level":3', '"level":6'), ('"role":"log"', '"role":"king"'), ("statement/1", "statement/2")):
        with pytest.raises(MalformedInput):
            PlatformStatement.parse(said.text().strip().replace(old, new).encode())


def test_article_18_answers_each_capture_apart_and_names_one_that_fails() -> None:
    [found] = [one for one in check(more.captured_twice()).articles if one.article == 18]
    parts = [(part.part, part.outcome) for part in found.parts[:-1]]
    assert (found.outcome, found.code) == (Outcome.MATCH, "capture-bound")
    assert parts == [("capture", Outcome.MATCH), ("delay", Outcome.MATCH)] * 2
    delays = [dict(part.values)["delaySeconds"] for part in found.parts if part.part == "delay"]
    assert delays == [30 * kit.DAY + 60, 20 * kit.DAY + 60]
    verdict = check(more.captured_twice(captured_at=kit.NOW + kit.DAY))
    assert (verdict.exit_code, failed(verdict)) == (1, {Fact.DOCUMENT})
    [found] = [one for one in verdict.articles if one.article == 18]
    parts = [(part.part, part.outcome) for part in found.parts[:-1]]
    assert (found.outcome, found.code) == (Outcome.CANNOT, "capture-unproven")
    assert parts == [(part, outcome) for outcome in (Outcome.MATCH, Outcome.CANNOT) for part in ("capture", "delay")]


def test_article_18_shows_the_delay_and_article_16_its_levels() -> None:
    verdict = check(kit.voucher())
    assert set(article(verdict, 16).values()) == {Outcome.MATCH}
    before = article(verdict, 18)
    assert (before["capture"], before["delay"], before["third-party-time"]) == (
        Outcome.MATCH,
        Outcome.MATCH,
        Outcome.CANNOT,
    )
