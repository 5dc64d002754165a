"""Text of others on a terminal: nothing of it breaks out of its line, or out of its quotation marks."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.forms.printing import plain, quoted


@given(st.text())
def test_whatever_the_text_it_prints_on_one_line(text: str) -> None:
    assert plain(text).isprintable()
    assert plain(plain(text)) == plain(text)
    assert quoted(text).isprintable()


@given(st.text())
def test_a_quotation_ends_where_it_ends(text: str) -> None:
    inner = quoted(text)[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inner


def test_what_prints_stays_and_what_does_not_is_named() -> None:
    assert plain("杭州 Hangzhou") == "杭州 Hangzhou"
    assert plain("a\n\x1b[2K\u202e\x9b") == "a\\n\\x1b[2K\\u202e\\x9b"
    assert quoted('say "x"\\\n') == '"say \\"x\\"\\\\\\n"'
    assert json.loads(quoted('"\\')) == '"\\'
