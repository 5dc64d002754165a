"""Statements of good standing: their hash, the Merkle tree of their answers.

Source: contracts/README.md, statements. The tree is OpenZeppelin's (MerkleProof, StandardMerkleTree): leaves
hashed twice, pairs sorted, so a proof needs no directions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.abi import encode_tagged, hash_words, uint_word
from torrens_anchor.errors import OutOfRange, ProofMismatch
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed

TAG = "torrens/standing/1"
MAX_PROOF = 64
"""Longest answer proof that is walked; 2^64 answers fit no block."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a statement.

    Attributes:
        kind: The record's kind.
        id: The record's id, 32 bytes.
        state: What the home's law says of it, uint8.
        reason: Why, uint8.
        flags: uint16.
        until: Good until this UTC second; a negative answer has none (0).
    """

    kind: int
    id: bytes
    state: int
    reason: int
    flags: int
    until: int

    def leaf(self) -> bytes:
        """Give the answer's leaf.

        Returns:
            keccak256(bytes.concat(keccak256(abi.encode(kind, id, state, reason, flags, until)))).
        """
        return keccak256(
            hash_words(
                uint_word(self.kind, 8),
                self.id,
                uint_word(self.state, 8),
                uint_word(self.reason, 8),
                uint_word(self.flags, 16),
                uint_word(self.until, 40),
                of=Hashed.ANSWER,
            ),
            Hashed.ANSWER_LEAF,
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """What Standing hashed and stored in its ring.

    Attributes:
        origin: The register's origin.
        council_seq: How often the council changed the modules.
        lane: The asker's lane.
        number: n, the statement's number in its lane.
        as_of: UTC second of the block that made it.
        challenge: The asker's challenge, or zero.
        answers_root: Merkle root of the answers.
    """

    origin: bytes
    council_seq: int
    lane: int
    number: int
    as_of: int
    challenge: bytes
    answers_root: bytes

    def hash(self) -> bytes:
        """Give the statement's hash, the word in its ring slot.

        Returns:
            keccak256(abi.encode("torrens/standing/1", origin, councilSeq, lane, n, asOf, challenge, answersRoot)).
        """
        return keccak256(
            encode_tagged(
                TAG,
                self.origin,
                uint_word(self.council_seq),
                uint_word(self.lane),
                uint_word(self.number),
                uint_word(self.as_of),
                self.challenge,
                self.answers_root,
            ),
            Hashed.STATEMENT,
        )


def _pair(left: bytes, right: bytes) -> bytes:
    return keccak256(left + right if left < right else right + left, Hashed.ANSWER_NODE)


def answers_root(answers: Sequence[Answer]) -> bytes:
    """Build the root of a statement's answers.

    Args:
        answers: In the order they were asked; at least one.

    Returns:
        The root.

    Raises:
        OutOfRange: No answers.
    """
    return _levels(answers)[-1][0]


def prove_answer(answers: Sequence[Answer], index: int) -> tuple[bytes, ...]:
    """Give the proof of one answer.

    Args:
        answers: All answers, in the order they were asked.
        index: Which one.

    Returns:
        The siblings, from the leaf up.

    Raises:
        OutOfRange: No answers, or no such index.
    """
    if not 0 <= index < len(answers):
        raise OutOfRange(f"answer {index} of {len(answers)}", index=index, remedy="name an answer of the statement")
    proof = []
    for level in _levels(answers)[:-1]:
        if index ^ 1 < len(level):
            proof.append(level[index ^ 1])
        index >>= 1
    return tuple(proof)


def _levels(answers: Sequence[Answer]) -> list[list[bytes]]:
    """Hash the tree level by level; an odd last node moves up unhashed."""
    if not answers:
        raise OutOfRange("a statement has at least one answer", remedy="ask about at least one record")
    levels = [[answer.leaf() for answer in answers]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [_pair(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(above) * 2 :])
    return levels


def verify_answer(root: bytes, answer: Answer, proof: Sequence[bytes]) -> None:
    """Check that a statement gave an answer.

    Args:
        root: The statement's answers root.
        answer: The answer.
        proof: Its siblings, from the leaf up.

    Raises:
        ProofMismatch: The proof does not lead to the root, or is longer than any.
    """
    if len(proof) > MAX_PROOF:
        raise ProofMismatch(f"an answer's proof of {len(proof)} hashes; at most {MAX_PROOF}", hashes=len(proof))
    node = answer.leaf()
    for sibling in proof:
        node = _pair(node, sibling)
    if node != root:
        raise ProofMismatch("the answer's proof does not lead to the statement's answers root")
