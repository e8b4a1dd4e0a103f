"""The label page: an annotation session in a browser on this machine, behind a secret key in its address."""

from __future__ import annotations

import logging
import secrets
import socket
from dataclasses import asdict, replace
from importlib.resources import files
from typing import Annotated, Any, Final

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import BaseModel, ConfigDict, Field
from starlette.middleware.trustedhost import TrustedHostMiddleware

from stance.errors import DataError, UsageError
from stance.labelling.annotations import Span
from stance.labelling.answer_log import Answer
from stance.labelling.queue import QueueItem
from stance.labelling.session import KEYS, AnnotationSession, span_of

HOSTS: Final = ("127.0.0.1", "localhost")
LONGEST: Final = 4000
"""Characters a note, a name or a corrected claim may have."""

MOST_PARAGRAPHS: Final = 10_000

log = logging.getLogger(__name__)


class ClaimSpan(BaseModel):
    """A claim of the queue."""

    model_config = ConfigDict(extra="forbid")

    document: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @property
    def span(self) -> Span:
        """The place as the queue has it."""
        return (self.document, self.start, self.end)


class AnswerBody(ClaimSpan):
    """An answer as the page sends it."""

    label: str | None = None
    flagged: bool = False
    note: str = Field("", max_length=LONGEST)
    speaker: str | None = Field(None, max_length=LONGEST)
    new_start: int | None = None
    new_end: int | None = None


class SpanSearch(ClaimSpan):
    """Words to be the claim instead."""

    words: str = Field(max_length=LONGEST)


def serve_page(session: AnnotationSession, annotator: str, *, port: int = 0) -> None:
    """Serve the page until interrupted, and say where it is.

    Raises:
        UsageError: the port is taken.
    """
    key = secrets.token_urlsafe(16)
    try:
        listener = socket.create_server((HOSTS[0], port))
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror}; choose another with --port, or 0 for any free one") from None
    log.info("open http://%s:%d/?key=%s (Ctrl-C ends; every answer is saved)", *listener.getsockname(), key)
    config = uvicorn.Config(
        label_app(session, annotator, key), log_level="warning", access_log=False, server_header=False
    )
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def label_app(session: AnnotationSession, annotator: str, key: str) -> FastAPI:
    """The application of one session; whoever does not know the key gets nothing."""
    app = FastAPI(title="stance label", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))

    def check(token: str) -> None:
        if not secrets.compare_digest(token.encode(), key.encode()):
            raise HTTPException(403, "open the address that `stance label` printed")

    async def known(x_stance_key: Annotated[str, Header()] = "") -> None:
        check(x_stance_key)

    @app.exception_handler(DataError)
    async def told(_: Request, error: DataError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=409)

    @app.middleware("http")
    async def guarded(request: Request, call: Any) -> Response:  # noqa: ANN401  (starlette's type is private)
        response: Response = await call(request)
        response.headers.update({"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
        response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return response

    @app.get("/")
    async def page(key: str = "") -> HTMLResponse:
        check(key)
        return _page(session, annotator, key)

    _add_api(app, session, Depends(known))
    return app


def _add_api(app: FastAPI, session: AnnotationSession, known: Any) -> None:  # noqa: ANN401  (FastAPI's Depends has no public type)
    """The page's calls; all answer with the state the page is to show."""

    @app.get("/api/state", dependencies=[known])
    async def state(more: int = 0) -> dict[str, Any]:
        return _state(session, min(max(more, 0), MOST_PARAGRAPHS))

    @app.post("/api/answer", dependencies=[known])
    async def answer(given: AnswerBody) -> dict[str, Any]:
        # The model_shown of an answer is ours to tell, not the page's.
        session.answer(replace(Answer(**given.model_dump()), model_shown=session.seen(given.span)))
        said = session.reveal(given.span)
        return _state(session) | {"saved": given.label, "said": said}

    @app.post("/api/undo", dependencies=[known])
    async def undo() -> dict[str, Any]:
        withdrawn = session.undo()
        return _state(session) | {"undone": withdrawn.label or "skip" if withdrawn else None}

    @app.post("/api/reopen", dependencies=[known])
    async def reopen(place: ClaimSpan) -> dict[str, Any]:
        session.reopen(place.span)
        return _state(session)

    @app.post("/api/find", dependencies=[known])
    async def find(sought: SpanSearch) -> dict[str, Any]:
        item = session.items.get(sought.span)
        found = session.find(item, sought.words) if item else None
        if found is None:
            raise HTTPException(
                409, "these words do not stand there once, overlapping the claim; copy them from the text"
            )
        return {"new_start": found[0], "new_end": found[1]}


def _page(session: AnnotationSession, annotator: str, key: str) -> HTMLResponse:
    nonce = secrets.token_urlsafe(16)
    templates = Environment(loader=PackageLoader("stance"), autoescape=True, undefined=StrictUndefined)
    html = templates.get_template("label.html").render(
        annotator=annotator,
        codebook=session.codebook,
        key=key,
        keys=KEYS,
        labels=session.question.labels,
        nonce=nonce,
        question=session.question.text,
        reasons=session.needs_reason,
        style=(files("stance") / "templates" / "report.css").read_text("utf-8"),
    )
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"})


def _state(session: AnnotationSession, more: int = 0) -> dict[str, Any]:
    """What the page shows: the claim to answer, how far along, the last answers."""
    item = session.current()
    return {
        "claim": _claim(session, item, more) if item else None,
        "progress": asdict(session.progress()),
        "last": [_answered(session, answer) for answer in session.last() if answer.span in session.items],
    }


def _claim(session: AnnotationSession, item: QueueItem, more: int) -> dict[str, Any]:
    document, start, end = span_of(item)
    before, words, after = session.context(item, more)
    given = session.log.answers.get(span_of(item))
    return {
        "document": document,
        "start": start,
        "end": end,
        "before": before,
        "words": words,
        "after": after,
        "speaker": item.claim.get("speaker"),
        "evidence": item.claim.get("evidence"),
        "url": session.urls.get(document),
        "codes": item.claim.get("codes", {}),
        "given": asdict(given) if given else None,
    }


def _answered(session: AnnotationSession, answer: Answer) -> dict[str, Any]:
    words = " ".join(session.items[answer.span].claim["text"].split())
    place = {"document": answer.document, "start": answer.start, "end": answer.end}
    return place | {"label": answer.label, "flagged": answer.flagged, "words": words}
