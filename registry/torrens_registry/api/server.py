"""The API's server: one process, loopback by default; TLS and authentication stand before it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn
from fastapi import FastAPI

from torrens_registry.errors import SettingsRefused


def serve(app: FastAPI, host: str, port: int, told: Callable[[str, uvicorn.Server], None]) -> None:
    """Serves an app until it is told to stop.

    Args:
        app: The app.
        host: Address to listen on.
        port: Port; 0 takes a free one.
        told: Called with the API's address before it answers, and with the server, whose `should_exit` stops it.

    Raises:
        SettingsRefused: The address cannot be listened on.
    """
    server = uvicorn.Server(uvicorn.Config(app, ws="none", log_level="warning", access_log=False))
    with closing(_listen(host, port)) as listening:
        told(f"http://{host}:{listening.getsockname()[1]}", server)
        server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen()  # who connects before the app has started waits, and is not refused
    except OSError as error:
        found.close()
        raise SettingsRefused(
            f"the API cannot listen on {host} port {port}: {error.strerror}",
            remedy="stop what listens there, or set api_port to another one; 0 takes a free one",
            setting="api_port",
        ) from error
    return found
