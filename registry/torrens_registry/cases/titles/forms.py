"""Notices in the forms that some cases need: fused, derived and joint data, and a re-registration after an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

from sqlmodel import Session

from torrens_anchor.forms.canonical import encode
from torrens_contracts.codec import Call
from torrens_contracts.codes import LinkKind, Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, TitleId, title_id
from torrens_contracts.signed.titles import Fusion, participants_digest
from torrens_contracts.structs import Consent, Notice
from torrens_contracts.types import Digest32, PartyId
from torrens_registry.cases import actors, paths
from torrens_registry.cases.casefiles import Filing, open_case
from torrens_registry.cases.data import datasets
from torrens_registry.cases.data.captures import capture_digests, captured
from torrens_registry.cases.submit import Act, Done, Settled, once, perform
from torrens_registry.cases.titles.checks import at_home, require_filing, require_registrar
from torrens_registry.cases.titles.titles import Noticed, give_notice, title_key
from torrens_registry.errors import FieldOutOfRange, NotAllowed, WrongRegistrar
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.predicates import require_valid


def give_fused(
    office: Office,
    registrar: Signer,
    filing: Filing,
    participants: Sequence[Signer],
    key: IdempotencyKey | None = None,
) -> Noticed:
    """Gives notice of fused data whose contract is silent; every other participant signs.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of it.
        filing: What is applied for; its basis is FUSED_SILENT.
        participants: A SIGN key of each other participant; they sign and send nothing.
        key: Idempotency key; made of the title's id and the filing when absent.

    Returns:
        The title under notice.

    Raises:
        NotAllowed: A participant's key is the applicant's, or two are of one party.
        NotEnrolled: A key is not enrolled; and the rest as `titles.give_notice`.
    """
    by_party = {actors.require(office, one.address, Role.SIGN).party: one for one in participants}
    if len(by_party) != len(participants) or filing.holder in by_party:
        raise NotAllowed("each other participant signs once, and not the applicant", participants=sorted(by_party))
    who = tuple(PartyId(number) for number in sorted(by_party))
    numbers = frozenset(int(one) for one in who)
    shown = replace(filing, claim=replace(filing.claim, participants=numbers, consents=numbers))
    title = title_id(office.deployment.origin, title_key(office, shown, key)[0])

    message = partial(Fusion, title, participants_digest(who))

    def form(notice: Notice) -> Call[TitleId]:
        consents: list[Consent] = [office.consent(by_party[one], message) for one in sorted(by_party)]
        return office.contracts.notices.notice_fused(notice, who, consents)

    return give_notice(office, registrar, shown, key, form)


def give_derived(office: Office, registrar: Signer, filing: Filing, key: IdempotencyKey | None = None) -> Noticed:
    """Gives notice of derived data; the filing names its sources, on each of which the applicant has a live USE right.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of it.
        filing: What is applied for; its basis is DERIVED and it names sources.
        key: Idempotency key; made of the title's id and the filing when absent.

    Returns:
        The title under notice.

    Raises:
        NotStored: The mirror knows no such source.
        NotAllowed: The applicant does not hold it.
        NotValid: It is not valid now; and the rest as `titles.give_notice`.
    """
    for one in filing.sources:
        _require_source(office, filing.holder, one)
    live = {to_hex(one): True for one in filing.sources}
    shown = replace(filing, claim=replace(filing.claim, sources=live))

    def form(notice: Notice) -> Call[TitleId]:
        sources = tuple(sorted(shown.sources))
        return office.contracts.notices.notice_derived(notice, sources, shown.terms_digest)

    return give_notice(office, registrar, shown, key, form)


def give_again(office: Office, registrar: Signer, filing: Filing, key: IdempotencyKey | None = None) -> Noticed:
    """Gives notice of a re-registration; the filing names its predecessor, which has ended.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of it.
        filing: What is applied for; it names its predecessor.
        key: Idempotency key; made of the title's id and the filing when absent.

    Returns:
        The title under notice.

    Raises:
        FieldOutOfRange: No predecessor is named.
        NotStored: The mirror knows no such title.
        Reverted: The predecessor stands still, or was over other data or another's; the rest as `titles.give_notice`.
    """
    if filing.predecessor is None:
        raise FieldOutOfRange("a re-registration names its predecessor", field="predecessor", value=None)
    earlier = paths.find(office, filing.predecessor)

    def form(notice: Notice) -> Call[TitleId]:
        return office.contracts.notices.notice_again(notice, earlier.keys[0])

    return give_notice(office, registrar, filing, key, form)


def give_joint(
    office: Office, registrar: Signer, filing: Filing, holders: Sequence[int], key: IdempotencyKey | None = None
) -> tuple[tuple[TitleId, ...], Settled]:
    """Gives notice for joint applicants: one title each, over the same data, in one case.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of it.
        filing: What each of them applies for.
        holders: The applicants, two or more.
        key: Idempotency key; made of the titles' ids and the captures when absent.

    Returns:
        Their titles, by rising party number, and the transaction.

    Raises:
        FieldOutOfRange: Fewer than two applicants; and the rest as `titles.give_notice`.
    """
    each = [replace(filing, holder=number) for number in sorted(set(holders))]
    if len(each) < 2:
        raise FieldOutOfRange("joint applicants are two or more", field="holders", value=len(each))
    keys = [title_key(office, one, key) for one in each]
    ids = tuple(title_id(office.deployment.origin, one) for one, _ in keys)

    def prepare() -> Act:
        """Every applicant's filing holds for itself; one case file joins their documents in their order."""
        require_registrar(office, registrar)
        for one, (title, _) in zip(each, keys, strict=True):
            require_filing(office, one, title)
        dataset = datasets.find(office, filing.dataset)
        found = datasets.search(office, dataset)
        files = [one.document(office.exchange, found.digest).decode() for one in each]
        body = encode({"v": "torrens/joint-case-file/1", "files": files})
        case = Digest32(sha256(body).digest())
        filed = [
            Notice(title, PartyId(one.holder), salt, case, found.digest)
            for one, (title, salt) in zip(each, keys, strict=True)
        ]
        evidence = capture_digests(filing.captures, dataset, office.now())
        digests = {"case": bytes(case), "duplicateSearch": bytes(found.digest)} | evidence
        keep = partial(_open_all, office=office, filings=each, titles=ids, body=body, now=office.now())
        call = office.contracts.notices.notice_joint(filed)
        return Act.of_many(call, "title.notice", [Done(one, digests) for one in ids], keep)

    return ids, perform(office, registrar, once("title.joint", *ids, *captured(filing.captures), given=key), prepare)


