"""`torrens data`: fingerprints of files, folders and tables, proofs of their parts. Needs no chain, no key and no home.

The verbs' arguments stand here; what is done about files in `data_files`, about folders in `data_folders`, about tables
in `data_tables`; captures in `captures`, by the clock of a home where there is one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.files import folderproof
from torrens_anchor.files.folder import FolderFingerprint, FolderListing
from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.tableproof import BYTES_MODE, TableFingerprint
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_cli import arguments, options
from torrens_cli.commands.data import files as data_files
from torrens_cli.commands.data import folders as data_folders
from torrens_cli.commands.data import held as data_held
from torrens_cli.commands.data import redact as data_redact
from torrens_cli.commands.data import schema as data_schema
from torrens_cli.commands.data import stated as data_stated
from torrens_cli.commands.data import tables as data_tables
from torrens_cli.commands.data.tables import Values
from torrens_cli.commands.evidence.captures import capture
from torrens_cli.context import prompt
from torrens_cli.errors import ArgumentRefused
from torrens_cli.hashing import STDIN, Making
from torrens_cli.output import Report, say
from torrens_log.tablefiles import SaltPlace
from torrens_registry.keys import read_password

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Fingerprints, proofs of rows and files."
)

app.command()(capture)


@app.command()
def fingerprint(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="The files of one dataset (.csv: read as tables), a folder, or -."),
    ],
    *,
    sm3: Annotated[bool, typer.Option("--sm3", help="SM3 (GB/T 32905) as a second digest.")] = False,
    chunks_only: Annotated[bool, typer.Option("--chunks-only", help="Only the 4 MiB chunks: half the work.")] = False,
    cache: Annotated[
        Path | None, typer.Option(help="Keep hashes here, to go on after a stop and skip what is unchanged.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the fingerprint here, for `verify`.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="Write a folder's BagIt manifest-sha256.txt here.")] = None,
    mode: options.Mode = None,
    schema: options.Schema = None,
    salts: options.Salts = None,
    new_salts: options.NewSalts = None,
    salt_secret: options.SaltSecret = None,
    as_json: options.Json = False,
) -> None:
    """Fingerprint a dataset: plain SHA-256, 4 MiB-chunk root, table root, and the one root that is registered."""
    values = Values(schema, SaltPlace(salts, new_salts, salt_secret))
    if (mode is not None or values.named()) and any(data_tables.is_typed(mode, path, values) for path in paths):
        if len(paths) != 1:
            raise ArgumentRefused("mode typed reads one table at a time", argument="paths")
        say(data_tables.fingerprint(paths[0], values, out), as_json=as_json)
        return
    making = Making(sm3=sm3, as_json=as_json)
    if cache:
        making.open_cache(cache)
    if any(path.is_dir() for path in paths):
        _one_folder(paths, chunks_only=chunks_only)
        say(data_folders.make(paths[0], making, out=out, manifest=manifest), as_json=as_json)
        return
    if manifest:
        raise ArgumentRefused("--manifest is of a folder", argument="manifest")
    if paths == [STDIN] and not chunks_only:
        say(data_files.stream(making, out=out), as_json=as_json)
        return
    made = data_files.chunks_only if chunks_only else data_files.dataset
    for report in made(paths, making, out=out):
        say(report, as_json=as_json)


def _one_folder(paths: list[Path], *, chunks_only: bool) -> None:
    if len(paths) > 1 or chunks_only:
        raise ArgumentRefused("a folder is fingerprinted alone, and without --chunks-only", argument="path")


@app.command()
def prove(
    path: Annotated[Path, typer.Argument(help="The table, or the folder.")],
    *,
    row: Annotated[int | None, typer.Option(help="A table's row, from 1; the header is no row.")] = None,
    file: Annotated[str | None, typer.Option(help="A folder's file, by its path within.")] = None,
    out: Annotated[Path, typer.Option(help="Where the proof goes.")],
    columns: Annotated[
        str | None, typer.Option(help="Salted columns to show, joined by commas; all when left out.")
    ] = None,
    mode: options.Mode = None,
    schema: options.Schema = None,
    salts: options.Salts = None,
    salt_secret: options.SaltSecret = None,
    as_json: options.Json = False,
) -> None:
    """Prove that a row, or one cell of it, stands in a table, or a file in a folder, without showing the rest."""
    if (row is None) == (file is None):
        raise ArgumentRefused("name a table's --row or a folder's --file", argument="row")
    if row is None:
        say(data_folders.prove(path, cast("str", file), out, as_json=as_json), as_json=as_json)
        return
    values = Values(schema, SaltPlace(salts, None, salt_secret))
    if data_tables.is_typed(mode, path, values):
        shown = None if columns is None else [name for name in columns.split(",") if name]
        say(data_tables.prove_values(path, row, out, values, shown), as_json=as_json)
        return
    if columns is not None:
        raise ArgumentRefused("--columns shows salted cells of a table in mode typed", argument="columns")
    say(data_tables.prove(path, row, out), as_json=as_json)


@app.command()
def verify(
    path: Annotated[Path | None, typer.Argument(help="The data at hand, or -; with --proof left out.")] = None,
    fingerprint: Annotated[Path | None, typer.Argument(help="Its fingerprint, from who is trusted.")] = None,
    *,
    root: Annotated[
        str | None, typer.Option(help="What is trusted: a table's, folder's or chunk root, or SHA-256, as 0x-hex.")
    ] = None,
    proof: Annotated[Path | None, typer.Option(help="Proof of a row, or of a folder's file.")] = None,
    mode: options.Mode = None,
    schema: options.Schema = None,
    salts: options.Salts = None,
    salt_secret: options.SaltSecret = None,
    as_json: options.Json = False,
) -> None:
    """Verify data against its fingerprint, or data or a proof against a trusted root. No cache is read."""
    if proof and root is None and fingerprint is None:
        path, fingerprint = None, path  # a proof needs no data: the one file named is what it stands against
    if (root is None) == (fingerprint is None) or (path is None and proof is None):
        raise ArgumentRefused(
            "name the data and its fingerprint; or the data, or a --proof, and the --root that is trusted",
            argument="path",
        )
    stated = data_stated.read(fingerprint) if fingerprint else Root(arguments.id32(cast("str", root)))
    if proof:
        verified = _verify_proof(proof, stated, path, as_json=as_json)
        say(verified, as_json=as_json)
        data_held.show_row(verified, as_json=as_json)
        return
    held = cast("Path", path)
    values = Values(schema, SaltPlace(salts, None, salt_secret))
    if isinstance(stated, TableFingerprint):
        say(data_held.verify_table(held, mode, values, stated), as_json=as_json)
    elif isinstance(stated, TypedFingerprint):
        if mode == BYTES_MODE:
            raise ArgumentRefused("the fingerprint is of a table by its values, not of mode bytes", argument="mode")
        say(data_held.verify_values(held, values, stated.root, stated.schema), as_json=as_json)
    elif (
        isinstance(stated, bytes) and (mode is not None or values.named()) and data_tables.is_typed(mode, held, values)
    ):
        say(data_held.verify_values(held, values, stated), as_json=as_json)
    else:
        say(_verify_bytes(held, stated, as_json=as_json), as_json=as_json)


def _verify_proof(proof: Path, stated: data_stated.Stated | Root, path: Path | None, *, as_json: bool) -> Report:
    if data_stated.version(proof) == folderproof.VERSION:
        return data_folders.verify_proof(proof, stated, path, as_json=as_json)
    if path or not isinstance(stated, TableFingerprint | TypedFingerprint | bytes):
        raise ArgumentRefused(
            "a row's --proof stands against its table's fingerprint or --root, without the data",
            argument="proof",
        )
    return data_held.verify_row(proof, stated)


def _verify_bytes(path: Path, stated: data_stated.OfBytes | Root, *, as_json: bool) -> Report:
    if isinstance(stated, FolderFingerprint | FolderListing):
        return data_folders.verify(path, stated, as_json=as_json)
    if isinstance(stated, DatasetFingerprint):
        return data_files.verify_several(path, stated)
    if not isinstance(stated, bytes):
        return data_files.verify_file(path, stated, as_json=as_json)
    if path.is_dir():
        return data_folders.verify_root(path, stated, as_json=as_json)
    return data_files.verify_root(path, stated)


@app.command()
def schema(
    file: Annotated[Path, typer.Argument(help="The table.")],
    *,
    out: Annotated[Path, typer.Option(help="Where the schema goes.")],
    salted: Annotated[str, typer.Option(help="Columns whose cells are salted, joined by commas, or all.")] = "",
    salt_rows: Annotated[bool, typer.Option("--salt-rows", help="Salt whole rows.")] = False,
    as_json: options.Json = False,
) -> None:
    """Write a schema to begin with: a Parquet or Arrow file's own types; for CSV all text, to be made narrower."""
    names = [name for name in salted.split(",") if name]
    say(data_schema.write_schema(file, out, names, rows=salt_rows), as_json=as_json)


