"""A listing of one register sold at another, by hand: kept at home, sold abroad, proven at home, active."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hand_kit import Hand, Refused
from shop_kit import NOTARIES, PAPERS, Shop

SELLER, BUYER = 90_002, 90_003
"""The numbers that operator and buyer have abroad."""


@pytest.fixture
def abroad(shop: Shop, partner: Hand) -> Hand:
    """The partner, with both parties enrolled and the shop's listing recognised under a club."""
    for party, name in ((SELLER, "operator"), (BUYER, "buyer")):
        partner.at_home("party", "enrol", "--party", party, "--first", name, "--identity", f"0x{party:064x}")
    members = [word for one in (shop.hand, partner) for word in ("--member", one.home / "deployment.json")]
    treaty = ["--agreement", partner.paper("treaty"), "--until", "2027-01-01"]
    partner.run("recognize", "club", *members, *treaty, "--out", partner.home / "club.json")
    _prove(shop.hand, partner, "--listing", shop.listing)
    return partner


def _prove(of: Hand, at: Hand, *asked: object) -> list[dict[str, object]]:
    """State a record's standing at one register and prove it at the other, under the club."""
    keys = [word for name in NOTARIES for word in ("--notary", name)]
    [peer] = at.at_home("recognize", "accredit", of.home / "deployment.json", *keys, "--threshold", 3)
    club = ["--club", (at.home / "club.json") if (at.home / "club.json").exists() else of.home / "club.json"]
    at.at_home("recognize", "agree", peer["peer"], *club)
    statement, proof = of.home / "asked.json", of.home / "asked.proof.json"
    [made] = of.at_home("standing", "state", *asked, "--key", "exchange", "--out", statement)
    of.at_home("standing", "prove", statement, "--out", proof)
    seals: list[object] = []
    for name in NOTARIES[:3]:
        out = of.home / f"asked.{name}.json"
        of.at_home("standing", "seal", made["proof"]["block"], "--key", name, "--out", out)
        seals += ["--seal", out]
    at.at_home("recognize", "header", proof, *seals, "--key", "exchange")
    [proven] = at.at_home("recognize", "prove", proof, *club, "--key", "exchange")
    return list(proven["facts"])


def _kept(shop: Shop, abroad: Hand) -> str:
    manifest = json.loads((abroad.home / "deployment.json").read_text("utf-8"))
    selling = ["--chain", manifest["chainId"], "--register", manifest["register"], "--salt", manifest["deploymentSalt"]]
    line = ["--holder", 70_003, "--rights", "USE", "--until", "2027-01-01", *selling]
    line += ["--agreement", shop.hand.paper("agreement"), "--keep", "2026-05-25", "--key", "operator"]
    return str(shop.hand.at_home("right", "reserve", shop.grant, *line, "--relayer", "exchange")[0]["grant"])


def _sold(abroad: Hand, at_home: Path) -> tuple[Path, str]:
    out = abroad.home / "abroad.json"
    line = ["--seller", SELLER, "--buyer", BUYER, "--share", f"{SELLER}:PROVIDER:1", "--residual", f"{SELLER}:PROVIDER"]
    abroad.at_home("voucher", "abroad", at_home, *line, "--deadline", "2026-05-20", "--out", out)
    sides: list[object] = []
    for side, party, key in (("--seller", SELLER, "operator"), ("--buyer", BUYER, "buyer")):
        signed = out.with_suffix(f".{key}.sig")
        abroad.at_home("voucher", "sign", out, "--party", party, "--key", key, "--out", signed)
        sides += [side, signed]
    [issued] = abroad.at_home("voucher", "issue", out, *sides)
    return out, str(issued["voucher"])


def test_a_listing_is_sold_abroad_and_its_licence_counts_at_home(shop: Shop, abroad: Hand, refused: Refused) -> None:
    kept = _kept(shop, abroad)
    trade, voucher = _sold(abroad, shop.terms("for abroad", kept=kept))
    line = ("right", "activate", trade, "--key", "buyer", "--home", shop.hand.home)
    assert refused(*line)[0] == 1  # nothing is proven here yet
    shop.hand.clock("set", "2026-05-11T03:00:00Z")
    [fact] = _prove(abroad, shop.hand, "--voucher", voucher)
    assert fact["status"] == "RECOGNIZED"
    shop.hand.run(*line)
    [[shown, *_]] = shop.hand.at_home("right", "show", kept)
    assert (shown["state"], shown["holder"]) == ("ACTIVE", 70_003)


def test_another_trade_than_the_one_kept_for_is_refused_fail(shop: Shop, abroad: Hand, refused: Refused) -> None:
    kept = _kept(shop, abroad)
    papers = [word for name in PAPERS for word in (f"--{name}", shop.hand.paper(name))]
    price = ["--fen", 1, "--share", "70001:PROVIDER:1", "--residual", "70001:PROVIDER", *papers]
    line = ["voucher", "terms", shop.listing, *price, "--deadline", "2026-05-20", "--out", shop.hand.home / "x.json"]
    home = ["--home", shop.hand.home]
    cases: list[tuple[list[object], int, str]] = [
        (["--buyer", 70_001, "--kept", kept], 1, "field-mismatch"),
        (["--buyer", 70_003, "--kept", shop.grant], 1, "field-mismatch"),
        (["--buyer", 70_003, "--kept", "0x" + "12" * 32], 3, "not-stored"),
        (["--buyer", 70_003], 3, "argument-refused"),
    ]
    for words, code, slug in cases:
        ended, problem = refused(*line, *words, *home)
        assert (ended, problem["type"]) == (code, f"urn:torrens:{slug}"), (words, problem)
    own = shop.terms("sold here")
    asked = [
        "--seller",
        SELLER,
        "--buyer",
        BUYER,
        "--share",
        f"{SELLER}:PROVIDER:1",
        "--residual",
        f"{SELLER}:PROVIDER",
    ]
    asked += ["--deadline", "2026-05-20", "--out", shop.hand.home / "y.json"]
    assert refused("voucher", "abroad", own, *asked, *home)[1]["type"] == "urn:torrens:field-mismatch"
    code, problem = refused("voucher", "abroad", own, *asked[2:], "--seller", 99_999, "--home", abroad.home)
    assert (code, problem["type"]) == (1, "urn:torrens:not-enrolled")
