"""Tables and rows held against what is trusted, for `torrens data verify`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from torrens_anchor.errors import DigestMismatch, UnusableFile
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.forms.members import as_text
from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.columns import TableSchema
from torrens_anchor.tables.table import fingerprint_table
from torrens_anchor.tables.tableproof import BYTES_MODE, RowProof, TableFingerprint
from torrens_anchor.tables.typedproof import ROW_PROOF_VERSION, TypedFingerprint, TypedRowProof
from torrens_cli import files
from torrens_cli.commands.data.tables import Values, is_typed, read
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, table


def verify_row(path: Path, stated: TableFingerprint | TypedFingerprint | Root) -> Report:
    """Checks a row's proof against a table's fingerprint, or its root alone.

    Args:
        path: The proof.
        stated: The fingerprint or the root that is trusted.

    Returns:
        What the row says.

    Raises:
        UnusableFile: The proof cannot be read.
        MalformedInput: It is no row proof.
        ArgumentRefused: The proof and the fingerprint are of tables of two modes.
        Mismatch: It leads to another root, or is of another table.
    """
    data = files.read(path)
    if parse_canonical_object(data).get("v") == ROW_PROOF_VERSION:
        typed = TypedRowProof.parse(data)
        if isinstance(stated, TableFingerprint):
            raise _other_mode("typed", BYTES_MODE)
        shown = typed.verify_root(stated) if isinstance(stated, bytes) else typed.verify(stated)
        return _verified(typed.row, typed.rows, shown, stated)
    if isinstance(stated, TypedFingerprint):
        raise _other_mode(BYTES_MODE, "typed")
    proof = RowProof.parse(data)
    if isinstance(stated, TableFingerprint):
        return _verified(proof.row, proof.rows, proof.verify(stated), stated)
    # The schema is leaf 0, so the root that is trusted commits to the columns that the proof names.
    schema = Members(parse_canonical_object(proof.schema), "schema", ("v", "hash", "mode", "columns"))
    names = schema.items("columns", as_text)
    cells = proof.verify(TableFingerprint(BYTES_MODE, names, proof.rows, stated))
    return _verified(proof.row, proof.rows, cells, stated)


def _other_mode(proof: str, fingerprint: str) -> ArgumentRefused:
    return ArgumentRefused(
        f"the proof is of a table in mode {proof}, the fingerprint of one in mode {fingerprint}",
        remedy="name the fingerprint that the proof was made with",
        argument="proof",
    )


def verify_table(file: Path, mode: str | None, values: Values, stated: TableFingerprint) -> Report:
    """Holds a CSV file's rows, as their bytes stand, against a table's fingerprint.

    Args:
        file: The data at hand.
        mode: The mode as named, if it was.
        values: The schema and salts as named, which have no place here.
        stated: The fingerprint that is trusted.

    Returns:
        That they match.

    Raises:
        ArgumentRefused: A schema, salts or a mode that this fingerprint is not of.
        UnusableFile: It is no CSV table, or cannot be read.
        DigestMismatch: It is another table; facts name what differs.
    """
    if mode not in (None, stated.mode) or is_typed(None, Path(), values):
        raise ArgumentRefused(
            f"the fingerprint is of a table in mode {stated.mode}: no other mode, no schema, no salts", argument="mode"
        )
    if file.is_dir():
        raise UnusableFile(f"{file} is a folder, and the fingerprint is of a table", path=str(file))
    found = fingerprint_table(file)
    if found != stated:
        pairs = ("columns", found.columns, stated.columns), ("rows", found.rows, stated.rows)
        unlike = [name for name, here, there in pairs if here != there] or ["root"]
        raise DigestMismatch(
            f"{file} is another table: its root is {found.root.hex()}, not {stated.root.hex()}",
            file=str(file),
            differing=", ".join(unlike),
        )
    return Report(
        "data.verify",
        f"数据相符:{file.name}",
        f"{file.name} matches, row by row",
        {"tableRoot": bytes(stated.root)},
        {"rows": stated.rows},
    )


def verify_values(file: Path, values: Values, root: bytes, schema: TableSchema | None = None) -> Report:
    """Holds a table's values against a root that is trusted.

    Args:
        file: A CSV, Parquet or Arrow file.
        values: Its schema and salts.
        root: The root.
        schema: The schema of a fingerprint; instead of the one that is named.

    Returns:
        That they match, and how many rows were erased.

    Raises:
        DigestMismatch: They do not, or a row that was erased holds values.
        UnusableFile: The table cannot be read as its schema says.
    """
    found = read(file, values, schema).reread()
    if found.table.root != root:
        raise DigestMismatch(f"{file} has other values, types or salts: its root is 0x{found.table.root.hex()}")
    if found.uncovered is not None:
        raise DigestMismatch(
            f"{file}: row {found.uncovered} was erased, and holds values that nothing proves",
            remedy="leave every cell of an erased row empty (null); what stood there can be shown no more",
            row=found.uncovered,
        )
    zh, en, facts = f"数据相符:{file.name}", f"{file.name} matches", {"erased": found.erased}
    if found.erased:
        zh, en = f"{zh}(其中 {found.erased} 行已销毁)", f"{en}, but for {found.erased} rows that were erased"
    return Report("data.verify", zh, en, {"tableRoot": root}, facts)


def show_row(report: Report, *, as_json: bool) -> None:
    """Shows a person the cells that a proof opened, a line a column; data hold them already.

    Args:
        report: What `verify_row` gave.
        as_json: As data.
    """
    shown = report.facts.get("cells")
    pairs = list(shown.items()) if isinstance(shown, dict) else shown
    if not as_json and isinstance(pairs, list):
        table(
            [{"column": column, "cell": json.dumps(cell, ensure_ascii=False)} for column, cell in pairs], as_json=False
        )


def _verified(
    row: int,
    rows: int,
    cells: Sequence[tuple[str, str | None]],
    stated: TableFingerprint | TypedFingerprint | Root,
) -> Report:
    """Report a row; a CSV by its lines may name two columns alike, and then the cells are a list of pairs."""
    by_name = dict(cells)
    return Report(
        "data.verify",
        f"第 {row} 行在此表中",
        f"row {row} stands in the table",
        {"tableRoot": bytes(stated if isinstance(stated, bytes) else stated.root)},
        {"row": row, "rows": rows, "cells": by_name if len(by_name) == len(cells) else [list(one) for one in cells]},
    )
