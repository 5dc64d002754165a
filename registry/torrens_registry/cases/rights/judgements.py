"""What the chain itself says of a right now: the contract's own predicates, not their twin in `rules`."""

from __future__ import annotations

from torrens_contracts.codes import Verb
from torrens_contracts.ids import GrantId
from torrens_contracts.structs import Judgement
from torrens_registry.cases import paths
from torrens_registry.office import Office


def judged(office: Office, grant: GrantId) -> tuple[Judgement, dict[Verb, Judgement], tuple[GrantId, ...]]:
    """Asks Grants whether a right may be exercised, and disposed of by each verb.

    Args:
        office: The office.
        grant: The right.

    Returns:
        The answer of `valid`, those of `free` by verb, and the ids of the path, title first: the index of `valid` is
        into it.

    Raises:
        NotStored: The mirror knows no such right.
        Reverted: Grants is retired: what it says is the law no more.
    """
    held, verbs = paths.find(office, grant), office.contracts.grants
    free = {verb: office.read(verbs.free(held.keys, int(verb))) for verb in Verb}
    return office.read(verbs.valid(held.keys)), free, held.ids
