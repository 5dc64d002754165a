"""Rights, scopes and what a child grant may carry (design.md section 3; words.md section 2).

Every mask is read the same way: 0 is none, all is every defined bit, an unknown bit is refused,
and *within* is one AND. The bit tables are published and only ever grow at the top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from torrens_contracts.codes import Action, Basis, Mode, Right, ScopeMask
from torrens_contracts.words import PackedWord
from torrens_registry.errors import (
    DepthExceeded,
    EmptyMask,
    FieldOutOfRange,
    RightExceeded,
    ScopeExceeded,
    TermExceeded,
    UnknownBits,
    WithinRefused,
)

MAX_DEPTH: Final = 4
MAX_PATH: Final = 8


MASKS: Final = {
    "purpose": int(ScopeMask.PURPOSE),
    "region": int(ScopeMask.REGION),
    "action": int(ScopeMask.ACTION),
    "rights": int(Right.ALL),
}
"""The defined bits of every mask of a packed scope; all is every defined bit."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where, for what and how a right may be exercised, as bit masks."""

    purpose: int = int(ScopeMask.PURPOSE)
    region: int = int(ScopeMask.REGION)
    action: int = int(ScopeMask.ACTION)


def check_mask(name: str, mask: int) -> int:
    """Refuses an empty mask and any bit that the published table does not define.

    Args:
        name: One of purpose, region, action, rights.
        mask: The mask.

    Returns:
        The mask.

    Raises:
        EmptyMask: The mask is 0.
        UnknownBits: A bit outside the table is set.
    """
    known = MASKS[name]
    if mask == 0:
        raise EmptyMask(f"{name} is empty: 0 grants nothing", field=name)
    if mask < 0 or mask & ~known:
        raise UnknownBits(
            f"{name} {mask:#x} has unknown bits; the table defines {known:#x}", field=name, mask=mask, known=known
        )
    return mask


def check_packed(packed: PackedWord) -> PackedWord:
    """Refuses a packed scope that is not well formed by itself.

    Returns:
        The same packed word.

    Raises:
        EmptyMask: A mask is 0.
        UnknownBits: A mask has an undefined bit.
        FieldOutOfRange: The mode or the basis is unknown, or the term is empty.
    """
    for name in MASKS:
        check_mask(name, getattr(packed, name))
    if packed.mode not in tuple(Mode):
        raise FieldOutOfRange(f"mode {packed.mode} is not in the table of modes", field="mode", value=packed.mode)
    if packed.basis and packed.basis not in tuple(Basis):  # 0: a licence need not say
        raise FieldOutOfRange(f"basis {packed.basis} is not in the table", field="basis", value=packed.basis)
    if packed.not_before >= packed.until:
        raise FieldOutOfRange(
            f"the term is empty: not before {packed.not_before}, until {packed.until}",
            field="until",
            not_before=packed.not_before,
            until=packed.until,
        )
    return packed


def may_carry(rights: int, action: int) -> int:
    """Returns the rights that a licence under this grant may carry.

    USE passes on USE if it may sublicense; OPERATE passes on USE, and OPERATE if it may resell (that is what
    commercialising means); HOLD passes on HOLD.

    Args:
        rights: The parent's rights mask.
        action: The parent's action mask.
    """
    carried = rights & Right.HOLD
    if rights & Right.OPERATE or (rights & Right.USE and action & Action.SUBLICENSE):
        carried |= Right.USE
    if rights & Right.OPERATE and action & Action.RESALE:
        carried |= Right.OPERATE
    return int(carried)


def scope_refusal(child: PackedWord, parent: PackedWord) -> WithinRefused | None:
    """Names the first of purpose, region, action and term in which the child is wider than the parent.

    Returns:
        The refusal with both values, or None: the child is within. As a relation this is a partial order.
    """
    for name in ("purpose", "region", "action"):
        ours, theirs = int(getattr(child, name)), int(getattr(parent, name))  # ~ of a flag forgets unknown bits
        if ours & ~theirs:
            return ScopeExceeded(
                f"{name} {ours:#x} is wider than the parent's {theirs:#x}: bits {ours & ~theirs:#x}",
                field=name,
                child=ours,
                parent=theirs,
            )
    if child.not_before < parent.not_before:
        return _term("not_before", child.not_before, parent.not_before, "begins before the parent does")
    if child.until > parent.until:
        return _term("until", child.until, parent.until, "ends after the parent does")
    return None


def _term(field: str, child: int, parent: int, how: str) -> TermExceeded:
    return TermExceeded(f"the term {how}: {child}, parent {parent}", field=field, child=child, parent=parent)


def within(child: PackedWord, parent: PackedWord) -> WithinRefused | None:
    """Says whether a child's rights, scope and term are the parent's or less.

    This is *within* as a partial order, as a transfer or a split needs it. A licence also obeys `may_carry`:
    see `licence_refusal`.

    Returns:
        The first violated rule with both values, or None.
    """
    if child.rights & ~int(parent.rights):
        return _right(child.rights, parent.rights, parent.rights)
    return scope_refusal(child, parent)


def _right(child: int, parent: int, carried: int) -> RightExceeded:
    return RightExceeded(
        f"rights {names(child)} asked, the parent holds {names(parent)} and may pass on {names(carried)}",
        child=child,
        parent=parent,
        carried=carried,
    )


def licence_refusal(
    child: PackedWord, parent: PackedWord, *, parent_depth: int, path_length: int
) -> WithinRefused | None:
    """Says whether a licence may be written under a parent.

    Args:
        child: The licence's packed scope.
        parent: The parent's packed scope.
        parent_depth: The parent's depth; a title's is 0.
        path_length: Nodes on the path from the title to the parent, the parent included.

    Returns:
        The first violated rule with both values, or None.
    """
    carried = may_carry(parent.rights, parent.action)
    if child.rights & ~carried:
        return _right(child.rights, parent.rights, carried)
    return scope_refusal(child, parent) or depth_refusal(parent_depth + 1, path_length + 1)


def depth_refusal(depth: int, path_length: int) -> DepthExceeded | None:
    """Says whether a node at this depth, at the end of a path of so many nodes, is allowed (depth ≤ 4, path ≤ 8)."""
    if depth > MAX_DEPTH:
        return DepthExceeded(f"depth {depth} is over {MAX_DEPTH}", field="depth", child=depth, parent=MAX_DEPTH)
    if path_length > MAX_PATH:
        return DepthExceeded(
            f"a path of {path_length} nodes is over {MAX_PATH}", field="path", child=path_length, parent=MAX_PATH
        )
    return None


def names(mask: int) -> str:
    """Writes a rights mask in words, for people: HOLD+USE, or none."""
    return "+".join(r.name for r in (Right.HOLD, Right.USE, Right.OPERATE) if mask & r and r.name) or "none"
