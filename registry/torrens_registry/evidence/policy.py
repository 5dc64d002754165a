"""Writes a verifier's policy from what an exchange publishes: its deployment, who seals it, its log, its witnesses.

A court makes its own policy; this one is what the exchange proposes, so it names everything that is to be believed,
and says "development" where development keys stand in for real ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torrens_anchor.bundles.policy import Policy, TrustedHome
from torrens_anchor.bundles.policy_home import ValidatorSet
from torrens_anchor.bundles.policy_log import TrustedLog, TrustedPlatform, Witness, Witnesses
from torrens_anchor.chain.attest import Notary, NotarySet
from torrens_anchor.documents.timestamp_chain import TimeAuthority
from torrens_anchor.notes.notekey import VerifierKey
from torrens_contracts.deploying.deployment import Deployment


@dataclass(frozen=True, slots=True)
class Trust:
    """What a policy believes of one home beside its deployment.

    Attributes:
        name: What the policy calls the home.
        exchange: Whose audit log counts.
        log: The log's verifier key.
        notaries: Who seals its blocks beside the chain; None where only validators do.
        council_seq: The councilSeq its statements must carry; 0 accepts any.
        max_age: Seconds for which a statement counts.
        validators: Who seals them on the chain, by QBFT; None where only notaries do.
    """

    name: str
    exchange: int
    log: VerifierKey
    notaries: NotarySet | None
    council_seq: int
    max_age: int
    validators: ValidatorSet | None = None


def notary_set(epoch: int, threshold: int, valid: tuple[int, int], notaries: Sequence[Notary]) -> NotarySet:
    """Makes a notary set, ordered by address as the chain has it.

    Args:
        epoch: Its number.
        threshold: How many must sign; more than half.
        valid: First and last UTC second at which its signatures count.
        notaries: Its members.

    Returns:
        The set.

    Raises:
        OutOfRange: The threshold is no majority, or a key stands twice.
    """
    return NotarySet(epoch, threshold, *valid, tuple(sorted(notaries, key=lambda notary: notary.address)))


def make(name: str, homes: Sequence[tuple[Deployment, Trust]], witnesses: Witnesses, *, development: bool) -> Policy:
    """Makes a policy.

    Args:
        name: Whose policy it is.
        homes: The registers that it believes.
        witnesses: Who watches their logs.
        development: Whether development keys stand in for real ones.

    Returns:
        The policy.
    """
    return Policy(
        name=name,
        development=development,
        logs=tuple(TrustedLog(trust.log, one.chain_id, trust.exchange) for one, trust in homes),
        witnesses=witnesses,
        homes=tuple(_home(one, trust) for one, trust in homes),
    )


def believing(
    policy: Policy,
    others: Sequence[Policy],
    platforms: Sequence[TrustedPlatform],
    authorities: Sequence[TimeAuthority] = (),
) -> Policy:
    """Adds to a policy what others' policies believe of their homes and logs, and whose statements and times count.

    Args:
        policy: The policy.
        others: Policies of peers; their witnesses and their time authorities count for nothing here.
        platforms: Keys whose platform statements are read.
        authorities: Whose time tokens count.

    Returns:
        The wider policy.

    Raises:
        OutOfRange: A home is named twice.
    """
    return replace(
        policy,
        homes=(*policy.homes, *(home for other in others for home in other.homes)),
        logs=(*policy.logs, *(log for other in others for log in other.logs)),
        platforms=(*policy.platforms, *(one for other in others for one in other.platforms), *platforms),
        time_authorities=(*policy.time_authorities, *authorities),
    )


def watched(threshold: int, outside: int, keys: Sequence[tuple[VerifierKey, bool]]) -> Witnesses:
    """Makes the witnesses' part of a policy.

    Args:
        threshold: Distinct witnesses needed.
        outside: How many of them must be outside the log's operator.
        keys: Each witness's key, and whether it is outside.

    Returns:
        The witnesses.

    Raises:
        OutOfRange: A threshold that cannot be met, or a witness named twice.
    """
    return Witnesses(threshold, outside, tuple(Witness(key, outside=is_outside) for key, is_outside in keys))


def _home(deployment: Deployment, trust: Trust) -> TrustedHome:
    standing = deployment.module("Standing")
    return TrustedHome(
        name=trust.name,
        chain_id=deployment.chain_id,
        register=deployment.register,
        register_code_hash=deployment.register_code_hash,
        deployment_salt=deployment.deployment_salt,
        standing=standing.address,
        standing_code_hash=standing.code_hash,
        council_seq=trust.council_seq,
        max_age=trust.max_age,
        notary_sets=(trust.notaries,) if trust.notaries else (),
        validator_sets=(trust.validators,) if trust.validators else (),
    )
