"""A right with everything above it: its keys from the mirror, its words from the chain as it is now."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.codes import Role
from torrens_contracts.ids import DataId, GrantId, GrantKey, Id, interest_id, party_id
from torrens_contracts.words import GrantState, GrantWord, InterestState, InterestWord, Kind, PackedWord, PartyWord
from torrens_registry.cases import actors
from torrens_registry.errors import NotAllowed, NotStored
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules import predicates
from torrens_registry.rules.predicates import MAX_HOPS
from torrens_registry.rules.rights import MAX_PATH
from torrens_registry.store import rows
from torrens_registry.store.title_tables import GrantRow


@dataclass(frozen=True, slots=True)
class Held:
    """A right, ready for rules and for calls.

    Attributes:
        ids: Of its path, title first.
        keys: Of its path, title first.
        words: Of its path, 32 bytes each, as the chain has them now.
        facts: The same as the predicates ask about it.
    """

    ids: tuple[GrantId, ...]
    keys: tuple[GrantKey, ...]
    words: tuple[bytes, ...]
    facts: predicates.Path

    @property
    def id(self) -> GrantId:
        """The right itself."""
        return self.ids[-1]

    @property
    def word(self) -> GrantWord:
        """Its word."""
        return self.facts.leaf.word

    @property
    def data(self) -> DataId:
        """The dataset at the path's head."""
        return DataId(Id(self.keys[0].parent))

    @property
    def parent_word(self) -> bytes:
        """The word above it; zero above a title."""
        return self.words[-2] if len(self.words) > 1 else bytes(32)

    @property
    def holder(self) -> int:
        """Who holds it: the last hop of its holder's successors."""
        hops = self.facts.leaf.holder
        return hops[-2].successor if len(hops) > 1 else self.word.holder


def find(office: Office, grant: GrantId) -> Held:
    """Reads a right with its path.

    Args:
        office: The exchange's office.
        grant: The right: a title or a grant.

    Returns:
        The right as it is now.

    Raises:
        NotStored: The mirror knows no such right.
    """
    office.sync()
    ids, keys = _keys(office, grant)
    words = office.words(Kind.GRANT, ids)
    unpacked = [GrantWord.unpack(word) for word in words]
    nodes = tuple(
        predicates.Node(key.packed, word, _hops(office, word.holder), _interests(office, at, word, last=at == grant))
        for at, key, word in zip(ids, keys, unpacked, strict=True)
    )
    registrar, *heirs = _hops(office, unpacked[-1].registrar)
    return Held(ids, keys, words, predicates.Path(nodes, registrar, tuple(heirs)))


def require_holder(office: Office, signer: Signer, held: Held) -> None:
    """Refuses a key that is not the holder's.

    Args:
        office: The exchange's office.
        signer: The key that acts, or whose consent is taken.
        held: The right.

    Raises:
        NotAllowed: It is another party's.
        NotEnrolled: It is not enrolled; KeyNotLive, RoleMissing likewise.
    """
    by = actors.require(office, signer.address, Role.SIGN)
    if by.party != held.holder:
        raise NotAllowed(
            f"the key is of party {by.party}; party {held.holder} holds the right",
            remedy="act with a key of the holder",
            party=by.party,
            holder=held.holder,
        )


def _keys(office: Office, grant: GrantId) -> tuple[tuple[GrantId, ...], tuple[GrantKey, ...]]:
    ids: list[GrantId] = []
    keys: list[GrantKey] = []
    at: bytes = grant
    with office.store.read() as session:
        for _ in range(MAX_PATH):
            row = rows.get(session, GrantRow, f"0x{at.hex()}")
            if row is None:
                raise NotStored(f"the mirror knows no right 0x{at.hex()}", id=f"0x{at.hex()}")
            key = GrantKey(_bytes(row.parent), PackedWord.unpack(_bytes(row.packed)), _bytes(row.terms_digest))
            ids.insert(0, GrantId(Id(at)))
            keys.insert(0, key)
            if row.is_title:
                break
            at = key.parent
    return tuple(ids), tuple(keys)


def _interests(office: Office, grant: GrantId, word: GrantWord, *, last: bool) -> tuple[predicates.Interest, ...]:
    """The live interests of a right, and of what it was split from; those of other rights above bind it not."""
    if not word.live_ranks or not (last or word.state == GrantState.SPLIT):
        return ()
    ordinals = range(1, word.ranks + 1)
    words = office.words(Kind.INTEREST, [interest_id(grant, ordinal) for ordinal in ordinals])
    shown = zip(ordinals, map(InterestWord.unpack, words), strict=True)
    return tuple(predicates.Interest(ordinal, one) for ordinal, one in shown if one.state == InterestState.LIVE)


def _hops(office: Office, holder: int) -> tuple[PartyWord, ...]:
    hops = [_party(office, holder)]
    while hops[-1].successor and len(hops) <= MAX_HOPS:
        hops.append(_party(office, hops[-1].successor))
    return tuple(hops)


def _party(office: Office, number: int) -> PartyWord:
    return PartyWord.unpack(office.word(Kind.PARTY, party_id(number)))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))
