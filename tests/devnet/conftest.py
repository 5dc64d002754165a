"""A small contract, accounts and chains for the tests of torrens_devnet."""

import os

os.environ.setdefault("ETH_HASH_BACKEND", "pysha3")  # before py-evm is imported

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from eth_account import Account

from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.embedded.engine import EmbeddedEngine
from torrens_devnet.engine import Address, ChainSpec

START = UtcSecond(1_760_000_000)
CHAIN = 331_001
RICH, POOR = Account.from_key(b"\x11" * 32), Account.from_key(b"\x12" * 32)

# Without calldata it returns (timestamp, number). With (key, value) it stores value at key and logs value under topic
# key. With key 0 it reverts with what follows the key. Assembled by hand; the first twelve bytes deploy the rest.
PROBE = (
    "0x6032600c60003960326000f3"
    "36600f57425f524360205260405ff3"  # calldatasize? -> timestamp, number
    "5b5f35156026576020355f35818155815f5260205fa100"  # key? -> sstore, log1
    "5b602036038060205f375ffd"  # revert with the rest
)


@pytest.fixture
def clock(tmp_path: Path) -> ClockFile:
    return ClockFile.create(tmp_path / "clock", START)


@pytest.fixture
def spec() -> ChainSpec:
    return ChainSpec(CHAIN, START, (Address(bytes.fromhex(RICH.address[2:])),))


@pytest.fixture
def engine(spec: ChainSpec, clock: ClockFile) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(EmbeddedChain(spec, clock.read))
    yield engine
    engine.close()


@pytest.fixture
def sign() -> Callable[..., str]:
    """Sign a transaction of an account without funds: gas is free."""

    def signed(nonce: int, to: str | None, data: str = "0x", **changes: object) -> str:
        target = None if to is None else bytes.fromhex(to[2:])
        fields = {
            "nonce": nonce,
            "to": target,
            "data": data,
            "value": 0,
            "gas": 300_000,
            "gasPrice": 0,
            "chainId": CHAIN,
        }
        filled = {name: value for name, value in {**fields, **changes}.items() if value is not None}
        account = RICH if filled.pop("rich", False) else POOR
        return "0x" + bytes(account.sign_transaction(filled).raw_transaction).hex()

    return signed


@pytest.fixture
def probe() -> str:
    """The creation code of the probe contract."""
    return PROBE


@pytest.fixture
def put() -> Callable[[int, int], str]:
    """Calldata that makes the probe store and log."""
    return lambda key, value: f"0x{key:064x}{value:064x}"
