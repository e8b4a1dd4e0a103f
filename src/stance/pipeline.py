"""The one composition of the steps: documents in, claims and scores out; the doors to it hold no rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from stance.attribution.claims import split_claims
from stance.errors import DataError
from stance.files import write_text
from stance.layout import lay_out
from stance.parser import load_parser, parse
from stance.records import Claim, Document, Outcome, Question
from stance.relevance import missing_from
from stance.tables import Format, ReportFormat, write_rows

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

    from stance.model import Model
    from stance.report import Report


def extract_claims(document: Document, nlp: Language | None = None) -> list[Claim]:
    """The attributed claims of a document, in order of their start.

    `nlp` is a spaCy pipeline from `stance.parser.load_parser`, by default the small English one. Offsets are half-open
    and count characters (code points) of `document.text`; of two claims with one start the longer comes first. The gate
    is not asked: a document off topic has claims too (`stance.relevance.missing_entities` tells).

    Raises:
        ParserError: the default pipeline is not installed.
    """
    layout = lay_out(document.text)
    return split_claims(document, layout, parse(layout, nlp or load_parser()))


def claim_documents(
    documents: Iterable[Document | DataError], question: Question | None = None
) -> Iterator[Outcome | DataError]:
    """The claims of each document, in order, one document in memory at a time; faults are passed through.

    With a question, documents that do not name each of its sides are not parsed.
    """
    for document in documents:
        if isinstance(document, DataError):
            yield document
        elif question and (missing := missing_from(document, question)):
            yield Outcome(document=document, missing=missing)
        else:
            yield Outcome(document=document, claims=tuple(extract_claims(document)))


def score_documents(
    documents: Iterable[Document | DataError], model: Model, *, gate: bool = True
) -> Iterator[Outcome | DataError]:
    """As `claim_documents`, each outcome with the model's scores of its claims, in the same order."""
    from stance.model import score_claims

    for outcome in claim_documents(documents, model.question if gate else None):
        if isinstance(outcome, DataError):
            yield outcome
        else:
            scored = tuple(score_claims(outcome.claims, model))
            yield Outcome(document=outcome.document, claims=outcome.claims, scored=scored, missing=outcome.missing)


def report_page(outcomes: Sequence[Outcome], model: Model, *, html: bool = True) -> str:
    """Who holds what in the scored documents, as one self-contained HTML page or as Markdown."""
    if not html:
        from stance.report.render import render_markdown

        return render_markdown(report_of(outcomes, model.question))
    from stance.report.html import environment

    return environment().get_template("report.html").render(report_context(outcomes, model))


def write_report(outcomes: Sequence[Outcome], model: Model, kind: ReportFormat, output: Path | None) -> None:
    """Write the report to a file or (None) to standard output: as a page, or its figures as flat rows.

    Raises:
        DataError: it cannot be written.
    """
    if kind in {ReportFormat.HTML, ReportFormat.MD}:
        write_text(output, report_page(outcomes, model, html=kind is ReportFormat.HTML))
        return
    from stance.report import report_rows

    rows = report_rows(report_of(outcomes, model.question))
    write_rows([rows], tuple(rows[0]), Format(kind), output)


def report_of(outcomes: Sequence[Outcome], question: Question) -> Report:
    """The sums over the scored documents."""
    from stance.report import summarise

    scored = [one for outcome in outcomes for one in outcome.scored]
    return summarise(scored, [outcome.document for outcome in outcomes], question)


def report_context(outcomes: Sequence[Outcome], model: Model) -> dict[str, Any]:
    """The values that the HTML report is filled with, for it and for pages that extend it."""
    from stance.manifest import bundle_identity
    from stance.report.contributions import contributions, note
    from stance.report.html import About, page_context

    scored = [one for outcome in outcomes for one in outcome.scored]
    documents = [outcome.document for outcome in outcomes]
    moved = contributions(scored, model)
    about = About(
        model=str(bundle_identity(model.manifest)) if model.manifest else model.question.id,
        labelling=model.manifest.get("who_labelled"),
        contributions=moved,
        notes=(note(model),) if moved else (),
    )
    return page_context(scored, documents, report_of(outcomes, model.question), model.question, about)
