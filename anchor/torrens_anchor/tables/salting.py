"""Salts of rows and cells: how they hide what a hash alone would let one guess (SPEC-table.md section 4)."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Protocol

from torrens_anchor.errors import MalformedInput, SaltMissing
from torrens_anchor.hashing.digest import Root, sha256_of
from torrens_anchor.hashing.ledger import Hashed
from torrens_anchor.tables.cells import HIDDEN_TAG

SALT_SIZE: Final = 32
"""Bytes in a salt."""
MIN_SECRET: Final = 32
"""Fewest bytes of a secret that salts are derived from."""
_TABLE: Final = b"torrens/table-secret/1"
_ROW: Final = b"torrens/row-salt/1"
_CELL: Final = b"torrens/cell-salt/1"


@dataclass(frozen=True, slots=True)
class SaltBatch:
    """Salts of consecutive rows.

    Attributes:
        salts: One a row; whatever stands at an erased one is not used.
        erased: Leaf hashes of the rows whose salt was destroyed, by place in `salts`.
    """

    salts: Sequence[bytes]
    erased: Mapping[int, bytes] = field(default_factory=dict)


class SaltSource(Protocol):
    """Where the salts of a table's rows come from."""

    def take(self, first: int, count: int) -> SaltBatch:
        """Give the salts of rows `first` to `first + count - 1`; rows are numbered from 1.

        Args:
            first: The first row.
            count: How many rows.

        Returns:
            Their salts.

        Raises:
            SaltMissing: There is none for one of the rows.
        """
        ...


class DerivedSalts:
    """Salts derived from one secret: nothing to store, but no single row can be erased.

    Salt of row i: HMAC-SHA256(secret, "torrens/row-salt/1" ‖ i in 8 bytes). A secret is for one table: `table_secret`
    makes it of an owner's, who has many tables.
    """

    def __init__(self, secret: bytes) -> None:
        """Take the secret.

        Args:
            secret: 32 bytes or more, used for this one table only.

        Raises:
            MalformedInput: A shorter secret, which could be guessed.
        """
        self._secret = checked_secret(secret)

    def take(self, first: int, count: int) -> SaltBatch:
        """Derive the salts of rows `first` to `first + count - 1`.

        Args:
            first: The first row, from 1.
            count: How many rows.

        Returns:
            Their salts.
        """
        return SaltBatch(
            [hmac.digest(self._secret, _ROW + row.to_bytes(8, "big"), "sha256") for row in range(first, first + count)]
        )


def table_secret(secret: bytes, leaf: bytes, plain: Root) -> bytes:
    """Derive the secret of one table from its owner's, so that no two tables share a salt.

    Args:
        secret: The owner's: 32 bytes or more, for any number of tables.
        leaf: Leaf 0 of the table, salted as it will be.
        plain: Root of the same columns and rows, unsalted.

    Returns:
        HMAC-SHA256(secret, "torrens/table-secret/1" ‖ SHA-256(leaf) ‖ plain).

    Raises:
        MalformedInput: A shorter secret, which could be guessed.
    """
    return hmac.digest(checked_secret(secret), _TABLE + sha256(leaf).digest() + plain, "sha256")


def checked_secret(secret: bytes) -> bytes:
    """Demand a secret that nobody guesses.

    Args:
        secret: The secret.

    Returns:
        The same.

    Raises:
        MalformedInput: Fewer than 32 bytes.
    """
    if len(secret) < MIN_SECRET:
        raise MalformedInput(
            f"a secret for salts has {MIN_SECRET} bytes or more, not {len(secret)}",
            remedy="draw one, for example with `openssl rand 32`",
        )
    return secret


class NoSalts:
    """What an unsalted table's rows take; a salted one's are refused."""

    def take(self, first: int, _count: int) -> SaltBatch:
        """Refuse.

        Args:
            first: The first row, from 1.

        Raises:
            SaltMissing: Always.
        """
        raise SaltMissing(f"row {first}: the schema says that the table is salted, and no salts were given", row=first)


def cell_salt(row_salt: bytes, column: int) -> bytes:
    """Derive a cell's salt; it shows nothing of the row's salt, nor of another cell's.

    Args:
        row_salt: The row's 32 bytes.
        column: The cell's place in its row, from 0.

    Returns:
        HMAC-SHA256(row salt, "torrens/cell-salt/1" ‖ column in 4 bytes).
    """
    return hmac.digest(row_salt, _CELL + column.to_bytes(4, "big"), "sha256")


def hidden_cell(salt: bytes, cell: bytes) -> bytes:
    """Write a salted cell as it stands in its row's leaf.

    Args:
        salt: The cell's salt.
        cell: The cell: tag, length, canonical bytes.

    Returns:
        Tag 0x20, length 32, SHA-256(0x02 ‖ salt ‖ cell).
    """
    return _HIDDEN + sha256_of(b"\x02" + salt + cell, Hashed.CELL)


_HIDDEN: Final = bytes([HIDDEN_TAG, 0, 0, 0, 32])
