"""The verdict on a bundle: fact by fact, under a policy and under none, with each part of the proof broken."""

from collections.abc import Callable
from dataclasses import replace

import bundle_kit as kit
import pytest
from bundle_kit import AT, DAY, NOW

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Token
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.chain.abi import uint_word
from torrens_anchor.chain.attest import NotarySet
from torrens_anchor.chain.layout import Kind
from torrens_anchor.forms.canonical import encode
from torrens_anchor.notes.notekey import KeyType
from torrens_anchor.verdicts.verdict import Fact, Level, Outcome, Verdict
from torrens_anchor.verdicts.verify import verify


def check(bundle: Bundle, policy: Policy | None = None, *, at: int = AT) -> Verdict:
    return verify(bundle, policy or kit.policy(), at=at)


def facts(verdict: Verdict) -> set[Fact]:
    return {finding.fact for finding in verdict.failures()}


def word_of(bundle: Bundle, kind: Kind, index: int = 0) -> tuple[int, bytes]:
    found = [(word.kind, word.id) for word in bundle.states[0].words if word.kind == kind]
    return found[index]


@pytest.mark.parametrize("kind", kit.WORLDS)
def test_a_true_bundle_matches_fact_by_fact(kind: str) -> None:
    verdict = check(kit.WORLDS[kind]().bundle())
    assert verdict.failures() == ()
    assert verdict.exit_code == 0
    assert verdict.development
    reached = {report.level for report in verdict.levels if report.outcome is Outcome.MATCH}
    assert reached == set(Level) - {Level.DATA, Level.PLATFORM}
    assert [article.outcome for article in verdict.articles[:2]] == [Outcome.MATCH, Outcome.CANNOT]
    assert verdict.status is not None
    assert (verdict.status.as_of, verdict.status.good_until) == (NOW, NOW + 7 * DAY)


def test_every_level_names_whom_to_trust() -> None:
    verdict = check(kit.voucher().bundle())
    assert [name.split()[0] for name in verdict.level(Level.SEALED).trusts].count("notary") == 3
    assert len(verdict.level(Level.WITNESSED).trusts) == 3
    assert verdict.level(Level.LOGGED).trusts == ("log hangzhou.example/log",)
    assert "as supplied" in verdict.level(Level.HEADER).trusts[0]
    assert verdict.level(Level.RECORD).trusts == ()


@pytest.mark.parametrize("kind", kit.WORLDS)
@pytest.mark.parametrize("policy", [Policy.empty(), kit.foreign_policy()], ids=["empty", "foreign"])
def test_under_an_empty_or_foreign_policy_nothing_passes_fail(kind: str, policy: Policy) -> None:
    verdict = check(kit.WORLDS[kind]().bundle(), policy)
    assert verdict.exit_code == 2
    assert {finding.outcome for finding in verdict.findings} == {Outcome.CANNOT}
    missing = " ".join(finding.why for finding in verdict.findings)
    for what in ("no home", "no notaries", "no code hash of Register", "no code hash of Standing", "no log", "witness"):
        assert what in missing


def without(policy: Policy, part: str) -> Policy:
    home = policy.homes[0]
    changed: dict[str, Callable[[], Policy]] = {
        "log": lambda: replace(policy, logs=()),
        "witnesses": lambda: replace(policy, witnesses=Policy.empty().witnesses),
        "notaries": lambda: replace(policy, homes=(replace(home, notary_sets=()),)),
        "register": lambda: replace(policy, homes=(replace(home, register_code_hash=bytes(32)),)),
        "standing": lambda: replace(policy, homes=(replace(home, standing_code_hash=bytes(32)),)),
        "council": lambda: replace(policy, homes=(replace(home, council_seq=8),)),
    }
    return changed[part]()


@pytest.mark.parametrize(
    ("part", "fact", "code"),
    [
        ("log", Fact.ENTRY, 2),
        ("witnesses", Fact.WITNESSED, 2),
        ("notaries", Fact.SEAL, 2),
        ("register", Fact.CODE, 1),
        ("standing", Fact.CODE, 1),
        ("council", Fact.STATEMENT, 1),
    ],
)
def test_a_policy_without_one_part_fails_there(part: str, fact: Fact, code: int) -> None:
    verdict = check(kit.voucher().bundle(), without(kit.policy(), part))
    assert verdict.exit_code == code
    assert fact in facts(verdict)


def test_seals_below_quorum_of_outsiders_or_repeated_fail() -> None:
    for signers in (("notary 0", "notary 1"), ("notary 0",) * 3, ("notary 0", "notary 1", "stranger"), ()):
        world = kit.title()
        world.signers = signers
        verdict = check(world.bundle())
        assert (verdict.exit_code, facts(verdict)) == (1, {Fact.SEAL, *UNPROVEN})
        assert verdict.status is None


def test_an_old_set_and_another_chains_set_fail() -> None:
    policy = kit.policy()
    home = policy.homes[0]
    old = replace(home.notary_sets[0], valid_until=NOW)
    verdict = check(kit.title().bundle(), replace(policy, homes=(replace(home, notary_sets=(old,)),)))
    assert facts(verdict) == {Fact.SEAL, Fact.TIME, *UNPROVEN}
    other = NotarySet(EPOCH_OTHER, 3, 0, 2**40, home.notary_sets[0].notaries)
    verdict = check(kit.title().bundle(), replace(policy, homes=(replace(home, notary_sets=(other,)),)))
    assert (verdict.exit_code, facts(verdict)) == (2, {Fact.SEAL, *UNPROVEN})


EPOCH_OTHER = kit.EPOCH + 1
UNPROVEN = {Fact.STATEMENT, Fact.FRESH, Fact.STANDING}
"""What fails of the status when nobody vouches for the statement's header."""


