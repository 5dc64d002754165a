"""The tables' part of the conformance door: kind `table`, one case a file, or name → case.

A case {csv, columns, secret, root}: the CSV (base64) with these columns (the text of a schema file, or null for mode
`bytes`) and salts derived from the secret (hexadecimal, or null) has this root. A case {proof, root, cells}: the row
proof (its text) verifies under the root and shows these cells, [name, text or null] in order. `rows` stands beside a
proof of mode `bytes`, whose root does not bind it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from torrens_anchor.errors import FieldMismatch, MalformedInput, ProofMismatch
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.forms.encoding import base64_bytes, hex_bytes
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import HASH_SIZE
from torrens_anchor.tables.columns import TableSchema
from torrens_anchor.tables.salting import DerivedSalts
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.tableproof import RowProof, TableFingerprint
from torrens_anchor.tables.typedproof import ROW_PROOF_VERSION, TypedRowProof
from torrens_anchor.tables.typedtable import csv_rows, fingerprint_typed

Check = Callable[[], None]
_MEMBERS: Final = ({"csv", "columns", "secret", "root"}, {"proof", "root", "cells"}, {"proof", "root", "cells", "rows"})


def table_cases(document: Any) -> Iterator[tuple[str, Check]]:  # noqa: ANN401 - any JSON
    """Give the cases of a `table` file.

    Args:
        document: The parsed file: {name, what, …} of one case, or name → case.

    Yields:
        A name and a check of the root, or of the proof.

    Raises:
        MalformedInput: The file has another form.
    """
    if not isinstance(document, dict):
        raise MalformedInput("a table vector is an object")
    named = {str(document["name"]): document} if "name" in document else document
    for name, case in named.items():
        if not isinstance(case, dict) or case.keys() - {"name", "what"} not in _MEMBERS:
            raise MalformedInput(f"case {name} is neither of a table nor of a proof", case=name)
        yield name, partial(_check_proof if "proof" in case else _check_table, case)


def _check_table(case: dict[str, Any]) -> None:
    data = base64_bytes(case["csv"], None, "csv")
    root = _root(case)
    if case["columns"] is None:
        hasher = TableHasher()
        hasher.update(data)
        found = hasher.finish().root
    else:
        schema = TableSchema.parse(case["columns"].encode())
        salts = None if case["secret"] is None else DerivedSalts(hex_bytes(case["secret"], None, "secret"))
        found = fingerprint_typed(schema, csv_rows([data], schema), salts).root
    if found != root:
        raise ProofMismatch(f"the table's root is {found.hex()}", found=found.hex(), stated=root.hex())


def _check_proof(case: dict[str, Any]) -> None:
    data, root = case["proof"].encode(), _root(case)
    cells: tuple[tuple[str, str | None], ...]
    if parse_canonical_object(data).get("v") == ROW_PROOF_VERSION:
        cells = TypedRowProof.parse(data).verify_root(root)
    else:
        names = tuple(name for name, _ in case["cells"])
        cells = RowProof.parse(data).verify(TableFingerprint("bytes", names, case["rows"], root))
    if [list(cell) for cell in cells] != case["cells"]:
        raise FieldMismatch(f"the proof shows {cells!a}")


def _root(case: dict[str, Any]) -> Root:
    return Root(hex_bytes(case["root"], HASH_SIZE, "root"))
