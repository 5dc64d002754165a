"""Errors of the development chains.

The tree (exit code in brackets: 1 bad, 2 incomplete, 3 unusable input)::

    TorrensError
    └── DevnetError                    root of torrens_devnet                    [1]
        ├── CompilerMissing            no node, no npm solc, or no foundry.toml  [2]
        ├── CompileFailed              the compiler refused a source             [1]
        ├── ArtifactsStale             committed artifacts are not the sources'  [1]
        ├── ClockUnusable              clock file missing or no integer second   [3]
        ├── ClockBackwards             somebody tried to turn time back          [1]
        ├── ChainFolderUnusable        a chain's folder or log is damaged        [3]
        ├── ChainFolderMismatch        the folder is of another chain or engine  [1]
        ├── ChainFolderBusy            another process serves this folder        [1]
        ├── ValidatorsRefused          too many, or of an engine without QBFT    [3]
        ├── EngineMissing              the engine asked for is not installed     [2]
        ├── EngineFailed               the engine died or answered nonsense      [1]
        ├── PortInUse                  the loopback port is taken                [1]
        ├── ChainProcessDied           the child ended before or while it served [1]
        ├── ChainProcessSlow           the child did not get ready or stop       [1]
        └── RpcFault                   one JSON-RPC error object, told to the caller [1]
"""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_anchor.errors import TorrensError


class DevnetError(TorrensError):
    """Root of everything that torrens_devnet raises."""

    code: ClassVar[str] = "devnet"


class CompilerMissing(DevnetError):
    """Node, the npm solc package or foundry.toml is not there."""

    code: ClassVar[str] = "compiler-missing"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "install node 20 or later and run `npm install` in contracts/"


class CompileFailed(DevnetError):
    """The compiler refused the sources; the message is the compiler's."""

    code: ClassVar[str] = "compile-failed"
    default_remedy: ClassVar[str] = "mend the source that the compiler names"


class ArtifactsStale(DevnetError):
    """Committed ABI and bytecode that the sources no longer give."""

    code: ClassVar[str] = "artifacts-stale"
    default_remedy: ClassVar[str] = "run `python -m torrens_devnet.compile` and commit what changes"


class ClockUnusable(DevnetError):
    """A clock file that is missing or holds no integer UTC second."""

    code: ClassVar[str] = "clock-unusable"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "write the world's time, an integer UTC second, with ClockFile.create"


class ClockBackwards(DevnetError):
    """A development world's time only goes forward."""

    code: ClassVar[str] = "clock-backwards"
    default_remedy: ClassVar[str] = "advance to the present second or a later one, or begin a new world"


class ChainFolderUnusable(DevnetError):
    """A chain's folder whose files are damaged in a way that a crash cannot explain."""

    code: ClassVar[str] = "chain-folder-unusable"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "restore the folder from a copy, or remove it to begin a new chain"


class ChainFolderMismatch(DevnetError):
    """A folder that holds another chain id or another engine's chain than the one asked for."""

    code: ClassVar[str] = "chain-folder-mismatch"
    default_remedy: ClassVar[str] = "name the folder of this chain, or an empty one"


class ChainFolderBusy(DevnetError):
    """Another process serves this folder; two writers would fork the chain."""

    code: ClassVar[str] = "chain-folder-busy"
    default_remedy: ClassVar[str] = "stop the process that serves the folder, or copy the folder and serve the copy"


class ValidatorsRefused(DevnetError):
    """A number of validators that no chain here can have."""

    code: ClassVar[str] = "validators-refused"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "ask for 1 to 32 validators on the embedded engine; four survive one that is faulty"


class EngineMissing(DevnetError):
    """The engine asked for is not installed."""

    code: ClassVar[str] = "engine-missing"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "run `npm install` in contracts/, or use --engine embedded"


class EngineFailed(DevnetError):
    """The engine died, or what it answers cannot be right."""

    code: ClassVar[str] = "engine-failed"
    default_remedy: ClassVar[str] = "start the chain again; its folder holds every answered transaction"


class PortInUse(DevnetError):
    """The loopback port is taken."""

    code: ClassVar[str] = "port-in-use"
    default_remedy: ClassVar[str] = "choose another port, or 0 for any free one"


class ChainProcessDied(DevnetError):
    """A chain's process that ended without being asked to."""

    code: ClassVar[str] = "chain-process-died"
    default_remedy: ClassVar[str] = "read server.log in the chain's folder"


class ChainProcessSlow(DevnetError):
    """A chain's process that did not get ready, or did not stop, in time."""

    code: ClassVar[str] = "chain-process-slow"
    default_remedy: ClassVar[str] = "give it a longer timeout; read server.log in the chain's folder"


class RpcFault(DevnetError):
    """One JSON-RPC 2.0 error object.

    Attributes:
        rpc_code: The object's `code`: -32602 and so on, -32000 for a refused transaction, 3 for a revert.
        data: The object's `data`, hex of the revert bytes for code 3, as geth has it.
    """

    code: ClassVar[str] = "rpc-fault"

    rpc_code: int
    data: str | None

    def __init__(self, rpc_code: int, message: str, data: str | None = None) -> None:
        """Keep the parts of the error object.

        Args:
            rpc_code: The object's code.
            message: The object's message.
            data: The object's data, 0x hex.
        """
        super().__init__(message, rpc_code=rpc_code)
        self.rpc_code = rpc_code
        self.data = data
