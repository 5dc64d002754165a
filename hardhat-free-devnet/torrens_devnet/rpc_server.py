"""JSON-RPC 2.0 over HTTP on loopback, in front of any engine: batches, error objects, keep-alive."""

import errno
import json
import logging
import re
import socket
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from torrens_devnet.engine import Engine, Json
from torrens_devnet.errors import PortInUse, RpcFault
from torrens_devnet.rpc_codec import INTERNAL, INVALID_REQUEST, PARSE_ERROR

LOOPBACK: Final = "127.0.0.1"
_LARGEST_BODY: Final = 32 * 2**20
_LARGEST_BATCH: Final = 1000
_DEEPEST: Final = 32
_BRACKET: Final = re.compile(rb"[\[\]{}]")
_log = logging.getLogger(__name__)


class RpcServer(ThreadingHTTPServer):
    """One chain's server; it listens on loopback only and holds no keys.

    Args:
        engine: What answers; the caller closes it after `server_close`.
        port: The port; 0 takes any free one.

    Raises:
        PortInUse: The port is taken.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, engine: Engine, port: int = 0) -> None:
        self.engine = engine
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise PortInUse(f"port {port} on {LOOPBACK} is taken", port=port) from error

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{LOOPBACK}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: RpcServer

    def setup(self) -> None:
        """Answer small packets at once."""
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_POST(self) -> None:
        """Answer one request or batch."""
        if self.headers.get_content_type() != "application/json":
            # a web page of another origin can post anything but this type without asking first
            return self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            return self._refuse(HTTPStatus.LENGTH_REQUIRED, "Content-Length is missing")
        if int(length) > _LARGEST_BODY:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {_LARGEST_BODY} bytes")
        reply = answer_body(self.server.engine, self.rfile.read(int(length)))
        return self._send(HTTPStatus.OK, reply, "application/json")

    def do_GET(self) -> None:
        """Say what this is."""
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "this is a JSON-RPC server: POST to it")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Keep the log for what matters."""

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._send(status, (why + "\n").encode(), "text/plain; charset=utf-8")

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self._headers_buffer.append(b"\r\n" + body)  # type: ignore[attr-defined] # one packet, not two
        self.flush_headers()


def answer_body(engine: Engine, body: bytes) -> bytes:
    """Answer the body of one HTTP request.

    Args:
        engine: What answers.
        body: One JSON-RPC request, or a batch.

    Returns:
        The response's body; empty when there were only notifications.
    """
    try:
        if _depth(body) > _DEEPEST:
            return _encode(_fault(None, RpcFault(PARSE_ERROR, f"parse error: nested deeper than {_DEEPEST}")))
        request: Json = json.loads(body)
    except ValueError as error:
        return _encode(_fault(None, RpcFault(PARSE_ERROR, f"parse error: {error}")))
    if not isinstance(request, list):
        reply = _answer(engine, request)
        return b"" if reply is None else _encode(reply)
    if not 0 < len(request) <= _LARGEST_BATCH:
        return _encode(_fault(None, RpcFault(INVALID_REQUEST, f"a batch has 1 to {_LARGEST_BATCH} requests")))
    replies: list[Json] = [reply for reply in (_answer(engine, one) for one in request) if reply is not None]
    return _encode(replies) if replies else b""


def _depth(body: bytes) -> int:
    """Bound the nesting: py-evm raises Python's recursion limit so far that deep JSON would end the process."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(body):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _answer(engine: Engine, request: Json) -> dict[str, Json] | None:
    if not isinstance(request, dict) or not isinstance(request.get("method"), str):
        return _fault(None, RpcFault(INVALID_REQUEST, "a request is an object with a method"))
    method, params, number = str(request["method"]), request.get("params", []), request.get("id")
    try:
        if not isinstance(params, list):
            return _fault(number, RpcFault(INVALID_REQUEST, "params must be a list"))
        reply: dict[str, Json] = {"jsonrpc": "2.0", "id": number, "result": engine.answer(method, params)}
    except RpcFault as fault:
        reply = _fault(number, fault)
    except Exception as error:  # noqa: BLE001 - a server answers; the trace goes to its log
        _log.exception("method %s failed", method)
        reply = _fault(number, RpcFault(INTERNAL, f"internal error: {type(error).__name__}: {error}"))
    return reply if "id" in request else None


def _fault(number: Json, fault: RpcFault) -> dict[str, Json]:
    error: dict[str, Json] = {"code": fault.rpc_code, "message": str(fault)}
    if fault.data is not None:
        error["data"] = fault.data
    return {"jsonrpc": "2.0", "id": number, "error": error}


def _encode(value: "Mapping[str, Json] | list[Json]") -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
