"""Every error of the API as a problem document (RFC 9457), made in one place."""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from torrens_anchor.errors import MalformedInput, OutOfRange, TorrensError
from torrens_log.errors import LogMissing
from torrens_registry.errors import BadInput, Diverged, NotStored, StoreUnreachable

MEDIA_TYPE: Final = "application/problem+json"
_BY_EXIT: Final = {1: 500, 2: 503, 3: 400}
"""Routes only read: what is bad is the house's own, never the asker's."""
_STATUS: Final[tuple[tuple[type[TorrensError], int], ...]] = (
    (Diverged, 503),
    (NotStored, 404),
    (LogMissing, 404),
    (OutOfRange, 404),
    (StoreUnreachable, 503),
    (BadInput, 422),
    (MalformedInput, 422),
)


class Problem(BaseModel):
    """A problem document.

    Attributes:
        type: urn:torrens: and the error's slug.
        title: The error's name.
        status: The HTTP status.
        detail: What is wrong, in one sentence.
        remedy: The one way out.
        facts: The offending values.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:torrens:not-stored",
                "title": "NotStored",
                "status": 404,
                "detail": "the mirror knows no title 0x11…",
                "remedy": "check the id; wait for the mirror if it was written a moment ago",
                "facts": {"id": "0x11…"},
            }
        }
    )

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    facts: dict[str, Any]


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    "4XX": {"model": Problem, "description": "The question cannot be answered.", "content": {MEDIA_TYPE: {}}},
    "5XX": {"model": Problem, "description": "The service cannot answer now.", "content": {MEDIA_TYPE: {}}},
}
"""What every route may answer beside its own."""


def install(app: FastAPI) -> None:
    """Makes every error of an app a problem document.

    Args:
        app: The app.
    """
    app.add_exception_handler(Exception, _handle)
    for kind in (TorrensError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _handle)


async def _handle(_: Request, error: Exception) -> JSONResponse:
    problem = problem_of(error)
    headers = error.headers if isinstance(error, HTTPException) else None  # such as Allow, which a 405 must carry
    return JSONResponse(problem.model_dump(), problem.status, headers=headers, media_type=MEDIA_TYPE)


def problem_of(error: Exception) -> Problem:
    """Makes a problem document of an error.

    Args:
        error: Any error; one that is none of ours says nothing of what happened inside.

    Returns:
        The document.
    """
    if isinstance(error, TorrensError):
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), _BY_EXIT[error.exit_code])
        facts = json.loads(json.dumps(error.facts, default=str))
        return Problem(
            type=f"urn:torrens:{error.code}",
            title=type(error).__name__,
            status=status,
            detail=str(error),
            remedy=error.remedy,
            facts=facts,
        )
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return _problem("malformed-request", 422, f"{where}: {first['msg']}", "mend the named value")
    if isinstance(error, HTTPException):
        return _problem("http", error.status_code, str(error.detail), "see /docs for what there is")
    return _problem("defect", 500, "this is a defect of the service", "report it; nothing was changed")


def _problem(slug: str, status: int, detail: str, remedy: str) -> Problem:
    title = slug.replace("-", " ").title()
    return Problem(type=f"urn:torrens:{slug}", title=title, status=status, detail=detail, remedy=remedy, facts={})
