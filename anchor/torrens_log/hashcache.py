"""A cache on disk, so that a long fingerprint goes on where it stopped and an unchanged file is not read twice.

It keeps chunk hashes, and the state of a half-made SHA-256 of the whole. It is a convenience of whoever makes
fingerprints: who verifies never opens it, since a file's size and times can be forged (the time of change by who sets
the system's clock). Its form: a version line; one line of canonical JSON a file; the SHA-256 of all that, so that
damage shows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from torrens_anchor.errors import MalformedInput, UnusableFile
from torrens_anchor.files.filestream import Identity
from torrens_anchor.files.fingerprint import CHUNK_SIZE, FileFingerprint
from torrens_anchor.files.halfway import Halfway
from torrens_anchor.forms.canonical import JsonLike, encode, parse_canonical_object
from torrens_anchor.forms.encoding import base64_text, decimal
from torrens_anchor.forms.members import base64, hexadecimal, text
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.hashing.merkle import HASH_SIZE, tree_root
from torrens_log.durable import publish

VERSION: Final = b"torrens/fingerprint-cache/3"
"""The first line."""
_NUMBERS: Final = ("device", "inode", "size", "mtimeNs", "ctimeNs")
_MEMBERS: Final = {"path", *_NUMBERS, "chunks"}
_OPTIONAL: Final = {"sha256", "sm3", "state", "stateChunks"}
_LARGEST: Final = 2**64


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one file.

    Attributes:
        identity: What the file was.
        hashes: Leaf hashes of its first chunks; of all of them when `whole` is there.
        whole: Its fingerprint, when that was finished.
        halfway: Its SHA-256 as far as it came, when that was not and can go on.
    """

    identity: Identity
    hashes: tuple[bytes, ...]
    whole: FileFingerprint | None = None
    halfway: Halfway | None = None


class HashCache:
    """The cache as it is in memory; `save` writes it whole.

    Attributes:
        path: Where it lies.
    """

    def __init__(self, path: Path, *, tell: Callable[[str, str], None]) -> None:
        """Read what is there.

        Args:
            path: The cache; it may be absent. One that is damaged is told, ignored and written anew.
            tell: Told in Chinese and English what is ignored, and why.

        Raises:
            UnusableFile: What is there is no cache, or cannot be read: it will not be written over.
        """
        self.path = path
        self._tell = tell
        self._kept: dict[str, Kept] = {}
        data = _read(path)
        if data is None:
            return
        if data.partition(b"\n")[0] != VERSION:
            raise UnusableFile(
                f"{path} is no fingerprint cache of this version",
                remedy="name another file as the cache, or remove this one if it is not needed",
                path=str(path),
            )
        try:
            self._kept = _parse(data)
        except MalformedInput:
            tell(f"缓存已损坏,不采用:{path}", f"the cache {path} is damaged and ignored")

    def known(self, path: Path, identity: Identity) -> Sequence[bytes]:
        """Give the chunk hashes that were made of this very file.

        Args:
            path: The file.
            identity: What it is now.

        Returns:
            Its first chunks' leaf hashes; none when it is unknown or has changed since.
        """
        kept = self._find(path, identity)
        return kept.hashes if kept else ()

    def _find(self, path: Path, identity: Identity) -> Kept | None:
        name = _name(path)
        kept = self._kept.get(name)
        if kept is not None and kept.identity != identity:
            self._tell(f"缓存已过期,重新读取:{path}", f"{path} changed since it was cached; it is read anew")
            del self._kept[name]
            return None
        return kept

    def whole(self, path: Path, identity: Identity) -> FileFingerprint | None:
        """Give the finished fingerprint of this very file.

        Args:
            path: The file.
            identity: What it is now.

        Returns:
            The fingerprint; None when it is unknown, unfinished, or the file has changed since.
        """
        kept = self._find(path, identity)
        return kept.whole if kept else None

    def halfway(self, path: Path, identity: Identity) -> Halfway | None:
        """Give the SHA-256 of this very file as far as it came.

        Args:
            path: The file.
            identity: What it is now.

        Returns:
            How far and its state; None when it is unknown, ended, or the file has changed since.
        """
        kept = self._find(path, identity)
        return kept.halfway if kept else None

    def keep(
        self,
        path: Path,
        identity: Identity,
        hashes: Sequence[bytes],
        whole: FileFingerprint | None = None,
        halfway: Halfway | None = None,
    ) -> None:
        """Take note of what was hashed.

        Args:
            path: The file.
            identity: What it was while it was read.
            hashes: Leaf hashes of its chunks, from the first on.
            whole: Its fingerprint, when finished.
            halfway: Its SHA-256 as far as it came, when not.
        """
        before = self._kept.get(_name(path))
        if min(identity.mtime_ns, identity.ctime_ns) < 0:
            return  # from before 1970: such a file is read each time
        if whole is None and before is not None and before.identity == identity and before.whole:
            return
        if before is not None and before.identity == identity and before.halfway is not None:
            # Of chunks alone, or of an SM3 that began anew and was stopped: the whole still goes on from where it came.
            halfway = max(before.halfway, halfway or before.halfway, key=lambda one: one.chunks)
        self._kept[_name(path)] = Kept(identity, tuple(hashes), whole, None if whole else halfway)

    def save(self) -> None:
        """Write the cache whole, or leave it as it was.

        Raises:
            DiskFailed: The disk refused.
        """
        lines = [VERSION, *(_line(name, kept) for name, kept in sorted(self._kept.items()))]
        data = b"".join(line + b"\n" for line in lines)
        publish([(self.path, data + sha256(data).hexdigest().encode() + b"\n")])


