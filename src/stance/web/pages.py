"""Routes for browsers: the form, the report of a text, uploads of several and their downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from stance.errors import DataError, StanceError, UsageError
from stance.packaged import default_codebook
from stance.readers import UPLOADS
from stance.records import Document, Outcome
from stance.tables import Format
from stance.web.batches import UploadBatch
from stance.web.limits import BATCHES, Limits
from stance.web.problems import headers_of, problems_of
from stance.web.serial_worker import Busy
from stance.web.service import MEDIA_TYPES, PASTED, Service, data_address, figures_of, read_upload, rendered, table_of

REFRESH_SECONDS: Final = 2
"""How often a batch's page looks again while the batch is under way."""

FORM_FIELDS: Final = 10

FIGURES: Final = "figures.csv"
SCORES: Final = {f"scores.{kind}": kind for kind in MEDIA_TYPES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What stands in the form: the text and what is known about it."""

    text: str = ""
    title: str = ""
    authors: str = ""
    date: str = ""


def router(limits: Limits) -> APIRouter:
    """The routes for browsers."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _add_report(routes, limits)
    _add_batches(routes, limits)
    _add_reading(routes)
    return routes


def _add_reading(routes: APIRouter) -> None:
    """What a visitor may want to read beside the report: the rules of the labels, and how right the model is."""

    @routes.get("/codebook")
    async def codebook(request: Request) -> Response:
        return HTMLResponse(request.app.state.service.page([], article=rendered(default_codebook().read_text("utf-8"))))

    @routes.get("/card")
    async def card(request: Request) -> Response:
        service: Service = request.app.state.service
        return HTMLResponse(service.page([], article=rendered(service.model.card or "This bundle has no model card.")))


def _add_report(routes: APIRouter, limits: Limits) -> None:
    """The form, and the report of one text."""

    @routes.get("/")
    async def form(request: Request, example: str | None = None) -> Response:
        return _form_page(request, _example(request, example) if example else Asked())

    @routes.post("/")
    async def report(request: Request) -> Response:
        async with request.form(max_files=1, max_fields=FORM_FIELDS, max_part_size=limits.request_bytes) as sent:
            asked, upload = _asked(sent), await _uploads(sent, "file")
        service: Service = request.app.state.service
        try:
            page = await request.app.state.worker.do(lambda: _report_page(service, asked, upload, _offered(request)))
        except (StanceError, Busy) as error:
            return _form_page(request, asked, error)
        return HTMLResponse(page)


def _add_batches(routes: APIRouter, limits: Limits) -> None:
    """Several texts: sent, on their way, done, taken along."""

    @routes.post(BATCHES)
    async def start(request: Request) -> Response:
        async with request.form(max_files=limits.batch_documents, max_fields=FORM_FIELDS) as sent:
            uploads = await _uploads(sent, "files")
        state = request.app.state
        try:
            items = await state.worker.do(lambda: _items(uploads, limits.batch_documents))
            batch = state.batches.start(items, state.service.score)
        except (StanceError, Busy) as error:
            return _form_page(request, Asked(), error)
        return RedirectResponse(f"{BATCHES}/{batch.token}", status_code=303)

    @routes.get(f"{BATCHES}/{{token}}")
    async def progress(request: Request, token: str) -> Response:
        batch, service = _batch(request, token), request.app.state.service
        if not batch.finished:
            return HTMLResponse(service.page([], batch=batch, refresh=REFRESH_SECONDS))
        try:
            return HTMLResponse(await request.app.state.worker.do(lambda: _batch_page(service, batch)))
        except Busy as busy:
            waiting = service.page([], problem=str(busy), refresh=busy.retry_after)
            return HTMLResponse(waiting, status_code=503, headers=headers_of(busy))

    @routes.get(f"{BATCHES}/{{token}}/{{name}}")
    async def download(request: Request, token: str, name: str) -> Response:
        batch, model = _batch(request, token), request.app.state.service.model
        if name not in (*SCORES, FIGURES):
            raise HTTPException(404, f"no such download; there are {', '.join((*SCORES, FIGURES))}")
        done = tuple(batch.outcomes)
        if name == FIGURES:
            content, kind = await request.app.state.worker.do(lambda: figures_of(done, model)), Format.CSV
        else:
            kind = SCORES[name]
            content = await request.app.state.worker.do(lambda: table_of(done, model.question, kind))
        attached = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=MEDIA_TYPES[kind], headers=attached)


