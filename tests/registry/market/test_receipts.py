"""The event by which Register wrote a record, in a bundle: it verifies, or stays out with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from market_kit import Market, prepared, verified

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.errors import FieldMismatch
from torrens_anchor.notes.auditentry import Outcome
from torrens_contracts.errors import BlockMissing, MalformedAnswer, NodeRefused
from torrens_contracts.node.block_proof import prove_in_block
from torrens_contracts.node.wire import Wire
from torrens_registry.evidence import bundler, bundler_facts, logger
from torrens_registry.evidence.receipts import outcome_of, with_receipt


def receipted(market: Market, bundle: Bundle) -> Bundle:
    outcome = outcome_of(bundle)
    assert outcome is not None
    found = with_receipt(market.hall.office.wire, bundle, market.sealed(outcome.block))
    assert found.why == ""
    return found.bundle


def test_voucher_title_and_entry_prove_the_event_that_wrote_them(market: Market) -> None:
    issued, sources = prepared(market, 301)
    voucher = bundler.voucher_bundle(sources, issued.id)
    entries = [logger.entry_of(sources.log, index) for index in range(sources.log.size)]
    entry = bundler_facts.entry_bundle(sources, [one.action for one in entries].index("voucher.issue"))
    for bundle in (voucher, bundler.right_bundle(sources, market.title), entry):
        made = receipted(market, bundle)
        assert (len(made.headers), made.headers[0]) == (2, bundle.headers[0])
        verdict = verified(market, made)
        assert [(f.fact, f.why) for f in verdict.failures()] == []
        [found] = [one for one in verdict.findings if one.fact.value == "outcome.receipt"]
        assert (found.outcome.value, verdict.exit_code) == ("match", 0)
        assert dict(found.values)["id"] == entries[made.log.proof.index].subject if made.log else False


def test_seals_of_another_block_are_refused_fail(market: Market) -> None:
    issued, sources = prepared(market, 302)
    bundle = bundler.voucher_bundle(sources, issued.id)
    with pytest.raises(FieldMismatch, match="took effect in block") as raised:
        with_receipt(market.hall.office.wire, bundle, sources.header)
    outcome = outcome_of(bundle)
    assert outcome is not None
    assert str(outcome.block) in raised.value.remedy
    bare = replace(bundle, log=None)
    with pytest.raises(FieldMismatch, match="no block"):
        with_receipt(market.hall.office.wire, bare, sources.header)


def test_an_event_that_wrote_something_else_stays_out(market: Market) -> None:
    issued, sources = prepared(market, 303)
    bundle = bundler.voucher_bundle(sources, issued.id)
    outcome = outcome_of(bundle)
    assert outcome is not None
    assert bundle.log is not None
    for place in (outcome.log_index - 1, outcome.log_index + 1, outcome.log_index + 1000):
        fields = replace(bundle.log.fields, result=replace(outcome, log_index=place))
        changed = replace(bundle, log=replace(bundle.log, fields=fields))
        found = with_receipt(market.hall.office.wire, changed, market.sealed(outcome.block))
        assert found.bundle == changed
        assert f"event {place} of block {outcome.block}" in found.why


class Quiet(Wire):
    """A node that shows less than it should, or another block's."""

    said: object = None

    def call(self, method: str, *params: object) -> object:
        if method != "eth_getBlockReceipts":
            return super().call(method, *params)
        if self.said is None:
            raise NodeRefused(method, -32601, "no such method")
        return None if self.said == "nothing" else self.said


def test_a_node_that_cannot_show_the_block_leaves_the_bundle_without(market: Market) -> None:
    issued, sources = prepared(market, 304)
    bundle, office = bundler.voucher_bundle(sources, issued.id), market.hall.office
    outcome = outcome_of(bundle)
    assert isinstance(outcome, Outcome)
    sealed = market.sealed(outcome.block)
    shown = office.wire.call("eth_getBlockReceipts", hex(outcome.block))
    assert isinstance(shown, list)
    with Quiet(market.hall.chain.url) as wire:
        for said, kind in ((None, NodeRefused), ("nothing", BlockMissing), ([], BlockMissing)):
            wire.said = said
            with pytest.raises(kind):
                prove_in_block(wire, sealed.header, outcome.tx)
            found = with_receipt(wire, bundle, sealed)
            assert (found.bundle, bool(found.why)) == (bundle, True)
        wire.said = [{**one, "cumulativeGasUsed": "0x1"} for one in shown]
        with pytest.raises(MalformedAnswer, match="roots"):
            prove_in_block(wire, sealed.header, outcome.tx)
        with pytest.raises(MalformedAnswer):
            with_receipt(wire, bundle, sealed)
