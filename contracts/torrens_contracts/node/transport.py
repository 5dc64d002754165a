"""JSON-RPC 2.0 over one keep-alive HTTP connection.

A call that changes nothing, and the sending of signed bytes (which cannot count twice), is made again once or twice
when the connection breaks. Any other call is made once. One `Transport` serves one thread.

Source: JSON-RPC 2.0 specification; RFC 9110 section 9.2.2 (idempotent methods).
"""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Final, Self, TypeVar
from urllib.parse import urlsplit

import msgspec

from torrens_contracts.errors import ChainUnreachable, MalformedAnswer, NodeRefused
from torrens_contracts.node.rpc_types import decode_hook

T = TypeVar("T")

Request = tuple[str, tuple[object, ...]]
"""A method and its parameters."""

MAX_ANSWER: Final = 256 * 1024 * 1024
"""Largest answer read, in bytes; a node that sends more is asked for a smaller range."""

ATTEMPTS: Final = 3
"""How often an idempotent call is made before the chain counts as unreachable."""

_IDEMPOTENT: Final = ("eth_get", "eth_call", "eth_chainId", "eth_blockNumber", "eth_estimateGas", "eth_gasPrice")
_IDEMPOTENT_TOO: Final = ("eth_sendRawTransaction", "eth_feeHistory", "web3_clientVersion", "net_version")


class _Fault(msgspec.Struct, frozen=True):
    code: int
    message: str
    data: object = None


class _Answer(msgspec.Struct, frozen=True):
    id: int | str | None = None
    result: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: _Fault | None = None


_ONE = msgspec.json.Decoder(_Answer)
_MANY = msgspec.json.Decoder(list[_Answer])


def is_idempotent(method: str) -> bool:
    """Tell whether a call may be made twice.

    Args:
        method: The JSON-RPC method.

    Returns:
        True for reads and for eth_sendRawTransaction.
    """
    return method.startswith((*_IDEMPOTENT, "torrens_header")) or method in _IDEMPOTENT_TOO


