"""Later registrations of a title, and its end: the home registrar acts on the holder's signature."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from torrens_contracts.codes import Verb
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import TitleId
from torrens_contracts.signed.titles import Cancel, Change, Renew
from torrens_contracts.types import Digest32, Timestamp
from torrens_contracts.words import GrantState
from torrens_registry.cases import paths
from torrens_registry.cases.casefiles import CaseState, move
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.cases.titles.checks import at_home, require_other, require_state
from torrens_registry.errors import FieldOutOfRange, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules import predicates
from torrens_registry.rules.calendar import shown
from torrens_registry.rules.renewal import latest_renewal, renewal_window

_NO_END: Final = (1 << 36) - 1


@dataclass(frozen=True, slots=True)
class Renewed:
    """A renewed certificate.

    Attributes:
        cert_until: Its end.
        settled: The transaction.
    """

    cert_until: int
    settled: Settled


def change(
    office: Office,
    registrar: Signer,
    title: TitleId,
    *,
    holder: Signer,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Registers a change (G35 article 35); never of subject or source, which no verb touches.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar.
        title: The title, or a part split off one.
        holder: A SIGN key of its holder; it signs and sends nothing.
        digest: SHA-256 of the document of the change.
        key: Idempotency key; made of title and document when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not ACTIVE, or a part of what ended with its parts.
        SelfRegistration: Its holder is the registrar, or a declared affiliate.
        WrongRegistrar: Another registrar's title.
        NotAllowed: The holder's key is another party's.
        NotEnrolled: A key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        held = _active(office, registrar, title, holder)

        message = partial(Change, title, digest, held.words[-1], held.parent_word)

        call = office.contracts.titles.change(held.keys, digest, office.consent(holder, message))
        return Act(call, "title.change", title, {"change": bytes(digest)})

    return perform(office, registrar, once("title.change", title, bytes(digest), given=key), prepare)


def renew(
    office: Office,
    registrar: Signer,
    title: TitleId,
    *,
    holder: Signer,
    cert_until: int | None = None,
    key: IdempotencyKey | None = None,
) -> Renewed:
    """Renews a certificate (G35 article 36), from six months before its end to the day before it.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar.
        title: The title, or a part split off it, whose holder may keep the title's certificate alive.
        holder: A SIGN key of its holder; it signs and sends nothing.
        cert_until: The renewed certificate's end; the latest that may be when absent.
        key: Idempotency key; made of title, former and new end when absent.

    Returns:
        The certificate's new end, and the transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not ACTIVE, or a part of what ended with its parts.
        SelfRegistration: Its holder is the registrar, or a declared affiliate.
        FieldOutOfRange: Outside the time for renewal, or an end that may not be.
        WrongRegistrar: Another registrar's title.
        NotAllowed: The holder's key is another party's.
        NotEnrolled: A key is not enrolled; KeyNotLive, RoleMissing likewise.
    """
    root = paths.find(office, title).facts.nodes[0].word
    ends = Timestamp(cert_until or latest_renewal(root.cert_until, root.until))

    def prepare() -> Act:
        """Within the six months before its end, for five years at most: asked of the whole title, also by a part."""
        held = _active(office, registrar, title, holder)
        _require_renewable(root.cert_until, root.until, ends, office.next_time())
        whole = TitleId(held.ids[0])

        message = partial(Renew, whole, ends, held.words[0])

        call = office.contracts.titles.renew(held.keys, ends, office.consent(holder, message))
        return Act(call, "title.renew", whole)

    name = once("title.renew", title, root.cert_until, ends, given=key)
    return Renewed(ends, perform(office, registrar, name, prepare))


def cancel(
    office: Office,
    registrar: Signer,
    title: TitleId,
    *,
    holder: Signer,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Ends a title by its holder's will (G35 article 37); licences under it stay valid.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar.
        title: The title, or a part split off one.
        holder: A SIGN key of its holder; it signs and sends nothing.
        digest: SHA-256 of the reason.
        key: Idempotency key; made of the title when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongState: It is not ACTIVE, or a part of what ended with its parts.
        SelfRegistration: Its holder is the registrar, or a declared affiliate.
        NotFree: A freeze or an interest stands against its end.
        WrongRegistrar: Another registrar's title.
        NotAllowed: The holder's key is another party's.
        NotEnrolled: A key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        """Nothing stands against the end of the title; its case is moved with the intent."""
        held = _active(office, registrar, title, holder)
        _require_free_to_end(held.facts, office.next_time())

        message = partial(Cancel, title, digest, held.words[-1], held.parent_word)

        rows = partial(move, title=title, state=CaseState.CANCELLED, now=office.now())
        call = office.contracts.titles.cancel(held.keys, digest, office.consent(holder, message))
        return Act(call, "title.cancel", title, {"reason": bytes(digest)}, rows)

    return perform(office, registrar, once("title.cancel", title, given=key), prepare)


def _active(office: Office, registrar: Signer, title: TitleId, holder: Signer) -> paths.Held:
    held = at_home(office, registrar, title)
    require_state(title, held.word, GrantState.ACTIVE)
    for whole, node in zip(held.ids, held.facts.nodes[:-1], strict=False):
        if node.word.state not in predicates.CARRYING:
            state = GrantState(node.word.state).name
            raise WrongState(f"{to_hex(whole)}, which it is a part of, is {state}", title=to_hex(whole), state=state)
    paths.require_holder(office, holder, held)
    require_other(office, held.holder)
    return held


def _require_free_to_end(path: predicates.Path, now: int) -> None:
    """A lapsed certificate stops what disposes of the right, not its end."""
    root = path.nodes[0]
    lasting = replace(root, word=replace(root.word, cert_until=_NO_END))
    predicates.require_free(replace(path, nodes=(lasting, *path.nodes[1:])), Verb.END, now)


def _require_renewable(former: int, until: int, ends: int, now: int) -> None:
    opens, closes = renewal_window(former)
    if not opens <= now < closes:
        raise FieldOutOfRange(
            f"the certificate is renewed from {shown(opens)} and before {shown(closes)}, not at {shown(now)}",
            remedy="renew within that time; after it, apply anew",
            field="now",
            value=now,
        )
    latest = latest_renewal(former, until)
    if not former < ends <= latest:
        raise FieldOutOfRange(
            f"a renewed certificate ends after {shown(former)}, and by {shown(latest)}", field="cert_until", value=ends
        )
