"""Bundles with time tokens and receipts, and verdicts by two implementations of every signature."""

import shutil
import sys
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import bundle_receipts as receipts
import pytest
from bundle_kit import AT
from tsa_kit import Tsa

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Token
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.forms.canonical import encode
from torrens_anchor.signatures import ecdsa_curve, ed25519, secp256k1
from torrens_anchor.verdicts.verdict import Fact, Finding, Outcome, Verdict
from torrens_anchor.verdicts.verify import verify, verify_bytes

LATE = 2**35
WITHOUT_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return Tsa.make(tmp_path_factory.mktemp("tsa") / "tsa")


def lasting() -> Bundle:
    """Give a bundle of an entry: nothing in it ends, so it can be verified after the token's time."""
    return more.WORLDS["log-entry"]().bundle()


def believing(tsa: Tsa) -> Policy:
    home = more.policy().homes[0]
    endless = tuple(replace(each, valid_until=LATE) for each in home.notary_sets)
    return replace(more.policy(), homes=(replace(home, notary_sets=endless),), time_authorities=(tsa.authority(),))


def token_finding(verdict: Verdict) -> Finding:
    (found,) = [each for each in verdict.findings if each.fact is Fact.TOKEN]
    return found


def stamped(tsa: Tsa, subject: str) -> Bundle:
    bundle = lasting()
    assert bundle.log is not None
    subjects = {
        "record": encode(bundle.record.json()),
        "entry": bundle.log.entry,
        "checkpoint": bundle.log.proof.note.text.encode(),
        "other": b"another checkpoint",
    }
    return replace(bundle, tokens=(Token("rfc3161", tsa.token(subjects[subject])),))


@WITHOUT_OPENSSL
@pytest.mark.parametrize("subject", ["record", "entry", "checkpoint"])
def test_a_token_given_for_this_record(tsa: Tsa, subject: str) -> None:
    verdict = verify_bytes(stamped(tsa, subject).encode(), believing(tsa).encode(), at=LATE - 1)
    found = token_finding(verdict)
    assert found.outcome is Outcome.MATCH
    assert dict(found.values)["subject"] == subject
    assert found.trusts == ("time authority a court's clock",)
    part = verdict.articles[2].parts[-1]
    assert (part.part, part.outcome) == ("third-party-time", Outcome.MATCH)
    assert dict(part.values)["authority"] == "a court's clock"
    assert dict(part.values)["time"] == dict(found.values)["time"]
    assert verdict.exit_code == 0


@WITHOUT_OPENSSL
def test_a_token_given_for_something_else_fails(tsa: Tsa) -> None:
    verdict = verify(stamped(tsa, "other"), believing(tsa), at=LATE - 1)
    assert token_finding(verdict).outcome is Outcome.MISMATCH
    assert verdict.exit_code == 1


@WITHOUT_OPENSSL
def test_tokens_that_cannot_be_verified_fail(tsa: Tsa, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle, policy = stamped(tsa, "checkpoint"), believing(tsa)
    nobody = replace(policy, time_authorities=())
    assert "names no time authority" in token_finding(verify(bundle, nobody, at=LATE - 1)).why
    early = token_finding(verify(bundle, policy, at=AT))
    assert (early.outcome, early.code) == (Outcome.CANNOT, "trust-missing")
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    missing = token_finding(verify(bundle, policy, at=LATE - 1))
    assert (missing.outcome, missing.code) == (Outcome.CANNOT, "algorithm-unavailable")
    assert "torrens[timestamp]" in missing.remedy


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_the_event_of_the_record_is_shown(kind: str) -> None:
    bundle = receipts.written(kind)
    verdict = verify_bytes(bundle.encode(), more.policy().encode(), at=AT)
    (found,) = [each for each in verdict.findings if each.fact is Fact.RECEIPT]
    assert found.outcome is Outcome.MATCH
    assert dict(found.values)["id"] == verdict.subject
    assert verdict.exit_code == 0


@pytest.mark.parametrize("name", sorted(set(receipts.broken()) - {"no-header"}))
def test_a_receipt_of_something_else_fails(name: str) -> None:
    _, bundle = receipts.broken()[name]
    verdict = verify(bundle, more.policy(), at=AT)
    (found,) = [each for each in verdict.findings if each.fact is Fact.RECEIPT]
    assert found.outcome is not Outcome.MATCH
    assert verdict.exit_code != 0


@pytest.mark.parametrize("kind", ["voucher", "log-entry"])
def test_two_implementations_give_the_same_verdict(kind: str) -> None:
    bundle = more.WORLDS[kind]().bundle()
    assert verify(bundle, more.policy(), at=AT, independent=True) == verify(bundle, more.policy(), at=AT)


@pytest.mark.parametrize(
    ("module", "name", "facts"),
    [
        (secp256k1, "_recover_with_ecdsa", {Fact.SEAL, Fact.SELLER, Fact.BUYER}),
        (ecdsa_curve, "_verify_with_ecdsa", {Fact.SEAL, Fact.SELLER, Fact.BUYER}),
        (ed25519, "_verify_with_ecdsa", {Fact.ENTRY, Fact.SIGNERS, Fact.WITNESSED}),
    ],
)
def test_every_signature_is_asked_twice_and_a_lone_voice_fails(
    module: object, name: str, facts: set[Fact], monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = more.WORLDS["voucher"]().bundle()
    monkeypatch.setattr(module, name, lambda *_: False)
    assert verify(bundle, more.policy(), at=AT).exit_code == 0
    verdict = verify(bundle, more.policy(), at=AT, independent=True)
    refused = {each.fact for each in verdict.findings if each.outcome is Outcome.MISMATCH}
    assert facts <= refused
    assert verdict.exit_code == 1


def test_a_second_opinion_that_cannot_be_had_is_said_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = kit.title().bundle()
    for door in (ecdsa_curve, ed25519):
        door._compiled_key.cache_clear()
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    try:
        verdict = verify(bundle, more.policy(), at=AT, independent=True)
        assert verify(bundle, more.policy(), at=AT).exit_code == 0
    finally:
        for door in (ecdsa_curve, ed25519):
            door._compiled_key.cache_clear()
    assert verdict.exit_code == 2
    codes = {each.code for each in verdict.failures()}
    assert "algorithm-unavailable" in codes
    assert codes <= {"algorithm-unavailable", "trust-missing"}
