"""Why a fact does not match, and what to do, in Chinese: each English sentence of a verdict with its own.

The sentences stand in `reasons_chain`, `reasons_papers`, `reasons_forms` and `reasons_ways`. A pair is a form: `{}` in
the English stands for a value, `{0}` in the Chinese for the first of them. Tests hold every reason and every way of the
published bundles against these forms, and every sentence that a verdict's own modules can say.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from torrens_anchor.reports.reasons_chain import CHAIN
from torrens_anchor.reports.reasons_forms import FORMS
from torrens_anchor.reports.reasons_papers import PAPERS
from torrens_anchor.reports.reasons_ways import WAYS_OUT

_KINDS: Final = {"notary": "公证人", "validator": "验证节点"}


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_compiled((*CHAIN, *PAPERS, *FORMS, *WAYS_OUT)))


def _compiled(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[re.Pattern[str], str]]:
    for english, chinese in pairs:
        yield re.compile("(.+?)".join(map(re.escape, english.split("{}")))), chinese


@cache
def in_chinese(sentence: str) -> str | None:
    """Say a reason or a way out in Chinese, with the same values.

    Args:
        sentence: The English sentence of a finding.

    Returns:
        The Chinese; None where no form is known.
    """
    for pattern, chinese in _forms():
        if found := pattern.fullmatch(sentence):
            return chinese.format(*(_KINDS.get(value, value) for value in found.groups()))
    return None
