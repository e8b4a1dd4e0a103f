"""The label page: an annotation session in a browser on this machine, behind a secret key in its address."""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace
from typing import Annotated, Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from stance.labelling.annotations import Span
from stance.labelling.answer_log import Answer
from stance.labelling.queue import QueueItem
from stance.labelling.session import KEYS, AnnotationSession, answer_lines
from stance.packaged import template
from stance.report.figures import tones_of
from stance.report.html import page_template, rendered
from stance.web.guard import LOOPBACK, Policy, guarded_app
from stance.web.server import listening, run

LONGEST: Final = 4000
"""Characters a note, a name or a corrected claim may have."""

BODY_BYTES: Final = 100_000
"""The largest body of a request: an answer with its note, its speaker and its words is far below."""

KEY_HEADER: Final = "x-stance-key"

MOST_PARAGRAPHS: Final = 10_000


def _whole_characters(text: str) -> str:
    """The text, if it can be written: JSON may hold half a character, a file may not."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("half a character; send whole ones")
    return text


Words = Annotated[str, Field(max_length=LONGEST), AfterValidator(_whole_characters)]


class ClaimSpan(BaseModel):
    """A claim of the queue."""

    model_config = ConfigDict(extra="forbid")

    document: Words
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @property
    def span(self) -> Span:
        """The place as the queue has it."""
        return (self.document, self.start, self.end)


class AnswerBody(ClaimSpan):
    """An answer as the page sends it."""

    label: Words | None = None
    flagged: bool = False
    note: Words = ""
    speaker: Words | None = None
    new_start: int | None = None
    new_end: int | None = None


class SpanSearch(ClaimSpan):
    """Words to be the claim instead."""

    words: Words


def serve_page(session: AnnotationSession, annotator: str, *, port: int = 0) -> None:
    """Serve the page until interrupted, and say where it is."""
    key = secrets.token_urlsafe(16)
    with listening(LOOPBACK[0], port) as listener:
        host, number = listener.getsockname()
        told = f"open http://{host}:{number}/?key={key} (Ctrl-C ends; every answer is saved)"
        run(label_app(session, annotator, key), listener, told)


def label_app(session: AnnotationSession, annotator: str, key: str, home: str | None = None) -> FastAPI:
    """The application of one session; whoever does not know the key gets nothing. `home` is where it leads back to."""

    def refusal(request: Request) -> HTTPException | None:
        is_page = request.url.path.endswith("/")
        token = request.query_params.get("key", "") if is_page else request.headers.get(KEY_HEADER, "")
        if secrets.compare_digest(token.encode(errors="replace"), key.encode()):
            return None
        return HTTPException(403, "open the address that `stance label` printed")

    policy = Policy(body_bytes=lambda _: BODY_BYTES, refusal=refusal)
    app = guarded_app(policy, LOOPBACK, title="stance label", openapi_url=None)

    @app.get("/")
    async def page() -> HTMLResponse:
        return _page(session, annotator, key, home)

    _add_api(app, session)
    return app


def _add_api(app: FastAPI, session: AnnotationSession) -> None:
    """The page's calls; all answer with the state the page is to show."""

    @app.get("/api/state")
    async def state(more: int = 0) -> dict[str, Any]:
        return _state(session, min(max(more, 0), MOST_PARAGRAPHS))

    @app.post("/api/answer")
    async def answer(body: AnswerBody) -> dict[str, Any]:
        # The model_shown of an answer is ours to tell, not the page's.
        session.answer(replace(Answer(**body.model_dump()), model_shown=session.seen(body.span)))
        said = session.reveal(body.span)
        return _state(session) | {"saved": body.label, "said": said}

    @app.post("/api/undo")
    async def undo() -> dict[str, Any]:
        withdrawn = session.undo()
        return _state(session) | {"undone": withdrawn.label or "skip" if withdrawn else None}

    @app.post("/api/reopen")
    async def reopen(place: ClaimSpan) -> dict[str, Any]:
        session.reopen(place.span)
        return _state(session)

    @app.post("/api/find")
    async def find(search: SpanSearch) -> dict[str, Any]:
        item = session.items.get(search.span)
        found = session.find(item, search.words) if item else None
        if found is None:
            raise HTTPException(
                409, "these words do not stand there once, overlapping the claim; copy them from the text"
            )
        return {"new_start": found[0], "new_end": found[1]}


def _page(session: AnnotationSession, annotator: str, key: str, home: str | None) -> HTMLResponse:
    nonce = secrets.token_urlsafe(16)
    shell = page_template("label.html")
    page = shell.render(
        annotator=annotator,
        codebook=rendered(session.view.codebook),
        home=home,
        tones=tones_of(session.question),
        next_step=session.next_step(),
        key=key,
        keys=KEYS,
        labels=session.question.labels,
        nonce=nonce,
        question=session.question.text,
        reasons=session.view.needs_reason,
        style=template("design.css"),
    )
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"})


def _state(session: AnnotationSession, more: int = 0) -> dict[str, Any]:
    """What the page shows: the claim to answer, how far along, the last answers."""
    item = session.current()
    return {
        "claim": _claim(session, item, more) if item else None,
        "progress": asdict(session.progress()),
        "last": [_answered(session, answer) for answer in session.last() if answer.span in session.items],
    }


def _claim(session: AnnotationSession, item: QueueItem, more: int) -> dict[str, Any]:
    document, start, end = item.span
    before, words, after = session.context(item, more)
    body, known = session.log.answers.get(item.span), session.documents.get(document)
    place = {"document": document, "start": start, "end": end}
    return place | {
        "before": before,
        "words": words,
        "after": after,
        "title": session.title(document),
        "speaker": item.claim.get("speaker"),
        "speaker_shown": session.speaker(item.claim),
        "evidence": item.claim.get("evidence"),
        "url": None if session.view.blind else known.url if known else None,
        "answers": answer_lines(item.claim),
        "given": asdict(body) if body else None,
    }


def _answered(session: AnnotationSession, answer: Answer) -> dict[str, Any]:
    words = " ".join(session.items[answer.span].claim["text"].split())
    place = {"document": answer.document, "start": answer.start, "end": answer.end}
    return place | {"label": answer.label, "flagged": answer.flagged, "words": words}
