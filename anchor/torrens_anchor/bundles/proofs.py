"""The chain proofs of a bundle: words of Register under a header, and a statement in Standing's ring."""

from dataclasses import dataclass

from torrens_anchor.chain.statement import Answer, Statement
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, show_all, show_hex


@dataclass(frozen=True, slots=True)
class WordProof:
    """One word of Register.

    Attributes:
        kind: The word's kind, uint8.
        id: Its id, 32 bytes.
        word: What it is said to be, 32 bytes.
        proof: Storage proof; the slot is recomputed from kind and id.
    """

    kind: int
    id: bytes
    word: bytes
    proof: tuple[bytes, ...]

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "WordProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The proof, unverified.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("kind", "id", "word", "proof"))
        return cls(m.integer("kind", 8), m.data("id", 32), m.data("word", 32), m.blobs("proof"))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "kind": self.kind,
            "id": show_hex(self.id),
            "word": show_hex(self.word),
            "proof": show_all(self.proof),
        }


@dataclass(frozen=True, slots=True)
class ContractProof:
    """A contract that consented in a trade.

    Attributes:
        address: Its address.
        account: Its account proof.
    """

    address: bytes
    account: tuple[bytes, ...]

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "ContractProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The proof, unverified.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("address", "account"))
        return cls(m.data("address", 20), m.blobs("account"))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"address": show_hex(self.address), "account": show_all(self.account)}


@dataclass(frozen=True, slots=True)
class StateProof:
    """Words of Register, and contracts that consented, under one header.

    Attributes:
        header: Index of the header.
        account: Account proof of Register.
        words: The words.
        contracts: The contracts.
    """

    header: int
    account: tuple[bytes, ...]
    words: tuple[WordProof, ...]
    contracts: tuple[ContractProof, ...] = ()

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "StateProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The proof, unverified.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("header", "account", "words", "contracts"))
        words, contracts = m.items("words", WordProof.parse), m.items("contracts", ContractProof.parse)
        return cls(m.integer("header", 10), m.blobs("account"), words, contracts)

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "header": self.header,
            "account": show_all(self.account),
            "words": [word.json() for word in self.words],
            "contracts": [contract.json() for contract in self.contracts],
        }


@dataclass(frozen=True, slots=True)
class AnswerProof:
    """One answer of the statement.

    Attributes:
        answer: The answer.
        proof: Its siblings, from the leaf up.
    """

    answer: Answer
    proof: tuple[bytes, ...]

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "AnswerProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The answer, unverified.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("kind", "id", "state", "reason", "flags", "until", "proof"))
        answer = Answer(
            kind=m.integer("kind", 8),
            id=m.data("id", 32),
            state=m.integer("state", 8),
            reason=m.integer("reason", 8),
            flags=m.integer("flags", 16),
            until=m.integer("until", 40),
        )
        return cls(answer, m.blobs("proof", 32))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "kind": self.answer.kind,
            "id": show_hex(self.answer.id),
            "state": self.answer.state,
            "reason": self.answer.reason,
            "flags": self.answer.flags,
            "until": self.answer.until,
            "proof": show_all(self.proof),
        }


@dataclass(frozen=True, slots=True)
class StandingProof:
    """A statement of good standing with its slot in Standing's ring.

    Attributes:
        header: Index of the header.
        account: Account proof of Standing.
        slot: Storage proof; the slot is recomputed from lane and number.
        council_seq: The statement's councilSeq.
        lane: Its lane.
        number: Its number n in the lane.
        as_of: UTC second it speaks of.
        challenge: The asker's challenge, or zero.
        answers_root: Root of all its answers.
        answers: The answers that are opened.
    """

    header: int
    account: tuple[bytes, ...]
    slot: tuple[bytes, ...]
    council_seq: int
    lane: int
    number: int
    as_of: int
    challenge: bytes
    answers_root: bytes
    answers: tuple[AnswerProof, ...]

    def statement(self, origin_: bytes) -> Statement:
        """Give the statement as a register of this origin made it.

        Args:
            origin_: The register's origin; it does not stand in the bundle, it is the home's.

        Returns:
            The statement.
        """
        return Statement(
            origin_, self.council_seq, self.lane, self.number, self.as_of, self.challenge, self.answers_root
        )

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "StandingProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The statement, unverified.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("header", "account", "slot", "statement", "answers"))
        s = Members(
            m.value("statement"),
            m.path("statement"),
            ("councilSeq", "lane", "n", "asOf", "challenge", "answersRoot"),
        )
        return cls(
            header=m.integer("header", 10),
            account=m.blobs("account"),
            slot=m.blobs("slot"),
            council_seq=s.integer("councilSeq"),
            lane=s.integer("lane", 16),
            number=s.integer("n"),
            as_of=s.integer("asOf", 40),
            challenge=s.data("challenge", 32),
            answers_root=s.data("answersRoot", 32),
            answers=m.items("answers", AnswerProof.parse),
        )

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        statement: JsonObject = {
            "councilSeq": self.council_seq,
            "lane": self.lane,
            "n": self.number,
            "asOf": self.as_of,
            "challenge": show_hex(self.challenge),
            "answersRoot": show_hex(self.answers_root),
        }
        return {
            "header": self.header,
            "account": show_all(self.account),
            "slot": show_all(self.slot),
            "statement": statement,
            "answers": [answer.json() for answer in self.answers],
        }
