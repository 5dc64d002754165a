"""Holdings: split, surrender, confirm, activate what was kept. Every path runs from the title (first) down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.eip712 import TradeTerms
from torrens_contracts.calls.grants import FOREIGN_HOME, grant_ids
from torrens_contracts.codec import CONSENT, KEY, TERMS, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.structs import Consent, ForeignHome
from torrens_contracts.types import Address, Digest32


@dataclass(frozen=True, slots=True)
class Holdings:
    """Calls of Holdings at an address."""

    at: Address

    def split(self, path: Sequence[GrantKey], parts: Sequence[GrantKey]) -> Call[tuple[GrantId, ...]]:
        """Splits a grant in one dimension into 2 to 16 parts that are exactly the whole. SIGN key of its holder."""
        signature = f"split({KEY}[],{KEY}[])"
        return call(self.at, signature, tuple(path), tuple(parts), returns="bytes32[]", make=grant_ids)

    def split_by_signature(
        self, path: Sequence[GrantKey], parts: Sequence[GrantKey], of_holder: Consent
    ) -> Call[tuple[GrantId, ...]]:
        """Splits on the holder's signature over `signed.rights.Split`. Anyone may relay."""
        signature = f"splitBySignature({KEY}[],{KEY}[],{CONSENT})"
        return call(self.at, signature, tuple(path), tuple(parts), of_holder, returns="bytes32[]", make=grant_ids)

    def surrender(self, path: Sequence[GrantKey], digest: Digest32) -> Call[None]:
        """Gives a licence up, or a part of a split grant. SIGN key of its holder."""
        return call(self.at, f"surrender({KEY}[],bytes32)", tuple(path), digest, make=nothing)

    def surrender_by_signature(self, path: Sequence[GrantKey], digest: Digest32, of_holder: Consent) -> Call[None]:
        """Gives up on the holder's signature over `signed.rights.Surrender`. Anyone may relay."""
        signature = f"surrenderBySignature({KEY}[],bytes32,{CONSENT})"
        return call(self.at, signature, tuple(path), digest, of_holder, make=nothing)

    def surrender_many(self, paths: Sequence[Sequence[GrantKey]], digest: Digest32) -> Call[None]:
        """Gives up 1 to 100 grants by one declaration; all or none. SIGN key of their holder."""
        return call(self.at, f"surrenderMany({KEY}[][],bytes32)", tuple(map(tuple, paths)), digest, make=nothing)

    def confirm(self, path: Sequence[GrantKey], digest: Digest32) -> Call[None]:
        """Confirms what was written in a suspect window: an authority, whose window it is, or the home registrar."""
        return call(self.at, f"confirm({KEY}[],bytes32)", tuple(path), digest, make=nothing)

    def activate(self, path: Sequence[GrantKey], key: GrantKey, terms: TradeTerms, home: ForeignHome) -> Call[None]:
        """Turns a kept licence ACTIVE once the voucher of these terms is proven here. Anyone may relay."""
        signature = f"activate({KEY}[],{KEY},{TERMS},{FOREIGN_HOME})"
        return call(self.at, signature, tuple(path), key, terms, home, make=nothing)

    def lapse(self, grant: GrantId) -> Call[None]:
        """Ends a reservation whose time is over. Anyone."""
        return call(self.at, "lapse(bytes32)", grant, make=nothing)
