"""A shop by hand: an exchange with a reviewed listing, its trades, and a partner on a chain of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hand_kit import Hand

NOTARIES = [f"notary{i}" for i in range(1, 6)]
SHARES = ["70001:PROVIDER:60", "70002:OPERATOR:35", "331:PLATFORM:5"]
CAPTURED = [("", "match"), ("capture", "match"), ("delay", "match"), ("third-party-time", "cannot-verify")]
"""What `article` gives where one capture is bound and anchored."""
PAPERS = ("agreement", "compliance", "delivery", "settlement")


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
        words += ["--residual", "70001:PROVIDER"]
        words += ["--kept", changes["kept"]] if "kept" in changes else ["--until", "2027-05-01", "--nonce", nonce]
        for paper in PAPERS:
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


def captured(hand: Hand, table: Path, name: str = "capture", at: str = "2026-05-11T00:30:00Z") -> list[object]:
    """Capture a table; what hands it in."""
    out = hand.home / f"{name}.json"
    hand.at_home("data", "capture", table, "--by", "331", "--source", "a rain gauge", "--at", at, "--out", out)
    return ["--capture", out]


def seals(hand: Hand, block: object) -> list[object]:
    """Three notaries' seals of a block."""
    files = [hand.home / f"{block}.{name}.json" for name in NOTARIES[:3]]
    for name, file in zip(NOTARIES, files, strict=False):
        hand.at_home("standing", "seal", block, "--key", name, "--out", file)
    return [word for file in files for word in ("--seal", file)]


def article(bundle: Path, policy: Path, at: str = "2026-05-12") -> list[tuple[str, str]]:
    """What the verifier answers on article 18: the whole, then each part."""
    words = ["verify", bundle, "--policy", policy, "--at", at, "--json"]
    code = [sys.executable, "-m", "torrens_cli.main", *map(str, words)]
    done = subprocess.run(code, capture_output=True, text=True, check=False)
    verdict: dict[str, Any] = json.loads(done.stdout)
    assert verdict["exitCode"] == 0, [one for one in verdict["findings"] if one["outcome"] != "match"]
    [found] = [one for one in verdict["articles"] if one["article"] == 18]
    return [("", found["outcome"]), *((part["part"], part["outcome"]) for part in found["parts"])]
