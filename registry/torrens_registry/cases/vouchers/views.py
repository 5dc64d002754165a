"""What the mirror holds of a sale, for whoever asks."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from torrens_anchor.chain.eip712 import TradeTerms
from torrens_contracts.ids import GrantId, GrantKey, Id, VoucherId, trade_id
from torrens_contracts.words import VoucherState
from torrens_registry.cases import paths
from torrens_registry.errors import NotStored, WrongState
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.market_tables import RedemptionRow, VoucherRow


def voucher(office: Office, identifier: VoucherId) -> VoucherRow:
    """Gives a voucher.

    Args:
        office: The exchange's office.
        identifier: Its id.

    Returns:
        Its row.

    Raises:
        NotStored: The mirror knows no such voucher.
    """
    office.sync()
    found = _find(office, identifier)
    if found is None:
        shown = f"0x{identifier.hex()}"
        raise NotStored(f"the mirror knows no voucher {shown}", id=shown)
    return found


def terms_of(row: VoucherRow) -> TradeTerms:
    """Gives the whole trade terms of a voucher, of which its id is the digest.

    Args:
        row: The voucher's row.

    Returns:
        The terms.
    """
    shown = row.model_dump()
    values = {one.name: shown["trade_exchange" if one.name == "exchange" else one.name] for one in fields(TradeTerms)}
    parsed: dict[str, Any] = {
        name: bytes.fromhex(value[2:]) if isinstance(value, str) else value for name, value in values.items()
    }
    return TradeTerms(**parsed)


def refused(row: VoucherRow, asked: str) -> WrongState:
    """Makes the refusal of a verb that the voucher's state does not allow.

    Args:
        row: The voucher's row.
        asked: What cannot be done with it, as a participle.

    Returns:
        The refusal.
    """
    now = VoucherState(row.state).name
    return WrongState(f"voucher {row.id} is {now}, it cannot be {asked}", id=row.id, state=now, asked=asked)


def redemptions(office: Office, identifier: VoucherId) -> list[RedemptionRow]:
    """Gives what a voucher was used for, or one that it corrects, or that corrects it; the oldest use first.

    Args:
        office: The exchange's office.
        identifier: The voucher.

    Returns:
        Their rows.
    """
    trade = trade_id(terms_of(voucher(office, identifier)))
    at = rows.column(RedemptionRow, "trade") == f"0x{trade.hex()}"
    order = [rows.column(RedemptionRow, name) for name in ("at", "purpose", "verifier")]
    with office.store.read() as session:
        return rows.listed(session, RedemptionRow, at, order=order)


def is_voucher(office: Office, identifier: bytes) -> bool:
    """Says whether an id is that of a voucher.

    Args:
        office: The exchange's office.
        identifier: Its id, 32 bytes.

    Returns:
        Whether it is one.
    """
    return _find(office, identifier) is not None


def path_of(office: Office, identifier: bytes) -> tuple[GrantKey, ...]:
    """Gives the keys from the title down to what a record is about: a right itself, or a voucher's licence.

    Args:
        office: The exchange's office.
        identifier: The id of a voucher, a title or a grant.

    Returns:
        The keys, title first.

    Raises:
        NotStored: The mirror knows no such record.
    """
    office.sync()
    found = _find(office, identifier)
    right = identifier if found is None else bytes.fromhex(found.licence_grant_id[2:])
    return paths.find(office, GrantId(Id(right))).keys


def _find(office: Office, identifier: bytes) -> VoucherRow | None:
    with office.store.read() as session:
        return rows.get(session, VoucherRow, f"0x{identifier.hex()}")
