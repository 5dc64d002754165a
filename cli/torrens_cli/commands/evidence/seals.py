"""Who sealed the headers of a bundle, as its verb is told: notaries, by their files, or the chain's validators."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import ATTEST, QBFT, SealedHeader
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.errors import FieldMismatch, TrustMissing
from torrens_cli import files
from torrens_cli.context import Desk
from torrens_cli.errors import ArgumentRefused
from torrens_registry.evidence import notary, validators
from torrens_registry.evidence.notary import NotarySeal
from torrens_registry.evidence.receipts import Receipted, outcome_of, with_receipt

Seals = Annotated[
    list[Path] | None, typer.Option(help="A notary's seal of one header, from `standing seal`; repeat. Under `attest`.")
]
Receipt = Annotated[
    list[Path] | None,
    typer.Option(help="A notary's seal of the block in which the record was written: its event is proven too; repeat."),
]
Pinned = Annotated[
    Path | None,
    typer.Option(help="The reader's policy: its newest set of validators, or a trail from it, seals. Under `qbft`."),
]


@dataclass(frozen=True, slots=True)
class Sealing:
    """What a bundle verb was told about seals.

    Attributes:
        seals: Files of the notaries' seals of one header.
        receipt_seals: Files of their seals of the block in which the record was written.
        policy: File of the reader's policy.
    """

    seals: list[Path] | None
    receipt_seals: list[Path] | None
    policy: Path | None

    def header(self, desk: Desk) -> SealedHeader:
        """Gives the header under which everything is proven: the notaries', or the newest final one.

        Args:
            desk: The open office.

        Returns:
            The header, sealed by the home's scheme.

        Raises:
            ArgumentRefused: What was told belongs to the other scheme, or is missing.
            TrustMissing: The policy's validators do not lead to that header.
        """
        if self._is_attested(desk):
            return _notaries(self.seals or [])
        return self._validators(desk, notary.final_height(desk.office.wire, desk.office.settings.finality))

    def receipted(self, desk: Desk, made: Bundle) -> Receipted:
        """Proves in a bundle by which event its record was written, where its block is sealed; validators seal each.

        Args:
            desk: The open office.
            made: The bundle.

        Returns:
            The bundle, and why it has no receipt.
        """
        if self.receipt_seals:
            return with_receipt(desk.office.wire, made, _notaries(self.receipt_seals))
        outcome = outcome_of(made)
        if outcome is None:
            return Receipted(made, "its entry took no effect")
        if self._is_attested(desk):
            return Receipted(made, f"block {outcome.block} was not sealed")
        try:
            sealed = self._validators(desk, outcome.block)
        except (FieldMismatch, TrustMissing) as error:  # written under a set before the one that the policy pins
            return Receipted(made, str(error))
        return with_receipt(desk.office.wire, made, sealed)

    def _is_attested(self, desk: Desk) -> bool:
        """Tells the home's scheme, and refuses what belongs to the other one."""
        scheme = desk.office.settings.seal_scheme
        if scheme == ATTEST and (not self.seals or self.policy):
            raise ArgumentRefused(
                "notaries seal this home's headers (seal_scheme attest): --seal, and no --policy",
                remedy="name --seal FILE for each notary, from `torrens standing seal`",
                argument="seal",
            )
        if scheme == QBFT and (not self.policy or self.seals or self.receipt_seals):
            raise ArgumentRefused(
                "validators seal this home's headers (seal_scheme qbft): --policy, and no notary's seal",
                remedy="name --policy FILE, the reader's policy, as `torrens log policy --validator` writes it",
                argument="policy",
            )
        return scheme == ATTEST

    def _validators(self, desk: Desk, block: int) -> SealedHeader:
        policy = files.parsed(self.policy, Policy.parse) if self.policy else Policy.empty()
        trusted = validators.pinned(policy, desk.office.deployment.origin)
        return validators.sealed_by_validators(desk.office.wire, block, trusted)


def _notaries(found: list[Path]) -> SealedHeader:
    return notary.sealed_header([files.parsed(file, NotarySeal.parse) for file in found])
