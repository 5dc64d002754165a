"""Trust policies of transparency logs (C2SP tlog-policy): which logs, which witnesses, how many of whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from torrens_anchor.errors import LimitExceeded, MalformedInput
from torrens_anchor.forms.encoding import decimal
from torrens_anchor.notes.notekey import KeyType, VerifierKey

NONE: Final = "none"
"""The quorum of a policy that needs no witness."""
MAX_LINES: Final = 1_024
"""Most lines that define something (the standard asks for 32 logs, witnesses and groups)."""


@dataclass(frozen=True, slots=True)
class PolicyLog:
    """A log whose checkpoints count.

    Attributes:
        key: Its verifier key.
        url: Where it is served; empty where none is given.
    """

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class PolicyWitness:
    """A witness.

    Attributes:
        name: Its name, which means nothing outside the policy.
        key: Its verifier key.
        url: Its submission prefix; empty where none is given.
    """

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses and groups of which some must have witnessed.

    Attributes:
        name: What other lines call it.
        threshold: How many members must have witnessed.
        members: Names of witnesses and groups.
    """

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TlogPolicy:
    """A policy.

    Attributes:
        logs: Any of them may have signed.
        witnesses: Who may have cosigned.
        groups: Each names only what stands before it.
        quorum: Name of the witness or group that must have witnessed, or `none`.
    """

    logs: tuple[PolicyLog, ...]
    witnesses: tuple[PolicyWitness, ...]
    groups: tuple[Group, ...]
    quorum: str

    @classmethod
    def parse(cls, data: bytes) -> "TlogPolicy":
        """Read a policy file.

        Args:
            data: All of it.

        Returns:
            The policy.

        Raises:
            LimitExceeded: More than `MAX_LINES` lines that define something.
            MalformedInput: Anything that the format does not allow; the message names the line.
        """
        if any(octet < 0x20 and octet not in b"\t\n" for octet in data) or 0x7F in data:
            raise MalformedInput("a policy holds no control character but tab and newline")
        if data and not data.endswith(b"\n"):
            raise MalformedInput("a policy's last line ends in a newline")
        reading = _Reading()
        for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
            words = [word for word in line.replace("\t", " ").split(" ") if word]
            if words and not words[0].startswith("#"):
                try:
                    reading.take(words)
                except MalformedInput as error:
                    raise MalformedInput(f"policy line {number}: {error}", line=number) from error
        return reading.policy()

    def met_by(self, keys: Iterable[VerifierKey]) -> bool:
        """Say whether cosignatures are enough.

        Args:
            keys: Keys whose cosignatures on the checkpoint were verified.

        Returns:
            Whether the quorum has witnessed.
        """
        if self.quorum == NONE:
            return True
        cosigned = set(keys)
        witnessed = {one.name: one.key in cosigned for one in self.witnesses}
        for group in self.groups:
            witnessed[group.name] = sum(witnessed[name] for name in group.members) >= group.threshold
        return witnessed[self.quorum]


@dataclass(slots=True)
class _Reading:
    """A policy as far as it was read."""

    logs: list[PolicyLog] = field(default_factory=list)
    witnesses: list[PolicyWitness] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    quorum: str | None = None
    names: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    lines: int = 0

    def take(self, words: list[str]) -> None:
        """Take one line that defines something."""
        self.lines += 1
        if self.lines > MAX_LINES:
            raise LimitExceeded(f"a policy of more than {MAX_LINES} lines", limit=MAX_LINES)
        match words:
            case ["log", vkey, *url] if len(url) <= 1:
                key = _key(vkey, KeyType.ED25519, (one.key for one in self.logs))
                self.logs.append(PolicyLog(key, "".join(url)))
            case ["witness", name, vkey, *url] if len(url) <= 1:
                key = _key(vkey, KeyType.COSIGNATURE_V1, (one.key for one in self.witnesses))
                self.witnesses.append(PolicyWitness(self._defined(name), key, "".join(url)))
            case ["group", name, threshold, *members] if members:
                self._group(name, threshold, members)
            case ["quorum", name]:
                if self.quorum is not None or (name != NONE and name not in self.names):
                    raise MalformedInput("a policy has one quorum, of a name defined before", name=name)
                self.quorum = name
            case _:
                raise MalformedInput(f"no line of a policy begins and goes on so: {words[0]}")

    def policy(self) -> TlogPolicy:
        if self.quorum is None:
            raise MalformedInput("a policy has a quorum line")
        return TlogPolicy(tuple(self.logs), tuple(self.witnesses), tuple(self.groups), self.quorum)

    def _group(self, name: str, threshold: str, members: list[str]) -> None:
        for member in members:
            if member not in self.names or member in self.used:
                raise MalformedInput(f"{member} is not defined before, or a member already", name=member)
            self.used.add(member)
        needed = {"all": len(members), "any": 1}.get(threshold)
        needed = decimal(threshold, len(members) + 1, "threshold") if needed is None else needed
        if not needed:
            raise MalformedInput("a threshold is at least 1", name=name)
        self.groups.append(Group(self._defined(name), needed, tuple(members)))

    def _defined(self, name: str) -> str:
        if name == NONE or name in self.names:
            raise MalformedInput(f"the name {name} is taken", name=name)
        self.names.add(name)
        return name


def _key(vkey: str, kind: KeyType, known: Iterable[VerifierKey]) -> VerifierKey:
    key = VerifierKey.parse(vkey)
    if key.type is not kind:
        raise MalformedInput(f"{key.name} is a key of another type than this line needs", name=key.name)
    if key.public_key in {one.public_key for one in known}:
        raise MalformedInput(f"the public key of {key.name} stands twice", name=key.name)
    return key
