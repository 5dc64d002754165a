"""Paths and bytes of C2SP tlog-tiles: hash tiles of 256, entry bundles, and their partial forms."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from torrens_anchor.errors import LimitExceeded, MalformedInput
from torrens_anchor.hashing.merkle import HASH_SIZE

TILE_HEIGHT: Final = 8
"""Tree levels in one tile."""
TILE_WIDTH: Final = 1 << TILE_HEIGHT
"""Hashes in a full tile; entries in a full bundle."""
MAX_ENTRY_BYTES: Final = 2**16 - 1
"""Longest entry: bundles carry a uint16 length."""

Level: TypeAlias = int | None
"""A tile's level, or None for entry bundles."""


def tile_path(level: Level, number: int, width: int = TILE_WIDTH) -> PurePosixPath:
    """Name a tile or an entry bundle.

    Args:
        level: The tile's level; None for an entry bundle.
        number: Its number within the level, from 0.
        width: Hashes or entries in it; 256 for a full one.

    Returns:
        For example `tile/0/x001/x234/067.p/12`.
    """
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    path = PurePosixPath("tile", "entries" if level is None else str(level), name)
    return path if width == TILE_WIDTH else path.with_name(f"{path.name}.p") / str(width)


def parse_tile(data: bytes) -> list[bytes]:
    """Read a hash tile.

    Args:
        data: 1 to 256 hashes, end to end.

    Returns:
        The hashes.

    Raises:
        MalformedInput: Empty, too long, or not a whole number of hashes.
    """
    if not data or len(data) % HASH_SIZE or len(data) > TILE_WIDTH * HASH_SIZE:
        raise MalformedInput(f"a tile holds 1 to 256 hashes of 32 bytes, not {len(data)} bytes", size=len(data))
    return [data[i : i + HASH_SIZE] for i in range(0, len(data), HASH_SIZE)]


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Write an entry bundle.

    Args:
        entries: Entries in order.

    Returns:
        Each entry after its big-endian uint16 length.

    Raises:
        LimitExceeded: An entry is longer than 65,535 bytes.
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise LimitExceeded(f"a log entry of {len(entry)} bytes; at most {MAX_ENTRY_BYTES}", size=len(entry))
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def parse_bundle(data: bytes) -> Sequence[bytes]:
    """Read an entry bundle.

    Args:
        data: Length-prefixed entries, end to end.

    Returns:
        The entries.

    Raises:
        MalformedInput: Cut short, or not 1 to 256 entries.
    """
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise MalformedInput(f"the entry bundle is cut short at byte {at}", at=at)
        entries.append(data[at + 2 : end])
        at = end
    if not 1 <= len(entries) <= TILE_WIDTH:
        raise MalformedInput(f"an entry bundle holds 1 to 256 entries, not {len(entries)}", found=len(entries))
    return entries
