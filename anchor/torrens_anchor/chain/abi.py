"""The few forms of Solidity's `abi.encode` that ids, slots and statements use: static words and one string.

Source: Solidity documentation, "Contract ABI Specification". Every static value is one 32-byte word.
"""

from torrens_anchor.errors import OutOfRange
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed

WORD = 32


def uint_word(value: int, bits: int = 256) -> bytes:
    """Encode an unsigned integer.

    Args:
        value: The integer.
        bits: The Solidity type's width.

    Returns:
        32 bytes, big-endian.

    Raises:
        OutOfRange: Negative, or wider than its type.
    """
    if value < 0 or value.bit_length() > bits:
        raise OutOfRange(f"{value} does not fit uint{bits}", value=value, remedy="use a value that fits its type")
    return value.to_bytes(WORD, "big")


def address_word(address: bytes) -> bytes:
    """Encode an address.

    Args:
        address: 20 bytes.

    Returns:
        32 bytes, left-padded.

    Raises:
        OutOfRange: Not 20 bytes.
    """
    if len(address) != 20:
        raise OutOfRange(f"an address has 20 bytes, not {len(address)}", size=len(address), remedy="give 20 bytes")
    return bytes(12) + address


def hash_words(*words: bytes, of: Hashed = Hashed.BYTES) -> bytes:
    """Hash words laid end to end: keccak256(abi.encode(...)) of static values.

    Args:
        *words: 32 bytes each.
        of: What they are, for a reader who redoes the hash.

    Returns:
        The digest.

    Raises:
        OutOfRange: A part is not 32 bytes.
    """
    for word in words:
        if len(word) != WORD:
            raise OutOfRange(f"a word has 32 bytes, not {len(word)}", size=len(word), remedy="give 32 bytes")
    return keccak256(b"".join(words), of)


def encode_tagged(tag: str, *words: bytes) -> bytes:
    """Encode a string followed by static values: abi.encode(string, ...).

    Args:
        tag: The string, at most 32 bytes in UTF-8.
        *words: 32 bytes each.

    Returns:
        Head (offset and words), then the string's length and its padded bytes.
    """
    text = tag.encode()
    tail = uint_word(len(text)) + text.ljust(-(-len(text) // WORD) * WORD, b"\0")
    return uint_word(WORD * (len(words) + 1)) + b"".join(words) + tail
