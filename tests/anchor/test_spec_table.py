"""The examples of SPEC-table.md are what the code makes and reads."""

import re
from hashlib import sha256
from pathlib import Path

from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.notes.auditentry import AuditEntry, Done
from torrens_anchor.tables.columns import TableSchema
from torrens_anchor.tables.salting import DerivedSalts
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import csv_batches, prove_typed_row

PAGE = (Path(__file__).parents[2] / "anchor" / "SPEC-table.md").read_text(encoding="utf-8")
EXAMPLES = {
    str(parse_canonical_object(block.strip().encode())["v"]): block.strip().encode()
    for block in re.findall(r"^```\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    if block.startswith('{"')
}
CSV = b"date,rain,phone\n2012-01-01,0.0,5550100\n2012-01-02,10.9,5550101\n"
SECRET = sha256(b"SPEC-table.md").digest()


def made(folder: Path) -> dict[str, bytes]:
    """Make every example anew."""
    schema = TableSchema.parse(EXAMPLES["torrens/table-columns/1"])
    path = folder / "table.csv"
    path.write_bytes(CSV)
    table, proof = prove_typed_row(schema, csv_batches(path, schema), 2, DerivedSalts(SECRET))
    erased = leaf_hash(proof.salt + proof.record)
    entry = AuditEntry(
        action="dataset.redact",
        actor="331",
        subject=f"dataset:0x{table.root.hex()}/row:2",
        decided_at=1780000120,
        digests={
            "root": Digest(Algorithm.SHA_256, table.root),
            "leaf": Digest(Algorithm.SHA_256, erased),
        },
        result=Done("salt-destroyed"),
    )
    return {
        "torrens/table-columns/1": schema.encode(),
        "torrens/table-schema/2": proof.schema,
        "torrens/table-fingerprint/2": table.encode(),
        "torrens/row-proof/2": proof.encode(),
        "torrens/audit-entry/1": entry.encode(),
    }


def test_the_examples_of_the_page_are_what_is_made(tmp_path: Path) -> None:
    assert made(tmp_path) == EXAMPLES


def test_the_proof_of_the_page_verifies() -> None:
    table = TypedFingerprint.parse(EXAMPLES["torrens/table-fingerprint/2"])
    proof = TypedRowProof.parse(EXAMPLES["torrens/row-proof/2"])
    assert proof.verify(table) == (("date", "2012-01-02"), ("rain", "10.9"), ("phone", "5550101"))
    assert AuditEntry.parse(EXAMPLES["torrens/audit-entry/1"]).result == Done("salt-destroyed")
