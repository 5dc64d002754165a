"""Many cases in one transaction, as a registry files and registers them by the day; see `cases.batches`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from torrens_contracts.codec import Call
from torrens_contracts.codes import Basis
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantKey, TitleId, title_id
from torrens_contracts.words import GrantState
from torrens_registry.cases import paths
from torrens_registry.cases.batches import Batch
from torrens_registry.cases.casefiles import CaseState, Filing, move
from torrens_registry.cases.data import datasets
from torrens_registry.cases.submit import Act, Done, Rows, once, perform
from torrens_registry.cases.titles import titles
from torrens_registry.cases.titles.checks import require_filing, require_registrar, title_row
from torrens_registry.cases.titles.titles import Noticed, Opened, Registered
from torrens_registry.errors import FieldOutOfRange, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.title_tables import GrantRow


@dataclass(frozen=True, slots=True)
class _Application:
    """A filing with the title that it applies for: key, salt and id."""

    filing: Filing
    title: GrantKey
    salt: bytes
    id: TitleId


def notice_many(
    office: Office, registrar: Signer, filings: Batch[Filing], key: IdempotencyKey | None = None
) -> tuple[Noticed, ...]:
    """Gives public notice of many applications, all or none; each has its case, its evidence and its entry in the log.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of it.
        filings: What is applied for; plain notices, each of a title of its own.
        key: Idempotency key; made of all titles' ids and filings when absent.

    Returns:
        The titles under notice, in order.

    Raises:
        BatchRefused: Lines are refused, each for what `titles.give_notice` refuses; one stands twice; one is noticed
            already, or needs a form of its own (derived data, a re-registration).
        NotEnrolled: The registrar's key is not enrolled; KeyNotLive, RoleMissing, WrongRegistrar likewise.
        Reverted: The chain refuses the whole, and no line by itself.
    """
    wanted = filings.with_values(filings.each(partial(_application, office, key)))
    ids = [one.id for one in wanted.values]
    wanted.require_distinct(ids)
    singles: list[Call[Any]] = []

    def prepare() -> Act:
        """Every line holds for itself; all case files are opened with the one intent, in the batch's order."""
        require_registrar(office, registrar)
        cases = _opened(office, wanted)
        notices = [one.notice for one in cases]
        singles.extend(map(office.contracts.notices.notice, notices))
        done = [Done(one, case.digests) for one, case in zip(ids, cases, strict=True)]
        keep = _all([case.keep for case in cases])
        return Act.of_many(office.contracts.notices.notice_many(notices), "title.notice", done, keep)

    told = sha256(b"".join(one.id + titles.asked_of(office, one.filing) for one in wanted.values)).digest()
    with wanted.naming(office, registrar, singles):
        settled = perform(office, registrar, once("title.notice", told, given=key), prepare)
    ends = [title_row(office, one).notice_until or 0 for one in ids]
    return tuple(Noticed(one.id, one.title, end, settled) for one, end in zip(wanted.values, ends, strict=True))


def register_many(
    office: Office, registrar: Signer, noticed: Batch[TitleId], key: IdempotencyKey | None = None
) -> tuple[Registered, ...]:
    """Registers many titles whose notices ended without open objection, all or none; certificates in the batch's order.

    Args:
        office: The registrar's office.
        registrar: A REGISTRAR key of the registrar that gave notice.
        noticed: The titles.
        key: Idempotency key; made of the titles' ids when absent.

    Returns:
        The registered titles, in order.

    Raises:
        BatchRefused: Lines are refused, each for what `titles.register` refuses; one stands twice; one is of derived
            data, which is registered by itself with the paths of its sources.
        NotEnrolled: The registrar's key is not enrolled; KeyNotLive, RoleMissing, WrongRegistrar likewise.
        Reverted: The chain refuses the whole, and no title by itself: the month's certificate numbers are used up.
    """
    ids = noticed.values
    noticed.require_distinct(ids)
    singles: list[Call[Any]] = []

    def prepare() -> Act:
        """Every notice is over for itself; all cases move with the one intent."""
        require_registrar(office, registrar)
        keys = [one.keys[0] for one in noticed.each(partial(_registrable, office, registrar))]
        singles.extend(map(office.contracts.titles.register_title, keys))
        now = office.now()
        keep = _all([partial(move, title=one, state=CaseState.REGISTERED, now=now) for one in ids])
        return Act.of_many(office.contracts.titles.register_titles(keys), "title.register", list(map(Done, ids)), keep)

    name = once("title.register", sha256(b"".join(ids)).digest(), given=key)
    with noticed.naming(office, registrar, singles):
        settled = perform(office, registrar, name, prepare)
    return tuple(titles.registered(office, one, settled) for one in ids)


def _application(office: Office, key: IdempotencyKey | None, filing: Filing) -> _Application:
    title, salt = titles.title_key(office, filing, key)
    return _Application(filing, title, salt, title_id(office.deployment.origin, title))


def _opened(office: Office, wanted: Batch[_Application]) -> list[Opened]:
    """Opens the case of each; to the search of a later one, those before it stand already."""
    data = wanted.each(partial(_ready, office))
    found = datasets.search_each(office, data, [one.id for one in wanted.values])

    def opened(of: tuple[_Application, datasets.Dataset, datasets.Search]) -> Opened:
        one, dataset, search = of
        return titles.opened(office, one.filing, (one.title, one.salt), dataset, search)

    return wanted.with_values(list(zip(wanted.values, data, found, strict=True))).each(opened)


def _ready(office: Office, one: _Application) -> datasets.Dataset:
    """A line holds for itself: a plain notice of data that is here, of a title that is not."""
    filing, dataset = one.filing, datasets.find(office, one.filing.dataset)
    if filing.claim.basis is Basis.DERIVED or filing.sources or filing.predecessor is not None:
        raise FieldOutOfRange(
            "derived data, and what follows an ended title, is noticed by itself",
            remedy="take the line out, and give that notice alone: torrens case notice",
            field="basis",
            value=filing.claim.basis.name,
        )
    with office.store.read() as session:
        standing = rows.get(session, GrantRow, to_hex(one.id))
    if standing is not None:
        state = GrantState(standing.state).name
        raise WrongState(
            f"title {to_hex(one.id)} was noticed before and is {state}",
            remedy="take the line out; to file the same again, give the batch a name of its own: --once TEXT",
            title=to_hex(one.id),
            state=state,
        )
    require_filing(office, filing, one.title)
    return dataset


def _registrable(office: Office, registrar: Signer, title: TitleId) -> paths.Held:
    held = titles.registrable(office, registrar, title)
    if held.keys[0].packed.basis == Basis.DERIVED:
        raise FieldOutOfRange(
            "derived data is registered by itself, with the paths of its sources",
            remedy="take the line out, and register that title alone: torrens case register",
            field="basis",
            value=Basis.DERIVED.name,
        )
    return held


def _all(each: Sequence[Rows]) -> Rows:
    def keep(session: Session) -> None:
        for one in each:
            one(session)

    return keep
