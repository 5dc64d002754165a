"""Trails in a verdict: whom they make one trust, which keys it rests on, and what a header in between changes."""

import json
from dataclasses import replace

import bundle_contract as by_contract
import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_case import POLICY
from bundle_trail import BY_CONTRACT, LAST, S40, S70, SEALERS, names, step, trailed

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.documents.platformstatement import PlatformKey
from torrens_anchor.errors import LimitExceeded, MalformedInput
from torrens_anchor.forms.canonical import parse
from torrens_anchor.verdicts.verdict import Fact, Level, Outcome, Verdict
from torrens_anchor.verdicts.verify import verify_bytes

TRUE = trailed((S40, S70), LAST, SEALERS)


def check(bundle: Bundle, *, independent: bool = False) -> Verdict:
    return verify_bytes(bundle.encode(), POLICY, at=kit.AT, independent=independent)


def test_all_who_sealed_on_the_way_are_trusted_by_name() -> None:
    trusts = [each for each in check(TRUE).level(Level.SEALED).trusts if each.startswith("validator ")]
    named = [f"validator node {i} 0x{kit.address(f'validator {i}').hex()}" for i in (1, 2, 3)]
    later = [f"validator admitted after set 4 0x{kit.address(f'validator {i}').hex()}" for i in (4, 5)]
    assert trusts == named + later


def test_both_implementations_of_signatures_follow_a_trail() -> None:
    assert check(TRUE, independent=True).exit_code == 0


@pytest.mark.parametrize(("known", "outcome"), [((1, 2, 3, 4, 5), Outcome.MATCH), ((3, 4, 5), Outcome.CANNOT)])
def test_a_platform_is_complete_with_the_keys_of_the_whole_way(known: tuple[int, ...], outcome: Outcome) -> None:
    said = more.statement()
    keys = [PlatformKey(f"0x{kit.address(f'validator {i}').hex()}", "validator", f"node {i}") for i in known]
    said = replace(said, keys=(*said.keys, *keys))
    verdict = check(trailed((S40, S70), LAST, SEALERS, make=lambda: more.on_platform(kit.title(), said)))
    found = [finding.outcome for finding in verdict.findings if finding.fact is Fact.PLATFORM_COMPLETE]
    assert found == [outcome]


def test_a_trail_is_read_back_as_it_was_written() -> None:
    for trail in (None, (), (S40,), (S40, S70)):
        bundle = trailed(trail, LAST, SEALERS)
        assert Bundle.parse(bundle.encode()).encode() == bundle.encode()
        assert Bundle.parse(bundle.encode()) == bundle


def test_a_trail_of_another_form_is_refused_fail() -> None:
    raw = json.loads(TRUE.encode())["headers"][0]["rlp"]
    step_ = {"rlp": raw, "set": None}

    def read(**seal: object) -> None:
        value = json.dumps({"rlp": raw, "seal": {"setEpoch": 4, **seal}})
        SealedHeader.parse(parse(value.encode()), "header")

    read(scheme="qbft", set=None, trail=[step_])
    wrong: tuple[object, ...] = (
        {}, "0x", [7], ["0x"], [raw], [{"rlp": "0xc0", "set": None}], [{"rlp": raw.upper(), "set": None}],
        [{"rlp": raw}], [{"rlp": raw, "set": {}}], [step_ | {"more": 1}],
    )  # fmt: skip
    for bad in wrong:
        with pytest.raises(MalformedInput):
            read(scheme="qbft", set=None, trail=bad)
    with pytest.raises(LimitExceeded):
        read(scheme="qbft", set=None, trail=[step_] * 1025)
    with pytest.raises(MalformedInput):
        read(scheme="attest", signatures=[], set=None, trail=None)
    unlike: tuple[dict[str, object], ...] = ({"set": None}, {"trail": None}, {"set": {}, "trail": []})
    for seal in unlike:
        with pytest.raises(MalformedInput):
            read(scheme="qbft", **seal)


def test_any_changed_byte_of_a_step_is_refused_fail() -> None:
    for at in range(0, len(S40), 37):
        edited = S40[:at] + bytes([S40[at] ^ 1]) + S40[at + 1 :]
        try:
            verdict = check(trailed((edited, S70), LAST, SEALERS))
        except MalformedInput:
            continue
        assert verdict.exit_code != 0
        assert Fact.SEAL in {finding.fact for finding in verdict.failures()}


def test_where_a_contract_names_the_validators_its_code_is_trusted_by_name() -> None:
    verdict = verify_bytes(by_contract.TRUE.encode(), BY_CONTRACT, at=kit.AT)
    sealed = next(finding for finding in verdict.findings if finding.fact is Fact.SEAL)
    assert sealed.outcome is Outcome.MATCH
    assert [each.split()[0] for each in sealed.trusts] == ["validator"] * 5 + ["code"]
    assert dict(sealed.values)["steps"] == 2
    direct = verify_bytes(
        more.sealed_by_validators(kit.title(), listed=False).bundle().encode(), BY_CONTRACT, at=kit.AT
    )
    assert not any(each.startswith("code of the validator") for each in direct.level(Level.SEALED).trusts)


def test_a_changed_byte_of_what_proves_a_set_fails() -> None:
    raw = by_contract.TRUE.encode()
    begin, end = raw.index(b'"headers"'), raw.index(b'"home"')
    assert Bundle.parse(raw).encode() == raw
    for at in range(begin, end, 211):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        try:
            assert verify_bytes(changed, BY_CONTRACT, at=kit.AT).exit_code != 0, at
        except MalformedInput:
            continue


def test_steps_may_be_many() -> None:
    steps = [step(10 + 2 * i, names(*range(i, i + 4)), names(*range(i, i + 3))) for i in range(1, 20)]
    bundle = trailed(steps, names(*range(20, 24)), names(20, 21, 22))
    assert check(bundle).exit_code == 0
    gone = trailed([*steps[:9], *steps[10:]], names(*range(20, 24)), names(20, 21, 22))
    assert check(gone).exit_code == 2
