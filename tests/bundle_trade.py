"""Vouchers whose trade is altered: money, legs, terms, consents, product; their documents, captures and tokens."""

import json
from collections.abc import Iterator
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
from bundle_case import POLICY, Case
from bundle_kit import NOW

from torrens_anchor.bundles.parts import Document, Token
from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.bundles.trade import Consent
from torrens_anchor.forms.canonical import encode

TITLE, VOUCHER = kit.title().bundle(), kit.voucher().bundle()


def trade(**changes: object) -> bytes:
    bundle = kit.voucher().bundle()
    assert isinstance(bundle.record, VoucherRecord)
    return replace(bundle, record=replace(bundle.record, **changes)).encode()  # type: ignore[arg-type] # by name


def trade_cases() -> Iterator[Case]:
    price, legs = kit.money()
    record = VOUCHER.record
    assert isinstance(record, VoucherRecord)
    yield Case(
        "one-fen_fail", "the price is one fen higher", trade(money=replace(price, amount_fen=10_000_002)), POLICY
    )
    yield Case("legs-short_fail", "a leg is left out", trade(legs=legs[:-1]), POLICY)
    yield Case("legs-moved_fail", "the legs stand in another order", trade(legs=legs[::-1]), POLICY)
    yield Case("money-hidden_fail", "the price is not disclosed", trade(money=None, legs=None), POLICY)
    yield Case(
        "terms-changed_fail", "the deadline is changed", trade(terms=replace(record.terms, deadline=NOW + 1)), POLICY
    )
    yield Case(
        "consents-swapped_fail", "seller and buyer are swapped", trade(seller=record.buyer, buyer=record.seller), POLICY
    )
    stranger = Consent(record.seller.signer, kit.sign("stranger", b"\1" * 32))
    yield Case("consent-foreign_fail", "a stranger signed", trade(seller=stranger), POLICY)
    claimed = trade(seller=Consent(record.seller.signer, None))
    yield Case("consent-contract-unproven_fail", "that the signer is a contract is not proven", claimed, POLICY)
    yield Case("product-other_fail", "another product", trade(product=replace(record.product, nonce=8)), POLICY)
    path = replace(record.path, keys=record.path.keys[:2])
    yield Case("licence-other_fail", "the path of another right", trade(path=path), POLICY)
    for state, name in ((2, "suspended"), (3, "superseded"), (4, "revoked")):
        raw = kit.voucher(voucher_state=state, answer_state=3 if state == 2 else 4).bundle().encode()
        yield Case(f"voucher-{name}_fail", f"a voucher that is {name}", raw, POLICY)
    document = replace(VOUCHER, documents=(Document("agreement", b"another"),))
    yield Case("document-other_fail", "another document than agreed", document.encode(), POLICY)
    later = more.captured_twice(captured_at=kit.NOW + kit.DAY)
    yield Case.of("capture-after-anchor_fail", "the second capture speaks of a time after its anchor", later)
    twice = more.captured_twice().bundle()
    swapped = tuple(replace(one, bound=_SWAPPED.get(one.bound, one.bound)) for one in twice.documents)
    crossed = replace(twice, documents=swapped).encode()
    yield Case("captures-swapped_fail", "each capture bound to the other's digest", crossed, POLICY)
    token = replace(TITLE, tokens=(Token("rfc3161", b"\x30"),))
    yield Case("token_fail", "a time token under a policy that names no authority", token.encode(), POLICY)
    other = replace(TITLE, tokens=(Token("ots", b"\x30"),))
    yield Case("token-scheme_fail", "a time token of a scheme that is not verified", other.encode(), POLICY)
    doubted = encode(json.loads(POLICY) | {"timestampAuthorities": [{"certificates": [], "name": "nobody"}]})
    yield Case(
        "authority-empty_fail", "the policy names a time authority without a certificate", TITLE.encode(), doubted
    )


_SWAPPED = {"entry.capture": "entry.capture2", "entry.capture2": "entry.capture"}
