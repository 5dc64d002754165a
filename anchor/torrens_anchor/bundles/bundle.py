"""Bundle v1: one file with all a court needs to check one record, offline (SPEC-bundle.md).

It is canonical JSON and carries nothing that no check reads: whatever byte of it changes, some check fails. What
it says is not believed; `verify` measures it against the reader's own policy.
"""

from dataclasses import dataclass

from torrens_anchor.bundles.parts import Document, Home, SealedHeader, Token
from torrens_anchor.bundles.proofs import StandingProof, StateProof
from torrens_anchor.bundles.records import Record, parse_record, right_of
from torrens_anchor.chain.receipt_proof import ReceiptProof
from torrens_anchor.documents.platformstatement import PlatformStatement
from torrens_anchor.errors import MalformedInput, NotCanonical
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.encoding import base64_text
from torrens_anchor.forms.jsonform import Members, read_base64
from torrens_anchor.notes.auditentry import AuditEntry
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.tlog_proof import TlogProof

VERSION = "torrens/bundle/1"
_MEMBERS = (
    "kind", "home", "record", "headers", "states", "log", "standing", "documents", "platform", "tokens", "receipt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LogProof:
    """The record's entry in the exchange's audit log.

    Attributes:
        entry: The entry's exact bytes.
        fields: The same, parsed.
        proof: Inclusion proof with the signed, cosigned checkpoint.
    """

    entry: bytes
    fields: AuditEntry
    proof: TlogProof

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "LogProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The proof, unverified.

        Raises:
            MalformedInput: Another form, or a proof with an extra line, which nobody signs.
        """
        m = Members(value, where, ("entry", "proof"))
        entry, text = m.base64("entry"), m.text("proof").encode()
        proof = TlogProof.parse(text)
        if proof.extra is not None or proof.encode() != text:
            raise NotCanonical(f"{where}.proof has an extra line or is not its own re-encoding", field=where)
        return cls(entry, AuditEntry.parse(entry), proof)

    @classmethod
    def of(cls, entry: AuditEntry, proof: TlogProof) -> "LogProof":
        """Join an entry with its proof.

        Args:
            entry: The entry.
            proof: Its proof.

        Returns:
            Both.
        """
        return cls(entry.encode(), entry, proof)

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"entry": base64_text(self.entry), "proof": self.proof.encode().decode()}


@dataclass(frozen=True, slots=True)
class PlatformNote:
    """An operator's statement of its platform, as signed.

    Attributes:
        note: The signed note.
        statement: Its text, parsed.
    """

    note: Note
    statement: PlatformStatement

    @classmethod
    def of(cls, note: Note) -> "PlatformNote":
        """Read the statement of a signed note.

        Args:
            note: The note.

        Returns:
            Both, unverified.

        Raises:
            MalformedInput: Its text is no platform statement.
        """
        return cls(note, PlatformStatement.of_note(note))

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "PlatformNote":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The statement, unverified.

        Raises:
            MalformedInput: Another form.
        """
        data = read_base64(value, where)
        note = Note.parse(data)
        if note.encode() != data:
            raise NotCanonical(f"{where} is not its own re-encoding", field=where)
        return cls.of(note)

    def json(self) -> JsonValue:
        """Write it as JSON.

        Returns:
            Base64 of the note.
        """
        return base64_text(self.note.encode())


@dataclass(frozen=True, slots=True)
class Bundle:
    """A record with its evidence.

    Attributes:
        home: The register that holds it, as the bundle claims.
        record: The record itself; its class says what kind it is.
        headers: Block headers with their seals.
        states: Words of the register, each set under one header.
        log: The audit-log entry, or None.
        standing: A statement of good standing, or None.
        documents: Documents whose digests the record or the entry carries.
        tokens: Third-party time tokens.
        platform: An operator's signed statement of its platform, or None.
        receipt: Register's event where the entry says its action took effect, or None.
    """

    home: Home
    record: Record
    headers: tuple[SealedHeader, ...]
    states: tuple[StateProof, ...]
    log: LogProof | None
    standing: StandingProof | None
    documents: tuple[Document, ...] = ()
    tokens: tuple[Token, ...] = ()
    platform: PlatformNote | None = None
    receipt: ReceiptProof | None = None

    def __post_init__(self) -> None:
        """Refuse references to headers that are not there, words proven twice, and a statement on what has none."""
        used = [state.header for state in self.states]
        used += [each.header for each in (self.standing, self.receipt) if each]
        if set(used) != set(range(len(self.headers))):
            raise MalformedInput("the bundle's proofs and its headers do not name one another", used=sorted(set(used)))
        seen = [(word.kind, word.id) for state in self.states for word in state.words]
        if len(set(seen)) != len(seen):
            raise MalformedInput("the bundle proves one word twice")
        told = [(each.answer.kind, each.answer.id) for each in self.standing.answers] if self.standing else []
        if len(set(told)) != len(told):
            raise MalformedInput(
                "the statement opens two answers on one record; which of them counts is nobody's to choose"
            )
        contracts = [contract.address for state in self.states for contract in state.contracts]
        if len(set(contracts)) != len(contracts):
            raise MalformedInput("the bundle proves one contract twice")
        if self.standing and right_of(self.record) is None:
            raise MalformedInput(f"a bundle of a {self.record.KIND} carries no statement of good standing")

    @classmethod
    def parse(cls, data: bytes) -> "Bundle":
        """Read a bundle file.

        Args:
            data: The file's bytes.

        Returns:
            The bundle, unverified.

        Raises:
            MalformedInput: No JSON, duplicate or unknown keys, trailing bytes, or a field of another form.
            NotCanonical: JSON, but not equal to its own canonical re-encoding.
            UnknownVersion: Of another type, version or kind.
            LimitExceeded: Larger than any bundle.
        """
        m = open_document(data, "a bundle", VERSION, _MEMBERS)
        return cls(
            home=Home.parse(m.value("home"), m.path("home")),
            record=parse_record(m.text("kind"), m.value("record"), m.path("record")),
            headers=m.items("headers", SealedHeader.parse),
            states=m.items("states", StateProof.parse),
            log=m.optional("log", LogProof.parse),
            standing=m.optional("standing", StandingProof.parse),
            documents=m.items("documents", Document.parse),
            tokens=m.items("tokens", Token.parse),
            platform=m.optional("platform", PlatformNote.parse),
            receipt=m.optional("receipt", ReceiptProof.parse),
        )

    def encode(self) -> bytes:
        """Write the bundle file.

        Returns:
            Canonical JSON.
        """
        members: JsonObject = {
            "v": VERSION,
            "kind": self.record.KIND,
            "home": self.home.json(),
            "record": self.record.json(),
            "headers": [header.json() for header in self.headers],
            "states": [state.json() for state in self.states],
            "log": self.log.json() if self.log else None,
            "standing": self.standing.json() if self.standing else None,
            "documents": [document.json() for document in self.documents],
            "platform": self.platform.json() if self.platform else None,
            "tokens": [token.json() for token in self.tokens],
            "receipt": self.receipt.json() if self.receipt else None,
        }
        return encode(members)
