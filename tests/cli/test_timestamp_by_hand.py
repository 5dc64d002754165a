"""A third party's clock by hand: a token over a checkpoint, in a bundle, under a policy that names the clock."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hand_kit import Hand, Refused
from shop_kit import NOTARIES
from tsa_kit import Tsa, certified, served
from typer.testing import CliRunner
from worlds import SEED

from torrens_anchor.documents.timestamp import verify_timestamp
from torrens_anchor.notes.note import Note
from torrens_cli.commands.verify import app as verify_app

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


class Court:
    """An exchange with an anchored, sealed log, a time authority, and a court that judges its entries' bundles."""

    def __init__(self, hand: Hand, tsa: Tsa, folder: Path) -> None:
        self.hand, self.tsa, self.folder = hand, tsa, folder
        self.root, self.token = folder / "root.pem", folder / "token"
        self.root.write_bytes(tsa.root.pem)
        hand.at_home("key", "new", *NOTARIES, "--development", SEED)
        hand.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "LOGGER")
        witnesses = [word for name in ("witness1", "witness2", "witness3") for word in ("--witness", name)]
        hand.at_home("log", "init", *witnesses, "--development", SEED)
        hand.at_home("log", "checkpoint")
        [self.anchored] = hand.at_home("log", "anchor", "--key", "spare")
        self.seals: list[object] = []
        for name in NOTARIES[:3]:
            self.seals += ["--seal", folder / f"{name}.json"]
            hand.at_home("standing", "seal", self.anchored["proof"]["block"], "--key", name, "--out", self.seals[-1])

    @property
    def authority(self) -> list[str]:
        return ["--authority", f"court clock={self.root}"]

    def bundle(self, *more: object) -> Path:
        out = self.folder / "entry.bundle.json"
        self.hand.at_home("log", "bundle", 0, *self.seals, *more, "--out", out)
        return out

    def policy(self, *more: str) -> Path:
        out = self.folder / "policy.json"
        notaries = [word for name in NOTARIES for word in ("--notary", name)]
        self.hand.at_home("log", "policy", *notaries, "--threshold", 3, "--development", *more, "--out", out)
        return out

    def verdict(self, bundle: Path, policy: Path, at: str) -> tuple[int, dict[str, Any]]:
        """Judge a bundle: the exit code, and what is found of its token."""
        words = ["--policy", str(policy), "--at", at, "--json"]
        done = CliRunner().invoke(verify_app, [str(bundle), *words])
        [found] = [one for one in json.loads(done.stdout)["findings"] if one["fact"] == "token.time"]
        return done.exit_code, found


@pytest.fixture
def court(founded: Hand, tmp_path: Path) -> Court:
    return Court(founded, Tsa.make(tmp_path / "tsa"), tmp_path)


Slug = Callable[..., tuple[int, str]]


def _slug(court: Court, refused: Refused) -> Slug:
    def run(*words: object) -> tuple[int, str]:
        code, problem = refused(*words, "--home", court.hand.home)
        return code, problem["type"].removeprefix("urn:torrens:")

    return run


def test_from_a_checkpoint_to_a_dated_verdict(court: Court, refused: Refused) -> None:
    with served(court.tsa) as url:
        asked = ["--tsa", url, *court.authority]
        [given] = court.hand.at_home("log", "timestamp", *asked, "--out", court.token)
        assert (given["size"], given["authority"]) == (court.anchored["size"], "court clock")
        fetched = court.bundle("--token", court.token, "--token", court.token)
        assert json.loads(fetched.read_bytes())["tokens"][0]["scheme"] == "rfc3161"
        assert len(json.loads(fetched.read_bytes())["tokens"]) == 1
        later = _iso(given["time"] + 3600)
        exit_code, found = court.verdict(fetched, court.policy(*court.authority), later)
        assert (exit_code, found["outcome"], found["level"]) == (0, "match", "sealed")
        assert (found["values"]["subject"], found["values"]["time"]) == ("checkpoint", given["time"])
        assert found["trusts"] == ["time authority court clock"]
        at_once = court.bundle(*asked)
        assert court.verdict(at_once, court.policy(*court.authority), later)[0] == 0
    exit_code, found = court.verdict(fetched, court.policy(), later)
    assert (exit_code, found["outcome"]) == (2, "cannot-verify")
    exit_code, found = court.verdict(fetched, court.policy(*court.authority), _iso(given["time"] - 3600))
    assert (exit_code, found["outcome"]) == (2, "cannot-verify")
    _of_another_checkpoint(court, _slug(court, refused))


