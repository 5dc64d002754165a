"""What becomes of a right as a whole: split, given up, confirmed after a suspect window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.codec import Call
from torrens_contracts.codes import Mode, Verb
from torrens_contracts.ids import GrantId, GrantKey, grant_id
from torrens_contracts.signed.rights import Split, Surrender
from torrens_contracts.types import Digest32
from torrens_contracts.words import PackedWord
from torrens_registry.cases import paths
from torrens_registry.cases.batches import Batch
from torrens_registry.cases.casefiles import NO_TERMS
from torrens_registry.cases.submit import Act, Done, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules import partition
from torrens_registry.rules.predicates import require_free


@dataclass(frozen=True, slots=True)
class SplitDone:
    """A right that was split.

    Attributes:
        parts: The parts' ids, in the order asked.
        settled: The transaction.
    """

    parts: tuple[GrantId, ...]
    settled: Settled


def cut(held: paths.Held, dimension: str, pieces: Sequence[int], terms_digest: Digest32 = NO_TERMS) -> list[GrantKey]:
    """Makes the keys of the parts of a right.

    Args:
        held: The right.
        dimension: rights, region, purpose or term.
        pieces: A mask for each part; of a term, the seconds at which all parts but the first begin.
        terms_digest: SHA-256 of the terms that all parts carry.

    Returns:
        The keys; whether they are a partition is for `partition.check`.

    Raises:
        FieldOutOfRange: There is no such dimension.
    """
    whole = partition.whole_of(held.keys[-1].packed, held.word)
    if dimension == "term":
        bounds = [whole.not_before, *pieces, whole.until]
        cuts = [replace(whole, not_before=first, until=last) for first, last in pairwise(bounds)]
    elif dimension in partition.MASKS:
        cuts = [replace(whole, **{dimension: piece}) for piece in pieces]
    else:
        raise FieldOutOfRange(f"{dimension!r} is not rights, region, purpose or term", field="dimension")
    return [GrantKey(held.id, _numbered(packed, index), terms_digest) for index, packed in enumerate(cuts)]


def _numbered(packed: PackedWord, index: int) -> PackedWord:
    return replace(packed, mode=Mode.SPLIT, nonce=int.from_bytes(keccak256(b"part" + index.to_bytes(2))[:8]))


def split(
    office: Office,
    holder: Signer,
    grant: GrantId,
    parts: Sequence[GrantKey],
    *,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> SplitDone:
    """Splits a right into parts that are exactly the whole; the holder acts, or signs while another key relays.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the holder.
        grant: The right.
        parts: The parts' keys, see `cut`.
        relayer: Who sends the transaction; the holder when absent.
        key: Idempotency key; made of the right and its parts when absent.

    Returns:
        The parts.

    Raises:
        NotStored: The mirror knows no such right.
        PartitionRefused: The parts are not exactly the whole, cut in one dimension.
        NotFree: The right is not free to be split.
        NotAllowed: The key is not the holder's.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses.
    """
    ids = tuple(grant_id(part) for part in parts)

    def prepare() -> Act:
        """The parts are exactly the whole, and nothing stands against the split."""
        held = paths.find(office, grant)
        paths.require_holder(office, holder, held)
        _require_whole(held, parts)
        require_free(held.facts, Verb.SPLIT, office.next_time())
        holdings = office.contracts.holdings
        if relayer is None:
            return Act(holdings.split(held.keys, parts), "right.split", grant)

        message = partial(Split, held.id, ids, held.words[-1], held.parent_word)

        return Act(holdings.split_by_signature(held.keys, parts, office.consent(holder, message)), "right.split", grant)

    told = once("right.split", grant, keccak256(b"".join(ids)), given=key)
    return SplitDone(ids, perform(office, relayer or holder, told, prepare))


def _require_whole(held: paths.Held, parts: Sequence[GrantKey]) -> None:
    whole = partition.whole_of(held.keys[-1].packed, held.word)
    partition.require(whole, [replace(part.packed, nonce=0) for part in parts])


def surrender(
    office: Office,
    holder: Signer,
    grants: Sequence[GrantId],
    digest: Digest32,
    *,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Gives rights up; what was licensed under them stays. One may be relayed; many are given up by their holder.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the holder.
        grants: The rights: licences, or parts of a split one. Titles are cancelled at their registrar.
        digest: SHA-256 of the declaration.
        relayer: Who sends the transaction, of one right; the holder when absent.
        key: Idempotency key; made of the rights and the declaration when absent.

    Returns:
        The transaction.

    Raises:
        FieldOutOfRange: None or too many are named, a title, or several with a relayer.
        BatchRefused: Of several, one is named twice, or our rules or the chain refuse it: each is named by its place.
        NotStored: The mirror knows no such right.
        NotAllowed: The key is not the holder's.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses: frozen, encumbered, suspect, ended.
    """
    batch = Batch.of(grants, called="right")
    if relayer is not None and len(grants) != 1:
        raise FieldOutOfRange(
            "name one right, or several that their holder gives up itself", field="grants", value=len(grants)
        )
    batch.require_distinct(grants)
    ask = partial(_surrendered, office, holder)
    singles: list[Call[None]] = []

    def prepare() -> Act:
        """Each of several holds for itself; what is wrong with the only one is said of it alone."""
        all_held = batch.each(ask) if len(grants) > 1 else [ask(grants[0])]
        if len(grants) > 1:
            singles.extend(office.contracts.holdings.surrender(held.keys, digest) for held in all_held)
        call = _surrender_call(office, holder, all_held, digest, relayed=relayer is not None)
        return Act.of_many(call, "right.surrender", [Done(one, {"declaration": bytes(digest)}) for one in grants])

    told = once("right.surrender", keccak256(b"".join(grants)), bytes(digest), given=key)
    with batch.naming(office, holder, singles):
        return perform(office, relayer or holder, told, prepare)