def _form_page(request: Request, asked: Asked, error: Exception | None = None) -> Response:
    """The page before anything was scored, or after something went wrong."""
    status, problems = problems_of(error) if error else (200, [])
    words = "; ".join(problem["msg"] for problem in problems) or None
    page = request.app.state.service.page([], asked=asked, problem=words, **_offered(request))
    return HTMLResponse(page, status_code=status, headers=headers_of(error) if error else None)


def _offered(request: Request) -> dict[str, Any]:
    """What the form offers: the examples and the formats of files."""
    return {"examples": tuple(request.app.state.examples.values()), "formats": UPLOADS}


def _example(request: Request, name: str) -> Asked:
    document: Document | None = request.app.state.examples.get(name)
    if document is None:
        raise HTTPException(404, "no such example")
    return Asked(
        text=document.text, title=document.title or "", authors=document.authors or "", date=document.date or ""
    )


def _asked(sent: FormData) -> Asked:
    """The form's fields. A browser sends every line break of a text box as two characters; here it is one again."""
    fields = {name: str(sent.get(name) or "") for name in ("text", "title", "authors", "date")}
    return Asked(**fields | {"text": fields["text"].replace("\r\n", "\n")})


async def _uploads(sent: FormData, field: str) -> list[tuple[str, bytes]]:
    """(name, content) of each file of the field; a box that was left empty is sent as a file without a name."""
    files = [item for item in sent.getlist(field) if isinstance(item, UploadFile) and item.filename]
    return [(file.filename or "", await file.read()) for file in files]


def _report_page(service: Service, asked: Asked, uploads: Sequence[tuple[str, bytes]], offered: dict[str, Any]) -> str:
    """The report of what was pasted or uploaded, with the rows as downloads."""
    document = _document(asked, uploads)
    outcome = service.score(document)
    downloads = [
        (name, data_address(table_of([outcome], service.model.question, kind), MEDIA_TYPES[kind]))
        for name, kind in SCORES.items()
    ]
    shown = asked if not uploads else replace(asked, text=document.text)
    return service.page([outcome], asked=shown, downloads=downloads if outcome.scored else (), **offered)


def _document(asked: Asked, uploads: Sequence[tuple[str, bytes]]) -> Document:
    """The one document that was sent; what the form says about it goes before what its file says.

    Raises:
        DataError: there is none, it cannot be read, or the file holds several.
    """
    known = {name: value for name in ("title", "authors", "date") if (value := getattr(asked, name).strip())}
    if not uploads:
        if not asked.text.strip():
            raise DataError("nothing to score: paste a text or choose a file")
        return Document(id=PASTED, text=asked.text, **known)
    items = read_upload(*uploads[0])
    if len(items) != 1:
        raise UsageError(f"{uploads[0][0]} holds {len(items)} texts; send it under “Several at once”")
    if isinstance(items[0], DataError):
        raise items[0]
    return replace(items[0], **known)


def _items(uploads: Sequence[tuple[str, bytes]], most: int) -> list[Document | DataError]:
    """Every document of the files, those of a name that was there before as faults, like in a run over a folder.

    Raises:
        UsageError: no file, or too many documents.
    """
    items = [item for upload in uploads for item in read_upload(*upload)]
    if not items:
        raise UsageError("nothing to score: choose one or more files")
    if len(items) > most:
        raise UsageError(f"{len(items)} texts are more than the {most} a batch may have; use: stance score")
    first = {item.id: item for item in reversed(items) if isinstance(item, Document)}
    return [_once(item, first) if isinstance(item, Document) else item for item in items]


def _once(document: Document, first: Mapping[str, Document]) -> Document | DataError:
    """The document if it is the first of its id; nothing downstream could tell two apart."""
    if document is first[document.id]:
        return document
    return DataError(f"a second document with id '{document.id}'; give each a name of its own")


def _batch(request: Request, token: str) -> UploadBatch:
    batch: UploadBatch | None = request.app.state.batches.get(token)
    if batch is None:
        raise HTTPException(404, "no such batch, or no longer there: batches are kept for a while only")
    return batch


def _batch_page(service: Service, batch: UploadBatch) -> str:
    """The report of a batch that is done."""
    outcomes: list[Outcome] = batch.outcomes
    names = (*SCORES, FIGURES) if any(outcome.scored for outcome in outcomes) else ()
    downloads = [(name, f"{BATCHES}/{batch.token}/{name}") for name in names]
    return service.page(outcomes, batch=batch, downloads=downloads, faults=[str(fault) for fault in batch.faults])
