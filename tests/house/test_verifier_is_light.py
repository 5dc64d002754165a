"""What a court installs imports nothing of the registry, and little at all."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = ("web3", "sqlmodel", "sqlalchemy", "fastapi", "eth_abi", "eth_account", "msgspec", "pydantic")


def modules_after(statement: str) -> list[str]:
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout.splitlines()[-1]))


def test_the_verifier_imports_nothing_heavy() -> None:
    loaded = modules_after("import torrens_anchor.verdicts.verify")
    assert [name for name in loaded if name.split(".")[0] in HEAVY] == []


def test_the_command_line_starts_light() -> None:
    loaded = modules_after("import torrens_cli.main")
    assert [name for name in loaded if name.split(".")[0] in HEAVY] == []


def test_the_mirror_path_does_not_import_web3() -> None:
    loaded = modules_after("import torrens_contracts.node.wire, torrens_contracts.events")
    assert [name for name in loaded if name.split(".")[0] == "web3"] == []
