"""The two questions about a right: valid (may be exercised) and free (may be disposed of), over plain words.

A Python twin of what the contracts do (words.md section 4); a differential test runs both on the same words.
Every bound on time is half-open: a term runs from notBefore up to, and not including, until; a freeze likewise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from torrens_contracts.codes import GrantFlag, InterestKind, PartyFlag, Reason, Verb
from torrens_contracts.words import GrantState, GrantWord, InterestState, InterestWord, PackedWord, PartyWord
from torrens_registry.errors import NotFree, NotValid
from torrens_registry.rules.rights import MAX_PATH

MAX_HOPS: Final = 4
CARRYING: Final = frozenset({GrantState.SPLIT, GrantState.SURRENDERED, GrantState.VOID_SPARING})
"""States under which existing children stay valid and nothing new is written below."""


@dataclass(frozen=True, slots=True)
class Interest:
    """A security interest shown for a grant.

    Attributes:
        ordinal: Its rank.
        word: Its word.
    """

    ordinal: int
    word: InterestWord


@dataclass(frozen=True, slots=True)
class Node:
    """One grant on a path, with what the predicates ask about it.

    Attributes:
        packed: Its packed scope and term.
        word: Its word; all zero for a grant that was never written.
        holder: Its holder's party word, followed by those of its successors.
        interests: The interests shown for it.
    """

    packed: PackedWord
    word: GrantWord
    holder: tuple[PartyWord, ...]
    interests: tuple[Interest, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A grant with everything above it.

    Attributes:
        nodes: The title first, the grant in question last.
        registrar: Party word of the registrar that wrote the grant.
        heirs: Those of its successors, in order: their keys registered in its name.
    """

    nodes: tuple[Node, ...]
    registrar: PartyWord
    heirs: tuple[PartyWord, ...] = ()

    @property
    def leaf(self) -> Node:
        """The grant in question."""
        return self.nodes[-1]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a predicate answers; true when it holds.

    Attributes:
        reason: Why not; NONE for yes.
        node: Which node of the path it concerns.
    """

    reason: Reason
    node: int = 0

    def __bool__(self) -> bool:
        return self.reason is Reason.NONE


YES: Final = Finding(Reason.NONE)


def valid(path: Path, now: int) -> Finding:
    """Says whether the right may be exercised.

    Args:
        path: The grant and everything above it.
        now: UTC second.

    Returns:
        YES, or the first reason against it.
    """
    return next(_against_validity(path, now), YES)


def free(path: Path, verb: Verb, now: int) -> Finding:
    """Says whether the right may be disposed of by this verb.

    Args:
        path: The grant and everything above it, with the live interests shown.
        verb: What is to be done.
        now: UTC second.

    Returns:
        YES, or the first reason against it.
    """
    return next(_against_freedom(path, verb, now), YES)


def require_valid(path: Path, now: int) -> None:
    """Refuses a right that may not be exercised now.

    Args:
        path: The path from the title down.
        now: UTC second.

    Raises:
        NotValid: With the reason and the node.
    """
    if not (finding := valid(path, now)):
        raise NotValid(_say("not valid", finding, path), reason=finding.reason.name, node=finding.node)


def require_free(path: Path, verb: Verb, now: int) -> None:
    """Refuses a right that may not be disposed of by this verb now.

    Args:
        path: The path from the title down.
        verb: How it is disposed of.
        now: UTC second.

    Raises:
        NotFree: With the reason and the node.
    """
    if not (finding := free(path, verb, now)):
        raise NotFree(
            _say(f"not free to {verb.name}", finding, path),
            reason=finding.reason.name,
            node=finding.node,
            verb=verb.name,
        )


def _say(what: str, finding: Finding, path: Path) -> str:
    return f"{what}: {finding.reason.name} at node {finding.node} of a path of {len(path.nodes)}"


def _against_validity(path: Path, now: int) -> Iterator[Finding]:
    leaf, last = path.leaf, len(path.nodes) - 1
    if not leaf.word.state or last >= MAX_PATH:
        yield Finding(Reason.NOT_FOUND, last)
    if leaf.word.state != GrantState.ACTIVE:
        yield Finding(Reason.NOT_ACTIVE, last)
    for i, node in enumerate(path.nodes[:-1]):
        if node.word.state != GrantState.ACTIVE and node.word.state not in CARRYING:
            yield Finding(Reason.ANCESTOR_ENDED, i)
    if now < leaf.packed.not_before:
        yield Finding(Reason.NOT_YET, last)
    if now >= leaf.word.until:
        yield Finding(Reason.EXPIRED, last)
    for i, node in enumerate(path.nodes):
        yield from _against_exercise(node, i, now)


def _against_exercise(node: Node, index: int, now: int) -> Iterator[Finding]:
    """EXERCISE freezes bind the whole path, and every hop of every holder on it."""
    if node.word.flags & GrantFlag.EXERCISE and now < node.word.frozen_until:
        yield Finding(Reason.EXERCISE_FROZEN, index)
    if not _chain_holds(node.holder):
        yield Finding(Reason.HOLDER_CHAIN, index)
    if any(hop.flags & PartyFlag.EXERCISE and now < hop.frozen_until for hop in node.holder):
        yield Finding(Reason.HOLDER_FROZEN, index)


def _chain_holds(holder: tuple[PartyWord, ...]) -> bool:
    """A holder is read through at most four successors; only the last hop has none."""
    if not 1 <= len(holder) <= MAX_HOPS + 1 or holder[-1].successor:
        return False
    return all(hop.successor for hop, _ in pairwise(holder))


def _against_freedom(path: Path, verb: Verb, now: int) -> Iterator[Finding]:
    yield from _against_validity(path, now)
    leaf, last = path.leaf, len(path.nodes) - 1
    if now >= path.nodes[0].word.cert_until:
        yield Finding(Reason.CERTIFICATE_LAPSED, 0)
    for i, node in enumerate(path.nodes):
        if binds(path.nodes, i):
            yield from _against_node(node, i, verb, now)
    for hop in leaf.holder:
        if hop.flags & PartyFlag.QUEUED:
            yield Finding(Reason.FREEZE_QUEUED, last)
        if now < hop.frozen_until:
            yield Finding(Reason.HOLDER_FROZEN, last)
    if is_suspect(path):
        yield Finding(Reason.SUSPECT, last)


def _against_node(node: Node, index: int, verb: Verb, now: int) -> Iterator[Finding]:
    if node.word.flags & GrantFlag.QUEUED:
        yield Finding(Reason.FREEZE_QUEUED, index)
    if now < node.word.frozen_until:
        yield Finding(Reason.DISPOSE_FROZEN, index)
    live = {shown.ordinal for shown in node.interests if shown.word.state == InterestState.LIVE}
    consents = all(_lets(shown.word, verb, now) for shown in node.interests)
    if len(live) != node.word.live_ranks or len(node.interests) != len(live) or not consents:
        yield Finding(Reason.ENCUMBERED, index)


def _lets(interest: InterestWord, verb: Verb, now: int) -> bool:
    """Says whether a live interest lets a verb pass: by consent, or as a pre-notice past its deadline."""
    if interest.consents >> verb & 1:
        return True
    return interest.kind == InterestKind.PRENOTICE and now >= interest.maturity


def binds(nodes: Sequence[Node], index: int) -> bool:
    """Says whether what stands against the disposal of one node stands against that of the last too.

    It is the same node, or the last is a part of it: a part has the depth of what it was split from, a
    licence one more.
    So whoever pledges or loses what it split binds no licence sold before, nor those that its parts sold since.
    What became of the whole after the split does not matter: revoked and its parts spared, it binds them still.

    Args:
        nodes: The title first, the grant in question last.
        index: Which of them.

    Returns:
        Whether it does.
    """
    return nodes[index].word.depth == nodes[-1].word.depth


def is_suspect(path: Path) -> bool:
    """Says whether the grant, or a node it is a part of, was written in a suspect window, and is not confirmed.

    The window is of its grantor or of its registrar, both read through their successors, whose keys act in their
    name. It stops free, never valid: what was paid for is not undone by repudiating a key. No split sheds it.

    Args:
        path: The path from the title down.

    Returns:
        Whether it was.
    """
    for index in range(len(path.nodes) - 1, -1, -1):
        if _suspect_at(path, index):
            return True
        if not index or not binds(path.nodes, index - 1):
            break
    return False


def _suspect_at(path: Path, index: int) -> bool:
    word = path.nodes[index].word
    if word.flags & GrantFlag.CONFIRMED:
        return False
    grantors = path.nodes[index - 1].holder if index else ()
    return any(
        p.suspect_from <= word.since <= p.suspect_to for p in (path.registrar, *path.heirs, *grantors) if p.suspect_to
    )
