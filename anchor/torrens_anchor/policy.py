"""The verifier's own policy: whom it believes. Trust comes from here and from nowhere else.

A policy is canonical JSON (SPEC-bundle.md). The object `{}` is the empty policy: it believes nobody.
"""

from dataclasses import dataclass

from torrens_anchor.attest import Notary, NotarySet
from torrens_anchor.canonical import JsonObject, JsonValue, encode, parse_canonical_object
from torrens_anchor.errors import OutOfRange, UnknownVersion
from torrens_anchor.ids import origin
from torrens_anchor.jsonform import Members, show_hex
from torrens_anchor.policy_log import TrustedLog, Witnesses
from torrens_anchor.secp256k1 import Address

VERSION = "torrens/policy/1"


def _parse_notary(value: JsonValue, where: str) -> Notary:
    m = Members(value, where, ("address", "name"))
    return Notary(Address(m.data("address", 20)), m.text("name"))


def _parse_set(value: JsonValue, where: str) -> NotarySet:
    m = Members(value, where, ("epoch", "threshold", "from", "until", "notaries"))
    return NotarySet(
        epoch=m.integer("epoch", 32),
        threshold=m.integer("threshold", 8),
        valid_from=m.integer("from"),
        valid_until=m.integer("until"),
        notaries=m.items("notaries", _parse_notary),
    )


def _set_json(notaries: NotarySet) -> JsonObject:
    return {
        "epoch": notaries.epoch,
        "threshold": notaries.threshold,
        "from": notaries.valid_from,
        "until": notaries.valid_until,
        "notaries": [{"address": show_hex(n.address), "name": n.name} for n in notaries.notaries],
    }


@dataclass(frozen=True, slots=True)
class TrustedHome:
    """A register whose blocks and contracts count.

    Attributes:
        name: What the verifier calls it.
        chain_id: Its chain.
        register: Address of Register.
        register_code_hash: Keccak-256 of Register's code.
        deployment_salt: Its deployment salt.
        standing: Address of Standing.
        standing_code_hash: Keccak-256 of Standing's code.
        council_seq: The councilSeq a statement must carry; 0 accepts any.
        max_age: Seconds for which a statement counts.
        notary_sets: Who seals its blocks, by epoch.
    """

    name: str
    chain_id: int
    register: bytes
    register_code_hash: bytes
    deployment_salt: bytes
    standing: bytes
    standing_code_hash: bytes
    council_seq: int
    max_age: int
    notary_sets: tuple[NotarySet, ...]

    @property
    def origin(self) -> bytes:
        """The register's origin."""
        return origin(self.chain_id, self.register, self.deployment_salt)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "TrustedHome":
        """Read one from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The home.

        Raises:
            MalformedInput: Another form.
            OutOfRange: A notary set without a majority, or an epoch named twice.
        """
        m = Members(
            value,
            where,
            ("name", "chainId", "register", "registerCodeHash", "deploymentSalt", "standing", "standingCodeHash",
             "councilSeq", "maxAge", "notarySets"),
        )  # fmt: skip
        sets = m.items("notarySets", _parse_set)
        if len({each.epoch for each in sets}) != len(sets):
            raise OutOfRange(f"{where}.notarySets names an epoch twice", remedy="name each epoch once")
        return cls(
            name=m.text("name"),
            chain_id=m.integer("chainId"),
            register=m.data("register", 20),
            register_code_hash=m.data("registerCodeHash", 32),
            deployment_salt=m.data("deploymentSalt", 32),
            standing=m.data("standing", 20),
            standing_code_hash=m.data("standingCodeHash", 32),
            council_seq=m.integer("councilSeq"),
            max_age=m.integer("maxAge", 36),
            notary_sets=sets,
        )

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "name": self.name,
            "chainId": self.chain_id,
            "register": show_hex(self.register),
            "registerCodeHash": show_hex(self.register_code_hash),
            "deploymentSalt": show_hex(self.deployment_salt),
            "standing": show_hex(self.standing),
            "standingCodeHash": show_hex(self.standing_code_hash),
            "councilSeq": self.council_seq,
            "maxAge": self.max_age,
            "notarySets": [_set_json(each) for each in self.notary_sets],
        }


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything a verifier believes before it opens a bundle.

    Attributes:
        name: Whose policy it is.
        development: Whether development keys stand in for real ones; shown with every verdict.
        logs: Logs whose checkpoints count.
        witnesses: Who watches them.
        homes: Registers whose blocks and contracts count.
    """

    name: str
    development: bool
    logs: tuple[TrustedLog, ...]
    witnesses: Witnesses
    homes: tuple[TrustedHome, ...]

    def __post_init__(self) -> None:
        """Refuse a log as its own witness, and what is named twice."""
        logs = {log.key.public_key for log in self.logs}
        if any(witness.key.public_key in logs for witness in self.witnesses.keys):
            raise OutOfRange("the policy takes a log's key for a witness's", remedy="name witnesses with other keys")
        if len({home.origin for home in self.homes}) != len(self.homes):
            raise OutOfRange("the policy names a home twice", remedy="name each home once")

    @classmethod
    def empty(cls) -> "Policy":
        """Give the policy that believes nobody.

        Returns:
            The empty policy.
        """
        return cls("", False, (), Witnesses(0, 0, ()), ())  # noqa: FBT003 - the one false here is `development`

    @classmethod
    def parse(cls, data: bytes) -> "Policy":
        """Read a policy file.

        Args:
            data: The file's bytes, canonical JSON.

        Returns:
            The policy.

        Raises:
            MalformedInput: Not canonical JSON, or of another form.
            UnknownVersion: Of another type or version.
            OutOfRange: A threshold that promises nothing, or something named twice.
        """
        value = parse_canonical_object(data, "policy")
        if not value:
            return cls.empty()
        if value.get("v") != VERSION:
            raise UnknownVersion(f"a policy of version {value.get('v')!a}; {VERSION} is read", found=value.get("v"))
        m = Members(value, "policy", ("v", "name", "development", "logs", "witnesses", "homes"))
        return cls(
            name=m.text("name"),
            development=m.flag("development"),
            logs=m.items("logs", TrustedLog.parse),
            witnesses=Witnesses.parse(m.value("witnesses"), "policy.witnesses"),
            homes=m.items("homes", TrustedHome.parse),
        )

    def encode(self) -> bytes:
        """Write the policy file.

        Returns:
            Canonical JSON.
        """
        members: JsonObject = {
            "v": VERSION,
            "name": self.name,
            "development": self.development,
            "logs": [log.json() for log in self.logs],
            "witnesses": self.witnesses.json(),
            "homes": [home.json() for home in self.homes],
        }
        return encode(members)

    def home(self, origin_: bytes) -> TrustedHome | None:
        """Find a trusted home.

        Args:
            origin_: The register's origin, which commits to chain, address and deployment salt.

        Returns:
            The home, or None when the policy does not name it.
        """
        return next((home for home in self.homes if home.origin == origin_), None)
