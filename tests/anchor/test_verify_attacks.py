"""Bundles that once verified, or reached a level, and must not."""

from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_attacks import OTHER, OTHER_DIGESTS, captured, hidden, redaction
from bundle_kit import AT, DAY, NOW
from bundle_old import older, recognised
from bundle_vectors import KEY_BEFORE_ISSUE, garbage_line, old_anchor, two_headers

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.records import GrantRecord, VoucherRecord
from torrens_anchor.bundles.trade import Consent
from torrens_anchor.chain.layout import Kind
from torrens_anchor.forms.canonical import encode
from torrens_anchor.verdicts.verdict import Fact, Level, Outcome, Verdict
from torrens_anchor.verdicts.verify import verify


def check(bundle: Bundle, policy: Policy | None = None) -> Verdict:
    return verify(bundle, policy or kit.policy(), at=AT)


def failed(verdict: Verdict) -> set[Fact]:
    return {finding.fact for finding in verdict.failures()}


def reached(verdict: Verdict) -> set[Level]:
    return {report.level for report in verdict.levels if report.outcome is Outcome.MATCH}


def article(verdict: Verdict, number: int) -> tuple[Outcome, str]:
    return next((found.outcome, found.code) for found in verdict.articles if found.article == number)


def test_no_article_passes_under_an_empty_policy_fail() -> None:
    verdict = check(kit.voucher().bundle(), Policy.empty())
    assert {found.outcome for found in verdict.articles} == {Outcome.CANNOT}
    assert article(verdict, 18) == (Outcome.CANNOT, "capture-unproven")


def test_without_a_header_nothing_is_sealed_fail() -> None:
    bare = replace(kit.title().bundle(), headers=(), states=(), standing=None)
    assert Level.SEALED not in reached(check(bare))


def test_a_forged_header_gives_no_status_and_no_contracts_consent_fail() -> None:
    world = kit.voucher()
    world.signers = ("stranger",) * 3
    record = world.record
    assert isinstance(record, VoucherRecord)
    forged = check(world.bundle())
    assert reached(forged) == {Level.RECORD, Level.WITNESSED, Level.HEADER}
    world.record = replace(record, seller=Consent(record.seller.signer, None))
    assert {Fact.SELLER, Fact.STATEMENT} <= failed(check(world.bundle()))
    assert Level.RECORD not in reached(check(world.bundle()))


def test_standing_of_other_code_gives_no_status_fail() -> None:
    policy = kit.policy()
    home = replace(policy.homes[0], standing_code_hash=b"\x01" * 32)
    verdict = check(kit.title().bundle(), replace(policy, homes=(home,)))
    assert (verdict.status, Level.STATUS in reached(verdict)) == (None, False)


def test_a_line_in_the_name_of_another_known_log_is_verified_fail() -> None:
    bundle, policy = garbage_line()
    verdict = check(bundle, policy)
    assert (verdict.exit_code, failed(verdict)) == (1, {Fact.SIGNERS})


@pytest.mark.parametrize("state", [0, 1, 3, 4, 5, 6, 7, 8, 9])
def test_a_right_that_is_not_in_force_fails_whatever_an_older_statement_says(state: int) -> None:
    world = kit.title()
    world.words[int(Kind.GRANT), world.subject] = kit.grant_word(70_003, 7, 0, state=state)
    verdict = check(world.bundle())
    assert (verdict.exit_code, Fact.GRANT_WORD in failed(verdict)) == (1, True)


def test_two_sealed_headers_of_one_height_or_out_of_order_fail() -> None:
    for bundle in (two_headers(NOW + 61, b"\x64"), two_headers(NOW + 1, b"\x65")):
        verdict = check(bundle)
        assert (verdict.exit_code, Fact.SEAL in failed(verdict)) == (1, True)
        assert Level.SEALED not in reached(verdict)
    assert check(two_headers(NOW + 61, b"\x65")).exit_code == 0


def test_a_root_is_not_matched_by_a_plain_hash_fail() -> None:
    bundle = kit.voucher().bundle()
    for name in ("sha256", "sm3", "keccak"):
        verdict = verify(bundle, kit.policy(), at=AT, data={name: kit.table_root()})
        assert (verdict.exit_code, failed(verdict)) == (1, {Fact.DATA})


def test_the_delay_is_counted_to_the_header_that_anchors_fail() -> None:
    verdict = check(old_anchor())
    assert verdict.exit_code == 0
    values = dict(next(found.values for found in verdict.articles if found.article == 18))
    assert (values["anchoredBy"], values["delaySeconds"]) == (NOW + 60, 30 * DAY + 60)


def test_a_keys_word_of_before_the_issue_is_not_enough_fail() -> None:
    verdict = check(KEY_BEFORE_ISSUE)
    assert (verdict.exit_code, failed(verdict)) == (2, {Fact.SELLER_KEY, Fact.BUYER_KEY})


