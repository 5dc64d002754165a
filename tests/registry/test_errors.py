"""The error tree: complete, drawn, each with a slug and a way out."""

import re

from torrens_registry import errors
from torrens_registry.errors import RegistryError


def _all(root: type[RegistryError]) -> list[type[RegistryError]]:
    return [root, *(each for child in root.__subclasses__() for each in _all(child))]


def test_the_docstring_draws_every_error_with_its_exit_code() -> None:
    drawn = dict(re.findall(r"── (\w+) .*\[(\d)\]", errors.__doc__ or ""))
    assert drawn == {each.__name__: str(each.exit_code) for each in _all(RegistryError)}
    assert sorted(drawn) == sorted(errors.__all__)


def test_slugs_are_unique_and_every_error_names_a_way_out() -> None:
    tree = _all(RegistryError)
    assert len({each.code for each in tree}) == len(tree)
    assert all(each.exit_code in (1, 2, 3) and "default_remedy" in vars(each) for each in tree)
