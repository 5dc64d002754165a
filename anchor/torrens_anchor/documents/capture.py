"""The capture document: what happened before anchoring - who hashed what, when, with which tool.

It answers article 18 of the online-litigation rules. It proves nothing by itself; its SHA-256 stands in the
audit-log entry under the name `capture` (`capture2`, … where there are several), so that it cannot be written
afterwards.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.hashing.digest import Digest

VERSION = "torrens/capture/1"
BOUND: Final = "entry.capture"
"""Where a bundle's document says that it is the capture document; further ones are `entry.capture2`, …"""
_BOUND: Final = re.compile(r"entry\.capture([2-9]|[1-9][0-9]{1,2})?")


def is_capture(bound: str) -> bool:
    """Say whether a document is said to be a capture document.

    Args:
        bound: Which digest it answers to, as the bundle says it.

    Returns:
        Whether it must be one.
    """
    return _BOUND.fullmatch(bound) is not None


def capture_name(index: int) -> str:
    """Give the name under which an entry carries the digest of a capture document.

    Args:
        index: Which of the entry's, from 0.

    Returns:
        `capture`, `capture2`, `capture3`, …
    """
    return f"capture{index + 1}" if index else "capture"


@dataclass(frozen=True, slots=True)
class Capture:
    """What happened before anchoring.

    Attributes:
        captured_by: Who hashed the data, as an id.
        captured_at: When, UTC seconds, by that party's own clock.
        tool: The program and its version.
        tool_digest: Digest of the program, or "" where nobody took it.
        source: Where the data came from, in words.
        digests: What the data hashed to, by name (for example sha256, chunkRoot, tableRoot).
    """

    captured_by: str
    captured_at: int
    tool: str
    tool_digest: str
    source: str
    digests: Mapping[str, Digest]

    @classmethod
    def parse(cls, data: bytes) -> "Capture":
        """Read a capture document.

        Args:
            data: Its exact bytes.

        Returns:
            The document.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another version.
        """
        names = ("capturedBy", "capturedAt", "tool", "toolDigest", "source", "digests")
        m = open_document(data, "a capture document", VERSION, names, where="capture")
        if m.text("toolDigest"):
            Digest.parse(m.text("toolDigest"))
        return cls(
            captured_by=m.text("capturedBy"),
            captured_at=m.integer("capturedAt"),
            tool=m.text("tool"),
            tool_digest=m.text("toolDigest"),
            source=m.text("source"),
            digests=_digests(m.value("digests")),
        )

    def encode(self) -> bytes:
        """Write the document's exact bytes.

        Returns:
            Canonical JSON.
        """
        digests: JsonObject = {name: str(digest) for name, digest in self.digests.items()}
        return encode(
            {
                "v": VERSION,
                "capturedBy": self.captured_by,
                "capturedAt": self.captured_at,
                "tool": self.tool,
                "toolDigest": self.tool_digest,
                "source": self.source,
                "digests": digests,
            }
        )


def _digests(value: JsonValue) -> Mapping[str, Digest]:
    if not isinstance(value, dict):
        raise MalformedInput("capture.digests is no object", field="capture.digests")
    found = {}
    for name, text in value.items():
        if not isinstance(text, str):
            raise MalformedInput(f"capture.digests.{name} is no text", field=f"capture.digests.{name}")
        found[name] = Digest.parse(text)
    return MappingProxyType(found)
