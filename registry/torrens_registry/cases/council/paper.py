"""A paper of several acts: made verb by verb, read by who is to carry it out, done in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import ClassVar, Self

from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.forms.document import open_document
from torrens_anchor.forms.jsonform import Members, show_hex
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.errors import WrongChain
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.types import Address


@dataclass(frozen=True, slots=True)
class CouncilPaper:
    """Acts of the council on one register.

    Attributes:
        chain_id: Its chain.
        register: The register.
        made_at: When the paper was begun, UTC second: a paper of the same acts of another day is another one.
        acts: Contract and call of each, in the order in which they are done.
    """

    VERSION: ClassVar[str] = "torrens/council-paper/1"

    chain_id: int
    register: Address
    made_at: int
    acts: tuple[tuple[Address, bytes], ...]

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file: what the audit log names."""
        return sha256(self.encode()).digest()

    def also(self, target: Address, data: bytes) -> Self:
        """Gives the paper with one act more.

        Args:
            target: Whom it calls.
            data: The call.

        Returns:
            The longer paper.

        Raises:
            MalformedInput: The very act stands in it.
        """
        if (target, data) in self.acts:
            raise MalformedInput(
                "this act stands in the paper already",
                remedy="carry it out, or begin another paper",
                acts=len(self.acts),
            )
        return replace(self, acts=(*self.acts, (target, data)))

    def require_home(self, deployment: Deployment) -> None:
        """Refuses a paper for another register.

        Args:
            deployment: The deployment.

        Raises:
            WrongChain: Another chain, or another register on it.
        """
        if (self.chain_id, self.register) != (deployment.chain_id, deployment.register):
            raise WrongChain(
                f"the paper is for register {to_hex(self.register)} on chain {self.chain_id}, not for this one",
                found=to_hex(self.register),
                expected=to_hex(deployment.register),
            )

    def encode(self) -> bytes:
        """Writes the paper: canonical JSON.

        Returns:
            The file's bytes.
        """
        acts: list[JsonValue] = [{"target": show_hex(target), "data": show_hex(data)} for target, data in self.acts]
        members: JsonObject = {"v": self.VERSION, "chainId": self.chain_id, "register": show_hex(self.register)}
        return encode(members | {"madeAt": self.made_at, "acts": acts})

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Reads a paper.

        Args:
            data: The file's bytes.

        Returns:
            The paper.

        Raises:
            MalformedInput: Not canonical JSON, of another form, without an act, or with one twice.
            UnknownVersion: Of another type or version.
        """
        m = open_document(data, "a paper of the council", cls.VERSION, ("chainId", "register", "madeAt", "acts"))
        acts = m.items("acts", _act)
        if not acts or len(set(acts)) != len(acts):
            raise MalformedInput("a paper has one act at least, and each once", acts=len(acts))
        return cls(m.integer("chainId"), Address(m.data("register", 20)), m.integer("madeAt", 36), acts)


def _act(value: JsonValue, where: str) -> tuple[Address, bytes]:
    m = Members(value, where, ("target", "data"))
    return Address(m.data("target", 20)), m.data("data")
