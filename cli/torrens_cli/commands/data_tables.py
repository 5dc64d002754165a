"""Tables, for `torrens data`: proofs of rows, made and checked."""

from __future__ import annotations

from pathlib import Path

from torrens_anchor.canonical import parse_canonical_object
from torrens_anchor.digest import Root
from torrens_anchor.jsonform import Members
from torrens_anchor.members import as_text
from torrens_anchor.table import prove_row
from torrens_anchor.tableproof import BYTES_MODE, RowProof, TableFingerprint
from torrens_cli import files
from torrens_cli.output import Report


def prove(file: Path, row: int, out: Path) -> Report:
    """Proves a row of a table.

    Args:
        file: The table.
        row: The row, from 1.
        out: Where the proof goes.

    Returns:
        What was proved.

    Raises:
        UnusableFile: The table or the proof's place cannot be used.
        OutOfRange: There is no such row.
    """
    table, proof = prove_row(file, row)
    files.write(out, proof.encode())
    return Report(
        "data.prove",
        f"已证明第 {row} 行(共 {table.rows} 行)",
        f"row {row} of {table.rows} proved",
        {"tableRoot": bytes(table.root), "file": str(out)},
        {"row": row, "rows": table.rows},
    )


def verify_row(path: Path, root: bytes) -> Report:
    """Checks a row's proof against a table root.

    Args:
        path: The proof.
        root: The root that is trusted.

    Returns:
        What the row says.

    Raises:
        UnusableFile: The proof cannot be read.
        MalformedInput: It is no row proof.
        ProofMismatch: It leads to another root.
    """
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
