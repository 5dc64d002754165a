"""The API on loopback, and a client of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from torrens_registry.api.app import create_app
from torrens_registry.api.reader import Factory
from torrens_registry.api.server import serve


@contextmanager
def served(factory: Factory) -> Iterator[httpx.Client]:
    """Serve the API from a thread of this process until the block ends."""
    told = threading.Event()
    found: list[tuple[str, uvicorn.Server]] = []

    def listen(url: str, server: uvicorn.Server) -> None:
        found.append((url, server))
        told.set()

    thread = threading.Thread(target=serve, args=(create_app(factory), "127.0.0.1", 0, listen))
    thread.start()
    try:
        assert told.wait(10)
        with httpx.Client(base_url=found[0][0], trust_env=False, timeout=60) as client:
            yield client
    finally:
        found[0][1].should_exit = True
        thread.join()
