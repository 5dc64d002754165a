"""What a retired module says is the law no longer: no view of a module answers then (ReviewViews.t.sol asks them)."""

import re
from pathlib import Path

CONTRACTS = Path(__file__).parents[2] / "contracts"
VIEW = re.compile(r"function (\w+)\([^)]*\)[^{;]*\b(?:external|public)\b[^{;]*\bview\b[^{;]*\{")
HASHES = {"voucherIdOf"}
"""Views that compute, as pure functions do: the domain makes them views."""
ASKS_ITSELF = {"trusted"}
"""Views that read the MODULE word beside another, for less gas."""


def test_every_view_of_every_module_is_asked_whether_it_is_enabled() -> None:
    asked = (CONTRACTS / "test" / "listings" / "ReviewViews.t.sol").read_text("utf-8")
    seen = set()
    for source in sorted((CONTRACTS / "src" / "modules").rglob("*.sol")):
        for found in VIEW.finditer(source.read_text("utf-8")):
            name = found.group(1)
            if name not in HASHES:
                asks = "onlyEnabled" in found.group(0) or name in ASKS_ITSELF
                assert asks, f"{source.name}: {name} answers when its module is retired"
                assert f".{name}, (" in asked, f"ReviewViews.t.sol does not ask {name}"
                seen.add(name)
    assert {"valid", "free", "good", "trusted", "statusOf", "included", "answers"} <= seen
