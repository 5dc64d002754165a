"""Types of what the chain speaks that are no ids of records: numbers, times, hashes. Ids are in `ids.py`."""

from __future__ import annotations

from typing import NewType

from torrens_anchor.signatures.secp256k1 import Address

__all__ = [
    "Address",
    "BlockHash",
    "BlockNumber",
    "ChainId",
    "Digest32",
    "ExchangeId",
    "Fen",
    "Gas",
    "Nonce",
    "PartyId",
    "Timestamp",
    "TxHash",
]

BlockHash = NewType("BlockHash", bytes)
"""32 bytes: Keccak-256 of a block's header."""

BlockNumber = NewType("BlockNumber", int)
"""Height of a block; genesis is 0."""

ChainId = NewType("ChainId", int)
"""EIP-155 chain id."""

Digest32 = NewType("Digest32", bytes)
"""32 bytes of some hash; which one stands where it is used."""

ExchangeId = NewType("ExchangeId", int)
"""An exchange's number, 1 to 65535: its party number and its registrar code."""

Fen = NewType("Fen", int)
"""Money: hundredths of a yuan."""

Gas = NewType("Gas", int)
"""Units of gas."""

Nonce = NewType("Nonce", int)
"""How many transactions an account sent before this one."""

PartyId = NewType("PartyId", int)
"""A party's number, uint32."""

Timestamp = NewType("Timestamp", int)
"""UTC seconds."""

TxHash = NewType("TxHash", bytes)
"""32 bytes: Keccak-256 of a signed transaction."""
