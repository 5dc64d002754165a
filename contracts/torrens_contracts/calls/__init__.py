"""Every verb and view of the contracts, one file a contract; each gives a `Call`.

What a method takes, changes and refuses is said once, in the NatSpec of its interface (contracts/src/interfaces); here
stands who may call it, and whose signature it carries.

`Contracts.of(deployment)` binds them all to the addresses of a deployment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from torrens_contracts.calls.audit_anchors import AuditAnchors
from torrens_contracts.calls.council import Council
from torrens_contracts.calls.encumbrances import Encumbrances
from torrens_contracts.calls.enforcement import Enforcement
from torrens_contracts.calls.grants import Grants
from torrens_contracts.calls.holdings import Holdings
from torrens_contracts.calls.listings import Listings
from torrens_contracts.calls.notices import Notices
from torrens_contracts.calls.parties import Parties
from torrens_contracts.calls.peers import Peers
from torrens_contracts.calls.recognition import Recognition
from torrens_contracts.calls.register import Register
from torrens_contracts.calls.standing import Standing
from torrens_contracts.calls.titles import Titles
from torrens_contracts.calls.vouchers import Vouchers
from torrens_contracts.deploying.deployment import Deployment

__all__ = [
    "AuditAnchors",
    "Contracts",
    "Council",
    "Encumbrances",
    "Enforcement",
    "Grants",
    "Holdings",
    "Listings",
    "Notices",
    "Parties",
    "Peers",
    "Recognition",
    "Register",
    "Standing",
    "Titles",
    "Vouchers",
]


@dataclass(frozen=True, slots=True)
class Contracts:
    """All contracts of one deployment."""

    register: Register
    council: Council
    parties: Parties
    notices: Notices
    titles: Titles
    grants: Grants
    holdings: Holdings
    encumbrances: Encumbrances
    enforcement: Enforcement
    listings: Listings
    vouchers: Vouchers
    audit_anchors: AuditAnchors
    standing: Standing
    peers: Peers
    recognition: Recognition

    @classmethod
    def of(cls, deployment: Deployment) -> Self:
        """Bind the calls to a deployment.

        Args:
            deployment: Where the contracts are.

        Returns:
            The calls.

        Raises:
            MalformedDeployment: The manifest names no such module.
        """
        at = deployment.address_of
        return cls(
            Register(deployment.register),
            Council(deployment.council),
            Parties(at("Parties")),
            Notices(at("Notices")),
            Titles(at("Titles")),
            Grants(at("Grants")),
            Holdings(at("Holdings")),
            Encumbrances(at("Encumbrances")),
            Enforcement(at("Enforcement")),
            Listings(at("Listings")),
            Vouchers(at("Vouchers")),
            AuditAnchors(at("AuditAnchors")),
            Standing(at("Standing")),
            Peers(at("Peers")),
            Recognition(at("Recognition")),
        )
