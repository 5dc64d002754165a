"""The app: every route under /api/v1, health at the root, every error a problem document."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI

from torrens_registry.api import problems
from torrens_registry.api.reader import Factory
from torrens_registry.api.routes import health, listings, log, recognition, titles, vouchers

PREFIX: Final = "/api/v1"
_ABOUT: Final = (
    "Titles, vouchers, listings, foreign records and the audit log of one exchange, from its mirror. Every answer "
    "names the block it stands on, whether that is final, and how far it may be trusted. Nothing here need be "
    "believed: bundles are verified offline with `torrens verify`."
)


def create_app(factory: Factory) -> FastAPI:
    """Makes the API of one exchange.

    Args:
        factory: Opens what the routes read from, for as long as the app runs.

    Returns:
        The app.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with factory() as reader:
            app.state.reader = reader
            yield

    app = FastAPI(title="Torrens", version="1", description=_ABOUT, lifespan=lifespan)
    problems.install(app)
    app.include_router(health.router)
    for room in (titles, vouchers, listings, recognition, log):
        app.include_router(room.router, prefix=PREFIX)
    return app
