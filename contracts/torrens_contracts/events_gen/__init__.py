"""Every event of the contracts as a frozen type of the same name, one module a contract.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from torrens_contracts.events_gen.audit_anchors import Anchored
from torrens_contracts.events_gen.base import Event
from torrens_contracts.events_gen.encumbrances import ExerciseReleased, FreezeLifted, FreezePromoted, Frozen
from torrens_contracts.events_gen.grants import GrantEnded, Licensed, Transferred
from torrens_contracts.events_gen.listings import Listed, ListingChanged, Reviewed
from torrens_contracts.events_gen.parties import (
    CalendarPublished,
    ExchangeAdmitted,
    KeyAdded,
    KeyEnded,
    PartyEnrolled,
    SignaturesVoided,
)
from torrens_contracts.events_gen.peers import HeaderAccepted, NotariesChanged, PeerAccredited, PeerChanged, PeerFrozen
from torrens_contracts.events_gen.recognition import AgreementEnded, AgreementMade, FactDecided, FactRecorded
from torrens_contracts.events_gen.register import (
    Founded,
    ModuleEnabled,
    ModuleNarrowed,
    ModuleRetired,
    ModuleWidened,
    WideningAnnounced,
    Written,
)
from torrens_contracts.events_gen.standing import Answered, Stated
from torrens_contracts.events_gen.titles import Noticed, ObjectionFiled, ObjectionSettled, Registered
from torrens_contracts.events_gen.vouchers import VoucherIssued

__all__ = [
    "EVENTS",
    "AgreementEnded",
    "AgreementMade",
    "Anchored",
    "Answered",
    "CalendarPublished",
    "Event",
    "ExchangeAdmitted",
    "ExerciseReleased",
    "FactDecided",
    "FactRecorded",
    "Founded",
    "FreezeLifted",
    "FreezePromoted",
    "Frozen",
    "GrantEnded",
    "HeaderAccepted",
    "KeyAdded",
    "KeyEnded",
    "Licensed",
    "Listed",
    "ListingChanged",
    "ModuleEnabled",
    "ModuleNarrowed",
    "ModuleRetired",
    "ModuleWidened",
    "NotariesChanged",
    "Noticed",
    "ObjectionFiled",
    "ObjectionSettled",
    "PartyEnrolled",
    "PeerAccredited",
    "PeerChanged",
    "PeerFrozen",
    "Registered",
    "Reviewed",
    "SignaturesVoided",
    "Stated",
    "Transferred",
    "VoucherIssued",
    "WideningAnnounced",
    "Written",
]

EVENTS: tuple[type[Event], ...] = (
    Founded,
    ModuleEnabled,
    ModuleNarrowed,
    ModuleRetired,
    ModuleWidened,
    WideningAnnounced,
    Written,
    CalendarPublished,
    ExchangeAdmitted,
    KeyAdded,
    KeyEnded,
    PartyEnrolled,
    SignaturesVoided,
    Noticed,
    ObjectionFiled,
    ObjectionSettled,
    Registered,
    GrantEnded,
    Licensed,
    Transferred,
    ExerciseReleased,
    FreezeLifted,
    FreezePromoted,
    Frozen,
    Listed,
    ListingChanged,
    Reviewed,
    VoucherIssued,
    Anchored,
    Answered,
    Stated,
    HeaderAccepted,
    NotariesChanged,
    PeerAccredited,
    PeerChanged,
    PeerFrozen,
    AgreementEnded,
    AgreementMade,
    FactDecided,
    FactRecorded,
)
"""Every event, in the order of the contracts."""
