"""Routes for browsers: the form, reports of what was sent with their downloads, and what to read beside them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from stance.dates import iso_date
from stance.errors import DataError, StanceError, UsageError
from stance.labelling.queue import QueueOrder
from stance.readers import UPLOADS
from stance.readers.metadata import with_typed_head
from stance.records import Document, Outcome, Question, scored_columns
from stance.report.html import rendered
from stance.report.page import report_of, report_rows
from stance.tables import Format, rows_as_bytes
from stance.web.batches import Busy, UploadBatch
from stance.web.guard import Limits, headers_of, problems_of
from stance.web.service import MEDIA_TYPES, UNNAMED, Service, length_fault, read_upload, rows_of

REPORTS: Final = "/reports"
"""Where what was sent is reported, each under a name nobody can guess."""

REFRESH_SECONDS: Final = 2
"""How often the page of a batch looks again while the batch is under way."""

PATIENCE: Final = 3.0
"""Seconds in which one text is usually scored: so long the form waits, and leads to the report at once."""

FORM_FIELDS: Final = 10
FILES: Final = "files"
"""The field of the form that holds files; any other holds words."""

NAME_WORDS: Final = 6
"""Words of its title, or of its beginning, that a pasted text is called by."""

PASTED: Final = "Pasted text: "
"""What heads a text that has no title."""

SESSION: Final = "stance-session"
"""The cookie by which a browser is shown what it sent before, and nobody else."""

NO_CODEBOOK: Final = "# Codebook\n\nThere is none for this question here."
NO_CARD: Final = "# Model card\n\nThis bundle has none; `stance evaluate --card BUNDLE` writes one."

FIGURES: Final = "figures.csv"
SCORES: Final = {f"scores.{kind}": kind for kind in MEDIA_TYPES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What stands in the form: the text and what is known about it."""

    text: str = ""
    title: str = ""
    authors: str = ""
    date: str = ""

    def document(self) -> Document:
        """The text as a document, called by its title, be it in the form or above the text, or by its first words."""
        known = {name: value for name in ("title", "authors", "date") if (value := getattr(self, name).strip())}
        if date := known.get("date"):
            known["date"] = iso_date(date) or ""
            if not known["date"]:
                raise DataError(f"date {date[:40]!r}: no such day; write it as 2024-03-14, 2024-03 or 2024")
        document = with_typed_head(Document(id=UNNAMED, text=self.text, **known))
        words = re.findall(r"\w+", document.title or self.text)[:NAME_WORDS]
        title = document.title or f"{PASTED}{' '.join(self.text.split()[:NAME_WORDS])} …"
        return replace(document, id="-".join(words).casefold()[:80] or UNNAMED, title=title)


