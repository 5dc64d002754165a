"""Following a chain: changes of validators in both modes, and every way in which they must not be believed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from eth_keys.datatypes import PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from qbft_kit import CONTRACT, addresses, follow, header, named_by, secrets
from trie_kit import path_proof, trie_of

from torrens_anchor.chain import rlp
from torrens_anchor.chain.qbft import parse_qbft_header, quorum
from torrens_anchor.chain.qbft_set import SetProof, ValidatorContract, validators_of
from torrens_anchor.chain.qbft_trust import Rule, Step, TrustedSet, advance
from torrens_anchor.errors import (
    AnchorError,
    FieldMismatch,
    LimitExceeded,
    MalformedInput,
    ProofMismatch,
    SignatureMismatch,
    TrustMissing,
)
from torrens_anchor.forms.canonical import JsonObject
from torrens_anchor.hashing.keccak import keccak256

KEYS = secrets(9)
STRICT = Rule()


def step(
    keys: Sequence[PrivateKey], sealers: Sequence[PrivateKey], *, number: int = 10, parent: bytes = b"p" * 32
) -> Step:
    return Step.of(header(addresses(keys), sealers, number=number, parent=parent))


def at(keys: Sequence[PrivateKey], number: int = 5) -> TrustedSet:
    return TrustedSet(addresses(keys), parse_qbft_header(header(addresses(keys), keys, number=number)).header)


def test_the_same_set_goes_on_without_headers_in_between() -> None:
    found = follow(at(KEYS[:4]), [step(KEYS[:4], KEYS[:3]), step(KEYS[:4], KEYS[1:4], number=4_000)], STRICT)
    assert found.header is not None
    assert found.header.number == 4_000
    assert found.validators == addresses(KEYS[:4])


def test_one_in_one_out_is_followed() -> None:
    grown = step(KEYS[:5], KEYS[:4])
    other = step(KEYS[1:5], KEYS[1:5], number=20)
    assert follow(at(KEYS[:4]), [grown, other], STRICT).validators == addresses(KEYS[1:5])


def test_a_quorum_of_its_own_set_with_too_few_of_the_trusted_fails() -> None:
    five, six = KEYS[:5], KEYS[:6]
    four_seals = step(six, [*KEYS[:3], KEYS[5]])
    with pytest.raises(TrustMissing, match="3 of the 5 trusted sealed header 10; 4 must have"):
        advance(at(five), four_seals, STRICT)
    assert advance(at(five), step(six, [*KEYS[:4], KEYS[5]]), STRICT).validators == addresses(six)


def test_too_few_of_its_own_set_fails() -> None:
    with pytest.raises(SignatureMismatch, match="need"):
        advance(at(KEYS[:4]), step(KEYS[:9], KEYS[:5]), STRICT)


def test_a_set_of_strangers_fails() -> None:
    with pytest.raises(TrustMissing):
        advance(at(KEYS[:4]), step(KEYS[4:8], KEYS[4:8]), STRICT)
    with pytest.raises(TrustMissing):
        advance(at(KEYS[:4]), step(KEYS[4:8], KEYS[4:8]), Rule(trusting_period=10_000))


def test_an_old_set_seals_no_longer_fail() -> None:
    moved = follow(at(KEYS[:4]), [step(KEYS[1:5], KEYS[1:5])], STRICT)
    with pytest.raises(TrustMissing):
        advance(moved, step([KEYS[0], *KEYS[5:8]], [KEYS[0], *KEYS[5:8]], number=11, parent=_hash(moved)), STRICT)


def _hash(trusted: TrustedSet) -> bytes:
    assert trusted.header is not None
    return trusted.header.hash


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, 8), min_size=1), st.sets(st.integers(0, 8), min_size=1), st.data())
def test_the_rule_is_its_two_thresholds(old: set[int], new: set[int], data: st.DataObject) -> None:
    sealers = data.draw(st.lists(st.sampled_from(sorted(new)), unique=True))
    lenient = data.draw(st.booleans())
    trusted, later = at(_keys(old)), step(_keys(new), [KEYS[i] for i in sealers])
    needed = (len(old) - 1) // 3 + 1 if lenient else -(-2 * len(old) // 3)
    good = len(sealers) >= quorum(len(new)) and len(old & set(sealers)) >= needed
    try:
        found = advance(trusted, later, Rule(trusting_period=100 if lenient else 0))
    except AnchorError:
        assert not good
    else:
        assert good
        assert found.validators == addresses(_keys(new))


def _keys(numbers: set[int]) -> list[PrivateKey]:
    return [KEYS[i] for i in sorted(numbers)]


def test_f_plus_one_is_enough_only_inside_the_trusting_period_fail() -> None:
    later = step([*KEYS[2:4], *KEYS[4:6]], KEYS[2:6])
    assert advance(at(KEYS[:4]), later, Rule(trusting_period=5)).validators == addresses(KEYS[2:6])
    with pytest.raises(TrustMissing):
        advance(at(KEYS[:4]), later, Rule(trusting_period=4))
    with pytest.raises(TrustMissing):  # a pinned set has no time from which the period could run
        advance(TrustedSet(addresses(KEYS[:4])), later, Rule(trusting_period=5))


def test_not_later_or_of_another_history_fails() -> None:
    trusted = at(KEYS[:4], number=9)
    for number in (9, 8, 0):
        with pytest.raises(FieldMismatch, match="not later"):
            advance(trusted, step(KEYS[:4], KEYS[:4], number=number), STRICT)
    with pytest.raises(FieldMismatch, match="does not follow"):
        advance(trusted, step(KEYS[:4], KEYS[:4], number=10), STRICT)
    advance(trusted, step(KEYS[:4], KEYS[:4], number=10, parent=_hash(trusted)), STRICT)
    backwards = Step.of(header(addresses(KEYS[:4]), KEYS[:4], number=11, timestamp=5))
    with pytest.raises(FieldMismatch, match="not later"):
        advance(trusted, backwards, STRICT)


@pytest.mark.parametrize("validators", [(), (addresses(KEYS[:1]) * 2)])
def test_a_set_that_promises_nothing_fails(validators: tuple[bytes, ...]) -> None:
    with pytest.raises(MalformedInput):
        TrustedSet(validators)  # type: ignore[arg-type] # addresses, or none


RULE = Rule(contract=CONTRACT)


def contract_step(
    words: Sequence[bytes], sealers: Sequence[PrivateKey], *, size: int | None = None, code: bytes | None = None
) -> Step:
    """Give a header in contract mode whose parent's state holds the words in the contract's array."""
    shown = named_by(CONTRACT, words, number=9, size=size, code=code)
    return Step.of(header((), sealers, number=10, parent=shown.parent.hash), shown)


def test_contract_mode_follows_the_array_at_the_parent() -> None:
    later = contract_step(addresses(KEYS[:5]), KEYS[:4])
    found = advance(at(KEYS[:4]), later, RULE)
    assert found.validators == addresses(KEYS[:5])
    assert Step.parse(later.json(), "step") == later


def test_the_array_may_stand_at_any_slot() -> None:
    far = replace(CONTRACT, slot=2**256 - 1)
    shown = named_by(far, addresses(KEYS[:4]), number=9)
    later = Step.of(header((), KEYS[:3], number=10, parent=shown.parent.hash), shown)
    assert advance(at(KEYS[:4]), later, Rule(contract=far)).validators == addresses(KEYS[:4])
    assert ValidatorContract.parse(far.json(), "contract") == far


def with_proof(base: Step, **changed: object) -> Step:
    assert base.proof is not None
    return replace(base, proof=replace(base.proof, **changed))  # type: ignore[arg-type] # one member is wrong


def sealed_parent(base: Step) -> Step:
    assert base.proof is not None
    raw = header((), KEYS[:3], number=9, state_root=base.proof.parent.state_root)
    assert parse_qbft_header(raw).header.hash == base.proof.parent.hash
    return replace(base, proof=SetProof.of(raw, base.proof.account, base.proof.slots))


def grandchild(base: Step) -> Step:
    assert base.proof is not None
    return Step.of(header((), KEYS[:4], number=11, parent=base.proof.parent.hash), base.proof)


def test_contract_mode_that_does_not_hold_fails() -> None:
    good = contract_step(addresses(KEYS[:5]), KEYS[:4])
    assert good.proof is not None
    other = contract_step(addresses(KEYS[5:9]), KEYS[5:9])
    assert other.proof is not None
    cases: list[tuple[Step, type[AnchorError]]] = [
        (contract_step(addresses(KEYS[:5]), KEYS[:3]), SignatureMismatch),  # a quorum of the old set only
        (contract_step(addresses(KEYS[:5]), KEYS[1:6]), SignatureMismatch),  # an outsider
        (other, TrustMissing),  # strangers, well proven
        (replace(good, proof=None), MalformedInput),
        (with_proof(good, parent=other.proof.parent), FieldMismatch),  # another parent
        (sealed_parent(good), FieldMismatch),  # the parent with its seals, which nothing vouches for
        (grandchild(good), FieldMismatch),  # a parent two heights below
        (with_proof(good, slots=()), ProofMismatch),
        (with_proof(good, slots=good.proof.slots[:-1]), ProofMismatch),
        (with_proof(good, slots=(*good.proof.slots, good.proof.slots[-1])), ProofMismatch),
        (with_proof(good, slots=good.proof.slots[::-1]), ProofMismatch),
        (with_proof(good, account=good.proof.account[:-1]), ProofMismatch),
        (contract_step(addresses(KEYS[:5]), KEYS[:4], code=keccak256(b"other code")), FieldMismatch),
        (contract_step((), KEYS[:4]), ProofMismatch),  # an empty array
        (contract_step(addresses(KEYS[:5]), KEYS[:4], size=5_000), LimitExceeded),
        (contract_step((*addresses(KEYS[:4]), addresses(KEYS)[0]), KEYS[:4]), MalformedInput),  # one twice
        (contract_step((*addresses(KEYS[:4]), b"\1" * 21), KEYS[:4]), MalformedInput),  # no address
        (contract_step((*addresses(KEYS[:4]), b""), KEYS[:4]), MalformedInput),  # the zero address
        (step(KEYS[:4], KEYS[:4]), FieldMismatch),  # a header that lists validators
        (Step.of(header((), KEYS[:4], number=10, vote=(b"\7" * 20, b"\xff"))), FieldMismatch),
    ]
    for broken, expected in cases:
        with pytest.raises(expected):
            advance(at(KEYS[:4]), broken, RULE)


def test_header_mode_with_a_proof_or_without_a_list_fails() -> None:
    with pytest.raises(FieldMismatch, match="header mode"):
        advance(at(KEYS[:4]), Step.of(header((), KEYS[:4], number=10)), STRICT)
    proven = contract_step(addresses(KEYS[:4]), KEYS[:4]).proof
    with pytest.raises(MalformedInput, match="needs no proof"):
        validators_of(step(KEYS[:4], KEYS[:4]).sealed, None, proven)


def test_no_contract_at_the_address_fails() -> None:
    good = contract_step(addresses(KEYS[:4]), KEYS[:4])
    assert good.proof is not None
    nobody = replace(CONTRACT, address=b"\x99" * 20)
    state = trie_of({b"\7" * 20: rlp.encode((b"\1", b"", bytes(32), bytes(32)))})
    shown = SetProof.of(
        header((), (), number=9, state_root=bytes(state.root_hash)),
        path_proof(state, keccak256(nobody.address)),
        good.proof.slots,
    )
    absent = Step.of(header((), KEYS[:4], number=10, parent=shown.parent.hash), shown)
    with pytest.raises(FieldMismatch, match="missing"):
        advance(at(KEYS[:4]), absent, Rule(contract=nobody))


@pytest.mark.parametrize(
    "changed",
    [{"rlp": "0x"}, {"rlp": "00"}, {"set": {}}, {"set": {"parent": "0x", "account": [], "slots": [1]}}, {"x": 1}],
)
def test_another_form_fails(changed: JsonObject) -> None:
    good = step(KEYS[:4], KEYS[:4])
    assert Step.parse(good.json(), "step") == good
    with pytest.raises(MalformedInput):
        Step.parse(good.json() | changed, "step")


def test_both_implementations_follow() -> None:
    assert follow(at(KEYS[:1]), [step(KEYS[:1], KEYS[:1])], STRICT, independent=True).validators == addresses(KEYS[:1])
