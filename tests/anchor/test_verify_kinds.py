"""Log entries, recognitions, QBFT seals, contracts that consent."""

from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_home import EPOCH, NO_CODE, World
from bundle_kit import AT, DAY, NOW
from qbft_kit import CONTRACT
from trie_kit import pack

from torrens_anchor.bundles.facts import EntryRecord, RecognitionRecord
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_home import CONTRACT_MODE
from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.bundles.trade import Consent
from torrens_anchor.chain import layout
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import MalformedInput
from torrens_anchor.verdicts.recognition import NAMES, status_at
from torrens_anchor.verdicts.verdict import Fact, Level, Verdict
from torrens_anchor.verdicts.verify import verify
from torrens_contracts.codes import Reliance
from torrens_contracts.words import FactWord
from torrens_registry.rules import recognised


def check(world: World, policy: Policy | None = None, *, at: int = AT) -> Verdict:
    return verify(world.bundle(), policy or more.policy(), at=at)


def failed(verdict: Verdict) -> set[Fact]:
    return {finding.fact for finding in verdict.failures()}


@pytest.mark.parametrize("kind", ["log-entry", "recognition"])
def test_a_true_bundle_of_a_new_kind_matches(kind: str) -> None:
    verdict = check(more.WORLDS[kind]())
    assert (verdict.failures(), verdict.exit_code, verdict.kind) == ((), 0, kind)
    assert check(more.WORLDS[kind](), Policy.empty()).exit_code == 2


def test_a_refusal_is_an_entry_like_any_other() -> None:
    assert check(more.refusal()).exit_code == 0
    world = kit.title()
    world.result = more.refusal().result
    assert failed(check(world)) == {Fact.ENTRY_SUBJECT}


def test_an_outcome_that_is_not_proven_or_is_zero_fails() -> None:
    world = more.entry()
    world.record = EntryRecord(kit.EXCHANGE, (int(Kind.GRANT), int(Kind.LISTING)))
    assert (check(world).exit_code, failed(check(world))) == (2, {Fact.OUTCOME_WORD})
    world = more.entry()
    world.words = dict.fromkeys(world.words, bytes(32))
    assert (check(world).exit_code, failed(check(world))) == (1, {Fact.OUTCOME_WORD})
    for kinds in ((11, 11), (12, 11)):
        with pytest.raises(MalformedInput, match="ascend"):
            EntryRecord.parse({"exchange": 1, "outcome": list(kinds)}, "record")


def test_a_statement_on_what_has_none_fails() -> None:
    with pytest.raises(MalformedInput, match="carries no statement"):
        replace(more.entry().bundle(), standing=kit.title().bundle().standing)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decision": 3}, 0),
        ({"decision": 1}, 2),
        ({"decision": 4}, 1),
        ({"decision": 7}, 1),
        ({"answer": 3, "until": 0}, 1),
        ({"answer": 4, "until": 0}, 1),
        ({"answer": 1, "until": 0}, 1),
        ({"until": AT}, 2),
    ],
)
def test_a_recognition_is_what_the_fact_says(changes: dict[str, int], code: int) -> None:
    verdict = check(more.recognition(None, "show", **changes))
    assert verdict.exit_code == code
    assert failed(verdict) == ({Fact.FACT_STATUS} if code else set())


def test_a_fact_of_a_time_to_come_says_nothing_yet_and_no_entry_decided_it_fail() -> None:
    verdict = check(more.recognition(None, "show", asOf=AT + 1))
    assert (verdict.exit_code, failed(verdict)) == (2, {Fact.FACT_STATUS, Fact.ENTRY_SUBJECT})


@pytest.mark.parametrize(("reliance", "last"), [("show", NOW + 5 * DAY - 1), ("trade", NOW - 601 + DAY)])
def test_a_recognition_ages_to_stale_by_what_it_is_relied_upon_for(reliance: str, last: int) -> None:
    world = more.recognition(reliance=reliance)
    assert check(world, at=last).exit_code == 0
    late = check(world, at=last + 1)
    assert (late.exit_code, failed(late)) == (2, {Fact.FACT_STATUS})
    assert late.status is not None
    assert (late.status.good_until, late.status.stale) == (last, True)


