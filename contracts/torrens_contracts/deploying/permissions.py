"""Which bits of which words each module may change: what a deployment passes to Register.enableModule.

The same table as contracts/modules.json, which the forge tests read; a test compares the two. It stands here too, so
that an installed package deploys without the sources.
"""

from __future__ import annotations

from typing import Final

from torrens_contracts.masks import EVERY_BIT, mask_of
from torrens_contracts.structs import Permission
from torrens_contracts.words import Kind

_ALL: Final[tuple[str, ...]] = ()
"""In the table below: every bit of the kind."""

FIELDS: Final[dict[str, dict[Kind, tuple[str, ...]]]] = {
    "Parties": {
        Kind.KEY: _ALL,
        Kind.PARTY: (
            "state",
            "kind",
            "exchange",
            "successor",
            "since",
            "suspect_from",
            "suspect_to",
            "behind",
            "flags.AFFILIATE",
        ),
        Kind.CALENDAR: _ALL,
        Kind.LINK: _ALL,
    },
    "Notices": {
        Kind.GRANT: (
            "state",
            "rights",
            "holder",
            "registrar",
            "since",
            "until",
            "cert_until",
            "open_objections",
            "flags.DISPUTED",
        ),
        Kind.OBJECTION: _ALL,
        Kind.LINK: _ALL,
    },
    "Titles": {
        Kind.GRANT: ("state", "since", "cert_until", "flags.ANNOTATED"),
        Kind.SERIAL: _ALL,
        Kind.LINK: _ALL,
    },
    "Grants": {
        Kind.GRANT: (
            "state",
            "rights",
            "depth",
            "holder",
            "registrar",
            "since",
            "until",
            "cert_until",
            "flags.CONFIRMED",
            "flags.ADJUDGED",
        )
    },
    "Holdings": {
        Kind.GRANT: (
            "state",
            "rights",
            "depth",
            "holder",
            "registrar",
            "since",
            "until",
            "cert_until",
            "flags.CONFIRMED",
        )
    },
    "Encumbrances": {
        Kind.GRANT: (
            "flags.EXERCISE",
            "flags.QUEUED",
            "flags.PRENOTICE",
            "frozen_until",
            "freezes",
            "ranks",
            "live_ranks",
        ),
        Kind.PARTY: ("flags.EXERCISE", "flags.QUEUED", "frozen_until", "freezes"),
        Kind.FREEZE: _ALL,
        Kind.INTEREST: _ALL,
    },
    "Enforcement": {
        Kind.GRANT: ("flags.EXERCISE", "flags.QUEUED", "flags.PRENOTICE", "frozen_until", "live_ranks"),
        Kind.FREEZE: _ALL,
        Kind.INTEREST: _ALL,
    },
    "Listings": {Kind.LISTING: _ALL, Kind.REVIEW: _ALL},
    "Vouchers": {Kind.VOUCHER: _ALL, Kind.REDEMPTION: _ALL, Kind.LINK: _ALL},
    "AuditAnchors": {Kind.LOG: _ALL},
    "Standing": {},
    "Peers": {Kind.PEER: _ALL},
    "Recognition": {Kind.FACT: _ALL, Kind.AGREEMENT: _ALL},
}
"""Fields by module and kind, named as in `words`, a single flag as flags.NAME; none named means every bit."""


def permissions_of(module: str) -> tuple[Permission, ...]:
    """Gives what a module may change.

    Args:
        module: A name of `artifacts.MODULES`.

    Returns:
        One permission a kind, in the table's order; none for a module that writes no word.
    """
    return tuple(
        Permission(kind, EVERY_BIT if fields == _ALL else mask_of(kind, fields))
        for kind, fields in FIELDS[module].items()
    )
