"""What a command tells of terms: the voucher's id, where the file is, and every fen."""

from __future__ import annotations

from pathlib import Path

from torrens_cli.output import Report, utc
from torrens_registry.cases.vouchers.trade_file import Trade


def told(verb: str, words: tuple[str, str], made: Trade, out: Path) -> Report:
    """Makes the report of terms that were made or signed."""
    legs = [{"party": leg.party, "role": leg.role, "fen": str(leg.fen)} for leg in made.legs]
    facts = {"amountFen": str(made.money.amount_fen), "legs": legs, "deadline": utc(made.terms.deadline)}
    return Report(verb, *words, {"voucher": bytes(made.id), "file": str(out)}, facts)