def test_the_homes_word_itself_ages_fail() -> None:
    world = more.recognition(until=NOW + 300 * DAY)
    assert check(world, at=NOW + 60 + 7 * DAY).exit_code == 0
    assert failed(check(world, at=NOW + 61 + 7 * DAY)) == {Fact.FACT_STATUS}


@pytest.mark.parametrize("reliance", ["show", "trade", "finance"])
def test_status_is_that_of_the_registry(reliance: str) -> None:
    for answer in range(5):
        for decision in (1, 2, 3, 4, 7):
            word = more.fact_word(answer=answer, decision=decision)
            mine, theirs = layout.fields(layout.FACT, word), FactWord.unpack(word)
            for at in (NOW - 601, NOW - 600, NOW + 3000, NOW + 3001, NOW + DAY - 601, NOW + DAY - 600, NOW + 5 * DAY):
                number = {"show": 0, "trade": 1, "finance": 2}[reliance]
                wanted = recognised.status(theirs, at, Reliance(number))
                assert NAMES[status_at(mine, reliance, at)] == wanted.name


def test_an_agreement_must_be_live_and_be_the_one_named_fail() -> None:
    assert check(more.recognition(club=more.CLUB)).exit_code == 0
    record = more.recognition(club=more.CLUB).record
    assert isinstance(record, RecognitionRecord)
    assert record.agreement_id is not None
    for fields in (
        {"state": 2, "exchange": kit.EXCHANGE, "until": NOW + DAY},
        {"state": 1, "exchange": kit.EXCHANGE, "until": NOW + 60},
        {"state": 1, "exchange": 999, "until": NOW + DAY},
    ):
        world = more.recognition(club=more.CLUB)
        world.words[int(Kind.AGREEMENT), record.agreement_id] = pack(layout.AGREEMENT, **fields)
        assert (check(world).exit_code, failed(check(world))) == (1, {Fact.AGREEMENT})
    assert failed(check(more.recognition(club=more.CLUB, agreement=7))) == {Fact.AGREEMENT}
    unnamed = check(more.recognition(agreement=7))
    assert (unnamed.exit_code, failed(unnamed)) == (2, {Fact.AGREEMENT})


ORDER = ("show", "trade", "finance")


@pytest.mark.parametrize("offered", ORDER)
@pytest.mark.parametrize("policy", ORDER)
@pytest.mark.parametrize("asked", ORDER)
def test_a_record_is_offered_for_no_less_than_the_reader_relies_on_it_for_fail(
    asked: str, policy: str, offered: str
) -> None:
    bundle, trust = more.recognition(reliance=offered).bundle(), replace(more.policy(), reliance=policy)
    verdict = verify(bundle, trust, at=AT - 1800, reliance=asked)
    demanded = max(asked, policy, key=ORDER.index)
    enough = ORDER.index(offered) >= ORDER.index(demanded)
    assert (verdict.exit_code, failed(verdict)) == ((0, set()) if enough else (2, {Fact.RELIANCE}))
    status = next(finding for finding in verdict.findings if finding.fact is Fact.FACT_STATUS)
    assert dict(status.values)["reliance"] == max(demanded, offered, key=ORDER.index)


def test_what_counts_to_be_shown_is_stale_for_who_trades_on_it_fail() -> None:
    bundle = more.recognition(reliance="show").bundle()
    assert verify(bundle, more.policy(), at=NOW + 2 * DAY).exit_code == 0
    verdict = verify(bundle, more.policy(), at=NOW + 2 * DAY, reliance="trade")
    assert (verdict.exit_code, failed(verdict)) == (2, {Fact.RELIANCE, Fact.FACT_STATUS})
    assert "the reader relies on it for trade" in next(f.why for f in verdict.failures() if f.fact is Fact.RELIANCE)
    title = kit.title().bundle()
    assert verify(title, more.policy(), at=AT, reliance="finance").exit_code == 0


