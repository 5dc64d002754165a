"""The arguments of a custom error as people read them: times as times, bits and codes by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import IntEnum, IntFlag
from typing import Final, TypeAlias

from torrens_anchor.chain.layout import Kind
from torrens_contracts import codes
from torrens_contracts.artifacts import Param
from torrens_contracts.masks import bits_said
from torrens_contracts.words.agreement import AgreementState
from torrens_contracts.words.freeze import FreezeState
from torrens_contracts.words.grant import GrantState
from torrens_contracts.words.interest import InterestState
from torrens_contracts.words.listing import ListingState
from torrens_contracts.words.objection import ObjectionState
from torrens_contracts.words.party import PartyState
from torrens_contracts.words.peer import PeerState
from torrens_contracts.words.review import ReviewState
from torrens_contracts.words.voucher import VoucherState

Names: TypeAlias = type[IntEnum] | type[IntFlag]

TIMES: Final = frozenset(
    {"agreedAt", "asOf", "certUntil", "closes", "deadline", "due", "earliest", "former", "from", "frozenUntil"}
    | {"grantUntil", "headerTime", "held", "known", "latest", "maturity", "notBefore", "noticeUntil", "nowAt", "opens"}
    | {"parentNotBefore", "parentUntil", "signedAt", "since", "timestamp", "to", "until", "usedAt"}
)
"""Arguments that are seconds, where their type is one of times."""

_OF_TIMES: Final = ("uint256", "uint40")
_TEXTS: Final = frozenset({"name", "field"})
_HEX: Final = frozenset({"mask", "current"})
_BITS: Final = frozenset({"mask", "bits"})
"""Bits of a word, where the error names its kind too."""

NAMES: Final[Mapping[tuple[str, str], Names]] = {
    ("uint8", "basis"): codes.Basis,
    ("uint8", "decision"): codes.Recognised,
    ("uint8", "fault"): codes.SplitFault,
    ("uint8", "mode"): codes.Mode,
    ("uint8", "outcome"): ObjectionState,
    ("uint8", "reason"): codes.Reason,
    ("uint8", "reliance"): codes.Reliance,
    ("uint8", "rights"): codes.Right,
    ("uint8", "scope"): codes.FreezeScope,
    ("uint8", "sequence"): codes.Sequence,
    ("uint8", "status"): codes.Recognised,
    ("uint8", "successorKind"): codes.PartyKind,
    ("uint8", "verb"): codes.Verb,
    ("uint8", "verdict"): codes.Verdict,
    ("uint24", "action"): codes.Action,
    ("uint24", "actions"): codes.Action,
    ("uint24", "needed"): codes.Action,
    ("uint24", "parentAction"): codes.Action,
    ("uint32", "allowed"): codes.Role,
    ("uint32", "roles"): codes.Role,
}
"""What an argument of this type and name counts, whatever the error."""

_LINK: Final = {"kind": codes.LinkKind}
_INTEREST: Final = {"kind": codes.InterestKind}
_GRANT: Final = {"state": GrantState, "next": GrantState, "needed": GrantState}
_KIND: Final = {"kind": Kind}

OF_ERROR: Final[Mapping[str, Mapping[str, Names]]] = {
    "AgreementNotLive": {"state": AgreementState},
    "AnnotationRefused": {"kind": codes.Annotation},
    "BasisRefused": {"allowed": codes.Right},
    "BitsNotYours": _KIND,
    "EndRefused": _GRANT,
    "FreezeNotLive": {"state": FreezeState},
    "FreezeNotQueued": {"state": FreezeState},
    "FreezeNotRunning": {"state": FreezeState},
    "InterestKindRefused": _INTEREST,
    "InterestNotLive": {"state": InterestState},
    "InterestNotOwed": {"state": InterestState},
    "LinkExists": _LINK,
    "LinkRefused": _LINK,
    "LinkStands": _LINK,
    "LinkUnknown": _LINK,
    "ListingStateRefused": {"state": ListingState, "next": ListingState},
    "ModeRefused": {"needed": codes.Mode},
    "NotAnnotated": {"kind": codes.Annotation},
    "NotPrenotice": _INTEREST,
    "ObjectionNotOpen": {"state": ObjectionState},
    "PartyKindRefused": {"kind": codes.PartyKind},
    "PartyNotActive": {"state": PartyState},
    "PeerNotAccredited": {"state": PeerState},
    "PeerNotUsable": {"state": PeerState},
    "PredecessorStands": _GRANT,
    "ReasonRefused": {"reason": codes.TransferReason},
    "ReviewNotLive": {"state": ReviewState},
    "RightRefused": {"needed": codes.Right},
    "RightsExceeded": {"child": codes.Right, "parent": codes.Right},
    "RoleMissing": {"needed": codes.Role},
    "Stale": _KIND,
    "StateRefused": {"state": PeerState},
    "SuccessorRefused": {"kind": codes.PartyKind},
    "VoucherStateRefused": {"state": VoucherState, "next": VoucherState},
    "WideningNotDue": _KIND,
    "WrongGrantState": _GRANT,
    "WrongState": _GRANT,
    "ZeroOverNonzero": _KIND,
}
"""What an argument counts in one error alone."""


def said(error: str, inputs: Sequence[Param], values: Mapping[str, object]) -> dict[str, str]:
    """Write the arguments of an error for people.

    Args:
        error: The error's name.
        inputs: Its arguments, as the ABI has them.
        values: The arguments by name, as decoded.

    Returns:
        Each argument by name; what has no name of its own as it is, bytes as 0x-hex.
    """
    kinds = {part.name: part.canonical for part in inputs}
    told = {name: _said(error, kinds.get(name, ""), name, value) for name, value in values.items()}
    kind = values.get("kind")
    if OF_ERROR.get(error) is _KIND and isinstance(kind, int):
        told |= {name: bits_said(kind, _number(values[name])) for name in _BITS & values.keys()}
    return told


def _number(value: object) -> int:
    return int.from_bytes(value) if isinstance(value, bytes) else int(str(value))


def _said(error: str, kind: str, name: str, value: object) -> str:
    if isinstance(value, bytes):
        return _text(value) if kind == "bytes32" and name in _TEXTS else f"0x{value.hex()}"
    if not isinstance(value, int) or isinstance(value, bool):
        return str(value)
    names = OF_ERROR.get(error, {}).get(name) or NAMES.get((kind, name))
    if names is not None:
        return named(names, value)
    if kind in _OF_TIMES and name in TIMES:
        return instant(value)
    return hex(value) if name in _HEX else str(value)


def _text(value: bytes) -> str:
    """A short name that stands left-aligned in 32 bytes; any other bytes are no name."""
    text = value.rstrip(b"\0")
    printable = bool(text) and all(0x20 < one < 0x7F for one in text)
    return text.decode("ascii") if printable else f"0x{value.hex()}"


def named(names: Names, value: int) -> str:
    """Write a number by the names of its codes or bits.

    Args:
        names: The codes, or the bits.
        value: The number.

    Returns:
        Its name, bits joined by `|`; what has no name stays a number, no bits are `none`.
    """
    if issubclass(names, IntFlag):
        known = [one for one in names if value & one == one and one.bit_count() == 1]
        rest = value & ~sum(known)
        parts = [str(one.name) for one in known] + ([hex(rest)] if rest else [])
        return "|".join(parts) or "none"
    return next((one.name for one in names if one == value), str(value))


def instant(value: int) -> str:
    """Write a second as people do.

    Args:
        value: The second, UTC.

    Returns:
        ISO 8601; a dash for 0, which says that there is none; what no calendar has stays a number.
    """
    if value == 0:
        return "–"
    try:
        return f"{datetime.fromtimestamp(value, UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (OverflowError, ValueError, OSError):
        return str(value)
