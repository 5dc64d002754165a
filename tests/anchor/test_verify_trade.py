"""The verdict on a voucher: money, terms, consents, keys; on its data, documents, rows and paths."""

from dataclasses import replace

import bundle_kit as kit
import pytest
from bundle_kit import AT, DAY, NOW
from trie_kit import pack

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.records import GrantRecord, TitleRecord, VoucherRecord
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.bundles.trade import Consent
from torrens_anchor.chain import layout
from torrens_anchor.chain.layout import Kind
from torrens_anchor.verdicts.verdict import Fact, Level, Outcome, Verdict
from torrens_anchor.verdicts.verify import verify


def check(bundle: Bundle, policy: Policy | None = None, *, at: int = AT) -> Verdict:
    return verify(bundle, policy or kit.policy(), at=at)


def facts(verdict: Verdict) -> set[Fact]:
    return {finding.fact for finding in verdict.failures()}


def voucher_with(**changes: object) -> Bundle:
    bundle = kit.voucher().bundle()
    assert isinstance(bundle.record, VoucherRecord)
    return replace(bundle, record=replace(bundle.record, **changes))  # type: ignore[arg-type] # fields by name


def test_one_fen_more_fails() -> None:
    price, legs = kit.money()
    verdict = check(voucher_with(money=replace(price, amount_fen=price.amount_fen + 1)))
    assert facts(verdict) == {Fact.MONEY, Fact.SPLIT}
    moved = (replace(legs[0], fen=legs[0].fen + 1), replace(legs[1], fen=legs[1].fen - 1), *legs[2:])
    assert facts(check(voucher_with(legs=moved))) == {Fact.SPLIT}
    assert facts(check(voucher_with(legs=legs[:-1]))) == {Fact.SPLIT}


def test_money_not_disclosed_is_incomplete_fail() -> None:
    verdict = check(voucher_with(money=None, legs=None))
    assert (verdict.exit_code, facts(verdict)) == (2, {Fact.MONEY, Fact.SPLIT})


def test_changed_terms_fail() -> None:
    record = kit.voucher().record
    assert isinstance(record, VoucherRecord)
    verdict = check(voucher_with(terms=replace(record.terms, deadline=record.terms.deadline + 1)))
    assert verdict.exit_code == 1
    assert {Fact.SELLER, Fact.BUYER, Fact.ENTRY_SUBJECT, Fact.DOCUMENT} <= facts(verdict)


def test_swapped_or_foreign_consents_fail() -> None:
    record = kit.voucher().record
    assert isinstance(record, VoucherRecord)
    swapped = check(voucher_with(seller=record.buyer, buyer=record.seller))
    assert facts(swapped) == {Fact.SELLER_KEY, Fact.BUYER_KEY}
    foreign = Consent(record.seller.signer, kit.sign("stranger", b"\x01" * 32))
    assert facts(check(voucher_with(seller=foreign))) == {Fact.SELLER}


@pytest.mark.parametrize(
    "fields",
    [
        {"party": kit.SELLER + 1, "roles": 1, "from": 1, "until": 2**36 - 1},
        {"party": kit.SELLER, "roles": 8, "from": 1, "until": 2**36 - 1},
        {"party": kit.SELLER, "roles": 1, "from": NOW, "until": 2**36 - 1},
        {"party": kit.SELLER, "roles": 1, "from": 1, "until": NOW - DAY},
    ],
    ids=["party", "role", "not yet", "ended"],
)
def test_a_key_that_did_not_count_fails(fields: dict[str, int]) -> None:
    world = kit.voucher()
    world.words[int(Kind.KEY), bytes(12) + kit.address("seller")] = pack(layout.KEY, **fields)
    verdict = check(world.bundle())
    assert (verdict.exit_code, facts(verdict)) == (1, {Fact.SELLER_KEY})


@pytest.mark.parametrize("state", [2, 3, 4])
def test_a_voucher_that_stands_no_more_fails(state: int) -> None:
    verdict = check(kit.voucher(voucher_state=state, answer_state=4).bundle())
    assert (verdict.exit_code, facts(verdict)) == (1, {Fact.VOUCHER_WORD, Fact.STANDING})


def test_documents_must_have_their_digest_fail() -> None:
    bundle = kit.voucher().bundle()
    for document in (Document("agreement", b"another"), Document("nowhere", b""), Document("entry.other", b"")):
        assert facts(check(replace(bundle, documents=(document,)))) == {Fact.DOCUMENT}


def test_data_at_hand_is_compared() -> None:
    bundle = kit.voucher().bundle()
    verdict = verify(bundle, kit.policy(), at=AT, data={"tableRoot": kit.table_root(), "sha256": b"\x01" * 32})
    assert verdict.level(Level.DATA).outcome is Outcome.MATCH
    verdict = verify(bundle, kit.policy(), at=AT, data={"tableRoot": b"\x01" * 32})
    assert (verdict.exit_code, facts(verdict)) == (1, {Fact.DATA})


def test_the_three_articles_stand_apart() -> None:
    articles = {article.article: article for article in check(kit.voucher().bundle()).articles}
    assert (articles[17].outcome, articles[17].code) == (Outcome.CANNOT, "none-supplied")
    assert articles[18].outcome is Outcome.MATCH
    assert dict(articles[18].values)["delaySeconds"] == 30 * DAY + 60
    assert {a.article: a.code for a in check(kit.title().bundle()).articles}[18] == "none-supplied"


def test_a_row_of_another_table_or_an_undisclosed_one_fails() -> None:
    world = kit.row()
    record = world.record
    assert isinstance(record, RowRecord)
    changed = replace(record, row=replace(record.row, record=b"2012-01-02,99.9"))
    assert facts(check(replace(world.bundle(), record=changed))) == {Fact.ROW}
    hidden = replace(record, path=replace(record.path, content=None))
    assert check(replace(world.bundle(), record=hidden)).exit_code == 2


def test_keys_that_do_not_link_or_exceed_fail() -> None:
    bundle = kit.grant().bundle()
    path = kit.path_in(bundle.record)
    broken = replace(path, keys=(path.keys[0], path.keys[2]))
    assert Fact.PATH in facts(check(replace(bundle, record=GrantRecord(broken))))
    world = kit.title()
    world.words[int(Kind.GRANT), world.subject] = kit.grant_word(70_003, 15, 0)
    assert facts(check(world.bundle())) == {Fact.GRANT_WORD}


def test_another_origin_needs_its_word_fail() -> None:
    world = kit.title()
    path = replace(kit.path_in(world.record), origin=b"\x0e" * 32)
    moved = kit.right_world(TitleRecord(path), kit.grant_word(70_003, 7, 0))
    assert facts(check(moved.bundle())) == {Fact.ORIGIN}
    moved.words[int(Kind.ORIGIN), path.origin] = b"\x02" + bytes(31)
    assert check(moved.bundle()).exit_code == 0
