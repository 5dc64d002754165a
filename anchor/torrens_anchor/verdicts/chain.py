"""The state's part of a verdict: accounts, their code, words of Register."""

from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import TrustedHome
from torrens_anchor.bundles.proofs import StateProof
from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.chain.layout import Kind, word_slot
from torrens_anchor.chain.mpt import Account, Seen, prove_account, prove_storage
from torrens_anchor.errors import FieldMismatch, Mismatch, TrustMissing
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed, Step, keep_again, since_mark
from torrens_anchor.verdicts.headers import Seal
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level

ZERO = bytes(32)


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


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract that is proven to exist.

    Attributes:
        code_hash: Keccak-256 of its code.
        number: The header's height.
        time: The header's time, UTC seconds.
        notaries: Who sealed the header; empty when nobody that the policy trusts did.
    """

    code_hash: bytes
    number: int
    time: int
    notaries: tuple[str, ...]


class Words:
    """Words of Register that were proven, and contracts beside it."""

    def __init__(self) -> None:
        self._words: dict[tuple[int, bytes], Proven] = {}
        self._steps: dict[tuple[int, bytes], tuple[Step, ...]] = {}
        self._contracts: dict[bytes, tuple[Contract, tuple[Step, ...]]] = {}

    def put_contract(self, address: bytes, contract: Contract) -> None:
        """Keep a contract that is proven to exist, with what its proof hashed.

        Args:
            address: Its address.
            contract: What is known of it.
        """
        self._contracts[address] = contract, since_mark()

    def find_contract(self, address: bytes) -> Contract | None:
        """Give a contract, where the bundle proves it.

        Args:
            address: Its address.

        Returns:
            What is known of it; None when it is not proven.
        """
        contract, steps = self._contracts.get(address, (None, ()))
        keep_again(steps)
        return contract

    def put(self, kind: int, identifier: bytes, proven: Proven) -> None:
        """Keep a proven word, with what its proof hashed.

        Args:
            kind: Its kind.
            identifier: Its id.
            proven: The word.
        """
        self._words[kind, identifier] = proven
        self._steps[kind, identifier] = since_mark()

    def find(self, kind: Kind, identifier: bytes) -> Proven | None:
        """Give a word, where the bundle proves it.

        Args:
            kind: Its kind.
            identifier: Its id.

        Returns:
            The word; None when it is not proven.
        """
        keep_again(self._steps.get((kind, identifier), ()))
        return self._words.get((kind, identifier))

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
        found = self.find(kind, identifier)
        if found is None:
            raise TrustMissing(
                f"the bundle proves no {kind.name} word of 0x{identifier.hex()}",
                remedy="ask the issuer for a bundle that proves this word",
            )
        if found.word == ZERO:
            raise FieldMismatch(f"the register holds no {kind.name} word of 0x{identifier.hex()}")
        return found


def prove_words(bundle: Bundle, trusted: TrustedHome | None, seals: tuple[Seal, ...], report: Report) -> Words:
    """Prove every word, and every contract beside Register, against its header.

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
        seen: Seen = {}
        for each in state.words:
            name = Kind(each.kind).name if each.kind in set(Kind) else str(each.kind)
            with report.fact(Fact.WORD, Level.HEADER, kind=name, id=f"0x{each.id.hex()}") as finding:
                if account is None:
                    raise Mismatch("Register's account is not proven, so no word of it is")
                finding.trust(_supplier(bundle, state))
                found = prove_storage(account.storage_root, word_slot(each.kind, each.id), each.proof, seen)
                if found != each.word:
                    raise FieldMismatch(f"the proof leads to 0x{found.hex()}, the bundle says 0x{each.word.hex()}")
                words.put(each.kind, each.id, Proven(found, header.number, header.timestamp, notaries))
        _prove_contracts(bundle, state, notaries, words, report)
    return words


def _prove_contracts(
    bundle: Bundle, state: StateProof, notaries: tuple[str, ...], words: Words, report: Report
) -> None:
    """Prove that what consented as a contract is one; a bundle carries no other account."""
    record, header = bundle.record, bundle.headers[state.header].header
    sides = (record.seller, record.buyer) if isinstance(record, VoucherRecord) else ()
    signers = {side.signer for side in sides if side.signature is None}
    for each in state.contracts:
        with report.fact(Fact.CONTRACT, Level.HEADER, address=f"0x{each.address.hex()}") as finding:
            finding.trust(_supplier(bundle, state))
            if each.address not in signers:
                raise FieldMismatch("nobody is said to have consented by this contract")
            account = need_account(bundle, state.header, each.address, each.account)
            if account.code_hash == keccak256(b"", Hashed.NO_CODE):
                raise FieldMismatch(f"0x{each.address.hex()} is a key and no contract: it has no code")
            finding.show(codeHash=f"0x{account.code_hash.hex()}")
            found = Contract(account.code_hash, header.number, header.timestamp, notaries)
            words.put_contract(each.address, found)


def _supplier(bundle: Bundle, state: StateProof) -> str:
    return f"header {bundle.headers[state.header].header.number} as supplied"


def _register_account(
    bundle: Bundle, state: StateProof, index: int, trusted: TrustedHome | None, report: Report
) -> Account | None:
    account: Account | None = None
    steps: tuple[Step, ...] = ()
    with report.fact(Fact.ACCOUNT, Level.HEADER, stateProof=index, contract="Register") as finding:
        finding.trust(_supplier(bundle, state))
        account = need_account(bundle, state.header, bundle.home.register, state.account)
        steps = since_mark()
    with report.fact(Fact.CODE, Level.SEALED, stateProof=index, contract="Register") as finding:
        keep_again(steps)
        check_code(account, trusted.register_code_hash if trusted else None, "Register")
        finding.trust(f"code of Register 0x{bundle.home.register.hex()}")
        finding.trust(f"council of Register 0x{bundle.home.register.hex()} and the modules it enabled")
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
