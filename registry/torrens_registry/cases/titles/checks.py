"""What is asked of a case before anything is sent: who files, who may go on with it, what the calendar says."""

from __future__ import annotations

from torrens_contracts.codes import Role
from torrens_contracts.events import decode, topic0_of
from torrens_contracts.events_gen import SourcesNamed
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, GrantKey, TitleId, calendar_id, party_id
from torrens_contracts.types import Digest32
from torrens_contracts.words import GrantState, GrantWord, Kind
from torrens_registry.cases import actors, affiliates, paths
from torrens_registry.cases.casefiles import Filing
from torrens_registry.errors import (
    FieldOutOfRange,
    NoticeRunning,
    NotStored,
    SelfRegistration,
    WrongRegistrar,
    WrongState,
)
from torrens_registry.keys import Signer
from torrens_registry.mirror.apply import log_of
from torrens_registry.office import Office
from torrens_registry.rules import basis
from torrens_registry.rules.calendar import HalfYear, WorkingCalendar, date_of, half_of, local_day, shown
from torrens_registry.rules.regimes import NATIONAL, regime_of
from torrens_registry.rules.rights import check_packed
from torrens_registry.store import mirror_queries, rows
from torrens_registry.store.chain_tables import BlockRow
from torrens_registry.store.party_tables import PartyRow
from torrens_registry.store.title_tables import GrantRow


def title_row(office: Office, title: TitleId) -> GrantRow:
    """Gives a title as the mirror has it.

    Args:
        office: The exchange's office.
        title: The title.

    Returns:
        Its row.

    Raises:
        NotStored: The mirror knows no such title.
    """
    with office.store.read() as session:
        row = rows.get(session, GrantRow, to_hex(title))
    if row is None:
        raise NotStored(f"the mirror knows no title {to_hex(title)}", id=to_hex(title))
    return row


def sources_of(office: Office, title: TitleId) -> tuple[tuple[GrantId, ...], Digest32]:
    """Gives the sources that a notice of derived data named, and the digest of its own terms.

    Args:
        office: The exchange's office.
        title: The title.

    Returns:
        The rights in the sources, and the digest of the terms without them.

    Raises:
        NotStored: The title's notice named none.
    """
    with office.store.read() as session:
        logs = mirror_queries.logs_of_subject(session, to_hex(title), [to_hex(topic0_of(SourcesNamed))])
        named = [decode(log_of(one)) for one in logs]
    for event in named:
        if isinstance(event, SourcesNamed):
            return event.sources, event.inner_terms_digest
    raise NotStored(f"the notice of {to_hex(title)} named no sources", id=to_hex(title))


def require_filing(office: Office, filing: Filing, title: GrantKey) -> None:
    """Refuses a filing against the rules; see `titles.give_notice` for its refusals.

    Args:
        office: The exchange's office.
        filing: What an applicant files.
        title: The title's key.

    Raises:
        RegistryError: What `titles.give_notice` refuses of a filing, by name.
    """
    basis.check(filing.claim)
    check_packed(title.packed)
    actors.party(office, filing.holder)
    require_other(office, filing.holder)
    now = office.next_time()
    days = regime_of(office.exchange).notice_days
    ends = calendar(office, now, now + 4 * 7 * 86_400).deadline(now, days)
    if filing.until <= ends:
        raise FieldOutOfRange(
            f"the right ends at {shown(filing.until)}, before its notice does at {shown(ends)}",
            field="until",
            value=filing.until,
        )


def require_registrar(office: Office, registrar: Signer) -> actors.Actor:
    """Gives the key of a registrar, which must be this office's.

    Args:
        office: The exchange's office.
        registrar: The key.

    Returns:
        The key, its party and its roles.

    Raises:
        WrongRegistrar: It is another's.
        NotEnrolled: It is not enrolled; KeyNotLive, RoleMissing likewise.
    """
    by = actors.require(office, registrar.address, Role.REGISTRAR)
    if by.exchange != office.exchange:
        raise WrongRegistrar(
            f"the key is of registrar {by.exchange}, this is the office of {office.exchange}",
            registrar=office.exchange,
            caller=by.exchange,
        )
    return by


