"""The VM's key-value store: in memory for speed, every block's writes in one record of a log for keeping."""

import struct
from collections.abc import Iterable, Iterator
from typing import Final

from eth.db.backends.base import BaseDB

from torrens_devnet.persist import RecordLog

_WRITE: Final = struct.Struct(">BHI")
_PUT, _DELETE = 1, 0


class BlockStore(BaseDB):
    """What the VM writes is pending until `commit`, which keeps all of it or, when the process dies, none.

    Args:
        log: Where committed batches are kept; None keeps them in memory only.
    """

    def __init__(self, log: RecordLog | None) -> None:
        self._log = log
        self._kept: dict[bytes, bytes] = {}
        self._pending: dict[bytes, bytes | None] = {}
        if log is not None:
            for record in log.records():
                self._apply(_decode(record))

    def commit(self) -> None:
        """Keep the pending writes as one record; a failure to write leaves them pending."""
        if not self._pending:
            return
        if self._log is not None:
            self._log.append(_encode(self._pending))
        self._apply(self._pending.items())
        self._pending = {}

    def rollback(self) -> None:
        """Forget the pending writes."""
        self._pending = {}

    def is_empty(self) -> bool:
        """Tell whether nothing was ever committed.

        Returns:
            True for a new chain.
        """
        return not self._kept

    def close(self) -> None:
        """Close the log."""
        if self._log is not None:
            self._log.close()

    def __getitem__(self, key: bytes) -> bytes:
        if key in self._pending:
            value = self._pending[key]
            if value is None:
                raise KeyError(key)
            return value
        return self._kept[key]

    def __setitem__(self, key: bytes, value: bytes) -> None:
        if self._kept.get(key) == value:
            self._pending.pop(key, None)
        else:
            self._pending[key] = value

    def __delitem__(self, key: bytes) -> None:
        if not self._exists(key):
            raise KeyError(key)
        self._pending[key] = None

    def _exists(self, key: bytes) -> bool:
        return self._pending[key] is not None if key in self._pending else key in self._kept

    def _apply(self, writes: Iterable[tuple[bytes, bytes | None]]) -> None:
        for key, value in writes:
            if value is None:
                self._kept.pop(key, None)
            else:
                self._kept[key] = value


def _encode(writes: dict[bytes, bytes | None]) -> bytes:
    parts = []
    for key in sorted(writes):
        value = writes[key]
        parts += [_WRITE.pack(_DELETE if value is None else _PUT, len(key), len(value or b"")), key, value or b""]
    return b"".join(parts)


def _decode(record: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    position = 0
    while position < len(record):
        kind, key_size, value_size = _WRITE.unpack_from(record, position)
        start = position + _WRITE.size
        position = start + key_size + value_size
        yield record[start : start + key_size], record[start + key_size : position] if kind == _PUT else None
