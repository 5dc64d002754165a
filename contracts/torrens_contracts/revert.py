"""What a contract's refusal means: revert data to the error's name, its arguments, plain words and the way out."""

from __future__ import annotations

from typing import Final

from torrens_contracts.abi import errors_by_selector, read_words, selector
from torrens_contracts.artifacts import Entry
from torrens_contracts.errors import NodeRefused, Reverted
from torrens_contracts.revert_values import said
from torrens_contracts.revert_words import Words, words_by_error

_ERROR: Final = selector("Error(string)")
_PANIC: Final = selector("Panic(uint256)")

PANICS: Final = {
    0x01: "an assertion failed",
    0x11: "a number overflowed",
    0x12: "a division by zero",
    0x21: "a value is no member of its enum",
    0x22: "storage bytes are wrongly encoded",
    0x31: "an empty array was popped",
    0x32: "an index lies outside its array",
    0x41: "too much memory was asked for",
    0x51: "a function pointer was never set",
}
"""Solidity's panic codes (documentation, "Panic via assert and Error via require")."""

_EMPTY: Final = Words(
    "the contract refused without saying why",
    "check the address and the arguments; out of gas and calls to no contract look like this",
    "合约拒绝，未说明理由",
)
_TEXT: Final = Words("the contract refused in its own words", "read the text", "合约以文字拒绝")
_UNKNOWN: Final = Words(
    "an error that these contracts do not have",
    "use the release of this software that belongs to the deployment",
    "未知的合约错误",
)
_REPORT: Final = "report it with the transaction: this is a fault of the contract or of its caller's encoding"


def decode_revert(data: bytes) -> Reverted:
    """Decode revert data.

    Args:
        data: As the node gave it.

    Returns:
        The refusal to raise; data that is none of ours is named `Unknown`, no data `Empty`.
    """
    if not data:
        return _refusal("Empty", {}, data, _EMPTY)
    if data[:4] == _ERROR:
        return _refusal("Error", {"text": _text(data[4:])}, data, _TEXT)
    if data[:4] == _PANIC and len(data) == 36:
        number = int.from_bytes(data[4:])
        return _refusal(
            "Panic", {"number": number}, data, Words(PANICS.get(number, "the contract failed"), _REPORT, "合约内部错误")
        )
    entry = errors_by_selector().get(data[:4])
    arguments = None if entry is None else _arguments(entry, data[4:])
    if entry is None or arguments is None:
        return _refusal("Unknown", {"data": data}, data, _UNKNOWN)
    return _refusal(
        entry.name,
        arguments,
        data,
        words_by_error().get(entry.name, _UNKNOWN),
        said(entry.name, entry.inputs, arguments),
    )


def _refusal(
    error: str, arguments: dict[str, object], data: bytes, words: Words, shown: dict[str, str] | None = None
) -> Reverted:
    return Reverted(error, arguments, data, why=words.why, remedy=words.remedy, zh=words.zh, shown=shown)


def revert_of(refusal: NodeRefused) -> Reverted | NodeRefused:
    """Tell a contract's refusal from a node's.

    Args:
        refusal: What the node answered.

    Returns:
        The decoded refusal when there is revert data or the node says "revert"; else the node's own.
    """
    if refusal.data is not None and refusal.data.startswith("0x"):
        try:
            data = bytes.fromhex(refusal.data[2:])
        except ValueError:
            return refusal
        if data or "revert" in refusal.said:
            return decode_revert(data)
    return decode_revert(b"") if "revert" in refusal.said else refusal


def _arguments(entry: Entry, data: bytes) -> dict[str, object] | None:
    try:
        values = read_words([part.canonical for part in entry.inputs], data)
    except ValueError:
        return None
    names = [part.name or f"argument{i}" for i, part in enumerate(entry.inputs)]
    return dict(zip(names, values, strict=True))


def _text(data: bytes) -> str:
    size = int.from_bytes(data[32:64])
    return data[64 : 64 + size].decode("utf-8", "replace")
