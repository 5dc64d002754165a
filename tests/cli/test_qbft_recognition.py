"""A home that QBFT validators seal recognises a foreign record: its bundle, its policy, its platform's form."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_kit import Hand, Refused
from shop_kit import NOTARIES, Shop
from worlds import SEED, account

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.chain.qbft_set import ValidatorContract
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.verdicts.verify import verify_bytes
from torrens_cli import arguments
from torrens_cli.platform_form import read_form
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import ChainId, Gas, Nonce

AT = arguments.time("2026-05-12")


def stated(shop: Shop) -> tuple[Path, list[object]]:
    """The shop's title is in good standing: the proof, and three notaries' seals of its header."""
    home = shop.hand.home
    statement, proof = home / "standing.json", home / "standing.proof.json"
    line = ["--grant", shop.title, "--key", "exchange", "--out", statement]
    [made] = shop.hand.at_home("standing", "state", *line)
    shop.hand.at_home("standing", "prove", statement, "--out", proof)
    seals: list[object] = []
    for name in NOTARIES[:3]:
        seals += ["--seal", home / f"{name}.json"]
        shop.hand.at_home("standing", "seal", made["proof"]["block"], "--key", name, "--out", seals[-1])
    return proof, seals


def anchored(partner: Hand) -> None:
    partner.at_home("log", "checkpoint")
    partner.at_home("log", "anchor", "--key", "spare")


def recognised(shop: Shop, partner: Hand) -> str:
    """The partner proves the title here, and its log is anchored."""
    proof, seals = stated(shop)
    keys = [word for name in NOTARIES for word in ("--notary", name)]
    [peer] = partner.at_home("recognize", "accredit", shop.hand.home / "deployment.json", *keys, "--threshold", 3)
    members = [word for one in (shop.hand, partner) for word in ("--member", one.home / "deployment.json")]
    club = ["--club", partner.home / "club.json"]
    treaty = ["--agreement", partner.paper("treaty"), "--until", "2027-01-01"]
    partner.run("recognize", "club", *members, *treaty, "--out", club[1])
    partner.at_home("recognize", "agree", peer["peer"], *club)
    partner.at_home("recognize", "header", proof, *seals, "--key", "exchange")
    [proven] = partner.at_home("recognize", "prove", proof, *club, "--key", "exchange")
    partner.at_home("log", "init", "--witness", "w1", "--witness", "w2", "--witness", "w3", "--development", SEED)
    partner.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "LOGGER")
    anchored(partner)
    return str(proven["facts"][0]["fact"])


@pytest.mark.parametrize("partner", [4], indirect=True)
def test_what_a_sealed_home_says_of_a_foreign_record_verifies(shop: Shop, partner: Hand, refused: Refused) -> None:
    fact = recognised(shop, partner)
    [named] = partner.run("devnet", "validators", "--chain-id", 2_310_001, "--count", 5)
    policy, out = partner.home / "policy.json", partner.home / "fact.bundle.json"

    def pinned(*numbers: int) -> Path:
        words = [f"{named[n - 1]['name']}={named[n - 1]['address']}" for n in numbers]
        line = [word for one in words for word in ("--validator", one)]
        beside = ["--development", "--beside", shop.policy(), "--out", policy]
        partner.at_home("log", "policy", *line, *beside)
        return policy

    [made] = partner.at_home("recognize", "bundle", fact, "--policy", pinned(1, 2, 3, 4), "--out", out)
    assert (made["kind"], made["receipt"]) == ("recognition", False)
    assert "did not write this record" in made["noReceipt"], "the entry of a proof is about the peer"
    partner.at_home("recognize", "decide", fact, "--decision", "conditional")
    anchored(partner)
    [made] = partner.at_home("recognize", "bundle", fact, "--policy", policy, "--out", out)
    assert (made["receipt"], made["noReceipt"]) == (True, "")
    assert all(one.qbft and one.trail is None for one in Bundle.parse(out.read_bytes()).headers)
    verdict = verify_bytes(out.read_bytes(), policy.read_bytes(), at=AT)
    assert ([f"{one.fact} {one.why}" for one in verdict.failures()], verdict.exit_code) == ([], 0)
    assert verify_bytes(out.read_bytes(), pinned(1, 2, 3, 5).read_bytes(), at=AT).exit_code == 1
    code, problem = refused("recognize", "bundle", fact, "--home", partner.home)
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused"), "no policy, no notary"
    _platform(partner, refused, [one["address"] for one in named])
    _contracts(partner, refused, fact, [one["address"] for one in named])


def _platform(partner: Hand, refused: Refused, addresses: list[str]) -> None:
    """The form lists who seals the chain; whom nobody named an operator for is to be filled in."""
    out = partner.home / "platform.toml"
    own = ["--operator", "Harbin", "--operator-id", "x", "--validator", f"Bank of Harbin={addresses[0]}"]
    partner.at_home("platform", "form", *own, "--validator", f"Gone Ltd={addresses[4]}", "--out", out)
    text = out.read_text("utf-8")
    assert text.count('role = "validator"\noperator = ""\n') == 3
    out.write_text(text.replace('operator = ""', 'operator = "a partner"'), encoding="utf-8")
    said = {key.key: key.operator for key in read_form(out).keys if key.role == "validator"}
    partners = dict.fromkeys(addresses[1:4], "a partner")
    assert said == {addresses[0]: "Bank of Harbin", **partners, addresses[4]: "Gone Ltd"}
    for words in (
        ["--validator", addresses[0]],
        ["--validator", f"={addresses[0]}"],
        ["--validator", "Bank=0x12"],
        ["--validator", f"A={addresses[0]}", "--validator", f"B={addresses[0]}"],
    ):
        code, problem = refused("platform", "form", *words, "--out", out, "--home", partner.home)
        assert (code, problem["type"]) == (3, "urn:torrens:argument-refused"), words


def deployed(partner: Hand, slot: int, validators: list[str]) -> str:
    """A contract whose creation fills an `address[]`, as one that names validators keeps it; its code is one STOP."""
    first = int.from_bytes(keccak256(slot.to_bytes(32, "big")), "big")
    words = {slot: len(validators), **{first + i: int(one, 16) for i, one in enumerate(validators)}}
    stores = b"".join(
        b"\x7f" + value.to_bytes(32, "big") + b"\x7f" + at.to_bytes(32, "big") + b"\x55" for at, value in words.items()
    )
    sender = account("sender")
    with Wire(partner.chain.url) as wire:
        unsigned = UnsignedTransaction(
            ChainId(2_310_001), Nonce(0), None, stores + bytes.fromhex("60016000f3"), Gas(900_000)
        )
        made = wire.receipt(wire.send_raw(unsigned.signed(sender.sign).raw))
    assert made is not None
    assert made.contract_address is not None
    return made.contract_address.lower()


def _contracts(partner: Hand, refused: Refused, fact: str, validators: list[str]) -> None:
    """A policy names the contract by the code that stands there; what is none is said to be none."""
    out, somebody = partner.home / "none.json", f"0x{'12' * 20}"
    one = ["--validator", f"a={validators[0]}"]
    contract = deployed(partner, 5, validators[:4])
    line = [word for number, each in enumerate(validators[:4]) for word in ("--validator", f"v{number}={each}")]
    [told] = partner.at_home("log", "policy", *line, "--validator-contract", f"{contract}:5", "--out", out)
    assert f"named by contract {contract}" in told["en"]
    [pinned] = Policy.parse(out.read_bytes()).homes[0].validator_sets
    assert (pinned.mode, pinned.contract) == (
        "contract",
        ValidatorContract(bytes.fromhex(contract[2:]), keccak256(b"\0"), 5),
    )
    code, problem = refused("recognize", "bundle", fact, "--policy", out, "--home", partner.home)
    assert (code, problem["type"]) == (1, "urn:torrens:field-mismatch"), "its headers list their validators"
    out.unlink()
    one = [*one, "--validator", f"b={validators[1]}"]
    for words, wanted in (
        ([*one, "--validator-contract", somebody], (1, "field-mismatch")),
        ([*one, "--validator-contract", f"{contract}:6"], (1, "field-mismatch")),
        ([*one, "--validator-contract", contract], (1, "field-mismatch")),
        ([*one, "--validator-contract", "0x12"], (3, "argument-refused")),
        ([*one, "--validator-contract", f"{somebody}:-1"], (3, "argument-refused")),
        ([*one, "--validator-contract", f"{somebody}:0x{'f' * 65}"], (3, "argument-refused")),
        (["--notary", "notary1", "--threshold", 1, "--validator-contract", somebody], (3, "argument-refused")),
    ):
        code, problem = refused("log", "policy", *words, "--out", out, "--home", partner.home)
        assert (code, problem["type"].removeprefix("urn:torrens:")) == wanted, words
    assert not out.exists()
