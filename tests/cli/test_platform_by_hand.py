"""Articles 16 to 18 by hand: data captured, a sale bound to it, the platform stated; what a court is answered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hand_kit import Refused
from platform_kit import NOTARIES, Clerk
from shop_kit import Shop
from typer.testing import CliRunner

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.documents.capture import Capture
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.notes.auditentry import Outcome
from torrens_cli import programs
from torrens_cli.commands.verify import app as verify_app

AT = "2026-05-11T06:00:00Z"


class Sale:
    """A shop that sold captured data, and what goes into the voucher's bundle."""

    def __init__(self, shop: Shop, refused: Refused, folder: Path) -> None:
        self.shop, self.hand, self.folder, self._refused = shop, shop.hand, folder, refused
        self.clerk = Clerk(shop.hand.run, shop.hand.home, folder)
        self.captures = [
            self.captured("provider", "70001", "2026-04-27T00:00:00Z"),
            self.captured("registrar", "331", "2026-05-11T00:30:00Z"),
        ]
        trade = shop.terms()
        sides = "--seller", shop.signed(trade, 70_002, "operator"), "--buyer", shop.signed(trade, 70_003, "buyer")
        self.issue: list[object] = ["voucher", "issue", trade, *sides]
        self._refuse_captures()
        [self.voucher] = self.hand.at_home(*self.issue, *self.shown(self.captures))
        shop.anchored()
        self.statement, _, seals = shop.stated(self.voucher)
        self.seals = [word for seal in seals for word in ("--seal", seal)]

    def captured(self, name: str, by: str, *at: str, table: Path | None = None) -> Path:
        out, when = self.folder / f"{name}.json", [word for one in at for word in ("--at", one)]
        who = ["--by", by, "--source", "a rain gauge", "--out", out]
        self.hand.at_home("data", "capture", table or self.folder / "rain.csv", *who, *when)
        return out

    def shown(self, captures: list[Path]) -> list[object]:
        return [word for file in captures for word in ("--capture", file)]

    def slug(self, *words: object) -> tuple[int, str]:
        code, problem = self._refused(*words, "--home", self.hand.home)
        return code, problem["type"].removeprefix("urn:torrens:")

    def _refuse_captures(self) -> None:
        """Before anything is issued: captures twice, of a time to come, of other data, of no form."""
        [one, _] = self.captures
        wind = self.folder / "wind.csv"
        wind.write_text("day,wind\n1,2\n", encoding="utf-8")
        later, other = self.captured("later", "331", "2026-06-01"), self.captured("other", "331", table=wind)
        assert Capture.parse(other.read_bytes()).captured_at == self.hand.chain.clock.read()  # the world's clock
        assert self.slug(*self.issue, *self.shown([one, one])) == (3, "field-out-of-range")
        assert self.slug(*self.issue, *self.shown([later])) == (1, "field-mismatch")
        assert self.slug(*self.issue, *self.shown([other])) == (1, "digest-mismatch")
        assert self.slug(*self.issue, *self.shown([self.hand.paper("none")])) == (3, "malformed-input")
        newer = self.folder / "newer.json"
        newer.write_bytes(one.read_bytes().replace(b"capture/1", b"capture/2"))
        assert self.slug(*self.issue, *self.shown([newer])) == (3, "unknown-version")

    def line(self, *more: object) -> list[object]:
        return ["voucher", "bundle", self.voucher["voucher"], "--statement", self.statement, *self.seals, *more]

    def bundle(self, *more: object) -> Path:
        out = self.folder / "voucher.bundle.json"
        [made] = self.hand.at_home(*self.line(*more), "--out", out)
        if "--receipt-seal" in more:
            assert made["receipt"] is True
        return out

    def receipt_seals(self) -> list[object]:
        """Notaries' seals of the block in which the voucher was written."""
        files = [self.folder / f"{name}.block.json" for name in NOTARIES[:3]]
        for name, file in zip(NOTARIES, files, strict=False):
            self.hand.at_home("standing", "seal", self.voucher["proof"]["block"], "--key", name, "--out", file)
        return [word for file in files for word in ("--receipt-seal", file)]

    def words(self, bundle: Path, *, trusted: bool) -> list[str]:
        policy, keys = self.folder / "policy.json", [word for name in NOTARIES for word in ("--notary", name)]
        platform = ["--platform", self.clerk.vkey] if trusted else []
        more = ["--threshold", 3, "--development", "--out", policy]
        self.hand.at_home("log", "policy", *keys, *platform, *more)
        return [str(bundle), "--policy", str(policy), "--at", AT]

    def verdict(self, bundle: Path, *more: object, trusted: bool = True) -> dict[str, Any]:
        done = CliRunner().invoke(verify_app, [*self.words(bundle, trusted=trusted), *map(str, more), "--json"])
        return dict(json.loads(done.stdout))

    def report(self, bundle: Path) -> str:
        return CliRunner().invoke(verify_app, [*self.words(bundle, trusted=True), "--explain"]).stdout