def test_the_peers_notaries_are_trusted_by_the_policy_or_nothing_is_recognised_fail() -> None:
    world, policy = more.recognition(), more.policy()
    alone = check(world, replace(policy, homes=policy.homes[:1]))
    assert (alone.exit_code, failed(alone)) == (2, {Fact.PEER_TRUSTED})
    ours, theirs = policy.homes
    fewer = replace(theirs, notary_sets=(replace(theirs.notary_sets[0], threshold=3),))
    assert failed(check(world, replace(policy, homes=(ours, fewer)))) == {Fact.PEER_TRUSTED}
    trusts = " ".join(check(world).level(Level.STATUS).trusts)
    assert "harbin 0" in trusts
    assert "no proof here repeats" in trusts
    record = world.record
    assert isinstance(record, RecognitionRecord)
    world.words[int(Kind.PEER), record.peer_id] = pack(layout.PEER, state=2, threshold=2, notaries=3, setEpoch=2)
    assert failed(check(world)) == {Fact.PEER}


@pytest.mark.parametrize("listed", [True, False])
def test_validators_seal_as_notaries_do(listed: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    policy = more.policy(mode=more.MODES[listed])
    verdict = check(more.sealed_by_validators(kit.voucher(), listed=listed), policy)
    assert (verdict.failures(), verdict.exit_code) == ((), 0)
    assert [name.split()[0] for name in verdict.level(Level.SEALED).trusts].count("validator") == 3


def test_seals_below_quorum_repeated_or_of_outsiders_fail() -> None:
    for signers in (more.VALIDATORS[:2], (more.VALIDATORS[0],) * 3, (*more.VALIDATORS[:2], "stranger"), ()):
        assert Fact.SEAL in failed(check(more.sealed_by_validators(kit.title(), signers)))


def test_another_validator_set_than_the_pinned_one_fails() -> None:
    world = more.sealed_by_validators(kit.title())
    policy = more.policy()
    ours, theirs = policy.homes
    pinned = ours.validator_sets[0]
    others = {
        "fewer": replace(pinned, validators=pinned.validators[:3]),
        "ended": replace(pinned, valid_until=NOW),
        "by contract": replace(pinned, mode=CONTRACT_MODE, contract=CONTRACT),
        "another epoch": replace(pinned, epoch=EPOCH + 1),
    }
    for changed in others.values():
        verdict = check(world, replace(policy, homes=(replace(ours, validator_sets=(changed,)), theirs)))
        assert Fact.SEAL in failed(verdict)
    assert Fact.SEAL in failed(check(more.sealed_by_validators(kit.title(), listed=False)))
    assert Fact.SEAL in failed(check(world, kit.policy()))


def test_a_contracts_consent_says_on_whom_it_rests() -> None:
    for sides in (("seller",), ("buyer",), ("seller", "buyer")):
        verdict = check(more.by_contract(*sides))
        assert verdict.failures() == ()
        trusts = verdict.level(Level.RECORD).trusts
        assert any("ERC-1271" in name for name in trusts)
        assert sum(name.startswith("code 0x") for name in trusts) == len(sides)
        assert [name.split()[0] for name in trusts].count("notary") == 3


def test_a_key_that_is_called_a_contract_fails() -> None:
    world = kit.voucher()
    record = world.record
    assert isinstance(record, VoucherRecord)
    world.record = replace(record, seller=Consent(record.seller.signer, None))
    unproven = check(world)
    assert (unproven.exit_code, failed(unproven)) == (2, {Fact.SELLER})
    accounts = more.by_contract("buyer").bundle().states[0].contracts
    bundle = world.bundle()
    foreign = replace(bundle, states=(replace(bundle.states[0], contracts=accounts),))
    assert Fact.CONTRACT in failed(verify(foreign, more.policy(), at=AT))
    spare = kit.voucher()
    spare.contracts = (b"\x71" * 20,)
    assert failed(check(spare)) == {Fact.CONTRACT}
    keyed = more.by_contract("seller")
    keyed.contract_code = NO_CODE
    assert {Fact.CONTRACT, Fact.SELLER} <= failed(check(keyed))