class Transport:
    """One connection to one node.

    Args:
        url: http:// or https:// address of the node.
        timeout: Seconds that connecting, and each read, may take.

    Raises:
        ChainUnreachable: The address is none.
    """

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
            raise ChainUnreachable(
                "the node's address must be http:// or https:// and a host", remedy="mend the address"
            )
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(parts.hostname, port, timeout=timeout)
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._id = 0
        self.where = f"{parts.hostname}:{self._connection.port}"
        """Host and port, for messages; the path may hold a secret and is never shown."""

    def __enter__(self) -> Self:
        """Give the open transport."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        self._connection.close()

    def call(self, method: str, *params: object) -> object:
        """Make one call.

        Args:
            method: The method.
            *params: Its parameters, as JSON has them.

        Returns:
            The result: None, bool, int, float, str, list or dict.

        Raises:
            ChainUnreachable: There is no connection.
            MalformedAnswer: The bytes are no answer to this call.
            NodeRefused: The node answered with an error.
        """
        return self.ask(object, method, *params)

    def ask(self, kind: type[T], method: str, *params: object) -> T:
        """Make one call whose result is parsed into a type.

        Args:
            kind: A type that msgspec decodes.
            method: The method.
            *params: Its parameters.

        Returns:
            The result.

        Raises:
            ChainUnreachable: There is no connection.
            MalformedAnswer: The bytes are no answer to this call, or the result is not of this type.
            NodeRefused: The node answered with an error.
        """
        request_id = self._next_id()
        body = self._exchange(msgspec.json.encode(_request(request_id, method, params)), retry=is_idempotent(method))
        answer = _parse(_ONE, body)
        if answer.id != request_id and not (answer.id is None and answer.error):
            raise MalformedAnswer(f"{method}: the answer is to question {answer.id}, not {request_id}", method=method)
        outcome = _outcome(kind, method, answer)
        if isinstance(outcome, NodeRefused):
            raise outcome
        return outcome

    def batch(self, requests: Sequence[Request]) -> list[object]:
        """Make many calls in one request.

        Args:
            requests: Methods with their parameters.

        Returns:
            The results, in order.

        Raises:
            ChainUnreachable: There is no connection.
            MalformedAnswer: Not exactly one answer a call.
            NodeRefused: The node refused one of them.
        """
        return self.ask_many(object, requests)

    def ask_many(self, kind: type[T], requests: Sequence[Request]) -> list[T]:
        """Make many calls in one request, each result parsed into one type; raises as `batch` does."""
        results: list[T] = []
        for outcome in self.outcomes(kind, requests):
            if isinstance(outcome, NodeRefused):
                raise outcome
            results.append(outcome)
        return results

    def outcomes(self, kind: type[T], requests: Sequence[Request]) -> list[T | NodeRefused]:
        """Make many calls in one request; a refusal of one is an outcome and hides no other.

        Args:
            kind: A type that msgspec decodes.
            requests: Methods with their parameters.

        Returns:
            A result or a refusal for each call, in order.

        Raises:
            ChainUnreachable: There is no connection.
            MalformedAnswer: Not exactly one answer a call, or a result is not of this type.
        """
        if not requests:
            return []
        first = self._id + 1
        asked = [_request(self._next_id(), method, params) for method, params in requests]
        retry = all(is_idempotent(method) for method, _ in requests)
        body = self._exchange(msgspec.json.encode(asked), retry=retry)
        if not body.lstrip().startswith(b"["):  # a node that refuses the batch as a whole answers with one error
            refusal = _outcome(object, "batch", _parse(_ONE, body))
            raise refusal if isinstance(refusal, NodeRefused) else MalformedAnswer("a batch was answered by one result")
        answers = _parse(_MANY, body)
        found = {answer.id: answer for answer in answers}
        if len(answers) != len(requests) or found.keys() != set(range(first, first + len(requests))):
            raise MalformedAnswer(f"a batch of {len(requests)} calls was not answered one by one", calls=len(requests))
        return [_outcome(kind, method, found[first + i]) for i, (method, _) in enumerate(requests)]

    def _next_id(self) -> int:
        self._id += 1
        return self._id

    def _exchange(self, body: bytes, *, retry: bool) -> bytes:
        """Send a request and read its answer, on a new connection when the old one broke."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._connection.request("POST", self._path, body, {"Content-Type": "application/json"})
                return self._read(self._connection.getresponse())
            except TimeoutError as error:
                self.close()
                raise ChainUnreachable(f"{self.where} did not answer in time", where=self.where) from error
            except (OSError, HTTPException) as error:
                self.close()
                if attempt == ATTEMPTS or not retry or isinstance(error, ConnectionRefusedError):
                    text = f"{self.where}: {type(error).__name__}: {error}"
                    raise ChainUnreachable(text, where=self.where, attempts=attempt) from error
        raise AssertionError  # the last attempt returned or raised

    def _read(self, response: HTTPResponse) -> bytes:
        """Read a whole answer; what is left unread would be taken for the next one, so a refusal closes."""
        if response.length is not None and response.length > MAX_ANSWER:
            raise self._refused(f"answers with {response.length} bytes; at most {MAX_ANSWER} are read")
        body = response.read() if response.length is not None else response.read(MAX_ANSWER + 1)
        if len(body) > MAX_ANSWER:
            raise self._refused(f"answers with more than {MAX_ANSWER} bytes")
        if not body.lstrip().startswith((b"{", b"[")):
            raise self._refused(f"answers with HTTP status {response.status} and no JSON")
        return body

    def _refused(self, text: str) -> MalformedAnswer:
        self.close()
        return MalformedAnswer(f"{self.where} {text}", where=self.where)


def _request(request_id: int, method: str, params: tuple[object, ...]) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}


def _parse(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedAnswer(f"the node's bytes are no JSON-RPC answer: {error}") from error


def _outcome(kind: type[T], method: str, answer: _Answer) -> T | NodeRefused:
    if answer.error is not None:
        return NodeRefused(method, answer.error.code, answer.error.message, _fault_data(answer.error.data))
    if isinstance(answer.result, msgspec.UnsetType):
        raise MalformedAnswer(f"{method}: the answer has neither result nor error", method=method)
    try:
        return msgspec.json.decode(answer.result, type=kind, dec_hook=decode_hook)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedAnswer(f"{method}: the result is of another form: {error}", method=method) from error


def _fault_data(data: object) -> str | None:
    """Give the revert data of an error: some nodes send it bare, some within an object."""
    if isinstance(data, dict):
        data = data.get("data", data.get("result"))
    return data if isinstance(data, str) else None
