"""The platform statement: what an operator states of its platform, signed, for article 17 (SPEC-bundle.md 5).

It proves nothing of what it says; it says who answers for it. Its digests let a court hold the papers against it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from torrens_anchor.errors import MalformedInput, NotCanonical, OutOfRange, TrustMissing
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import Members, show_hex
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.notekey import KeyType, VerifierKey

VERSION = "torrens/platform-statement/1"
ROLES = ("log", "witness", "notary", "validator")
"""What a key of the platform does."""
_VKEYS = {"log": KeyType.ED25519, "witness": KeyType.COSIGNATURE_V1}
"""Roles whose keys are vkey texts, and of which type; those of the others are addresses."""
_MEMBERS = (
    "chainId", "register", "operator", "issuedAt", "from", "until", "filings", "protection", "assessments",
    "keys", "ties", "software",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Protection:
    """A certificate of graded protection (网络安全等级保护, MLPS).

    Attributes:
        level: 1 to 5.
        certificate: Its number.
        until: Last UTC second of its term.
    """

    level: int
    certificate: str
    until: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment by others, such as of cryptography in use, or of conformity with a standard.

    Attributes:
        name: What was assessed.
        number: The report's number.
        digest: Digest of the report, or "".
    """

    name: str
    number: str
    digest: str


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """A key of the platform.

    Attributes:
        key: An address "0x…", or the vkey text of a log or witness.
        role: One of `ROLES`.
        operator: Who runs it.
    """

    key: str
    role: str
    operator: str


@dataclass(frozen=True, slots=True)
class Tie:
    """An interest between an operator and a party.

    Attributes:
        operator: The operator.
        party: The party's number.
        nature: For example "shareholder, 12 %".
    """

    operator: str
    party: int
    nature: str


@dataclass(frozen=True, slots=True)
class Software:
    """A program that the platform runs.

    Attributes:
        name: Its name.
        version: Its version.
        digest: Digest of its bytes.
    """

    name: str
    version: str
    digest: Digest


@dataclass(frozen=True, slots=True)
class PlatformStatement:
    """What an operator states of its platform.

    Attributes:
        chain_id: The platform's chain.
        register: Address of Register there.
        operator: Name and registration number of who states it.
        issued_at: When it was written, UTC seconds.
        valid_from: First UTC second it speaks of.
        valid_until: Last UTC second it speaks of.
        filings: Authority and number of each filing of the service.
        protection: The graded-protection certificate, or None.
        assessments: Assessments by others.
        keys: Who runs which key.
        ties: Interests between operators and parties.
        software: Programs by digest.
    """

    chain_id: int
    register: bytes
    operator: tuple[str, str]
    issued_at: int
    valid_from: int
    valid_until: int
    filings: tuple[tuple[str, str], ...]
    protection: Protection | None
    assessments: tuple[Assessment, ...]
    keys: tuple[PlatformKey, ...]
    ties: tuple[Tie, ...]
    software: tuple[Software, ...]

    def __post_init__(self) -> None:
        """Refuse a term that is none, and a key with two operators."""
        if self.valid_from > self.valid_until or self.issued_at > self.valid_until:
            raise OutOfRange("the platform statement ends before it begins", remedy="state a term that has a duration")
        if len({(key.key, key.role) for key in self.keys}) != len(self.keys):
            raise OutOfRange("the platform statement names a key twice in one role", remedy="name each key once")
        if len({(key.key, key.operator) for key in self.keys}) != len({key.key for key in self.keys}):
            raise OutOfRange("the platform statement gives a key two operators", remedy="say who alone runs each key")

    @classmethod
    def parse(cls, data: bytes) -> "PlatformStatement":
        """Read a statement's exact bytes, without newline and signatures.

        Args:
            data: Canonical JSON.

        Returns:
            The statement.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another version.
            OutOfRange: Its term is none, or a key stands twice in one role or with two operators.
        """
        m = open_document(data, "a platform statement", VERSION, _MEMBERS, where="platform")
        operator = Members(m.value("operator"), m.path("operator"), ("name", "id"))
        return cls(
            chain_id=m.integer("chainId"),
            register=m.data("register", 20),
            operator=(_named(operator, "name"), operator.text("id")),
            issued_at=m.integer("issuedAt"),
            valid_from=m.integer("from"),
            valid_until=m.integer("until"),
            filings=m.items("filings", _parse_filing),
            protection=m.optional("protection", _parse_protection),
            assessments=m.items("assessments", _parse_assessment),
            keys=m.items("keys", _parse_key),
            ties=m.items("ties", _parse_tie),
            software=m.items("software", _parse_software),
        )

    @classmethod
    def of_note(cls, note: Note) -> "PlatformStatement":
        """Read the statement that a note signs.

        Args:
            note: The note; its signatures are not looked at here.

        Returns:
            The statement.

        Raises:
            MalformedInput: The text is not one line of canonical JSON of this form.
        """
        line, end, rest = note.text.partition("\n")
        if rest or not end:
            raise NotCanonical("a platform statement is one line", field="platform")
        return cls.parse(line.encode())

    def text(self) -> str:
        """Give the text that is signed.

        Returns:
            Canonical JSON and a newline.
        """
        return encode(self.json()).decode() + "\n"

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        kept = self.protection
        return {
            "v": VERSION,
            "chainId": self.chain_id,
            "register": show_hex(self.register),
            "operator": {"name": self.operator[0], "id": self.operator[1]},
            "issuedAt": self.issued_at,
            "from": self.valid_from,
            "until": self.valid_until,
            "filings": [{"authority": authority, "number": number} for authority, number in self.filings],
            "protection": {"level": kept.level, "certificate": kept.certificate, "until": kept.until} if kept else None,
            "assessments": [{"name": a.name, "number": a.number, "digest": a.digest} for a in self.assessments],
            "keys": [{"key": k.key, "role": k.role, "operator": k.operator} for k in self.keys],
            "ties": [{"operator": t.operator, "party": t.party, "nature": t.nature} for t in self.ties],
            "software": [{"name": s.name, "version": s.version, "digest": str(s.digest)} for s in self.software],
        }


