"""How steps tell what proves them: short ids, transactions, times."""

from __future__ import annotations

from collections.abc import Sequence

from torrens_registry.office import Settled


def brief(data: bytes) -> str:
    """Returns the first bytes of an id or digest, enough to recognise it."""
    return f"0x{data.hex()[:10]}…"


def tx(settled: Settled) -> str:
    """Names a transaction and its block."""
    return f"tx {brief(settled.tx_hash)} 区块 block {settled.block}"


def gas_of(settled: Sequence[Settled]) -> int:
    """Returns the gas of some transactions together."""
    return sum(one.gas_used for one in settled)


def yuan(fen: int) -> str:
    """Writes an amount of fen in yuan."""
    return f"{fen // 100:,}.{fen % 100:02}"
