"""How steps tell what proves them: short ids, transactions, times."""

from __future__ import annotations

from collections.abc import Sequence

from torrens_contracts.codes import Reason
from torrens_contracts.errors import Reverted
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


def said_of(refusal: Reverted) -> str:
    """Names a refusal by its error, with the reason that it gives in words where it gives one."""
    reason = refusal.arguments.get("reason")
    return refusal.error if not isinstance(reason, int) else f"{refusal.error} {Reason(reason).name}"
