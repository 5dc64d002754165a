"""Strategies for ABI values, and an HTTP server that answers as it is told, for the tests of torrens_contracts."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hypothesis import strategies as st

from torrens_contracts.abi import split_types


class Refusal(Exception):  # noqa: N818 - what a node says
    """An answer refuses the call."""


Answer = Callable[[Any], bytes | None]
"""From the request's JSON to the body to answer with; None breaks the connection."""

words = st.binary(min_size=32, max_size=32)
addresses = st.binary(min_size=20, max_size=20)


def abi_values(kind: str) -> st.SearchStrategy[Any]:
    """Values of an ABI type, as eth_abi takes them."""
    if kind.endswith("[]"):
        return st.lists(abi_values(kind[:-2]), max_size=3).map(tuple)
    if kind.startswith("("):
        return st.tuples(*(abi_values(part) for part in split_types(kind[1:-1])))
    if kind in ("bytes", "string"):
        return st.binary(max_size=70) if kind == "bytes" else st.text(max_size=20)
    if kind == "bool":
        return st.booleans()
    if kind == "address":
        return addresses
    name, size = re.fullmatch(r"(uint|bytes)(\d+)", kind).groups()  # type: ignore[union-attr]  # our ABIs have no other
    return st.integers(0, (1 << int(size)) - 1) if name == "uint" else st.binary(min_size=int(size), max_size=int(size))


@contextmanager
def node(answer: Answer) -> Iterator[str]:
    """A node on loopback; gives its address. `answer.seen`, if it is a list, collects the requests."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = answer(asked)
            if body is None:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def results(**by_method: object) -> Answer:
    """Answers each method with its result, batches included; a method that is not named is refused."""

    def one(request: dict[str, Any]) -> dict[str, object]:
        head = {"jsonrpc": "2.0", "id": request["id"]}
        if request["method"] not in by_method:
            return {**head, "error": {"code": -32601, "message": f"no method {request['method']}"}}
        found = by_method[request["method"]]
        try:
            return {**head, "result": found(*request["params"]) if callable(found) else found}
        except Refusal as refusal:
            return {**head, "error": {"code": -32000, "message": str(refusal)}}

    def answer(request: Any) -> bytes:  # noqa: ANN401 - JSON
        return json.dumps([one(part) for part in request] if isinstance(request, list) else one(request)).encode()

    return answer
