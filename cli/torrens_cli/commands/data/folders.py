"""Folders, for `torrens data`: fingerprints, the court's manifest, proof of one file, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from torrens_anchor.errors import DigestMismatch, UnusableFile
from torrens_anchor.files.folder import FolderFingerprint, FolderListing
from torrens_anchor.files.folderhash import FolderRead, fingerprint_folder
from torrens_anchor.files.folderproof import FolderProof, bagit_manifest, differences
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.hashing.digest import Root
from torrens_cli import files
from torrens_cli.commands.data.files import verify_file
from torrens_cli.commands.data.stated import Stated
from torrens_cli.errors import ArgumentRefused
from torrens_cli.hashing import SAVE_EVERY, Making
from torrens_cli.output import Report, table
from torrens_cli.progress import bar


def make(folder: Path, making: Making, *, out: Path | None, manifest: Path | None) -> Report:
    """Fingerprints a folder.

    Args:
        folder: The folder.
        making: How.
        out: Where its listing goes.
        manifest: Where a BagIt manifest of its files goes.

    Returns:
        What it hashes to.

    Raises:
        ArgumentRefused: SM3, which is of one file; or a place to write that lies in the folder itself.
        UnusableFile: Something in the folder cannot be fingerprinted; facts name the path.
    """
    if making.sm3:
        raise ArgumentRefused("a folder's tree is SHA-256; --sm3 is for one file", argument="sm3")
    cache = making.cache.path if making.cache else None
    for name, place in (("out", out), ("manifest", manifest), ("cache", cache)):
        check_beside(folder, name, place)
    read = read_folder(folder, making)
    if manifest:
        _write_manifest(read, manifest, making)
    if out:
        files.write(out, read.listing.encode())
    return _report(folder, read, making)


def read_folder(folder: Path, making: Making) -> FolderRead:
    """Reads a folder to fingerprint it, and names each link that leads out of it.

    Args:
        folder: The folder.
        making: How; takes the notes.

    Returns:
        What it hashes to.

    Raises:
        UnusableFile: Something in the folder cannot be fingerprinted; facts name the path.
    """
    read = _read(folder, making)
    for path, target in read.outside:
        making.note(f"链接指向文件夹之外:{path} → {target}", f"a link leads out of the folder: {path} -> {target}")
    return read


def verify(folder: Path, stated: FolderFingerprint | FolderListing, *, as_json: bool) -> Report:
    """Reads a folder whole and holds it against its fingerprint; with a listing, tells each path that differs.

    Args:
        folder: The folder at hand.
        stated: What is trusted.
        as_json: Told as data.

    Returns:
        That all agrees.

    Raises:
        UnusableFile: Something in the folder cannot be fingerprinted, or changed meanwhile.
        DigestMismatch: It differs; facts say how many paths do.
    """
    found = _read(folder, Making(as_json=as_json)).listing
    if isinstance(stated, FolderListing) and found.fingerprint != stated.fingerprint:
        raise _told(folder, stated, found, as_json=as_json)
    head = stated.fingerprint if isinstance(stated, FolderListing) else stated
    return _matched(folder, found.fingerprint, head.root, same=found.fingerprint == head)


def _matched(folder: Path, found: FolderFingerprint, root: bytes, *, same: bool) -> Report:
    if not same:
        raise DigestMismatch(
            f"{folder} is another folder: its root is {found.root.hex()}, not {root.hex()}",
            remedy="to see which files differ, verify against the listing that `fingerprint --out` writes",
            folder=str(folder),
        )
    zh, en = f"文件夹相符:{folder.name},{found.entries} 项", f"{folder.name} matches: {found.entries} entries"
    return Report("data.verify", zh, en, {"root": root}, {"entries": found.entries, "bytes": found.size})


def prove(folder: Path, path: str, out: Path, *, as_json: bool) -> Report:
    """Proves that a file stands in a folder.

    Args:
        folder: The folder.
        path: The file's path within it.
        out: Where the proof goes.
        as_json: Told as data.

    Returns:
        What was proved.

    Raises:
        UnusableFile: Something in the folder cannot be fingerprinted.
        NothingThere: Nothing stands at the path.
        MalformedInput: The path leaves the folder.
    """
    check_beside(folder, "out", out)
    listing = _read(folder, Making(as_json=as_json)).listing
    proof = FolderProof.of(listing, path)
    files.write(out, proof.encode())
    return Report(
        "data.prove",
        f"已证明 {path}(共 {proof.entries} 项)",
        f"{path} proved, one of {proof.entries} entries",
        {"root": bytes(listing.fingerprint.root), "file": str(out)},
        {"index": proof.index, "entries": proof.entries},
    )


def verify_root(folder: Path, root: bytes, *, as_json: bool) -> Report:
    """Holds a folder against a root that is trusted.

    Args:
        folder: The folder at hand.
        root: The root.
        as_json: Told as data.

    Returns:
        That it matches.

    Raises:
        UnusableFile: Something in the folder cannot be fingerprinted.
        DigestMismatch: It is another folder.
    """
    found = _read(folder, Making(as_json=as_json)).listing.fingerprint
    return _matched(folder, found, root, same=found.root == root)


def verify_proof(proof_file: Path, stated: Stated | Root, path: Path | None, *, as_json: bool) -> Report:
    """Checks the proof of one entry, and the file at hand against it.

    Args:
        proof_file: The proof.
        stated: The folder's fingerprint, or its root, that is trusted.
        path: The file at hand, if it is to be compared.
        as_json: Told as data.

    Returns:
        What the entry says.

    Raises:
        Mismatch: The proof does not lead there, or the file is another.
        UnusableFile: The file cannot be read, or the entry is of no file.
    """
    proof = files.parsed(proof_file, FolderProof.parse)
    stated = stated.fingerprint if isinstance(stated, FolderListing) else stated
    if not isinstance(stated, FolderFingerprint | bytes):
        raise ArgumentRefused("a proof of a folder's file stands against the folder's fingerprint", argument="path")
    entry = proof.verify(stated)
    if path is not None:
        if entry.file is None:
            raise UnusableFile(f"{entry.path} is a {entry.kind} in that folder, not a file", path=str(path))
        verify_file(path, entry.file, as_json=as_json)
    root = stated.root if isinstance(stated, FolderFingerprint) else stated
    compared = "" if path is None else ",内容相符"
    return Report(
        "data.verify",
        f"{entry.path} 在此文件夹中{compared}",
        f"{entry.path} stands in the folder" + ("" if path is None else ", and the file at hand is it"),
        {"root": bytes(root)},
        {"index": proof.index, "entries": proof.entries, "entry": parse_canonical_object(proof.leaf)},
    )


def _read(folder: Path, making: Making) -> FolderRead:
    with _progress(folder, making) as (begin, progress):
        read = fingerprint_folder(folder, known=making.cache, progress=progress, begin=begin)
    making.save()
    if read.recalled:
        making.note(
            f"取自缓存,未读取:{read.recalled} 个文件", f"{read.recalled} files were not read: the cache knows them"
        )
    return read


@contextmanager
def _progress(folder: Path, making: Making) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """Shows how far it is, and saves the cache now and then and when it is stopped."""
    saved = 0
    with bar(folder.name, None, shown=not making.as_json) as show:

        def progress(done: int) -> None:
            nonlocal saved
            show(done)
            if done - saved >= SAVE_EVERY:
                saved = done
                making.save()

        try:
            yield show.begin, progress
        except KeyboardInterrupt:
            making.save()
            raise


def _told(folder: Path, stated: FolderListing, found: FolderListing, *, as_json: bool) -> DigestMismatch:
    """Tells each path that differs, and gives the error that says how many."""
    unlike = differences(stated, found)
    words = {"missing": "缺少", "extra": "多出"}
    rows = []
    for one in unlike:
        row: dict[str, object] = {"path": one.path}
        row["what"] = one.what if as_json else f"{words.get(one.what, '不同')} {one.what}"
        rows.append(row | ({"hint": f"written otherwise: {one.hint}"} if one.hint else {}))
    table(rows, as_json=as_json)
    count = {what: sum(one.what == what for one in unlike) for what in words}
    differing = len(unlike) - sum(count.values())
    return DigestMismatch(
        f"{folder} is another folder: {differing} entries differ, {count['missing']} are missing, "
        f"{count['extra']} are extra",
        folder=str(folder),
        differing=differing,
        missing=count["missing"],
        extra=count["extra"],
    )


def _write_manifest(read: FolderRead, manifest: Path, making: Making) -> None:
    files.write(manifest, "".join(bagit_manifest(read.listing.entries())).encode())
    if read.uncovered:
        names = ", ".join(read.uncovered)
        making.note(f"清单只含文件,不含:{names}", f"the manifest covers files only, not: {names}")


def _report(folder: Path, read: FolderRead, making: Making) -> Report:
    head = read.listing.fingerprint
    facts: dict[str, object] = {
        "name": folder.name,
        "entries": head.entries,
        "bytes": head.size,
        "fingerprint": parse_canonical_object(head.encode()),
        "outside": [path for path, _ in read.outside],
    }
    if making.as_json:
        facts["listing"] = [parse_canonical_object(leaf) for leaf in read.listing.leaves]
    en = f"folder, {head.entries} entries, {head.size} bytes"
    return Report("data.fingerprint", f"文件夹 {folder.name}", en, {"root": bytes(head.root)}, facts | making.facts())


def check_beside(folder: Path, name: str, place: Path | None) -> None:
    """Refuses to write into the folder that is read, which would change it.

    Args:
        folder: The folder.
        name: The option that names the place.
        place: The place, if one is named.

    Raises:
        ArgumentRefused: It lies in the folder.
    """
    if place is not None and place.resolve().is_relative_to(folder.resolve()):
        raise ArgumentRefused(
            f"--{name} {place} lies in the folder that is fingerprinted, and would change it",
            remedy="name a place beside the folder",
            argument=name,
            value=str(place),
        )
