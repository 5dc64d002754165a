"""A shop by hand: an exchange with a reviewed listing, its trades, and a partner on a chain of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hand_kit import Hand

NOTARIES = [f"notary{i}" for i in range(1, 6)]
SHARES = ["70001:PROVIDER:60", "70002:OPERATOR:35", "331:PLATFORM:5"]
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