def router(limits: Limits) -> APIRouter:
    """The routes for browsers."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _add_form(routes, limits)
    _add_reports(routes)
    _add_reading(routes)
    return routes


def _add_reading(routes: APIRouter) -> None:
    """What a visitor may want to read beside a report: the rules of the labels, and how right the model is."""

    @routes.get("/codebook")
    async def codebook(request: Request) -> Response:
        words = request.app.state.codebook or NO_CODEBOOK
        return HTMLResponse(request.app.state.service.page([], article=rendered(words)))

    @routes.get("/card/")
    async def card(request: Request) -> Response:
        service: Service = request.app.state.service
        return HTMLResponse(service.page([], article=rendered(service.model.card or NO_CARD)))

    @routes.get("/favicon.ico")
    async def icon() -> Response:
        return Response(status_code=204)  # browsers ask for one on their own

    @routes.get("/card/{name}")
    async def figure(request: Request, name: str) -> Response:
        figures = {file.name: file for file in request.app.state.bundle.glob("*.svg")}
        if name not in figures:
            raise HTTPException(404, "no such figure")
        styled = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}  # as plots have it
        return Response(figures[name].read_bytes(), media_type="image/svg+xml", headers=styled)


def _add_form(routes: APIRouter, limits: Limits) -> None:
    """The form, empty or with the text of a report; what it sends becomes a batch."""

    @routes.get("/")
    async def form(request: Request, report: str | None = None) -> Response:
        return _form_page(request, _asked_before(_batch(request, report)) if report else Asked())

    @routes.post("/")
    async def score(request: Request) -> Response:
        most = limits.batch_documents
        parts = {"max_files": most, "max_fields": FORM_FIELDS, "max_part_size": limits.request_bytes}
        async with request.form(**parts) as sent:
            given, uploads = sent.multi_items(), await _uploads(sent)
        state, session = request.app.state, request.cookies.get(SESSION) or secrets.token_urlsafe(16)
        asked = Asked()
        try:
            fields = _fields(given)
            asked = _asked(fields)
            if example := fields.get("example"):
                if example not in state.examples:
                    raise HTTPException(404, "no such example")
                items = [state.examples[example]]
            else:
                items = await state.worker.do(lambda: _items(asked, uploads, most))
            batch = state.batches.start(items, state.service.score, session)
        except (StanceError, Busy) as error:
            return _form_page(request, asked, error)
        await state.batches.wait(batch, PATIENCE)
        answer = RedirectResponse(f"{REPORTS}/{batch.token}", status_code=303)
        answer.set_cookie(SESSION, session, httponly=True, samesite="strict")
        return answer


def _add_reports(routes: APIRouter) -> None:
    """What was sent: on its way, done, taken along, labelled."""

    @routes.get(f"{REPORTS}/{{token}}")
    async def report(request: Request, token: str) -> Response:
        batch, service = _batch(request, token), request.app.state.service
        if not batch.finished:
            return HTMLResponse(service.page([], batch=batch, refresh=REFRESH_SECONDS))
        try:
            return HTMLResponse(await request.app.state.worker.do(lambda: _report_page(request, batch)))
        except Busy as busy:
            waiting = service.page([], problem=str(busy), refresh=busy.retry_after)
            return HTMLResponse(waiting, status_code=503, headers=headers_of(busy))

    @routes.get(f"{REPORTS}/{{token}}/{{name}}")
    async def download(request: Request, token: str, name: str) -> Response:
        batch, model = _batch(request, token), request.app.state.service.model
        if name not in (*SCORES, FIGURES):
            raise HTTPException(404, f"no such download; there are {', '.join((*SCORES, FIGURES))}")
        done, kind = tuple(batch.outcomes), SCORES.get(name, Format.CSV)
        content = await request.app.state.worker.do(lambda: _download(name, done, model.question))
        attached = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=MEDIA_TYPES[kind], headers=attached)

    @routes.post(f"{REPORTS}/{{token}}/label")
    async def label(request: Request, token: str) -> Response:
        batch, labelling = _batch(request, token), request.app.state.labelling
        if labelling is None or not batch.finished or not batch.claims:
            raise HTTPException(404, "nothing to label here; use: stance label")
        async with request.form(max_fields=FORM_FIELDS) as sent:
            fields = _fields(sent.multi_items())
        annotator, order = fields.get("annotator", "").strip(), fields.get("order", "")
        if order not in set(QueueOrder):
            raise UsageError(f"{order!r}: no order of a queue; there are {', '.join(QueueOrder)}")
        home = f"{REPORTS}/{batch.token}"
        address = labelling.start(request.app, batch, annotator, QueueOrder(order), home)
        return RedirectResponse(address, status_code=303)


def _download(name: str, outcomes: Sequence[Outcome], question: Question) -> bytes:
    """The rows that `stance score` writes for the documents, or the figures of the page as CSV."""
    if name != FIGURES:
        return rows_as_bytes(SCORES[name], rows_of(outcomes, question), scored_columns(question))
    figures = report_rows(report_of(outcomes, question))
    return rows_as_bytes(Format.CSV, figures, tuple(figures[0]))


def _form_page(request: Request, asked: Asked, error: Exception | None = None) -> Response:
    """The page before anything was scored, or after something went wrong."""
    status, problems = problems_of(error) if error else (200, [])
    state = request.app.state
    words = "; ".join(problem["msg"] for problem in problems) or None
    history, examples = state.batches.of_session(request.cookies.get(SESSION, "")), tuple(state.examples.values())
    page = state.service.page([], asked=asked, problem=words, examples=examples, formats=UPLOADS, history=history)
    return HTMLResponse(page, status_code=status, headers=headers_of(error) if error else None)


def _asked_before(batch: UploadBatch) -> Asked:
    """The one text of a batch as the form had it; an empty form where there are several."""
    if len(batch.documents) != 1:
        return Asked()
    (document,) = batch.documents
    title = "" if (document.title or "").startswith(PASTED) else document.title or ""
    return Asked(text=document.text, title=title, authors=document.authors or "", date=document.date or "")


def _fields(sent: Iterable[tuple[str, UploadFile | str]]) -> dict[str, str]:
    """The fields of a form that hold words, those left empty aside."""
    given: dict[str, str] = {}
    for name, value in sent:
        file = value if isinstance(value, UploadFile) else None
        if not (file.filename if file else value):
            continue
        if (file is not None) != (name == FILES) or name in given:
            what = "a file" if file else "words" if name == FILES else "given twice"
            raise UsageError(f"{name}: {what}; send files as '{FILES}', and any other field once, as words")
        if isinstance(value, str):
            given[name] = value
    return given


def _asked(fields: Mapping[str, str]) -> Asked:
    """What is scored. A browser sends every line break of a text box as two characters; here it is one again."""
    known = {name: fields.get(name, "") for name in ("text", "title", "authors", "date")}
    return Asked(**known | {"text": known["text"].replace("\r\n", "\n")})


async def _uploads(sent: FormData) -> list[tuple[str, bytes]]:
    """(name, content) of each file; a box that was left empty is sent as a file without a name."""
    files = [item for item in sent.getlist(FILES) if isinstance(item, UploadFile) and item.filename]
    return [(file.filename or "", await file.read()) for file in files]


def _items(asked: Asked, uploads: Sequence[tuple[str, bytes]], most: int) -> list[Document | DataError]:
    """The text that was pasted and every document of the files; what cannot be scored is there as a fault.

    Of several documents under one id all but the first are faults, as in a run over a folder.
    """
    items: list[Document | DataError] = [asked.document()] if asked.text.strip() else []
    items += [item for upload in uploads for item in read_upload(*upload)]
    if not items:
        raise DataError("nothing to score: paste a text or choose files")
    if len(items) > most:
        raise UsageError(f"{len(items)} texts are more than the {most} that are scored at once; use: stance score")
    first = {item.id: item for item in reversed(items) if isinstance(item, Document)}
    items = [_fit(item, first) if isinstance(item, Document) else item for item in items]
    if not any(isinstance(item, Document) for item in items):
        raise DataError("; ".join(map(str, items)))
    return items


def _fit(document: Document, first: Mapping[str, Document]) -> Document | DataError:
    """The document if it is the first of its id, since nothing downstream could tell two apart, and not too long."""
    if document is not first[document.id]:
        return DataError(f"a second document with id '{document.id}'; give each a name of its own")
    return length_fault(document) or document


def _batch(request: Request, token: str) -> UploadBatch:
    batch: UploadBatch | None = request.app.state.batches.get(token)
    if batch is None:
        raise HTTPException(404, "no such report, or no longer there: reports are kept for a while only")
    return batch


def _report_page(request: Request, batch: UploadBatch) -> str:
    """The report of a batch that is done."""
    state, here = request.app.state, f"{REPORTS}/{batch.token}"
    extra: dict[str, Any] = {"batch": batch, "faults": [str(fault) for fault in batch.faults]}
    if batch.claims:
        extra["downloads"] = [(name, f"{here}/{name}") for name in (*SCORES, FIGURES)]
        extra["labels_to"] = f"{here}/label" if state.labelling else None
    page: str = state.service.page(batch.outcomes, **extra)
    return page
