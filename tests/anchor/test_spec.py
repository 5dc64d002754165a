import io
import re
from pathlib import Path

from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.files.filehash import fingerprint_stream
from torrens_anchor.files.fingerprint import ChunkFingerprint, FileFingerprint
from torrens_anchor.files.folder import Entry, FolderFingerprint, FolderListing
from torrens_anchor.files.folderproof import FolderProof
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.notes.auditentry import AuditEntry
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.notes.tlog_proof import TlogProof
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.tableproof import RowProof, TableFingerprint

SPEC = (Path(__file__).parents[2] / "anchor" / "SPEC.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", SPEC, re.MULTILINE | re.DOTALL)
EXAMPLES = {
    str(parse_canonical_object(block.strip().encode())["v"])
    + ("?" if '"reason"' in block else ""): block.strip().encode()
    for block in BLOCKS
    if block.startswith('{"')
}
CSV = b"date,weather\n2012-01-01,drizzle\n2012-01-02,rain\n"


def test_every_json_format_of_the_page_is_read_by_its_parser() -> None:
    left = dict(EXAMPLES)
    table = TableFingerprint.parse(left.pop("torrens/table-fingerprint/1"))
    proof = RowProof.parse(left.pop("torrens/row-proof/1"))
    assert proof.verify(table) == (("date", "2012-01-02"), ("weather", "rain"))
    assert proof.schema == left.pop("torrens/table-schema/1")
    hasher = TableHasher()
    hasher.update(CSV)
    assert hasher.finish() == table
    assert FileFingerprint.parse(left.pop("torrens/file-fingerprint/1")) == fingerprint_stream(io.BytesIO(CSV))
    chunks = left.pop("torrens/file-chunks/1")
    assert ChunkFingerprint.parse(chunks).chunk_root == fingerprint_stream(io.BytesIO(CSV)).chunk_root
    folder = FolderFingerprint.parse(left.pop("torrens/folder-fingerprint/1"))
    entry = Entry.parse(left.pop("torrens/folder-entry/1"))
    assert entry.file == fingerprint_stream(io.BytesIO(CSV))
    assert FolderProof.parse(left.pop("torrens/folder-proof/1")).verify(folder) == entry
    several = left.pop("torrens/dataset-fingerprint/1")
    assert [one.table_root for one in DatasetFingerprint.parse(several).files] == [None, table.root]
    for name in ("torrens/audit-entry/1", "torrens/audit-entry/1?"):
        data = left.pop(name)
        assert AuditEntry.parse(data).encode() == data
    assert not left


def test_the_entries_of_the_page_are_the_folder_s() -> None:
    leaves = [block for block in BLOCKS if '"torrens/folder-entry/1"' in block]
    head = next(block for block in BLOCKS if '"torrens/folder-fingerprint/1"' in block)
    assert FolderListing.parse((head + "".join(leaves)).encode()).fingerprint.entries == len(leaves)


def test_the_log_proof_of_the_page_verifies() -> None:
    log, witness = (VerifierKey.parse(text) for text in re.findall(r"`(\S+\+[0-9a-f]{8}\+\S+)`", SPEC))
    proof = TlogProof.parse(next(block for block in BLOCKS if block.startswith("c2sp.org/")).encode())
    entry = next(block.strip().encode() for block in BLOCKS if '"voucher.issue"' in block)
    assert proof.verify(entry, [log]).size == 2
    assert len(cosignatures(proof.note, [witness])) == 1
