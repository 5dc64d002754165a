"""What bundles of every kind carry beside proofs: the home, sealed headers, documents, time tokens."""

from dataclasses import dataclass
from typing import Final

from torrens_anchor.chain.header import Header, parse_header
from torrens_anchor.chain.ids import origin
from torrens_anchor.chain.qbft import QbftHeader, parse_qbft_header
from torrens_anchor.chain.qbft_set import SetProof
from torrens_anchor.chain.qbft_trust import Step, check_modes
from torrens_anchor.errors import MalformedInput, UnknownVersion
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.encoding import base64_text
from torrens_anchor.forms.jsonform import Members, read_items, show_all, show_hex

TRADE_DIGESTS = ("agreement", "compliance", "delivery", "settlement")
"""Digests of a trade's terms that a document may answer to."""
CONTENT: Final = "content"
"""Where a bundle's document says that it is the fingerprint of the data that the path discloses."""
ATTEST = "attest"
"""The seal scheme of m-of-n notary checkpoints."""
QBFT = "qbft"
"""The seal scheme of QBFT validators; their seals stand in the header itself."""


@dataclass(frozen=True, slots=True)
class Home:
    """The register a bundle speaks of.

    Attributes:
        chain_id: Its chain.
        register: Address of Register.
        deployment_salt: Its deployment salt.
        standing: Address of Standing.
    """

    chain_id: int
    register: bytes
    deployment_salt: bytes
    standing: bytes

    @property
    def origin(self) -> bytes:
        """The register's origin."""
        return origin(self.chain_id, self.register, self.deployment_salt)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Home":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The home.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("chainId", "register", "deploymentSalt", "standing"))
        return cls(m.integer("chainId"), m.data("register", 20), m.data("deploymentSalt", 32), m.data("standing", 20))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "chainId": self.chain_id,
            "register": show_hex(self.register),
            "deploymentSalt": show_hex(self.deployment_salt),
            "standing": show_hex(self.standing),
        }


@dataclass(frozen=True, slots=True)
class SealedHeader:
    """A header with its seal.

    Attributes:
        raw: The header's RLP.
        header: The same, parsed; its hash is the block hash of the seal's scheme.
        set_epoch: Which set of the policy sealed.
        signatures: 65 bytes each, of notaries; none where the seals stand in the header.
        qbft: The header's own seals under the scheme `qbft`; None under `attest`.
        trail: Headers from the pinned set to this one, earliest first, this one left out; None where the pinned set
            itself sealed.
        proof: The validator contract's array at this header's parent; only with a trail in contract mode.
    """

    raw: bytes
    header: Header
    set_epoch: int
    signatures: tuple[bytes, ...]
    qbft: QbftHeader | None = None
    trail: tuple[Step, ...] | None = None
    proof: SetProof | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The trail with this header at its end; none without a trail."""
        return () if self.trail is None or self.qbft is None else (*self.trail, Step(self.raw, self.qbft, self.proof))

    @classmethod
    def of(cls, raw: bytes, set_epoch: int, signatures: tuple[bytes, ...]) -> "SealedHeader":
        """Join a header with notaries' signatures.

        Args:
            raw: The header's RLP.
            set_epoch: Which notary set signed.
            signatures: 65 bytes each.

        Returns:
            Both.

        Raises:
            MalformedInput: The bytes are no header.
        """
        return cls(raw, parse_header(raw), set_epoch, signatures)

    @classmethod
    def of_validators(
        cls, raw: bytes, set_epoch: int, trail: tuple[Step, ...] | None = None, proof: SetProof | None = None
    ) -> "SealedHeader":
        """Read a header that QBFT validators sealed.

        Args:
            raw: The header's RLP, seals and all.
            set_epoch: Which validator set of the policy sealed, or where the trail begins.
            trail: Headers from that set to this one, or None.
            proof: The validator contract's array at the parent, or None.

        Returns:
            The header.

        Raises:
            MalformedInput: The bytes are no QBFT header.
        """
        sealed = parse_qbft_header(raw)
        return cls(raw, sealed.header, set_epoch, (), sealed, trail, proof)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "SealedHeader":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The header, unverified.

        Raises:
            MalformedInput: Another form, or no header.
            UnknownVersion: A seal scheme that is not spoken here.
        """
        m = Members(value, where, ("rlp", "seal"))
        seal = m.value("seal")
        scheme = seal.get("scheme") if isinstance(seal, dict) else None
        if scheme == QBFT:
            return cls._parse_qbft(
                m.data("rlp"), Members(seal, f"{where}.seal", ("scheme", "setEpoch", "set", "trail"))
            )
        if scheme != ATTEST:
            raise UnknownVersion(f"{where}.seal is of a scheme that is not spoken here", field=f"{where}.seal")
        s = Members(seal, f"{where}.seal", ("scheme", "setEpoch", "signatures"))
        return cls.of(m.data("rlp"), s.integer("setEpoch", 32), s.blobs("signatures", 65))

    @classmethod
    def _parse_qbft(cls, raw: bytes, m: Members) -> "SealedHeader":
        trail, proof = m.optional("trail", _parse_trail), m.optional("set", SetProof.parse)
        if trail is None and proof is not None:
            raise MalformedInput(f"{m.path('set')} is read only where there is a trail", field=m.path("set"))
        found = cls.of_validators(raw, m.integer("setEpoch", 32), trail, proof)
        if found.steps:
            check_modes(found.steps, m.path("trail"))
        return found

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        seal: JsonObject = {"scheme": QBFT if self.qbft else ATTEST, "setEpoch": self.set_epoch}
        if self.qbft is None:
            seal |= {"signatures": show_all(self.signatures)}
        else:
            seal |= {"set": self.proof.json() if self.proof else None}
            seal |= {"trail": None if self.trail is None else [step.json() for step in self.trail]}
        return {"rlp": show_hex(self.raw), "seal": seal}


def _parse_trail(value: JsonValue, where: str) -> tuple[Step, ...]:
    return read_items(value, where, Step.parse)


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose digest stands in the record or in the log entry.

    Attributes:
        bound: Which digest it must have: "agreement", "compliance", "delivery", "settlement", "entry.NAME"; or
            "content", the fingerprint of the data, bound by its root.
        data: Its exact bytes.
    """

    bound: str
    data: bytes

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Document":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The document, unverified.

        Raises:
            MalformedInput: Another form, or bound to no digest that exists.
        """
        m = Members(value, where, ("bound", "bytes"))
        bound = m.text("bound")
        if bound not in (*TRADE_DIGESTS, CONTENT) and not bound.startswith("entry."):
            raise MalformedInput(
                f"{where}.bound names no digest of a trade or an entry, nor the content", field=f"{where}.bound"
            )
        return cls(bound, m.base64("bytes"))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"bound": self.bound, "bytes": base64_text(self.data)}


@dataclass(frozen=True, slots=True)
class Token:
    """A third party's statement of time.

    Attributes:
        scheme: For example "rfc3161".
        data: The token's exact bytes.
    """

    scheme: str
    data: bytes

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Token":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The token, unverified.

        Raises:
            MalformedInput: Another form, or no scheme.
        """
        m = Members(value, where, ("scheme", "bytes"))
        if not m.text("scheme"):
            raise MalformedInput(f"{where}.scheme is empty", field=where)
        return cls(m.text("scheme"), m.base64("bytes"))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"scheme": self.scheme, "bytes": base64_text(self.data)}
