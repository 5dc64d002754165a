"""The second half of act 1 by hand: from a listing to a voucher that a partner recognises and a court verifies."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

import httpx
import pytest
from hand_kit import Hand, Refused
from shop_kit import NOTARIES, Shop
from worlds import SEED

from torrens_anchor.notes.notekey import VerifierKey
from torrens_log.errors import WitnessUrlUnusable
from torrens_log.witness_folder import create_witness, open_witness, watch
from torrens_log.witness_server import WitnessServer


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
    assert (built["kind"], built["receipt"]) == ("voucher", False)
    written = _seals_of_the_issue(shop, built["noReceipt"])
    [built] = hand.at_home("voucher", "bundle", voucher["voucher"], *line, *written, "--out", bundle)
    assert (built["receipt"], built["noReceipt"]) == (True, "")
    done = _verify(bundle, shop.policy(), "--data", tmp_path / "rain.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = hand.at_home("voucher", "bundle", shop.title, *line[:-3], "--out", bundle)
    assert (built["kind"], _verify(bundle, shop.policy()).returncode) == ("title", 0)
    _look_at_the_mirror(shop)
    _ask_the_api(shop, voucher)


def _seals_of_the_issue(shop: Shop, why: str) -> list[object]:
    """The notaries seal the block in which the voucher was written too, so that its event can be proven."""
    block = why.removeprefix("block ").removesuffix(" was not sealed")
    found: list[object] = []
    for name in NOTARIES[:3]:
        found += ["--receipt-seal", shop.hand.home / f"issue.{name}.json"]
        shop.hand.at_home("standing", "seal", block, "--key", name, "--out", found[-1])
    return found


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
    [[found]] = partner.at_home("recognize", "peer", shop.hand.home / "deployment.json")
    assert (found["peer"], found["state"], found["same"]) == (peer["peer"], "ACCREDITED", True)
    assert found["header"] > 0
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
    [included] = shop.hand.at_home("log", "included", 0)
    assert (included["yes"], included["proof"]["size"]) == (True, state["signed"])
    assert shop.hand.at_home("log", "check")
    _ask_a_witness_elsewhere(shop, folder)


def _ask_a_witness_elsewhere(shop: Shop, folder: Path) -> None:
    [[state, *_]] = shop.hand.at_home("log", "show")
    key = create_witness(folder / "court", "court.example/witness", b"secret")
    watch(folder / "court", VerifierKey.parse(state["vkey"]))
    with (
        open_witness(folder / "court", b"secret") as witness,
        WitnessServer(witness, "127.0.0.1", 0, lambda: 2_000_000_000) as server,
    ):
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            text = f"witness court {key} {server.url}\nquorum court\n"
            (shop.hand.home / "witnesses.policy").write_text(text, encoding="utf-8")
            [answer, enough] = shop.hand.at_home("log", "cosign")
            assert (answer["cosigned"], enough["size"]) == (True, state["signed"])
            [appended] = shop.hand.at_home("log", "append")
            assert appended["first"] <= appended["size"]
            *answers, signed = shop.hand.at_home("log", "checkpoint")
            assert ([one["witness"] for one in answers], signed["size"]) == ([key.name], appended["size"])
            assert f"— {key.name} " in signed["note"]
            (shop.hand.home / "witnesses.policy").write_text(text.replace("http:", "gopher:"), encoding="utf-8")
            with pytest.raises(WitnessUrlUnusable, match="no URL to ask"):
                shop.hand.at_home("log", "checkpoint")  # before anything is signed
            (shop.hand.home / "witnesses.policy").write_text(text, encoding="utf-8")
        finally:
            server.shutdown()
            thread.join()


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
    [[shown]] = shop.hand.at_home("voucher", "show", sold["voucher"])
    assert shown["state"] == "ISSUED"  # of all that was refused nothing is lost
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
    assert slug("log", "included", 0) == (3, "log-missing")
    assert slug("recognize", "peer", shop.hand.home / "deployment.json") == (3, "not-stored")
    assert slug("recognize", "peer", shop.hand.paper("no manifest")) == (3, "malformed-deployment")
    policy = shop.policy()
    for more in ([], ["--policy", policy], ["--policy", policy, "--seal", policy]):
        assert slug("log", "bundle", 0, *more) == (3, "argument-refused")  # notaries seal this home
    shop.hand.at_home("log", "checkpoint")
    assert slug("log", "included", 0) == (3, "not-stored")  # signed, not anchored
    shop.anchored()
    assert slug("log", "prove", 10_000, "--out", tmp_path / "p") == (3, "nothing-there")
    assert slug("log", "included", 10_000) == (3, "nothing-there")
    assert slug("standing", "seal", 10_000, "--key", "notary1", "--out", tmp_path / "s") == (2, "not-yet-final")
    assert slug("voucher", "show", f"0x{0:064x}") == (3, "not-stored")
    assert slug("standing", "state", "--listing", f"0x{0:064x}", "--key", "exchange") == (3, "not-stored")
    assert slug("log", "init") == (3, "key-exists")
    assert slug("log", "append", shop.hand.paper("entry")) == (3, "argument-refused")
    assert slug("log", "cosign") == (3, "unusable-file")
    assert slug("log", "checkpoint", "--password-file", shop.hand.paper("wrong")) == (3, "key-unusable")
