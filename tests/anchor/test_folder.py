"""What a folder's fingerprint, listing and proof say, and what their parsers refuse."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import (
    AnchorError,
    DigestMismatch,
    FieldMismatch,
    LimitExceeded,
    MalformedInput,
    OutOfRange,
    ProofMismatch,
    UnknownVersion,
)
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.files.folder import Entry, FolderFingerprint, FolderListing, check_path
from torrens_anchor.files.folderproof import EXTRA, MISSING, Difference, FolderProof, bagit_manifest, differences
from torrens_anchor.forms.canonical import JsonLike, encode, parse_canonical_object
from torrens_anchor.hashing.digest import Digest, Root
from torrens_anchor.hashing.merkle import EMPTY_ROOT, leaf_hash, tree_root


def of(data: bytes) -> FileFingerprint:
    return FileFingerprint(len(data), Digest.of(data), tree_root([leaf_hash(data)]))


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=6).filter(
    lambda name: name not in (".", "..")
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
KINDS = st.one_of(
    st.binary(max_size=3).map(lambda data: (of(data), None)), st.just((None, None)), NAMES.map(lambda to: (None, to))
)


@st.composite
def folders(draw: st.DrawFn) -> list[Entry]:
    found = draw(st.dictionaries(PATHS, KINDS, max_size=12))
    taken = [path for path in found if not any(other.startswith(path + "/") for other in found)]
    return [Entry(path, *found[path]) for path in taken]


@settings(deadline=None)
@given(folders())
def test_a_listing_reads_back_in_any_order_and_proves_each_entry(entries: list[Entry]) -> None:
    listing = FolderListing.of(entries)
    assert FolderListing.of(entries[::-1]) == listing
    assert FolderListing.parse(listing.encode()) == listing
    assert list(listing.entries()) == sorted(entries, key=lambda entry: entry.path.encode())
    assert listing.fingerprint.root == tree_root([leaf_hash(leaf) for leaf in listing.leaves])
    assert FolderFingerprint.parse(listing.fingerprint.encode()) == listing.fingerprint
    for entry in entries:
        proof = FolderProof.of(listing, entry.path)
        assert FolderProof.parse(proof.encode()) == proof
        assert proof.verify(listing.fingerprint) == proof.verify(listing.fingerprint.root) == entry


@settings(deadline=None)
@given(folders(), folders())
def test_differences_say_exactly_what_differs(one: list[Entry], other: list[Entry]) -> None:
    stated, found = FolderListing.of(one), FolderListing.of(other)
    there, here = {entry.path: entry for entry in one}, {entry.path: entry for entry in other}
    told = differences(stated, found)
    assert (not told) == (stated == found)
    assert {each.path for each in told if each.what == MISSING} == there.keys() - here.keys()
    assert {each.path for each in told if each.what == EXTRA} == here.keys() - there.keys()
    differing = {path for path in there.keys() & here.keys() if there[path] != here[path]}
    assert {each.path for each in told if each.what not in (MISSING, EXTRA)} == differing


def test_differences_name_members_and_other_spellings() -> None:
    stated = FolderListing.of([Entry("a", of(b"1")), Entry("caf\u00e9", of(b"2")), Entry("x", None, "there")])
    found = FolderListing.of([Entry("a", of(b"7")), Entry("cafe\u0301", of(b"2")), Entry("x", of(b""))])
    assert differences(stated, found) == (
        Difference("a", "chunkRoot, sha256"),
        Difference("cafe\u0301", EXTRA),
        Difference("caf\u00e9", MISSING, "cafe\u0301"),
        Difference("x", "chunkRoot, sha256, size, target, type"),
    )


def test_an_empty_folder_has_the_empty_root() -> None:
    listing = FolderListing.of([])
    assert listing.fingerprint == FolderFingerprint(0, 0, EMPTY_ROOT)
    assert FolderListing.parse(listing.encode()) == listing


@pytest.mark.parametrize("path", ["", "/", "/a", "a/", "a//b", ".", "..", "a/..", "../a", "a/./b", "a\0b"])
def test_a_path_that_leaves_its_folder_or_has_two_spellings_fail(path: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        check_path(path)
    assert caught.value.facts["path"] == path
    with pytest.raises(MalformedInput):
        Entry(path)


LISTING = FolderListing.of(
    [Entry("a", of(b"1")), Entry("b/c", of(b"22")), Entry("b/d", None, "../a"), Entry("e"), Entry("f", of(b""))]
)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": "torrens/folder-entry/2"}, UnknownVersion),
        ({"type": "device"}, MalformedInput),
        ({"type": ["file"]}, MalformedInput),
        ({"type": "link"}, MalformedInput),
        ({"type": "folder"}, MalformedInput),
        ({"path": "../a"}, MalformedInput),
        ({"path": 1}, MalformedInput),
        ({"size": 1}, MalformedInput),
        ({"sha256": "AB"}, MalformedInput),
        ({"mode": "0644"}, MalformedInput),
    ],
)
def test_malformed_entry_fail(change: dict[str, JsonLike], error: type[MalformedInput]) -> None:
    members: dict[str, JsonLike] = dict(parse_canonical_object(LISTING.leaves[0]))
    with pytest.raises(error):
        Entry.parse(encode(members | change))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": "torrens/folder-fingerprint/2"}, UnknownVersion),
        ({"hash": "sm3"}, MalformedInput),
        ({"entries": -1}, MalformedInput),
        ({"entries": "5"}, MalformedInput),
        ({"bytes": 3}, MalformedInput),
        ({"root": "00"}, MalformedInput),
        ({"name": "x"}, MalformedInput),
    ],
)
def test_malformed_fingerprint_fail(change: dict[str, JsonLike], error: type[MalformedInput]) -> None:
    members: dict[str, JsonLike] = dict(parse_canonical_object(LISTING.fingerprint.encode()))
    with pytest.raises(error):
        FolderFingerprint.parse(encode(members | change))


def test_a_listing_that_was_tampered_with_fail() -> None:
    lines = LISTING.encode().splitlines()
    head = LISTING.fingerprint
    other = Entry("a", of(b"2")).encode()
    cases: list[tuple[list[bytes], type[AnchorError]]] = [
        ([], MalformedInput),
        (lines[:-1], FieldMismatch),
        ([lines[0], *lines[1:][::-1]], MalformedInput),
        ([*lines, lines[-1]], MalformedInput),
        ([lines[0], other, *lines[2:]], DigestMismatch),
        ([*lines, b"", b""], MalformedInput),
        ([*lines, b"{}"], UnknownVersion),
        ([*lines, Entry("e/below").encode()], MalformedInput),
        ([replace(head, size=9).encode(), *lines[1:]], FieldMismatch),
        ([replace(head, entries=4).encode(), *lines[1:]], FieldMismatch),
        ([replace(head, root=EMPTY_ROOT).encode(), *lines[1:]], DigestMismatch),
    ]
    for tampered, error in cases:
        with pytest.raises(error):
            FolderListing.parse(b"\n".join(tampered))
    with pytest.raises(UnknownVersion) as caught:
        FolderListing.parse(b"\n".join([*lines, b"{}"]))
    assert caught.value.facts["line"] == len(lines) + 1


@pytest.mark.parametrize("path", ["none", "b", "b/c/d", "A"])
def test_what_has_no_entry_is_not_proved_fail(path: str) -> None:
    with pytest.raises(OutOfRange) as caught:
        FolderProof.of(LISTING, path)
    assert caught.value.facts["path"] == path
    with pytest.raises(MalformedInput):
        FolderProof.of(LISTING, "../" + path)


def test_a_proof_of_something_else_fail() -> None:
    proof, head = FolderProof.of(LISTING, "b/c"), LISTING.fingerprint
    cases: list[tuple[FolderProof, FolderFingerprint | Root, type[AnchorError]]] = [
        (replace(proof, entries=6), head, FieldMismatch),
        (replace(proof, index=2), head, ProofMismatch),
        (replace(proof, index=5), head, OutOfRange),
        (replace(proof, index=-1), head, OutOfRange),
        (replace(proof, leaf=LISTING.leaves[0]), head, ProofMismatch),
        (replace(proof, path=proof.path[:-1]), head, ProofMismatch),
        (replace(proof, path=proof.path[::-1]), head, ProofMismatch),
        (proof, replace(head, root=EMPTY_ROOT), ProofMismatch),
        (proof, EMPTY_ROOT, ProofMismatch),
    ]
    for wrong, trusted, error in cases:
        with pytest.raises(error):
            wrong.verify(trusted)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": "torrens/folder-proof/2"}, UnknownVersion),
        ({"path": ["AA=="]}, MalformedInput),
        ({"path": ["A" * 43 + "="] * 64}, LimitExceeded),
        ({"path": "x"}, MalformedInput),
        ({"entry": "?"}, MalformedInput),
        ({"index": True}, MalformedInput),
        ({"root": "x"}, MalformedInput),
    ],
)
def test_malformed_proof_fail(change: dict[str, JsonLike], error: type[MalformedInput]) -> None:
    members: dict[str, JsonLike] = dict(parse_canonical_object(FolderProof.of(LISTING, "a").encode()))
    with pytest.raises(error):
        FolderProof.parse(encode(members | change))


@given(st.binary(max_size=200))
def test_no_bytes_crash_a_parser(data: bytes) -> None:
    for parse in (Entry.parse, FolderFingerprint.parse, FolderListing.parse, FolderProof.parse):
        with pytest.raises(AnchorError):
            parse(data)


def test_the_manifest_is_bagit_s() -> None:
    entries = [Entry("100%/a\nb\r", of(b"1")), Entry("e"), Entry("l", None, "x"), Entry("雨.csv", of(b"2"))]
    assert "".join(bagit_manifest(entries)) == (
        f"{Digest.of(b'1').hex}  data/100%25/a%0Ab%0D\n{Digest.of(b'2').hex}  data/雨.csv\n"
    )
