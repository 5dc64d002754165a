import json
from collections.abc import Callable
from typing import Any

import bundle_kit as kit
import bundle_more as more
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.errors import AnchorError, MalformedInput, NotCanonical, UnknownVersion
from torrens_anchor.forms.canonical import encode
from torrens_anchor.verdicts.verify import verify, verify_bytes

RAW = {name: make().bundle().encode() for name, make in more.WORLDS.items()}
POLICY = more.policy().encode()
KINDS = pytest.mark.parametrize("kind", RAW)


@KINDS
def test_round_trip(kind: str) -> None:
    bundle = Bundle.parse(RAW[kind])
    assert bundle == more.WORLDS[kind]().bundle()
    assert bundle.encode() == RAW[kind]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(RAW)), st.data())
def test_any_changed_byte_fails(kind: str, data: st.DataObject) -> None:
    changed = bytearray(RAW[kind])
    at = data.draw(st.integers(0, len(changed) - 1))
    new = data.draw(st.one_of(st.sampled_from(list(b'0123456789abcdefABZ"{}[],: -')), st.integers(0, 255)))
    if new == changed[at]:
        return
    changed[at] = new
    try:
        verdict = verify_bytes(bytes(changed), POLICY, at=kit.AT)
    except AnchorError as error:
        refused = error
    else:
        assert verdict.exit_code in {1, 2}
        assert all(finding.why for finding in verdict.failures())
        return
    assert refused.exit_code == 3
    assert str(refused)


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_random_bytes_fail_by_name(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        Bundle.parse(data)


@KINDS
def test_truncated_extended_reformatted_fail(kind: str) -> None:
    raw = RAW[kind]
    for broken in (raw[:-1], raw[: len(raw) // 2], raw + b"\n", raw + b"x", b" " + raw, b"\xef\xbb\xbf" + raw, b""):
        with pytest.raises(MalformedInput):
            Bundle.parse(broken)
    with pytest.raises(NotCanonical):
        Bundle.parse(json.dumps(json.loads(raw)).encode())


def test_duplicate_key_fails() -> None:
    with pytest.raises(MalformedInput, match="twice"):
        Bundle.parse(RAW["title"].replace(b'{"documents"', b'{"documents":[],"documents"', 1))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - any JSON
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


def change(raw: bytes, path: tuple[Any, ...], edit: Callable[[Any, Any], None]) -> bytes:
    """Edit one member of a bundle's JSON, by its path, and write it canonically again."""
    document = json.loads(raw)
    parent = document
    for key in path[:-1]:
        parent = parent[key]
    edit(parent, path[-1])
    return encode(document)


def replace_by(value: Any) -> Callable[[Any, Any], None]:  # noqa: ANN401 - any JSON
    def edit(parent: Any, key: Any) -> None:  # noqa: ANN401 - any JSON
        parent[key] = value

    return edit


def remove(parent: Any, key: Any) -> None:  # noqa: ANN401 - any JSON
    del parent[key]


MEMBERS = [p for p in places(json.loads(RAW["voucher"])) if p and isinstance(p[-1], str) and 1 not in p]


def name(path: tuple[Any, ...]) -> str:
    return ".".join(map(str, path))


@pytest.mark.parametrize("path", MEMBERS, ids=name)
def test_every_member_missing_or_of_another_type_fails(path: tuple[Any, ...]) -> None:
    for edit in (remove, *map(replace_by, (True, -1, "0X0", {}, [[]]))):
        with pytest.raises(MalformedInput):
            Bundle.parse(change(RAW["voucher"], path, edit))


@pytest.mark.parametrize("path", MEMBERS, ids=name)
def test_an_unknown_member_fails(path: tuple[Any, ...]) -> None:
    with pytest.raises(MalformedInput):
        Bundle.parse(change(RAW["voucher"], (*path[:-1], "unheard"), replace_by(0)))


@pytest.mark.parametrize("value", ["torrens/bundle/2", "torrens/policy/1", 1, None])
def test_unknown_version_fails(value: object) -> None:
    with pytest.raises(UnknownVersion):
        Bundle.parse(change(RAW["title"], ("v",), replace_by(value)))


def test_unknown_kind_and_scheme_fail() -> None:
    with pytest.raises(UnknownVersion, match="kind"):
        Bundle.parse(change(RAW["title"], ("kind",), replace_by("deed")))
    with pytest.raises(UnknownVersion, match="scheme"):
        Bundle.parse(change(RAW["title"], ("headers", 0, "seal", "scheme"), replace_by("clique")))
    with pytest.raises(MalformedInput, match=r"seal\.set"):
        Bundle.parse(change(RAW["title"], ("headers", 0, "seal", "scheme"), replace_by("qbft")))


def test_a_header_nobody_uses_or_a_word_twice_fails() -> None:
    document = json.loads(RAW["title"])
    with pytest.raises(MalformedInput, match="headers"):
        Bundle.parse(change(RAW["title"], ("headers",), replace_by(document["headers"] * 2)))
    with pytest.raises(MalformedInput, match="headers"):
        Bundle.parse(change(RAW["title"], ("standing", "header"), replace_by(1)))
    words = document["states"][0]["words"]
    with pytest.raises(MalformedInput, match="twice"):
        Bundle.parse(change(RAW["title"], ("states", 0, "words"), replace_by(words + words[:1])))


def test_wrong_kind_of_path_fails() -> None:
    with pytest.raises(MalformedInput, match="one key"):
        Bundle.parse(change(RAW["grant"], ("kind",), replace_by("title")))
    with pytest.raises(MalformedInput, match="two keys"):
        Bundle.parse(change(RAW["title"], ("kind",), replace_by("grant")))


def test_an_extra_line_in_the_log_proof_fails() -> None:
    proof = json.loads(RAW["title"])["log"]["proof"]
    changed = proof.replace("\nindex", "\nextra AAAA\nindex", 1)
    with pytest.raises(NotCanonical, match="extra"):
        Bundle.parse(change(RAW["title"], ("log", "proof"), replace_by(changed)))


PROOFS = [
    ("states", 0, "account"), ("states", 0, "words", 1, "proof"), ("standing", "account"), ("standing", "slot"),
    ("standing", "answers", 0, "proof"),
]  # fmt: skip


@pytest.mark.parametrize("path", PROOFS, ids=name)
@pytest.mark.parametrize("how", ["cut", "extended", "reordered", "emptied"])
def test_every_proof_cut_extended_reordered_emptied_fails(path: tuple[Any, ...], how: str) -> None:
    def edit(parent: Any, key: Any) -> None:  # noqa: ANN401 - any JSON
        nodes = parent[key]
        changes = {"cut": nodes[:-1], "extended": [*nodes, nodes[0]], "reordered": nodes[::-1], "emptied": []}
        parent[key] = changes[how]

    raw = change(RAW["voucher"], path, edit)
    if raw == RAW["voucher"]:
        pytest.fail("the change changed nothing")
    verdict = verify(Bundle.parse(raw), kit.policy(), at=kit.AT)
    assert verdict.exit_code == 1
