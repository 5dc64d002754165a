"""The Python codes are those of Codes.sol, name by name."""

import re
from enum import IntEnum, IntFlag
from pathlib import Path

from torrens_contracts import codes

SOURCE = Path(__file__).parents[2] / "contracts" / "src" / "types" / "Codes.sol"


def _solidity() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for library, body in re.findall(r"library (\w+) \{(.*?)\n\}", SOURCE.read_text(encoding="utf-8"), re.DOTALL):
        names: dict[str, int] = {}
        for name, value in re.findall(r"constant (\w+) = ([^;]+);", body):
            names[name] = sum(names[part] if part in names else int(part, 0) for part in value.split(" | "))
        found[library] = names
    return found


def test_every_code_of_the_chain_has_the_same_name_and_value_here() -> None:
    ours = {
        name: {member: int(value) for member, value in found.__members__.items()}
        for name, found in vars(codes).items()
        if isinstance(found, type) and issubclass(found, IntEnum | IntFlag) and found.__module__ == codes.__name__
    }
    assert ours == _solidity()
