"""Freezes of rights and of holders: ordered, renewed and lifted by authorities; a second one's order waits in line."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.codes import FreezeScope, Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, Id, freeze_id
from torrens_contracts.types import Digest32, Timestamp
from torrens_contracts.words import FreezeState, FreezeWord, Kind, PartyWord
from torrens_registry.cases import actors, paths
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotAllowed, NotStored, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.store import rows
from torrens_registry.store.encumbrance_tables import FreezeRow

Target = GrantId | Id
"""A right's id, or a party's number in 32 bytes (`ids.party_id`): then all it holds, and what it receives later."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A freeze order on record.

    Attributes:
        ordinal: Its number at the target, from 1.
        state: EFFECTIVE, or QUEUED behind another authority's order.
        settled: The transaction.
    """

    ordinal: int
    state: FreezeState
    settled: Settled


def freeze(
    office: Office,
    authority: Signer,
    target: Target,
    *,
    scope: FreezeScope,
    until: int,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Frozen:
    """Freezes a right, or a holder in all it holds.

    Args:
        office: The office of the register's home.
        authority: An AUTHORITY key.
        target: The right, or the party.
        scope: DISPOSE stops disposal, EXERCISE stops exercise too.
        until: When the order ends, three years from now at most.
        order_digest: SHA-256 of the order.
        key: Idempotency key; made of target, key, order, scope and term when absent.

    Returns:
        The order on record.

    Raises:
        NotStored: The mirror knows no such right, or the register no such party.
        FieldOutOfRange: Not one scope, or the order ends in the past.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses, for example a term over three years.
    """

    def prepare() -> Act:
        """An authority orders, within the law's scopes, for a time to come."""
        _require_known(office, target)
        actors.require(office, authority.address, Role.AUTHORITY)
        if scope not in (FreezeScope.DISPOSE, FreezeScope.EXERCISE):
            raise FieldOutOfRange(
                f"scope {int(scope)} is neither DISPOSE nor EXERCISE", field="scope", value=int(scope)
            )
        if until <= office.next_time():
            raise FieldOutOfRange(f"the order ends at {shown(until)}, in the past", field="until", value=until)
        call = office.contracts.encumbrances.freeze(target, scope, Timestamp(until), order_digest)
        return Act(call, "right.freeze", target, {"order": bytes(order_digest)})

    name = once("right.freeze", target, authority.address, bytes(order_digest), int(scope), until, given=key)
    settled = perform(office, authority, name, prepare)
    row = _row_of(office, target, settled)
    return Frozen(row.ordinal, FreezeState(row.state), settled)


