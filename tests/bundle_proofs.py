"""Vectors of the parts that few bundles carry: every field of them changed once, every list of nodes edited."""

import json
from collections.abc import Callable, Iterator
from functools import partial

import bundle_kit as kit
import bundle_more as more
import bundle_receipts as receipts
import bundle_trail as listing
from bundle_case import POLICY, Case
from bundle_contract import TRUE
from bundle_mutants import Json, Place, edited, leaves, mutated
from bundle_trail import BY_CONTRACT

from torrens_anchor.forms.canonical import encode
from torrens_anchor.forms.encoding import base64_bytes, base64_text

Nodes = list[str]
EDITS: dict[str, Callable[[Nodes], Nodes]] = {
    "cut": lambda nodes: nodes[:-1],
    "extended": lambda nodes: [*nodes, nodes[0]],
    "reordered": lambda nodes: nodes[::-1],
    "none": lambda _: [],
}


def bases() -> Iterator[tuple[str, bytes, bytes, Callable[[Place], bool]]]:
    """Give a true bundle and its policy for each part, and which of its places are edited."""
    yield "receipt-", receipts.written("title").encode(), POLICY, lambda place: place[0] == "receipt"
    trail = ("headers", 0, "seal")
    yield (
        "trail-",
        TRUE.encode(),
        BY_CONTRACT,
        lambda place: place[:3] == trail and place[3] in {"set", "trail"},
    )
    listed = listing.trailed((listing.S40, listing.S70), listing.LAST, listing.SEALERS).encode()
    yield "listing-", listed, POLICY, lambda place: place[:4] == (*trail, "trail")
    yield "answer-", kit.voucher().bundle().encode(), POLICY, lambda place: place[-2:-1] == ("proof",) == place[3:4]
    signed = more.by_contract("seller").bundle().encode()
    yield "consent-", signed, POLICY, lambda place: "contracts" in place and "account" in place


def field_cases() -> Iterator[Case]:
    for prefix, raw, policy, wanted in bases():
        for place in filter(wanted, leaves(json.loads(raw))):
            shown = ".".join(map(str, place))
            name = f"part-{prefix}{'-'.join(map(str, place)).lower()}_fail"
            yield Case(name, f"{shown} is changed", edited(raw, place, mutated), policy)


def list_cases() -> Iterator[Case]:
    """Every list of trie nodes or of siblings among those places: cut, extended, in another order, left out."""
    for prefix, raw, policy, wanted in bases():
        document = json.loads(raw)
        lists = {place[:-1] for place in leaves(document) if wanted(place) and place[-1] == 0}
        for place in sorted(lists, key=str):
            for how, edit in EDITS.items():
                changed = edited(raw, place, edit)
                name = f"proof-{prefix}{'-'.join(map(str, place)).lower()}-{how}_fail"
                if changed != raw:
                    yield Case(name, f"the list {'.'.join(map(str, place))} is {how}", changed, policy)


def row_cases() -> Iterator[Case]:
    """The two paths of a row's proof by lines, which is a document of its own inside the bundle."""
    raw = kit.row().bundle().encode()
    for path in ("recordPath", "schemaPath"):
        for how, edit in EDITS.items():
            changed = edited(raw, ("record", "row"), partial(_row, path, edit))
            if changed != raw:
                yield Case(
                    f"proof-row-{path.lower()}-{how}_fail", f"{path} of the row's proof is {how}", changed, POLICY
                )


def _row(path: str, edit: Callable[[Nodes], Nodes], text: Json) -> str:
    document = json.loads(base64_bytes(text, None, "row"))
    return base64_text(encode(document | {path: edit(document[path])}))


def proof_cases() -> Iterator[Case]:
    """Give the cases."""
    yield from field_cases()
    yield from list_cases()
    yield from row_cases()
