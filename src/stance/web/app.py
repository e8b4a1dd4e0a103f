"""The FastAPI application of `stance serve`: its routes and what they share.

The server fetches nothing, runs nothing it was sent and keeps reports in memory for a while; what somebody labels is
written to the labelling folder.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import Body, FastAPI
from pydantic import BaseModel
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, Response

from stance import __version__
from stance.manifest import bundle_question, read_manifest
from stance.records import Document
from stance.sources import read_folder
from stance.web.api import PROBLEMS, Health, Text, Version, answer_model
from stance.web.batches import UploadBatches
from stance.web.guard import LOOPBACK, Guard, Limits, Policy
from stance.web.handover import LabellingSessions
from stance.web.pages import router
from stance.web.problems import add_error_handlers
from stance.web.serial_worker import SerialWorker
from stance.web.service import Service, codebook_of, load_service, page_policy, rows_of


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
    app = FastAPI(
        title="stance",
        summary="Who holds what in an op-ed: attributed claims and the stance of each",
        version=__version__,
        lifespan=_lifespan,
        # FastAPI's own pages for these load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Guard, policy=Policy(body_bytes=limits.bytes_of, content=page_policy)),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
    )
    state = app.state
    state.bundle, state.limits, state.codebook = bundle, limits, codebook_of(question)
    state.worker = SerialWorker(limits.places)
    state.batches = UploadBatches(state.worker, most=limits.batches, keep_seconds=limits.keep_seconds)
    offered = read_folder(examples) if examples and examples.is_dir() else []
    state.examples = {document.id: document for document in offered}
    state.labelling = LabellingSessions(labelling, question, state.codebook) if labelling else None
    state.error_page = lambda words: state.service.page([], problem=words)
    add_error_handlers(app)
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