def lift(
    office: Office,
    authority: Signer,
    target: Target,
    *,
    ordinal: int,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Lifts an order of the authority's own, of its predecessor's or inferior's; the first in line becomes effective.

    Args:
        office: The office of the register's home.
        authority: An AUTHORITY key of the authority that ordered the freeze, of its successor or superior.
        target: The right, or the party.
        ordinal: The order's number.
        order_digest: SHA-256 of the order that lifts it.
        key: Idempotency key; made of target, ordinal and order when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such target, or no such order.
        WrongState: The order is lifted already.
        NotAllowed: Another authority ordered it.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        """Who ordered lifts, or its successor or superior, and once."""
        _require_known(office, target)
        by = actors.require(office, authority.address, Role.AUTHORITY)
        word = _order(office, target, ordinal)
        if word.state == FreezeState.LIFTED:
            raise WrongState(f"order {ordinal} on {to_hex(target)} is lifted", id=to_hex(target), ordinal=ordinal)
        if not actors.may_undo(office, by.party, word.authority):
            raise _not_yours(word.authority, by.party)
        call = office.contracts.encumbrances.lift(target, ordinal, order_digest)
        return Act(call, "right.lift", target, {"order": bytes(order_digest)})

    return perform(office, authority, once("right.lift", target, ordinal, bytes(order_digest), given=key), prepare)


def renew(
    office: Office,
    authority: Signer,
    target: Target,
    *,
    ordinal: int,
    until: int,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Gives an order that runs a later end, before it runs out; its place in the line stays.

    Args:
        office: The office of the register's home.
        authority: An AUTHORITY key of the authority that ordered the freeze, or of its successor.
        target: The right, or the party.
        ordinal: The order's number.
        until: Its new end, three years from now at most.
        order_digest: SHA-256 of the order that renews it.
        key: Idempotency key; made of target, ordinal, end and order when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such target, or no such order.
        WrongState: The order waits, is lifted, or ran out.
        NotAllowed: Another authority ordered it.
        FieldOutOfRange: The new end is no later than the old one.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        """Who ordered renews, or its successor, while the order runs, for longer than it ran."""
        _require_known(office, target)
        by = actors.require(office, authority.address, Role.AUTHORITY)
        word = _order(office, target, ordinal)
        if word.state != FreezeState.EFFECTIVE or word.until <= office.next_time():
            raise WrongState(f"order {ordinal} on {to_hex(target)} does not run", id=to_hex(target), ordinal=ordinal)
        if by.party not in (word.authority, actors.last_hop(office, word.authority)):
            raise _not_yours(word.authority, by.party)
        if until <= word.until:
            raise FieldOutOfRange(f"the order runs until {shown(word.until)} already", field="until", value=until)
        call = office.contracts.encumbrances.renew(target, ordinal, Timestamp(until), order_digest)
        return Act(call, "right.renew", target, {"order": bytes(order_digest)})

    name = once("right.renew", target, ordinal, until, bytes(order_digest), given=key)
    return perform(office, authority, name, prepare)


def promote(office: Office, actor: Signer, target: Target, key: IdempotencyKey | None = None) -> Settled:
    """Puts the first in line into effect when all before it ran out, or lets the stop of exercise fall. Anyone may.

    Args:
        office: The office of the register's home.
        actor: Who sends it.
        target: The right, or the party.
        key: Idempotency key; made of the target and its word when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such target.
        Reverted: An effective order still runs, or none waits.
    """

    def prepare() -> Act:
        _require_known(office, target)
        return Act(office.contracts.encumbrances.promote(target), "right.promote", target)

    kind = Kind.PARTY if _is_party(target) else Kind.GRANT
    return perform(office, actor, once("right.promote", target, office.word(kind, target), given=key), prepare)


def _is_party(target: Target) -> bool:
    return int.from_bytes(target) < 1 << 32


def _require_known(office: Office, target: Target) -> None:
    if not _is_party(target):
        paths.find(office, GrantId(Id(target)))
    elif not PartyWord.unpack(office.word(Kind.PARTY, target)).state:
        raise NotStored(f"there is no party {int.from_bytes(target)}", party=int.from_bytes(target))


def _order(office: Office, target: Target, ordinal: int) -> FreezeWord:
    word = FreezeWord.unpack(office.word(Kind.FREEZE, freeze_id(target, ordinal)))
    if not word.state:
        raise NotStored(f"{to_hex(target)} has no order {ordinal}", id=to_hex(target), ordinal=ordinal)
    return word


def _not_yours(authority: int, party: int) -> NotAllowed:
    return NotAllowed(
        f"authority {authority} ordered this freeze, the key is of {party}",
        remedy="let the authority that ordered it, its successor or superior act",
        authority=authority,
        party=party,
    )


def _row_of(office: Office, target: Target, settled: Settled) -> FreezeRow:
    with office.store.read() as session:
        row = rows.find(
            session,
            FreezeRow,
            rows.column(FreezeRow, "target") == to_hex(target),
            rows.column(FreezeRow, "opened_block") == settled.block,
        )
    if row is None:
        raise NotStored(f"the mirror has no order of block {settled.block} on {to_hex(target)}", id=to_hex(target))
    return row
