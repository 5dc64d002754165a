"""What a chain is made from, what an engine offers, and the folder that keeps a chain across restarts.

A folder holds `genesis.json` (written once), the engine's log, a `lock` while a process serves it, and `server.json`
(where that process listens). A copy of the folder, without `lock` and `server.json`, opens as an independent chain.
"""

import fcntl
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NewType, Protocol, TypeAlias, cast, get_args

from torrens_devnet.clock import UtcSecond
from torrens_devnet.errors import ChainFolderBusy, ChainFolderMismatch, ChainFolderUnusable, ValidatorsRefused

Address = NewType("Address", bytes)
"""The 20 bytes of an account."""

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""A parsed JSON value, at the edge only."""

EngineName = Literal["embedded", "anvil"]
"""py-evm inside the server's process, or Foundry's anvil behind it."""

FORMAT: Final = "torrens-devnet/1"
BLOCK_GAS: Final = 60_000_000
TRANSACTION_GAS: Final = BLOCK_GAS // 2
"""One transaction's cap. It is EIP-1559's target, so a block never exceeds it and the base fee stays 0."""
MOST_VALIDATORS: Final = 32
"""How many a chain can have; as many development keys are known for it."""
FUNDS: Final = 10**24
"""Wei of each genesis account. Gas costs nothing here; this is for transactions that name a price or move value."""


@dataclass(frozen=True, slots=True)
class ChainSpec:
    """What determines a chain's genesis.

    Attributes:
        chain_id: EIP-155 chain id.
        genesis_time: Timestamp of block 0, UTC second.
        accounts: Accounts that hold FUNDS at genesis.
        engine: Which engine runs it.
        validators: How many development validators begin to seal its blocks by QBFT; 0 for blocks without seals.
        validator_contract: Whether a contract names them, and headers list nobody.
    """

    chain_id: int
    genesis_time: UtcSecond
    accounts: tuple[Address, ...] = ()
    engine: EngineName = "embedded"
    validators: int = 0
    validator_contract: bool = False

    def __post_init__(self) -> None:
        """Refuse validators that the engine cannot have."""
        if not 0 <= self.validators <= MOST_VALIDATORS or (self.validators and self.engine != "embedded"):
            raise ValidatorsRefused(f"{self.validators} validators on {self.engine}", validators=self.validators)
        if self.validator_contract and not self.validators:
            raise ValidatorsRefused("a contract that names no validator", validators=self.validators)

    @property
    def vanity(self) -> bytes:
        """What the genesis says in extraData, so that two chains never share a genesis hash."""
        return f"torrens development {self.chain_id}".encode()[:32]


class Engine(Protocol):
    """One chain, answering JSON-RPC methods; safe to call from several threads."""

    def answer(self, method: str, params: Sequence[Json]) -> Json:
        """Answer one request.

        Args:
            method: The JSON-RPC method.
            params: Its positional parameters.

        Returns:
            The `result`.

        Raises:
            RpcFault: The error object to answer with.
        """

    def close(self) -> None:
        """Let go of files and children."""


def settle_spec(folder: Path, wanted: ChainSpec) -> ChainSpec:
    """Keep a new chain's spec in its folder, or read the kept one and compare.

    Args:
        folder: The chain's folder, made when absent.
        wanted: What the caller asks for; an existing chain keeps its own genesis time and accounts.

    Returns:
        The chain's spec.

    Raises:
        ChainFolderMismatch: The folder is of another chain id, engine or number of validators.
        ChainFolderUnusable: genesis.json is not what was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "genesis.json"
    if not path.exists():
        write_whole(path, _spec_to_json(wanted))
        return wanted
    kept = _spec_from_json(path)
    if _kind(kept) != _kind(wanted):
        raise ChainFolderMismatch(
            f"{folder} holds chain {_kind(kept)}, not {_kind(wanted)}",
            folder=str(folder),
            kept=_kind(kept),
            wanted=_kind(wanted),
        )
    return kept


def _kind(spec: ChainSpec) -> str:
    named = " named by a contract" if spec.validator_contract else ""
    sealed = f" with {spec.validators} validators{named}" if spec.validators else ""
    return f"{spec.chain_id} on {spec.engine}{sealed}"


def write_whole(path: Path, content: str) -> None:
    """Replace a small file in one step, so that a reader sees the old or the new content.

    Args:
        path: The file.
        content: Its new text.
    """
    draft = path.with_name(path.name + ".new")
    draft.write_text(content, encoding="utf-8")
    draft.replace(path)


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold a chain's folder; the lock ends with the process, however it ends.

    Args:
        folder: The chain's folder, made when absent.

    Yields:
        Nothing.

    Raises:
        ChainFolderBusy: Another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ChainFolderBusy(f"{folder} is being served already", folder=str(folder)) from error
        yield


def _spec_to_json(spec: ChainSpec) -> str:
    content = {
        "format": FORMAT,
        "engine": spec.engine,
        "chainId": spec.chain_id,
        "genesisTime": spec.genesis_time,
        "accounts": ["0x" + account.hex() for account in spec.accounts],
        "validators": spec.validators,
        "validatorContract": spec.validator_contract,
    }
    return json.dumps(content, indent=1) + "\n"


def _spec_from_json(path: Path) -> ChainSpec:
    try:
        content = json.loads(path.read_bytes())
        known = {(FORMAT, engine): engine for engine in get_args(EngineName)}
        return ChainSpec(
            chain_id=int(content["chainId"]),
            genesis_time=UtcSecond(int(content["genesisTime"])),
            accounts=tuple(Address(bytes.fromhex(account[2:])) for account in content["accounts"]),
            engine=cast("EngineName", known[content["format"], content["engine"]]),
            validators=int(content.get("validators", 0)),  # folders made before there were any do not say
            validator_contract=bool(content.get("validatorContract", False)),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ChainFolderUnusable(f"{path} is no genesis of {FORMAT}", path=str(path)) from error
