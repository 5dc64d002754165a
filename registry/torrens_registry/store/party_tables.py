"""Mirrored: who there is. Modules, parties, their keys, and the calendar that counts their days."""

from __future__ import annotations

from torrens_registry.store.columns import Stated, account, hex32, integer, text


class ModuleRow(Stated):
    """A module that the council enabled.

    Attributes:
        address: The module.
        code_hash: Keccak-256 of its code.
        from_: First second at which it may write.
        until: Second from which it may write no more; 0 when no end is set.
        code_hash_prefix: First 184 bits of the code hash, as the word keeps them.
    """

    address: str = account()
    code_hash: str = hex32()
    from_: int = integer()
    until: int = integer()
    code_hash_prefix: str = text()


class PartyRow(Stated):
    """A party; an exchange's number is its party number.

    Attributes:
        party: Its number.
        identity_digest: SHA-256 of the unified credit code, or a salted commitment for a natural person.
        state: PartyState.
        kind: PartyKind.
        flags: Bits of the word.
        exchange: The exchange that enrolled it; 0 for those whom the council admitted.
        successor: The party that took its place; 0 while none did.
        since: What it signed before this second is void.
        frozen_until: End of the latest freeze on all it holds.
        freezes: How many orders there ever were.
        suspect_from: First second of the suspect window.
        suspect_to: Last second of that window; 0 for none.
        behind: How many predecessors the longest line has that ends here.
    """

    party: int = integer(index=True)
    identity_digest: str = hex32(index=True)
    state: int = integer()
    kind: int = integer()
    flags: int = integer()
    exchange: int = integer(index=True)
    successor: int = integer()
    since: int = integer()
    frozen_until: int = integer()
    freezes: int = integer()
    suspect_from: int = integer()
    suspect_to: int = integer()
    behind: int = integer()


class KeyRow(Stated):
    """One key of one party.

    Attributes:
        address: The key.
        party: The party it serves for ever.
        roles: Bits of Role.
        exchange: The exchange of its party.
        from_: First second at which it counts.
        until: Second from which it counts no more; 0 when no end is set.
    """

    address: str = account(index=True)
    party: int = integer(index=True)
    roles: int = integer()
    exchange: int = integer()
    from_: int = integer()
    until: int = integer()


class CalendarRow(Stated):
    """Working days of one half-year.

    Attributes:
        year: The year.
        half: 0 from 1 January, 1 from 1 July.
        notice_digest: Digest of the State Council's notice, or of what corrected it last.
        published: Always 1; a word of zero refuses.
        days: One bit a day, as hex of 32 bytes, the first day most significant of 255.
    """

    year: int = integer(index=True)
    half: int = integer()
    notice_digest: str = hex32()
    published: int = integer()
    days: str = hex32()
