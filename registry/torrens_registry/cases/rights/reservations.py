"""Licences kept for a sale by another register: reserved, activated by the proven voucher, or lapsed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from torrens_anchor.chain.eip712 import TradeTerms
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, GrantKey, foreign_terms_digest, grant_id, origin
from torrens_contracts.signed.rights import Reserve
from torrens_contracts.structs import ForeignHome, Reservation
from torrens_contracts.types import PartyId
from torrens_contracts.words import GrantWord
from torrens_registry.cases import paths
from torrens_registry.cases.rights.rights import LicenceTerms, check_licence, licence_key
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotFree
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.rules.kept import ended

MOST_KEPT = 30 * 86_400
"""Seconds that a licence is kept at most."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """A licence that is kept.

    Attributes:
        grant: Its id, which the foreign terms name.
        key: Its key.
        settled: The transaction.
    """

    grant: GrantId
    key: GrantKey
    settled: Settled


def reserve(
    office: Office,
    sender: Signer,
    holder: Signer,
    terms: LicenceTerms,
    kept: Reservation,
    *,
    key: IdempotencyKey | None = None,
) -> Reserved:
    """Keeps a licence for a sale by another register, on the holder's own signature.

    Args:
        office: The exchange's office.
        sender: The holder, or an EXCHANGE key of the home exchange.
        holder: A SIGN key of the parent's holder, which signs.
        terms: The licence; its terms digest is made of the register that sells, the seller and the agreement.
        kept: For which register and agreement, and until when.
        key: Idempotency key; made of the licence's id when absent.

    Returns:
        The licence.

    Raises:
        NotStored: The mirror knows no such parent; and the rest as `rights.license_direct`.
        FieldOutOfRange: The reservation ends in the past, after 30 days, or after the licence.
        Reverted: The chain refuses.
    """
    parent = paths.find(office, terms.parent)
    selling = origin(kept.chain_id, kept.register, kept.salt)
    bound = replace(terms, terms_digest=foreign_terms_digest(selling, parent.holder, kept.agreement_digest))
    licence = licence_key(bound, parent.keys[-1])

    message = partial(Reserve, licence, PartyId(terms.holder), kept, parent.words[-1])

    def prepare() -> Act:
        """The holder keeps within its own right, and for thirty days at most."""
        paths.require_holder(office, holder, parent)
        check_licence(office, bound, licence, parent)
        _check_time(office, bound, kept)
        consent = office.consent(holder, message)
        call = office.contracts.grants.reserve(
            parent.keys, licence, holder=PartyId(terms.holder), reservation=kept, of_holder=consent
        )
        return Act(call, "right.reserve", grant_id(licence), {"agreement": bytes(kept.agreement_digest)})

    identifier = grant_id(licence)
    return Reserved(identifier, licence, perform(office, sender, once("right.reserve", identifier, given=key), prepare))


def _check_time(office: Office, terms: LicenceTerms, kept: Reservation) -> None:
    now = office.next_time()
    latest = min(now + MOST_KEPT, terms.until)
    if not now < kept.until <= latest:
        raise FieldOutOfRange(
            f"a licence is kept from now ({shown(now)}) until {shown(latest)} at most, not until {shown(kept.until)}",
            field="until",
            value=int(kept.until),
        )


def activate(
    office: Office, sender: Signer, terms: TradeTerms, home: ForeignHome, key: IdempotencyKey | None = None
) -> Settled:
    """Turns a kept licence ACTIVE: the voucher of these terms is proven here. Anyone may relay.

    Args:
        office: The exchange's office.
        sender: Who sends the transaction.
        terms: The terms of the foreign voucher; they name the licence.
        home: The register that issued it.
        key: Idempotency key; made of the licence's id when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such licence.
        NotFree: The parent passed on before the sale was agreed, or by a judgment.
        Reverted: The chain refuses: not proven, stale, other terms, too late, or an authority stopped the parent.
    """
    grant = GrantId(terms.licence_grant_id)  # type: ignore[arg-type]  # 32 bytes of the ground floor

    def prepare() -> Act:
        held = paths.find(office, grant)
        _require_kept(paths.find(office, held.ids[-2]), held.word, terms)
        call = office.contracts.holdings.activate(held.keys[:-1], held.keys[-1], terms, home)
        return Act(call, "right.activate", grant)

    return perform(office, sender, once("right.activate", grant, given=key), prepare)


def _require_kept(parent: paths.Held, kept: GrantWord, terms: TradeTerms) -> None:
    told = ended(parent.word, kept, int(terms.agreed_at), passed=terms.home_seller != parent.holder)
    if told is not None:
        raise NotFree(
            f"{told}: the parent passed on at {parent.word.since}, the sale abroad was agreed at {terms.agreed_at}",
            remedy="claim from the seller abroad; the present holder can reserve anew",
            id=to_hex(parent.id),
        )


def lapse(office: Office, sender: Signer, grant: GrantId, key: IdempotencyKey | None = None) -> Settled:
    """Ends a reservation whose time is over. Anyone.

    Args:
        office: The exchange's office.
        sender: Who sends the transaction.
        grant: The kept licence.
        key: Idempotency key; made of the licence's id when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: The chain refuses: it is not kept, or its time is not over.
    """
    return perform(
        office,
        sender,
        once("right.lapse", grant, given=key),
        lambda: Act(office.contracts.holdings.lapse(grant), "right.lapse", grant),
    )
