import pytest
from eth_abi.abi import encode as abi_encode
from eth_utils.crypto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.chain.statement import Answer, Statement, answers_root, prove_answer, verify_answer
from torrens_anchor.errors import OutOfRange, ProofMismatch

B32 = st.binary(min_size=32, max_size=32)


def uint(bits: int) -> st.SearchStrategy[int]:
    return st.integers(0, 2**bits - 1)


ANSWERS = st.lists(
    st.builds(Answer, uint(8), B32, uint(8), uint(8), uint(16), uint(40)), min_size=1, max_size=40, unique=True
)


@settings(max_examples=40, deadline=None)
@given(st.builds(Statement, B32, uint(64), uint(16), uint(64), uint(40), B32, B32))
def test_hash_is_abi_encode(statement: Statement) -> None:
    types = ["string", "bytes32", "uint64", "uint16", "uint64", "uint40", "bytes32", "bytes32"]
    values = [
        "torrens/standing/1", statement.origin, statement.council_seq, statement.lane, statement.number,
        statement.as_of, statement.challenge, statement.answers_root,
    ]  # fmt: skip
    assert statement.hash() == keccak(abi_encode(types, values))


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.data())
def test_leaves_and_proofs(answers: list[Answer], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(answers) - 1))
    a = answers[index]
    types = ["uint8", "bytes32", "uint8", "uint8", "uint16", "uint40"]
    assert a.leaf() == keccak(keccak(abi_encode(types, [a.kind, a.id, a.state, a.reason, a.flags, a.until])))
    root, proof = answers_root(answers), prove_answer(answers, index)
    verify_answer(root, a, proof)
    for other in answers[:index] + answers[index + 1 :]:
        with pytest.raises(ProofMismatch):
            verify_answer(root, other, proof)
    for broken in (proof[:-1] if proof else (bytes(32),), (*proof, bytes(32)), (bytes(32), *proof)):
        with pytest.raises(ProofMismatch):
            verify_answer(root, a, broken)


def test_none_or_no_such_answer_or_endless_proof_fails() -> None:
    answer = Answer(6, bytes(32), 2, 0, 0, 9)
    with pytest.raises(OutOfRange):
        answers_root([])
    with pytest.raises(OutOfRange):
        prove_answer([answer], 1)
    with pytest.raises(ProofMismatch, match="at most"):
        verify_answer(answer.leaf(), answer, [bytes(32)] * 65)
