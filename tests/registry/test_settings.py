"""Settings: precedence, what is refused, and the table of the README."""

from pathlib import Path

import pytest

from torrens_registry.errors import SettingsRefused
from torrens_registry.settings import Finality, Settings, load, settings_table

README = Path(__file__).parents[2] / "registry" / "README.md"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TORRENS_{name.upper()}", raising=False)
    monkeypatch.setenv("TORRENS_HOME", str(tmp_path))
    return tmp_path


def _write(home: Path, text: str) -> None:
    (home / "torrens.toml").write_text(text, encoding="utf-8")


def test_defaults_live_in_the_home_folder(home: Path) -> None:
    settings = load()
    assert settings.home == home
    assert settings.database_url == f"sqlite:///{home}/registry.sqlite3"
    assert settings.log_dir == home / "log"
    assert settings.keys_dir == home / "keys"
    assert settings.password_file is None
    assert settings.finality == Finality("dev")


def test_argument_before_environment_before_file_before_default(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().api_port == 8331
    _write(home, 'api_port = 1\nfinality = "depth:12"\n')
    assert load().api_port == 1
    monkeypatch.setenv("TORRENS_API_PORT", "2")
    assert load().api_port == 2
    assert load(api_port=3).api_port == 3
    assert load(api_port=None).api_port == 2
    assert load().finality == Finality("depth", 12)


def test_home_as_an_argument_names_the_file_too(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    _write(other, 'rpc_url = "http://127.0.0.1:9"\nlog_dir = "{home}/tiles"\n')
    settings = load(home=other)
    assert settings.rpc_url == "http://127.0.0.1:9"
    assert settings.log_dir == other / "tiles"
    assert load().rpc_url == Settings.model_fields["rpc_url"].default
    assert home != other


@pytest.mark.parametrize("text", ["instant", "tag", "dev", "depth:64"])
def test_finality_round_trips(text: str) -> None:
    assert str(Finality.parse(text)) == text


@pytest.mark.parametrize("text", ["", "depth", "depth:0", "depth:x", "depth:-1", "tag:1", "safe", "depth:1000001"])
def test_unknown_finality_fail(home: Path, text: str) -> None:
    assert home.exists()
    with pytest.raises(SettingsRefused, match="finality"):
        load(finality=text)


def test_password_in_the_environment_fail(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.exists()
    monkeypatch.setenv("TORRENS_PASSWORD", "hunter2")
    with pytest.raises(SettingsRefused) as caught:
        load()
    assert "hunter2" not in f"{caught.value} {caught.value.facts} {caught.value.remedy}"


def test_password_in_the_file_fail(home: Path) -> None:
    _write(home, 'password = "hunter2"\n')
    with pytest.raises(SettingsRefused, match="password") as caught:
        load()
    assert "hunter2" not in f"{caught.value} {caught.value.facts}"


def test_misspelt_environment_variable_fail(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.exists()
    monkeypatch.setenv("TORRENS_APIPORT", "1")
    with pytest.raises(SettingsRefused, match="TORRENS_APIPORT"):
        load()


def test_unknown_setting_in_the_file_fail(home: Path) -> None:
    _write(home, "colour = 1\n")
    with pytest.raises(SettingsRefused, match="colour"):
        load()


def test_file_that_is_no_toml_fail(home: Path) -> None:
    _write(home, "api_port ==\n")
    with pytest.raises(SettingsRefused, match="not TOML"):
        load()


@pytest.mark.parametrize(
    ("name", "value"), [("exchange", 0), ("exchange", 65_536), ("chain_id", "x"), ("api_port", -1), ("poll_seconds", 0)]
)
def test_value_out_of_bounds_fail(home: Path, name: str, value: object) -> None:
    assert home.exists()
    with pytest.raises(SettingsRefused, match=name):
        load(**{name: value})


def test_the_readme_carries_the_table() -> None:
    assert settings_table() in README.read_text(encoding="utf-8")


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())
