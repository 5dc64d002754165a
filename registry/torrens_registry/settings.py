"""Settings: one documented table, read once at the edge.

Precedence: argument > environment (TORRENS_...) > file (torrens.toml in the home folder) > default. `{home}` in a value
stands for the home folder. Passwords are no settings: they come from a file or a prompt, never from argv or the
environment, so TORRENS_PASSWORD and a `password` in the file are refused.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from torrens_registry.errors import SettingsRefused

PREFIX: Final = "TORRENS_"
FILE: Final = "torrens.toml"
DEFAULT_HOME: Final = ".torrens"


@dataclass(frozen=True, slots=True)
class Finality:
    """When a block of this chain is final (design.md section 5).

    Attributes:
        kind: instant (by consensus), depth (so many blocks below the head), tag (the node's `finalized`), dev (all).
        depth: Blocks below the head; 0 unless kind is depth.
    """

    kind: Literal["instant", "depth", "tag", "dev"]
    depth: int = 0

    @classmethod
    def parse(cls, value: object) -> Self:
        """Reads `instant`, `depth:n`, `tag` or `dev`.

        Args:
            value: As it is written, or a rule.

        Returns:
            The rule.

        Raises:
            ValueError: It is none of them; pydantic turns this into SettingsRefused with the field's name.
        """
        if isinstance(value, cls):
            return value
        name, _, depth = str(value).partition(":")
        if name == "depth" and depth.isdecimal() and 1 <= int(depth) <= 1_000_000:
            return cls("depth", int(depth))
        if name in ("instant", "tag", "dev") and str(value) == name:
            return cls(name)  # type: ignore[arg-type]  # mypy does not narrow str by a tuple of literals
        msg = f"{value!r} is not instant, depth:n, tag or dev"
        raise ValueError(msg)

    def __str__(self) -> str:
        return f"depth:{self.depth}" if self.kind == "depth" else self.kind


class Settings(BaseSettings):
    """Everything that can be set. Use `load`, which names what is wrong as SettingsRefused."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, arbitrary_types_allowed=True)

    home: Path = Field(Path(DEFAULT_HOME), description="Home folder: torrens.toml, keys, log and database live here.")
    database_url: str = Field(
        "sqlite:///{home}/registry.sqlite3",
        description="SQLAlchemy URL of the one database of this exchange.",
        repr=False,  # it may hold a password
    )
    rpc_url: str = Field(
        "http://127.0.0.1:8545",
        description="JSON-RPC of the home chain's node.",
        repr=False,  # its path may hold one
    )
    chain_id: int = Field(31337, ge=1, description="Chain id expected of the node; another one is refused.")
    exchange: int = Field(
        331, ge=1, le=65535, description="This exchange's number, which is its registrar code: region * 10 + digit."
    )
    finality: Annotated[Finality, BeforeValidator(Finality.parse)] = Field(
        Finality("dev"), description="When a block is final: `instant`, `depth:n`, `tag` or `dev`."
    )
    seal_scheme: Literal["attest", "qbft"] = Field(
        "attest",
        description="Who seals the headers of bundles: notaries (`attest`), or the validators (`qbft`).",
    )
    log_dir: Path = Field(Path("{home}/log"), description="Folder of the audit log's tiles and checkpoints.")
    witness_policy: Path = Field(
        Path("{home}/witnesses.policy"),
        description="C2SP tlog-policy of the log's witnesses, with URLs; asked at each checkpoint where it exists.",
    )
    keys_dir: Path = Field(Path("{home}/keys"), description="Key store folder: keystore v3 files.")
    password_file: Path | None = Field(
        None, description="File whose first line opens the key store; without it a prompt asks."
    )
    clock_file: Path | None = Field(
        None, description="Development only: file that holds the time, in UTC seconds, instead of the system clock."
    )
    api_host: str = Field("127.0.0.1", description="Address on which the API listens.")
    api_port: int = Field(8331, ge=0, le=65535, description="Port of the API; 0 takes a free one.")
    gas_price: int = Field(2_000_000_000, ge=0, description="Wei for one gas of each transaction; 0 where gas is free.")
    poll_seconds: float = Field(1.0, gt=0, le=600, description="Pause between two looks at the chain.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env file is read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no secret is a setting
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Orders the sources: argument, environment, file in the home folder."""
        home = init_settings().get("home") or env_settings().get("home") or DEFAULT_HOME
        place = Path(home) / FILE
        if place.exists() and not place.is_file():  # pydantic would pass over it without a word
            raise SettingsRefused(f"{place} is no file", setting=FILE)
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, place)

    @model_validator(mode="before")
    @classmethod
    def _place_home(cls, values: Any) -> Any:  # noqa: ANN401 - pydantic hands over what the sources gave
        home = str(values.get("home", DEFAULT_HOME))
        filled = {name: field.default for name, field in cls.model_fields.items()} | dict(values)
        return {name: _placed(value, home) for name, value in filled.items()}


def _placed(value: object, home: str) -> object:
    if isinstance(value, str):
        return value.replace("{home}", home)
    return Path(str(value).replace("{home}", home)) if isinstance(value, Path) else value


def load(**arguments: object) -> Settings:
    """Reads the settings: argument > environment > file > default.

    Args:
        **arguments: Settings by name; None means not given.

    Returns:
        The settings, with `{home}` filled in.

    Raises:
        SettingsRefused: A setting is unknown or malformed, the file is no TOML, or a password was put among them.
    """
    if PREFIX + "PASSWORD" in os.environ:
        raise SettingsRefused(
            f"{PREFIX}PASSWORD is set: passwords are never taken from the environment",
            remedy="unset it, and name a file with password_file",
            setting="password",
        )
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            raise SettingsRefused(f"{name} is not a setting", setting=name)
    try:
        return Settings(**{name: value for name, value in arguments.items() if value is not None})  # type: ignore[arg-type]  # checked by pydantic
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = ".".join(map(str, first["loc"])) or "settings"
        raise SettingsRefused(f"{name}: {first['msg']}", setting=name) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsRefused(f"{FILE} is not TOML: {error}", setting=FILE) from None
    except OSError as error:
        raise SettingsRefused(f"{error.filename} cannot be read: {error.strerror}", setting=FILE) from None


def settings_table() -> str:
    """Renders the Markdown table of every setting, as registry/README.md carries it.

    Returns:
        The table.
    """
    rows = ["| setting | environment | default | what it is |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "none" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{name}` | `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows) + "\n"
