"""Words: packing is the inverse of unpacking, and nothing but a word of the layout is taken."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_contracts import words
from torrens_contracts.errors import MalformedWord

TOOL = Path(__file__).parents[2] / "contracts" / "tools" / "words.py"
TYPES: list[Any] = [kind for name, kind in vars(words).items() if name.endswith("Word") and hasattr(kind, "LAYOUT")]
kinds = st.sampled_from(TYPES)


def test_every_kind_has_its_word() -> None:
    assert {kind.KIND for kind in TYPES if hasattr(kind, "KIND")} == {int(kind) for kind in words.Kind}
    assert len(TYPES) == len(words.Kind) + 1


@given(kinds, st.data())
def test_unpacking_gives_back_what_was_packed(kind: type[Any], data: st.DataObject) -> None:
    fields = {name: data.draw(st.integers(0, (1 << bits) - 1)) for name, bits in kind.LAYOUT}
    word = kind(**fields)
    assert kind.unpack(word.pack()) == word
    assert len(word.pack()) == 32


@given(kinds, st.binary(min_size=32, max_size=32))
def test_packing_gives_back_what_was_unpacked(kind: type[Any], noise: bytes) -> None:
    unused = 256 - sum(bits for _, bits in kind.LAYOUT)
    word = (int.from_bytes(noise) >> unused << unused).to_bytes(32)
    assert kind.unpack(word).pack() == word


@given(kinds, st.data())
def test_a_set_bit_below_the_last_field_fail(kind: type[Any], data: st.DataObject) -> None:
    unused = 256 - sum(bits for _, bits in kind.LAYOUT)
    if unused:
        bit = data.draw(st.integers(0, unused - 1))
        with pytest.raises(MalformedWord, match="below its last field"):
            kind.unpack((1 << bit).to_bytes(32))


@given(kinds, st.data())
def test_a_value_wider_than_its_field_fail(kind: type[Any], data: st.DataObject) -> None:
    name, bits = data.draw(st.sampled_from(kind.LAYOUT))
    for value in (1 << bits, -1):
        with pytest.raises(MalformedWord, match="cannot hold"):
            kind(**{name: value}).pack()


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_word_of_another_length_fail(size: int) -> None:
    with pytest.raises(MalformedWord, match="not 32"):
        words.GrantWord.unpack(bytes(size))


def test_the_first_field_is_the_most_significant() -> None:
    assert words.SerialWord(count=0x1234).pack() == bytes.fromhex("1234") + bytes(30)


@pytest.mark.parametrize("tool", ["words.py", "events.py"])
def test_what_is_generated_is_fresh(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, TOOL.with_name(tool), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
