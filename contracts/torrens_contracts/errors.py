"""Errors of the chain's Python door.

The tree (exit code in brackets: 1 bad, 2 incomplete, 3 unusable input)::

    TorrensError
    └── ContractsError                 root of torrens_contracts                          [1]
        ├── MalformedWord              32 bytes that are no word of their layout          [3]
        ├── ArgumentRefused            an argument that its Solidity type cannot hold         [3]
    ├── MalformedDeployment        a deployment manifest that is not one              [3]
        ├── ArtifactMissing            ABI and bytecode of a contract are not there       [3]
        ├── EventError                 a log that cannot be taken as an event             [1]
        │   ├── UnknownEvent           its first topic is no event of these contracts     [1]
        │   └── MalformedLog           its topics or data are not those of its event      [1]
        ├── WireError                  talking to a node                                  [2]
        │   ├── ChainUnreachable       no connection, or it broke                         [2]
        │   ├── MalformedAnswer        bytes that are no JSON-RPC answer to the question  [2]
    │   ├── BlockMissing           the node does not have, or no longer has, a block  [2]
        │   └── NodeRefused            the node answered with an error                    [1]
        ├── WrongPlace                 a node, but not the chain or contracts meant       [3]
        │   ├── WrongChain             another chain id, or another genesis               [3]
        │   ├── NotDeployed            no code at an address of the deployment            [3]
        │   └── CodeHashDiffers        other code at an address of the deployment         [1]
        ├── Reverted                   a contract refused: its error, arguments, way out  [1]
        └── TransactionError           a transaction that did not arrive                  [2]
            ├── NotFunded              the account cannot pay for the gas                 [2]
            └── TransactionLost        the node no longer knows it                        [2]
"""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from __future__ import annotations

from typing import ClassVar

from torrens_anchor.errors import TorrensError

_UNFUNDED = "give the sending key funds (a development chain gives them at its first start), or let another key send"


class ContractsError(TorrensError):
    """Root of everything that torrens_contracts raises."""

    code: ClassVar[str] = "contracts"


class MalformedWord(ContractsError):
    """A word whose bytes are not of its layout, or a value that its field cannot hold."""

    code: ClassVar[str] = "malformed-word"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "read the word again from the register; unused low bits are zero in every word"

    def __init__(self, word: bytes, reason: str) -> None:
        """Name the word and what is wrong with it.

        Args:
            word: The bytes; empty when a value did not fit its field.
            reason: What is wrong, as the end of a sentence that begins with "a word".
        """
        named = f"the word 0x{word.hex()}" if word else "a word"
        super().__init__(f"{named} {reason}", word=f"0x{word.hex()}")


class ArgumentRefused(ContractsError):
    """An argument of a call that its Solidity type cannot hold; nothing was sent."""

    code: ClassVar[str] = "argument-refused"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "use a value that fits the type in the signature"


class MalformedDeployment(ContractsError):
    """A deployment manifest that is not JSON, lacks a field, or holds one of another form."""

    code: ClassVar[str] = "malformed-deployment"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "use the manifest exactly as `torrens deploy` wrote it"


class ArtifactMissing(ContractsError):
    """The ABI and bytecode of a contract are not where this package keeps them."""

    code: ClassVar[str] = "artifact-missing"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "write the artifacts anew with `make contracts`"


class EventError(ContractsError):
    """A log that cannot be taken as an event of these contracts."""

    code: ClassVar[str] = "event"
    default_remedy: ClassVar[str] = "stop here: a mirror must not pass a log that it cannot read; update this software"


class UnknownEvent(EventError):
    """A log whose first topic is no event of these contracts, or that has none."""

    code: ClassVar[str] = "unknown-event"


class MalformedLog(EventError):
    """A log whose topics or data are not those of its event."""

    code: ClassVar[str] = "malformed-log"


class WireError(ContractsError):
    """Talking to a node failed."""

    code: ClassVar[str] = "wire"
    exit_code: ClassVar[int] = 2


class ChainUnreachable(WireError):
    """No connection to the node, or it broke and could not be made again."""

    code: ClassVar[str] = "chain-unreachable"
    default_remedy: ClassVar[str] = "start the node, or name its address in the settings, and run again"


