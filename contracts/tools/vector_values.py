"""The fixed values of which vectors are made: what a name gives, and one register with a title, a grant, a listing."""

# ruff: noqa: INP001 - beside a script that is run by its path

from __future__ import annotations

from typing import Any

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts import ids, words

CHAIN_ID = 3_310_001


def some(name: str) -> Any:  # noqa: ANN401 - bytes, taken as any digest or id
    """Give 32 fixed bytes for a name."""
    return keccak256(f"torrens/vector/{name}".encode())


def address(name: str) -> Any:  # noqa: ANN401 - bytes, taken as any address
    """Give 20 fixed bytes for a name."""
    return some(name)[12:]


REGISTER, SALT = address("register"), some("deployment salt")
ORIGIN = ids.origin(CHAIN_ID, REGISTER, SALT)
PACKED = words.PackedWord(
    purpose=0x41, region=1 << 10, action=0x0B, rights=6, basis=1, mode=1, not_before=1_777_251_600, until=1_900_000_000,
    nonce=ids.title_nonce(70_001, 331, some("title salt")),
)  # fmt: skip
DATA_ID = ids.data_id(some("content root"), some("data salt"))
TITLE_KEY = ids.GrantKey(DATA_ID, PACKED, some("title terms"))
TITLE = ids.title_id(ORIGIN, TITLE_KEY)
GRANT_KEY = ids.GrantKey(TITLE, words.PackedWord(purpose=1, region=1 << 10, rights=2, mode=3, nonce=7), some("terms"))
GRANT = ids.grant_id(GRANT_KEY)
LISTING = ids.listing_id(GRANT, 331, some("product"), 5)
PEER = ids.peer_id(ORIGIN)
