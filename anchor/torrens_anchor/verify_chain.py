"""The chain's part of a verdict: the home, seals of headers, accounts, words."""

from dataclasses import dataclass

from torrens_anchor.attest import verify_attested
from torrens_anchor.bundle import Bundle
from torrens_anchor.bundle_parts import Home, SealedHeader
from torrens_anchor.bundle_proofs import StateProof
from torrens_anchor.errors import FieldMismatch, Mismatch, TrustMissing
from torrens_anchor.header import Header
from torrens_anchor.layout import Kind, word_slot
from torrens_anchor.mpt import Account, prove_account, prove_storage
from torrens_anchor.policy import TrustedHome
from torrens_anchor.verdict import Fact, Level
from torrens_anchor.verify_report import Report

ZERO = bytes(32)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a header's seal is worth under the policy.

    Attributes:
        notaries: Who sealed it; empty when no quorum that the policy trusts did.
        timely: Whether its time and the notaries' term allow reliance at the verifier's time.
    """

    notaries: tuple[str, ...]
    timely: bool


@dataclass(frozen=True, slots=True)
class Proven:
    """A word that leads to its header.

    Attributes:
        word: 32 bytes.
        number: The header's height.
        time: The header's time, UTC seconds.
        notaries: Who sealed the header; empty when nobody that the policy trusts did.
    """

    word: bytes
    number: int
    time: int
    notaries: tuple[str, ...]


class Words:
    """Words of Register that were proven."""

    def __init__(self) -> None:
        self._words: dict[tuple[int, bytes], Proven] = {}

    def put(self, kind: int, identifier: bytes, proven: Proven) -> None:
        """Keep a proven word.

        Args:
            kind: Its kind.
            identifier: Its id.
            proven: The word.
        """
        self._words[kind, identifier] = proven

    def need(self, kind: Kind, identifier: bytes) -> Proven:
        """Give a word that a check rests on.

        Args:
            kind: Its kind.
            identifier: Its id.

        Returns:
            The word.

        Raises:
            TrustMissing: The bundle does not prove it.
            FieldMismatch: It is proven to be zero: the register holds no such record.
        """
        found = self._words.get((kind, identifier))
        if found is None:
            raise TrustMissing(
                f"the bundle proves no {kind.name} word of 0x{identifier.hex()}",
                remedy="ask the issuer for a bundle that proves this word",
            )
        if found.word == ZERO:
            raise FieldMismatch(f"the register holds no {kind.name} word of 0x{identifier.hex()}")
        return found


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
    """Check that notaries of a trusted set sealed every header, and that the headers are of one history.

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
    for index, sealed in enumerate(bundle.headers):
        header = sealed.header
        names: tuple[str, ...] = ()
        with report.fact(Fact.SEAL, Level.SEALED, header=index, number=header.number) as finding:
            finding.show(timestamp=header.timestamp, hash=f"0x{header.hash.hex()}")
            if trusted is None:
                raise TrustMissing(f"the policy names no notaries of chain {bundle.home.chain_id}")
            names = _sealed_by(sealed, trusted)
            finding.trust(*names)
            _check_history(header, [other.header for other in bundle.headers[:index]])
        with report.fact(Fact.TIME, Level.SEALED, header=index, timestamp=header.timestamp) as timely:
            _check_time(sealed, trusted, at)
        seals.append(Seal(names if finding.matched else (), timely.matched))
    return tuple(seals)


def _check_history(header: Header, others: list[Header]) -> None:
    """Refuse two headers of one height, and a later block of an earlier time: those are of two histories."""
    for other in others:
        if other.number == header.number:
            raise FieldMismatch(f"the bundle has two headers of height {header.number}; a chain has one")
        if (other.number < header.number) != (other.timestamp < header.timestamp):
            raise FieldMismatch(f"heights {other.number} and {header.number} and their times are not in one order")


def _sealed_by(sealed: SealedHeader, trusted: TrustedHome) -> tuple[str, ...]:
    """Name the notaries that sealed a header."""
    notaries = next((each for each in trusted.notary_sets if each.epoch == sealed.set_epoch), None)
    if notaries is None:
        raise TrustMissing(f"the policy names no notary set {sealed.set_epoch} of {trusted.name}")
    found = verify_attested(
        sealed.header,
        chain_id=trusted.chain_id,
        register=trusted.register,
        set_epoch=sealed.set_epoch,
        signatures=sealed.signatures,
        notaries=notaries,
    )
    return tuple(f"notary {notary.name} 0x{notary.address.hex()}" for notary in found)


