"""Forms of notice beside the plain one: fused, derived, joint, again; links between titles."""

from dataclasses import replace
from pathlib import Path

import pytest
from cases_kit import BUYER, EXCHANGE, OPERATOR, PROCESSOR, PROVIDER, Hall, digest

from torrens_contracts.codes import Basis, LinkKind, Right
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, link_id, party_id
from torrens_contracts.words import GrantState, GrantWord, Kind, LinkWord
from torrens_registry.cases import paths
from torrens_registry.cases.parties import links as party_links
from torrens_registry.cases.rights import rights
from torrens_registry.cases.titles import checks as title_checks
from torrens_registry.cases.titles import forms as title_forms
from torrens_registry.cases.titles import life as title_life
from torrens_registry.cases.titles import orders as title_orders
from torrens_registry.cases.titles import titles
from torrens_registry.errors import BasisRefused, FieldOutOfRange, NotAllowed, NotStored, NotValid, SelfRegistration
from torrens_registry.ids import IdempotencyKey
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.rights import Scope
from torrens_registry.store import rows
from torrens_registry.store.link_tables import LinkRow
from torrens_registry.store.title_tables import GrantRow

FUSED = Claim(Basis.FUSED_SILENT, int(Right.ALL))


def _source(hall: Hall, table: Path) -> GrantId:
    terms = hall.terms(hall.registered(table), PROCESSOR, scope=Scope())
    return rights.license_direct(hall.office, hall.key("provider"), terms).grant


def test_fused_data_needs_every_participants_signature(hall: Hall, table: Path) -> None:
    filing, registrar = hall.filing(table, claim=FUSED), hall.key("registrar")
    with pytest.raises(BasisRefused):
        titles.give_notice(hall.office, registrar, filing)
    others = [hall.key("processor"), hall.key("operator")]
    done = title_forms.give_fused(hall.office, registrar, filing, others)
    hall.at(done.notice_until)
    titles.register(hall.office, registrar, done.title)
    assert paths.find(hall.office, done.title).word.rights == Right.ALL


@pytest.mark.parametrize("names", [["provider"], ["processor", "processor"]])
def test_fused_data_with_the_applicants_own_consent_fail(hall: Hall, table: Path, names: list[str]) -> None:
    with pytest.raises(NotAllowed):
        title_forms.give_fused(
            hall.office, hall.key("registrar"), hall.filing(table, claim=FUSED), [hall.key(name) for name in names]
        )


def test_derived_data_is_registered_over_its_sources(hall: Hall, table: Path, tmp_path: Path) -> None:
    source, registrar = _source(hall, table), hall.key("registrar")
    made = tmp_path / "derived.csv"
    made.write_text("a,b\n1,2\n3,4\n")
    claim = Claim(Basis.DERIVED, int(Right.USE | Right.OPERATE))
    filing = hall.filing(made, holder=PROCESSOR, claim=claim, sources=(source,))
    done = title_forms.give_derived(hall.office, registrar, filing)
    assert title_checks.sources_of(hall.office, done.title) == ((source,), filing.terms_digest)
    hall.at(done.notice_until)
    titles.register(hall.office, registrar, done.title)
    word = LinkWord.unpack(hall.office.word(Kind.LINK, link_id(LinkKind.SOURCE, done.title, source)))
    assert word.kind == LinkKind.SOURCE
    with hall.office.store.read() as session:
        link = rows.find(session, LinkRow, rows.column(LinkRow, "first") == to_hex(done.title))
    assert link is not None
    assert link.second == to_hex(source)


def test_derived_data_over_a_source_that_is_not_good_fail(hall: Hall, table: Path) -> None:
    source, registrar = _source(hall, table), hall.key("registrar")
    claim = Claim(Basis.DERIVED, int(Right.USE))
    filing = hall.filing(table, holder=PROCESSOR, claim=claim, sources=(source,))
    with pytest.raises(NotAllowed):
        title_forms.give_derived(hall.office, registrar, replace(filing, holder=OPERATOR))
    with pytest.raises(BasisRefused):
        title_forms.give_derived(hall.office, registrar, replace(filing, sources=()))
    title_orders.revoke(hall.office, hall.key("court"), source, state=GrantState.VOID, order_digest=digest("judgment"))
    with pytest.raises(NotValid):
        title_forms.give_derived(hall.office, registrar, filing)
    with pytest.raises(NotStored):
        title_checks.sources_of(hall.office, hall.noticed(table))


def test_joint_applicants_have_a_title_each(hall: Hall, table: Path) -> None:
    ids, settled = title_forms.give_joint(hall.office, hall.key("registrar"), hall.filing(table), [PROCESSOR, PROVIDER])
    words = [GrantWord.unpack(one) for one in hall.office.words(Kind.GRANT, ids)]
    assert [one.holder for one in words] == [PROVIDER, PROCESSOR]
    with hall.office.store.read() as session:
        mirrored = [rows.get(session, GrantRow, to_hex(one)) for one in ids]
    assert len({one.case_digest for one in mirrored if one is not None}) == 1
    assert settled.block == mirrored[0].opened_block if mirrored[0] else False
    with pytest.raises(FieldOutOfRange):
        title_forms.give_joint(hall.office, hall.key("registrar"), hall.filing(table), [PROVIDER, PROVIDER])


def test_a_joint_application_is_filed_again_under_a_name(hall: Hall, table: Path) -> None:
    filing, registrar, holders = hall.filing(table), hall.key("registrar"), [PROCESSOR, PROVIDER]
    first, _ = title_forms.give_joint(hall.office, registrar, filing, holders)
    named = IdempotencyKey("once more")
    again, settled = title_forms.give_joint(hall.office, registrar, filing, holders, named)
    assert (set(first) & set(again), settled.before) == (set(), False)
    assert title_forms.give_joint(hall.office, registrar, filing, holders, named) == (again, settled)


def test_a_re_registration_names_its_ended_predecessor(hall: Hall, table: Path) -> None:
    title, registrar = hall.registered(table), hall.key("registrar")
    filing = hall.filing(table, predecessor=title)
    with pytest.raises(FieldOutOfRange):
        title_forms.give_again(hall.office, registrar, replace(filing, predecessor=None))
    title_life.cancel(hall.office, registrar, title, holder=hall.key("provider"), digest=digest("why"))
    again = title_forms.give_again(hall.office, registrar, filing)
    assert again.title != title
    assert any(hall.office.word(Kind.LINK, link_id(LinkKind.PREDECESSOR, again.title, title)))


def test_titles_are_linked_and_left_alone(hall: Hall, table: Path) -> None:
    first, second = hall.noticed(table), hall.noticed(table, holder=PROCESSOR)
    for near in (False, True):
        title_forms.link(hall.office, hall.key("registrar"), first, second, near=near, digest=digest("decision"))
    low, high = sorted((first, second))
    with hall.office.store.read() as session:
        found = rows.listed(session, LinkRow, rows.column(LinkRow, "first") == to_hex(low))
    assert {(one.kind, one.second) for one in found} == {
        (LinkKind.RELATED_EXACT, to_hex(high)),
        (LinkKind.RELATED_NEAR, to_hex(high)),
    }


def test_a_declared_affiliates_data_fail(hall: Hall, table: Path) -> None:
    party_links.declare_affiliate(hall.office, hall.key("exchange"), party=BUYER, reason_digest=digest("reason"))
    assert any(hall.office.word(Kind.LINK, link_id(LinkKind.AFFILIATE, party_id(EXCHANGE), party_id(BUYER))))
    with pytest.raises(SelfRegistration, match="affiliate"):
        hall.noticed(table, holder=BUYER)
