"""What a mirror imports stays light: no web3, no eth_abi, no eth_account."""

import subprocess
import sys

import pytest

HEAVY = ("web3", "eth_abi", "eth_account", "eth_utils", "requests", "aiohttp")
MIRROR = "import torrens_contracts.node.wire, torrens_contracts.events, torrens_contracts.words, torrens_contracts.ids"
SIGNING = "torrens_contracts.deploying.deployment, torrens_contracts.transactions, torrens_contracts.signed.parties"


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        (MIRROR, ()),
        (f"{MIRROR}, {SIGNING}", ()),
        ("from torrens_contracts.revert import decode_revert; decode_revert(bytes(4))", ()),
        ("import torrens_contracts.door", ("eth_abi", "eth_utils")),
    ],
)
def test_heavy_packages_stay_out(code: str, allowed: tuple[str, ...]) -> None:
    wanted = [name for name in HEAVY if name not in allowed]
    script = f"{code}\nimport sys\nprint([name for name in {wanted} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
