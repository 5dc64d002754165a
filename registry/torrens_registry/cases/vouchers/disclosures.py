"""What the vault keeps of a voucher, since the chain holds only hashes of it: terms, consents, price, legs."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlmodel import Session

from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.bundles.trade import legs_json, money_json, parse_legs, parse_money
from torrens_anchor.forms.canonical import JsonValue, encode, parse_canonical
from torrens_contracts.ids import VoucherId
from torrens_registry.errors import NotStored
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.vault_tables import DisclosureRow

TRADE: Final = "trade"
MONEY: Final = "money"
LEGS: Final = "legs"
"""Kinds under which the parts stand; money and legs can be erased while the trade stays."""


def keep(session: Session, voucher: VoucherId, record: VoucherRecord, now: int) -> None:
    """Keeps a voucher's disclosures, in the transaction of its intent.

    Args:
        session: The writing transaction.
        voucher: The voucher's id.
        record: What was signed.
        now: UTC second.
    """
    parts: dict[str, JsonValue] = {TRADE: replace(record, money=None, legs=None).json()}
    parts |= {MONEY: money_json(record.money)} if record.money else {}
    parts |= {LEGS: legs_json(record.legs)} if record.legs else {}
    subject = f"0x{voucher.hex()}"
    made = [DisclosureRow(subject=subject, kind=k, created=now, body=encode(b).decode()) for k, b in parts.items()]
    rows.upsert(session, made)


def disclosed(office: Office, voucher: VoucherId) -> VoucherRecord:
    """Gives what the vault keeps of a voucher.

    Args:
        office: The exchange's office.
        voucher: The voucher.

    Returns:
        Terms, consents, product and path; the money part and the legs unless they were erased.

    Raises:
        NotStored: This exchange did not issue it.
    """
    subject = f"0x{voucher.hex()}"
    with office.store.read() as session:
        found = {kind: rows.get(session, DisclosureRow, subject, kind) for kind in (TRADE, MONEY, LEGS)}
    bodies = {kind: parse_canonical(row.body.encode()) for kind, row in found.items() if row is not None}
    if TRADE not in bodies:
        raise NotStored(f"this exchange's vault holds no trade {subject}", id=subject)
    record = VoucherRecord.parse(bodies[TRADE], "voucher")
    money = parse_money(bodies[MONEY], "money") if MONEY in bodies else None
    legs = parse_legs(bodies[LEGS], "legs") if LEGS in bodies else None
    return replace(record, money=money, legs=legs)
