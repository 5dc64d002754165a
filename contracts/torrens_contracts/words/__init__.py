"""Every word of the register as a frozen type, one module a word.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from torrens_anchor.chain.layout import Kind
from torrens_contracts.words.agreement import AgreementState, AgreementWord
from torrens_contracts.words.calendar import CalendarWord
from torrens_contracts.words.fact import FactWord
from torrens_contracts.words.freeze import FreezeState, FreezeWord
from torrens_contracts.words.grant import GrantState, GrantWord
from torrens_contracts.words.interest import InterestState, InterestWord
from torrens_contracts.words.key import KeyWord
from torrens_contracts.words.link import LinkWord
from torrens_contracts.words.listing import ListingState, ListingWord
from torrens_contracts.words.log import LogWord
from torrens_contracts.words.module import ModuleWord
from torrens_contracts.words.objection import ObjectionState, ObjectionWord
from torrens_contracts.words.origin import OriginState, OriginWord
from torrens_contracts.words.packed import PackedWord
from torrens_contracts.words.party import PartyState, PartyWord
from torrens_contracts.words.peer import PeerState, PeerWord
from torrens_contracts.words.redemption import RedemptionState, RedemptionWord
from torrens_contracts.words.review import ReviewState, ReviewWord
from torrens_contracts.words.serial import SerialWord
from torrens_contracts.words.voucher import VoucherState, VoucherWord

__all__ = [
    "AgreementState",
    "AgreementWord",
    "CalendarWord",
    "FactWord",
    "FreezeState",
    "FreezeWord",
    "GrantState",
    "GrantWord",
    "InterestState",
    "InterestWord",
    "KeyWord",
    "Kind",
    "LinkWord",
    "ListingState",
    "ListingWord",
    "LogWord",
    "ModuleWord",
    "ObjectionState",
    "ObjectionWord",
    "OriginState",
    "OriginWord",
    "PackedWord",
    "PartyState",
    "PartyWord",
    "PeerState",
    "PeerWord",
    "RedemptionState",
    "RedemptionWord",
    "ReviewState",
    "ReviewWord",
    "SerialWord",
    "VoucherState",
    "VoucherWord",
]
