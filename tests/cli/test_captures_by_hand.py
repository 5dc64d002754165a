"""Captures handed in with a licence, a correction and a partner's record: each bundle answers article 18 alike."""

from __future__ import annotations

import json
from pathlib import Path

from hand_kit import Hand, Refused
from shop_kit import CAPTURED, NOTARIES, Shop, article, captured, seals
from worlds import SEED


def bundled(shop: Shop, record: str, voucher: dict[str, str], capture: list[object]) -> list[tuple[str, str]]:
    """State, seal and bundle a record of the shop with its capture; what article 18 is answered."""
    statement, _, files = shop.stated(voucher, f"standing of {record[:6]}")
    out = shop.hand.home / "record.bundle.json"
    line = ["--statement", statement, *(word for one in files for word in ("--seal", one)), *capture]
    shop.hand.at_home("voucher", "bundle", record, *line, "--out", out)
    return article(out, shop.policy())


def test_a_licence_and_a_correction_carry_captures(shop: Shop, refused: Refused, tmp_path: Path) -> None:
    hand, table = shop.hand, tmp_path / "rain.csv"
    first, second = captured(hand, table), captured(hand, table, "second", "2026-05-11T00:40:00Z")
    own = ["--terms", hand.paper("contract"), "--rights", "USE", "--until", "2029-01-01", "--key", "operator"]
    wind = tmp_path / "wind.csv"
    wind.write_text("day,wind\n1,2\n", encoding="utf-8")
    line = ["right", "license", shop.grant, "--holder", 70_003, *own]
    for capture, slug in (
        (captured(hand, wind, "wind"), (1, "digest-mismatch")),
        (captured(hand, table, "later", "2026-06-01"), (1, "field-mismatch")),
        ([*first, *first], (3, "field-out-of-range")),
        (["--capture", hand.paper("none")], (3, "malformed-input")),
    ):
        code, problem = refused(*line, *capture, "--home", hand.home)
        assert (code, problem["type"].removeprefix("urn:torrens:")) == slug
    [licence] = hand.at_home(*line, *first)
    hand.again([licence], *line, *first)
    many = ["right", "license-many", shop.grant, "--holder", 70_001, "--holder", 331, *own, *second]
    [_, last] = hand.at_home(*many)[0]["grants"]
    newer = _corrected(shop, second)
    shop.anchored()
    assert bundled(shop, licence["grant"], {**newer, "licence": licence["grant"]}, first) == CAPTURED
    assert bundled(shop, last, {**newer, "licence": last}, second) == CAPTURED
    assert bundled(shop, newer["voucher"], newer, second) == CAPTURED
    stated = hand.home / f"standing of {newer['voucher'][:6]}.json"
    asked = ["--statement", stated, *seals(hand, json.loads(stated.read_bytes())["block"]), *first]
    code, problem = refused("voucher", "bundle", newer["voucher"], *asked, "--home", hand.home)
    assert (code, problem["type"]) == (3, "urn:torrens:not-stored")  # that capture was of the licence


def _corrected(shop: Shop, capture: list[object]) -> dict[str, str]:
    """A voucher that corrects another, disputed and resumed since: its issue is what a bundle proves."""
    hand, old = shop.hand, shop.issued(shop.terms())
    shop.anchored()
    made = hand.home / "correction.json"
    changed = ["--delivery", hand.paper("second delivery"), "--deadline", "2026-05-20", "--out", made]
    hand.at_home("voucher", "correct", old["voucher"], *changed)
    sides = ["--seller", shop.signed(made, 70_002, "operator"), "--buyer", shop.signed(made, 70_003, "buyer")]
    [newer] = hand.at_home("voucher", "supersede", old["voucher"], made, *sides, *capture)
    hand.at_home("voucher", "suspend", newer["voucher"], "--paper", hand.paper("dispute"))
    hand.at_home("voucher", "resume", newer["voucher"], "--paper", hand.paper("settled"))
    return {"voucher": newer["voucher"], "licence": old["licence"]}


def test_a_partners_record_carries_captures(shop: Shop, partner: Hand, refused: Refused, tmp_path: Path) -> None:
    statement, proof = shop.hand.home / "asked.json", shop.hand.home / "asked.proof.json"
    [made] = shop.hand.at_home("standing", "state", "--grant", shop.title, "--key", "exchange", "--out", statement)
    shop.hand.at_home("standing", "prove", statement, "--out", proof)
    notaries = [word for name in NOTARIES for word in ("--notary", name)]
    deployment = shop.hand.home / "deployment.json"
    [peer] = partner.at_home("recognize", "accredit", deployment, *notaries, "--threshold", 3)
    assert peer["en"].endswith(f"accredited as peer {peer['peer']}")
    partner.at_home("recognize", "header", proof, *seals(shop.hand, made["proof"]["block"]), "--key", "exchange")
    capture = captured(shop.hand, tmp_path / "rain.csv")
    later = captured(shop.hand, tmp_path / "rain.csv", "later", "2026-06-01")
    line = ["recognize", "prove", proof, "--key", "exchange", "--home", partner.home]
    for wrong, slug in ((later, "field-mismatch"), ([*capture, *capture], "field-out-of-range")):
        assert refused(*line, *wrong)[1]["type"] == f"urn:torrens:{slug}"
    [proven] = partner.run(*line, *capture)
    told = [f"{one['fact']} {one['status']}" for one in proven["facts"]]
    assert proven["en"] == f"{len(told)} answers proved: {', '.join(told)}"
    partner.again([proven], *line, *capture)
    _decided(shop, partner, proven["facts"][0]["fact"], capture)


def _decided(shop: Shop, partner: Hand, fact: str, capture: list[object]) -> None:
    """The partner recognises it by itself; its own bundle shows the capture, to who believes both homes."""
    partner.at_home("recognize", "decide", fact, "--decision", "recognized")
    witnesses = [word for name in ("w1", "w2", "w3") for word in ("--witness", name)]
    partner.at_home("log", "init", *witnesses, "--development", SEED)
    partner.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "LOGGER")
    partner.at_home("log", "checkpoint")
    [anchored] = partner.at_home("log", "anchor", "--key", "spare")
    bundle, policy = partner.home / "fact.bundle.json", partner.home / "policy.json"
    sealed = seals(partner, anchored["proof"]["block"])
    partner.at_home("recognize", "bundle", fact, *sealed, *capture, "--out", bundle)
    notaries = [word for name in NOTARIES for word in ("--notary", name)]
    believed = ["--threshold", 3, "--development", "--beside", shop.policy(), "--out", policy]
    partner.at_home("log", "policy", *notaries, *believed)
    assert article(bundle, policy) == CAPTURED
