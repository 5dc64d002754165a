"""Batches by hand: a file of applications, noticed, objected to, registered and proven; and files that say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_kit import Hand, Refused
from shop_kit import CAPTURED, Shop, article, captured, seals

from torrens_cli.main import app, main

HEADER = "data,fingerprint,holder,until,basis,rights,purpose,region,action,from,terms,capture"


def table(folder: Path, name: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(f"day,rain\n2026-04-27,1\n{name},0\n", encoding="utf-8")
    return path


def batch(folder: Path, *lines: str, header: str = HEADER, name: str = "batch.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8-sig")
    return path


def three(hand: Hand, folder: Path) -> Path:
    """Three applications: of a file with a capture, of several files with terms, of a fingerprint."""
    wind, snow, hail, ice = (table(folder, name) for name in ("wind", "snow", "hail", "ice"))
    captured(hand, wind)
    (folder / "capture.json").write_bytes((hand.home / "capture.json").read_bytes())
    (folder / "terms.txt").write_text("terms", encoding="utf-8")
    hand.run("data", "fingerprint", ice, "--out", folder / "ice.fingerprint")
    return batch(
        folder,
        f"{wind.name},,70001,2036-01-01,,,,,,,,capture.json",
        "",
        f'"{snow.name}; {hail.name}",,70002,2036-01-01,scraped-public,USE,"A,B",33,PROCESS,2026-06-01,terms.txt,',
        ",ice.fingerprint,70003,2036-01-01,,,,,,,,",
    )


def test_a_batch_of_cases_from_the_file_to_the_proof(shop: Shop, refused: Refused, tmp_path: Path) -> None:
    hand, folder = shop.hand, tmp_path / "batch"
    folder.mkdir()
    file, out = three(hand, folder), folder / "cases.csv"
    notice = ["case", "notice-many", file, "--out", out]
    [noticed] = hand.at_home(*notice)
    assert [one["case"] for one in noticed["cases"]] == [f"331-202605-000{n}" for n in (1, 2, 3)]
    hand.again([noticed], *notice)
    first, second, third = (one["title"] for one in noticed["cases"])
    assert out.read_text("utf-8").splitlines() == [
        "case,title",
        *(f"331-202605-000{n},{one}" for n, one in zip((1, 2, 3), (first, second, third), strict=True)),
    ]
    _told(hand, notice, "3 件已公告", "3 cases noticed", [first, second, third])
    _answered(hand, second)
    register = ["case", "register-many", out]
    code, problem = refused(*register, "--home", hand.home)
    assert (code, problem["type"]) == (1, "urn:torrens:batch-refused")
    assert problem["facts"] == {f"line {n}": "notice-running" for n in (2, 3, 4)}
    hand.clock("set", "2026-05-20T00:00:00Z")
    [registered] = hand.at_home(*register)
    assert [one["certificate"] for one in registered["titles"]] == [f"SJ331202605000{n}" for n in (2, 3, 4)]
    hand.again([registered], *register)
    _told(hand, register, "3 件已登记", "3 titles registered", [first, second, third])
    _proven(shop, first)
    _of_another_case(hand, refused, folder, first)


def _told(hand: Hand, words: list[object], zh: str, en: str, titles: list[str]) -> None:
    """The same again, for people: that it was done before, and what, then a line each."""
    app([*map(str, words), "--home", str(hand.home)], standalone_mode=False)
    first, *lines = hand.capture.readouterr().out.splitlines()
    assert first.startswith("此前已办,")
    assert f":{zh} | done before, at " in first
    assert f": {en} | 凭据 proof: tx 0x" in first
    assert [any(title in line for title in titles) for line in lines] == [True] * len(titles)


def _answered(hand: Hand, title: str) -> None:
    """Two parties object; one answer bounces both."""
    for key in ("buyer", "provider"):
        hand.at_home("case", "object", title, "--reason", 1, "--statement", hand.paper("mine"), "--key", key)
    line = ["--ordinals", "1-2", "--outcome", "incomplete", "--answer", hand.paper("which part")]
    [settled] = hand.at_home("case", "settle-many", title, *line)
    assert (settled["outcome"], settled["ordinals"]) == ("INCOMPLETE", [1, 2])
    hand.again([settled], "case", "settle-many", title, *line)
    [[shown, *objected]] = hand.at_home("case", "show", title)
    assert (shown["openObjections"], [one["state"] for one in objected]) == (0, ["INCOMPLETE"] * 2)


def _proven(shop: Shop, title: str) -> None:
    """One of the batch, bundled as if it had been noticed alone: its capture, its event in the batch's transaction."""
    hand, out = shop.hand, shop.hand.home / "title.bundle.json"
    shop.anchored()
    [stated] = hand.at_home("standing", "state", "--grant", title, "--key", "exchange", "--out", hand.home / "stated")
    line = ["--statement", hand.home / "stated", *seals(hand, stated["proof"]["block"])]
    line += ["--capture", hand.home / "capture.json"]
    [made] = hand.at_home("voucher", "bundle", title, *line, "--out", out)
    block = made["noReceipt"].removeprefix("block ").removesuffix(" was not sealed")
    written = [word for one in seals(hand, block)[1::2] for word in ("--receipt-seal", one)]
    [made] = hand.at_home("voucher", "bundle", title, *line, *written, "--out", out)
    assert made["receipt"] is True
    assert article(out, shop.policy(), "2026-05-21") == CAPTURED