class MalformedAnswer(WireError):
    """Bytes that are no JSON-RPC answer to what was asked."""

    code: ClassVar[str] = "malformed-answer"
    default_remedy: ClassVar[str] = "check that the address is that of a JSON-RPC node; then ask another node"


class BlockMissing(WireError):
    """The node does not have a block: it is behind, another chain's branch, or has forgotten it."""

    code: ClassVar[str] = "block-missing"
    default_remedy: ClassVar[str] = "wait until the node has caught up, or ask another node"


class NodeRefused(WireError):
    """The node answered with an error; facts carry its number, its message and the method.

    Attributes:
        number: The JSON-RPC error code.
        data: What the node added, as 0x-hex or text; the revert data of a refused call stands here.
    """

    code: ClassVar[str] = "node-refused"
    exit_code: ClassVar[int] = 1
    default_remedy: ClassVar[str] = "read the node's message; it names what it refuses"

    def __init__(self, method: str, number: int, message: str, data: str | None = None) -> None:
        """Keep what the node said.

        Args:
            method: The JSON-RPC method.
            number: The error code.
            message: The node's own words.
            data: What it added, if anything.
        """
        poor = "insufficient funds" in message.lower()
        super().__init__(
            f"{method}: the node says {message!r} ({number})",
            remedy=_UNFUNDED if poor else None,
            method=method,
            number=number,
            said=message,
        )
        self.number = number
        self.said = message
        self.data = data


class WrongPlace(ContractsError):
    """A node answers, but it is not the chain or not the contracts that were meant."""

    code: ClassVar[str] = "wrong-place"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "name the node and the deployment manifest that belong together"


class WrongChain(WrongPlace):
    """The node serves another chain than the deployment is on."""

    code: ClassVar[str] = "wrong-chain"


class NotDeployed(WrongPlace):
    """There is no code at an address that the deployment names."""

    code: ClassVar[str] = "not-deployed"
    default_remedy: ClassVar[str] = "deploy with `torrens deploy`, or name the manifest of this chain"


class CodeHashDiffers(WrongPlace):
    """There is other code at an address than the deployment names."""

    code: ClassVar[str] = "code-hash-differs"
    exit_code: ClassVar[int] = 1
    default_remedy: ClassVar[str] = "do not use this deployment; ask the council which code it enabled"


class Reverted(ContractsError):
    """A contract refused. The message says why in plain words, the remedy what to do.

    Attributes:
        error: Name of the custom error; `Error`, `Panic`, `Unknown` or `Empty` when it is none of ours.
        arguments: Its arguments by name: int, bool, str, or bytes.
        data: The revert data as received.
        why: The refusal in plain English, without the arguments.
        zh: The refusal in Chinese.
    """

    code: ClassVar[str] = "reverted"

    def __init__(
        self,
        error: str,
        arguments: dict[str, object],
        data: bytes,
        *,
        why: str,
        remedy: str,
        zh: str,
        shown: dict[str, str] | None = None,
    ) -> None:
        """Keep the decoded refusal.

        Args:
            error: Name of the error.
            arguments: Its arguments by name.
            data: The revert data.
            why: The refusal in plain words.
            remedy: The way out.
            zh: The refusal in Chinese.
            shown: The arguments as people read them; as they are when left out.
        """
        plain = {name: f"0x{value.hex()}" if isinstance(value, bytes) else value for name, value in arguments.items()}
        named = ", ".join(f"{name} {value}" for name, value in (shown or plain).items())
        super().__init__(f"{error}: {why}" + (f" ({named})" if named else ""), remedy=remedy, error=error)
        self.facts.update(plain)
        self.error = error
        self.arguments = arguments
        self.data = data
        self.why = why
        self.zh = zh


class TransactionError(ContractsError):
    """A transaction that did not arrive in the chain."""

    code: ClassVar[str] = "transaction"
    exit_code: ClassVar[int] = 2


class NotFunded(TransactionError):
    """The account's balance does not cover the gas of a transaction; nothing was sent."""

    code: ClassVar[str] = "not-funded"
    default_remedy: ClassVar[str] = "fund the account, or set the gas price to 0 where the chain takes it"


class TransactionLost(TransactionError):
    """The node took a transaction and no longer knows it."""

    code: ClassVar[str] = "transaction-lost"
    default_remedy: ClassVar[str] = "send the identical bytes again; the same transaction cannot count twice"
