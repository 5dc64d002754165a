"""Annotations of a title, and its end by an authority's order."""

from __future__ import annotations

from functools import partial
from typing import Final

from torrens_contracts.codes import Annotation, LinkKind, Role
from torrens_contracts.ids import GrantId, TitleId, link_id
from torrens_contracts.types import Digest32
from torrens_contracts.words import GrantState, Kind, LinkWord
from torrens_registry.cases import actors, paths
from torrens_registry.cases.casefiles import CaseState, move
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.cases.titles.checks import at_home
from torrens_registry.errors import FieldOutOfRange, NotAllowed
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office

ENDS: Final = (GrantState.VOID, GrantState.VOID_SPARING, GrantState.LAPSED)
"""What an authority may bring a grant to."""


def annotate(
    office: Office,
    actor: Signer,
    title: TitleId,
    *,
    kind: Annotation,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Annotates a title (G35 article 23); a note stops nothing by itself.

    Args:
        office: The registrar's office.
        actor: A REGISTRAR key of the home registrar; of JUDICIAL an AUTHORITY key, while one stands of who
            made it, of its successor or superior.
        title: The title.
        kind: What kind of note.
        digest: SHA-256 of the note.
        key: Idempotency key; made of title, kind and note when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongRegistrar: Another registrar's title.
        NotAllowed: A JUDICIAL note of another authority stands.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        _require_annotator(office, actor, title, kind)
        call = office.contracts.titles.annotate(title, kind, digest)
        return Act(call, "title.annotate", title, {"note": bytes(digest)})

    return perform(office, actor, once("title.annotate", title, int(kind), bytes(digest), given=key), prepare)


def clear_annotation(
    office: Office,
    actor: Signer,
    title: TitleId,
    *,
    kind: Annotation,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Clears the annotation of one kind; who may make it may clear it.

    Args:
        office: The registrar's office.
        actor: As for `annotate`.
        title: The title.
        kind: What kind of note.
        digest: SHA-256 of the reason.
        key: Idempotency key; made of title, kind and reason when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: No annotation of this kind stands; and the rest as `annotate`.
    """

    def prepare() -> Act:
        _require_annotator(office, actor, title, kind)
        call = office.contracts.titles.clear_annotation(title, kind, digest)
        return Act(call, "title.unannotate", title, {"reason": bytes(digest)})

    return perform(office, actor, once("title.unannotate", title, int(kind), bytes(digest), given=key), prepare)


def revoke(
    office: Office,
    authority: Signer,
    grant: GrantId,
    *,
    state: GrantState,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Ends a grant by an authority's order: VOID ends what stands under it too, VOID_SPARING does not.

    Args:
        office: The office of the register's home.
        authority: An AUTHORITY key.
        grant: The title or grant.
        state: VOID or VOID_SPARING; of what only waits (NOTICED, RESERVED) LAPSED.
        order_digest: SHA-256 of the order.
        key: Idempotency key; made of grant and state when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such grant.
        FieldOutOfRange: No state that an order brings about.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: This state cannot follow.
    """

    def prepare() -> Act:
        paths.find(office, grant)
        actors.require(office, authority.address, Role.AUTHORITY)
        if state not in ENDS:
            raise FieldOutOfRange(f"an order brings no grant to {state.name}", field="state", value=state.name)
        rows = partial(move, title=TitleId(grant), state=CaseState.REVOKED, now=office.now())
        call = office.contracts.titles.revoke(grant, state, order_digest)
        return Act(call, "title.revoke", grant, {"order": bytes(order_digest)}, rows)

    return perform(office, authority, once("title.revoke", grant, int(state), given=key), prepare)


def _require_annotator(office: Office, actor: Signer, title: TitleId, kind: Annotation) -> None:
    if kind is Annotation.JUDICIAL:
        paths.find(office, title)
        by = actors.require(office, actor.address, Role.AUTHORITY)
        id_ = link_id(LinkKind.ANNOTATION, title, int(kind).to_bytes(32))
        link = LinkWord.unpack(office.word(Kind.LINK, id_))
        stands = link.since and not link.until
        if stands and link.party and not actors.may_undo(office, by.party, link.party):
            raise NotAllowed(
                f"authority {link.party} annotated the title, the key is of {by.party}",
                remedy="let the authority that made it, its successor or superior act",
                authority=link.party,
                party=by.party,
            )
    else:
        at_home(office, actor, title)
