"""The headers' part of a verdict: the home, who sealed each header, and whether it can be relied on at a time."""

from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import ATTEST, QBFT, Home, SealedHeader
from torrens_anchor.bundles.policy_home import CONTRACT_MODE, HEADER_MODE, TrustedHome, ValidatorSet
from torrens_anchor.chain.attest import Notary, NotarySet, verify_attested
from torrens_anchor.chain.header import Header
from torrens_anchor.chain.qbft import QbftHeader, verify_sealed
from torrens_anchor.chain.qbft_trust import Rule, Step, TrustedSet, advance
from torrens_anchor.errors import FieldMismatch, TrustMissing
from torrens_anchor.signatures.secp256k1 import Address
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level


@dataclass(frozen=True, slots=True)
class Seal:
    """What a header's seal is worth under the policy.

    Attributes:
        notaries: Who sealed it; empty when no quorum that the policy trusts did.
        timely: Whether its time and the notaries' term allow reliance at the verifier's time.
    """

    notaries: tuple[str, ...]
    timely: bool


def find_home(claimed: Home, trusted: TrustedHome | None, report: Report) -> None:
    """Check that the policy names the bundle's home.

    Args:
        claimed: What the bundle says.
        trusted: What the policy says of that origin.
        report: Takes the finding.
    """
    with report.fact(Fact.HOME, Level.SEALED, chainId=claimed.chain_id) as finding:
        finding.show(register=f"0x{claimed.register.hex()}")
        if trusted is None:
            raise TrustMissing(
                f"the policy names no home with register 0x{claimed.register.hex()} on chain {claimed.chain_id} "
                f"(origin 0x{claimed.origin.hex()})"
            )
        if trusted.standing != claimed.standing:
            raise FieldMismatch("the bundle names another Standing than the policy")
        finding.show(home=trusted.name)


def check_headers(bundle: Bundle, trusted: TrustedHome | None, at: int, report: Report) -> tuple[Seal, ...]:
    """Check that a trusted set sealed every header, and that the headers are of one history.

    Args:
        bundle: The bundle.
        trusted: The policy's home, or None.
        at: The verifier's time, UTC seconds.
        report: Takes the findings.

    Returns:
        What each header's seal is worth.
    """
    if not bundle.headers:
        report.missing(Fact.SEAL, Level.SEALED, "the bundle carries no header")
    seals = []
    history = _History()
    for index, sealed in enumerate(bundle.headers):
        header = sealed.header
        names: tuple[str, ...] = ()
        with report.fact(Fact.SEAL, Level.SEALED, header=index, number=header.number) as finding:
            finding.show(timestamp=header.timestamp, hash=f"0x{header.hash.hex()}")
            if trusted is None:
                raise TrustMissing(f"the policy names no notaries of chain {bundle.home.chain_id}")
            sealers = _sealed_by(sealed, trusted, independent=report.independent)
            names = tuple(f"{_role(sealed)} {each.name} 0x{each.address.hex()}" for each in sealers)
            finding.show(scheme=QBFT if sealed.qbft else ATTEST, setEpoch=sealed.set_epoch)
            if sealed.trail is not None:
                finding.show(steps=len(sealed.trail))
            finding.trust(*names)
            finding.rely(_role(sealed), *(f"0x{each.address.hex()}" for each in sealers))
            finding.trust(*_contracts(sealed, trusted))
            for step in sealed.steps:
                if step.proof is not None:
                    history.add(step.proof.parent)
                history.add(step.sealed.header)
            history.add(header)
            if any(other.header.number == header.number for other in bundle.headers[:index]):
                raise FieldMismatch(f"the bundle carries the header of height {header.number} twice")
        with report.fact(Fact.TIME, Level.SEALED, header=index, timestamp=header.timestamp) as timely:
            _check_time(sealed, trusted, at)
        seals.append(Seal(names if finding.matched else (), timely.matched))
    return tuple(seals)


class _History:
    """Headers met so far, those of trails too: no two of one height, and none later with an earlier time."""

    def __init__(self) -> None:
        self._found: dict[int, Header] = {}
        self._heights: list[int] = []

    def add(self, header: Header) -> None:
        """Take a header; FieldMismatch where it and those before are of two histories."""
        known = self._found.setdefault(header.number, header)
        if known.hash != header.hash:
            raise FieldMismatch(f"the bundle has two headers of height {header.number}; a chain has one")
        if known is not header:
            return
        at = bisect(self._heights, header.number)
        for height in self._heights[max(at - 1, 0) : at + 1]:
            other = self._found[height]
            if (height < header.number) != (other.timestamp < header.timestamp):
                raise FieldMismatch(f"heights {height} and {header.number} and their times are not in one order")
        self._heights.insert(at, header.number)


