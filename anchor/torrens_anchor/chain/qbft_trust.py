"""Follows a QBFT chain from a set that is trusted to a later one: the skip rule of a light client.

A later header is believed when a quorum of its own set sealed it and, of the set trusted so far, at least
ceil(2N/3) did (strict), or, inside the trusting period, at least f + 1 (permissive: one honest member). Headers in
between are not needed. Seals carry no chain id, so a set must not seal two chains; that is the policy's to know.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.header import Header
from torrens_anchor.chain.qbft import QbftHeader, parse_qbft_header, quorum, verify_sealed
from torrens_anchor.chain.qbft_set import SetProof, ValidatorContract, validators_of
from torrens_anchor.errors import FieldMismatch, MalformedInput, TrustMissing
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, show_hex
from torrens_anchor.signatures.secp256k1 import Address


@dataclass(frozen=True, slots=True)
class TrustedSet:
    """A set that may seal from a block on.

    Attributes:
        validators: The set, each once.
        header: The last header believed; None where the policy pins a set without one.
        sealers: Who sealed that header.
    """

    validators: tuple[Address, ...]
    header: Header | None = None
    sealers: tuple[Address, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a set that cannot promise one history."""
        if not self.validators or len(set(self.validators)) != len(self.validators):
            raise MalformedInput("a validator set has at least one member and each once")


@dataclass(frozen=True, slots=True)
class Rule:
    """How far a set's word reaches.

    Attributes:
        contract: The chain's validator contract; None where headers list the set.
        trusting_period: Seconds after the trusted header within which f + 1 of its set are enough; 0 is strict:
            always ceil(2N/3) of it.
    """

    contract: ValidatorContract | None = None
    trusting_period: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A header on the way, with what shows its set.

    Attributes:
        raw: Its RLP with its seals.
        sealed: The same, parsed.
        proof: The validator contract's array at its parent; None in header mode.
    """

    raw: bytes
    sealed: QbftHeader
    proof: SetProof | None = None

    @classmethod
    def of(cls, raw: bytes, proof: SetProof | None = None) -> "Step":
        """Join a header with what shows its set.

        Args:
            raw: The header's RLP with its seals.
            proof: The contract's array at its parent; None in header mode.

        Returns:
            Both.

        Raises:
            MalformedInput: The bytes are no QBFT header.
        """
        return cls(raw, parse_qbft_header(raw), proof)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Step":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The step, unverified.

        Raises:
            MalformedInput: Another form, or no QBFT header.
        """
        m = Members(value, where, ("rlp", "set"))
        return cls.of(m.data("rlp"), m.optional("set", SetProof.parse))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"rlp": show_hex(self.raw), "set": self.proof.json() if self.proof else None}


def check_modes(steps: Sequence[Step], where: str) -> None:
    """Refuse a trail whose headers are of two modes, or lack what shows their sets, or carry it where they list them.

    Args:
        steps: A trail and the header at its end.
        where: The trail's path, for error messages.

    Raises:
        MalformedInput: The header at fault, by its height.
    """
    lists = bool(steps[0].sealed.validators)
    for step in steps:
        number = step.sealed.header.number
        if bool(step.sealed.validators) != lists:
            raise MalformedInput(f"{where} mixes headers that list validators and none: header {number}", field=where)
        if lists and step.proof is not None:
            raise MalformedInput(f"{where}: header {number} lists its validators, so its set must be null", field=where)
        if not lists and step.proof is None:
            raise MalformedInput(f"{where}: header {number} lists no validators and no set proves them", field=where)


def advance(trusted: TrustedSet, step: Step, rule: Rule, *, independent: bool = False) -> TrustedSet:
    """Believe a later header, and so its set, by the skip rule.

    Args:
        trusted: The set trusted so far.
        step: The later header.
        rule: The chain's mode, and how strict to be.
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        The header with its set, trusted in turn.

    Raises:
        FieldMismatch: The header is not later, not the child it claims to be, or of the other mode.
        SignatureMismatch: No quorum of its own set sealed it, or a seal does not count.
        TrustMissing: Too few of the set trusted so far sealed it: a header in between is needed.
        MalformedInput: A malformed seal, proof or set.
    """
    header = step.sealed.header
    _check_later(trusted.header, header)
    own = validators_of(step.sealed, rule.contract, step.proof)
    committed = verify_sealed(step.sealed, own, independent=independent)
    known = sum(address in trusted.validators for address in committed)
    needed = _needed(trusted, header, rule)
    if known < needed:
        raise TrustMissing(
            f"{known} of the {len(trusted.validators)} trusted sealed header {header.number}; {needed} must have",
            remedy="ask for a bundle with a header in between, sealed by more of the earlier validators",
        )
    return TrustedSet(own, header, committed)


def _check_later(last: Header | None, header: Header) -> None:
    if last is None:
        return
    if header.number <= last.number or header.timestamp < last.timestamp:
        raise FieldMismatch(f"header {header.number} is not later than header {last.number}, which is trusted")
    if header.number == last.number + 1 and header.parent_hash != last.hash:
        raise FieldMismatch(f"header {header.number} does not follow the trusted header {last.number}")


def _needed(trusted: TrustedSet, header: Header, rule: Rule) -> int:
    """Give how many of the trusted set must have sealed."""
    size = len(trusted.validators)
    lenient = trusted.header is not None and header.timestamp <= trusted.header.timestamp + rule.trusting_period
    return (size - 1) // 3 + 1 if lenient and rule.trusting_period else quorum(size)