def _name(path: Path) -> str:
    return str(path.absolute())


def _read(path: Path) -> bytes | None:
    try:
        if path.exists() and not path.is_file():
            raise UnusableFile(f"{path} is no regular file", path=str(path))
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnusableFile(f"{path} cannot be read: {error.strerror}", path=str(path)) from error


def _line(name: str, kept: Kept) -> bytes:
    at = kept.identity
    numbers = zip(_NUMBERS, (at.device, at.inode, at.size, at.mtime_ns, at.ctime_ns), strict=True)
    members: dict[str, JsonLike] = {key: str(value) for key, value in numbers}
    members |= {"path": name.encode("utf-8", "surrogateescape").hex(), "chunks": base64_text(b"".join(kept.hashes))}
    if kept.whole:
        members["sha256"] = kept.whole.sha256.hex
        members |= {"sm3": kept.whole.sm3.hex} if kept.whole.sm3 else {}
    elif kept.halfway:
        members |= {"state": kept.halfway.state.hex(), "stateChunks": str(kept.halfway.chunks)}
    return encode(members)


def _parse(data: bytes) -> dict[str, Kept]:
    """Read all lines; the last is the digest of those before it."""
    body, _, last = data.removesuffix(b"\n").rpartition(b"\n")
    if sha256(body + b"\n").hexdigest().encode() != last:
        raise MalformedInput("the cache's bytes do not hash to its last line")
    return dict(_parse_line(line) for line in body.split(b"\n")[1:])


def _parse_line(line: bytes) -> tuple[str, Kept]:
    members = parse_canonical_object(line)
    if members.keys() - _OPTIONAL != _MEMBERS or ("state" in members) != ("stateChunks" in members):
        raise MalformedInput(f"a line of the cache has the members {sorted(members)}")
    device, inode, size, mtime_ns, ctime_ns = (decimal(text(members, name), _LARGEST, name) for name in _NUMBERS)
    joined = base64(members, "chunks", None)
    hashes = tuple(joined[at : at + HASH_SIZE] for at in range(0, len(joined), HASH_SIZE))
    whole = None
    if "sha256" in members:
        if len(joined) != -(-size // CHUNK_SIZE) * HASH_SIZE:
            raise MalformedInput("a line of the cache has a digest of the whole and not all chunks")
        digests = {
            name: Digest(algorithm, hexadecimal(members, name, HASH_SIZE))
            for name, algorithm in (("sha256", Algorithm.SHA_256), ("sm3", Algorithm.SM3))
            if name in members
        }
        whole = FileFingerprint(size, digests["sha256"], tree_root(hashes), digests.get("sm3"))
    name = hexadecimal(members, "path", None).decode("utf-8", "surrogateescape")
    halfway = None
    if "state" in members:
        done = decimal(text(members, "stateChunks"), _LARGEST, "stateChunks")
        halfway = Halfway(done, hexadecimal(members, "state", HASH_SIZE))
    return name, Kept(Identity(device, inode, size, mtime_ns, ctime_ns), hashes, whole, halfway)
