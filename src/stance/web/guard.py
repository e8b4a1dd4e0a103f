"""What every answer carries and every request must not be: headers for the browser, forms from elsewhere."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stance.web.limits import Limits
from stance.web.problems import answer_to
from stance.web.service import page_policy

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

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class Guard:
    """Puts the security headers on every answer; refuses what another site's page sends and what is declared too large.

    What is larger than declared, or declares nothing, is counted by the framework while it comes in.
    """

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        """Stands around `app`."""
        self.app, self.limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = page_policy()
                headers.update(HEADERS)
            await send(message)

        request = Request(scope)
        refusal = self._refusal(request)
        answer = answer_to(request, refusal) if refusal else self.app
        await answer(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> HTTPException | None:
        """Why the request is not let in; None if it is."""
        if request.method not in SAFE_METHODS and is_foreign(request.headers):
            return HTTPException(403, "sent by a page of another site")
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.limits.bytes_of(request.url.path):
            return HTTPException(413)
        return None


def is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another site sent this; programs say nothing of the kind."""
    if (site := headers.get("sec-fetch-site")) is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")
