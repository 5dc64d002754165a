"""Titles: registration, and what follows until a title ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey, TitleId
from torrens_contracts.structs import Consent
from torrens_contracts.types import Address, Digest32, Timestamp


@dataclass(frozen=True, slots=True)
class Titles:
    """Calls of Titles at an address."""

    at: Address

    def register_title(self, key: GrantKey) -> Call[int]:
        """Registers after the notice ended without open objection; gives the certificate number. The home registrar."""
        return call(self.at, f"registerTitle({KEY})", key, returns="uint64", make=int)

    def register_titles(self, keys: Sequence[GrantKey]) -> Call[None]:
        """Registers many; one refused refuses all."""
        return call(self.at, f"registerTitles({KEY}[])", tuple(keys), make=nothing)

    def register_derived(
        self, key: GrantKey, source_paths: Sequence[Sequence[GrantKey]], inner_terms_digest: Digest32
    ) -> Call[int]:
        """Registers DERIVED data, showing the path of each source, rising by id. The home registrar."""
        signature = f"registerDerived({KEY},{KEY}[][],bytes32)"
        paths = tuple(tuple(path) for path in source_paths)
        return call(self.at, signature, key, paths, inner_terms_digest, returns="uint64", make=int)

    def change(self, path: Sequence[GrantKey], change_digest: Digest32, of_holder: Consent) -> Call[None]:
        """Registers a change; the holder signs `signed.titles.Change`. The home registrar."""
        return call(self.at, f"change({KEY}[],bytes32,{CONSENT})", tuple(path), change_digest, of_holder, make=nothing)

    def renew(self, path: Sequence[GrantKey], cert_until: Timestamp, of_holder: Consent) -> Call[None]:
        """Renews a certificate; the holder of the path's end signs `signed.titles.Renew`. The home registrar."""
        return call(self.at, f"renew({KEY}[],uint40,{CONSENT})", tuple(path), cert_until, of_holder, make=nothing)

    def annotate(self, title: TitleId, kind: int, digest: Digest32) -> Call[None]:
        """Annotates with a `codes.Annotation`. The home registrar; of JUDICIAL an AUTHORITY key."""
        return call(self.at, "annotate(bytes32,uint8,bytes32)", title, kind, digest, make=nothing)

    def clear_annotation(self, title: TitleId, kind: int, digest: Digest32) -> Call[None]:
        """Clears the annotation of one kind. Who may make it."""
        return call(self.at, "clearAnnotation(bytes32,uint8,bytes32)", title, kind, digest, make=nothing)

    def cancel(self, path: Sequence[GrantKey], reason_digest: Digest32, of_holder: Consent) -> Call[None]:
        """Ends a title, or a part of one; the holder signs `signed.titles.Cancel`. The home registrar."""
        return call(self.at, f"cancel({KEY}[],bytes32,{CONSENT})", tuple(path), reason_digest, of_holder, make=nothing)

    def revoke(self, grant: GrantId, state: int, order_digest: Digest32) -> Call[None]:
        """Ends any grant by order: VOID or VOID_SPARING, of what waits LAPSED. AUTHORITY keys."""
        return call(self.at, "revoke(bytes32,uint8,bytes32)", grant, state, order_digest, make=nothing)
