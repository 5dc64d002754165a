"""The tables' part of the conformance door: kind `table`, one case a file, or name → case.

A case {csv, columns, secret, root}: the CSV (base64) with these columns (the text of a schema file, or null for mode
`bytes`) and salts derived from the secret (hexadecimal, or null) has this root. A case {proof, root, cells}: the row
proof (its text) verifies under the root and shows these cells, [name, text or null] in order. `rows` stands beside a
proof of mode `bytes`, whose root does not bind it.
"""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any, Final

from torrens_anchor.conformance.members import CaseMembers, read_items, read_text
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
    file = CaseMembers(document, "file")
    named = {file.text("name"): document} if file.has("name") else dict(file.pairs())
    for name, case in named.items():
        yield name, partial(_check, case)


def _check(value: Any) -> None:  # noqa: ANN401 - any JSON
    case = CaseMembers(value, "case")
    found = {name for name, _ in case.pairs()} - {"name", "what"}
    if found not in _MEMBERS:
        raise MalformedInput(f"a case has the members {' or '.join(map(_shown, _MEMBERS))}, not {_shown(found)}")
    (_check_proof if "proof" in found else _check_table)(case)


def _shown(members: AbstractSet[str]) -> str:
    return f"{{{', '.join(sorted(members))}}}"


def _check_table(case: CaseMembers) -> None:
    data, root = case.read("csv", _read_base64), case.read("root", _read_root)
    columns, secret = case.optional("columns", read_text), case.optional("secret", _read_hex)
    if columns is None:
        hasher = TableHasher()
        hasher.update(data)
        found = hasher.finish().root
    else:
        schema = TableSchema.parse(columns.encode())
        salts = None if secret is None else DerivedSalts(secret)
        found = fingerprint_typed(schema, csv_rows([data], schema), salts).root
    if found != root:
        raise ProofMismatch(f"the table's root is {found.hex()}", found=found.hex(), stated=root.hex())


def _check_proof(case: CaseMembers) -> None:
    data, root = case.text("proof").encode(), case.read("root", _read_root)
    stated = case.items("cells", _read_cell)
    cells: tuple[tuple[str, str | None], ...]
    if parse_canonical_object(data).get("v") == ROW_PROOF_VERSION:
        cells = TypedRowProof.parse(data).verify_root(root)
    else:
        names = tuple(name for name, _ in stated)
        cells = RowProof.parse(data).verify(TableFingerprint("bytes", names, case.integer("rows"), root))
    if list(cells) != stated:
        raise FieldMismatch(f"the proof shows {cells!a}")


def _read_cell(value: Any, where: str) -> tuple[str, str | None]:  # noqa: ANN401 - any JSON
    pair = read_items(value, where, lambda each, at: None if each is None else read_text(each, at))
    if len(pair) != 2 or pair[0] is None:
        raise MalformedInput(f"{where} should be a name and a text or null", field=where)
    return pair[0], pair[1]


def _read_base64(value: Any, where: str) -> bytes:  # noqa: ANN401 - any JSON
    return base64_bytes(read_text(value, where), None, where)


def _read_hex(value: Any, where: str) -> bytes:  # noqa: ANN401 - any JSON
    return hex_bytes(read_text(value, where), None, where)


def _read_root(value: Any, where: str) -> Root:  # noqa: ANN401 - any JSON
    return Root(hex_bytes(read_text(value, where), HASH_SIZE, where))
