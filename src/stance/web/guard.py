"""Limits and security headers; requests that are foreign, too large or without a key are refused unread.

An error is told as a page to a browser, as JSON with its location to a program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from string import punctuation
from typing import Any, Final
from urllib.parse import quote_from_bytes

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stance.errors import StanceError
from stance.web.batches import Busy

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
"""The names under which a browser on this machine may ask; any other is a page elsewhere that points its name here."""

TEXT_CHARACTERS: Final = 200_000
"""Characters of one text: some forty op-eds. Most take seconds; what is longer is for the command line."""

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": a browser would then send its own forms with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What was pasted may not be out yet: nothing of it stays behind in a browser or a proxy.
    "Cache-Control": "no-store",
}

NOTHING_ALLOWED: Final = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
"""The content security policy of an answer that is no page."""

TOO_LARGE: Final = "too large for one request; send it in parts"

_MOST_DIGITS: Final = 18
"""Of the size that a request declares: Python reads no number of thousands of digits."""

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes of a request and of an upload, places at the worker, and what batches may be and for how long.

    An op-ed has some thousand bytes; 32 of them wait some ten seconds, which is what a person takes for an answer.
    """

    request_bytes: int = 1_000_000
    upload_bytes: int = 8_000_000
    places: int = 32
    batch_documents: int = 100
    batches: int = 24
    keep_seconds: float = 3600

    def bytes_of(self, path: str) -> int:
        """How large the body of a request to that path may be: files are sent to the form."""
        return self.upload_bytes if path == "/" else self.request_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a server lets in and lets out.

    `body_bytes` is how large the body of a request to a path may be. `refusal` says why a request is not answered,
    None if it is; it is asked before anything of the body is read. `content` is the content security policy of answers
    that bring none of their own.
    """

    body_bytes: Callable[[str], int]
    refusal: Callable[[Request], HTTPException | None] = lambda _: None
    content: Callable[[], str] = lambda: NOTHING_ALLOWED


class Guard:
    """Puts the security headers on every answer; refuses by the policy, and what another site's page sends."""

    def __init__(self, app: ASGIApp, policy: Policy) -> None:
        """Stands around `app`."""
        self.app, self.policy = app, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # In ASCII, as addresses are (RFC 3986): other bytes, which may be no UTF-8, are percent-encoded.
        scope = {**scope, "query_string": quote_from_bytes(scope["query_string"], safe=punctuation).encode("ascii")}

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", self.policy.content())
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        refusal = self._refusal(request)
        answer = answer_to(request, refusal) if refusal else self.app
        await answer(scope, self._counted(request.url.path, receive), send_guarded)

    def _refusal(self, request: Request) -> HTTPException | None:
        """Why the request is not let in; None if it is."""
        if request.method not in SAFE_METHODS and is_foreign(request.headers):
            return HTTPException(403, "sent by a page of another site")
        if refusal := self.policy.refusal(request):
            return refusal
        declared = request.headers.get("content-length", "")
        most = self.policy.body_bytes(request.url.path)
        if declared.isdecimal() and (len(declared) > _MOST_DIGITS or int(declared) > most):
            return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None

    def _counted(self, path: str, receive: Receive) -> Receive:
        """As `receive`, ending with 413 where a body that declared no size, or a smaller one, grows too large."""
        left = self.policy.body_bytes(path)

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        return counted


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another site sent this; programs say nothing of the kind."""
    if (site := headers.get("sec-fetch-site")) is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def guarded_app(policy: Policy, hosts: Sequence[str], **how: Any) -> FastAPI:  # noqa: ANN401  (FastAPI's own)
    """An application behind the guard, for requests to these hosts, every problem of which is told by `answer_to`."""
    app = FastAPI(
        # FastAPI's own pages for these load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Guard, policy=policy),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
        **how,
    )
    for kind in (StanceError, Busy, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _handle)
    return app


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
