"""The permissions that a deployment gives are those of modules.json, field by field."""

import json
import re
from pathlib import Path

import pytest

from torrens_contracts.artifacts import MODULES
from torrens_contracts.codes import GrantFlag, PartyFlag
from torrens_contracts.deploying.permissions import FIELDS, permissions_of
from torrens_contracts.masks import EVERY_BIT
from torrens_contracts.words import GrantWord, Kind, PartyWord

ENCUMBERING = ("Encumbrances", "Enforcement")
SOURCE = Path(__file__).parents[2] / "contracts" / "modules.json"


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)


def test_the_table_is_that_of_modules_json() -> None:
    named = json.loads(SOURCE.read_text(encoding="utf-8"))["modules"]
    theirs = {
        module: {
            Kind[kind]: () if fields == "all" else tuple(one if "." in one else _snake(one) for one in fields)
            for kind, fields in of_kinds.items()
        }
        for module, of_kinds in named.items()
    }
    assert theirs == FIELDS
    assert tuple(FIELDS) == MODULES


def test_a_mask_holds_the_bits_of_its_fields_and_no_other() -> None:
    for module, of_kinds in FIELDS.items():
        for permission in permissions_of(module):
            fields = of_kinds[Kind(permission.kind)]
            if not fields:
                assert permission.mask == EVERY_BIT
                continue
            layout = GrantWord.LAYOUT if permission.kind == Kind.GRANT else PartyWord.LAYOUT
            full = {name: (1 << bits) - 1 for name, bits in layout if name in fields}
            single = {one for one in fields if "." in one}
            assert set(full) == set(fields) - single
            if single:
                named: type[GrantFlag | PartyFlag] = GrantFlag if permission.kind == Kind.GRANT else PartyFlag
                full["flags"] = sum(named[one.removeprefix("flags.")] for one in single)
            word = GrantWord(**full) if permission.kind == Kind.GRANT else PartyWord(**full)
            assert permission.mask.to_bytes(32) == word.pack()


@pytest.mark.parametrize("other", [name for name in MODULES if name not in ENCUMBERING])
def test_no_other_module_touches_a_freeze_fail(other: str) -> None:
    frozen = int.from_bytes(
        GrantWord(
            flags=GrantFlag.EXERCISE | GrantFlag.QUEUED | GrantFlag.PRENOTICE, frozen_until=(1 << 36) - 1, freezes=255
        ).pack()
    )
    assert not any(one.mask & frozen for one in permissions_of(other) if one.kind == Kind.GRANT)


def test_enforcement_gives_no_ordinal_fail() -> None:
    """It settles what stands on a grant; new orders and ranks, and a holder's freezes, are Encumbrances' alone."""
    numbered = int.from_bytes(GrantWord(freezes=255, ranks=255).pack())
    assert not any(one.mask & numbered for one in permissions_of("Enforcement") if one.kind == Kind.GRANT)
    assert all(one.kind != Kind.PARTY for one in permissions_of("Enforcement"))
