"""Places that pre-notices keep: when one may be taken, on which terms it becomes a sale, and its lapse."""

from __future__ import annotations

from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import GrantId, interest_id
from torrens_contracts.types import Digest32
from torrens_contracts.words import InterestWord, Kind
from torrens_registry.cases.paths import Held, find
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import NotFree, NotStored
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules import predicates, prenotices
from torrens_registry.store import rows
from torrens_registry.store.encumbrance_tables import InterestRow


def require_open(office: Office, held: Held) -> None:
    """Requires that no pre-notice keeps its place, or kept it lately, in a right or in what it was split from.

    Args:
        office: The exchange's office.
        held: The right.

    Raises:
        NotFree: One does or did; `free_from` is when a further one may.
    """
    nodes = held.facts.nodes
    whole = [(held.ids[i], nodes[i].word.ranks) for i in range(len(nodes)) if predicates.binds(nodes, i)]
    had = [interest_id(grant, rank) for grant, ranks in whole for rank in range(1, ranks + 1)]
    free_from = prenotices.earliest(InterestWord.unpack(office.word(Kind.INTEREST, one)) for one in had)
    if office.next_time() < free_from:
        raise NotFree(
            f"an earlier pre-notice keeps its place, or kept it lately: a further one from {free_from} on",
            remedy="transfer the right without a pre-notice, or wait",
            reason="PRENOTICE_TOO_SOON",
            free_from=free_from,
        )


def terms(office: Office, grant: GrantId, ordinal: int) -> Digest32:
    """Gives what was agreed when a place was taken: the chain completes on no other terms.

    Args:
        office: The exchange's office.
        grant: The right.
        ordinal: The pre-notice's rank.

    Returns:
        SHA-256 of the agreement.

    Raises:
        NotStored: The mirror knows no such pre-notice.
    """
    with office.store.read() as session:
        row = rows.get(session, InterestRow, to_hex(interest_id(grant, ordinal)))
    if row is None:
        raise NotStored(f"{to_hex(grant)} has no pre-notice {ordinal}", id=to_hex(grant), ordinal=ordinal)
    return Digest32(from_hex(row.agreement_digest, "agreement_digest", 32))


def lapse(office: Office, actor: Signer, grant: GrantId, ordinal: int, key: IdempotencyKey | None = None) -> Settled:
    """Takes a pre-notice past its deadline off a right. Anyone may.

    Args:
        office: The exchange's office.
        actor: Who sends it.
        grant: The right.
        ordinal: The pre-notice's rank.
        key: Idempotency key; made of right and rank when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such right.
        Reverted: It is no pre-notice, stands until its deadline, or is settled.
    """

    def prepare() -> Act:
        find(office, grant)
        call = office.contracts.encumbrances.lapse_prenotice(grant, ordinal)
        return Act(call, "right.lapse-prenotice", grant)

    return perform(office, actor, once("right.lapse-prenotice", grant, ordinal, given=key), prepare)
