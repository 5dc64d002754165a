"""Vectors of signed logs (C2SP signed-note, tlog-checkpoint, tlog-cosignature), signed here with `cryptography`.

Roots follow RFC 6962's definition by recursion. In a file whose name ends in `_fail` no checkpoint must verify.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from conformance_trees import b64, mth
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Case = dict[str, Any]
ENTRIES = ["", "one", "二", "🂠 three\n\nwith lines\n", "\0", '{"v":"torrens/audit-entry/1"}', *map(str, range(294))]
NAME = "vectors.example/log"


@dataclass(frozen=True)
class Key:
    """A note key: a name, a type and a secret of 32 bytes."""

    name: str = NAME
    type: int = 1
    seed: bytes = b"log of the vectors".ljust(32, b".")

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.type]) + self.public)}"

    def signed(self, text: str, at: int = 1_790_000_000) -> bytes:
        """The id and the signature; of type 4 with a time."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if self.type == 4:
            return self.id + at.to_bytes(8, "big") + key.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
        return self.id + key.sign(text.encode())

    def line(self, text: str) -> str:
        return f"— {self.name} {b64(self.signed(text))}\n"


LOG, OTHER = Key(), Key("other.example/log", seed=b"o" * 32)
WITNESS = Key("witness.example/w", 4, b"w" * 32)
FORGER = Key(seed=b"f" * 32)


def root_of(size: int) -> str:
    return b64(mth([sha256(b"\0" + entry.encode()).digest() for entry in ENTRIES[:size]]))


def text_of(size: int | str, root: str | None = None, origin: str = NAME, more: str = "") -> str:
    return f"{origin}\n{size}\n{root_of(int(size)) if root is None else root}\n{more}"


def note(text: str, *keys: Key) -> str:
    return f"{text}\n{''.join(key.line(text) for key in keys)}"


def file(checkpoints: dict[str, Any], vkey: str = LOG.vkey, entries: list[Any] | None = None) -> Case:
    return {"vkey": vkey, "entries": ENTRIES[:9] if entries is None else entries, "checkpoints": checkpoints}


def logs() -> Iterator[tuple[str, Case]]:
    """Every file of `tlog`."""
    sizes = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 256, 257, 299, 300)
    yield "sizes", file({str(size): note(text_of(size), LOG) for size in sizes}, entries=ENTRIES)
    yield "no-entries", file({"0": note(text_of(0), LOG)}, entries=[])
    yield "no-checkpoints", file({})
    yield "others-lines", file({"7": note(text_of(7), OTHER, FORGER, LOG, WITNESS, LOG)})
    yield "sixteen-lines", file({"7": note(text_of(7), *[OTHER] * 15, LOG)})
    yield "extensions", file({"5": note(text_of(5, more="ext one\n— no line of a signature\n"), LOG)})
    yield "other-origin", file({"5": note(text_of(5, origin="go.sum database tree"), LOG)})
    named = Key("日志.example/記録")
    yield "named-beyond-ascii", file({"5": note(text_of(5, origin=named.name), named)}, named.vkey)
    yield "cosigner", file({"5": note(text_of(5), LOG, WITNESS)}, WITNESS.vkey)
    unread = [*ENTRIES[:5], "\ud800", 7, None, *ENTRIES[8:]]
    yield "unreadable-entry-later", file({str(size): note(text_of(size), LOG) for size in (0, 4, 5)}, entries=unread)
    yield "unreadable-entry_fail", file({str(size): note(text_of(size), LOG) for size in (6, 9, 10)}, entries=unread)
    yield "notes_fail", file({str(i): each for i, each in enumerate(_spoilt_notes().values())}, entries=ENTRIES)
    texts = {str(size): note(text, LOG) for size, text in _spoilt_texts().items()}
    yield "texts_fail", file(texts, entries=ENTRIES)
    yield "other-size_fail", file({"5": note(text_of(6), LOG), "06": note(text_of(6), LOG), "": note(text_of(6), LOG)})
    yield "too-few-entries_fail", file({"10": note(text_of(10), LOG)})
    yield "rewritten-entry_fail", file({"9": note(text_of(9), LOG)}, entries=[*ENTRIES[:8], "8"])
    yield "swapped-entries_fail", file({"2": note(text_of(2), LOG)}, entries=[ENTRIES[1], ENTRIES[0]])
    for name, vkey in _spoilt_keys().items():
        yield f"key-{name}_fail", file({"7": note(text_of(7), LOG)}, vkey)
    yield "cosigner-of-the-log_fail", file({"5": note(text_of(5), LOG)}, WITNESS.vkey)
    late = Key("witness.example/w", 4, b"w" * 32)
    line = f"— {late.name} {b64(late.id + bytes(8) + late.signed(text_of(5))[12:])}\n"
    yield "cosignature-of-another-time_fail", file({"5": f"{text_of(5)}\n{line}"}, WITNESS.vkey)


