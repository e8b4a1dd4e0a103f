"""What page and API share, away from HTTP: read an upload, score it, fill the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, Final

from stance import __version__
from stance.errors import DataError, UsageError
from stance.manifest import PIPELINE, SHORT_HASH, bundle_identity
from stance.model import Model
from stance.packaged import packaged, template
from stance.parser import load_parser
from stance.pipeline import score_documents
from stance.question import read_question
from stance.readers import ROWS, UPLOADS, reader_of
from stance.readers.items import ReadOptions, number_documents
from stance.readers.metadata import with_typed_head
from stance.records import Document, Outcome, Question, scored_row
from stance.report.html import content_policy, page_template, style_sheet
from stance.report.page import report_context
from stance.scale import load_once
from stance.sources.paths import REMEDIES
from stance.tables import Format
from stance.web.guard import TEXT_CHARACTERS

UNNAMED: Final = "text"
"""The id of a document that came without a name, and has no words to be called by."""

MEDIA_TYPES: Final = {Format.CSV: "text/csv; charset=utf-8", Format.JSONL: "application/jsonl"}

_UPLOADED: Final = ReadOptions(uploaded=True)


@dataclass(frozen=True, slots=True)
class Service:
    """The model, and what its scores depend on: the question, the bundle by its hashes, and the versions."""

    model: Model
    identity: dict[str, str]

    def score(self, document: Document) -> Outcome:
        """The outcome of one document.

        Raises:
            DataError: it is too long, or cannot be scored.
        """
        if fault := length_fault(document):
            raise fault
        (outcome,) = score_documents([document], self.model)
        if isinstance(outcome, DataError):
            raise outcome
        return outcome

    def warm_up(self) -> None:
        """Score a sentence that is on topic, so that the first request is no slower than the others."""
        sides = " and ".join(side[0] for side in self.model.question.sides)
        self.score(Document(id="warm-up", text=f"{sides or 'They'} are neighbours, she said."))

    def page(self, outcomes: Sequence[Outcome], **extra: Any) -> str:  # noqa: ANN401  (the template's own values)
        """The page with the report of the outcomes."""
        context = report_context(outcomes, self.model) | {"style": page_style()}
        if not outcomes:
            context["notes"] = context["notes"][:1]
            context["about"] = replace(context["about"], methods=None, model=None)
        context["outcomes"] = outcomes
        return page_template("serve.html").render(context | BLANK | extra)


BLANK: Final[dict[str, Any]] = {
    **dict.fromkeys(("asked", "problem", "batch", "refresh", "article", "labels_to")),
    **dict.fromkeys(("examples", "formats", "history", "downloads", "faults"), ()),
    "card_at": "/card/",
}
"""What a page shows beyond a report unless it is told otherwise: nothing."""


def length_fault(document: Document) -> DataError | None:
    """What is wrong with a text that is too long for a service; None where nothing is."""
    if len(document.text) <= TEXT_CHARACTERS:
        return None
    found = f"{document.id}: {len(document.text):,} characters, and a text may have {TEXT_CHARACTERS:,}"
    return DataError(f"{found}; send it in parts, or use: stance score")


def codebook_of(question: Question) -> str:
    """The codebook that comes with the package (Markdown), if it is that of the question; else empty."""
    shipped = read_question(packaged("question.toml"))
    return packaged("codebook.md").read_text("utf-8") if question.id == shipped.id else ""


def load_service(bundle: Path) -> Service:
    """The service of the bundle; model and parser are loaded at the first call in a process.

    Raises:
        ModelError: the bundle is refused.
        ParserError: the spaCy pipeline is missing.
    """
    model, identity = load_once(bundle), bundle_identity(load_once(bundle).manifest)
    load_parser()
    named = {"question": model.question.id, "model": str(model.manifest["files"][PIPELINE])[:SHORT_HASH]}
    versions = {"stance": __version__} | {name: version(name) for name in ("spacy", "scikit-learn")}
    return Service(model, named | {"bundle": identity.hash, "kind": identity.kind} | versions)


def rows_of(outcomes: Sequence[Outcome], question: Question) -> list[dict[str, Any]]:
    """The rows that `stance score` writes for the documents, in order."""
    return [scored_row(item, question) for outcome in outcomes for item in outcome.scored]


def read_upload(name: str, content: bytes) -> list[Document | DataError]:
    """The documents of an uploaded file, by its suffix; a file that is one document takes its id from the name.

    What cannot be read comes as its fault. `name` is what the browser said and is only ever text.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    suffix = path.suffix.lower()
    if suffix not in UPLOADS:
        remedy = REMEDIES.get(suffix, f"readable are {', '.join(UPLOADS)}")
        return [DataError(f"{path.name}: no reader for '{path.suffix}' here; {remedy}")]
    try:
        items = list(number_documents(reader_of(suffix, _UPLOADED)(BytesIO(content), path.name), path.stem or UNNAMED))
    except (DataError, UsageError) as error:
        return [DataError(str(error))]
    read: list[Document | DataError] = []
    for item in items:
        if isinstance(item, Document):
            read.append(item if suffix in ROWS else with_typed_head(item))
        elif isinstance(item, DataError):
            read.append(item)
        elif item.passed_over:  # else it is the mark of a file that was read whole
            kinds = ", ".join(f"{count} {kind}" for kind, count in item.passed_over.items())
            read.append(DataError(f"{path.name}: passed over, no reader for: {kinds}"))
    return read


@cache
def page_style() -> str:
    """The report's style sheet and what the form adds to it."""
    return style_sheet() + template("serve.css")


@cache
def page_policy() -> str:
    """The content security policy of every answer: the page's own style sheet, script, forms and figures."""
    return content_policy(page_style(), form_action="'self'") + "; img-src 'self'; frame-ancestors 'none'"
