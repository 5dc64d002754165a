"""What the numbers of a verdict stand for: the same as the contracts say, and told where they stand."""

import re
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path

import bundle_more as more
import pytest
from bundle_kit import AT

from torrens_anchor.chain.layout import Kind
from torrens_anchor.reports.glossary import TERMS
from torrens_anchor.reports.wording import UNASKED, describe_verdict
from torrens_anchor.reports.wording_actions import ACTIONS
from torrens_anchor.reports.wording_codes import (
    ANSWERS,
    KINDS,
    REASONS_OF_STANDING,
    STATES,
    STATUSES,
    rights_in,
    stands_for,
)
from torrens_anchor.reports.wording_tables import Text
from torrens_anchor.verdicts.verdict import Fact
from torrens_anchor.verdicts.verify import verify
from torrens_contracts import codes
from torrens_contracts.words.agreement import AgreementState
from torrens_contracts.words.grant import GrantState
from torrens_contracts.words.listing import ListingState
from torrens_contracts.words.peer import PeerState
from torrens_contracts.words.voucher import VoucherState

REGISTRY = Path(__file__).parents[2] / "registry" / "torrens_registry"
TWINS: dict[str, tuple[Mapping[int, Text], type[IntEnum]]] = {
    "kinds": (KINDS, Kind),
    "answers": (ANSWERS, codes.Answer),
    "statuses": (STATUSES, codes.Recognised),
    "grants": (STATES[Fact.GRANT_WORD], GrantState),
    "vouchers": (STATES[Fact.VOUCHER_WORD], VoucherState),
    "listings": (STATES[Fact.LISTING_WORD], ListingState),
    "peers": (STATES[Fact.PEER], PeerState),
    "agreements": (STATES[Fact.AGREEMENT], AgreementState),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_numbers_are_those_of_the_contracts(name: str) -> None:
    told, spoken = TWINS[name]
    assert {number: text.en for number, text in told.items()} == {int(one): one.name for one in spoken}


def test_the_reasons_of_a_statement_are_those_of_the_contracts() -> None:
    told = {number: text.en for number, text in REASONS_OF_STANDING.items() if number}
    assert told == {int(one): one.name for one in codes.Reason if one}
    assert rights_in(codes.Right.ALL).en == "HOLD, USE, OPERATE"


def test_a_number_that_nobody_knows_stays_a_number_fail() -> None:
    assert stands_for(Fact.GRANT_WORD, "state", 77) is None
    assert stands_for(None, "state", 2) is None
    assert stands_for(Fact.SEAL, "scheme", "bls") is None
    assert stands_for(Fact.HOME, "home", "attest") is None, "the name that a policy gives is no code"


def told(kind: str) -> str:
    verdict = verify(more.WORLDS[kind]().bundle(), more.policy(), at=AT)
    return "\n".join(f"{line.zh}\n{line.en}" for line in describe_verdict(verdict))


def test_a_clerk_reads_words_beside_numbers() -> None:
    voucher = told("voucher")
    for said in ("状态 2（有效）", "state 2 (ACTIVE)", "权利 2（使用）", "rights 2 (USE)", "种类 VOUCHER（凭证）"):
        assert said in voucher
    assert "方式 attest（公证人签署）" in voucher
    assert "对应 entry.capture（采集说明）" in voucher
    assert "所附状态证明 0" in voucher
    recognised = told("recognition")
    for said in ("状态 1（经认可）", "所需用途 show（出示）", "答复 2（良好）", "结论 RECOGNIZED（承认）"):
        assert said in recognised


def test_the_actions_of_entries_have_names() -> None:
    """Every action that the registry logs of titles, rights, vouchers, keys, modules and other registers."""
    sources = "".join(path.read_text(encoding="utf-8") for path in REGISTRY.rglob("*.py"))
    logged = set(re.findall(r'"((?:title|right|voucher|fact|peer|agreement|key|module)\.[a-z]+)"', sources))
    assert logged <= set(ACTIONS), logged - set(ACTIONS)
    assert "操作 voucher.issue（签发凭证）" in told("voucher")
    assert all(re.fullmatch("[\u4e00-\u9fff]+", name) for name in ACTIONS.values())


def test_a_level_of_which_nothing_can_be_asked_says_so() -> None:
    """So that nobody takes a log entry, which has no record beside it, for one that does not agree with itself."""
    assert told("log-entry").count(UNASKED.en) == 2, "neither a record nor a statement"
    assert told("recognition").count(UNASKED.zh) == 1
    assert UNASKED.zh not in told("voucher")


def test_every_term_is_a_sentence_in_both_languages() -> None:
    assert all("：" in term.zh and term.zh.endswith("。") for term in TERMS)
    assert all(": " in term.en and term.en.isascii() for term in TERMS)