def test_an_entry_of_another_act_on_the_voucher_fails() -> None:
    world = kit.voucher()
    world.action = "voucher.revoke"
    verdict = check(world.bundle())
    assert (verdict.exit_code, failed(verdict)) == (1, {Fact.ENTRY_SUBJECT, Fact.DOCUMENT})


def test_a_capture_of_an_unlogged_entry_answers_nothing_fail() -> None:
    bundle = kit.voucher().bundle()
    assert bundle.log is not None
    moved = replace(bundle.log, proof=replace(bundle.log.proof, index=4))
    verdict = verify(replace(bundle, log=moved), kit.policy(), at=AT, data={"sha256": b"\x01" * 32})
    assert {Fact.ENTRY, Fact.DOCUMENT, Fact.DATA} == failed(verdict)
    assert article(verdict, 18) == (Outcome.CANNOT, "capture-unproven")


def test_a_path_that_does_not_link_has_no_status_fail() -> None:
    bundle = kit.grant().bundle()
    path = kit.path_in(bundle.record)
    broken = Path(path.origin, (path.keys[0], path.keys[2]), path.content)
    verdict = check(replace(bundle, record=GrantRecord(broken)))
    assert verdict.status is not None
    assert (verdict.status.good_until, Level.STATUS in reached(verdict)) == (0, False)


def test_a_height_beyond_json_integers_is_text() -> None:
    world = kit.title()
    world.edit_header = lambda fields: fields.__setitem__(8, b"\xff" * 8)
    assert b'"18446744073709551615"' in encode(check(world.bundle()).json())


def test_a_former_holder_cannot_show_an_old_word_beside_a_new_statement_fail() -> None:
    bundle = older(kit.title, Kind.GRANT)
    assert (check(bundle).exit_code, failed(check(bundle))) == (2, {Fact.GRANT_WORD, Fact.ENTRY_SUBJECT})
    assert Level.HEADER not in reached(check(bundle))


@pytest.mark.parametrize(("kind", "fact"), [(Kind.PEER, Fact.PEER), (Kind.AGREEMENT, Fact.AGREEMENT)])
def test_what_a_recognition_rests_on_is_not_shown_as_it_once_stood_fail(kind: Kind, fact: Fact) -> None:
    verdict = check(older(recognised, kind), more.policy())
    assert (verdict.exit_code, failed(verdict)) == (2, {fact})


def test_a_word_of_before_an_entry_is_not_what_the_entry_left_fail() -> None:
    verdict = check(older(more.entry, Kind.LISTING))
    assert (verdict.exit_code, failed(verdict)) == (2, {Fact.OUTCOME_WORD})


def test_a_platform_statement_of_later_does_not_count_yet_fail() -> None:
    later = more.on_platform(kit.title(), replace(more.statement(), issued_at=AT + 1))
    verdict = check(later.bundle(), more.policy())
    assert article(verdict, 17)[0] is Outcome.CANNOT
    assert article(check(more.on_platform(kit.title()).bundle(), more.policy()), 17)[0] is Outcome.MATCH


def trusted_for(verdict: Verdict, fact: Fact) -> tuple[str, ...]:
    return next(found.trusts for found in verdict.findings if found.fact is fact and found.outcome is Outcome.MATCH)


def test_a_capture_document_does_not_say_which_data_are_registered_fail() -> None:
    verdict = verify(captured(kit.title(), OTHER).bundle(), kit.policy(), at=AT, data=OTHER_DIGESTS)
    assert (verdict.exit_code, failed(verdict)) == (1, {Fact.DATA})
    assert trusted_for(verdict, Fact.CAPTURED) == ("log hangzhou.example/log",)
    open_ = verify(captured(hidden(), OTHER).bundle(), kit.policy(), at=AT, data=OTHER_DIGESTS)
    assert (open_.exit_code, failed(open_)) == (2, {Fact.DATA})


def test_what_was_captured_is_asked_of_an_entry_that_has_no_path_fail() -> None:
    world = captured(more.entry(), OTHER)
    verdict = verify(world.bundle(), kit.policy(), at=AT, data=OTHER_DIGESTS)
    assert (verdict.exit_code, trusted_for(verdict, Fact.CAPTURED)) == (0, ("log hangzhou.example/log",))
    wrong = verify(world.bundle(), kit.policy(), at=AT, data={"sha256": b"\x01" * 32})
    assert (wrong.exit_code, failed(wrong)) == (1, {Fact.CAPTURED})
    none = verify(more.entry().bundle(), kit.policy(), at=AT, data=OTHER_DIGESTS)
    assert (none.exit_code, failed(none)) == (2, {Fact.CAPTURED})


def test_what_was_done_off_the_chain_is_an_entry_like_any_other() -> None:
    assert check(redaction().bundle()).exit_code == 0
    world = kit.title()
    world.result = redaction().result
    assert failed(check(world.bundle())) == {Fact.ENTRY_SUBJECT}
