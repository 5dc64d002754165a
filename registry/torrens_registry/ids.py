"""Ids of the registry's own rows; the ids of the chain come from torrens_contracts.ids and are re-used as they are."""

from __future__ import annotations

from typing import NewType

from torrens_contracts.ids import (
    AgreementId,
    DataId,
    FactId,
    FreezeId,
    GrantId,
    GrantKey,
    Id,
    InterestId,
    ListingId,
    ObjectionId,
    Origin,
    PeerId,
    RedemptionId,
    SerialId,
    TitleId,
    VoucherId,
)

CaseNo = NewType("CaseNo", str)
"""Number of a registration case at one registrar, as 331-202611-0001; the chain never sees it."""
IntentId = NewType("IntentId", int)
"""A row of the outbox: what will become one transaction."""
IdempotencyKey = NewType("IdempotencyKey", str)
"""Chosen by the caller of the API: the same key never registers twice."""
EntryNo = NewType("EntryNo", int)
"""A pending entry of the audit log, before it has a leaf index."""
PartyNo = NewType("PartyNo", int)
"""A party of one register; an exchange's number (at most 65535) is its party number."""
ExchangeNo = NewType("ExchangeNo", PartyNo)
"""An exchange and registrar: region * 10 + digit, as 331."""

__all__ = [
    "AgreementId",
    "CaseNo",
    "DataId",
    "EntryNo",
    "ExchangeNo",
    "FactId",
    "FreezeId",
    "GrantId",
    "GrantKey",
    "Id",
    "IdempotencyKey",
    "IntentId",
    "InterestId",
    "ListingId",
    "ObjectionId",
    "Origin",
    "PartyNo",
    "PeerId",
    "RedemptionId",
    "SerialId",
    "TitleId",
    "VoucherId",
]
