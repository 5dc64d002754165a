"""The rarer verbs of the market by hand: reviews and versions, corrections, disputes, uses; a peer's life."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import rlp
from hand_kit import Hand, Refused
from shop_kit import NOTARIES, Shop
from worlds import signer

from torrens_anchor.chain.attest import checkpoint_digest
from torrens_anchor.chain.header import parse_header
from torrens_registry.evidence.notary import NotarySeal


def _show(shop: Shop) -> dict[str, object]:
    return dict(shop.hand.at_home("listing", "show", shop.listing)[0][0])


def test_a_listing_is_graded_renewed_and_ended(shop: Shop, refused: Refused, tmp_path: Path) -> None:
    hand, at = shop.hand, shop.listing
    report = hand.paper("quality")
    hand.at_home("listing", "rate", at, "--grade", 3, "--report", report, "--until", "2027-01-01")
    assert _show(shop)["grade"] == 3
    hand.at_home("listing", "withdraw", at, "--kind", "quality", "--reason", hand.paper("doubt"))
    assert not _show(shop)["grade"]
    newer = tmp_path / "rain2.csv"
    newer.write_text("day,rain\n2026-04-28,2\n", encoding="utf-8")
    hand.at_home("listing", "version", at, "--content", newer, "--key", "operator", "--relayer", "exchange")
    code, problem = refused("voucher", "terms", at, *_terms(shop), "--home", hand.home)
    assert (code, problem["type"]) == (1, "urn:torrens:listing-not-good")
    hand.at_home("listing", "delist", at, "--reason", 1, "--key", "operator")
    assert _show(shop)["state"] == "DELISTED"
    again = ("listing", "rate", at, "--grade", 3, "--report", report, "--until", "2027-01-01", "--once", "again")
    assert refused(*again, "--home", hand.home)[0] == 1


def _terms(shop: Shop) -> list[object]:
    papers = [
        word
        for name in ("agreement", "compliance", "delivery", "settlement")
        for word in (f"--{name}", shop.hand.paper(name))
    ]
    line: list[object] = [
        "--buyer",
        70_003,
        "--fen",
        100,
        "--share",
        "70001:PROVIDER:1",
        "--residual",
        "70001:PROVIDER",
    ]
    return [*line, "--until", "2027-05-01", *papers, "--deadline", "2026-05-20", "--out", shop.hand.home / "none.json"]


def test_a_product_leaves_the_sandbox(shop: Shop) -> None:
    hand = shop.hand
    line = ["--product", hand.paper("tried"), "--content", hand.paper("tried content"), "--until", "2029-01-01"]
    [added] = hand.at_home("listing", "add", shop.grant, *line, "--sandbox", "--key", "operator")
    [[before]] = hand.at_home("listing", "show", added["listing"])
    hand.at_home("listing", "sandbox", added["listing"], "--decision", hand.paper("decision"))
    [[after]] = hand.at_home("listing", "show", added["listing"])
    assert (before["sandbox"], after["sandbox"]) == (True, False)


def test_what_was_undone_since_is_not_told_as_done_now(shop: Shop) -> None:
    hand, voucher = shop.hand, shop.issued(shop.terms())["voucher"]
    line = ("--paper", hand.paper("dispute"))
    suspended = hand.at_home("voucher", "suspend", voucher, *line)
    hand.at_home("voucher", "resume", voucher, *line)
    hand.again(suspended, "voucher", "suspend", voucher, *line)
    assert hand.at_home("voucher", "show", voucher)[0][0]["state"] == "ISSUED"
    [anew] = hand.at_home("voucher", "suspend", voucher, *line, "--once", "second dispute")
    assert (anew["before"], anew["en"]) == (False, "voucher suspended")
    assert hand.at_home("voucher", "show", voucher)[0][0]["state"] == "SUSPENDED"


def test_an_anchor_is_made_anew_of_a_newer_checkpoint(shop: Shop) -> None:
    hand = shop.hand
    shop.anchored()
    [again] = hand.at_home("log", "anchor", "--key", "spare")
    assert (again["before"], "--once" in again["en"], "newer checkpoint" in again["en"]) == (True, False, True)


def test_a_voucher_is_disputed_corrected_used_and_revoked(shop: Shop, refused: Refused) -> None:
    hand = shop.hand
    voucher = shop.issued(shop.terms())["voucher"]
    hand.at_home("voucher", "suspend", voucher, "--paper", hand.paper("dispute"))
    assert hand.at_home("voucher", "show", voucher)[0][0]["state"] == "SUSPENDED"
    hand.at_home("voucher", "resume", voucher, "--paper", hand.paper("settled"))
    made = hand.home / "correction.json"
    hand.at_home(
        "voucher",
        "correct",
        voucher,
        "--delivery",
        hand.paper("second delivery"),
        "--deadline",
        "2026-05-20",
        "--out",
        made,
    )
    sides = ["--seller", shop.signed(made, 70_002, "operator"), "--buyer", shop.signed(made, 70_003, "buyer")]
    [newer] = hand.at_home("voucher", "supersede", voucher, made, *sides)
    [[old]] = hand.at_home("voucher", "show", voucher)
    assert (old["state"], old["supersededBy"]) == ("SUPERSEDED", newer["voucher"])
    _used(shop, newer["voucher"], refused)
    _revoked(shop, newer["voucher"])


def _used(shop: Shop, voucher: str, refused: Refused) -> None:
    hand, bank = shop.hand, f"0x{signer('court').address.hex()}"
    own = hand.home / "use.consent"
    hand.at_home("voucher", "consent", voucher, "--purpose", 1, "--verifier", bank, "--key", "buyer", "--out", own)
    hand.at_home("voucher", "redeem", voucher, "--purpose", 1, "--consent", own, "--key", "court")
    use = ["voucher", "redeem", voucher, "--purpose", 2, "--verifier", bank, "--key", "buyer"]
    hand.again(hand.at_home(*use), *use)  # a use is told as new once only
    [[_, *uses]] = hand.at_home("voucher", "show", voucher)
    assert [(one["purpose"], one["verifier"]) for one in uses] == [(1, bank), (2, bank)]
    second = ["--purpose", 2, "--verifier", bank, "--key", "buyer", "--once", "again", "--home", hand.home]
    assert refused("voucher", "redeem", voucher, *second)[0] == 1
    for bad in (["--purpose", 3], ["--purpose", 3, "--consent", hand.paper("no consent")]):
        code, problem = refused("voucher", "redeem", voucher, *bad, "--key", "buyer", "--home", hand.home)
        assert (code, bool(problem["remedy"])) == (3, True)
    code, problem = refused("voucher", "consent", voucher, "--key", "buyer", "--out", own, "--home", hand.home)
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused")


def _revoked(shop: Shop, voucher: str) -> None:
    hand, paper = shop.hand, shop.hand.paper("we part")
    sides: list[object] = []
    for side, key in (("seller", "operator"), ("buyer", "buyer")):
        out = hand.home / f"{side}.revoke"
        hand.at_home("voucher", "consent", voucher, "--paper", paper, "--key", key, "--out", out)
        sides += [f"--{side}", out]
    hand.at_home("voucher", "revoke", voucher, "--paper", paper, *sides, "--key", "exchange")
    assert hand.at_home("voucher", "show", voucher)[0][0]["state"] == "REVOKED"


def test_a_peer_changes_is_frozen_and_withdrawn(shop: Shop, partner: Hand) -> None:
    home = shop.hand.home
    keys = [word for name in NOTARIES for word in ("--notary", name)]
    [peer] = partner.at_home("recognize", "accredit", home / "deployment.json", *keys, "--threshold", 3)
    partner.at_home("recognize", "terms", home / "deployment.json", "--max-age-finance", 1_800)
    first, second = _two_headers(shop, partner)
    [frozen] = partner.at_home("recognize", "equivocation", peer["peer"], *first, *second, "--key", "exchange")
    assert frozen["proof"]
    partner.at_home("recognize", "notaries", peer["peer"], *keys[:6], "--threshold", 2, "--set-epoch", 2)
    partner.at_home("recognize", "lift", peer["peer"])
    partner.at_home("recognize", "withdraw", peer["peer"])


def _two_headers(shop: Shop, partner: Hand) -> tuple[list[object], list[object]]:
    """Seals of one height by the same notaries: on the shop's chain, and, as if forked, of its edited twin."""
    sides: list[list[object]] = []
    for name, edit in (("one", False), ("two", True)):
        words: list[object] = []
        for notary in NOTARIES[:3]:
            out = partner.home / f"{name}.{notary}.json"
            shop.hand.at_home("standing", "seal", 1, "--key", notary, "--out", out)
            if edit:
                _forked(out, notary)
            words += ["--first" if name == "one" else "--second", out]
        sides.append(words)
    return sides[0], sides[1]


