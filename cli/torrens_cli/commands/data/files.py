"""Files, for `torrens data`: fingerprints made, and held against what is trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from torrens_anchor.datasets.contents import root_of
from torrens_anchor.datasets.reading import FileFacts, found_in, read_file, read_files
from torrens_anchor.datasets.several import DatasetFingerprint, leaf_of
from torrens_anchor.errors import DigestMismatch
from torrens_anchor.files.fingerprint import ChunkFingerprint, FileFingerprint
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.tables.tableproof import TableFingerprint
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused
from torrens_cli.hashing import STDIN, Making, hash_chunks, hash_file, hash_stdin
from torrens_cli.output import Report


def dataset(paths: Sequence[Path], making: Making, *, out: Path | None = None) -> Iterator[Report]:
    """Fingerprints the files of one dataset.

    Args:
        paths: The files; those named .csv are read as tables too.
        making: How.
        out: Where what is registered goes: the fingerprint of a file, of a table's rows, or of several together.

    Yields:
        A report a file, then that of the one root that is registered.

    Raises:
        MalformedInput: Two files of one name.
        UnusableFile: A file is missing, unreadable, or changed meanwhile.
    """
    if out:
        files.place(out, inputs=paths)
    found = read_files(paths, hash_file=lambda path: hash_file(path, making))
    contents = found_in(found).contents
    if out:
        files.write(out, contents.encode())
    yield from (_of_file(one, making) for one in found)
    root = root_of(contents)
    yield Report("data.fingerprint", f"{len(found)} 个文件的内容根", "content root", {"contentRoot": bytes(root)})


def chunks_only(paths: Sequence[Path], making: Making, *, out: Path | None = None) -> Iterator[Report]:
    """Hashes the files' chunks alone.

    Args:
        paths: The files, tables or not.
        making: How.
        out: Where the fingerprint of a single file goes.

    Yields:
        A report a file.

    Raises:
        ArgumentRefused: `out` for several files, or standard input, or SM3, which is of the whole.
        UnusableFile: A file is missing, unreadable, or changed meanwhile.
    """
    if out and len(paths) > 1:
        raise ArgumentRefused("--out takes the chunks of one file", argument="out")
    if STDIN in paths or making.sm3:
        raise ArgumentRefused("--chunks-only reads files, and without --sm3, which is of the whole", argument="files")
    if out:
        files.place(out, inputs=paths)
    for path in paths:
        found = hash_chunks(path, making)
        zh, en = f"文件 {path.name}(仅分块)", f"file {path.name}, {found.size} bytes, chunks only"
        yield _report((zh, en), path.name, found, making, out=out)


def stream(making: Making, *, out: Path | None = None) -> Report:
    """Fingerprints standard input.

    Args:
        making: How.
        out: Where the fingerprint goes.

    Returns:
        What it hashes to.

    Raises:
        ArgumentRefused: A cache, which a stream cannot have.
        UnusableFile: It is a device without an end.
    """
    if making.cache is not None:
        raise ArgumentRefused("standard input has no name to be cached under: leave --cache out", argument="cache")
    found = hash_stdin(making)
    return _report(("标准输入", f"standard input, {found.size} bytes"), "-", found, making, out=out)


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
    found = read_file(file)
    known = {found.file.sha256.value: "sha256", bytes(found.file.chunk_root): "chunkRoot"}
    known |= {bytes(found.table.root): "tableRoot"} if found.table else {}
    if wanted not in known:
        raise DigestMismatch(f"{file} is other data: no digest of it is 0x{wanted.hex()}", file=str(file))
    return Report("data.verify", f"数据相符:{file.name}", f"{file.name} matches", {known[wanted]: wanted})


def verify_file(path: Path, stated: FileFingerprint | ChunkFingerprint, *, as_json: bool) -> Report:
    """Reads a file whole, whatever a cache may know, and holds it against its fingerprint.

    Args:
        path: The data at hand; - for standard input.
        stated: The fingerprint that is trusted.
        as_json: Told as data: no bar.

    Returns:
        That all agrees.

    Raises:
        UnusableFile: The file cannot be read, or changed meanwhile.
        DigestMismatch: Something differs; facts name what.
    """
    if path != STDIN and path.is_file() and (size := path.stat().st_size) != stated.size:
        raise DigestMismatch(f"{path} is other data: {size} bytes, not {stated.size}", file=str(path), differing="size")
    there, here = digests(stated), digests(_read(path, stated, as_json=as_json))
    differing = [name for name, value in there.items() if here[name] != value]
    if differing:
        raise DigestMismatch(
            f"{path} is other data: " + ", ".join(f"{n} is {here[n].hex()}, not {there[n].hex()}" for n in differing),
            file=str(path),
            differing=", ".join(differing),
        )
    return Report("data.verify", f"数据相符:{path.name}", f"{path.name} matches", {**there}, {"size": stated.size})


def verify_several(path: Path, stated: DatasetFingerprint) -> Report:
    """Holds one file of a dataset, or all of them in a folder, against the fingerprint of them together.

    Args:
        path: One of the files, or the folder in which they lie.
        stated: The fingerprint that is trusted.

    Returns:
        That they agree, and how many were compared.

    Raises:
        UnusableFile: A file cannot be read, or changed meanwhile.
        DigestMismatch: A file is another, or none of the dataset's; facts name them.
    """
    known = {one.path: one for one in stated.files}
    here = [path / one for one in known] if path.is_dir() else [path]
    differing = []
    for one in here:
        name = one.relative_to(path).as_posix() if path.is_dir() else one.name
        facts = read_file(one)
        if known.get(name) != leaf_of(name, facts.file, facts.table):
            differing.append(name)
    if differing:
        raise DigestMismatch(
            f"{path}: not the dataset's: {', '.join(differing)}", file=str(path), differing=", ".join(differing)
        )
    zh, en = f"数据相符:{len(here)}/{len(known)} 个文件", f"{len(here)} of {len(known)} files match"
    return Report("data.verify", zh, en, {"contentRoot": bytes(stated.root)}, {"files": len(known), "seen": len(here)})


def digests(found: FileFingerprint | ChunkFingerprint) -> dict[str, bytes]:
    """Names the digests of a fingerprint.

    Args:
        found: Any fingerprint of a file.

    Returns:
        Each by the member's name.
    """
    if isinstance(found, ChunkFingerprint):
        return {"chunkRoot": bytes(found.chunk_root)}
    named = {"sha256": found.sha256.value, "chunkRoot": bytes(found.chunk_root)}
    return named | ({"sm3": found.sm3.value} if found.sm3 else {})


def _read(
    path: Path, stated: FileFingerprint | ChunkFingerprint, *, as_json: bool
) -> FileFingerprint | ChunkFingerprint:
    if isinstance(stated, ChunkFingerprint):
        return hash_chunks(path, Making(as_json=as_json))
    making = Making(sm3=stated.sm3 is not None, as_json=as_json)
    return hash_stdin(making) if path == STDIN else hash_file(path, making)


def _report(
    said: tuple[str, str],
    name: str,
    found: FileFingerprint | ChunkFingerprint,
    making: Making,
    *,
    out: Path | None = None,
    table: TableFingerprint | None = None,
) -> Report:
    if out:
        files.write(out, found.encode())
    proof: dict[str, object] = {**digests(found)}
    facts: dict[str, object] = {
        "name": name,
        "size": found.size,
        "fingerprint": parse_canonical_object((table or found).encode()),
    }
    if table:
        proof["tableRoot"] = bytes(table.root)
        facts |= {"rows": table.rows, "columns": list(table.columns)}
    return Report("data.fingerprint", *said, proof, facts | making.facts())


def _of_file(one: FileFacts, making: Making) -> Report:
    zh, en = f"文件 {one.name}", f"file, {one.file.size} bytes"
    if one.table:
        zh, en = f"表 {one.name}", f"table, {one.table.rows} rows of {len(one.table.columns)} columns"
    return _report((zh, en), one.name, one.file, making, table=one.table)
