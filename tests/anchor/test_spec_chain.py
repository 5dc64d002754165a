"""What SPEC-chain.md and SPEC-bundle.md say of words is what the verifier unpacks."""

import re
from pathlib import Path

import pytest

from torrens_anchor.chain import layout
from torrens_anchor.chain.layout import Kind

ANCHOR = Path(__file__).parents[2] / "anchor"
CHAIN = (ANCHOR / "SPEC-chain.md").read_text(encoding="utf-8")
BUNDLE = (ANCHOR / "SPEC-bundle.md").read_text(encoding="utf-8")
FIELD = re.compile(r"([a-zA-Z]+) (\d+)")


def in_table(kind: Kind) -> layout.Layout:
    """The fields of a kind's row in section 4."""
    row = next(line for line in CHAIN.splitlines() if line.startswith(f"| {int(kind)} {kind.name} |"))
    return fields(row.split("|")[3])


def in_text(name: str) -> layout.Layout:
    """The fields of a kind's sentence in section 6 of the bundle's page."""
    found = re.search(rf"\b{name}: (.*?)\.", BUNDLE)
    assert found
    return fields(found[1])


def fields(text: str) -> layout.Layout:
    bare = re.sub(r"\([^)]*\)", "", text)
    return tuple((name, int(width)) for name, width in FIELD.findall(bare))


@pytest.mark.parametrize("name", ["KEY", "GRANT", "LISTING", "VOUCHER"])
def test_the_table_of_words_is_what_is_unpacked(name: str) -> None:
    assert in_table(Kind[name]) == getattr(layout, name)


@pytest.mark.parametrize("name", ["FACT", "PEER", "AGREEMENT"])
def test_the_words_of_a_recognition_are_what_is_unpacked(name: str) -> None:
    assert in_text(name) == getattr(layout, name)


def test_a_key_is_packed_as_the_page_says() -> None:
    line = next(line for line in CHAIN.splitlines() if line.startswith("`packed` in a key"))
    assert fields(line.partition(":")[2]) == layout.PACKED
