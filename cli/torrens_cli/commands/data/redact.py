"""One row erased, for `torrens data redact`: its salt destroyed, an entry for the audit log written or logged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from torrens_anchor.hashing.digest import Algorithm, Digest, LeafHash, Root
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.notes.auditentry import AuditEntry, Done
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.notekey import Signer
from torrens_cli import files
from torrens_cli.commands.data.tables import Values, read
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report
from torrens_log.keys import load_signer
from torrens_log.log import AuditLog
from torrens_log.proofs import prove_entry
from torrens_log.saltfile import SaltFile, destroy_salt

ACTION: Final = "dataset.redact"
"""Action of the entry."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who erases, when, and where it is logged.

    Attributes:
        actor: Who decided, as an id.
        at: When, in UTC seconds.
        out: Where the entry goes; the log's proof of it goes beside, with `.tlog-proof` at its end.
        log: Folder of a log of its own, to be appended to and signed; None to write the entry only.
        key: The log's key file.
        name: The log's origin, which is its key's name.
        password: Opens the key.
    """

    actor: str
    at: int
    out: Path
    log: Path | None = None
    key: Path | None = None
    name: str | None = None
    password: str = ""


def redact(file: Path, row: int, values: Values, desk: Desk) -> Report:
    """Destroys a row's salt, then says so. The same again, after a crash between, only says so.

    Args:
        file: The table, which still holds the row.
        row: The row, from 1.
        values: Its schema, and the salt file.
        desk: Who, when and where.

    Returns:
        What was done.

    Raises:
        ArgumentRefused: No salt file, a log without its key and name, or another file where the entry goes.
        UnusableFile: The entry cannot be written where it goes; the salt is still there.
        SaltFileUnusable: The salts are of another table.
        NothingThere: There is no such row.
        KeyUnusable: The log's key does not open.
        DiskFailed: The disk refused.
    """
    salts = values.salts.file
    if salts is None:
        raise ArgumentRefused(
            "only a salt that stands in a salt file can be destroyed alone: name --salts", argument="salts"
        )
    if desk.log and not (desk.key and desk.name):
        raise ArgumentRefused("a --log is signed: name its --log-key and --log-name too", argument="log")
    signer = load_signer(desk.key, desk.password.encode(), desk.name) if desk.log and desk.key and desk.name else None
    root, leaf = _leaf(file, row, values, salts)
    entry = AuditEntry(
        action=ACTION,
        actor=desk.actor,
        subject=f"dataset:0x{root.hex()}/row:{row}",
        decided_at=desk.at,
        digests={"root": Digest(Algorithm.SHA_256, root), "leaf": Digest(Algorithm.SHA_256, leaf)},
        result=Done("salt-destroyed"),
    )
    data = entry.encode()
    _require_place(desk.out, data)
    destroy_salt(salts, row, leaf)
    files.write(desk.out, data)
    proof: dict[str, object] = {"tableRoot": bytes(root), "leaf": bytes(leaf), "entry": str(desk.out)}
    return Report(
        "data.redact",
        f"第 {row} 行的盐已销毁,此行不能再被证明",
        f"the salt of row {row} is destroyed; nothing can prove the row again, every other proof holds",
        proof | _logged(data, desk, signer),
        {"row": row, "action": ACTION},
    )


def _leaf(file: Path, row: int, values: Values, path: Path) -> tuple[Root, LeafHash]:
    """Give the table's root and the row's leaf hash; once erased, they stand in the salt file."""
    with SaltFile(path) as salts:
        if salts.is_erased(row):
            return salts.root, LeafHash(salts.take(row, 1).erased[0])
    table, proof = read(file, values).prove(row)
    return table.root, leaf_hash(proof.salt + proof.record)


def _require_place(out: Path, data: bytes) -> None:
    """Refuse a place where the entry cannot be written, before a salt is gone that nothing brings back."""
    if out.exists() and (not out.is_file() or out.read_bytes() != data):
        raise ArgumentRefused(f"{out} is there already; name a place of its own for the entry", argument="out")
    draft = out.with_name(f"{out.name}.draft")
    files.write(draft, data)
    draft.unlink()


def _logged(data: bytes, desk: Desk, signer: Signer | None) -> dict[str, object]:
    """Append the entry to a log, sign the log, and write the proof beside the entry."""
    if desk.log is None or signer is None:
        return {}
    with AuditLog(desk.log, signer) as log:
        index = log.append([data]).start
        note = log.checkpoint()
        proof = prove_entry(log.view, index)
    beside = desk.out.with_name(f"{desk.out.name}.tlog-proof")
    files.write(beside, proof.encode())
    return {"logIndex": index, "logSize": Checkpoint.parse(note.text).size, "logProof": str(beside)}
