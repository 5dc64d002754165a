"""One way to the chain: resumable after a kill anywhere, nothing twice, and the log owes an entry for every act."""

from pathlib import Path
from typing import Any

import pytest
from cases_kit import CHAIN_ID, Hall, digest, opened

from torrens_anchor.notes.auditentry import Outcome, Refusal
from torrens_contracts.codes import Role
from torrens_contracts.errors import ChainUnreachable, MalformedDeployment, NotDeployed, Reverted, WrongChain
from torrens_contracts.ids import GrantId
from torrens_registry.cases import paths
from torrens_registry.cases.attempt import attempt
from torrens_registry.cases.casefiles import kept_salt
from torrens_registry.cases.entries import whole_entry
from torrens_registry.cases.parties import parties
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.cases.rights import rights
from torrens_registry.cases.submit import Act, intent_of, once, perform, record
from torrens_registry.errors import IdempotencyConflict, KeyMissing, SettingsRefused
from torrens_registry.ids import IdempotencyKey
from torrens_registry.manifest import profile_of
from torrens_registry.office import Office, open_office
from torrens_registry.settings import load
from torrens_registry.store import rows
from torrens_registry.store.vault_tables import IntentRow, PendingEntryRow


@pytest.fixture(scope="module")
def title(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> GrantId:
    table = tmp_path_factory.mktemp("title") / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    return hall.registered(table)


def _act(hall: Hall, title: GrantId, name: str) -> Act:
    terms = hall.terms(title, terms_digest=digest(name))
    parent = paths.find(hall.office, title)
    licence = rights.licence_key(terms, parent.keys[-1])
    call = hall.office.contracts.grants.license(parent.keys, licence, terms.holder)  # type: ignore[arg-type]  # a number
    return Act(call, "right.license", title, {"terms": bytes(terms.terms_digest)})


def _entry(office: Office, intent: int) -> PendingEntryRow:
    with office.store.read() as session:
        found = rows.find(session, PendingEntryRow, rows.column(PendingEntryRow, "intent_id") == intent)
    assert found is not None
    return found


def test_what_was_decided_before_a_kill_is_settled_after_it(hall: Hall, title: GrantId) -> None:
    key, act = IdempotencyKey("killed"), _act(hall, title, "killed")
    intent = record(hall.office, hall.key("provider"), act, key)
    height = hall.office.wire.block_number()

    def never() -> Act:
        raise AssertionError

    with opened(hall.home, hall.chain) as again:
        settled = perform(again.office, hall.key("provider"), key, never)
        assert settled.intent == intent
        assert settled.block == height + 1
        assert not settled.before  # it was still on its way: done now
        told = perform(again.office, hall.key("provider"), key, never)
        assert (told, told.before) == (settled, True)


def test_an_intent_waits_for_its_key_fail(hall: Hall, title: GrantId) -> None:
    key = IdempotencyKey("waits")
    intent = record(hall.office, hall.key("provider"), _act(hall, title, "waits"), key)
    with opened(hall.home, hall.chain) as again:
        with pytest.raises(KeyMissing):
            again.office.settle(intent)
        assert intent_of(again.office, hall.key("provider"), key) == intent
        assert again.office.settle(intent).intent == intent


def test_every_act_owes_the_log_an_entry_with_its_papers(hall: Hall, title: GrantId) -> None:
    act = _act(hall, title, "logged")
    settled = perform(hall.office, hall.key("provider"), IdempotencyKey("logged"), lambda: act)
    entry = whole_entry(
        _entry(hall.office, settled.intent).body, Outcome(CHAIN_ID, settled.block, bytes(settled.tx_hash), 0)
    )
    assert (entry.action, entry.subject) == ("right.license", f"0x{title.hex()}")
    assert entry.digests["terms"].value == digest("logged")
    assert entry.actor == f"0x{hall.key('provider').address.hex()}"


def test_a_refused_act_is_owed_too_and_its_key_is_spent(hall: Hall, title: GrantId) -> None:
    act, key = _act(hall, title, "refused"), IdempotencyKey("refused")
    refused = attempt(hall.office, hall.key("buyer"), act.call, key)
    assert refused.reverted.error == "NotHolder"
    with hall.office.store.read() as session:
        row = rows.find(session, IntentRow, rows.column(IntentRow, "idempotency_key") == "refused")
    assert row is not None
    assert row.state == "FAILED"
    entry = whole_entry(_entry(hall.office, row.intent_id).body, Refusal(refused.reverted.error))
    assert entry.action == "rule.attempt"
    # The same key may act again once what was refused has been mended: as another intent.
    settled = perform(hall.office, hall.key("provider"), key, lambda: act)
    assert settled.intent != row.intent_id


def test_a_name_stands_for_one_request(hall: Hall, title: GrantId) -> None:
    name, provider = IdempotencyKey("june"), hall.key("provider")
    first = rights.license_direct(hall.office, provider, hall.terms(title, terms_digest=digest("june")), name)
    again = rights.license_direct(hall.office, provider, hall.terms(title, terms_digest=digest("june")), name)
    assert again.settled == first.settled


def test_a_name_given_to_another_request_fail(hall: Hall, title: GrantId) -> None:
    name, provider = IdempotencyKey("july"), hall.key("provider")
    rights.license_direct(hall.office, provider, hall.terms(title, terms_digest=digest("july")), name)
    with pytest.raises(IdempotencyConflict):
        rights.license_direct(hall.office, provider, hall.terms(title, terms_digest=digest("august")), name)
    with pytest.raises(IdempotencyConflict):
        rights.license_direct(hall.office, hall.key("buyer"), hall.terms(title, terms_digest=digest("july")), name)


def test_a_name_whose_request_was_refused_may_be_given_again(hall: Hall, title: GrantId) -> None:
    provider, wide = hall.key("provider"), hall.terms(title, terms_digest=digest("late"))
    act = _act(hall, title, "refused once")
    spent = once("right.license", b"other", given=IdempotencyKey("mended"))
    attempt(hall.office, hall.key("buyer"), act.call, spent)
    assert rights.license_direct(hall.office, provider, wide, IdempotencyKey("mended")).settled.block


def test_a_request_that_differs_is_never_taken_for_one_that_was_done_fail(hall: Hall) -> None:
    new = NewKey(hall.key("stranger"), int(Role.SIGN))
    done = parties.enrol(hall.office, hall.key("exchange"), party=99_001, identity_digest=digest("stranger"), first=new)
    assert done.settled.block
    for changes in ({"identity_digest": digest("other")}, {"first": NewKey(hall.key("other"), int(Role.SIGN))}):
        given: dict[str, Any] = {"party": 99_001, "identity_digest": digest("stranger"), "first": new} | changes
        with pytest.raises(Reverted):
            parties.enrol(hall.office, hall.key("exchange"), **given)


def test_settings_of_another_chain_than_the_manifest_fail(hall: Hall) -> None:
    with pytest.raises(WrongChain):
        profile_of(hall.office.settings.model_copy(update={"chain_id": 77}), hall.office.deployment)


def test_a_long_idempotency_key_fits_its_column() -> None:
    assert once("a.b", 1, b"\x01") == "a.b/1/01"
    long = once("title.settle", b"\x01" * 32, b"\x02" * 32)
    assert len(long) <= 110
    assert len(once("a.b", 1, given=IdempotencyKey("n" * 300))) <= 110
    assert long != once("title.settle", b"\x01" * 32, b"\x03" * 32)


def test_a_salt_is_made_once_and_kept(hall: Hall, tmp_path: Path) -> None:
    first = kept_salt(hall.office, tmp_path.name)
    assert kept_salt(hall.office, tmp_path.name) == first
    assert kept_salt(hall.office, tmp_path.name + "x") != first
    with opened(hall.home, hall.chain, clock_file=None) as production:
        assert not production.office.development
        assert production.office.salt("x") != production.office.salt("x")
        assert kept_salt(production.office, tmp_path.name) == first


def test_an_office_that_cannot_be_opened_fail(hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(WrongChain), opened(hall.home, hall.chain, chain_id=1):
        pass
    with pytest.raises(ChainUnreachable), opened(hall.home, hall.chain, rpc_url="http://127.0.0.1:9"):
        pass
    with pytest.raises(NotDeployed), open_office(load(home=tmp_path, chain_id=CHAIN_ID, rpc_url=hall.chain.url)):
        pass
    (tmp_path / "deployment.json").write_text("{}", encoding="utf-8")
    with pytest.raises(MalformedDeployment), opened(tmp_path, hall.chain):
        pass
    with opened(hall.home, hall.chain, clock_file=tmp_path / "none") as broken, pytest.raises(SettingsRefused):
        broken.office.now()
