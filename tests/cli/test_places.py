"""Places that cannot be used are named with the way out, and nothing secret is shown or left open to others."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hand_kit import Refused

from torrens_cli import instants
from torrens_cli.context import Ring
from torrens_cli.errors import ArgumentRefused
from torrens_registry.settings import load

ID = "0x" + "11" * 32


@pytest.mark.parametrize(
    "verb",
    [
        ("init", "--exchange", 331, "--chain-id", 5),
        ("key", "new", "a", "--development", "seed", "--password-file", "PASSWORD"),
        ("log", "init", "--password-file", "PASSWORD"),
        ("mirror", "status"),
        ("mirror", "rebuild"),
        ("log", "show"),
        ("right", "show", ID),
        ("standing", "seal", 3, "--key", "n", "--out", "x"),
        ("serve", "--port", 0),
    ],
)
def test_a_home_that_is_a_file_fail(verb: tuple[object, ...], tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "pw").write_text("secret-word\n", encoding="utf-8")
    home = tmp_path / "file"
    home.write_text("", encoding="utf-8")
    words = [tmp_path / "pw" if one == "PASSWORD" else one for one in verb]
    code, problem = refused(*words, "--home", home)
    assert code in {2, 3}
    assert str(home) in problem["detail"]
    assert problem["remedy"]
    assert "secret-word" not in str(problem)


@pytest.mark.parametrize(("name", "content"), [("bytes", b"exchange = \xff\n"), ("toml", b"exchange 331\n")])
def test_settings_that_are_no_settings_fail(name: str, content: bytes, tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "torrens.toml").write_bytes(content)
    code, problem = refused("mirror", "status", "--home", tmp_path)
    assert (code, problem["type"], name) == (3, "urn:torrens:settings-refused", name)


def test_settings_that_are_a_folder_fail(tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "torrens.toml").mkdir()
    code, problem = refused("mirror", "status", "--home", tmp_path)
    assert (code, problem["type"]) == (3, "urn:torrens:settings-refused")


def test_a_port_that_is_taken_fail(tmp_path: Path, refused: Refused) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, problem = refused("serve", "--home", tmp_path, "--port", taken.getsockname()[1])
    assert (code, problem["type"]) == (3, "urn:torrens:settings-refused")


def test_a_home_is_for_nobody_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    line = ["init", "--home", str(home), "--exchange", "331", "--chain-id", "5"]
    command = [sys.executable, "-m", "torrens_cli.main", *line]
    subprocess.run(command, check=True, capture_output=True)
    assert [oct(one.stat().st_mode & 0o777) for one in (home, home / "keys", home / "witness")] == ["0o700"] * 3


@pytest.mark.parametrize("text", ["1969-12-31", "0001-01-01", "4147-08-21", "9999-12-31T23:59:59Z"])
def test_a_time_that_no_word_holds_fail(text: str) -> None:
    with pytest.raises(ArgumentRefused):
        instants.time(text)


def test_no_secret_is_shown_by_repr(tmp_path: Path) -> None:
    settings = load(
        home=tmp_path, database_url="postgresql+psycopg://u:hidden-word@h/d", rpc_url="http://h/hidden-word"
    )
    ring = Ring(settings, _password="hidden-word")
    assert "hidden-word" not in repr(ring)