@app.command()
def redact(
    file: Annotated[Path, typer.Argument(help="The table, which still holds the row.")],
    *,
    row: Annotated[int, typer.Option(help="The row to erase, from 1.")],
    salts: Annotated[Path, typer.Option(help="The salt file; the row's salt in it is overwritten.")],
    schema: options.Schema = None,
    actor: Annotated[str, typer.Option(help="Who decided, as an id.")],
    at: Annotated[str, typer.Option(help="When, ISO 8601 UTC.")],
    out: Annotated[Path, typer.Option(help="Where the redaction entry goes, for an audit log.")],
    log: Annotated[Path | None, typer.Option(help="A dataset's own log, to append to and sign at once.")] = None,
    log_key: Annotated[Path | None, typer.Option(help="The log's key file.")] = None,
    log_name: Annotated[str | None, typer.Option(help="The log's origin.")] = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Erase a row by destroying its salt; every other proof still holds. Backups of the salts are yours to erase."""
    question = "日志密钥的密码 Password of the log's key: "
    password = read_password(password_file, prompt(), question) if log else ""
    desk = data_redact.Desk(actor, arguments.time(at), out, log, log_key, log_name, password)
    say(data_redact.redact(file, row, Values(schema, SaltPlace(salts)), desk), as_json=as_json)
