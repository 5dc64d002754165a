import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import AnchorError, LimitExceeded, MalformedInput, SignatureMismatch, TrustMissing
from torrens_anchor.forms.encoding import base64_text
from torrens_anchor.notes.note import MAX_SIGNATURES, Note, NoteSignature, sign_note
from torrens_anchor.notes.notekey import KeyType, VerifierKey
from torrens_log.keys import signer_from_seed

# golang.org/x/mod/sumdb/note, package example
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
""".encode()

SIGNER = signer_from_seed("example.com/log", b"s" * 32)
OTHER = signer_from_seed("example.com/other", b"o" * 32)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
TEXTS = st.lists(LINES, min_size=1, max_size=5).map(lambda lines: "".join(f"{line}\n" for line in lines))


def signed(text: str = "one\ntwo\n") -> Note:
    return Note(text, (sign_note(text, SIGNER),))


def test_the_published_example_verifies() -> None:
    note = Note.parse(GO_NOTE)
    key = VerifierKey.parse(GO_KEY)
    assert str(key) == GO_KEY
    assert note.encode() == GO_NOTE
    assert [line.name for line in note.verified_by([key])] == ["PeterNeumann"]


@given(TEXTS)
def test_a_signed_note_reads_back_and_verifies(text: str) -> None:
    note = signed(text)
    assert Note.parse(note.encode()) == note
    assert note.verified_by([OTHER.key, SIGNER.key]) == list(note.signatures)


@given(TEXTS, st.data())
def test_any_flipped_bit_fails(text: str, data: st.DataObject) -> None:
    bad = bytearray(signed(text).encode())
    bit = data.draw(st.integers(0, len(bad) * 8 - 1))
    bad[bit // 8] ^= 1 << bit % 8
    with pytest.raises(AnchorError):
        Note.parse(bytes(bad)).verified_by([SIGNER.key])


@given(st.binary(max_size=80) | TEXTS.map(str.encode))
def test_parser_refuses_random_bytes_by_name_or_reads_them(data: bytes) -> None:
    try:
        note = Note.parse(data)
    except MalformedInput:
        return
    assert note.encode() == data


def test_text_may_hold_blank_lines_and_look_like_signatures() -> None:
    text = "a\n\n— x AAAAAAA=\n\nc\n"
    assert Note.parse(signed(text).encode()).text == text


def test_unknown_signatures_are_ignored_on_verifying() -> None:
    unknown = NoteSignature(OTHER.key.name, OTHER.key.key_id, b"of an unknown type")
    same_name = NoteSignature(SIGNER.key.name, OTHER.key.key_id, b"same name, other id")
    note = signed().with_signature(unknown).with_signature(same_name)
    assert len(Note.parse(note.encode()).verified_by([SIGNER.key])) == 1


def test_no_known_signature_fail() -> None:
    with pytest.raises(TrustMissing) as caught:
        signed().verified_by([OTHER.key])
    assert caught.value.exit_code == 2
    assert "example.com/log" in str(caught.value.facts["signers"])


def test_one_bad_signature_of_a_known_key_refuses_the_note_fail() -> None:
    bad = NoteSignature(OTHER.key.name, OTHER.key.key_id, bytes(64))
    with pytest.raises(SignatureMismatch, match=r"example\.com/other"):
        signed().with_signature(bad).verified_by([SIGNER.key, OTHER.key])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"text\n",
        b"text\n\n",
        b"text\n\nno dash\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAAAAA=".encode(),
        "text\n\n— name AAAAAAA=\n\n".encode(),
        "text\n\n— name  AAAAAAA=\n".encode(),
        "text\n\n—  AAAAAAA=\n".encode(),
        "text\n\n— na+me AAAAAAA=\n".encode(),
        "text\n\n— na\u00a0me AAAAAAA=\n".encode(),
        "text\n\n— name AAAAAAA\n".encode(),
        "text\n\n— name AAAAAAB=\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— name AAAAAAA=\nmore\n".encode(),
        "te\txt\n\n— name AAAAAAA=\n".encode(),
        "text\r\n\n— name AAAAAAA=\n".encode(),
        "te\x00xt\n\n— name AAAAAAA=\n".encode(),
        b"te\xffxt\n\n\xe2\x80\x94 name AAAAAAA=\n",
    ],
)
def test_malformed_note_fail(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        Note.parse(data)


def test_notes_are_bounded_fail() -> None:
    line = "— name AAAAAAA=\n"
    assert len(Note.parse(f"t\n\n{line * MAX_SIGNATURES}".encode()).signatures) == MAX_SIGNATURES
    with pytest.raises(LimitExceeded):
        Note.parse(f"t\n\n{line * (MAX_SIGNATURES + 1)}".encode())
    with pytest.raises(LimitExceeded):
        Note.parse(b"a" * 2**20 + f"\n\n{line}".encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a3+" + base64_text(b"\x02" + bytes(32)),
        "PeterNeumann+c74f20a3+" + base64_text(b"\x01" + bytes(31)),
        GO_KEY + "\n",
    ],
)
def test_malformed_verifier_key_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        VerifierKey.parse(text)


@pytest.mark.parametrize("key_type", KeyType)
def test_verifier_key_reads_back_and_types_differ_in_id(key_type: KeyType) -> None:
    key = signer_from_seed("w.example", b"x" * 32, key_type).key
    assert VerifierKey.parse(str(key)) == key
    other = next(each for each in KeyType if each is not key_type)
    assert signer_from_seed("w.example", b"x" * 32, other).key.key_id != key.key_id


def test_a_cosigning_key_signs_no_notes_fail() -> None:
    with pytest.raises(MalformedInput):
        sign_note("t\n", signer_from_seed("w.example", b"x" * 32, KeyType.COSIGNATURE_V1))


@pytest.mark.parametrize("text", ["", "no newline", "a\rb\n"])
def test_text_that_no_note_can_hold_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        Note(text)
