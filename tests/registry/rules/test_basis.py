"""Acquisition-basis matrix (domain.md 2.2) and the regimes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_contracts.codes import Basis, Right
from torrens_registry.errors import BasisRefused, EmptyMask, UnknownBits
from torrens_registry.rules.basis import TABLE, Allowed, Claim, check, refusals
from torrens_registry.rules.regimes import NATIONAL, PROVINCIAL, regime_of

H, U, O = Right.HOLD, Right.USE, Right.OPERATE  # noqa: E741 - the three rights
SHOWN = {
    "agreed": 7,
    "participants": frozenset({70_001, 70_002}),
    "consents": frozenset({70_001, 70_002}),
    "sources": {"a": True},
    "public_code": "GD-1",
}


def _carried(basis: Basis) -> int:
    """Every right that the row does not refuse outright."""
    return sum(int(right) for right in (H, U, O) if TABLE[basis].allowed(right) is not Allowed.NO)


def test_the_matrix_of_the_guide() -> None:
    most = {basis: _carried(basis) for basis in Basis}
    assert most == dict.fromkeys(Basis, 7) | {
        Basis.SCRAPED_PUBLIC: int(H | U),
        Basis.ENTRUSTED_PROCESSING: 0,
        Basis.PUBLIC_BODY_DUTY: 0,
    }
    assert list(TABLE) == list(Basis) == list(range(1, 14))
    assert all("G35" in row.article and row.zh and row.proof for row in TABLE.values())


@given(st.sampled_from(list(Basis)), st.integers(1, 7))
def test_with_everything_shown_exactly_the_registrable_rights_pass(basis: Basis, mask: int) -> None:
    refused = refusals(Claim(basis, mask, **SHOWN))  # type: ignore[arg-type]  # a dict of mixed values
    assert (not refused) == (mask & ~_carried(basis) == 0)
    assert all(str(r.facts["article"]) in str(r) and r.remedy for r in refused)


@given(st.sampled_from(list(Basis)), st.integers(1, 7), st.integers(0, 7))
def test_asking_for_less_is_never_refused_more(basis: Basis, mask: int, less: int) -> None:
    whole, part = Claim(basis, mask), Claim(basis, mask & less)
    if part.rights:
        assert len(refusals(part)) <= len(refusals(whole))


@pytest.mark.parametrize("basis", [Basis.ENTRUSTED_PROCESSING, Basis.PUBLIC_BODY_DUTY])
@pytest.mark.parametrize("right", [H, U, O])
def test_entrusted_processing_and_duty_data_fail(basis: Basis, right: Right) -> None:
    with pytest.raises(BasisRefused, match=rf"{basis.name} carries no {right.name}.*G35"):
        check(Claim(basis, int(right), **SHOWN))  # type: ignore[arg-type]  # a dict of mixed values


def test_scraped_data_and_operate_fail() -> None:
    check(Claim(Basis.SCRAPED_PUBLIC, int(H | U)))
    with pytest.raises(BasisRefused, match=r"OPERATE.*art\. 21") as caught:
        check(Claim(Basis.SCRAPED_PUBLIC, int(H | U | O)))
    assert caught.value.facts == {"basis": "SCRAPED_PUBLIC", "right": "OPERATE", "article": "G35 art. 21"}


@pytest.mark.parametrize("basis", [Basis.CONTRACT_ACQUIRED, Basis.FUSED_AGREED])
def test_right_not_in_the_contract_fail(basis: Basis) -> None:
    check(Claim(basis, int(U), agreed=int(U)))
    with pytest.raises(BasisRefused, match="only as agreed"):
        check(Claim(basis, int(U | O), agreed=int(U)))


def test_fused_data_without_every_consent_fail() -> None:
    claim = Claim(Basis.FUSED_SILENT, 7, participants=frozenset({5, 6}), consents=frozenset({5}))
    with pytest.raises(BasisRefused, match="missing: 6"):
        check(claim)
    check(replace(claim, rights=int(H | U)))
    check(replace(claim, consents=frozenset({5, 6})))


def test_fused_data_without_naming_participants_fail() -> None:
    with pytest.raises(BasisRefused, match="not named"):
        check(Claim(Basis.FUSED_SILENT, int(O)))


def test_derived_data_without_use_of_a_source_fail() -> None:
    check(Claim(Basis.DERIVED, 7, sources={"weather": True}))
    with pytest.raises(BasisRefused, match="without: roads"):
        check(Claim(Basis.DERIVED, int(H), sources={"weather": True, "roads": False}))
    with pytest.raises(BasisRefused, match="without: all"):
        check(Claim(Basis.DERIVED, int(H)))


def test_public_product_without_its_registry_code_fail() -> None:
    with pytest.raises(BasisRefused, match="registry code"):
        check(Claim(Basis.PUBLIC_AUTHORIZED_PRODUCT, int(O)))


def test_claim_of_no_right_fail() -> None:
    with pytest.raises(EmptyMask):
        check(Claim(Basis.SELF_GENERATED, 0))


def test_claim_of_an_unknown_right_fail() -> None:
    with pytest.raises(UnknownBits):
        check(Claim(Basis.SELF_GENERATED, 9))


def test_no_profile_asks_for_less_than_the_national_one() -> None:
    longer = ("notice_days", "record_years")
    shorter = ("answer_days", "inquiry_days", "case_days", "extension_days", "objection_notice_days")
    for regime in PROVINCIAL.values():
        assert all(getattr(regime, name) >= getattr(NATIONAL, name) for name in longer)
        assert all(getattr(regime, name) <= getattr(NATIONAL, name) for name in (*shorter, "certificate_years"))


def test_the_regime_follows_the_registrar_code() -> None:
    assert [regime_of(n).code for n in (331, 231, 151, 350, 111)] == ["33", "23", "15", "35", "CN"]


def test_both_sets_of_names_are_labels_of_the_same_rights() -> None:
    assert [NATIONAL.labels.of(right) for right in (H, U, O)] == ["数据持有权", "数据使用权", "数据经营权"]
    assert regime_of(331).labels.of(O) == "数据产品经营权"
