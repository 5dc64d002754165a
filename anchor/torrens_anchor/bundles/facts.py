"""Records without a path of rights: any entry of an audit log, and a foreign record that a register recognises."""

from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.chain.ids import agreement_id, fact_id, origin, peer_id
from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, read_hex, show_hex

RELIANCES = ("show", "trade", "finance")
"""What a foreign record is relied upon for; the more is at stake, the sooner it is stale."""


def read_reliance(m: Members) -> str:
    """Read the member `reliance`.

    Args:
        m: The object that has it.

    Returns:
        One of `RELIANCES`.

    Raises:
        MalformedInput: It is none of them.
    """
    if m.text("reliance") not in RELIANCES:
        raise MalformedInput(f"{m.path('reliance')} is none of {', '.join(RELIANCES)}", field=m.path("reliance"))
    return m.text("reliance")


def more_at_stake(*reliances: str) -> str:
    """Give the reliance with which a record is stale the soonest.

    Args:
        *reliances: Some of `RELIANCES`.

    Returns:
        The greatest.
    """
    return max(reliances, key=RELIANCES.index)


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """Any entry of an exchange's audit log; the entry itself stands in the bundle's `log`.

    Attributes:
        exchange: Whose log it is.
        outcome: Kinds of the words that the action left on the entry's subject, ascending.
    """

    KIND: ClassVar[str] = "log-entry"

    exchange: int
    outcome: tuple[int, ...]

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "EntryRecord":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The record, unverified.

        Raises:
            MalformedInput: Another form, or kinds that do not ascend.
        """
        m = Members(value, where, ("exchange", "outcome"))
        kinds = m.items("outcome", _read_kind)
        if list(kinds) != sorted(set(kinds)):
            raise MalformedInput(f"{where}.outcome does not ascend", field=f"{where}.outcome")
        return cls(m.integer("exchange", 16), kinds)

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"exchange": self.exchange, "outcome": list(self.outcome)}


def _read_kind(value: JsonValue, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 256:
        raise MalformedInput(f"{where} is no kind of word", field=where)
    return value


@dataclass(frozen=True, slots=True)
class Peer:
    """A foreign register.

    Attributes:
        chain_id: Its chain.
        register: Address of its Register.
        deployment_salt: Its deployment salt.
    """

    chain_id: int
    register: bytes
    deployment_salt: bytes

    @property
    def origin(self) -> bytes:
        """Its origin."""
        return origin(self.chain_id, self.register, self.deployment_salt)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Peer":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The peer.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("chainId", "register", "deploymentSalt"))
        return cls(m.integer("chainId"), m.data("register", 20), m.data("deploymentSalt", 32))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "chainId": self.chain_id,
            "register": show_hex(self.register),
            "deploymentSalt": show_hex(self.deployment_salt),
        }


@dataclass(frozen=True, slots=True)
class RecognitionRecord:
    """What the home says of a record of another register.

    Attributes:
        peer: The other register.
        kind: The record's kind there, uint8.
        foreign_id: Its id there.
        exchange: Whose fact it is here; 0 for nobody's.
        reliance: One of `RELIANCES`.
        club: Digest of the club under which it was recognised; None when it rests on no agreement.
    """

    KIND: ClassVar[str] = "recognition"

    peer: Peer
    kind: int
    foreign_id: bytes
    exchange: int
    reliance: str
    club: bytes | None

    @property
    def peer_id(self) -> bytes:
        """The peer's id at the home."""
        return peer_id(self.peer.origin)

    @property
    def fact_id(self) -> bytes:
        """The fact's id at the home."""
        return fact_id(self.peer_id, self.kind, self.foreign_id, self.exchange)

    @property
    def agreement_id(self) -> bytes | None:
        """The agreement's id at the home; None where no club is named."""
        return None if self.club is None else agreement_id(self.peer_id, self.exchange, self.club)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "RecognitionRecord":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The record, unverified.

        Raises:
            MalformedInput: Another form, or an unknown reliance.
        """
        m = Members(value, where, ("peer", "kind", "id", "exchange", "reliance", "club"))
        return cls(
            peer=Peer.parse(m.value("peer"), m.path("peer")),
            kind=m.integer("kind", 8),
            foreign_id=m.data("id", 32),
            exchange=m.integer("exchange", 16),
            reliance=read_reliance(m),
            club=m.optional("club", lambda item, at: read_hex(item, at, 32)),
        )

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "peer": self.peer.json(),
            "kind": self.kind,
            "id": show_hex(self.foreign_id),
            "exchange": self.exchange,
            "reliance": self.reliance,
            "club": None if self.club is None else show_hex(self.club),
        }
