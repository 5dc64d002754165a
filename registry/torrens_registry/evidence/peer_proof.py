"""What a partner needs of us: a final header, the account of Standing in it, one slot of its ring, the answers.

The same parts serve the partner's chain (acceptHeader, prove) and a bundle. They travel as one file, which says
nothing that its reader cannot check: `PeerProof.parse` walks every proof before it gives anything back.

Source: contracts/README.md, statements and peers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_anchor.bundles.parts import Home
from torrens_anchor.bundles.proofs import AnswerProof, StandingProof
from torrens_anchor.chain.header import Header, parse_header
from torrens_anchor.chain.layout import ring_slot
from torrens_anchor.chain.mpt import Account, prove_account, prove_storage
from torrens_anchor.chain.statement import prove_answer, verify_answer
from torrens_anchor.errors import FieldMismatch
from torrens_anchor.forms.canonical import JsonObject, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import show_hex
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.foreign import Item, StatementFields
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Digest32, Timestamp
from torrens_registry.evidence.statement import StatedStatement


@dataclass(frozen=True, slots=True)
class PeerProof:
    """A statement of good standing, proven under a header.

    Attributes:
        home: The register that made it.
        header: The header's RLP; whether it is final is for the notaries to say.
        standing: The statement with its proofs and answers; `standing.header` is 0.
    """

    VERSION: ClassVar[str] = "torrens/peer-proof/1"

    home: Home
    header: bytes
    standing: StandingProof

    def parsed(self) -> Header:
        """Gives the header's fields.

        Returns:
            The header.

        Raises:
            MalformedInput: It is none.
            UnknownVersion: It is of no known fork.
        """
        return parse_header(self.header)

    def check(self) -> None:
        """Walks every proof.

        Raises:
            ProofMismatch: A proof does not lead where it must.
            FieldMismatch: No Standing in that state, another statement in its slot, or one from after the header.
            MalformedInput: The header is none.
        """
        account = self.account()
        slot = ring_slot(self.standing.lane, self.standing.number)
        if prove_storage(account.storage_root, slot, self.standing.slot) != self.statement_hash:
            raise FieldMismatch("the ring of Standing holds another statement")
        if self.standing.as_of > self.parsed().timestamp:
            raise FieldMismatch("the statement speaks of a time after its header")
        for each in self.standing.answers:
            verify_answer(self.standing.answers_root, each.answer, each.proof)

    def account(self) -> Account:
        """Gives Standing's account under the header.

        Returns:
            The account.

        Raises:
            ProofMismatch: The proof does not lead to the header.
            FieldMismatch: There is no such contract in that state.
        """
        found = prove_account(self.parsed().state_root, self.home.standing, self.standing.account)
        if found is None:
            raise FieldMismatch(f"the header shows no contract at 0x{self.home.standing.hex()}")
        return found

    @property
    def statement_hash(self) -> Digest32:
        """The statement's hash, as the ring holds it."""
        return Digest32(self.standing.statement(self.home.origin).hash())

    def fields(self) -> StatementFields:
        """Gives the statement as Recognition takes it.

        Returns:
            The Solidity struct.
        """
        s = self.standing
        return StatementFields(
            s.council_seq, s.lane, s.number, Timestamp(s.as_of), s.challenge, Digest32(s.answers_root)
        )

    def items(self) -> tuple[Item, ...]:
        """Gives the answers as Recognition takes them.

        Returns:
            Each with its proof, in order.
        """
        return tuple(Item(each.answer, each.proof) for each in self.standing.answers)

    def encode(self) -> bytes:
        """Writes the proof's file: canonical JSON.

        Returns:
            The file's bytes.
        """
        members: JsonObject = {
            "v": self.VERSION,
            "home": self.home.json(),
            "header": show_hex(self.header),
            "standing": self.standing.json(),
        }
        return encode(members)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a proof's file and walks every proof in it.

        Args:
            data: The file's bytes.

        Returns:
            The proof, checked against its own header.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
            Mismatch: A proof does not hold.
        """
        m = open_document(data, "a proof", cls.VERSION, ("home", "header", "standing"))
        found = cls(
            Home.parse(m.value("home"), m.path("home")),
            m.data("header"),
            StandingProof.parse(m.value("standing"), m.path("standing")),
        )
        found.check()
        return found


def home_of(deployment: Deployment) -> Home:
    """Gives a deployment as bundles and proofs name it.

    Args:
        deployment: The deployment.

    Returns:
        Its home.
    """
    return Home(deployment.chain_id, deployment.register, deployment.deployment_salt, deployment.address_of("Standing"))


def fetch(
    wire: Wire, deployment: Deployment, statement: StatedStatement, block: int, opened: Sequence[int] | None = None
) -> PeerProof:
    """Proves a statement under a block's header.

    Args:
        wire: A node that still has that state.
        deployment: Where Standing is.
        statement: The statement.
        block: The block, not before the statement's own, and before 16 more statements of its lane.
        opened: Which answers to show; all when absent.

    Returns:
        The proof, checked.

    Raises:
        NodeRefused: The node no longer has that state.
        FieldMismatch: The ring holds another statement: the block is too early or too late.
        ProofMismatch: The node's proofs do not lead to the header.
    """
    proofs = wire.get_proof(deployment.address_of("Standing"), [ring_slot(statement.lane, statement.n)], block)
    indexes = range(len(statement.answers)) if opened is None else opened
    standing = StandingProof(
        header=0,
        account=proofs.proof,
        slot=proofs.storage[0].proof,
        council_seq=statement.council_seq,
        lane=statement.lane,
        number=statement.n,
        as_of=statement.as_of,
        challenge=statement.challenge,
        answers_root=statement.answers_root,
        answers=tuple(AnswerProof(statement.answers[i], prove_answer(statement.answers, i)) for i in indexes),
    )
    found = PeerProof(home_of(deployment), wire.header_rlp(block), standing)
    found.check()
    return found
