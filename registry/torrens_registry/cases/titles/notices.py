"""What becomes of a notice before it is registered: recounted, waived, withdrawn, refused."""

from __future__ import annotations

from functools import partial

from torrens_contracts.codes import GrantFlag, PartyFlag, Role
from torrens_contracts.ids import TitleId
from torrens_contracts.signed.titles import Exemption, Withdraw
from torrens_contracts.types import Digest32
from torrens_contracts.words import GrantState
from torrens_registry.cases import actors, paths
from torrens_registry.cases.casefiles import CaseState, move
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.cases.titles.checks import noticed, require_state
from torrens_registry.errors import NotFree, OpenObjection
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown


def recount(office: Office, actor: Signer, title: TitleId, key: IdempotencyKey | None = None) -> Settled:
    """Counts a running notice's days anew, by the calendar as it stands. Anyone.

    Args:
        office: The office of the register's home.
        actor: Who sends it.
        title: The title under notice.
        key: Idempotency key; made of the title's word when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not under notice.
        Reverted: The notice has ended, or the calendar gives the same end.
    """
    held = paths.find(office, title)

    def prepare() -> Act:
        require_state(title, held.word, GrantState.NOTICED)
        return Act(office.contracts.notices.recount(title), "title.recount", title)

    return perform(office, actor, once("title.recount", title, held.words[-1], given=key), prepare)


def exempt(
    office: Office,
    registrar: Signer,
    title: TitleId,
    *,
    reviewer: Signer,
    reason_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Waives the rest of a notice, with the approval of a second key.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar.
        title: The title under notice.
        reviewer: A REVIEWER key under it, of nobody on the applicant's side; it signs and sends nothing.
        reason_digest: SHA-256 of the reason.
        key: Idempotency key; made of title and reason when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not under notice.
        WrongRegistrar: Another registrar's title.
        OpenObjection: An objection stands unsettled.
        NotEnrolled: A key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The second approval is refused, or the notice has ended.
    """

    def prepare() -> Act:
        """A second reviewer approves, and no objection stands: an exemption cuts nobody's time short."""
        held = noticed(office, registrar, title)
        if held.word.open_objections:
            raise OpenObjection(
                f"{held.word.open_objections} objection(s) stand unsettled", open=held.word.open_objections
            )
        actors.require(office, reviewer.address, Role.REVIEWER)

        message = partial(Exemption, title, reason_digest, held.words[-1])

        call = office.contracts.notices.exempt(title, reason_digest, office.consent(reviewer, message))
        return Act(call, "title.exempt", title, {"reason": bytes(reason_digest)})

    return perform(office, registrar, once("title.exempt", title, bytes(reason_digest), given=key), prepare)


def withdraw(
    office: Office,
    applicant: Signer,
    title: TitleId,
    *,
    digest: Digest32,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Withdraws an application; the notice lapses.

    Args:
        office: The office of the register's home.
        applicant: A SIGN key of the applicant; it acts, or signs when another key relays.
        title: The title under notice.
        digest: SHA-256 of what the applicant says.
        relayer: Who sends it, when the applicant only signs.
        key: Idempotency key; made of the title when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not under notice.
        NotAllowed: The key is not the applicant's.
        NotFree: An authority's order runs or waits, on the notice or on the applicant.
        NotEnrolled: It is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        """The applicant takes back what is still noticed; the case is moved with the intent."""
        held = paths.find(office, title)
        require_state(title, held.word, GrantState.NOTICED)
        paths.require_holder(office, applicant, held)
        _require_unfrozen(held, office.next_time())

        message = partial(Withdraw, title, digest, held.words[-1])

        notices = office.contracts.notices
        call = notices.withdraw(title, digest)
        if relayer is not None:
            call = notices.withdraw_by_signature(title, digest, office.consent(applicant, message))
        rows = partial(move, title=title, state=CaseState.WITHDRAWN, now=office.now())
        return Act(call, "title.withdraw", title, {"statement": bytes(digest)}, rows)

    return perform(office, relayer or applicant, once("title.withdraw", title, given=key), prepare)


def refuse(
    office: Office,
    registrar: Signer,
    title: TitleId,
    *,
    reason_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Refuses an application (G35 articles 18, 22); the notice lapses.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar.
        title: The title under notice.
        reason_digest: SHA-256 of the reasons.
        key: Idempotency key; made of the title when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not under notice.
        WrongRegistrar: Another registrar's title.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        noticed(office, registrar, title)
        rows = partial(move, title=title, state=CaseState.REFUSED, now=office.now())
        call = office.contracts.notices.refuse(title, reason_digest)
        return Act(call, "title.refuse", title, {"reason": bytes(reason_digest)}, rows)

    return perform(office, registrar, once("title.refuse", title, given=key), prepare)


def _require_unfrozen(held: paths.Held, now: int) -> None:
    """What an authority holds is not withdrawn from it, by the applicant or by who took it over."""
    flagged = held.word.flags & GrantFlag.QUEUED or any(hop.flags & PartyFlag.QUEUED for hop in held.facts.leaf.holder)
    until = max(held.word.frozen_until, *(hop.frozen_until for hop in held.facts.leaf.holder))
    if flagged or now < until:
        raise NotFree(f"an authority's order stands against the withdrawal, until {shown(until)}", until=until)