def _role(sealed: SealedHeader) -> str:
    return "validator" if sealed.qbft else "notary"


def _contracts(sealed: SealedHeader, trusted: TrustedHome) -> Iterator[str]:
    """Name the code that alone changes the validators, where a trail reads them from a contract."""
    for each in trusted.validator_sets:
        if sealed.steps and each.epoch == sealed.set_epoch and each.contract:
            yield f"code of the validator contract 0x{each.contract.address.hex()}"


def _sealed_by(sealed: SealedHeader, trusted: TrustedHome, *, independent: bool) -> tuple[Notary, ...]:
    """Name who sealed a header, by the scheme of its seal."""
    if sealed.qbft:
        return _sealed_by_validators(sealed, sealed.qbft, trusted, independent=independent)
    notaries = next((each for each in trusted.notary_sets if each.epoch == sealed.set_epoch), None)
    if notaries is None:
        raise TrustMissing(f"the policy names no notary set {sealed.set_epoch} of {trusted.name}")
    return verify_attested(
        sealed.header,
        chain_id=trusted.chain_id,
        register=trusted.register,
        set_epoch=sealed.set_epoch,
        signatures=sealed.signatures,
        notaries=notaries,
        independent=independent,
    )


def _sealed_by_validators(
    sealed: SealedHeader, qbft: QbftHeader, trusted: TrustedHome, *, independent: bool
) -> tuple[Notary, ...]:
    """Check a QBFT seal against the one set that the policy pins for it, or by the trail that begins there."""
    pinned = next((each for each in trusted.validator_sets if each.epoch == sealed.set_epoch), None)
    if pinned is None:
        raise TrustMissing(f"the policy names no validator set {sealed.set_epoch} of {trusted.name}")
    for header in (*(step.sealed.header for step in sealed.steps), sealed.header):
        if not pinned.valid_from <= header.timestamp <= pinned.valid_until:
            raise TrustMissing(
                f"the header's time {header.timestamp} lies outside the validity of validator set {pinned.epoch}"
            )
    members = {each.address: each for each in pinned.validators}
    if sealed.steps:
        return _followed(sealed.steps, pinned, members, independent=independent)
    listed = qbft.validators
    if pinned.mode == HEADER_MODE and (set(listed) != members.keys() or len(listed) != len(members)):
        raise FieldMismatch(f"the header lists other validators than set {pinned.epoch} of the policy")
    if pinned.mode == CONTRACT_MODE and (listed or qbft.voted):
        raise FieldMismatch(f"the header lists validators; by set {pinned.epoch} of the policy a contract does")
    found = verify_sealed(qbft, tuple(members), independent=independent)
    return tuple(members[address] for address in found)


def _followed(
    steps: tuple[Step, ...], pinned: ValidatorSet, members: Mapping[Address, Notary], *, independent: bool
) -> tuple[Notary, ...]:
    """Go from the pinned set to the last header by the strict skip rule; all who sealed on the way are relied on."""
    trusted, found = TrustedSet(tuple(members)), dict[Address, Notary]()
    for step in steps:
        trusted = advance(trusted, step, Rule(pinned.contract), independent=independent)
        for address in trusted.sealers:
            found[address] = members.get(address) or Notary(address, f"admitted after set {pinned.epoch}")
    return tuple(found.values())


def _check_time(sealed: SealedHeader, trusted: TrustedHome | None, at: int) -> None:
    """Refuse a header of the verifier's future, and seals of a set whose keys may have been lost since."""
    if sealed.header.timestamp > at:
        raise TrustMissing(
            f"the header's time {sealed.header.timestamp} lies after the time {at} that is asked about",
            remedy="verify at a time not before the header's",
        )
    sets: tuple[NotarySet | ValidatorSet, ...] = ()
    if trusted:
        sets = trusted.validator_sets if sealed.qbft else trusted.notary_sets
    for each in sets:
        if each.epoch == sealed.set_epoch and at > each.valid_until:
            raise TrustMissing(
                f"{_role(sealed)} set {each.epoch} ended at {each.valid_until}; past it an outside time anchor is "
                "needed",
                remedy="verify at a time within the set's validity, or ask for a bundle under a newer set",
            )
