"""The council's book and papers, without a chain: what its events come to, and files that are no papers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import MalformedInput, TorrensError
from torrens_contracts.council.events import (
    OperationCanceled,
    OperationExecuted,
    OperationScheduled,
    RoleGranted,
    RoleLabel,
    RoleRevoked,
)
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.events_gen import Event, ModuleEnabled, ModuleNarrowed, ModuleWidened, WideningAnnounced
from torrens_contracts.ids import operation_id
from torrens_contracts.types import Address, Digest32, Timestamp
from torrens_contracts.words import Kind
from torrens_registry.cases.council import modules, rollbook
from torrens_registry.cases.council.labels import require_label, role_name, role_number
from torrens_registry.cases.council.modules import WIDENING_KEPT, Module
from torrens_registry.cases.council.paper import CouncilPaper
from torrens_registry.cases.council.rollbook import EXPIRATION, Rollbook
from torrens_registry.errors import NotDue, NotStored, NotWaiting, OperationDiffers

ONE, TWO, MODULE = (Address(bytes([n]) * 20) for n in (1, 2, 3))
WHO = Address(b"\x09" * 20)


def book(*events: Event) -> Rollbook:
    made = Rollbook(events)
    for one in events:
        rollbook._fold(made, one)
    return made


def granted(account: Address, since: int, delay: int = 0, *, new: bool = True) -> RoleGranted:
    return RoleGranted(1, account, delay, Timestamp(since), new)


def scheduled(identifier: int, nonce: int, due: int) -> OperationScheduled:
    return OperationScheduled(Digest32(bytes([identifier]) * 32), nonce, Timestamp(due), ONE, TWO, b"")


def test_a_member_s_delay_changes_and_its_beginning_stays() -> None:
    found = book(granted(ONE, 10), granted(TWO, 20), granted(ONE, 30, 60, new=False), RoleRevoked(1, TWO))
    assert list(found.members) == [(1, ONE)]
    assert (found.members[1, ONE].since, found.members[1, ONE].delay) == (10, 60)


def test_what_waits_is_in_the_order_of_its_time_and_expires() -> None:
    over = OperationExecuted(Digest32(b"\1" * 32), 1), OperationCanceled(Digest32(b"\2" * 32), 1)
    found = book(scheduled(1, 1, 5), scheduled(2, 1, 6), scheduled(3, 1, 9), scheduled(4, 1, 8), *over)
    assert [one.id[0] for one in found.schedule(0)] == [4, 3]
    assert [one.id[0] for one in found.schedule(8 + EXPIRATION)] == [3]
    again = book(*found.told, scheduled(1, 2, 20))
    assert [one.id[0] for one in again.schedule(0)] == [4, 3, 1]
    assert again.operation(b"\1" * 32, 1).due == 5
    assert again.operation(b"\1" * 32, 2).due == 20
    with pytest.raises(NotStored):
        again.operation(b"\1" * 32, 3)


def test_a_turn_rises_with_every_change_and_not_with_a_repetition() -> None:
    def concerns(event: Event) -> object:
        return event.label if isinstance(event, RoleLabel) and event.role_id == 1 else None

    said: list[Event] = []
    for label, turn in (("a", 1), ("a", 1), ("b", 2), ("a", 3)):
        assert book(*said).turn(concerns, label) == turn
        said += [RoleLabel(1, label), RoleLabel(2, label)]
        assert book(*said).turn(concerns, label) == turn  # done: the same command again is the same act


def test_a_role_is_named_by_label_or_number() -> None:
    found = book(RoleLabel(1, "ministry"), RoleLabel(2, "court"), RoleLabel(3, "court"))
    known = {"admin": 0, "public": (1 << 64) - 1, "ministry": 1, "7": 7, str((1 << 64) - 1): (1 << 64) - 1}
    assert {text: role_number(found, text) for text in known} == known
    for text in ("court", "minister", "-1", str(1 << 64), "", "²", "1" * 30):
        assert role_number(found, text) is None, text


def test_a_label_that_passes_for_another_role_names_nobody() -> None:
    posing = book(RoleLabel(1, "admin"), RoleLabel(2, "ADMIN"), RoleLabel(3, "public"), RoleLabel(4, "7"))
    wanted = {"admin": 0, "ADMIN": None, "public": (1 << 64) - 1, "Public": None, "7": 7}
    assert {text: role_number(posing, text) for text in wanted} == wanted
    alike = book(RoleLabel(1, "ministry"), RoleLabel(2, "Ministry"))
    assert [role_number(alike, text) for text in ("ministry", "Ministry")] == [None, None]
    assert [role_name(posing, role) for role in (0, 1, 4, 5)] == ["admin (0)", "admin (1)", "7 (4)", "5"]


def test_names_that_a_role_may_have() -> None:
    found = book(RoleLabel(1, "ministry"))
    for name in ("ministry", "Ministry", "court of Hangzhou", "理事会", "notary-2", "杭州 notary"):
        require_label(found, 1, name)
        assert role_number(book(RoleLabel(1, name)), name) == 1


@pytest.mark.parametrize(
    "name",
    ["", "7", "-1", "7th", "admin", "ADMIN", "Public", "Ministry", "MINISTRY"],
)
def test_a_name_that_would_pass_for_another_role_fail(name: str) -> None:
    with pytest.raises(ArgumentRefused):
        require_label(book(RoleLabel(1, "ministry")), 2, name)


@pytest.mark.parametrize(
    "name",
    [
        " admin",
        "x ",
        "x  y",
        "x\n y",
        "\x1b[2K",
        "x\u200by",
        "x\u00a0",
        "\u0430dmin",
        "\uff41dmin",
        "m\u0131",
        "\u2f00",
    ],
)
def test_a_name_of_other_letters_or_blanks_fail(name: str) -> None:
    with pytest.raises(ArgumentRefused):
        require_label(book(), 2, name)


def proposed(due: int, data: bytes = b"\7", *, said: bytes = b"\7") -> tuple[bytes, OperationScheduled]:
    """What a node gives as an act of some data, and its id."""
    identifier = operation_id(ONE, TWO, data)
    return bytes(identifier), OperationScheduled(identifier, 1, Timestamp(due), ONE, TWO, said)


def test_an_act_is_due_from_its_second_until_it_expires_fail() -> None:
    identifier, event = proposed(50)
    found = book(event)
    for now in (50, 49 + EXPIRATION):
        found.require_due(identifier, now)
    with pytest.raises(NotDue, match="due at 1970-01-01T00:00:50Z, and it is 1970-01-01T00:00:49Z"):
        found.require_due(identifier, 49)
    with pytest.raises(NotWaiting):
        found.require_due(identifier, 50 + EXPIRATION)
    for over in (OperationExecuted(event.operation_id, 1), OperationCanceled(event.operation_id, 1)):
        with pytest.raises(NotWaiting):
            book(event, over).require_due(identifier, 50)


def test_a_proposal_that_the_node_forged_fail() -> None:
    identifier, event = proposed(50)
    assert book(event).proposal(identifier) == event
    for forged in (proposed(50, said=b"\x08")[1], replace(event, caller=TWO), replace(event, target=ONE)):
        with pytest.raises(OperationDiffers):
            book(forged).proposal(identifier)
    with pytest.raises(NotStored):
        book(event).proposal(bytes(32))


def folded(*events: Event) -> Module:
    found: dict[Address, Module] = {}
    enabled = ModuleEnabled(MODULE, Timestamp(100), Timestamp(0), Digest32(bytes(32)), (6, 77), (0b11, 1), 1, WHO)
    for one in (enabled, *events):
        modules._fold(found, one)
    return found[MODULE]


def announced(mask: int, from_: int = 500) -> WideningAnnounced:
    return WideningAnnounced(MODULE, int(Kind.GRANT), mask, Timestamp(from_), 2, WHO)


def test_a_module_waits_writes_and_retires() -> None:
    found = folded()
    assert [found.state(at) for at in (99, 100)] == ["WAITING", "ENABLED"]
    found.until = Timestamp(200)
    assert [found.state(at) for at in (199, 200)] == ["ENABLED", "RETIRED"]
    assert found.masks == {6: 0b11, 77: 1}  # a kind that this release does not know is kept


def test_an_announcement_is_of_the_bits_as_they_stood() -> None:
    narrowed = ModuleNarrowed(MODULE, 6, 0b01, 3, WHO)
    assert folded(announced(0b100)).widenings(0) == ((6, 0b100, 500),)
    assert folded(announced(0b100)).widenings(500 + WIDENING_KEPT) == ()
    assert folded(announced(0b100), narrowed).widenings(0) == ()
    assert folded(announced(0b100), ModuleWidened(MODULE, 6, 0b100, 3, WHO)).widenings(0) == ()
    # Announced of other bits and applied: they stand as they did for the first, which counts again.
    back = (announced(0b100), narrowed, announced(0b10), ModuleWidened(MODULE, 6, 0b10, 4, WHO))
    assert folded(*back).masks[6] == 0b11
    assert folded(*back).widenings(0) == ((6, 0b100, 500),)


acts = st.lists(st.tuples(st.sampled_from([ONE, TWO]), st.binary(max_size=40)), min_size=1, max_size=4, unique=True)


@given(acts, st.integers(0, (1 << 36) - 1))
def test_a_paper_is_read_as_it_was_written(given: list[tuple[Address, bytes]], made_at: int) -> None:
    paper = CouncilPaper(7, WHO, made_at, tuple(given))
    assert CouncilPaper.parse(paper.encode()) == paper
    with pytest.raises(MalformedInput):
        paper.also(*given[0])


@given(st.binary(max_size=80))
def test_bytes_that_are_no_paper_fail(data: bytes) -> None:
    with pytest.raises(TorrensError):
        CouncilPaper.parse(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"acts":[{', b'"acts":[],"x":[{'),
        (b'"madeAt":5', b'"madeAt":-5'),
        (b'"madeAt":5', b'"madeAt":99999999999'),
        (b'"chainId":7', b'"chainId":"7"'),
        (b'"data":"0x07"', b'"data":"07"'),
        (b'"data":"0x07"', b'"data":"0x07","note":"x"'),
        (b'"v":"torrens/council-paper/1"', b'"v":"torrens/council-paper/2"'),
        (b'"target":"0x01', b'"target":"0x'),
        (b"}]", b"} ]"),
    ],
)
def test_a_paper_with_one_thing_wrong_fail(old: bytes, new: bytes) -> None:
    good = CouncilPaper(7, WHO, 5, ((ONE, b"\7"),)).encode()
    assert old in good
    with pytest.raises(TorrensError):
        CouncilPaper.parse(good.replace(old, new))


def test_a_paper_without_acts_or_with_one_twice_fail() -> None:
    for wrong in ((), ((ONE, b"\7"), (ONE, b"\7"))):
        with pytest.raises(MalformedInput):
            CouncilPaper.parse(CouncilPaper(7, WHO, 5, wrong).encode())
