"""A home whose chain is sealed by QBFT: bundles without notaries, verified offline under a policy of validators."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hand_kit import CHAIN_ID, Refused
from shop_kit import Shop
from worlds import account

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import EXTRA_DATA, parse_header
from torrens_anchor.verdicts.verdict import Verdict
from torrens_anchor.verdicts.verify import verify_bytes
from torrens_cli import arguments
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import Address, ChainId, Gas, Nonce
from torrens_devnet import engine as devnet
from torrens_devnet.embedded.validator_contract import CONTRACT, slots_of, written

AT = arguments.time("2026-05-12")


@dataclass
class Sealed:
    """A shop on a sealed chain, with one sale in the anchored log."""

    shop: Shop
    voucher: dict[str, str]
    statement: Path
    named: list[dict[str, str]]
    contract: tuple[str, ...] = ()
    sent: int = 0

    def policy(self, *members: int, epoch: int = 1) -> Path:
        """A policy of the development validators of these numbers."""
        out = self.shop.hand.home / f"policy-{'-'.join(map(str, members))}.json"
        words: list[object] = ["--set-epoch", epoch, "--development", "--out", out, *self.contract]
        for number in members:
            one = self.named[number - 1]
            words += ["--validator", f"{one['name']}={one['address']}"]
        [told] = self.shop.hand.at_home("log", "policy", *words)
        assert f"3 of {len(members)} validators" in told["en"] or len(members) != 4
        return out

    def bundle(self, policy: Path) -> tuple[Path, Any]:
        out = self.shop.hand.home / "voucher.bundle.json"
        line = ["--statement", self.statement, "--policy", policy, "--out", out]
        [made] = self.shop.hand.at_home("voucher", "bundle", self.voucher["voucher"], *line)
        return out, made

    def vote(self, number: int, *more: object) -> None:
        shop = self.shop
        shop.hand.run("devnet", "vote", self.named[number - 1]["address"], "--rpc-url", shop.hand.chain.url, *more)

    def mine(self, blocks: int) -> None:
        for _ in range(blocks):
            self.send(account("sender").address, b"")

    def send(self, to: Address, data: bytes) -> None:
        sender = account("sender")
        unsigned = UnsignedTransaction(ChainId(CHAIN_ID), Nonce(self.sent), to, data, Gas(200_000))
        with Wire(self.shop.hand.chain.url) as wire:
            wire.send_raw(unsigned.signed(sender.sign).raw)
        self.sent += 1

    def name(self, *members: int) -> None:
        """Have the contract name the development validators of these numbers."""
        slots = slots_of([devnet.Address(bytes.fromhex(self.named[one - 1]["address"][2:])) for one in members])
        self.send(Address(bytes(CONTRACT)), written(slots))


@pytest.fixture
def sealed(shop: Shop) -> Sealed:
    shop.anchored()
    voucher = shop.issued(shop.terms())
    shop.anchored()
    statement = shop.hand.home / "standing.json"
    asked = ["--voucher", voucher["voucher"], "--grant", voucher["licence"], "--grant", shop.title]
    shop.hand.at_home("standing", "state", *asked, "--key", "exchange", "--out", statement)
    [named] = shop.hand.run("devnet", "validators", "--chain-id", CHAIN_ID, "--count", 8)
    return Sealed(shop, voucher, statement, named)


def judged(bundle: bytes, policy: Path) -> Verdict:
    return verify_bytes(bundle, policy.read_bytes(), at=AT)


def why(verdict: Verdict) -> str:
    return " ".join(f"{one.fact} {one.why}" for one in verdict.failures())


def resealed(bundle: bytes, change: str) -> bytes:
    """The bundle with the seals of its first header changed: one flipped, or one fewer."""
    raw = Bundle.parse(bundle).headers[0].raw
    fields = list(parse_header(raw).fields)
    assert isinstance(fields[EXTRA_DATA], bytes)
    *extra, seals = rlp.sequence(rlp.decode(fields[EXTRA_DATA]), "extraData")
    kept = [bytes(one) for one in rlp.sequence(seals, "seals")]  # type: ignore[arg-type]  # seals are bytes
    kept = kept[:2] if change == "fewer" else [*kept[:-1], kept[-1][:40] + bytes([kept[-1][40] ^ 1]) + kept[-1][41:]]
    fields[EXTRA_DATA] = rlp.encode((*extra, tuple(kept)))
    return bundle.replace(raw.hex().encode(), rlp.encode(tuple(fields)).hex().encode())


@pytest.mark.parametrize("hand", [4], indirect=True)
def test_a_voucher_of_a_sealed_home_verifies_without_notaries(sealed: Sealed, refused: Refused) -> None:
    pinned = sealed.policy(1, 2, 3, 4)
    file, made = sealed.bundle(pinned)
    assert (made["receipt"], made["noReceipt"]) == (True, "")
    good = file.read_bytes()
    assert all(one.qbft and one.trail is None for one in Bundle.parse(good).headers)
    verdict = judged(good, pinned)
    assert (why(verdict), verdict.exit_code) == ("", 0)
    [told] = [one for one in verdict.findings if one.fact.value == "header.sealed" and one.values[0][1] == 0][:1]
    assert any("validator validator" in name for name in told.trusts)
    words = ["verify", str(file), "--policy", str(pinned), "--at", "2026-05-12"]
    done = subprocess.run([sys.executable, "-m", "torrens_cli.main", *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    _refusals(sealed, good, pinned)
    _title_and_entry(sealed, pinned)
    _a_trail(sealed, pinned)
    _wrong_scheme(sealed, refused, pinned)
    assert sealed.shop.hand.at_home("mirror", "check")[0]["proof"]["degree"] == "proved"


def _refusals(sealed: Sealed, good: bytes, pinned: Path) -> None:
    others = judged(good, sealed.policy(1, 2, 3, 5))
    assert others.exit_code == 1
    assert "lists other validators" in why(others)
    fewer = judged(resealed(good, "fewer"), pinned)
    assert fewer.exit_code == 1
    assert "2 seals; 4 validators need 3" in why(fewer)
    flipped = judged(resealed(good, "flipped"), pinned)
    assert flipped.exit_code == 1
    assert "header.sealed" in why(flipped)
    assert judged(good, sealed.policy(1, 2, 3, 4, epoch=2)).exit_code == 2, "of another set's number"
    sealed.policy(1, 2, 3, 4)


def _title_and_entry(sealed: Sealed, pinned: Path) -> None:
    hand, out = sealed.shop.hand, sealed.shop.hand.home / "other.bundle.json"
    line = ["--statement", sealed.statement, "--policy", pinned, "--out", out]
    [made] = hand.at_home("voucher", "bundle", sealed.shop.title, *line)
    assert (made["kind"], judged(out.read_bytes(), pinned).exit_code) == ("title", 0)
    [made] = hand.at_home("log", "bundle", 0, "--policy", pinned, "--out", out)
    assert (made["kind"], judged(out.read_bytes(), pinned).exit_code) == ("log-entry", 0)


def _a_trail(sealed: Sealed, pinned: Path) -> None:
    """Four votes change half of the set; under the old policy a trail leads to the new one, and nothing less does."""
    for number in (5, 6):
        sealed.vote(number)
    for number in (1, 2):
        sealed.vote(number, "--drop")
    sealed.mine(24)
    file, made = sealed.bundle(pinned)
    bundle = file.read_bytes()
    parsed = Bundle.parse(bundle)
    assert len(parsed.headers[0].trail or ()) >= 1
    assert parsed.headers[1].trail is None, "the voucher was written under the pinned set"
    verdict = judged(bundle, pinned)
    assert (why(verdict), verdict.exit_code, made["receipt"]) == ("", 0, True)
    bare = replace(parsed, headers=(replace(parsed.headers[0], trail=None), *parsed.headers[1:]))
    assert judged(bare.encode(), pinned).exit_code == 1
    newer = sealed.policy(3, 4, 5, 6)
    file, made = sealed.bundle(newer)
    assert (made["receipt"], "no header before" in made["noReceipt"]) == (False, True)
    assert judged(file.read_bytes(), newer).exit_code == 0


@pytest.mark.parametrize("hand", ["contract"], indirect=True)
def test_a_voucher_of_a_home_whose_contract_names_the_validators(sealed: Sealed, refused: Refused) -> None:
    sealed.contract = ("--validator-contract", f"0x{CONTRACT.hex()}:0")
    pinned = sealed.policy(1, 2, 3, 4)
    file, made = sealed.bundle(pinned)
    assert (made["receipt"], made["noReceipt"]) == (True, "")
    assert all(one.qbft and one.trail is None for one in Bundle.parse(file.read_bytes()).headers)
    assert (why(judged(file.read_bytes(), pinned)), judged(file.read_bytes(), pinned).exit_code) == ("", 0)
    _refusals_by_contract(sealed, file.read_bytes(), pinned, refused)
    for members in ((2, 3, 4, 5), (3, 4, 5, 6)):
        sealed.name(*members)
        sealed.mine(8)
    file, made = sealed.bundle(pinned)
    parsed = Bundle.parse(file.read_bytes())
    first = parsed.headers[0]
    assert all(step.proof for step in first.trail or ()), "each step proves whom the contract named at its parent"
    assert (len(first.trail or ()) >= 1, bool(first.proof), made["receipt"]) == (True, True, True)
    verdict = judged(file.read_bytes(), pinned)
    assert (why(verdict), verdict.exit_code) == ("", 0)
    assert verify_bytes(file.read_bytes(), pinned.read_bytes(), at=AT, independent=True).exit_code == 0
    alone = replace(parsed, headers=(replace(first, trail=None, proof=None), *parsed.headers[1:]))
    assert judged(alone.encode(), pinned).exit_code == 1
    assert judged(file.read_bytes(), sealed.policy(1, 2, 7, 8)).exit_code == 1, "these four never sealed"


def _refusals_by_contract(sealed: Sealed, good: bytes, pinned: Path, refused: Refused) -> None:
    fewer = judged(resealed(good, "fewer"), pinned)
    assert (fewer.exit_code, "2 seals; 4 validators need 3" in why(fewer)) == (1, True)
    assert judged(good, sealed.policy(1, 2, 3, 5)).exit_code == 1, "one of whom sealed nothing"
    line = ["devnet", "vote", sealed.named[4]["address"], "--rpc-url", sealed.shop.hand.chain.url]
    code, problem = refused(*line)
    assert (code != 0, "names the validators of this chain" in problem["detail"]) == (True, True), problem


def _wrong_scheme(sealed: Sealed, refused: Refused, pinned: Path) -> None:
    home = ["--home", sealed.shop.hand.home]
    line = ["voucher", "bundle", sealed.voucher["voucher"], "--statement", sealed.statement, *home]

    def slug(*more: object) -> tuple[int, str]:
        code, problem = refused(*line, *more)
        return code, problem["type"].removeprefix("urn:torrens:")

    assert slug() == (3, "argument-refused")
    assert slug("--policy", pinned, "--seal", pinned) == (3, "argument-refused")
    never = sealed.policy(3, 4, 7, 8)
    assert slug("--policy", never) == (1, "field-mismatch")
    empty = sealed.shop.hand.home / "empty.json"
    empty.write_text("{}")
    assert slug("--policy", empty) == (2, "trust-missing")
    code, problem = refused("log", "policy", *home, "--out", empty)
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused")