TAILS: dict[str, Callable[[str], str]] = {
    "no signature": lambda _text: "\n",
    "no blank line": LOG.line,
    "no line's end": lambda text: f"\n{LOG.line(text)[:-1]}",
    "a line behind": lambda text: f"\n{LOG.line(text)}more\n",
    "an empty line behind": lambda text: f"\n{LOG.line(text)}\n",
    "carriage returns": lambda text: f"\n{LOG.line(text)[:-1]}\r\n",
    "a hyphen for the dash": lambda text: f"\n-{LOG.line(text)[1:]}",
    "two spaces": lambda text: f"\n{LOG.line(text).replace(' ', '  ', 1)}",
    "a space behind": lambda text: f"\n{LOG.line(text)[:-1]} \n",
    "no name": lambda text: f"\n— {b64(LOG.signed(text))}\n",
    "a name with a plus": lambda text: f"\n— a+b {b64(LOG.signed(text))}\n{LOG.line(text)}",
    "a name with a space of another kind": lambda text: f"\n— a\u2003b {b64(LOG.signed(text))}\n{LOG.line(text)}",
    "base64 cut": lambda text: f"\n{LOG.line(text)[:-3]}\n",
    "base64 with another sign": lambda text: f"\n{LOG.line(text)[:-9]}-{LOG.line(text)[-8:]}",
    "only the id": lambda text: f"\n— {NAME} {b64(LOG.id)}\n{LOG.line(text)}",
    "signed by another under this id": lambda text: f"\n— {NAME} {b64(LOG.id + FORGER.signed(text)[4:])}\n",
    "signed by another of this name": lambda text: f"\n{FORGER.line(text)}",
    "known by the id alone": lambda text: f"\n— other.example/log {b64(LOG.signed(text))}\n",
    "a good and a false line": lambda text: f"\n{LOG.line(text)}— {NAME} {b64(LOG.id + bytes(64))}\n",
    "a signature with a byte more": lambda text: f"\n— {NAME} {b64(LOG.signed(text) + bytes(1))}\n",
    "a signature with a byte less": lambda text: f"\n— {NAME} {b64(LOG.signed(text)[:-1])}\n",
    "of the text without its end": lambda text: f"\n— {NAME} {b64(LOG.signed(text[:-1]))}\n",
    "of another text": lambda _text: f"\n{LOG.line(text_of(3))}",
}
"""What may stand behind a checkpoint's text and opens no note, each true but for one thing."""


def _spoilt_notes() -> dict[str, object]:
    """Notes that none must open; the size is a note's place in the file."""
    made: dict[str, object] = {}
    for name, tail in TAILS.items():
        text = text_of(len(made))
        made[name] = text + tail(text)
    made["a byte order mark"] = "\ufeff" + note(text_of(len(made)), LOG)
    made["a tabulator, signed"] = note(text_of(len(made), more="a\tb\n"), LOG)
    made["half a surrogate pair"] = note(text_of(len(made)), LOG) + "\ud800"
    made["null"] = None
    made["a list"] = [note(text_of(len(made)), LOG)]
    return made


def _spoilt_texts() -> dict[str, str]:
    """What the log signed and is no checkpoint, by the size it is said to be of."""
    empty, five = root_of(0), root_of(5)
    return {
        "1": text_of("01", root_of(1)),
        "2": text_of("+2", root_of(2)),
        "3": text_of("0x3", root_of(3)),
        "4": text_of(" 4", root_of(4)),
        "5": text_of("５", five),
        "6": text_of("6", five),
        "7": text_of("7", root_of(7).rstrip("=")),
        "8": text_of("8", sha256(b"").hexdigest()),
        "9": f"{NAME}\n9\n",
        "10": text_of("10", root_of(10)[:-4] + "AAAA"),
        "11": text_of("11", b64(bytes(31))),
        "12": text_of("12", root_of(12)[:42] + _spare(root_of(12)[42]) + "="),
        "13": text_of("13", origin=""),
        "14": text_of("14", more="ext\n\next\n"),
        "15": f"{NAME}\n\n15\n{root_of(15)}\n",
        "16": f"16\n{root_of(16)}\n{NAME}\n",
        "17": text_of("17", ""),
        "0": text_of("0", b64(bytes(32))),
        "-0": text_of("-0", empty),
        "00": text_of("00", empty),
        "9223372036854775808": text_of(str(2**63), empty),
    }  # fmt: skip


def _spare(last: str) -> str:
    """The last digit of 32 bytes in base64 with a spare bit set: the same bytes in another spelling."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return digits[digits.index(last) + 1]


def _spoilt_keys() -> dict[str, str]:
    name, identity, material = LOG.vkey.split("+", 2)
    return {
        "empty": "",
        "no-name": f"+{identity}+{material}",
        "no-id": f"{name}+{material}",
        "other-id": f"{name}+{FORGER.id.hex()}+{material}",
        "short-id": f"{name}+{identity[:7]}+{material}",
        "other-name": f"{name}2+{identity}+{material}",
        "name-with-space": Key("vectors example", seed=LOG.seed).vkey,
        "of-another": FORGER.vkey,
        "short-key": _key_of(LOG.public[:-1]),
        "long-key": _key_of(LOG.public + b"0"),
        "no-key": f"{name}+{identity}+",
        "type-2": Key(type=2, seed=LOG.seed).vkey,
        "type-255": Key(type=255, seed=LOG.seed).vkey,
        "line-end": LOG.vkey + "\n",
        "space-before": " " + LOG.vkey,
        "of-order-one": _key_of(b"\1" + bytes(31)),
        "no-point": _key_of(b"\2" + bytes(31)),
    }


def _key_of(public: bytes) -> str:
    """The vkey of any bytes, its id true."""
    identity = sha256(NAME.encode() + b"\n\1" + public).hexdigest()[:8]
    return f"{NAME}+{identity}+{b64(bytes([1]) + public)}"
