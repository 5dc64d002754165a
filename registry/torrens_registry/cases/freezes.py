"""Freezes: ordered and lifted by an authority; a second authority's order waits in line."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.codes import FreezeScope, Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, freeze_id
from torrens_contracts.types import Digest32, Timestamp
from torrens_contracts.words import FreezeState, FreezeWord, Kind
from torrens_registry.cases import actors, paths
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotAllowed, NotStored, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.title_tables import FreezeRow


@dataclass(frozen=True, slots=True)
class Frozen:
    """A freeze order on record.

    Attributes:
        ordinal: Its number at the right, from 1.
        state: EFFECTIVE, or QUEUED behind another authority's order.
        settled: The transaction.
    """

    ordinal: int
    state: FreezeState
    settled: Settled


def freeze(
    office: Office,
    authority: Signer,
    target: GrantId,
    *,
    scope: FreezeScope,
    until: int,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Frozen:
    """Freezes a right.

    Args:
        office: The office of the register's home.
        authority: An AUTHORITY key.
        target: The right.
        scope: DISPOSE stops disposal, EXERCISE stops exercise too.
        until: When the order ends, three years from now at most.
        order_digest: SHA-256 of the order.
        key: Idempotency key; made of right, key, order, scope and term when absent.

    Returns:
        The order on record.

    Raises:
        NotStored: The mirror knows no such right.
        FieldOutOfRange: Not one scope, or the order ends in the past.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses, for example a term over three years.
    """

    def prepare() -> Act:
        paths.find(office, target)
        actors.require(office, authority.address, Role.AUTHORITY)
        if scope not in (FreezeScope.DISPOSE, FreezeScope.EXERCISE):
            raise FieldOutOfRange(
                f"scope {int(scope)} is neither DISPOSE nor EXERCISE", field="scope", value=int(scope)
            )
        if until <= office.next_time():
            raise FieldOutOfRange(f"the order ends at {until}, in the past", field="until", value=until)
        call = office.contracts.encumbrances.freeze(target, scope, Timestamp(until), order_digest)
        return Act(call, "right.freeze", target, {"order": bytes(order_digest)})

    name = once("right.freeze", target, authority.address, bytes(order_digest), int(scope), until, given=key)
    settled = perform(office, authority, name, prepare)
    row = _row_of(office, target, settled)
    return Frozen(row.ordinal, FreezeState(row.state), settled)


def lift(
    office: Office,
    authority: Signer,
    target: GrantId,
    *,
    ordinal: int,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Lifts an order of the authority's own; the first in line becomes effective.

    Args:
        office: The office of the register's home.
        authority: An AUTHORITY key of the authority that ordered the freeze.
        target: The right.
        ordinal: The order's number.
        order_digest: SHA-256 of the order that lifts it.
        key: Idempotency key; made of right, ordinal and order when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such right, or no such order.
        WrongState: The order is lifted already.
        NotAllowed: Another authority ordered it.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        paths.find(office, target)
        by = actors.require(office, authority.address, Role.AUTHORITY)
        word = FreezeWord.unpack(office.word(Kind.FREEZE, freeze_id(target, ordinal)))
        if not word.state:
            raise NotStored(f"right {to_hex(target)} has no order {ordinal}", id=to_hex(target), ordinal=ordinal)
        if word.state == FreezeState.LIFTED:
            raise WrongState(f"order {ordinal} on {to_hex(target)} is lifted", id=to_hex(target), ordinal=ordinal)
        if word.authority != by.party:
            raise NotAllowed(
                f"authority {word.authority} ordered this freeze, the key is of {by.party}",
                remedy="let the authority that ordered it, or its superior, lift it",
                authority=word.authority,
                party=by.party,
            )
        call = office.contracts.encumbrances.lift(target, ordinal, order_digest)
        return Act(call, "right.lift", target, {"order": bytes(order_digest)})

    return perform(office, authority, once("right.lift", target, ordinal, bytes(order_digest), given=key), prepare)


def _row_of(office: Office, target: GrantId, settled: Settled) -> FreezeRow:
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