@pytest.fixture
def sale(shop: Shop, refused: Refused, tmp_path: Path) -> Sale:
    return Sale(shop, refused, tmp_path)


def answers(verdict: dict[str, Any], number: int) -> list[tuple[str, str]]:
    [found] = [one for one in verdict["articles"] if one["article"] == number]
    return [("", found["outcome"]), *((part["part"], part["outcome"]) for part in found["parts"])]


def test_the_three_articles_are_answered_or_what_cannot_count_is_refused_fail(sale: Sale) -> None:
    assert _whole(sale)["exitCode"] == 0
    _untrusted(sale)
    _unfit(sale)
    _unbound(sale)
    _any_entry(sale)
    _noticed(sale)


def _whole(sale: Sale) -> dict[str, Any]:
    """Receipt, statement and captures: every part is answered but third parties' time."""
    beside = ["--platform", sale.clerk.signed(), *sale.shown(sale.captures[::-1]), *sale.receipt_seals(), "--disclose"]
    bundle = sale.bundle(*beside)
    verdict = sale.verdict(bundle, "--data", sale.folder / "rain.csv")
    [home] = json.loads((sale.folder / "policy.json").read_bytes())["homes"]
    assert home["councilSeq"] > 0  # as the chain has it: what the council enables later, no statement may rest on
    assert {outcome for number in (16, 17) for _, outcome in answers(verdict, number)} == {"match"}
    once = [("capture", "match"), ("delay", "match")]
    assert answers(verdict, 18) == [("", "match"), *once, *once, ("third-party-time", "cannot-verify")]
    parts = [part for one in verdict["articles"] for part in one["parts"]]
    provider, registrar = (part["values"] for part in parts if part["part"] == "capture")
    assert (provider["capturedBy"], registrar["capturedBy"]) == ("70001", "331")
    assert provider["toolDigest"] == str(programs.package_digest("torrens_anchor"))
    [interest] = [part["values"] for part in parts if part["part"] == "interest"]
    assert interest["tie of party 70002"] == "Hangzhou exchange: shareholder, 12 %"
    [given] = [one["values"] for one in verdict["findings"] if one["fact"] == "data.given"]
    assert given["matched"] == "tableRoot"
    [named] = [one for one in verdict["findings"] if one["fact"] == "data.captured"]
    assert (named["values"]["matched"], named["trusts"]) == (
        "chunkRoot, sha256, tableRoot",
        ["log exchange-331.torrens/log"],
    )
    report = sale.report(bundle)
    for said in ("浙网信备33010000000000000001号", "shareholder, 12 %", "a rain gauge", "33010000000-00001"):
        assert said in report, said
    return verdict


def _untrusted(sale: Sale) -> None:
    """Nobody trusts who signed, or a byte was changed: nothing of article 17 is answered; without captures, of 18."""
    bundle = sale.bundle("--platform", sale.clerk.signed())
    verdict = sale.verdict(bundle, trusted=False)
    assert verdict["exitCode"] == 2
    assert {outcome for number in (17, 18) for _, outcome in answers(verdict, number)} == {"cannot-verify"}
    text = sale.clerk.statement.read_text("utf-8")
    sale.clerk.statement.write_text(text.replace("shareholder, 12 %", "none whatever"), encoding="utf-8")
    forged = sale.verdict(sale.bundle("--platform", sale.clerk.statement))
    assert (forged["exitCode"], answers(forged, 17)[0]) == (1, ("", "mismatch"))


