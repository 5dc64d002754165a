"""Columns: how values of the chain stand in SQL, the same on SQLite and PostgreSQL.

Bytes stand as lower-case hex text with 0x (fixed width, readable, sorts as the number it is); integers that fit 63 bits
as BIGINT; wider unsigned integers as decimal text padded to 20 digits, which sorts as the number up to 64 bits.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Dialect, String, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Uint(TypeDecorator[int]):
    """An unsigned integer of up to 256 bits, as decimal text of at least 20 digits."""

    impl = String(78)
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turns the integer into its text."""
        return None if value is None else f"{value:020d}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Turns the text back; text that is no number, as only a hand at the database leaves, reads as -1."""
        if value is None:
            return None
        return int(value) if value.isdecimal() else -1


def hex_id() -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns the primary key of 32 bytes as hex."""
    return Field(primary_key=True, max_length=66)


def hex32(*, index: bool = False) -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns a column of 32 bytes as hex."""
    return Field(max_length=66, index=index)


def hex32_or_none() -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns a column of 32 bytes as hex that may be absent."""
    return Field(default=None, max_length=66)


def account(*, index: bool = False) -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns a column of an address, 20 bytes as lower-case hex."""
    return Field(max_length=42, index=index)


def integer(*, key: bool = False, index: bool = False) -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns an integer column of up to 63 bits."""
    return Field(primary_key=key, index=index, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


def integer_or_none(*, index: bool = False) -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns an integer column of up to 63 bits that may be absent."""
    return Field(default=None, index=index, sa_type=BigInteger)


def wide() -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns an unsigned integer column of up to 256 bits, see `Uint`."""
    return Field(sa_type=Uint)


def text() -> Any:  # noqa: ANN401 - a field's default stands for its value
    """Returns a text column of any length."""
    return Field(sa_type=Text)


class Row(SQLModel):
    """A row as everything outside the store sees it: frozen, checked when made, the same fields as its table."""

    model_config = {"frozen": True}


class Placed(Row):
    """A row that an event or a word put there; `block` and `log_index` say which wrote it last."""

    block: int = integer(index=True)
    log_index: int = integer()


class Said(Row):
    """A row that one event put there for good; its place is its key."""

    block: int = integer(key=True)
    log_index: int = integer(key=True)


class Stated(Placed):
    """A row that shows one word of the register, with what the event that opened it adds.

    Attributes:
        id: The word's id within its kind, 32 bytes.
        opened_block: Block of the word's first value.
        opened_log_index: Log index of the Written of that value.
    """

    id: str = hex_id()
    opened_block: int = integer()
    opened_log_index: int = integer()
