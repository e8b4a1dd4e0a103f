"""Exception handlers: an error as a page for a browser, as JSON with its location for a program."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from stance.errors import StanceError
from stance.web.serial_worker import Busy

TOO_LARGE = "too large for one request; send it in parts"


def add_error_handlers(app: FastAPI) -> None:
    """Have every problem of the application told by `answer_to`."""
    for kind in (StanceError, Busy, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _handle)


async def _handle(request: Request, error: Exception) -> Response:
    return answer_to(request, error)


def answer_to(request: Request, error: Exception) -> Response:
    """The error as a page where the request asks for one, else as JSON."""
    status, problems = problems_of(error)
    page_of = getattr(request.app.state, "error_page", None)
    if page_of and "text/html" in request.headers.get("accept", ""):
        page = page_of("; ".join(problem["msg"] for problem in problems))
        return HTMLResponse(page, status_code=status, headers=headers_of(error))
    return JSONResponse({"detail": problems}, status_code=status, headers=headers_of(error))


def problems_of(error: Exception) -> tuple[int, list[dict[str, Any]]]:
    """The HTTP status of an error and what is wrong: where, what, and its kind."""
    if isinstance(error, RequestValidationError):
        return 422, [_plain(fault) for fault in error.errors()]
    if isinstance(error, HTTPException):
        kind = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
        words = TOO_LARGE if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else str(error.detail)
        return error.status_code, [_problem(words, kind)]
    if isinstance(error, Busy):
        return 503, [_problem(str(error), "busy")]
    return 422, [_problem(str(error), type(error).__name__)]


def headers_of(error: Exception) -> dict[str, str]:
    """What the answer to an error says beside it: when to come back, which methods there are."""
    if isinstance(error, Busy):
        return {"Retry-After": str(error.retry_after)}
    return dict(getattr(error, "headers", None) or {})


def _problem(words: str, kind: str, where: Sequence[str | int] = ()) -> dict[str, Any]:
    return {"loc": list(where), "msg": _writable(words), "type": kind}


def _plain(error: dict[str, Any]) -> dict[str, Any]:
    """A validation error without what was sent, which may be long and may hold half a character."""
    where = [part if isinstance(part, int) else _writable(part) for part in error["loc"]]
    return _problem(error["msg"], error["type"], where)


def _writable(text: str) -> str:
    return str(text).encode(errors="replace").decode()
