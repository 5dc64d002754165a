"""Files and folders, for `torrens data`: fingerprints made and held against what is trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from torrens_anchor.errors import DigestMismatch
from torrens_cli.output import Report
from torrens_registry.cases.fingerprints import FileFacts, content_root, fingerprint, fingerprint_all


def dataset(paths: Sequence[Path]) -> Iterator[Report]:
    """Fingerprints the files of one dataset.

    Args:
        paths: The files; those named .csv are read as tables too.

    Yields:
        A report a file, then that of the one root that is registered.

    Raises:
        UnusableFile: A file is missing, unreadable, empty, or changed meanwhile.
    """
    found = fingerprint_all(paths)
    yield from map(_report, found)
    root = content_root(found)
    yield Report("data.fingerprint", f"{len(found)} 个文件的内容根", "content root", {"contentRoot": bytes(root)})


def verify_root(file: Path, wanted: bytes) -> Report:
    """Holds a file against one digest that is trusted.

    Args:
        file: The data at hand.
        wanted: A table root, chunk root or SHA-256.

    Returns:
        Which of them it matches.

    Raises:
        UnusableFile: The file cannot be read.
        DigestMismatch: It is other data.
    """
    found = fingerprint(file)
    known = {found.file.sha256.value: "sha256", bytes(found.file.chunk_root): "chunkRoot"}
    known |= {bytes(found.table.root): "tableRoot"} if found.table else {}
    if wanted not in known:
        raise DigestMismatch(f"{file} is other data: no digest of it is 0x{wanted.hex()}", file=str(file))
    return Report("data.verify", f"数据相符:{file.name}", f"{file.name} matches", {known[wanted]: wanted})


def _report(one: FileFacts) -> Report:
    proof: dict[str, object] = {"sha256": one.file.sha256.value, "chunkRoot": bytes(one.file.chunk_root)}
    facts: dict[str, object] = {"name": one.name, "size": one.file.size}
    if one.table is None:
        return Report("data.fingerprint", f"文件 {one.name}", f"file, {one.file.size} bytes", proof, facts)
    proof["tableRoot"] = bytes(one.table.root)
    facts |= {"rows": one.table.rows, "columns": list(one.table.columns)}
    zh, en = f"表 {one.name}", f"table, {one.table.rows} rows of {len(one.table.columns)} columns"
    return Report("data.fingerprint", zh, en, proof, facts)