def _forked(file: Path, notary: str) -> None:
    """Write over a seal with one of another header of the same height, truly signed by the same notary."""
    seal = NotarySeal.parse(file.read_bytes())
    fields = rlp.decode(seal.header)
    fields[3] = bytes(32)  # another state root
    header = rlp.encode(fields)
    digest = checkpoint_digest(seal.chain_id, seal.register, parse_header(header), seal.set_epoch)
    file.write_bytes(replace(seal, header=header, signature=signer(notary).sign_digest(digest)).encode())


def test_clubs_are_left_and_scopes_are_told(shop: Shop, partner: Hand, tmp_path: Path) -> None:
    keys = [word for name in NOTARIES for word in ("--notary", name)]
    [peer] = partner.at_home("recognize", "accredit", shop.hand.home / "deployment.json", *keys, "--threshold", 3)
    members = [word for one in (shop.hand, partner) for word in ("--member", one.home / "deployment.json")]
    club = ["--club", tmp_path / "club.json"]
    treaty = ["--agreement", partner.paper("treaty"), "--until", "2027-01-01"]
    partner.run("recognize", "club", *members, *treaty, "--out", club[1])
    partner.at_home("recognize", "agree", peer["peer"], *club)
    [left] = partner.at_home("recognize", "leave", peer["peer"], *club)
    assert left["agreement"]
    out = tmp_path / "scopes.json"
    [told] = shop.hand.at_home("standing", "scopes", "--grant", shop.title, "--listing", shop.listing, "--out", out)
    assert (told["records"], bool(json.loads(out.read_text("utf-8")))) == (2, True)
    statement = tmp_path / "statement.json"
    shop.hand.at_home("standing", "state", "--grant", shop.title, "--key", "exchange", "--out", statement)
    [[head, *answers]] = shop.hand.run("standing", "show", statement)
    assert (head["lane"], [one["kind"] for one in answers]) == (0, ["GRANT"])