def _iso(second: int) -> str:
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _of_another_checkpoint(court: Court, slug: Slug) -> None:
    """The log grew: the newest checkpoint's token is not for a bundle under the old one, which can be dated still."""
    court.hand.at_home("log", "checkpoint")
    with served(court.tsa) as url:
        asked = ["log", "timestamp", "--tsa", url, *court.authority, "--out", court.token]
        assert court.hand.at_home(*asked)[0]["size"] > court.anchored["size"]
        line = ["log", "bundle", 0, *court.seals, "--token", court.token]
        assert slug(*line) == (1, "digest-mismatch")
        [again] = court.hand.at_home(*asked, "--size", court.anchored["size"])
        assert again["size"] == court.anchored["size"]
        assert court.hand.at_home(*line)[0]["tokens"] == 1
        assert slug(*asked, "--size", 100_000) == (3, "log-missing")


def test_a_log_that_stands_alone_is_dated_too(hand: Hand, tmp_path: Path) -> None:
    tsa, log, root = Tsa.make(tmp_path / "tsa"), ["--log", tmp_path / "own"], tmp_path / "root.der"
    root.write_bytes(tsa.root.der)
    secret = ["--password-file", tmp_path / "password"]
    hand.run("log", "init", *log, "--name", "court.example/log", *secret)
    hand.run("log", "append", hand.paper("entry"), *log, *secret)
    [signed] = hand.run("log", "checkpoint", *log, *secret)
    out = tmp_path / "token"
    with served(tsa) as url:
        hand.run("log", "timestamp", *log, "--tsa", url, "--authority", f"clock={root}", "--out", out)
    text = Note.parse(signed["note"].encode()).text.encode()
    assert verify_timestamp(out.read_bytes(), {"note": text}, [tsa.authority()]).subject == "note"


def test_what_must_be_refused_has_its_name_and_its_exit_code_fail(court: Court, refused: Refused) -> None:
    slug, between = _slug(court, refused), court.folder / "between.pem"
    between.write_bytes(court.tsa.between.pem)
    line, bundle = ["log", "timestamp", "--out", court.token], ["log", "bundle", 0, *court.seals]
    stranger = court.folder / "stranger.pem"
    stranger.write_bytes(certified("stranger").pem)
    with served(court.tsa) as url:
        asked = [*line, "--tsa", url, "--authority"]
        assert slug(*asked, court.root) == (3, "argument-refused")
        assert slug(*asked, f"={court.root}") == (3, "argument-refused")
        assert slug(*asked, f"clock={between}") == (3, "argument-refused")
        assert slug(*asked, f"clock={court.hand.paper('none')}") == (3, "malformed-input")
        assert slug(*asked, f"clock={court.folder / 'nowhere'}") == (3, "unusable-file")
        assert slug(*asked, f"clock={stranger}") == (2, "trust-missing")
        assert slug(*bundle, "--tsa", url) == (3, "argument-refused")
    assert slug(*bundle, *court.authority) == (3, "argument-refused")
    assert slug(*line, "--tsa", "http://127.0.0.1:1/", *court.authority) == (2, "time-authority-failed")
    assert slug(*bundle, "--token", court.hand.paper("no-token")) == (3, "malformed-input")
    assert not court.token.exists()
