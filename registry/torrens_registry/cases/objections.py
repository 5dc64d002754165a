"""Objections against a notice: filed by anyone enrolled, settled by the registrar that gave it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlmodel import Session

from torrens_contracts.codes import Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import TitleId, objection_id
from torrens_contracts.types import Digest32
from torrens_contracts.words import GrantState, Kind, ObjectionState, ObjectionWord
from torrens_registry.cases import actors, paths
from torrens_registry.cases.casefiles import CaseState, move
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.cases.titles import noticed
from torrens_registry.errors import FieldOutOfRange, NotStored, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.title_tables import ObjectionRow

OUTCOMES: Final = (ObjectionState.REJECTED, ObjectionState.UPHELD, ObjectionState.WITHDRAWN)
"""How an objection can be settled; UPHELD lapses the notice."""


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection on record.

    Attributes:
        ordinal: Its number at the title, from 1.
        settled: The transaction.
    """

    ordinal: int
    settled: Settled


def object_to(
    office: Office,
    actor: Signer,
    title: TitleId,
    *,
    reason: int,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Objected:
    """Objects against a title while its notice runs.

    Args:
        office: The office of the register's home.
        actor: A SIGN key of any party.
        title: The title under notice.
        reason: 1 to 255, the registrar's own table.
        digest: SHA-256 of what the party says.
        key: Idempotency key; made of title, key, digest and reason when absent.

    Returns:
        The objection's number.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not under notice, or its notice has ended.
        FieldOutOfRange: No reason.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        word = paths.find(office, title).word
        actors.require(office, actor.address, Role.SIGN)
        if not 1 <= reason <= 0xFF:
            raise FieldOutOfRange(f"reason {reason} is not 1 to 255", field="reason", value=reason)
        if word.state != GrantState.NOTICED or office.next_time() >= word.cert_until:
            state = GrantState(word.state).name
            raise WrongState(
                f"title {to_hex(title)} is {state}, its notice until {word.cert_until}: objections belong before that",
                remedy="object in the procedure for registered titles",
                title=to_hex(title),
                state=state,
                until=word.cert_until,
            )
        return Act(
            office.contracts.notices.object(title, reason, digest), "title.object", title, {"objection": bytes(digest)}
        )

    name = once("title.object", title, actor.address, bytes(digest), reason, given=key)
    settled = perform(office, actor, name, prepare)
    return Objected(_ordinal(office, title, settled), settled)


def settle(
    office: Office,
    registrar: Signer,
    title: TitleId,
    *,
    ordinal: int,
    outcome: ObjectionState,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Settles an objection; UPHELD lapses the notice.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the registrar that gave notice.
        title: The title under notice.
        ordinal: The objection's number.
        outcome: REJECTED, UPHELD or WITHDRAWN.
        digest: SHA-256 of the registrar's answer.
        key: Idempotency key; made of title, ordinal, outcome and answer when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such title, or no such objection.
        WrongState: The title is not under notice, or the objection is not open.
        WrongRegistrar: Another registrar gave the notice.
        FieldOutOfRange: The outcome settles nothing.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        noticed(office, registrar, title)
        if outcome not in OUTCOMES:
            raise FieldOutOfRange(f"{outcome.name} settles nothing", field="outcome", value=outcome)
        _require_open(office, title, ordinal)
        change = partial(move, title=title, state=CaseState.LAPSED, now=office.now())
        call = office.contracts.notices.settle(title, ordinal, outcome, digest)
        lapses = change if outcome is ObjectionState.UPHELD else None
        return Act(call, "title.settle", title, {"settlement": bytes(digest)}, lapses)

    name = once("title.settle", title, ordinal, int(outcome), bytes(digest), given=key)
    return perform(office, registrar, name, prepare)


def _require_open(office: Office, title: TitleId, ordinal: int) -> None:
    word = ObjectionWord.unpack(office.word(Kind.OBJECTION, objection_id(title, ordinal)))
    if not word.state:
        raise NotStored(f"title {to_hex(title)} has no objection {ordinal}", title=to_hex(title), ordinal=ordinal)
    if word.state != ObjectionState.OPEN:
        raise WrongState(
            f"objection {ordinal} is settled: {ObjectionState(word.state).name}",
            title=to_hex(title),
            ordinal=ordinal,
            state=ObjectionState(word.state).name,
        )


def _ordinal(office: Office, title: TitleId, settled: Settled) -> int:
    with office.store.read() as session:
        found = _opened_in(session, title, settled.block)
    if found is None:
        raise NotStored(f"the mirror has no objection of block {settled.block}", title=to_hex(title))
    return found.ordinal


def _opened_in(session: Session, title: TitleId, block: int) -> ObjectionRow | None:
    return rows.find(
        session,
        ObjectionRow,
        rows.column(ObjectionRow, "title_id") == to_hex(title),
        rows.column(ObjectionRow, "opened_block") == block,
    )
