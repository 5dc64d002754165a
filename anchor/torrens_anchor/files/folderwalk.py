"""Listing a folder (SPEC.md section 5.2): every name decided, and nothing followed out of it."""

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from torrens_anchor.errors import FileChanged, UnusableFile
from torrens_anchor.files.filestream import Identity
from torrens_anchor.files.folder import FILE, FOLDER, LINK

_ODD: Final = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a listing finds at a path.

    Attributes:
        path: Relative to the folder.
        kind: File, folder or link.
        identity: What tells this state of it from another.
        target: A link's text.
        empty: Whether a folder holds nothing.
    """

    path: str
    kind: str
    identity: Identity
    target: str | None = None
    empty: bool = False


def walk(folder: Path) -> list[Found]:
    """List a folder to its depths.

    Args:
        folder: The folder; a symbolic link here, and only here, is followed.

    Returns:
        All that is in it, sorted by the bytes of the paths.

    Raises:
        UnusableFile: No folder; a name or a link's target that is not UTF-8, two names that other systems take for
            one, a device, socket or FIFO, or what cannot be read. Facts name the path.
        FileChanged: Something vanished meanwhile.
    """
    if not folder.is_dir():
        raise UnusableFile(f"{folder} is no folder", remedy="name a folder that can be read", path=str(folder))
    found: list[Found] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        inside = list(_inside(folder, prefix))
        found += inside
        waiting += [one.path + "/" for one in inside if one.kind == FOLDER and not one.empty]
    return sorted(found, key=lambda one: one.path.encode())


def check_same(folder: Path, before: list[Found], after: list[Found]) -> None:
    """Demand that a folder is what it was.

    Args:
        folder: The folder.
        before: Its first listing.
        after: Its last.

    Raises:
        FileChanged: Something appeared, vanished or changed; facts name the first such path.
    """
    if before == after:
        return
    was, now = {one.path: one for one in before}, {one.path: one for one in after}
    # A folder changes with what is in it: the deepest path says most.
    path = max((path for path in was.keys() | now.keys() if was.get(path) != now.get(path)), key=lambda p: p.count("/"))
    said = "vanished" if path not in now else "appeared" if path not in was else "changed"
    raise FileChanged(f"{folder / path} {said} while the folder was read", path=str(folder / path))


def outside(found: Iterable[Found]) -> list[tuple[str, str]]:
    """Name the links that lead out of the folder, read as text.

    Args:
        found: A folder's listing.

    Returns:
        Path and target of each link whose target is absolute or climbs above the folder.
    """
    return [(one.path, one.target) for one in found if one.target is not None and _leaves(one.path, one.target)]


def _leaves(path: str, target: str) -> bool:
    if target.startswith("/"):
        return True
    depth = path.count("/")
    for name in target.split("/"):
        depth += -1 if name == ".." else 0 if name in ("", ".") else 1
        if depth < 0:
            return True
    return False


def _inside(folder: Path, prefix: str) -> Iterator[Found]:
    where = folder / prefix
    try:
        with os.scandir(os.fsencode(where)) as entries:
            listed = [(entry, entry.stat(follow_symlinks=False)) for entry in entries]
    except OSError as error:
        raise _refused(where, error) from error
    names = [_utf8(entry.name, where) for entry, _ in listed]
    _check_clashes(names, where)
    for name, (entry, status) in zip(names, listed, strict=True):
        yield _found(prefix + name, Path(os.fsdecode(entry.path)), status)


def _found(path: str, place: Path, status: os.stat_result) -> Found:
    identity = Identity.of(status)
    try:
        if stat.S_ISREG(status.st_mode):
            return Found(path, FILE, identity)
        if stat.S_ISDIR(status.st_mode):
            with os.scandir(place) as inside:
                return Found(path, FOLDER, identity, empty=next(inside, None) is None)
        if stat.S_ISLNK(status.st_mode):
            text = os.readlink(os.fsencode(place))  # noqa: PTH115 - a Path would mend the text: ./a is not a
            target = _utf8(text, place.parent, "the target of a link")
            return Found(path, LINK, identity, target=target)
    except OSError as error:
        raise _refused(place, error) from error
    what = _ODD.get(stat.S_IFMT(status.st_mode), "something odd")
    raise UnusableFile(
        f"{place} is {what}: it has no content to fingerprint", remedy="move it out of the folder", path=str(place)
    )


def _refused(place: Path, error: OSError) -> UnusableFile:
    if isinstance(error, FileNotFoundError):
        return FileChanged(f"{place} vanished while the folder was read", path=str(place))
    return UnusableFile(
        f"{place} cannot be read: {error.strerror}", remedy="mend its rights, or move it out", path=str(place)
    )


def _utf8(name: bytes, where: Path, what: str = "a name") -> str:
    try:
        return name.decode()
    except UnicodeDecodeError as error:
        raise UnusableFile(
            f"{what} in {where} is not UTF-8: {name!r}",
            remedy="rename it in UTF-8; other systems would read it as another name",
            path=str(where),
            name=name.hex(),
        ) from error


def _check_clashes(names: list[str], where: Path) -> None:
    """Refuse names that a file system without case, or one that normalises, takes for one."""
    seen: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFC", name)
        other = seen.setdefault(unicodedata.normalize("NFC", plain.casefold()), name)
        if other is name:
            continue
        how = "in case" if unicodedata.normalize("NFC", other) != plain else "in their Unicode form"
        raise UnusableFile(
            f"{other!a} and {name!a} in {where} differ only {how}: on other systems they are one",
            remedy="rename one of the two",
            path=str(where),
            names=f"{other!a}, {name!a}",
        )