def at_home(office: Office, registrar: Signer, title: TitleId) -> paths.Held:
    """Gives a title whose home registrar's key this is: of first registration, or of its successor.

    Args:
        office: The exchange's office.
        registrar: The key.
        title: The title.

    Returns:
        The title with its path and its words.

    Raises:
        NotStored: The mirror knows no such title.
        WrongRegistrar: Another registrar's title.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """
    held = paths.find(office, title)
    by = require_registrar(office, registrar)
    home = actors.last_hop(office, held.word.registrar)
    if home != by.exchange:
        raise WrongRegistrar(
            f"title {to_hex(title)} is registrar {home}'s, the key is of {by.exchange}",
            title=to_hex(title),
            registrar=home,
            caller=by.exchange,
        )
    return held


def noticed(office: Office, registrar: Signer, title: TitleId) -> paths.Held:
    """Gives a title under notice, after checking that this registrar key may go on with it.

    Args:
        office: The exchange's office.
        registrar: The key.
        title: The title.

    Returns:
        The title with its path and its words.

    Raises:
        WrongState: It is not under notice; and the rest as `at_home`.
    """
    held = at_home(office, registrar, title)
    require_state(title, held.word, GrantState.NOTICED)
    return held


def require_state(title: TitleId, word: GrantWord, needed: GrantState) -> None:
    """Refuses a title in another state.

    Args:
        title: The title.
        word: The title's word.
        needed: The state that it must have.

    Raises:
        WrongState: It is in another.
    """
    if word.state != needed:
        state = GrantState(word.state).name
        raise WrongState(f"title {to_hex(title)} is {state}, not {needed.name}", title=to_hex(title), state=state)


def require_ended(office: Office, title: TitleId, word: GrantWord) -> None:
    """Refuses a title whose notice runs. The chain counts the national five days; a regime may ask for more.

    A waived notice has ended, whatever the regime counts.

    Args:
        office: The exchange's office.
        title: The title.
        word: The title's word.

    Raises:
        NoticeRunning: It runs.
    """
    now, due = office.next_time(), word.cert_until
    days = regime_of(word.registrar).notice_days
    row = title_row(office, title)
    waived = row.notice_until is not None and word.cert_until < row.notice_until
    if days > NATIONAL.notice_days and not waived:
        with office.store.read() as session:
            block = rows.get(session, BlockRow, row.opened_block)
        filed = block.timestamp if block is not None else now
        due = max(due, calendar(office, filed, now).deadline(filed, days))
    if now < due:
        raise NoticeRunning(
            f"the notice of {to_hex(title)} runs until {shown(due)}; it is {shown(now)}",
            title=to_hex(title),
            until=due,
            now=now,
        )


def calendar(office: Office, first: int, last: int) -> WorkingCalendar:
    """Gives the working days that the chain has published, of the half-years that two seconds fall in and between.

    Args:
        office: The exchange's office.
        first: UTC second.
        last: UTC second, not before the first.

    Returns:
        What is published of them; a half-year that is not is not there, and no deadline can be counted in it.
    """
    wanted = range(half_of(date_of(local_day(first))), half_of(date_of(local_day(last))) + 1)
    words = office.words(Kind.CALENDAR, [calendar_id(half // 2, half % 2) for half in wanted])
    return WorkingCalendar.of(
        HalfYear.from_word(half, word) for half, word in zip(wanted, words, strict=True) if any(word)
    )


def require_other(office: Office, holder: int) -> None:
    """Refuses the registrar's own data: of its number, of its identity, of a declared affiliate (G35 art. 10(7)).

    An affiliate is one whomever registrar and holder succeeded.

    Args:
        office: The exchange's office.
        holder: The applicant's number.

    Raises:
        SelfRegistration: It is the registrar's own, or an affiliate's.
    """
    office.sync()
    ours, theirs = party_id(office.exchange), party_id(holder)
    with office.store.read() as session:
        known = [rows.get(session, PartyRow, to_hex(one)) for one in (ours, theirs)]
    digests = {one.identity_digest for one in known if one is not None}
    if holder == office.exchange or (all(known) and len(digests) == 1):
        raise SelfRegistration(
            f"party {holder} is registrar {office.exchange} itself", holder=holder, registrar=office.exchange
        )
    found = affiliates.affiliated(office, office.exchange, holder)
    if found is not None:
        told = "" if found == (office.exchange, holder) else f": declared were {found[0]} and {found[1]}"
        raise SelfRegistration(
            f"party {holder} is a declared affiliate of registrar {office.exchange}{told}",
            holder=found[1],
            registrar=found[0],
        )
