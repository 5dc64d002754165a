from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import LimitExceeded, MalformedInput, NotCanonical, UnknownVersion
from torrens_anchor.forms.canonical import JsonLike, encode
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.notes.auditentry import MAX_ENTRY_BYTES, AuditEntry, Outcome, Refusal

NUMBERS = st.integers(0, MAX_SAFE_INTEGER)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
OUTCOMES = st.builds(Outcome, NUMBERS, NUMBERS, st.binary(min_size=32, max_size=32), NUMBERS)
ENTRIES = st.builds(
    AuditEntry,
    action=st.sampled_from(["voucher.issue", "title.register", "case.give-notice"]),
    actor=TEXT,
    subject=TEXT,
    decided_at=NUMBERS,
    digests=st.dictionaries(
        st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True), st.binary().map(Digest.of), max_size=3
    ),
    result=OUTCOMES | st.builds(Refusal, TEXT),
)
ENTRY = AuditEntry(
    "voucher.issue", "331", "voucher:1", 1_780_000_000, {"terms": Digest.of(b"t")}, Outcome(331, 7, bytes(32), 2)
)
MEMBERS: dict[str, JsonLike] = {
    "v": "torrens/audit-entry/1",
    "action": "voucher.issue",
    "actor": "331",
    "subject": "voucher:1",
    "decidedAt": 1,
    "digests": {},
    "reason": "licence expired",
}


@given(ENTRIES)
def test_entry_reads_back(entry: AuditEntry) -> None:
    assert AuditEntry.parse(entry.encode()) == entry


def test_the_bytes_of_an_entry_are_frozen() -> None:
    assert ENTRY.encode() == (
        b'{"action":"voucher.issue","actor":"331","decidedAt":1780000000,"digests":{"terms":"sha-256:'
        b"e3b98a4da31a127d4bde6e43033f66ba274cab0eb7eb1c70ec41402bf6273dd8"
        b'"},"outcome":{"block":7,"chain":331,"logIndex":2,"tx":"0x' + b"00" * 32 + b'"},"subject":"voucher:1",'
        b'"v":"torrens/audit-entry/1"}'
    )


def test_an_entry_does_not_change_with_what_it_was_made_from() -> None:
    digests = {"terms": Digest.of(b"t")}
    entry = replace(ENTRY, digests=digests)
    digests.clear()
    assert entry == ENTRY
    with pytest.raises(TypeError):
        entry.digests["more"] = Digest.of(b"m")  # type: ignore[index]  # that it cannot be written is the test


@pytest.mark.parametrize("version", ["torrens/audit-entry/2", "", 1, None])
def test_unknown_version_fail(version: JsonLike) -> None:
    with pytest.raises(UnknownVersion):
        AuditEntry.parse(encode(MEMBERS | {"v": version}))


@pytest.mark.parametrize(
    "change",
    [
        {"action": "voucher"},
        {"action": "Voucher.issue"},
        {"action": "voucher.issue.now"},
        {"action": 1},
        {"actor": ""},
        {"subject": ""},
        {"decidedAt": -1},
        {"decidedAt": True},
        {"decidedAt": 1.5},
        {"digests": []},
        {"digests": {"terms": "e3"}},
        {"digests": {"terms": 1}},
        {"digests": {"bad name": str(Digest.of(b""))}},
        {"reason": ""},
        {"outcome": {}},
        {"more": 1},
    ],
)
def test_malformed_entry_fail(change: dict[str, JsonLike]) -> None:
    with pytest.raises(MalformedInput):
        AuditEntry.parse(encode(MEMBERS | change))


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_missing_member_fail(name: str) -> None:
    with pytest.raises(MalformedInput):
        AuditEntry.parse(encode({key: value for key, value in MEMBERS.items() if key != name}))


@pytest.mark.parametrize(
    "change",
    [{"tx": "00" * 32}, {"tx": "0x" + "00" * 31}, {"chain": -1}, {"block": "7"}, {"logIndex": 1.5}, {"more": 1}],
)
def test_malformed_outcome_fail(change: dict[str, JsonLike]) -> None:
    outcome: dict[str, JsonLike] = {"chain": 1, "block": 1, "tx": "0x" + "00" * 32, "logIndex": 0}
    rest = {key: value for key, value in MEMBERS.items() if key != "reason"}
    AuditEntry.parse(encode(rest | {"outcome": outcome}))
    with pytest.raises(MalformedInput):
        AuditEntry.parse(encode(rest | {"outcome": outcome | change}))


def test_other_layout_or_trailing_bytes_fail() -> None:
    with pytest.raises(NotCanonical):
        AuditEntry.parse(ENTRY.encode().replace(b'":', b'": ', 1))
    with pytest.raises(MalformedInput):
        AuditEntry.parse(ENTRY.encode() + b"{}")


def test_entries_stay_under_64_kib_fail() -> None:
    room = MAX_ENTRY_BYTES - len(ENTRY.encode())
    assert len(replace(ENTRY, actor="331" + "a" * room).encode()) == MAX_ENTRY_BYTES
    with pytest.raises(LimitExceeded):
        replace(ENTRY, actor="331" + "a" * (room + 1)).encode()
    with pytest.raises(LimitExceeded):
        AuditEntry.parse(b" " * (MAX_ENTRY_BYTES + 1))
