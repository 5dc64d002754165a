"""`torrens log policy`: what an exchange proposes that a verifier should believe, as one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Self

import typer

from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_home import CONTRACT_MODE, ValidatorSet
from torrens_anchor.bundles.policy_log import TrustedPlatform
from torrens_anchor.chain.attest import Notary, NotarySet
from torrens_anchor.chain.qbft import quorum
from torrens_anchor.chain.qbft_set import ValidatorContract
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.notes.notekey import KeyType, VerifierKey
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_anchor.signatures.secp256k1 import Address
from torrens_cli import arguments, files, options
from torrens_cli.commands.evidence import timestamps
from torrens_cli.context import Ring, home_settings, opened
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import LAST_SECOND, Report, say
from torrens_contracts import types
from torrens_contracts.codes import Reliance
from torrens_registry import note_keys
from torrens_registry.evidence import policy as policies
from torrens_registry.evidence import validator_contracts
from torrens_registry.evidence.validators import validator_set
from torrens_registry.manifest import read_manifest
from torrens_registry.settings import Settings

Notaries = Annotated[
    list[str] | None,
    typer.Option(help="NAME=ADDRESS of a notary, or the name of its key here; repeat for the whole set."),
]
Validators = Annotated[
    list[str] | None,
    typer.Option(help="NAME=ADDRESS of a QBFT validator; repeat for the whole set."),
]
Contract = Annotated[
    str | None,
    typer.Option(
        "--validator-contract",
        help="ADDRESS[:SLOT] of the contract that names the validators, where headers list none (Besu's "
        "validatorcontractaddress), and of its address[]; its code is accepted as it stands now.",
    ),
]
Platforms = Annotated[
    list[str] | None,
    typer.Option(help="Verifier key, or its .vkey file, of who may state the platform (article 17); repeat."),
]
Relied = Annotated[str, typer.Option(help="The least that a recognition is relied on for: show, trade or finance.")]
CouncilSeq = Annotated[
    int | None,
    typer.Option(
        help="How often the council had changed the modules, which a statement must carry; asked of the chain unless "
        "given. 0 accepts any."
    ),
]
Beside = Annotated[list[Path] | None, typer.Option(help="A peer's policy whose homes and logs are believed too.")]


def policy(
    *,
    home: options.Home = options.DEFAULT_HOME,
    name: Annotated[str, typer.Option(help="Whose policy it is.")] = "proposed by the exchange",
    notary: Notaries = None,
    threshold: Annotated[int, typer.Option(help="How many notaries must seal; more than half.")] = 0,
    validator: Validators = None,
    validator_contract: Contract = None,
    set_epoch: Annotated[int, typer.Option(help="Number of the set that seals.")] = 1,
    valid_from: Annotated[str | None, typer.Option(help="First second at which the set counts.")] = None,
    valid_until: Annotated[str | None, typer.Option(help="Last second at which the set counts.")] = None,
    witnesses: Annotated[int, typer.Option(help="How many witnesses must have cosigned.")] = 2,
    outside: Annotated[int, typer.Option(help="How many of them must be outside the exchange.")] = 1,
    own: Annotated[list[str] | None, typer.Option(help="Name of a witness (or of its key) of the exchange.")] = None,
    council_seq: CouncilSeq = None,
    max_age: Annotated[int, typer.Option(help="Seconds for which a statement counts.")] = 7 * 86_400,
    reliance: Relied = "show",
    platform: Platforms = None,
    authority: timestamps.Authorities = None,
    beside: Beside = None,
    development: Annotated[bool, typer.Option("--development", help="Mark that development keys stand in.")] = False,
    out: Annotated[Path, typer.Option(help="Where it goes.")] = Path("policy.json"),
    keys: options.Keys = None,
    as_json: options.Json = False,
) -> None:
    """Write a verifier's policy: register, code, who seals, log, witnesses. A court reads it, and makes its own."""
    settings, authorities = home_settings(home, keys=keys), timestamps.authorities(authority)
    valid = arguments.optional_time(valid_from), arguments.optional_time(valid_until, LAST_SECOND)
    sealers = _Sealers.of(Ring(settings), notary or [], threshold, validator or [], (set_epoch, valid))
    sealers = sealers.named_by(_contract(home, validator_contract, sealers.validators))
    deployment = read_manifest(settings.home)
    trust = policies.Trust(
        name=str(settings.exchange),
        exchange=settings.exchange,
        log=note_keys.log_vkey(settings.keys_dir),
        notaries=sealers.notaries,
        council_seq=_council_seq(council_seq, home),
        max_age=max_age,
        validators=sealers.validators,
    )
    watched = watching(settings, own or [])
    made = policies.make(
        name, [(deployment, trust)], policies.watched(witnesses, outside, watched), development=development
    )
    made = replace(made, reliance=arguments.code(Reliance, reliance).name.lower())
    files.write(out, _believing(made, deployment.chain_id, platform or [], beside or [], authorities).encode())
    zh, en = sealers.told()
    words = f"核验策略已写出:{zh},{len(watched)} 位见证人", f"policy written: {en}, {len(watched)} witnesses"
    also = {"development": development, "timeAuthorities": [one.name for one in authorities]}
    say(Report("log.policy", *words, {"file": str(out)}, also), as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Sealers:
    """Who seals the home's blocks: notaries, validators, or both."""

    notaries: NotarySet | None
    validators: ValidatorSet | None

    @classmethod
    def of(
        cls,
        ring: Ring,
        notaries: list[str],
        threshold: int,
        validators: list[str],
        at: tuple[int, tuple[int, int]],
    ) -> Self:
        """Reads them as people name them; `at` is their set's number and validity."""
        if not notaries and not validators:
            raise ArgumentRefused("nobody is named who seals: --notary or --validator", argument="notary")
        (epoch, valid), known = at, [[notary_of(ring, one) for one in named] for named in (notaries, validators)]
        return cls(
            policies.notary_set(epoch, threshold, valid, known[0]) if notaries else None,
            validator_set(epoch, valid, known[1]) if validators else None,
        )

    def named_by(self, contract: ValidatorContract | None) -> Self:
        """Says that a contract names the validators, where one does."""
        if contract is None or self.validators is None:
            return self
        return replace(self, validators=replace(self.validators, mode=CONTRACT_MODE, contract=contract))

    def told(self) -> tuple[str, str]:
        """Says who they are and how many of them must seal, in Chinese and in English."""
        zh, en = [], []
        if self.notaries:
            size = len(self.notaries.notaries)
            zh.append(f"{size} 位公证人中 {self.notaries.threshold} 位")
            en.append(f"{self.notaries.threshold} of {size} notaries")
        if self.validators:
            size = len(self.validators.validators)
            zh.append(f"{size} 位验证者中 {quorum(size)} 位")
            en.append(f"{quorum(size)} of {size} validators")
            if self.validators.contract:
                zh.append(f"由合约 0x{self.validators.contract.address.hex()} 列名")
                en.append(f"named by contract 0x{self.validators.contract.address.hex()}")
        return "、".join(zh), ", ".join(en)


def _contract(home: Path, text: str | None, validators: ValidatorSet | None) -> ValidatorContract | None:
    """Reads where the chain keeps its validators; the code that stands there now is what the policy accepts."""
    if text is None:
        return None
    if validators is None:
        raise ArgumentRefused(
            "a --validator-contract goes with the set that it names: --validator, for each", argument="validator"
        )
    address, _, slot = text.partition(":")
    where, place = types.Address(arguments.address(address)), arguments.slot(slot or "0")
    with opened(home) as desk:
        return validator_contracts.contract_at(desk.office.wire, where, place)


def _council_seq(given: int | None, home: Path) -> int:
    """Gives the council's changes up to now: what it will enable later is believed only by who says so."""
    if given is not None:
        return given
    with opened(home) as desk:
        return desk.office.read(desk.office.contracts.register.council_seq())


def watching(settings: Settings, own: list[str]) -> list[tuple[VerifierKey, bool]]:
    """Gives the witnesses run here and those elsewhere that the log asks, and which are outside the exchange.

    Args:
        settings: The home's settings.
        own: Names of witnesses, or of their keys, that the exchange runs itself.

    Returns:
        Each witness's key, and whether it is outside.

    Raises:
        MalformedInput: A key file or the witness policy holds something else.
    """
    inside = {name for one in own for name in (one, note_keys.witness_origin(one))}
    keys = note_keys.witness_vkeys(settings.home / "witness")
    if settings.witness_policy.exists():
        keys += tuple(one.key for one in files.parsed(settings.witness_policy, TlogPolicy.parse).witnesses)
    return [(key, key.name not in inside) for key in dict.fromkeys(keys)]


def _believing(
    made: Policy, chain_id: int, platforms: list[str], beside: list[Path], authorities: tuple[TimeAuthority, ...]
) -> Policy:
    others = [files.parsed(one, Policy.parse) for one in beside]
    keys = [vkey_of(one) for one in platforms]
    if wrong := [key for key in keys if key.type is not KeyType.ED25519]:
        raise ArgumentRefused(
            f"{wrong[0].name} is a witness's key: it cosigns checkpoints and states nothing",
            remedy="name the key that signs statements: the log's, or one of `platform init`",
            argument="platform",
        )
    stated = [TrustedPlatform(key, chain_id) for key in keys]
    return policies.believing(made, others, stated, authorities)


def notary_of(ring: Ring, text: str) -> Notary:
    """Reads a notary as people name it.

    Args:
        ring: The home's keys.
        text: NAME=ADDRESS, or the name of its key here.

    Returns:
        The notary.

    Raises:
        ArgumentRefused: The address is none.
        KeyMissing: There is no such key.
    """
    name, equals, address = text.partition("=")
    return Notary(Address(arguments.address(address)) if equals else ring.address(name), name)


def vkey_of(text: str) -> VerifierKey:
    """Reads a verifier key as people name it.

    Args:
        text: The key itself, or a file that holds it and whose name ends in .vkey.

    Returns:
        The key.

    Raises:
        UnusableFile: The file cannot be read.
        MalformedInput: It is no verifier key.
    """
    if text.endswith(".vkey"):
        text = files.read(Path(text)).decode("utf-8", "replace").strip()
    return VerifierKey.parse(text)