def _check_time(sealed: SealedHeader, trusted: TrustedHome | None, at: int) -> None:
    """Refuse a header of the verifier's future, and seals of a set whose keys may have been lost since."""
    if sealed.header.timestamp > at:
        raise TrustMissing(
            f"the header's time {sealed.header.timestamp} lies after the time {at} that is asked about",
            remedy="verify at a time not before the header's",
        )
    for each in trusted.notary_sets if trusted else ():
        if each.epoch == sealed.set_epoch and at > each.valid_until:
            raise TrustMissing(
                f"notary set {each.epoch} ended at {each.valid_until}; past it an outside time anchor is needed",
                remedy="verify at a time within the set's validity, or ask for a bundle under a newer set",
            )


def prove_words(bundle: Bundle, trusted: TrustedHome | None, seals: tuple[Seal, ...], report: Report) -> Words:
    """Prove every word against its header.

    Args:
        bundle: The bundle.
        trusted: The policy's home, or None.
        seals: What each header's seal is worth.
        report: Takes the findings.

    Returns:
        The words that were proven.
    """
    words = Words()
    for index, state in enumerate(bundle.states):
        account = _register_account(bundle, state, index, trusted, report)
        header, notaries = bundle.headers[state.header].header, seals[state.header].notaries
        for each in state.words:
            name = Kind(each.kind).name if each.kind in set(Kind) else str(each.kind)
            with report.fact(Fact.WORD, Level.HEADER, kind=name, id=f"0x{each.id.hex()}") as finding:
                if account is None:
                    raise Mismatch("Register's account is not proven, so no word of it is")
                finding.trust(_supplier(bundle, state))
                found = prove_storage(account.storage_root, word_slot(each.kind, each.id), each.proof)
                if found != each.word:
                    raise FieldMismatch(f"the proof leads to 0x{found.hex()}, the bundle says 0x{each.word.hex()}")
                words.put(each.kind, each.id, Proven(found, header.number, header.timestamp, notaries))
    return words


def _supplier(bundle: Bundle, state: StateProof) -> str:
    return f"header {bundle.headers[state.header].header.number} as supplied"


def _register_account(
    bundle: Bundle, state: StateProof, index: int, trusted: TrustedHome | None, report: Report
) -> Account | None:
    account: Account | None = None
    with report.fact(Fact.ACCOUNT, Level.HEADER, state=index, contract="Register") as finding:
        finding.trust(_supplier(bundle, state))
        account = need_account(bundle, state.header, bundle.home.register, state.account)
    with report.fact(Fact.CODE, Level.SEALED, state=index, contract="Register") as finding:
        check_code(account, trusted.register_code_hash if trusted else None, "Register")
        finding.trust(f"code of Register 0x{bundle.home.register.hex()}")
    return account


def need_account(bundle: Bundle, header: int, address: bytes, proof: tuple[bytes, ...]) -> Account:
    """Prove that a contract exists under a header.

    Args:
        bundle: The bundle.
        header: Index of the header.
        address: The contract's.
        proof: Its account proof.

    Returns:
        The account.

    Raises:
        FieldMismatch: The proof shows that there is none.
        ProofMismatch: The proof does not lead to the header.
    """
    account = prove_account(bundle.headers[header].header.state_root, address, proof)
    if account is None:
        raise FieldMismatch(f"the header shows no contract at 0x{address.hex()}")
    return account


def check_code(account: Account | None, trusted: bytes | None, contract: str) -> None:
    """Check a contract's code against the policy.

    Args:
        account: Its proven account, or None.
        trusted: The code hash the policy accepts, or None.
        contract: Its name, for the error.

    Raises:
        TrustMissing: The policy names no code hash.
        Mismatch: The account is not proven.
        FieldMismatch: The code is another.
    """
    if trusted is None:
        raise TrustMissing(f"the policy names no code hash of {contract}")
    if account is None:
        raise Mismatch(f"{contract}'s account is not proven, so its code is not either")
    if account.code_hash != trusted:
        raise FieldMismatch(f"{contract} has code 0x{account.code_hash.hex()}, the policy accepts 0x{trusted.hex()}")