def signers(note: Note, keys: Iterable[VerifierKey], *, independent: bool = False) -> tuple[str, ...]:
    """Verify every signature of a statement; a line of an unknown key could be altered unseen, so none may be.

    Args:
        note: The signed statement.
        keys: Who may speak of the platform.
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        The names of those who signed, in the order of their lines.

    Raises:
        TrustMissing: Nobody signed, or somebody who is not among the keys.
        SignatureMismatch: A line does not verify.
    """
    known = list(keys)
    unknown = [f"{line.name}+{line.key_id.hex()}" for line in note.signatures if not any(map(line.is_by, known))]
    if unknown:
        raise TrustMissing(
            f"no key {', '.join(unknown)} is trusted to speak of this platform",
            remedy="have the operator's verifier key from the operator itself, and name it",
        )
    note.verified_by(known, independent=independent)
    return tuple(line.name for line in note.signatures)


def _named(m: Members, name: str) -> str:
    text = m.text(name)
    if not text:
        raise MalformedInput(f"{m.path(name)} is empty", field=m.path(name))
    return text


def _parse_filing(value: JsonValue, where: str) -> tuple[str, str]:
    m = Members(value, where, ("authority", "number"))
    return _named(m, "authority"), _named(m, "number")


def _parse_protection(value: JsonValue, where: str) -> Protection:
    m = Members(value, where, ("level", "certificate", "until"))
    if not 1 <= m.integer("level") <= 5:
        raise MalformedInput(f"{where}.level is not 1 to 5", field=f"{where}.level")
    return Protection(m.integer("level"), _named(m, "certificate"), m.integer("until"))


def _parse_assessment(value: JsonValue, where: str) -> Assessment:
    m = Members(value, where, ("name", "number", "digest"))
    if m.text("digest"):
        Digest.parse(m.text("digest"))
    return Assessment(_named(m, "name"), _named(m, "number"), m.text("digest"))


def _parse_key(value: JsonValue, where: str) -> PlatformKey:
    m = Members(value, where, ("key", "role", "operator"))
    if m.text("role") not in ROLES:
        raise MalformedInput(f"{where}.role is none of {', '.join(ROLES)}", field=f"{where}.role")
    kind = _VKEYS.get(m.text("role"))
    if kind is None:
        m.data("key", 20)
    elif VerifierKey.parse(m.text("key")).type is not kind:
        raise MalformedInput(f"{where}.key is of another type than that of a {m.text('role')}", field=f"{where}.key")
    return PlatformKey(_named(m, "key"), m.text("role"), _named(m, "operator"))


def _parse_tie(value: JsonValue, where: str) -> Tie:
    m = Members(value, where, ("operator", "party", "nature"))
    return Tie(_named(m, "operator"), m.integer("party", 32), _named(m, "nature"))


def _parse_software(value: JsonValue, where: str) -> Software:
    m = Members(value, where, ("name", "version", "digest"))
    return Software(_named(m, "name"), _named(m, "version"), Digest.parse(m.text("digest")))
