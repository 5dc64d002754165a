"""A witness's HTTP server (C2SP tlog-witness): one resource, small bodies, short connections.

The standard library's server is enough: what it answers is serialised by the witness anyway. TLS and the open
internet are a reverse proxy's work; alone it is bound to loopback unless told otherwise.
"""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from threading import BoundedSemaphore, Timer
from typing import Final, TypeAlias

from torrens_log.addcheckpoint import MAX_REQUEST, PATH, SIZE_TYPE, TEXT_TYPE, AddCheckpoint
from torrens_log.errors import AddressTaken, LogError, OldSizeConflict, WitnessRefused
from torrens_log.witness import Witness

IDLE_SECONDS: Final = 10.0
"""How long a connection may send nothing."""
LIFE_SECONDS: Final = 60.0
"""How long a connection may last."""
CONNECTIONS: Final = 64
"""How many may be open at once."""
_BUSY: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 36\r\n\r\n"
    b"too many connections; come back soon"
)
_Request: TypeAlias = socket | tuple[bytes, socket]


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness until it is shut down; close it afterwards, or use it as a context."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, witness: Witness, host: str, port: int, clock: Callable[[], int]) -> None:
        """Listen.

        Args:
            witness: Who cosigns.
            host: Address to listen at.
            port: Port; 0 takes a free one.
            clock: Gives the present POSIX second.

        Raises:
            AddressTaken: It cannot listen there.
        """
        self.witness = witness
        self.clock = clock
        self._free = BoundedSemaphore(CONNECTIONS)
        try:
            super().__init__((host, port), _Handler)
        except (OSError, OverflowError) as error:
            raise AddressTaken(f"cannot listen at {host}:{port}: {error}", host=host, port=port) from error

    @property
    def url(self) -> str:
        """The submission prefix."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def process_request(self, request: _Request, client_address: object) -> None:
        """Hand a connection to a thread, or turn it away when too many are open.

        Args:
            request: The connection.
            client_address: From where.
        """
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        if isinstance(request, socket):
            request.settimeout(1.0)
            with suppress(OSError):  # it went away by itself
                request.sendall(_BUSY)
        self.shutdown_request(request)

    def process_request_thread(self, request: _Request, client_address: object) -> None:
        """Serve a connection, and let the next one in.

        Args:
            request: The connection.
            client_address: From where.
        """
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: _Request, client_address: object) -> None:
        """Let a connection that broke go, without a word.

        Args:
            request: The connection.
            client_address: From where.
        """


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "torrens-witness"
    sys_version = ""
    timeout = IDLE_SECONDS
    server: WitnessServer

    def setup(self) -> None:
        super().setup()
        self._end = Timer(LIFE_SECONDS, _cut, [self.connection])
        self._end.daemon = True
        self._end.start()

    def finish(self) -> None:
        self._end.cancel()
        super().finish()

    def do_POST(self) -> None:
        """Answers one request; a body is read only when its length is told and small."""
        if self.path != PATH:
            self._answer(HTTPStatus.NOT_FOUND, f"only {PATH} is here\n")
            return
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdecimal()):
            self._answer(HTTPStatus.LENGTH_REQUIRED, "send a Content-Length\n", ends=True)
        elif len(length) > 9 or int(length) > MAX_REQUEST:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MAX_REQUEST} bytes\n", ends=True)
        else:
            body = self.rfile.read(int(length))
            if len(body) == int(length):
                self._answer(*_cosigned(self.server, body))

    def do_GET(self) -> None:
        self._answer(HTTPStatus.METHOD_NOT_ALLOWED if self.path == PATH else HTTPStatus.NOT_FOUND, "")

    def _answer(self, status: int, text: str, kind: str = TEXT_TYPE, *, ends: bool = False) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "POST")
        if ends:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep quiet: what was cosigned is on disk."""


def _cosigned(server: WitnessServer, body: bytes) -> tuple[int, str, str]:
    """Answer one request: status, body, content type."""
    try:
        request = AddCheckpoint.parse(body)
        line = server.witness.add_checkpoint(request.old_size, request.proof, request.note, now=server.clock())
    except OldSizeConflict as error:
        return error.status, f"{error.facts['known']}\n", SIZE_TYPE
    except WitnessRefused as error:
        return error.status, f"{error}\n", TEXT_TYPE
    except LogError as error:
        return HTTPStatus.INTERNAL_SERVER_ERROR, f"nothing was cosigned: {error.code}\n", TEXT_TYPE
    return HTTPStatus.OK, str(line), TEXT_TYPE


def _cut(connection: socket) -> None:
    with suppress(OSError):  # closed by now
        connection.shutdown(SHUT_RDWR)