def test_past_the_sets_validity_an_outside_time_is_needed_fail() -> None:
    verdict = check(kit.title().bundle(), at=NOW + 366 * DAY)
    assert verdict.exit_code == 2
    assert Fact.TIME in facts(verdict)


def test_witnesses_below_the_threshold_fail() -> None:
    world = kit.title()
    world.cosigners = kit.WITNESSES[2:]
    verdict = check(world.bundle())
    assert (verdict.exit_code, facts(verdict)) == (2, {Fact.WITNESSED})


def test_an_unknown_signature_line_fails() -> None:
    world = kit.title()
    world.cosigners = (*kit.WITNESSES, kit.note_signer("stranger.example", KeyType.COSIGNATURE_V1))
    verdict = check(world.bundle())
    assert (verdict.exit_code, facts(verdict)) == (2, {Fact.SIGNERS})
    assert "stranger.example" in verdict.failures()[0].why


def test_an_entry_about_something_else_fails() -> None:
    world = kit.title()
    world.subject = b"\x99" * 32
    verdict = check(world.bundle())
    assert (verdict.exit_code, facts(verdict)) == (1, {Fact.ENTRY_SUBJECT})


def test_a_checkpoint_that_is_not_the_anchored_one_fails() -> None:
    world = kit.title()
    world.words[int(Kind.LOG), uint_word(kit.EXCHANGE)] = b"\x01" * 32
    verdict = check(world.bundle())
    assert (verdict.exit_code, facts(verdict)) == (1, {Fact.ANCHORED})


@pytest.mark.parametrize("part", ["log", "standing"])
def test_a_bundle_without_log_or_statement_is_incomplete_fail(part: str) -> None:
    bundle = kit.title().bundle()
    stripped = replace(bundle, log=None) if part == "log" else replace(bundle, standing=None)
    verdict = check(stripped)
    assert verdict.exit_code == 2
    assert Outcome.MISMATCH not in {finding.outcome for finding in verdict.findings}


@pytest.mark.parametrize("kind", [Kind.VOUCHER, Kind.GRANT, Kind.LISTING, Kind.KEY, Kind.LOG])
def test_a_word_that_is_not_proven_is_named_fail(kind: Kind) -> None:
    bundle = kit.voucher().bundle()
    state = bundle.states[0]
    kept = tuple(word for word in state.words if word.kind != kind)
    verdict = check(replace(bundle, states=(replace(state, words=kept),)))
    assert verdict.exit_code == 2
    assert any(f"no {kind.name} word" in finding.why for finding in verdict.failures())


@pytest.mark.parametrize("kind", [Kind.VOUCHER, Kind.GRANT, Kind.LISTING, Kind.KEY, Kind.LOG])
def test_a_word_proven_absent_fails(kind: Kind) -> None:
    world = kit.voucher()
    id_ = word_of(world.bundle(), kind)
    world.words[id_] = bytes(32)
    verdict = check(world.bundle())
    assert verdict.exit_code == 1
    assert any("the register holds no" in finding.why for finding in verdict.failures())


def test_a_word_other_than_proven_fails() -> None:
    bundle = kit.title().bundle()
    state = bundle.states[0]
    changed = replace(state.words[1], word=b"\x01" * 32)
    verdict = check(replace(bundle, states=(replace(state, words=(state.words[0], changed)),)))
    assert verdict.exit_code == 1
    assert Fact.WORD in facts(verdict)


@pytest.mark.parametrize(("state", "name"), [(1, "UNKNOWN"), (3, "SUSPENDED"), (4, "ENDED")])
def test_a_negative_answer_fails_with_its_name(state: int, name: str) -> None:
    verdict = check(kit.voucher(answer_state=state).bundle())
    assert (verdict.exit_code, facts(verdict)) == (1, {Fact.STANDING})
    assert name in verdict.failures()[0].why
    assert verdict.status is not None
    assert (verdict.status.good_until, verdict.status.stale) == (0, False)


def test_an_answer_that_is_not_opened_is_incomplete_fail() -> None:
    world = kit.voucher()
    world.opened = [0, 1]
    verdict = check(world.bundle())
    assert (verdict.exit_code, facts(verdict)) == (2, {Fact.STANDING})


def test_a_statement_ages_to_stale_never_to_good_fail() -> None:
    bundle = kit.voucher().bundle()
    assert check(bundle, at=NOW + 7 * DAY).exit_code == 0
    for at in (NOW + 7 * DAY + 1, NOW + 300 * DAY, NOW + 700 * DAY - 1):
        verdict = check(bundle, at=at)
        assert verdict.exit_code == 2
        assert verdict.status is not None
        assert verdict.status.stale
        assert verdict.level(Level.STATUS).outcome is Outcome.CANNOT
    assert Fact.GRANT_WORD in facts(check(bundle, at=NOW + 700 * DAY))


def test_evidence_of_the_future_fails() -> None:
    verdict = check(kit.voucher().bundle(), at=NOW - 1)
    assert (verdict.exit_code, facts(verdict)) == (2, {Fact.TIME, Fact.FRESH})
    world = kit.title()
    world.as_of = NOW + 61
    assert Fact.STATEMENT in facts(check(world.bundle()))


def test_a_time_token_is_not_taken_on_trust_fail() -> None:
    verdict = check(replace(kit.title().bundle(), tokens=(Token("rfc3161", b"\x30"),)))
    assert (verdict.exit_code, facts(verdict)) == (2, {Fact.TOKEN})


def test_the_verdict_as_json_is_canonical() -> None:
    verdict = check(kit.voucher().bundle())
    assert encode(verdict.json())
    assert verdict.json()["exitCode"] == 0
