"""Objections to notices and to titles: filed by anyone enrolled, settled by the home registrar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlmodel import Session

from torrens_contracts.codes import Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import TitleId, objection_id
from torrens_contracts.types import Digest32
from torrens_contracts.words import GrantState, GrantWord, Kind, ObjectionState, ObjectionWord
from torrens_registry.cases import actors, paths
from torrens_registry.cases.batches import Batch, Line
from torrens_registry.cases.casefiles import CaseState, move
from torrens_registry.cases.submit import Act, Rows, Settled, once, perform
from torrens_registry.cases.titles.checks import at_home
from torrens_registry.errors import FieldOutOfRange, NotAllowed, NotStored, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.store import rows
from torrens_registry.store.title_tables import ObjectionRow

OUTCOMES: Final = (ObjectionState.REJECTED, ObjectionState.UPHELD, ObjectionState.INCOMPLETE)
"""How a registrar settles an objection; UPHELD lapses a notice. The party itself withdraws it."""

MOST_OBJECTIONS: Final = 255
"""Numbers that a title's objections have."""


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
    """Objects to a notice while it runs, or to a registered title, which is then disputed and stays as it is.

    Args:
        office: The office of the register's home.
        actor: A SIGN key of any party.
        title: The title.
        reason: 1 to 255, the registrar's own table.
        digest: SHA-256 of what the party says.
        key: Idempotency key; made of title, key, digest and reason when absent.

    Returns:
        The objection's number.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: Its notice has ended and it is not registered yet, or it has ended itself.
        FieldOutOfRange: No reason.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        """An enrolled party objects with a reason, while there is time for it."""
        word = paths.find(office, title).word
        actors.require(office, actor.address, Role.SIGN)
        if not 1 <= reason <= 0xFF:
            raise FieldOutOfRange(f"reason {reason} is not 1 to 255", field="reason", value=reason)
        _require_time(office, title, word)
        call = office.contracts.notices.object(title, reason, digest)
        return Act(call, "title.object", title, {"objection": bytes(digest)})

    name = once("title.object", title, actor.address, bytes(digest), reason, given=key)
    settled = perform(office, actor, name, prepare)
    return Objected(_ordinal(office, title, settled), settled)


def _require_time(office: Office, title: TitleId, word: GrantWord) -> None:
    """Asks that the notice still runs, or that the title is registered."""
    running = word.state == GrantState.NOTICED and office.next_time() < word.cert_until
    if not running and word.state not in (GrantState.ACTIVE, GrantState.SPLIT):
        state = GrantState(word.state).name
        raise WrongState(
            f"title {to_hex(title)} is {state}, its notice until {shown(word.cert_until)}: no time for objections",
            remedy="object while the notice runs, or once the title is registered",
            title=to_hex(title),
            state=state,
            until=word.cert_until,
        )


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
    """Settles an objection; UPHELD lapses a notice, and leaves a registered title to change, cancellation or a court.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar.
        title: The title, whatever became of it.
        ordinal: The objection's number.
        outcome: REJECTED, UPHELD or INCOMPLETE.
        digest: SHA-256 of the registrar's answer.
        key: Idempotency key; made of title, ordinal, outcome and answer when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such title, or no such objection.
        WrongState: The objection is not open.
        WrongRegistrar: Another registrar's title.
        FieldOutOfRange: The outcome settles nothing.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        """Its registrar settles an open objection; upheld while noticed, the case lapses with it."""
        lapses = _settling(office, registrar, title, outcome)
        _require_open(office, title, ordinal)
        call = office.contracts.notices.settle(title, ordinal, outcome, digest)
        return Act(call, "title.settle", title, {"settlement": bytes(digest)}, lapses)

    name = once("title.settle", title, ordinal, int(outcome), bytes(digest), given=key)
    return perform(office, registrar, name, prepare)


def settle_many(
    office: Office,
    registrar: Signer,
    title: TitleId,
    *,
    ordinals: Sequence[int],
    outcome: ObjectionState,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Settles many objections to one title alike, by one answer, all or none; the log has one entry of the answer.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar.
        title: The title, whatever became of it.
        ordinals: 1 to 100 numbers of objections, in any order.
        outcome: REJECTED, UPHELD or INCOMPLETE.
        digest: SHA-256 of the registrar's answer.
        key: Idempotency key; made of title, ordinals, outcome and answer when absent.

    Returns:
        The transaction.

    Raises:
        FieldOutOfRange: None or too many are named; the outcome settles nothing.
        BatchRefused: An objection is named twice, is not there or not open: each is named.
        NotStored: No such title.
        WrongRegistrar: Another registrar's title.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """
    batch = Batch(tuple(Line(one, one) for one in sorted(ordinals)), called="objection")
    batch.require_distinct([one.to_bytes(32) for one in batch.values])

    def prepare() -> Act:
        """Each once, each open, in the order that the chain asks for."""
        lapses = _settling(office, registrar, title, outcome)
        batch.each(partial(_require_open, office, title))
        call = office.contracts.notices.settle_many(title, batch.values, outcome, digest)
        return Act(call, "title.settle", title, {"settlement": bytes(digest)}, lapses)

    told = ",".join(map(str, batch.values))
    name = once("title.settle", title, told, int(outcome), bytes(digest), given=key)
    return perform(office, registrar, name, prepare)


def _settling(office: Office, registrar: Signer, title: TitleId, outcome: ObjectionState) -> Rows | None:
    """Its registrar settles, with an outcome that settles; upheld while noticed, the case lapses with it."""
    held = at_home(office, registrar, title)
    if outcome not in OUTCOMES:
        raise FieldOutOfRange(f"{outcome.name} settles nothing", field="outcome", value=outcome)
    lapses = outcome is ObjectionState.UPHELD and held.word.state == GrantState.NOTICED
    return partial(move, title=title, state=CaseState.LAPSED, now=office.now()) if lapses else None


def withdraw_objection(
    office: Office, objector: Signer, title: TitleId, *, ordinal: int, key: IdempotencyKey | None = None
) -> Settled:
    """Withdraws an objection; the party that objected acts.

    Args:
        office: The office of the register's home.
        objector: A SIGN key of the party, or of its successor.
        title: The title.
        ordinal: The objection's number.
        key: Idempotency key; made of title and ordinal when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such title, or no such objection.
        WrongState: It is not open.
        NotAllowed: Another party objected.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        paths.find(office, title)
        by, word = actors.require(office, objector.address, Role.SIGN), _require_open(office, title, ordinal)
        party = actors.last_hop(office, word.party)
        if by.party != party:
            raise NotAllowed(f"party {party} objected, the key is of party {by.party}", party=by.party, needed=party)
        return Act(office.contracts.notices.withdraw_objection(title, ordinal), "title.unobject", title)

    return perform(office, objector, once("title.unobject", title, ordinal, given=key), prepare)


def _require_open(office: Office, title: TitleId, ordinal: int) -> ObjectionWord:
    if not 1 <= ordinal <= MOST_OBJECTIONS:
        raise FieldOutOfRange(f"objections are numbered 1 to {MOST_OBJECTIONS}", field="ordinal", value=ordinal)
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
    return word


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