def _of_another_case(hand: Hand, refused: Refused, folder: Path, title: str) -> None:
    mixed = batch(folder, f"331-202605-0003,{title}", f",{title}", header="case,title", name="mixed.csv")
    code, problem = refused("case", "register-many", mixed, "--home", hand.home)
    assert (code, problem["facts"]) == (1, {"line 2": "unknown-case"})
    line = ["--ordinals", "1,1", "--outcome", "rejected", "--answer", hand.paper("no"), "--home", hand.home]
    assert refused("case", "settle-many", title, *line)[1]["facts"] == {"objection 1": "case-error"}


def _no_cell_redraws_the_screen(hand: Hand, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = batch(
        folder, '"x\x1b[2K\ny.csv",,70001,2036-01-01,,,,,,,,', "wind.csv,,70001,\x1b[1A,,,,,,,,", name="hostile.csv"
    )
    monkeypatch.setattr("sys.argv", ["torrens", "case", "notice-many", str(file), "--home", str(hand.home)])
    hand.capture.readouterr()
    with pytest.raises(SystemExit):
        main()
    lines = hand.capture.readouterr().err.split("\n")
    assert [line[:8] for line in lines] == ["torrens:", "  what t", ""]
    assert all(line.isprintable() for line in lines)
    assert r"x\x1b[2K\ny.csv" in lines[0]


def test_every_bad_line_of_a_file_is_named_fail(
    founded: Hand, refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(tmp_path, "wind")
    good = "wind.csv,,70001,2036-01-01,,,,,,,,"
    bad = {
        "argument-refused": [
            "wind.csv,,many,2036-01-01,,,,,,,,",
            "wind.csv,,,2036-01-01,,,,,,,,",
            "wind.csv,,70001,tomorrow,,,,,,,,",
            "wind.csv,,70001,2036-01-01,found,,,,,,,",
            "wind.csv,,70001,2036-01-01,,OWN,,,,,,",
            ",,70001,2036-01-01,,,,,,,,",
            "wind.csv,wind.csv,70001,2036-01-01,,,,,,,,",
            "wind.csv,,70001,2036-01-01,,,,,,,a;b,",
            "wind.csv,70001",
        ],
        "unknown-bits": ["wind.csv,,70001,2036-01-01,,,ZZ,,,,,"],
        "unusable-file": ["none.csv,,70001,2036-01-01,,,,,,,,", "wind.csv,,70001,2036-01-01,,,,,,,none,"],
        "malformed-input": ["wind.csv,,70001,2036-01-01,,,,,,,,wind.csv"],
    }
    lines = [(slug, line) for slug, all_of_it in bad.items() for line in all_of_it]
    file = batch(tmp_path, good, *(line for _, line in lines), good)
    code, problem = refused("case", "notice-many", file, "--home", founded.home)
    named = {f"line {number}": slug for number, (slug, _) in enumerate(lines, start=3)}
    assert (code, problem["type"]) == (3, "urn:torrens:batch-unusable")
    assert problem["facts"] == {"path": str(file), **named}
    assert "13 of 15 lines cannot be read" in problem["detail"]
    _no_cell_redraws_the_screen(founded, tmp_path, monkeypatch)
    unknown = batch(tmp_path, "0x" + "12" * 32, header="title")
    code, problem = refused("case", "register-many", unknown, "--home", founded.home)
    assert (code, problem["facts"]) == (1, {"line 2": "not-stored"})
    twice = batch(tmp_path, good, good)
    code, problem = refused("case", "notice-many", twice, "--home", founded.home)
    assert (code, problem["facts"]) == (1, {"line 3": "case-error"})
    assert problem["detail"].endswith("line 3: stands in line 2 already")
    against = batch(tmp_path, good, good.replace("70001", "331"), good.replace("70001", "99999"))
    code, problem = refused("case", "notice-many", against, "--home", founded.home)
    assert (code, problem["facts"]) == (1, {"line 3": "self-registration", "line 4": "not-enrolled"})


@pytest.mark.parametrize("column", ["data", "fingerprint", "terms", "capture"])
def test_a_cell_that_leaves_the_folder_of_its_batch_fail(column: str, refused: Refused, tmp_path: Path) -> None:
    folder, beside = tmp_path / "batch", tmp_path / "batches"
    folder.mkdir()
    beside.mkdir()
    for outside in (tmp_path, beside):
        table(outside, "wind")
    (folder / "out").symlink_to(tmp_path)
    (folder / "link.csv").symlink_to("../wind.csv")
    (folder / "loop").symlink_to("loop")
    cells = [
        "/etc/hostname",
        str(folder / "here.csv"),
        "../wind.csv",
        "../batches/wind.csv",
        "sub/../../wind.csv",
        "..",
        "out/wind.csv",
        "link.csv",
        "loop",
    ]
    file = batch(folder, *(f"70001,2036-01-01,{one}" for one in cells), header=f"holder,until,{column}")
    code, problem = refused("case", "notice-many", file, "--home", tmp_path / "no home")
    assert (code, problem["type"]) == (3, "urn:torrens:batch-unusable")
    assert problem["facts"] == {"path": str(file), **{f"line {n}": "argument-refused" for n in range(2, 11)}}
    for number, one in enumerate(cells, start=2):
        said = f"line {number}: {column} {one!r} lies outside of the batch's folder: put the file beside the batch"
        assert said in problem["detail"]


def test_a_file_below_the_batch_or_linked_within_is_read(founded: Hand, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    table(tmp_path / "below", "wind")
    (tmp_path / "linked.csv").symlink_to(table(tmp_path, "snow"))
    file = batch(tmp_path, "70001,2036-01-01,below/wind.csv", "70002,2036-01-01,linked.csv", header="holder,until,data")
    assert len(founded.at_home("case", "notice-many", file)[0]["cases"]) == 2


def test_a_file_that_is_no_batch_fail(refused: Refused, tmp_path: Path) -> None:
    file, home = tmp_path / "batch.csv", tmp_path / "no home"

    def slug(data: bytes) -> tuple[int, str, object]:
        file.write_bytes(data)
        code, problem = refused("case", "register-many", file, "--home", home)
        assert problem["remedy"]
        return code, problem["type"].removeprefix("urn:torrens:"), problem["facts"].get("line")

    def remedy(data: bytes) -> str:
        file.write_bytes(data)
        return str(refused("case", "register-many", file, "--home", home)[1]["remedy"])

    title = b"0x" + b"12" * 32
    assert remedy(b"title\n") == "name one line at least: nothing was asked"
    assert "commas between cells" in remedy(b"case;title\n1;" + title + b"\n")
    assert slug(b"") == (3, "batch-unusable", 1)
    assert slug(b"case\n1\n") == (3, "batch-unusable", 1)
    assert slug(b"title,colour\n1,2\n") == (3, "batch-unusable", 1)
    assert slug(b"title,title\n1,2\n") == (3, "batch-unusable", 1)
    assert slug(b"title\n\n\n") == (3, "field-out-of-range", None)
    assert slug(b"title\n" + (title + b"\n") * 101) == (3, "field-out-of-range", None)
    assert slug(b"title\n" + title + b"\n\xd6\xa4\xca\xe9\n") == (3, "batch-unusable", 3)
    assert slug(b"title\n\0\n") == (3, "batch-unusable", 2)
    assert slug(b'title\n1\n"never closed\n\n') == (3, "batch-unusable", 3)
    assert slug(b'title\n"a"b\n') == (3, "batch-unusable", 2)
    assert slug(b"title\n" + b"1" * (1 << 20)) == (3, "batch-unusable", None)
    assert refused("case", "register-many", tmp_path / "none", "--home", home)[1]["type"] == "urn:torrens:unusable-file"
    applied = batch(tmp_path, f"{table(tmp_path, 'wind').name},,70001,2036-01-01,,,,,,,,")
    for kept in (applied, tmp_path / "wind.csv"):
        line = ["case", "notice-many", applied, "--out", kept, "--home", home]
        assert refused(*line)[1]["type"] == "urn:torrens:unusable-file"
    line = ["case", "settle-many", title.decode(), "--outcome", "rejected", "--answer", file]
    for ordinals in ("", "0", "256", "4-1", "1-", "one", "1-256"):
        code, problem = refused(*line, "--ordinals", ordinals, "--home", home)
        assert (code, problem["type"]) == (3, "urn:torrens:argument-refused"), ordinals
