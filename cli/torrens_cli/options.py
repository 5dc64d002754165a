"""Options that many verbs share, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Home: TypeAlias = Annotated[Path, typer.Option("--home", envvar="TORRENS_HOME", help="Home folder of the exchange.")]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Give the same as data.")]
Key: TypeAlias = Annotated[str, typer.Option("--key", help="Name of the key that acts.")]
Keys: TypeAlias = Annotated[
    Path | None, typer.Option("--keys", help="Folder of key files; HOME/keys when left out.", show_default=False)
]
PasswordFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--password-file", help="File whose first line opens the keys; else a prompt asks.", show_default=False
    ),
]
LogFolder: TypeAlias = Annotated[
    Path | None,
    typer.Option("--log", help="Folder of a log that stands alone, its key beside it.", show_default=False),
]
Once: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--once", help="Idempotency key: the same one never acts twice. Made from the arguments when left out."
    ),
]

Mode: TypeAlias = Annotated[
    str | None, typer.Option("--mode", help="bytes (CSV rows as they stand) or typed (rows by their values).")
]
Schema: TypeAlias = Annotated[
    Path | None, typer.Option("--schema", help="The columns' types; a Parquet or Arrow file's own when left out.")
]
Salts: TypeAlias = Annotated[Path | None, typer.Option("--salts", help="The salt file that was made with the table.")]
NewSalts: TypeAlias = Annotated[
    Path | None,
    typer.Option("--new-salts", help="Draw salts into this new file, as secret as the table.", show_default=False),
]
SaltSecret: TypeAlias = Annotated[
    Path | None,
    typer.Option("--salt-secret", help="File of 32 secret bytes or more; each table's salts are derived from it."),
]

DEFAULT_HOME = Path(".torrens")
"""Where a home is when none is named; the settings have the same default."""

RightsMask: TypeAlias = Annotated[str, typer.Option("--rights", help="HOLD, USE, OPERATE joined by commas, or all.")]
Purpose: TypeAlias = Annotated[str, typer.Option("--purpose", help="GB/T 4754 sections joined by commas, or all.")]
Region: TypeAlias = Annotated[
    str, typer.Option("--region", help="GB/T 2260 province codes joined by commas (00 is abroad), or all.")
]
ActionMask: TypeAlias = Annotated[
    str, typer.Option("--action", help="PROCESS, SUBLICENSE, ASSIGN, RESALE … joined by commas, or all.")
]
Until: TypeAlias = Annotated[str, typer.Option("--until", help="End of the term, ISO 8601 UTC.")]
From: TypeAlias = Annotated[str | None, typer.Option("--from", help="Its first second, ISO 8601 UTC.")]
Terms: TypeAlias = Annotated[
    Path | None, typer.Option("--terms", help="The terms agreed off chain; their SHA-256 is bound.")
]

AgreedTerms: TypeAlias = Annotated[
    Path, typer.Option("--terms", help="The paper that was agreed; its SHA-256 is bound, and none is written without.")
]
