"""Cases of the law on foreign facts: their status at a second, and what a proof makes of them."""

from __future__ import annotations

from random import Random
from typing import Final

from differential_rows import Columns, Rows, seeded

from torrens_anchor.chain.statement import Answer as Reply
from torrens_contracts.clubs import Ages
from torrens_contracts.codes import Answer, Reliance
from torrens_contracts.words import FactWord, Kind
from torrens_registry.rules.recognised import Basis, following, lesser, refused, status, status_under

NOW: Final = 1_800_000_000
AGREEMENTS: Final = (0, 7, 8)


def _near(rng: Random) -> int:
    return NOW + rng.choice((-100, -1, 0, 0, 0, 1, 100))


def _fact(rng: Random) -> FactWord:
    if rng.random() < 0.1:
        return FactWord()
    return FactWord(
        answer=rng.choice((1, 2, 2, 2, 3, 4)),
        flags=rng.choice((0, 1)),
        decision=rng.choice((1, 1, 2, 3, 4, 7)),
        decision_reason=rng.choice((0, 9)),
        as_of=_near(rng),
        until=rng.choice((0, NOW + 50, _near(rng) + 100)),
        statement=rng.getrandbits(64),
        agreement=rng.choice(AGREEMENTS),
        trade_age=rng.choice((0, 60, 100)),
        finance_age=rng.choice((0, 50, 200)),
    )


def _basis(rng: Random) -> Basis:
    agreement = rng.choice(AGREEMENTS)
    return Basis(
        as_of=_near(rng),
        ages=Ages(rng.choice((1, 100, (1 << 32) - 1)), rng.choice((0, 99, (1 << 20) - 1)), rng.choice((0, 98))),
        statement=rng.getrandbits(64),
        end=rng.choice((NOW + 30, (1 << 40) - 1)),
        agreement=agreement,
        live=agreement != 0 and rng.random() < 0.7,
        conditions=rng.choice((0, 1, 2, 3)),
    )


def _packed(basis: Basis, *, outside: bool) -> bytes:
    """The basis as RecognitionLaw.t.sol reads it."""
    ages = basis.ages
    values = (basis.as_of, 40), (basis.end, 40), (basis.statement, 64), (basis.agreement, 32)
    bounds = (ages.show, 32), (ages.trade, 20), (ages.finance, 20)
    fields = *values, *bounds, (basis.conditions, 2), (int(basis.live), 1), (int(outside), 1)
    number = 0
    for value, width in fields:
        number = number << width | value
    return number.to_bytes(32)


def recognised() -> Columns:
    """Facts, proofs about them, and seconds."""
    rng, rows = seeded(), Rows()
    for _ in range(1_000):
        fact, basis, outside = _fact(rng), _basis(rng), rng.random() < 0.3
        kind = rng.choice((Kind.GRANT, Kind.LISTING, Kind.LISTING, Kind.VOUCHER))
        state = rng.choice((1, 2, 2, 2, 3, 4))
        flags, until = rng.choice((0, 0, 1, 2)), NOW + rng.choice((40, 10**9))
        reply = Reply(kind, bytes(32), state, 0 if state == Answer.GOOD else 5, flags, until)
        when, reliance = NOW + rng.choice((-1, 0, 1, 40, 59, 60, 100)), rng.choice(list(Reliance))
        known = None if fact == FactWord() else fact
        rows.add(fact=fact.pack(), when=when, reliance=reliance, status=status(known, when, reliance))
        peer, live = rng.choice((0, 1, 1, 1, 2, 3)), rng.random() < 0.7
        under = status_under(known, when, reliance, peer=peer, live=live)
        rows.add(peer=peer, live=live, under=under)
        no = refused(fact, basis, reply.state) is not None
        to = following(fact, basis, reply, outside=outside)
        no = no or lesser(fact, basis, to)
        rows.add(basis=_packed(basis, outside=outside), refused=no)
        rows.add(reply=_reply(reply))
        rows.add(next=bytes(32) if no else to.pack())
    return rows.columns()


def _reply(reply: Reply) -> bytes:
    number = reply.kind
    for value, width in ((reply.state, 8), (reply.reason, 8), (reply.flags, 16), (reply.until, 40)):
        number = number << width | value
    return number.to_bytes(32)
