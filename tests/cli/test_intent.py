"""An intent that was decided and never signed holds up the log, until it is given up by hand."""

from __future__ import annotations

from hand_kit import Hand, Refused
from worlds import SEED

from torrens_contracts.types import PartyId, Timestamp
from torrens_registry.cases.submit import Act, record
from torrens_registry.errors import IntentAbandoned
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import development_signer
from torrens_registry.office import open_office
from torrens_registry.settings import load
from torrens_registry.store import intent_queries
from torrens_registry.writer.outbox import failure_of


def test_an_intent_that_nobody_will_sign_is_given_up_and_the_log_goes_on(founded: Hand, refused: Refused) -> None:
    hand, home = founded, ["--home", founded.home]
    hand.at_home("log", "init", "--development", SEED)
    [before] = hand.at_home("log", "append")
    with open_office(load(home=hand.home)) as office:
        at = Timestamp(office.now())
        call = office.contracts.parties.order_suspect(PartyId(70_001), at, at, bytes(32))  # type: ignore[arg-type]  # any digest
        act = Act(call, "party.suspect", "70001")
        number = int(record(office, development_signer(SEED, "council"), act, IdempotencyKey("killed")))
    hand.at_home("party", "enrol", "--party", 70_009, "--first", "spare", "--identity", f"0x{9:064x}")
    [waiting] = hand.at_home("intent", "list")
    assert [(one["intent"], one["verb"], one["state"]) for one in waiting] == [(number, "party.suspect", "READY")]
    [held_up] = hand.at_home("log", "append")
    assert held_up["size"] == before["size"]
    for _ in range(2):
        [given_up] = hand.at_home("intent", "abandon", number)
        assert (given_up["intent"], given_up["state"]) == (number, "FAILED")
    assert hand.at_home("intent", "list") == [[]]
    [gone_on] = hand.at_home("log", "append")
    assert gone_on["size"] == before["size"] + 2
    [[entry]] = hand.at_home("log", "show", before["size"])
    assert (entry["action"], "intent-abandoned" in entry["result"]) == ("party.suspect", True)
    with open_office(load(home=hand.home)) as office, office.store.read() as session:
        assert isinstance(failure_of(intent_queries.intent(session, number)), IntentAbandoned)
        done = next(row for row in intent_queries.intents_in(session, ["DONE"]))
    code, problem = refused("intent", "abandon", done.intent_id, *home)
    assert (code, problem["type"]) == (1, "urn:torrens:intent-fixed")
    code, problem = refused("intent", "abandon", 9_999, *home)
    assert (code, problem["type"]) == (3, "urn:torrens:not-stored")
