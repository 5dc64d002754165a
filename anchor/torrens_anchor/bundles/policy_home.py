"""The chain half of a policy: registers whose blocks and contracts count, and who seals their blocks."""

from dataclasses import dataclass

from torrens_anchor.chain.attest import Notary, NotarySet
from torrens_anchor.chain.ids import origin
from torrens_anchor.chain.qbft_set import ValidatorContract
from torrens_anchor.errors import MalformedInput, OutOfRange
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, show_hex
from torrens_anchor.signatures.secp256k1 import Address

HEADER_MODE = "header"
"""QBFT headers list the validators."""
CONTRACT_MODE = "contract"
"""QBFT headers list nobody; a contract names the validators."""


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
class ValidatorSet:
    """The QBFT validators of one stretch of a chain, pinned.

    Attributes:
        epoch: The policy's own number of it.
        mode: `HEADER_MODE` or `CONTRACT_MODE`.
        valid_from: First UTC second at which its seals count.
        valid_until: Last UTC second at which they count.
        validators: The members.
        contract: Where the chain keeps its validators; None in header mode.
    """

    epoch: int
    mode: str
    valid_from: int
    valid_until: int
    validators: tuple[Notary, ...]
    contract: ValidatorContract | None = None

    def __post_init__(self) -> None:
        """Refuse a set that nobody is in, or somebody twice, and a mode that its contract belies."""
        if self.mode not in {HEADER_MODE, CONTRACT_MODE}:
            raise MalformedInput(f"validator set {self.epoch}: its mode is neither header nor contract")
        if (self.mode == CONTRACT_MODE) != (self.contract is not None):
            raise MalformedInput(
                f"validator set {self.epoch}: a contract is named in mode contract, and in no other",
                remedy="name address, codeHash and slot of the validator contract, or null in mode header",
            )
        if not self.validators or len({v.address for v in self.validators}) != len(self.validators):
            raise OutOfRange(
                f"validator set {self.epoch} is empty or names a key twice", remedy="name each validator once"
            )

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "ValidatorSet":
        """Read one from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The set.

        Raises:
            MalformedInput: Another form, or a contract without its mode, or the mode without a contract.
            OutOfRange: Nobody in it, or somebody twice.
        """
        m = Members(value, where, ("epoch", "mode", "contract", "from", "until", "validators"))
        return cls(
            epoch=m.integer("epoch", 32),
            mode=m.text("mode"),
            valid_from=m.integer("from"),
            valid_until=m.integer("until"),
            validators=m.items("validators", _parse_notary),
            contract=m.optional("contract", ValidatorContract.parse),
        )

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "epoch": self.epoch,
            "mode": self.mode,
            "contract": self.contract.json() if self.contract else None,
            "from": self.valid_from,
            "until": self.valid_until,
            "validators": [{"address": show_hex(v.address), "name": v.name} for v in self.validators],
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
        notary_sets: Who seals its blocks as notaries, by epoch.
        validator_sets: Who seals its blocks as QBFT validators, by the policy's own numbering.
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
    validator_sets: tuple[ValidatorSet, ...] = ()

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
             "councilSeq", "maxAge", "notarySets", "validatorSets"),
        )  # fmt: skip
        sets = m.items("notarySets", _parse_set)
        validators = m.items("validatorSets", ValidatorSet.parse)
        for name, epochs in (("notarySets", [s.epoch for s in sets]), ("validatorSets", [v.epoch for v in validators])):
            if len(set(epochs)) != len(epochs):
                raise OutOfRange(f"{where}.{name} names an epoch twice", remedy="name each epoch once")
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
            validator_sets=validators,
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
            "validatorSets": [each.json() for each in self.validator_sets],
        }