def _unfit(sale: Sale) -> None:
    """A statement that no reader could take for this bundle's is not put in."""
    clerk = sale.clerk
    assert sale.slug(*sale.line("--platform", clerk.state())) == (3, "argument-refused")  # unsigned
    good = clerk.signed()
    assert sale.slug(*sale.line("--platform", good, "--platform", good)) == (3, "argument-refused")
    assert sale.slug(*sale.line("--platform", sale.hand.paper("none"))) == (3, "argument-refused")
    later = clerk.signed(clerk.changed("from = 2026-04-01", "from = 2026-05-12"))
    assert sale.slug(*sale.line("--platform", later)) == (1, "field-mismatch")
    [issued] = [line for line in clerk.filled.splitlines() if line.startswith("issuedAt")]
    early = clerk.filled.replace(issued, "issuedAt = 2026-05-01T00:00:00Z")
    ended = clerk.signed(early.replace("until = 2027-04-01", "until = 2026-05-10"))
    assert sale.slug(*sale.line("--platform", ended)) == (1, "field-mismatch")
    future = clerk.signed(clerk.filled.replace(issued, "issuedAt = 2026-05-30T00:00:00Z"))
    assert sale.slug(*sale.line("--platform", future)) == (1, "field-mismatch")
    own = ["--signer", sale.folder / "chain", *clerk.secret]
    sale.hand.run("platform", "init", *own, "--name", "chain.example/platform")
    elsewhere = clerk.state(clerk.changed("chainId = 3310001", "chainId = 3310002"))
    sale.hand.run("platform", "sign", elsewhere, *own)
    assert sale.slug(*sale.line("--platform", elsewhere)) == (1, "field-mismatch")


def _unbound(sale: Sale) -> None:
    """A capture that was not handed in when the voucher was issued, one changed since, and what is none."""
    fresh = sale.captured("fresh", "331")
    assert sale.slug(*sale.line("--capture", fresh)) == (3, "not-stored")
    fresh.write_bytes(sale.captures[0].read_bytes().replace(b"a rain gauge", b"the open sky"))
    assert sale.slug(*sale.line("--capture", fresh)) == (3, "not-stored")
    assert sale.slug(*sale.line("--capture", sale.hand.paper("none"))) == (3, "malformed-input")


def _any_entry(sale: Sale) -> None:
    """The log entry of the issue can be shown alone, with the same papers; an entry without them cannot."""
    bundle = Bundle.parse((sale.folder / "voucher.bundle.json").read_bytes())
    assert bundle.log is not None
    assert isinstance(bundle.log.fields.result, Outcome)
    out, index = sale.folder / "entry.bundle.json", bundle.log.proof.index
    beside = [*sale.seals, "--platform", sale.clerk.signed(), *sale.shown(sale.captures[:1])]
    sale.hand.at_home("log", "bundle", index, *beside, "--out", out)
    verdict = sale.verdict(out)
    assert (verdict["exitCode"], answers(verdict, 17)[0], answers(verdict, 18)[0]) == (0, ("", "match"), ("", "match"))
    assert sale.slug("log", "bundle", 0, *beside, "--out", out) == (1, "field-mismatch")


def _noticed(sale: Sale) -> None:
    """A notice binds captures too: of its own data only, and the same again sends nothing."""
    hand, table = sale.hand, sale.folder / "wind.csv"
    out = sale.captured("mast", "331", table=table)
    filed = ["--holder", 70_001, "--until", "2036-01-01", "--capture", out]
    assert sale.slug("case", "notice", sale.folder / "rain.csv", *filed) == (1, "digest-mismatch")
    [noticed] = hand.at_home("case", "notice", table, *filed)
    hand.again([noticed], "case", "notice", table, *filed)
    sale.shop.anchored()
    size = hand.at_home("log", "show")[0][0]["size"]
    entries = [hand.at_home("log", "show", index)[0][0] for index in range(size)]
    [index] = [one["index"] for one in entries if one["subject"] == noticed["title"]]
    [proved] = hand.at_home("log", "prove", index, "--out", sale.folder / "proof")
    assert json.loads(proved["entry"])["digests"]["capture"] == str(Digest.of(out.read_bytes()))