def link(
    office: Office,
    registrar: Signer,
    first: TitleId,
    second: TitleId,
    *,
    near: bool,
    digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Links two titles over the same, or nearly the same data; neither is touched.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the home registrar of either.
        first: One title.
        second: The other.
        near: Whether the data is nearly the same only.
        digest: SHA-256 of the registrar's decision.
        key: Idempotency key; made of the titles and the kind when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such title.
        WrongRegistrar: Neither is this registrar's.
        Reverted: They are linked already.
    """
    low, high = sorted((first, second))
    kind = LinkKind.RELATED_NEAR if near else LinkKind.RELATED_EXACT

    def prepare() -> Act:
        paths.find(office, low)
        try:
            at_home(office, registrar, low)
        except WrongRegistrar:
            at_home(office, registrar, high)
        call = office.contracts.notices.link(kind, low, high, digest)
        return Act(call, "title.link", low, {"decision": bytes(digest)})

    return perform(office, registrar, once("title.link", int(kind), low, high, given=key), prepare)


def _require_source(office: Office, holder: int, source: GrantId) -> None:
    held = paths.find(office, source)
    require_valid(held.facts, office.next_time())
    if held.holder != holder:
        raise NotAllowed(
            f"party {held.holder} holds the source {to_hex(source)}, not the applicant {holder}",
            remedy="name sources that the applicant holds",
            party=holder,
            holder=held.holder,
        )


def _open_all(
    session: Session, *, office: Office, filings: Sequence[Filing], titles: Sequence[TitleId], body: bytes, now: int
) -> None:
    for filing, title in zip(filings, titles, strict=True):
        open_case(session, registrar=office.exchange, applicant=filing.holder, title=title, body=body, now=now)
