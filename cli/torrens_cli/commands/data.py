"""`torrens data`: fingerprints of files and tables, proofs of rows. Needs no chain, no key and no home."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from torrens_anchor.canonical import parse_canonical_object
from torrens_anchor.digest import Root
from torrens_anchor.errors import DigestMismatch
from torrens_anchor.jsonform import Members
from torrens_anchor.members import as_text
from torrens_anchor.table import prove_row
from torrens_anchor.tableproof import BYTES_MODE, RowProof, TableFingerprint
from torrens_cli import arguments, files, options
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say
from torrens_registry.cases.fingerprints import FileFacts, content_root, fingerprint_all
from torrens_registry.cases.fingerprints import fingerprint as fingerprint_one

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Fingerprints and row proofs."
)


@app.command()
def fingerprint(
    files: Annotated[list[Path], typer.Argument(help="The files of one dataset; .csv files are read as tables.")],
    *,
    as_json: options.Json = False,
) -> None:
    """Fingerprint a dataset: plain SHA-256, 4 MiB-chunk root, table root, and the one root that is registered."""
    found = fingerprint_all(files)
    for one in found:
        say(_report(one), as_json=as_json)
    root = content_root(found)
    say(
        Report("data.fingerprint", f"{len(found)} 个文件的内容根", "content root", {"contentRoot": bytes(root)}),
        as_json=as_json,
    )


@app.command()
def prove(
    file: Annotated[Path, typer.Argument(help="The table.")],
    *,
    row: Annotated[int, typer.Option(help="The row, from 1; the header is no row.")],
    out: Annotated[Path, typer.Option(help="Where the proof goes.")],
    as_json: options.Json = False,
) -> None:
    """Prove that a row stands in a table, without showing the other rows."""
    table, proof = prove_row(file, row)
    files.write(out, proof.encode())
    say(
        Report(
            "data.prove",
            f"已证明第 {row} 行(共 {table.rows} 行)",
            f"row {row} of {table.rows} proved",
            {"tableRoot": bytes(table.root), "file": str(out)},
            {"row": row, "rows": table.rows},
        ),
        as_json=as_json,
    )


@app.command()
def verify(
    file: Annotated[Path | None, typer.Argument(help="The data at hand; not needed with --proof.")] = None,
    *,
    root: Annotated[str, typer.Option(help="What is trusted: a table root, chunk root or SHA-256, as 0x-hex.")],
    proof: Annotated[Path | None, typer.Option(help="A row's proof, checked against a table root.")] = None,
    as_json: options.Json = False,
) -> None:
    """Verify data, or one row's proof, against a root that is trusted."""
    wanted = arguments.id32(root)
    if (file is None) == (proof is None):
        raise ArgumentRefused("name the data at hand, or a row's --proof: one of the two", argument="file")
    say(_verified_row(proof, wanted) if proof else _verified(cast("Path", file), wanted), as_json=as_json)


def _verified(file: Path, wanted: bytes) -> Report:
    found = fingerprint_one(file)
    known = {found.file.sha256.value: "sha256", bytes(found.file.chunk_root): "chunkRoot"}
    known |= {bytes(found.table.root): "tableRoot"} if found.table else {}
    if wanted not in known:
        raise DigestMismatch(f"{file} is other data: no digest of it is 0x{wanted.hex()}", file=str(file))
    return Report("data.verify", f"数据相符:{file.name}", f"{file.name} matches", {known[wanted]: wanted})


def _verified_row(path: Path, root: bytes) -> Report:
    proof = RowProof.parse(files.read(path))
    # The schema is leaf 0, so the root that is trusted commits to the columns that the proof names.
    schema = Members(parse_canonical_object(proof.schema), "schema", ("v", "hash", "mode", "columns"))
    names = schema.items("columns", as_text)
    cells = proof.verify(TableFingerprint(BYTES_MODE, names, proof.rows, Root(root)))
    return Report(
        "data.verify",
        f"第 {proof.row} 行在此表中",
        f"row {proof.row} stands in the table",
        {"tableRoot": root},
        {"row": proof.row, "rows": proof.rows, "cells": dict(cells)},
    )


def _report(one: FileFacts) -> Report:
    proof: dict[str, object] = {"sha256": one.file.sha256.value, "chunkRoot": bytes(one.file.chunk_root)}
    facts: dict[str, object] = {"name": one.name, "size": one.file.size}
    if one.table is None:
        return Report("data.fingerprint", f"文件 {one.name}", f"file, {one.file.size} bytes", proof, facts)
    proof["tableRoot"] = bytes(one.table.root)
    facts |= {"rows": one.table.rows, "columns": list(one.table.columns)}
    zh, en = f"表 {one.name}", f"table, {one.table.rows} rows of {len(one.table.columns)} columns"
    return Report("data.fingerprint", zh, en, proof, facts)
