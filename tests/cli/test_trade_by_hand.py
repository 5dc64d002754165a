"""The second half of act 1 by hand: from a listing to a voucher that a partner recognises and a court verifies."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from hand_kit import NAMES, Hand, Refused
from worlds import DEPLOYED, SEED, serve

PARTNER_CHAIN = 2_310_001
NOTARIES = [f"notary{i}" for i in range(1, 6)]
SHARES = ["70001:PROVIDER:60", "70002:OPERATOR:35", "331:PLATFORM:5"]


@dataclass
class Shop:
    """An exchange with a reviewed listing."""

    hand: Hand
    title: str
    grant: str
    listing: str

    def terms(self, name: str = "trade", nonce: int = 1, **changes: object) -> Path:
        out = self.hand.home / f"{name}.json"
        words: list[object] = ["voucher", "terms", self.listing, "--buyer", 70_003, "--fen", 10_000_001]
        words += [word for share in SHARES for word in ("--share", share)]
        words += ["--residual", "70001:PROVIDER", "--until", "2027-05-01", "--nonce", nonce]
        for paper in ("agreement", "compliance", "delivery", "settlement"):
            words += [f"--{paper}", self.hand.paper(paper)]
        words += ["--deadline", changes.get("deadline", "2026-05-20"), "--out", out]
        self.hand.at_home(*words)
        return out

    def signed(self, trade: Path, party: int, key: str) -> Path:
        out = trade.with_suffix(f".{key}.sig")
        self.hand.at_home("voucher", "sign", trade, "--party", party, "--key", key, "--out", out)
        return out

    def issued(self, trade: Path) -> dict[str, str]:
        sides = ["--seller", self.signed(trade, 70_002, "operator"), "--buyer", self.signed(trade, 70_003, "buyer")]
        [found] = self.hand.at_home("voucher", "issue", trade, *sides, "--check-split")
        return dict(found)

    def anchored(self) -> dict[str, object]:
        self.hand.at_home("log", "checkpoint")
        [found] = self.hand.at_home("log", "anchor", "--key", "spare")
        return dict(found)

    def stated(self, voucher: dict[str, str], name: str = "standing") -> tuple[Path, Path, list[Path]]:
        """State, prove, seal: the files that go to partners and to the bundler."""
        home = self.hand.home
        statement, proof = home / f"{name}.json", home / f"{name}.proof.json"
        asked = ["--voucher", voucher["voucher"], "--grant", voucher["licence"], "--listing", self.listing]
        asked += ["--grant", self.title]
        [made] = self.hand.at_home("standing", "state", *asked, "--key", "exchange", "--out", statement)
        self.hand.at_home("standing", "prove", statement, "--out", proof)
        seals = []
        for notary in NOTARIES[:3]:
            seals.append(home / f"{name}.{notary}.json")
            self.hand.at_home("standing", "seal", made["proof"]["block"], "--key", notary, "--out", seals[-1])
        return statement, proof, seals

    def policy(self) -> Path:
        out = self.hand.home / "policy.json"
        keys = {one["name"]: one["address"] for one in self.hand.at_home("key", "list")[0]}
        notaries = [word for name in NOTARIES for word in ("--notary", f"{name}={keys[name]}")]
        self.hand.at_home("log", "policy", *notaries, "--threshold", 3, "--development", "--out", out)
        return out


@pytest.fixture
def shop(founded: Hand, tmp_path: Path) -> Shop:
    hand = founded
    hand.at_home("key", "new", *NOTARIES, "--development", SEED)
    hand.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "LOGGER")
    table = tmp_path / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    [noticed] = hand.at_home("case", "notice", table, "--holder", 70_001, "--until", "2036-01-01")
    hand.clock("set", "2026-05-11T01:00:00Z")
    hand.at_home("case", "register", noticed["title"])
    line = ["--holder", 70_002, "--rights", "OPERATE", "--action", "all", "--until", "2030-01-01", "--key", "provider"]
    [licensed] = hand.at_home("right", "license", noticed["title"], *line)
    listed = ["--product", hand.paper("product"), "--content", table, "--until", "2029-01-01", "--key", "operator"]
    [added] = hand.at_home("listing", "add", licensed["grant"], *listed)
    passed = ["--verdict", "passed", "--until", "2029-01-01", "--paper", hand.paper("scenario")]
    hand.at_home("listing", "scenario", added["listing"], *passed)
    reviewed = ["--verdict", "passed", "--until", "2027-01-01", "--report", hand.paper("report")]
    hand.at_home("listing", "review", added["listing"], *reviewed)
    witnesses = [word for name in ("witness1", "witness2", "witness3") for word in ("--witness", name)]
    hand.at_home("log", "init", *witnesses, "--development", SEED)
    return Shop(hand, noticed["title"], licensed["grant"], added["listing"])


@pytest.fixture
def partner(tmp_path: Path, capsys: pytest.CaptureFixture[str], shop: Shop) -> Iterator[Hand]:
    """A second exchange, on a chain of its own."""
    folder = tmp_path / "partner"
    folder.mkdir()
    with serve(folder, PARTNER_CHAIN, NAMES, DEPLOYED) as chain:
        hand = Hand(folder / "home", chain, capsys)
        where = ["--rpc-url", chain.url, "--clock-file", chain.clock.path, "--password-file", tmp_path / "password"]
        hand.at_home("init", "--exchange", 231, "--chain-id", PARTNER_CHAIN, *where)
        hand.at_home("key", "new", *NAMES, *NOTARIES, "--development", SEED)
        hand.at_home("deploy", "--deployer", "deployer", "--council", "council")
        hand.clock("set", "2026-05-11T02:00:00Z")
        hand.at_home("party", "admit", "--exchange", 231, "--first", "exchange", "--identity", f"0x{1:064x}")
        assert shop.listing
        yield hand


def test_from_a_listing_to_a_verdict(shop: Shop, partner: Hand, tmp_path: Path) -> None:
    hand = shop.hand
    first = shop.anchored()
    voucher = shop.issued(shop.terms())
    [[shown]] = hand.at_home("voucher", "show", voucher["voucher"])
    assert (shown["state"], shown["seller"], shown["buyer"]) == ("ISSUED", 70_002, 70_003)
    second = shop.anchored()
    assert (second["oldSize"], bool(second["proofHashes"])) == (first["size"], True)
    _look_at_the_log(shop, tmp_path)
    statement, proof, seals = shop.stated(voucher)
    _recognise(shop, partner, proof, seals)
    bundle = tmp_path / "voucher.bundle.json"
    line = ["--statement", statement, *(word for seal in seals for word in ("--seal", seal))]
    line += ["--document", f"agreement={hand.home / 'agreement.txt'}", "--disclose"]
    [built] = hand.at_home("voucher", "bundle", voucher["voucher"], *line, "--out", bundle)
    assert built["kind"] == "voucher"
    done = _verify(bundle, shop.policy(), "--data", tmp_path / "rain.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = hand.at_home("voucher", "bundle", shop.title, *line[:-3], "--out", bundle)
    assert (built["kind"], _verify(bundle, shop.policy()).returncode) == ("title", 0)
    _look_at_the_mirror(shop)
    _ask_the_api(shop, voucher)


def _verify(bundle: Path, policy: Path, *more: object) -> subprocess.CompletedProcess[str]:
    words = ["verify", bundle, "--policy", policy, "--at", "2026-05-12", *more]
    code = [sys.executable, "-m", "torrens_cli.main", *map(str, words)]
    return subprocess.run(code, capture_output=True, text=True, check=False)


def _recognise(shop: Shop, partner: Hand, proof: Path, seals: list[Path]) -> None:
    line = [word for name in NOTARIES for word in ("--notary", name)]
    [peer] = partner.at_home("recognize", "accredit", shop.hand.home / "deployment.json", *line, "--threshold", 3)
    members = [word for one in (shop.hand, partner) for word in ("--member", one.home / "deployment.json")]
    club = ["--club", partner.home / "club.json"]
    treaty = ["--agreement", partner.paper("treaty"), "--until", "2027-01-01"]
    partner.run("recognize", "club", *members, *treaty, "--out", club[1])
    partner.at_home("recognize", "agree", peer["peer"], *club)
    sealed = [word for seal in seals for word in ("--seal", seal)]
    [accepted] = partner.at_home("recognize", "header", proof, *sealed, "--key", "exchange")
    assert accepted["peer"] == peer["peer"]
    [proven] = partner.at_home("recognize", "prove", proof, *club, "--key", "exchange")
    assert [fact["status"] for fact in proven["facts"]] == ["RECOGNIZED"] * 4
    fact = proven["facts"][0]["fact"]
    _bundle_of_the_fact(shop, partner, fact)
    [[aged]] = partner.at_home("recognize", "status", fact, "--at", "2026-06-20")
    assert aged["status"] == "STALE"
    partner.at_home("recognize", "decide", fact, "--decision", "declined")
    [[declined]] = partner.at_home("recognize", "status", fact)
    assert declined["status"] == "DECLINED"


def _bundle_of_the_fact(shop: Shop, partner: Hand, fact: str) -> None:
    """What the partner says of the voucher is a bundle of its own, under a policy that believes both homes."""
    witnesses = [word for name in ("w1", "w2", "w3") for word in ("--witness", name)]
    partner.at_home("log", "init", *witnesses, "--development", SEED)
    partner.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "LOGGER")
    partner.at_home("log", "checkpoint")
    [anchored] = partner.at_home("log", "anchor", "--key", "spare")
    sealed: list[object] = []
    for name in NOTARIES[:3]:
        sealed += ["--seal", partner.home / f"fact.{name}.json"]
        partner.at_home("standing", "seal", anchored["proof"]["block"], "--key", name, "--out", sealed[-1])
    bundle, policy = partner.home / "fact.bundle.json", partner.home / "policy.json"
    [made] = partner.at_home("recognize", "bundle", fact, *sealed, "--out", bundle)
    assert made["kind"] == "recognition"
    line = [word for name in NOTARIES for word in ("--notary", name)]
    believed = ["--threshold", 3, "--development", "--beside", shop.policy(), "--out", policy]
    partner.at_home("log", "policy", *line, *believed)
    done = _verify(bundle, policy)
    assert done.returncode == 0, done.stdout + done.stderr
    [made] = partner.at_home("log", "bundle", 0, *sealed, "--out", bundle)
    assert (made["kind"], _verify(bundle, policy).returncode) == ("log-entry", 0)


def _look_at_the_log(shop: Shop, folder: Path) -> None:
    [[state, *witnesses]] = shop.hand.at_home("log", "show")
    assert (state["size"] >= state["signed"] > 0, len(witnesses)) == (True, 3)
    [[entry]] = shop.hand.at_home("log", "show", 0)
    assert entry["action"] == "calendar.publish"
    [proved] = shop.hand.at_home("log", "prove", 0, "--out", folder / "entry.tlog-proof")
    assert json.loads(proved["entry"])["action"] == "calendar.publish"
    assert shop.hand.at_home("log", "check")


def _look_at_the_mirror(shop: Shop) -> None:
    [checked] = shop.hand.at_home("mirror", "check")
    assert (checked["findings"], checked["proof"]["degree"]) == ([], "proved")
    [[before]] = shop.hand.at_home("mirror", "status")
    assert before["good"] is True
    shop.hand.at_home("mirror", "rebuild")
    [synced] = shop.hand.at_home("mirror", "sync")
    shop.hand.at_home("mirror", "check")
    [[after]] = shop.hand.at_home("mirror", "status")
    assert (after["stateDigest"], synced["block"]) == (before["stateDigest"], before["block"])


def test_what_must_be_refused_has_its_name_and_its_exit_code_fail(shop: Shop, refused: Refused, tmp_path: Path) -> None:
    _log_and_seals(shop, refused, tmp_path)
    sold = shop.issued(shop.terms("sold", nonce=9))
    _trades(shop, refused, tmp_path)
    _an_edited_row(shop, refused, sold)


def _trades(shop: Shop, refused: Refused, tmp_path: Path) -> None:
    home = ["--home", shop.hand.home]
    trade = shop.terms()
    seller, buyer = shop.signed(trade, 70_002, "operator"), shop.signed(trade, 70_003, "buyer")

    def issue(first: Path, second: Path, of: Path = trade) -> tuple[int, str]:
        code, problem = refused("voucher", "issue", of, "--seller", first, "--buyer", second, *home)
        return code, problem["type"].removeprefix("urn:torrens:")

    assert issue(buyer, seller) == (1, "signer-refused")
    assert issue(seller, tmp_path / "none") == (3, "unusable-file")
    assert issue(trade, buyer) == (3, "unknown-version")
    forged = _edited(seller, lambda text: text.replace('"signature":"0x', '"signature":"0x00')[:-4] + '"}')
    assert issue(forged, buyer) == (3, "malformed-input")
    assert issue(seller, buyer, of=shop.terms("other", nonce=2)) == (1, "signer-refused")
    short = _edited(trade, lambda text: re.sub(r'"fen":"(\d+)"', lambda m: f'"fen":"{int(m[1]) - 1}"', text, count=1))
    assert issue(seller, buyer, of=short) == (1, "split-does-not-sum")
    line = ["--party", 70_003, "--key", "buyer", "--out", tmp_path / "sig", *home]
    code, problem = refused("voucher", "sign", short, *line)
    assert (code, problem["type"]) == (1, "urn:torrens:split-does-not-sum")
    assert not (tmp_path / "sig").exists()
    assert issue(seller, buyer, of=_edited(trade, lambda text: text[:-1])) == (3, "malformed-input")
    shop.hand.clock("set", "2026-05-21T00:00:00Z")
    assert issue(seller, buyer) == (1, "terms-expired")


def _edited(file: Path, change: Callable[[str], str]) -> Path:
    out = file.with_suffix(".bad")
    out.write_text(change(file.read_text("utf-8")), "utf-8")
    return out


def _an_edited_row(shop: Shop, refused: Refused, voucher: dict[str, str]) -> None:
    with closing(sqlite3.connect(shop.hand.home / "registry.sqlite3")) as connection, connection:
        connection.execute("update vouchers set buyer = 70004 where id = ?", (voucher["voucher"],))
    code, problem = refused("mirror", "check", "--home", shop.hand.home)
    assert (code, problem["type"]) == (1, "urn:torrens:diverged")
    assert (problem["facts"]["table"], problem["facts"]["column"]) == ("vouchers", "buyer")


def _ask_the_api(shop: Shop, voucher: dict[str, str]) -> None:
    code = [sys.executable, "-m", "torrens_cli.main", "serve", "--home", str(shop.hand.home), "--port", "0", "--json"]
    with subprocess.Popen(code, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = json.loads(server.stdout.readline())["url"]
            with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
                answer = client.get(f"/api/v1/vouchers/{voucher['voucher']}")
            assert (answer.json()["trust"], answer.json()["data"]["buyer"]) == ("verified", 70_003)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)
    assert server.returncode == 0


def _log_and_seals(shop: Shop, refused: Refused, tmp_path: Path) -> None:
    home = ["--home", shop.hand.home]

    def slug(*words: object) -> tuple[int, str]:
        code, problem = refused(*words, *home)
        return code, problem["type"].removeprefix("urn:torrens:")

    assert slug("log", "anchor", "--key", "spare") == (3, "log-missing")
    shop.anchored()
    assert slug("log", "prove", 10_000, "--out", tmp_path / "p") == (1, "out-of-range")
    assert slug("standing", "seal", 10_000, "--key", "notary1", "--out", tmp_path / "s") == (2, "not-yet-final")
    assert slug("voucher", "show", f"0x{0:064x}") == (3, "not-stored")
    assert slug("standing", "state", "--listing", f"0x{0:064x}", "--key", "exchange") == (3, "not-stored")
    assert slug("log", "init") == (3, "key-exists")
    assert slug("log", "checkpoint", "--password-file", shop.hand.paper("wrong")) == (3, "key-unusable")
