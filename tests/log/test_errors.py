import re

import pytest

from torrens_anchor.errors import TorrensError
from torrens_log import errors
from torrens_log.errors import LogError, WitnessRefused


def tree(root: type[TorrensError]) -> list[type[TorrensError]]:
    return [root, *(each for child in root.__subclasses__() for each in tree(child))]


@pytest.mark.parametrize("each", tree(LogError), ids=lambda each: each.__name__)
def test_the_drawn_tree_names_every_class(each: type[TorrensError]) -> None:
    drawn = re.search(rf"\b{each.__name__}\b.*?(\[(\d)\]|(\d{{3}}))$", errors.__doc__ or "", re.MULTILINE)
    assert drawn is not None
    if drawn.group(2):
        assert int(drawn.group(2)) == each.exit_code
    else:
        assert issubclass(each, WitnessRefused)
        assert int(drawn.group(3)) == each.status


def test_every_class_has_its_own_code() -> None:
    codes = [each.code for each in tree(LogError)]
    assert len(codes) == len(set(codes))
