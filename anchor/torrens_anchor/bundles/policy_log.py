"""The log half of a policy: whose checkpoints count, and who must have watched them."""

from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import MalformedInput, OutOfRange
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.notes.notekey import KeyType, VerifierKey

_DOES: Final = {KeyType.ED25519: "signs notes", KeyType.COSIGNATURE_V1: "cosigns"}


def _key(m: Members, wanted: KeyType) -> VerifierKey:
    key = VerifierKey.parse(m.text("vkey"))
    if key.type is not wanted:
        raise MalformedInput(f"{m.path('vkey')} is no key that {_DOES[wanted]}", field=m.path("vkey"))
    return key


@dataclass(frozen=True, slots=True)
class TrustedLog:
    """A log whose checkpoints count.

    Attributes:
        key: Its verifier key, Ed25519.
        chain_id: The chain it is anchored on.
        exchange: Whose log it is; the id of its LOG word.
    """

    key: VerifierKey
    chain_id: int
    exchange: int

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "TrustedLog":
        """Read one from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The log.

        Raises:
            MalformedInput: Another form, or a key of another type.
        """
        m = Members(value, where, ("vkey", "chainId", "exchange"))
        return cls(_key(m, KeyType.ED25519), m.integer("chainId"), m.integer("exchange", 16))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"vkey": str(self.key), "chainId": self.chain_id, "exchange": self.exchange}


@dataclass(frozen=True, slots=True)
class TrustedPlatform:
    """A key whose statements on the platform of a chain are read.

    Attributes:
        key: Its verifier key, Ed25519.
        chain_id: The chain it may speak of.
    """

    key: VerifierKey
    chain_id: int

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "TrustedPlatform":
        """Read one from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The platform's key.

        Raises:
            MalformedInput: Another form, or a key of another type.
        """
        m = Members(value, where, ("vkey", "chainId"))
        return cls(_key(m, KeyType.ED25519), m.integer("chainId"))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"vkey": str(self.key), "chainId": self.chain_id}


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness whose cosignatures are known.

    Attributes:
        key: Its verifier key, cosignature/v1.
        outside: Whether it is run by another than the log's operator.
        counted: Whether it counts towards the threshold; one that does not is merely known.
    """

    key: VerifierKey
    outside: bool
    counted: bool = True

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Witness":
        """Read one from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The witness.

        Raises:
            MalformedInput: Another form, or a key of another type.
        """
        m = Members(value, where, ("vkey", "outside", "counted"))
        return cls(_key(m, KeyType.COSIGNATURE_V1), m.flag("outside"), m.flag("counted"))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"vkey": str(self.key), "outside": self.outside, "counted": self.counted}


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Who watches the logs, and how many must have.

    Attributes:
        threshold: Distinct counted witnesses needed; at least one where any is named.
        outside: How many of them must be outside the operator.
        keys: The witnesses.
    """

    threshold: int
    outside: int
    keys: tuple[Witness, ...]

    def __post_init__(self) -> None:
        """Refuse a threshold that nobody, or everybody, would meet."""
        counted = [witness for witness in self.keys if witness.counted]
        if len({witness.key.public_key for witness in self.keys}) != len(self.keys):
            raise OutOfRange("the policy names a witness twice", remedy="name each witness once")
        least = 1 if self.keys else 0
        enough = sum(witness.outside for witness in counted)
        if not least <= self.threshold <= len(counted) or not self.outside <= min(self.threshold, enough):
            raise OutOfRange(
                f"{self.threshold} of {len(counted)} witnesses, {self.outside} of {enough} outside: cannot be met",
                remedy="name a witness that another than the operator runs"
                if self.outside > enough
                else "a threshold is at least 1 and at most the number of counted witnesses",
            )

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Witnesses":
        """Read them from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The witnesses.

        Raises:
            MalformedInput: Another form.
            OutOfRange: A threshold that cannot be met.
        """
        m = Members(value, where, ("threshold", "outside", "keys"))
        return cls(m.integer("threshold", 16), m.integer("outside", 16), m.items("keys", Witness.parse))

    def json(self) -> JsonObject:
        """Write them as JSON.

        Returns:
            The object.
        """
        return {"threshold": self.threshold, "outside": self.outside, "keys": [w.json() for w in self.keys]}
