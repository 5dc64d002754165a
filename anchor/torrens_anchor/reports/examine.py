"""A bundle judged while a ledger is kept of every hash and signature: what a report with commands is written from."""

from collections.abc import Mapping
from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.facts import RELIANCES
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.hashing.ledger import Ledger, keeping
from torrens_anchor.verdicts.documents import Copy
from torrens_anchor.verdicts.verdict import Verdict
from torrens_anchor.verdicts.verify import verify


@dataclass(frozen=True, slots=True)
class Examined:
    """A bundle with its verdict, and what was hashed and verified on the way.

    Attributes:
        raw: The bundle file's bytes.
        trust: The policy file's bytes.
        bundle: The bundle.
        verdict: The verdict.
        ledger: Every hash and signature, by the code that decided, marked finding by finding.
        read: How many of them were made while the bundle was read.
    """

    raw: bytes
    trust: bytes
    bundle: Bundle
    verdict: Verdict
    ledger: Ledger
    read: int


def examine(
    bundle: bytes,
    policy: bytes,
    *,
    at: int,
    data: Copy | Mapping[str, bytes] | None = None,
    independent: bool = False,
    reliance: str = RELIANCES[0],
) -> Examined:
    """Read and verify a bundle file under a policy file, keeping the ledger.

    Args:
        bundle: The bundle file's bytes.
        policy: The policy file's bytes.
        at: The time asked about, UTC seconds.
        data: As in `verify`.
        independent: As in `verify`.
        reliance: As in `verify`.

    Returns:
        The verdict, which is that of `verify_bytes`, and the ledger.

    Raises:
        MalformedInput: One of the files is unusable.
        OutOfRange: The policy promises nothing.
    """
    trust = Policy.parse(policy)
    with keeping() as ledger:
        opened = Bundle.parse(bundle)
        read = len(ledger.steps)
        verdict = verify(opened, trust, at=at, data=data, independent=independent, reliance=reliance)
    return Examined(bundle, policy, opened, verdict, ledger, read)
