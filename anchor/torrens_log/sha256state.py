"""A SHA-256 that goes on where another process stopped.

`hashlib` keeps its state to itself. The libcrypto that Python's own `_hashlib` was linked with gives it: OpenSSL's
documented `SHA256_CTX` (openssl/sha.h; deprecated since 3.0, and there). Where it is not, or does not do what it
should on a known input, there is none, and whoever asked reads a file from its start.
"""

import ctypes
import struct
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from typing import Final

from torrens_anchor.files.fingerprint import CHUNK_SIZE
from torrens_anchor.files.halfway import Halfway

_WORDS: Final = struct.Struct(">8I")
_DIGEST_SIZE: Final = 32


class _Context(ctypes.Structure):
    """SHA256_CTX, and room to spare should a library's be larger."""

    _fields_ = (
        ("words", ctypes.c_uint32 * 8),
        ("bits_low", ctypes.c_uint32),
        ("bits_high", ctypes.c_uint32),
        ("block", ctypes.c_uint32 * 16),
        ("held", ctypes.c_uint32),
        ("size", ctypes.c_uint32),
        ("spare", ctypes.c_uint8 * 256),
    )


class ResumableSha256:
    """SHA-256 by libcrypto; the interpreter is free while it hashes."""

    def __init__(self, library: ctypes.CDLL, halfway: Halfway | None) -> None:
        """Begin, or go on.

        Args:
            library: What has the functions.
            halfway: Where another stopped; None for the start.
        """
        self._library = library
        self._context = _Context()
        library.SHA256_Init(ctypes.byref(self._context))
        if halfway is not None:
            self._context.words[:] = _WORDS.unpack(halfway.state)
            bits = halfway.chunks * CHUNK_SIZE * 8
            self._context.bits_low, self._context.bits_high = bits & 0xFFFFFFFF, bits >> 32

    def update(self, block: memoryview, /) -> None:
        """Take the next bytes.

        Args:
            block: A writable buffer of any length.
        """
        data = (ctypes.c_char * len(block)).from_buffer(block)
        self._library.SHA256_Update(ctypes.byref(self._context), data, ctypes.c_size_t(len(block)))

    def digest(self) -> bytes:
        """Give the digest of all bytes so far; more may follow.

        Returns:
            32 bytes.
        """
        ended = _Context.from_buffer_copy(self._context)
        found = ctypes.create_string_buffer(_DIGEST_SIZE)
        self._library.SHA256_Final(found, ctypes.byref(ended))
        return found.raw

    def state(self) -> bytes:
        """Give the state after whole blocks.

        Returns:
            The eight words, big end first.
        """
        return _WORDS.pack(*self._context.words)


def resumable() -> Callable[[Halfway | None], ResumableSha256] | None:
    """Give what begins such a SHA-256, or goes on with one.

    Returns:
        A maker; None where this Python's libcrypto has none that works.
    """
    library = _library()
    return None if library is None else lambda halfway: ResumableSha256(library, halfway)


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL | None:
    spec = find_spec("_hashlib")
    if spec is None or spec.origin is None or not spec.has_location:
        return None  # built without OpenSSL, or into the interpreter itself
    try:
        library = ctypes.CDLL(spec.origin)
        return library if _works(library) else None
    except (OSError, AttributeError):
        return None


def _works(library: ctypes.CDLL) -> bool:
    """Stop after a chunk, go on in another context, and hold what comes against `hashlib`."""
    chunk, rest = bytearray(CHUNK_SIZE), bytearray(b"and no whole block")
    first = ResumableSha256(library, None)
    first.update(memoryview(chunk))
    second = ResumableSha256(library, Halfway(1, first.state()))
    second.update(memoryview(rest))
    return second.digest() == sha256(chunk + rest).digest()
