"""Two papers between exchanges: a club's terms with its members, and the scopes of records, for a club to look at.

Both travel as files of canonical JSON, and both are bound: the club by its digest on chain, a scope by the record's id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_anchor.errors import FieldMismatch, MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import Members, read_hex, read_items, show_all, show_hex
from torrens_contracts.clubs import BASES, REGIONS, SECTORS, Club, members_digest
from torrens_contracts.codes import ClubCondition
from torrens_contracts.foreign import Shown
from torrens_contracts.ids import GrantKey, Id, Origin
from torrens_contracts.types import Digest32, Timestamp
from torrens_contracts.words import PackedWord

_NUMBERS = (
    ("sectors", 20),
    ("regions", 35),
    ("bases", 14),
    ("conditions", 2),
    ("maxAgeShow", 32),
    ("maxAgeTrade", 32),
    ("maxAgeFinance", 32),
    ("until", 36),
)
"""The club's numbers as the file names them, with their widths in bits."""


@dataclass(frozen=True, slots=True)
class ClubPaper:
    """A club as its members hand it around.

    Attributes:
        club: Its terms.
        members: Origins of the members' registers, ascending.
    """

    VERSION: ClassVar[str] = "torrens/club/1"

    club: Club
    members: tuple[Origin, ...]

    @property
    def digest(self) -> Digest32:
        """The club's one name."""
        return self.club.digest()

    def encode(self) -> bytes:
        """Writes the club's file: canonical JSON.

        Returns:
            The file's bytes.
        """
        c = self.club
        ages = c.max_age_show, c.max_age_trade, c.max_age_finance
        numbers = c.sectors, c.regions, c.bases, c.conditions, *ages, c.until
        members: JsonObject = {name: int(value) for (name, _), value in zip(_NUMBERS, numbers, strict=True)}
        members |= {"v": self.VERSION, "members": show_all(self.members)}
        return encode(members | {"termsDigest": show_hex(c.terms_digest), "digest": show_hex(self.digest)})

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a club's file.

        Args:
            data: The file's bytes.

        Returns:
            The club.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
            FieldMismatch: Its digest is not that of its terms.
        """
        names = ("members", *(name for name, _ in _NUMBERS), "termsDigest", "digest")
        m = open_document(data, "a club", cls.VERSION, names)
        members = tuple(Origin(Id(one)) for one in m.blobs("members", 32))
        sectors, regions, bases, conditions, show, trade, finance, until = (m.integer(*one) for one in _NUMBERS)
        bound, terms = members_digest(members), Digest32(m.data("termsDigest", 32))
        club = Club(sectors, regions, bases, conditions, show, trade, finance, Timestamp(until), bound, terms)
        found = cls(club, members)
        if found.digest != m.data("digest", 32):
            raise FieldMismatch("the club's digest is not that of its terms", remedy="ask for the club's file again")
        return found


def make(
    members: Sequence[Origin],
    *,
    paper: Digest32,
    until: int,
    sectors: int = SECTORS,
    regions: int = REGIONS,
    bases: int = BASES,
    conditions: int = ClubCondition.SANDBOX,
    ages: tuple[int, int, int] = (0, 0, 0),
) -> ClubPaper:
    """Writes a club's terms.

    Args:
        members: Origins of its registers, in any order.
        paper: SHA-256 of the paper that they signed.
        until: When it ends, UTC second.
        sectors: GB/T 4754 sections that it takes in.
        regions: Regions that it takes in.
        bases: Bits of the ways in which data was obtained that it takes in.
        conditions: Bits of `codes.ClubCondition`.
        ages: Seconds that a statement counts when shown, for trade, for finance; 0 leaves a peer's own bound.

    Returns:
        The club.

    Raises:
        MalformedInput: Fewer than two members, or one twice.
    """
    ordered = tuple(sorted(set(members)))
    if len(ordered) != len(members) or not ordered[1:]:
        raise MalformedInput("a club has at least two registers, each once")
    bound = members_digest(ordered)
    club = Club(sectors, regions, bases, int(conditions), *ages, Timestamp(until), bound, paper)
    return ClubPaper(club, ordered)


@dataclass(frozen=True, slots=True)
class Scopes:
    """What records are made of: their home's keys, by the records' ids.

    Attributes:
        of: For each record its id and what it is made of.
    """

    VERSION: ClassVar[str] = "torrens/scopes/1"

    of: tuple[tuple[bytes, Shown], ...]

    def shown(self, identifier: bytes) -> Shown:
        """Gives what a record is made of; nothing when the file does not say.

        Args:
            identifier: Its id, 32 bytes.

        Returns:
            What Recognition is shown of it.
        """
        return next((shown for found, shown in self.of if found == identifier), Shown())

    def encode(self) -> bytes:
        """Writes the scopes' file: canonical JSON.

        Returns:
            The file's bytes.
        """
        return encode({"v": self.VERSION, "records": [_record(identifier, shown) for identifier, shown in self.of]})

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a scopes' file; whether it is true, the ids tell on chain.

        Args:
            data: The file's bytes.

        Returns:
            The scopes.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
        """
        return cls(open_document(data, "scopes", cls.VERSION, ("records",)).items("records", _parse))


def _record(identifier: bytes, shown: Shown) -> JsonObject:
    return {
        "id": show_hex(identifier),
        "path": [show_all(key.words()) for key in shown.path],
        "productDigest": show_hex(shown.product_digest),
        "exchange": int(shown.exchange),
        "nonce": str(shown.nonce),
    }


def _parse(value: JsonValue, where: str) -> tuple[bytes, Shown]:
    m = Members(value, where, ("id", "path", "productDigest", "exchange", "nonce"))
    product, nonce = m.data("productDigest", 32), m.large("nonce", 64)
    return m.data("id", 32), Shown(m.items("path", _key), product, m.integer("exchange", 16), nonce)


def _key(value: JsonValue, where: str) -> GrantKey:
    words = read_items(value, where, lambda word, at: read_hex(word, at, 32))
    if len(words) != len(("parent", "packed", "terms digest")):
        raise MalformedInput(f"{where} is no key of three words", field=where)
    return GrantKey(words[0], PackedWord.unpack(words[1]), words[2])
