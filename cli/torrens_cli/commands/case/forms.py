"""Which form of notice a case takes, by what `torrens case notice` is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_cli.context import Desk
from torrens_contracts.codes import Basis
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


def filed(desk: Desk, registrar: Signer, filing: Filing, form: Form, once: IdempotencyKey | None) -> Noticed:
    """Gives notice in the form that the case needs.

    Args:
        desk: The open office and its keys.
        registrar: The key that acts.
        filing: What is applied for.
        form: What else is told of it.
        once: Idempotency key.

    Returns:
        The title under notice; of joint applicants the first applicant's.
    """
    office = desk.office
    if form.joint:
        ids, settled = title_forms.give_joint(office, registrar, filing, (filing.holder, *form.joint), once)
        own = ids[sorted({filing.holder, *form.joint}).index(filing.holder)]
        key, _ = titles.title_key(office, filing, once)
        return Noticed(own, key, title_checks.title_row(office, own).notice_until or 0, settled)
    if form.participants:
        signers = [desk.ring.signer(name) for name in form.participants]
        return title_forms.give_fused(office, registrar, filing, signers, once)
    if filing.claim.basis is Basis.DERIVED:
        return title_forms.give_derived(office, registrar, filing, once)
    if filing.predecessor is not None:
        return title_forms.give_again(office, registrar, filing, once)
    return titles.give_notice(office, registrar, filing, once)
