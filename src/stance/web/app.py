"""The FastAPI application of `stance serve`: its routes and what they share, requests and answers as OpenAPI has them.

The server fetches nothing, runs nothing it was sent and keeps reports in memory for a while; what somebody labels is
written to the labelling folder.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_type_hints

from fastapi import Body, FastAPI
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model
from starlette.responses import JSONResponse, Response

from stance import __version__
from stance.dates import iso_date
from stance.manifest import bundle_question, read_manifest
from stance.records import Claim, Document, Question
from stance.sources import read_folder
from stance.web.batches import SerialWorker, UploadBatches
from stance.web.guard import LOOPBACK, TEXT_CHARACTERS, Limits, Policy, guarded_app
from stance.web.handover import LabellingSessions
from stance.web.pages import router
from stance.web.service import Service, codebook_of, load_service, page_policy, rows_of

NOT_BLANK: Final = r"\S"
ISO_DATE: Final = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _of_a_day(date: str | None) -> str | None:
    """The date, if there is such a day or month."""
    if date and iso_date(date) != date:
        raise ValueError("no such day; leave it out, or cut it to month or year")
    return date


class Text(BaseModel):
    """An op-ed. Offsets in the answer count its characters (code points), half-open, from 0."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "…", "title": "…"}]})

    text: str = Field(
        pattern=NOT_BLANK, max_length=TEXT_CHARACTERS, description="The words, as they are; nothing alters them."
    )
    id: str = Field("text", pattern=NOT_BLANK, max_length=200, description="What the rows call the document.")
    title: str | None = Field(None, max_length=1000)
    authors: str | None = Field(None, max_length=1000, description='The byline; several are joined by "; ".')
    date: Annotated[str | None, AfterValidator(_of_a_day)] = Field(
        None, pattern=ISO_DATE, description="ISO date, possibly cut to month or year."
    )


class Problem(BaseModel):
    """One thing that is wrong: where (a path into the request), what, and its kind."""

    loc: list[str | int]
    msg: str
    type: str


class Problems(BaseModel):
    """Why a request was not answered."""

    detail: list[Problem]


class Health(BaseModel):
    """That the service answers, and how many requests are at work or waiting."""

    status: Literal["ok"]
    waiting: int


class Version(BaseModel):
    """What scores depend on: the question, the first hex digits of the fitted pipeline's SHA-256, and versions."""

    model_config = ConfigDict(extra="allow")

    question: str
    model: str
    stance: str


PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Problems, "description": "The request cannot be read."},
    413: {"model": Problems, "description": "The body is too large."},
    422: {"model": Problems, "description": "Something in the request is not valid; `loc` says what."},
    503: {
        "model": Problems,
        "description": "Too many requests are waiting.",
        "headers": {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}},
    },
}


def answer_model(question: Question) -> type[BaseModel]:
    """The answer to a text: the claims as rows with the columns of `stance score`, for the labels of the question."""
    label: Any = Annotated[str, Field(json_schema_extra={"enum": list(question.labels)})]
    share = (float, Field(ge=0, le=1))
    fields: dict[str, Any] = {name: (kind, ...) for name, kind in get_type_hints(Claim).items()}
    fields |= {"stance": (label, ...)} | {f"p_{name}": share for name in question.labels}
    fields |= {"prediction_set": (list[label] | None, ...), "certain": (bool | None, ...)}
    row = create_model("Row", __doc__="A claim and its stance.", **fields, novelty=(float | None, ...))
    missing = Field(description="The sides of the question that the text never names; it then has no claims.")
    return create_model(
        "Answer",
        __doc__="The claims of a text in order of their start, and what scored them.",
        document=(str, ...),
        claims=(list[row], ...),  # type: ignore[valid-type]
        off_topic=(list[str], missing),
        model=(Version, ...),
    )


def create_app(
    bundle: Path,
    *,
    hosts: Sequence[str] = LOOPBACK,
    examples: Path | None = None,
    labelling: Path | None = None,
    limits: Limits | None = None,
) -> FastAPI:
    """The page and the service of a bundle; model and parser are loaded once, when it starts.

    `hosts` are the names a request may be sent to; `examples` is a folder of documents to pick from; `labelling` is the
    folder for sessions of those who label what they scored, None where nothing may be written.

    Raises:
        ModelError: there is no bundle, or its manifest is refused.
        DataError: an example that cannot be read.
    """
    limits = limits or Limits()
    question = bundle_question(read_manifest(bundle))
    app = guarded_app(
        Policy(body_bytes=limits.bytes_of, content=page_policy),
        hosts,
        title="stance",
        summary="Who holds what in an op-ed: attributed claims and the stance of each",
        version=__version__,
        lifespan=_lifespan,
    )
    state = app.state
    state.bundle, state.limits, state.codebook = bundle, limits, codebook_of(question)
    state.worker = SerialWorker(limits.places)
    state.batches = UploadBatches(state.worker, most=limits.batches, keep_seconds=limits.keep_seconds)
    offered = read_folder(examples) if examples and examples.is_dir() else []
    state.examples = {document.id: document for document in offered}
    state.labelling = LabellingSessions(labelling, question, state.codebook) if labelling else None
    state.error_page = lambda words: state.service.page([], problem=words)
    app.include_router(router(limits))
    _add_api(app, answer_model(question))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    service = state.service = await state.worker.do(lambda: load_service(state.bundle))
    await state.worker.do(service.warm_up)
    yield
    state.batches.close()
    state.worker.close()
    if state.labelling:
        state.labelling.close()


def _add_api(app: FastAPI, answer: type[BaseModel]) -> None:
    """The routes for programs."""
    worker: SerialWorker = app.state.worker

    @app.post("/api/v1/score", response_model=answer, responses=PROBLEMS, tags=["scores"])
    async def score(text: Annotated[Text, Body()]) -> Response:
        """Split a text into attributed claims and score the stance of each."""
        return JSONResponse(await worker.do(lambda: _answer(app.state.service, Document(**text.model_dump()))))

    @app.get("/healthz", tags=["service"])
    async def healthz() -> Health:
        """Say that the service answers."""
        return Health(status="ok", waiting=worker.waiting)

    @app.get("/version", tags=["service"])
    async def version() -> Version:
        """Say what scores depend on."""
        return Version(**app.state.service.identity)


def _answer(service: Service, document: Document) -> dict[str, Any]:
    outcome = service.score(document)
    return {
        "document": document.id,
        "claims": rows_of([outcome], service.model.question),
        "off_topic": list(outcome.missing),
        "model": service.identity,
    }
