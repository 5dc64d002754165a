"""The right's part of a verdict: the path of keys, the words along it, a table's row."""

from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.chain import layout
from torrens_anchor.chain.ids import data_id
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import FieldMismatch, TrustMissing
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_anchor.verdicts.chain import Words
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level

ACTIVE = 2
"""GRANT.state of a right in force (contracts/words.json)."""
EXERCISE = 1
"""GRANT.flags bit of a freeze that stops exercise too; any other stops disposal alone, and the right stays in force."""
_BURDENS = ("freezes", "frozenUntil", "liveRanks", "openObjections")
"""What weighs on a right without ending it: shown wherever the word has it."""


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a right.

    Attributes:
        holder: The party's number.
        registrar: The exchange's number.
    """

    holder: int
    registrar: int


def check_path(bundle: Bundle, path: Path, words: Words, report: Report) -> tuple[bytes, ...]:
    """Check that the keys link up to a title of this register.

    Args:
        bundle: The bundle.
        path: The record's path.
        words: Proven words.
        report: Takes the findings.

    Returns:
        The ids along the path, title first; empty when the keys do not link.
    """
    ids: tuple[bytes, ...] = ()
    with report.fact(Fact.PATH, Level.RECORD, keys=len(path.keys)) as finding:
        ids = path.ids()
        finding.show(id=f"0x{ids[-1].hex()}")
    with report.fact(Fact.ORIGIN, Level.RECORD, origin=f"0x{path.origin.hex()}") as finding:
        if path.origin != bundle.home.origin:
            finding.trust(f"header {words.need(Kind.ORIGIN, path.origin).number} as supplied")
    _check_content(path, report)
    return ids


def _check_content(path: Path, report: Report) -> None:
    if path.content is None:
        report.missing(Fact.CONTENT, Level.DATA, "the bundle does not disclose which data it is about", required=False)
        return
    with report.fact(Fact.CONTENT, Level.DATA, root=f"0x{path.content.root.hex()}"):
        if data_id(path.content.root, path.content.salt) != path.keys[0].parent:
            raise FieldMismatch("the disclosed root and salt are not those of the title's dataId")


def check_grant(
    bundle: Bundle, path: Path, identifier: bytes | None, words: Words, *, at: int, report: Report
) -> Held | None:
    """Check the GRANT word of the record's right, which says who holds it: no answer of a statement does.

    Args:
        bundle: The bundle.
        path: The record's path.
        identifier: The right's id, or None.
        words: Proven words.
        at: The verifier's time, UTC seconds.
        report: Takes the finding.

    Returns:
        Who holds it, by which registrar; None when no word shows it.
    """
    held = None
    with report.fact(Fact.GRANT_WORD, Level.HEADER) as finding:
        if identifier is None:
            raise TrustMissing("the right's id cannot be computed from its path")
        proven = words.need(Kind.GRANT, identifier)
        word = layout.fields(layout.GRANT, proven.word)
        key = layout.fields(layout.PACKED, path.keys[-1].packed)
        finding.show(holder=word["holder"], state=word["state"], rights=word["rights"], since=word["since"])
        finding.show(until=word["until"], **{name: word[name] for name in _BURDENS if word[name]})
        held = Held(word["holder"], word["registrar"])
        if word["state"] != ACTIVE:
            raise FieldMismatch(f"the right is not in force: its state is {word['state']}, not {ACTIVE} (ACTIVE)")
        if word[""] or word["until"] > key["until"] or word["rights"] & ~key["rights"]:
            raise FieldMismatch("the GRANT word exceeds the key it stands under")
        _check_in_force(word, key["notBefore"], proven.time, at)
        if bundle.standing and proven.time < bundle.standing.as_of:
            raise TrustMissing(
                f"the GRANT word is of {proven.time}, before the statement of {bundle.standing.as_of}: the right may "
                "have passed to another holder between",
                remedy="ask the issuer for a bundle that proves the right's word at or after the statement",
            )
    return held


def _check_in_force(word: dict[str, int], begins: int, written: int, at: int) -> None:
    """What the word itself says of a time counts, however old a statement stands beside it (Predicates.valid)."""
    if word["since"] > written:
        raise FieldMismatch(f"the GRANT word is of {word['since']}, and its header of {written}, before it")
    if at < begins:
        raise FieldMismatch(f"the right begins at {begins}, and the time asked about is {at}")
    if at >= word["until"]:
        raise FieldMismatch(f"the right ended at {word['until']}, and the time asked about is {at}")
    if word["flags"] & EXERCISE and at < word["frozenUntil"]:
        raise FieldMismatch(f"the right is frozen until {word['frozenUntil']}: it may not be exercised")


def check_row(record: RowRecord, report: Report) -> None:
    """Check that a row stands in the registered table.

    Args:
        record: The row.
        report: Takes the finding.
    """
    with report.fact(Fact.ROW, Level.DATA) as finding:
        fixed = "" if isinstance(record.table, TypedFingerprint) else "Stated"
        finding.show(**{f"row{fixed}": record.row.row, f"rows{fixed}": record.table.rows})
        cells = dict(record.cells())
        finding.show(**{f"cell {name}": text for name, text in cells.items() if text is not None})
        empty = [name for name, text in cells.items() if text is None]
        for what, names in (("null", empty), ("hidden", [name for name in record.columns if name not in cells])):
            if names:
                finding.show(**{what: ", ".join(names)})
        if record.path.content is None:
            raise TrustMissing("the bundle does not disclose which data the title is about")
        if record.table.root != record.path.content.root:
            raise FieldMismatch("the row's table is not the content the title is about")