def _surrendered(office: Office, holder: Signer, grant: GrantId) -> paths.Held:
    """The holder gives up licences, never a title: that is cancelled at its registrar."""
    held = paths.find(office, grant)
    paths.require_holder(office, holder, held)
    _require_no_title(held)
    return held


def _require_no_title(held: paths.Held) -> None:
    if len(held.keys) == 1:
        raise FieldOutOfRange(
            "a title is cancelled at its registrar, not given up",
            remedy="cancel it: torrens case cancel",
            field="grants",
        )


def _surrender_call(
    office: Office, holder: Signer, all_held: Sequence[paths.Held], digest: Digest32, *, relayed: bool
) -> Call[None]:
    holdings, held = office.contracts.holdings, all_held[0]
    if len(all_held) > 1:
        return holdings.surrender_many([one.keys for one in all_held], digest)
    if not relayed:
        return holdings.surrender(held.keys, digest)

    message = partial(Surrender, held.id, digest, held.words[-1], held.parent_word)

    return holdings.surrender_by_signature(held.keys, digest, office.consent(holder, message))


def confirm(office: Office, by: Signer, grant: GrantId, digest: Digest32, key: IdempotencyKey | None = None) -> Settled:
    """Confirms a right that was written in a suspect window, so that it is free again.

    Args:
        office: The exchange's office.
        by: A key of an authority, of the party whose window it is, or of the home registrar.
        grant: The right.
        digest: SHA-256 of the finding.
        key: Idempotency key; made of the right, its last change and the finding when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such right.
        Reverted: The chain refuses: nothing suspect, or not this key's to confirm.
    """
    held = paths.find(office, grant)

    def prepare() -> Act:
        call = office.contracts.holdings.confirm(held.keys, digest)
        return Act(call, "right.confirm", grant, {"finding": bytes(digest)})

    told = once("right.confirm", grant, held.word.since, bytes(digest), given=key)
    return perform(office, by, told, prepare)
