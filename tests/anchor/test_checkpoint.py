import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import (
    AnchorError,
    FieldMismatch,
    LimitExceeded,
    MalformedInput,
    OutOfRange,
    ProofMismatch,
    SignatureMismatch,
    TrustMissing,
    UnknownVersion,
)
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import EMPTY_ROOT, leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, open_checkpoint, sign_checkpoint
from torrens_anchor.notes.cosignature import MAX_TIMESTAMP, cosign, cosignatures
from torrens_anchor.notes.note import NoteSignature
from torrens_anchor.notes.notekey import KeyType, Signer
from torrens_anchor.notes.tlog_proof import TlogProof
from torrens_log.keys import signer_from_seed

LOG = signer_from_seed("example.com/log", b"l" * 32)
WITNESS = signer_from_seed("w1.example", b"w" * 32, KeyType.COSIGNATURE_V1)
ORIGIN = Origin(LOG.key.name)
ENTRIES = [b"entry %d" % i for i in range(9)]
TREE = Tree([leaf_hash(entry) for entry in ENTRIES])
NOTE = sign_checkpoint(Checkpoint(ORIGIN, TREE.size, TREE.root()), LOG)
WITNESSED = NOTE.with_signature(cosign(NOTE.text, 1_700_000_000, WITNESS))


def proof(index: int, extra: bytes | None = None) -> TlogProof:
    return TlogProof(index, tuple(TREE.inclusion_proof(index)), WITNESSED, extra)


@given(st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32), st.lists(st.just("ext 1"), max_size=2))
def test_checkpoint_text_reads_back(size: int, root: bytes, extensions: list[str]) -> None:
    checkpoint = Checkpoint(ORIGIN, size, Root(root), tuple(extensions))
    assert Checkpoint.parse(checkpoint.text()) == checkpoint


def test_the_published_form_is_read() -> None:
    # C2SP tlog-checkpoint, its example
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    checkpoint = Checkpoint.parse(text)
    assert (checkpoint.origin, checkpoint.size, checkpoint.text()) == ("example.com/behind-the-sofa", 20852163, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "o\n1\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\next\n",
        "o\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    ],
)
def test_malformed_checkpoint_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        Checkpoint.parse(text)


def test_the_empty_log_has_a_checkpoint() -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), LOG)
    assert open_checkpoint(note, [LOG.key]).size == 0


def test_a_key_of_another_name_signs_no_checkpoint_fail() -> None:
    with pytest.raises(FieldMismatch):
        sign_checkpoint(Checkpoint(Origin("example.com/other"), 1, TREE.root()), LOG)


def test_a_trusted_key_of_another_log_does_not_open_fail() -> None:
    other = signer_from_seed("example.com/other", b"l" * 32)
    with pytest.raises(TrustMissing):
        open_checkpoint(NOTE, [other.key])
    with pytest.raises(TrustMissing):
        open_checkpoint(NOTE, [])


def test_a_signing_function_of_another_key_is_noticed_fail() -> None:
    with pytest.raises(SignatureMismatch):
        sign_checkpoint(Checkpoint(ORIGIN, 1, TREE.root()), Signer(LOG.key, WITNESS.sign))


def test_cosignature_is_found_with_its_time() -> None:
    (found,) = cosignatures(WITNESSED, [WITNESS.key, LOG.key])
    assert (found.witness, found.timestamp) == (WITNESS.key, 1_700_000_000)
    assert cosignatures(NOTE, [WITNESS.key]) == []
    assert open_checkpoint(WITNESSED, [LOG.key]).size == TREE.size


def test_cosignature_signs_the_published_message() -> None:
    # C2SP tlog-cosignature: header line, time line, the note's text
    seen: list[bytes] = []

    def sign(message: bytes) -> bytes:
        seen.append(message)
        return WITNESS.sign(message)

    cosign(NOTE.text, 1679315147, Signer(WITNESS.key, sign))
    assert seen == [b"cosignature/v1\ntime 1679315147\n" + NOTE.text.encode()]


