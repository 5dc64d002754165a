"""Writes tests/vectors/conformance: what every kind of the conformance door must take and must refuse.

`PYTHONPATH=tests python tests/conformance_vectors.py` writes the folder anew; a test compares. A case, or a file of
kind `tlog`, whose name ends in `_fail` must not verify; in Wycheproof's form `result` says so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance_headers import headers
from conformance_json import texts_of_json
from conformance_logs import logs
from conformance_signatures import Numbered, ecdsa_groups, ed25519_groups
from conformance_trees import consistencies, inclusions

FOLDER = Path(__file__).parent / "vectors" / "conformance"


def documents() -> dict[str, Any]:
    """Every file's content by its path in the folder: the kind, and for `tlog` a folder of them."""
    found: dict[str, Any] = {
        "header": dict(headers()),
        "jcs": dict(texts_of_json()),
        "rfc6962-consistency": dict(consistencies()),
        "rfc6962-inclusion": dict(inclusions()),
        "wycheproof-ecdsa": _wycheproof("ECDSA", list(ecdsa_groups(Numbered()))),
        "wycheproof-ed25519": _wycheproof("EDDSA", list(ed25519_groups(Numbered()))),
    }
    return found | {f"tlog/{name}": file for name, file in logs()}


def _wycheproof(algorithm: str, groups: list[Any]) -> dict[str, Any]:
    return {"algorithm": algorithm, "numberOfTests": sum(len(each["tests"]) for each in groups), "testGroups": groups}


def expected(name: str, document: Any) -> dict[str, bool]:  # noqa: ANN401 - any JSON
    """What must verify of a file, by case."""
    if "testGroups" in document:
        tests = [test for group in document["testGroups"] for test in group["tests"]]
        return {str(test["tcId"]): test["result"] == "valid" for test in tests}
    if name.startswith("tlog/"):
        return dict.fromkeys(document["checkpoints"], not name.endswith("_fail"))
    return {case: not case.endswith("_fail") for case in document}


def texts() -> dict[str, str]:
    """Every file's text, by its path in the folder; ASCII, so that half a surrogate pair can stand in it."""
    return {f"{name}.json": json.dumps(document, indent=1) + "\n" for name, document in documents().items()}


def main() -> None:
    """Write the folder anew."""
    for old in FOLDER.rglob("*.json"):
        old.unlink()
    for name, text in texts().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
