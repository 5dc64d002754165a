"""Which form of notice a case takes, by what `torrens case notice` is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_cli.context import Desk
from torrens_cli.errors import ArgumentRefused
from torrens_contracts.codes import Basis
from torrens_contracts.ids import TitleId
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.titles import checks as title_checks
from torrens_registry.cases.titles import forms as title_forms
from torrens_registry.cases.titles import titles
from torrens_registry.cases.titles.titles import Noticed
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer


@dataclass(frozen=True, slots=True)
class Form:
    """What tells one form of notice from another, beside the filing.

    Attributes:
        participants: Names of the keys of the other participants in fused data.
        joint: Party numbers of the joint applicants.
    """

    participants: tuple[str, ...] = ()
    joint: tuple[int, ...] = ()

    def require_fit(self, basis: Basis, *, sources: bool, predecessor: bool) -> None:
        """Refuses what the form would leave out: a notice that lacks what was named would pass for one that has it.

        Args:
            basis: How the data was obtained.
            sources: Whether sources are named.
            predecessor: Whether a predecessor is named.

        Raises:
            ArgumentRefused: An option belongs to another form than the one that the others ask for.
        """
        if sources and basis is not Basis.DERIVED:
            said = f"a notice of {basis.name} data names no source"
            raise _unfit("source", said, "add --basis derived, or leave it out")
        if self.participants and basis is not Basis.FUSED_SILENT:
            said = f"in a notice of {basis.name} data no participant signs"
            raise _unfit("participant", said, "add --basis fused-silent, or leave it out")
        if self.joint and self.participants:
            said = "a notice of joint applicants has no participants"
            raise _unfit("participant", said, "leave --joint or --participant out: each is a form of its own")
        if self.joint and basis is Basis.DERIVED:
            said = "derived data has one applicant, who holds its sources"
            raise _unfit("joint", said, "leave it out, and give notice for each applicant")
        if predecessor and (self.joint or self.participants or basis is Basis.DERIVED):
            said = "joint, fused and derived data is noticed without a predecessor"
            raise _unfit("predecessor", said, "leave it out, and link the titles with `torrens case link`")


def filed(
    desk: Desk, registrar: Signer, filing: Filing, form: Form, once: IdempotencyKey | None
) -> tuple[Noticed, tuple[TitleId, ...]]:
    """Gives notice in the form that the case needs.

    Args:
        desk: The open office and its keys.
        registrar: The key that acts.
        filing: What is applied for.
        form: What else is told of it.
        once: Idempotency key.

    Returns:
        The title under notice, of joint applicants the first applicant's; and the titles of all, by party number.
    """
    office = desk.office
    if form.joint:
        ids, settled = title_forms.give_joint(office, registrar, filing, (filing.holder, *form.joint), once)
        own = ids[sorted({filing.holder, *form.joint}).index(filing.holder)]
        key, _ = titles.title_key(office, filing, once)
        return Noticed(own, key, title_checks.title_row(office, own).notice_until or 0, settled), ids
    alone = _filed(desk, registrar, filing, form, once)
    return alone, (alone.title,)


def _filed(desk: Desk, registrar: Signer, filing: Filing, form: Form, once: IdempotencyKey | None) -> Noticed:
    office = desk.office
    if form.participants:
        signers = [desk.ring.signer(name) for name in form.participants]
        return title_forms.give_fused(office, registrar, filing, signers, once)
    if filing.claim.basis is Basis.DERIVED:
        return title_forms.give_derived(office, registrar, filing, once)
    if filing.predecessor is not None:
        return title_forms.give_again(office, registrar, filing, once)
    return titles.give_notice(office, registrar, filing, once)


def _unfit(option: str, said: str, remedy: str) -> ArgumentRefused:
    return ArgumentRefused(f"--{option}: {said}", remedy=remedy, argument=option)