@given(st.integers(0, 72 * 8 - 1))
def test_any_flipped_bit_of_a_cosignature_fails(bit: int) -> None:
    line = WITNESSED.signatures[1]
    bad = bytearray(line.signature)
    bad[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SignatureMismatch):
        cosignatures(NOTE.with_signature(NoteSignature(line.name, line.key_id, bytes(bad))), [WITNESS.key])


@pytest.mark.parametrize("size", [1, 71, 73])
def test_cosignature_of_another_length_fail(size: int) -> None:
    line = NoteSignature(WITNESS.key.name, WITNESS.key.key_id, bytes(size))
    with pytest.raises(SignatureMismatch):
        cosignatures(NOTE.with_signature(line), [WITNESS.key])


@pytest.mark.parametrize("timestamp", [-1, MAX_TIMESTAMP + 1])
def test_cosigning_at_an_impossible_time_fail(timestamp: int) -> None:
    with pytest.raises(OutOfRange):
        cosign(NOTE.text, timestamp, WITNESS)


def test_cosigning_with_a_log_key_or_what_is_no_checkpoint_fail() -> None:
    with pytest.raises(MalformedInput):
        cosign(NOTE.text, 1, LOG)
    with pytest.raises(MalformedInput):
        cosign("just text\n", 1, WITNESS)


@pytest.mark.parametrize("extra", [None, b"", b"why"])
def test_log_proof_reads_back_and_verifies_every_entry(extra: bytes | None) -> None:
    for index, entry in enumerate(ENTRIES):
        made = proof(index, extra)
        read = TlogProof.parse(made.encode())
        assert read == made
        assert read.verify(entry, [LOG.key]).root == TREE.root()
        assert read.checkpoint().size == TREE.size


@given(st.data())
def test_any_flipped_bit_of_a_log_proof_fails(data: st.DataObject) -> None:
    bad = bytearray(TlogProof(3, tuple(TREE.inclusion_proof(3)), NOTE).encode())
    bit = data.draw(st.integers(0, len(bad) * 8 - 1))
    bad[bit // 8] ^= 1 << bit % 8
    with pytest.raises(AnchorError):
        TlogProof.parse(bytes(bad)).verify(ENTRIES[3], [LOG.key])


def test_log_proof_of_another_entry_or_log_fail() -> None:
    with pytest.raises(ProofMismatch):
        proof(3).verify(ENTRIES[4], [LOG.key])
    with pytest.raises(TrustMissing):
        proof(3).verify(ENTRIES[3], [])
    with pytest.raises(OutOfRange):
        TlogProof(9, (), WITNESSED).verify(ENTRIES[3], [LOG.key])


HEAD = "c2sp.org/tlog-proof@v1\n"
HASH = "A" * 43 + "=\n"


@pytest.mark.parametrize(
    ("head", "error"),
    [
        ("", UnknownVersion),
        ("c2sp.org/tlog-proof@v2\nindex 0\n\n", UnknownVersion),
        (" c2sp.org/tlog-proof@v1\nindex 0\n\n", UnknownVersion),
        (HEAD, MalformedInput),
        (HEAD + "\n", MalformedInput),
        (HEAD + "index 0\n", MalformedInput),
        (HEAD + "index 01\n\n", MalformedInput),
        (HEAD + "index -1\n\n", MalformedInput),
        (HEAD + "index 9223372036854775808\n\n", MalformedInput),
        (HEAD + "Index 0\n\n", MalformedInput),
        (HEAD + "index 0\nextra AA==\n\n", MalformedInput),
        (HEAD + "extra A\nindex 0\n\n", MalformedInput),
        (HEAD + "extra AA==\n\n", MalformedInput),
        (HEAD + "index 0\nAAAA\n\n", MalformedInput),
        (HEAD + "index 0\n" + HASH * 64 + "\n", LimitExceeded),
        (HEAD + "index 0\n\n\n", MalformedInput),
    ],
)
def test_malformed_log_proof_fail(head: str, error: type[AnchorError]) -> None:
    with pytest.raises(error):
        TlogProof.parse(head.encode() + NOTE.encode())


@given(st.binary(max_size=80))
def test_log_proof_parser_refuses_random_bytes_by_name(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        TlogProof.parse(HEAD.encode() + data)
