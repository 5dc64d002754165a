"""Cases of the law on rights: predicates, scopes, working days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from random import Random
from typing import Final

from differential_rows import Columns, Rows, seeded

from torrens_contracts.codes import Action, GrantFlag, InterestKind, PartyFlag, Right, Verb
from torrens_contracts.words import GrantState, GrantWord, InterestState, InterestWord, PackedWord, PartyWord
from torrens_registry.errors import CalendarMissing, CalendarProvisional, EmptyMask, UnknownBits
from torrens_registry.rules import rights
from torrens_registry.rules.calendar import OFFICIAL, date_of, local_day
from torrens_registry.rules.predicates import Interest, Node, free, valid
from torrens_registry.rules.predicates import Path as Grants
from torrens_registry.rules.renewal import add_months

NOW: Final = 1_800_000_000


# ---- predicates


def _near(rng: Random) -> int:
    """A time at, just before or after now; or none."""
    return rng.choice((0, NOW - 1, NOW, NOW + 1, NOW + 1_000))


def _sometimes(rng: Random, chance: float, value: Callable[[], int]) -> int:
    return value() if rng.random() < chance else 0


def _holder(rng: Random) -> tuple[PartyWord, ...]:
    """A holder with its successors; now and then a chain that is too long, too short or broken."""
    hops = rng.choice((1,) * 60 + (2, 2, 3, 4, 5, 5, 6))
    chain = []
    for i in range(hops):
        follows = i + 1 < hops if rng.random() > 0.003 else i + 1 >= hops
        chain.append(_party(rng, 70_000 + i if follows else 0))
    return tuple(chain)


def _party(rng: Random, successor: int = 0) -> PartyWord:
    exercise = rng.random() < 0.03
    frozen = exercise or rng.random() < 0.06
    suspect = rng.random() < 0.06
    return PartyWord(
        state=rng.choice((1, 1, 2)),
        flags=PartyFlag.EXERCISE if exercise else _sometimes(rng, 0.03, lambda: PartyFlag.QUEUED),
        successor=successor,
        since=NOW - 100,
        frozen_until=_near(rng) if frozen else 0,
        suspect_from=NOW - rng.choice((60, 50, 49)) if suspect else 0,
        suspect_to=NOW - rng.choice((51, 50, 40)) if suspect else 0,
    )


def _word(rng: Random, depth: int, *, leaf: bool) -> GrantWord:
    states = (GrantState.ACTIVE,) * 12 if leaf else (GrantState.ACTIVE,) * 8 + tuple(GrantState)[2:5] * 3
    odd = rng.random() < 0.08
    return GrantWord(
        state=rng.choice((0, *GrantState)) if odd else rng.choice(states),
        flags=_sometimes(rng, 0.2, lambda: rng.choice((*GrantFlag, 1, 1, GrantFlag.EXERCISE | GrantFlag.CONFIRMED))),
        depth=depth,
        holder=70_000,
        since=NOW - 50,
        until=rng.choice((NOW + 1, NOW + 10)) if rng.random() > 0.05 else _near(rng),
        cert_until=NOW + 5 if rng.random() > 0.08 else _near(rng),
        frozen_until=_sometimes(rng, 0.25, lambda: _near(rng)),
        live_ranks=rng.choice((1, 1, 2, 3)) if rng.random() < 0.15 else 0,
    )


def _interest(rng: Random) -> InterestWord:
    """A live interest, most often with consent to what is asked; a pre-notice before, at or past its deadline."""
    state = InterestState.LIVE if rng.random() > 0.03 else rng.choice(tuple(InterestState))
    consents = (1 << len(Verb)) - 1 if rng.random() < 0.6 else rng.getrandbits(len(Verb))
    return InterestWord(
        state=state, kind=rng.choice(tuple(InterestKind)), secured=70_009, maturity=_near(rng), consents=consents
    )


def _interests(rng: Random, word: GrantWord) -> tuple[Interest, ...]:
    """As many interests as the word counts; now and then one too few or too many."""
    count = max(0, word.live_ranks + (rng.choice((-1, 1)) if rng.random() < 0.02 else 0))
    return tuple(Interest(i + 1, _interest(rng)) for i in range(count))


def _node(rng: Random, packed: PackedWord, depth: int, *, leaf: bool) -> Node:
    word = _word(rng, depth, leaf=leaf)
    return Node(packed, word, _holder(rng), _interests(rng, word))


def predicate_case(rng: Random) -> tuple[Grants, Verb]:
    """A path of one to eight grants, most often good but for one thing, and what is to be done with it."""
    length = rng.choice((1, 2, 3, 3, 4, 4, 5, 8))
    packed = PackedWord(not_before=NOW + rng.choice((-9, -5, -1, -1, 0, 0, 0, 1)))
    depths = tuple(accumulate(rng.choices((0, 1), (2, 1), k=length)))  # parts, and now and then a licence
    nodes = tuple(_node(rng, packed, depth, leaf=i == length - 1) for i, depth in enumerate(depths))
    later = rng.choice((0,) * 12 + (1, 1, 2, 4))
    heirs = tuple(_party(rng, 332 if i + 1 < later else 0) for i in range(later))
    return Grants(nodes, _party(rng, 331 if heirs else 0), heirs), rng.choice(tuple(Verb))


def predicates() -> Columns:
    """Paths of one to eight grants, and every verb."""
    rng, rows = seeded(), Rows()
    for _ in range(500):
        path, verb = predicate_case(rng)
        may, dispose = valid(path, NOW), free(path, verb, NOW)
        rows.add(leaf=path.leaf.packed.pack(), offices=1 + len(path.heirs), nodes=len(path.nodes), verb=verb)
        for office in (path.registrar, *path.heirs):
            rows.add(registrars=office.pack())
        rows.add(validReason=may.reason, validNode=may.node, freeReason=dispose.reason, freeNode=dispose.node)
        for node in path.nodes:
            rows.add(words=node.word.pack(), hops=len(node.holder), ranks=len(node.interests))
            for hop in node.holder:
                rows.add(holders=hop.pack())
            for interest in node.interests:
                rows.add(interests=interest.word.pack())
    return rows.columns(time=[NOW])


# ---- calendar


def calendar() -> Columns:
    """Deadlines in published years; 0 where a day on the way is in no published half-year."""
    rng, rows = seeded(), Rows()
    published = [half for half in OFFICIAL.halves.values() if half.published]
    for half in published:
        rows.add(half=half.half, word=half.to_word())
    for _ in range(500):
        filed_at, days = calendar_case(rng)
        rows.add(filedAt=filed_at, days=days, month=month_of(filed_at), deadline=deadline(filed_at, days))
        moment, months = months_case(rng)
        rows.add(moment=moment, months=months, on=add_months(moment, months), back=add_months(moment, -months))
    return rows.columns()


def calendar_case(rng: Random) -> tuple[int, int]:
    """A second from the end of 2024 to the end of 2027, and a number of working days."""
    filed_at = rng.randrange(1_735_600_000, 1_830_300_000)
    if rng.random() < 0.3:  # midnight in Shanghai, and the seconds beside it
        filed_at += (57_600 - filed_at) % 86_400 + rng.randrange(-1, 2)
    return filed_at, rng.choice((0, 1, 2, 5, 5, 5, 10, 60, 255))


def months_case(rng: Random) -> tuple[int, int]:
    """A second of this century, every third at the end of a month, and months to add and to take away."""
    moment = rng.randrange(1_735_600_000, 4_000_000_000)
    if rng.random() < 0.35:
        first = date_of(local_day(moment)).replace(day=1)
        moment -= (date_of(local_day(moment)) - first).days * 86_400 + 86_400 * rng.choice((1, 1, 1, 2, 3))
    return moment, rng.choice((0, 1, 2, 6, 6, 11, 12, 12, 48, 60, 60, 120, 300))


def month_of(filed_at: int) -> int:
    """The month in Shanghai, YYYYMM."""
    day = date_of(local_day(filed_at))
    return day.year * 100 + day.month


def deadline(filed_at: int, days: int) -> int:
    """Its end, or 0 where a day on the way is in no published half-year."""
    try:
        return OFFICIAL.deadline(filed_at, days)
    except (CalendarMissing, CalendarProvisional):
        return 0


# ---- scope


def _packed(rng: Random, within: PackedWord | None = None) -> PackedWord:
    """A scope of few or many bits; now and then empty, or with a bit that no table defines."""

    def mask(name: str) -> int:
        known = rights.MASKS[name]
        if rng.random() < 0.03:
            return rng.choice((0, known + 1, 1 << 7 if name == "rights" else 1 << 23))
        bits = rng.getrandbits(known.bit_length()) & known
        if within is None:
            return (bits | rng.getrandbits(known.bit_length())) & known or known
        theirs: int = getattr(within, name)
        return (bits & theirs or theirs) if rng.random() < 0.9 else bits or known

    return PackedWord(
        purpose=mask("purpose"), region=mask("region"), action=mask("action"), rights=mask("rights"), mode=3
    )


def _malformed(packed: PackedWord) -> str:
    for name in rights.MASKS:
        try:
            rights.check_mask(name, getattr(packed, name))
        except (EmptyMask, UnknownBits):
            return name
    return ""


def scope_case(rng: Random) -> tuple[PackedWord, PackedWord]:
    """A licence and the well-formed key that it stands under."""
    parent = PackedWord()
    while _malformed(parent):
        parent = replace(_packed(rng), not_before=NOW - 100, until=NOW + 10_000, mode=3)
    if rng.random() < 0.5:
        parent = replace(parent, rights=parent.rights | Right.OPERATE, action=parent.action | Action.RESALE)
    child = replace(_packed(rng, parent), not_before=NOW - 100, until=NOW + 10_000)
    if rng.random() < 0.15:
        child = replace(child, not_before=NOW - 100 + rng.randrange(-1, 2), until=NOW + 10_000 + rng.randrange(-1, 2))
    return child, parent


def scope_answers(child: PackedWord, parent: PackedWord) -> tuple[int, bytes, bytes]:
    """What may be carried, the first mask that is malformed, the first that is wider than the parent's."""
    refused = rights.scope_refusal(child, parent)
    wider = str(refused.facts["field"]) if refused else ""
    carried = rights.may_carry(parent.rights, parent.action)
    return carried, _name(_malformed(child)), _name(wider if wider in rights.MASKS else "")


def scope() -> Columns:
    """Licences under a parent, alone and through Grants.license: the first rule that refuses them."""
    rng, rows = seeded(), Rows()
    for _ in range(500):
        child, parent = scope_case(rng)
        depth = rng.choice((0, 1, 2, 3, 3, 4))
        carried, malformed, wider = scope_answers(child, parent)
        licence = rights.licence_refusal(child, parent, parent_depth=depth, path_length=1)
        rows.add(child=child.pack(), parent=parent.pack(), depth=depth)
        rows.add(carried=carried, malformed=malformed, wider=wider)
        bad = malformed.rstrip(b"\0")
        rows.add(refusal=_name("MaskRefused" if bad else type(licence).__name__ if licence else ""))
    return rows.columns()


def _name(text: str) -> bytes:
    """A short name as Solidity's bytes32 has it."""
    return text.encode().ljust(32, b"\0")
