"""By hand: a salted table is registered, one row of it is shown to a court, its telephone number is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hand_kit import Hand, Refused, Run
from shop_kit import NOTARIES, Shop
from table_kit import RAIN, rain_schema
from typer.testing import CliRunner
from worlds import SEED

from torrens_cli.commands.verify import app

NOTICE = ("--holder", 70_001, "--until", "2036-01-01")
AT = "2026-05-11T06:00:00Z"


class Clerk:
    """Who has the title of a table, and what a bundle of it needs."""

    def __init__(self, hand: Hand, contents: tuple[object, ...]) -> None:
        self.hand = hand
        hand.at_home("key", "new", *NOTARIES, "--development", SEED)
        hand.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "LOGGER")
        [noticed] = hand.at_home("case", "notice", *contents, *NOTICE)
        hand.clock("set", "2026-05-11T01:00:00Z")
        self.title = noticed["title"]
        hand.at_home("case", "register", self.title)
        witnesses = [word for name in ("witness1", "witness2", "witness3") for word in ("--witness", name)]
        hand.at_home("log", "init", *witnesses, "--development", SEED)
        self.shop = Shop(hand, self.title, "", "")
        self.shop.anchored()
        statement = hand.home / "standing.json"
        [made] = hand.at_home("standing", "state", "--grant", self.title, "--key", "exchange", "--out", statement)
        self.line: list[object] = ["voucher", "bundle", self.title, "--statement", statement]
        for name in NOTARIES[:3]:
            self.line += ["--seal", hand.home / f"{name}.json"]
            hand.at_home("standing", "seal", made["proof"]["block"], "--key", name, "--out", self.line[-1])

    def bundle(self, out: Path, *words: object) -> str:
        [told] = self.hand.at_home(*self.line, *words, "--out", out)
        return str(told["kind"])

    def verdict(self, bundle: Path, *words: object) -> tuple[int, dict[str, dict[str, Any]]]:
        line = [bundle, "--policy", self.shop.policy(), "--at", AT, *words, "--json"]
        done = CliRunner().invoke(app, [str(word) for word in line])
        return done.exit_code, {f["fact"]: f for f in json.loads(done.stdout)["findings"]}


def test_a_row_is_shown_and_its_hidden_cell_is_not(
    founded: Hand, run: Run, refused: Refused, table: Path, tmp_path: Path
) -> None:
    by, salts, fp, row = rain_schema(tmp_path, "cells"), tmp_path / "salts", tmp_path / "fp", tmp_path / "row"
    run("data", "fingerprint", table, "--schema", by, "--new-salts", salts, "--out", fp)
    opened = ("--schema", by, "--salts", salts)
    run("data", "prove", table, "--row", 1, "--columns", "", *opened, "--out", row)
    clerk = Clerk(founded, ("--fingerprint", fp))
    bundle, again = tmp_path / "row.bundle.json", tmp_path / "again"
    assert clerk.bundle(bundle, "--row", row, "--fingerprint", again) == "dataset-row"
    assert again.read_bytes() == fp.read_bytes()
    assert b"5550100" not in bundle.read_bytes()
    code, facts = clerk.verdict(bundle, "--data", table, "--salts", salts)
    assert (code, facts["data.given"]["outcome"]) == (0, "match"), facts
    assert facts["row.proven"]["values"]["cell rain"] == "1.5"
    assert facts["row.proven"]["values"]["hidden"] == "phone"
    run("data", "prove", table, "--row", 1, *opened, "--out", row)
    clerk.bundle(bundle, "--row", row)
    assert clerk.verdict(bundle)[1]["row.proven"]["values"]["cell phone"] == "5550100"
    assert clerk.bundle(bundle, "--disclose") == "title"
    for named in ((), ("--fingerprint", fp)):  # the registry knew the form, so the bundle says it
        code, facts = clerk.verdict(bundle, "--data", table, *named, "--salts", salts)
        assert (code, facts["data.given"]["outcome"]) == (0, "match")
    table.write_text(RAIN.replace("1.5", "1.6"), encoding="utf-8")
    for named, code in (
        ((), 2),
        (("--fingerprint", fp), 1),
    ):  # what the bundle says of its form calls nothing other data
        assert clerk.verdict(bundle, "--data", table, *named, "--salts", salts)[0] == code
    _unfit(clerk, run, refused, table, tmp_path)


def _unfit(clerk: Clerk, run: Run, refused: Refused, table: Path, folder: Path) -> None:
    """Rows that do not stand in what is registered: of another table, of another mode, of nothing."""
    none, other = rain_schema(folder, "none"), folder / "other"
    cases: tuple[tuple[tuple[object, ...], tuple[int, str]], ...] = (
        (("--schema", none), (1, "field-mismatch")),
        (("--mode", "bytes"), (3, "unknown-version")),
    )
    for words, wanted in cases:
        run("data", "prove", table, "--row", 1, *words, "--out", other)
        code, problem = refused(*clerk.line, "--row", other, "--home", clerk.hand.home)
        assert (code, problem["type"]) == (wanted[0], f"urn:torrens:{wanted[1]}"), words
    code, problem = refused(*clerk.line, "--row", table, "--home", clerk.hand.home)
    assert (code, problem["type"]) == (3, "urn:torrens:malformed-input")


def test_a_folder_has_no_rows_fail(founded: Hand, refused: Refused, run: Run, table: Path, tmp_path: Path) -> None:
    folder, row, capture = tmp_path / "folder", tmp_path / "row", tmp_path / "capture"
    folder.mkdir()
    (folder / "a").write_bytes(b"1")
    run("data", "prove", table, "--row", 1, "--out", row)
    founded.at_home("data", "capture", folder, "--by", "70001", "--source", "a drive", "--out", capture)
    clerk = Clerk(founded, (folder, "--capture", capture))
    code, problem = refused(*clerk.line, "--row", row, "--home", founded.home)
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused")
    bundle = tmp_path / "title.bundle.json"
    clerk.bundle(bundle, "--disclose", "--capture", capture)
    facts = clerk.verdict(bundle, "--data", folder)[1]
    assert facts["data.given"]["outcome"] == "match"
    assert facts["data.captured"]["values"]["matched"] == "contentRoot"
