"""The commands by which a person answers, claim by claim: options in, a session of answers out."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from stance.commands import options, settings
from stance.commands.label_tables import read_scored
from stance.errors import DataError, UsageError
from stance.labelling.queue import RANDOM_SHARE, QueueOrder, draw, extend_queue, read_queue, write_queue
from stance.labels import GOLD, is_place_of_words
from stance.records import Document, Question, claim_row
from stance.stages import WAITING, log_stage
from stance.terminal import counted

if TYPE_CHECKING:
    from stance.labelling.session import SessionView

log = logging.getLogger(__name__)

DIGITS: Final = 9
"""Labels that keys can stand for."""


def label(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Documents.", show_default=str(options.TEXTS))
    ] = None,
    *,
    annotator: options.Annotator,
    session: options.SessionFolder = options.SESSION,
    scores: Annotated[
        Path | None, typer.Option("--scores", help="Scores (JSONL) of the documents, to order the queue by.")
    ] = None,
    order: Annotated[QueueOrder, typer.Option("--order", help="What comes first.")] = QueueOrder.RANDOM,
    random_share: Annotated[
        float, typer.Option("--random-share", help="Share of the queue that is drawn at random whatever the order.")
    ] = RANDOM_SHARE,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Claims in the queue.", show_default="all")
    ] = None,
    extend: Annotated[
        bool, typer.Option("--extend", help="Add claims at random to a queue drawn before, up to --limit.")
    ] = False,
    seed: options.Seed = 0,
    question: options.QuestionPath = None,
    codebook: options.Codebook = None,
    no_gate: Annotated[bool, typer.Option("--no-gate", help="Also documents that do not name both sides.")] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Show neither title, byline nor address, which may sway who labels.")
    ] = False,
    columns: options.Columns = None,
    terminal: options.Terminal = False,
    port: options.Port = 0,
) -> None:
    """Label claims by hand, one key an answer, on a local page or in the terminal.

    Every answer is saved before the next claim shows: stop at any time, and call the same command to continue. The
    queue is drawn once for a session folder, and every annotator works through it.
    """
    from stance.labelling.answer_log import check_person
    from stance.labelling.session import SessionView
    from stance.sources.documents import read_all

    check_person(annotator)
    if not paths and not options.TEXTS.is_dir():
        raise UsageError(f"no documents: name files or folders, as in stance label op-eds -a {shlex.quote(annotator)}")
    asked = settings.load_question(question)
    documents = read_all(paths or [str(options.TEXTS)], settings.reading_options(columns))
    drawn = bool(read_queue(session))
    if drawn and not extend:
        log.info("%s: continuing this session; --limit, --order and --seed are ignored (--extend adds claims)", session)
    elif drawn and limit is None:
        raise UsageError("--extend needs --limit: how many claims the queue is to have")
    else:
        rows = _claims(scores, documents, None if no_gate else asked)
        if limit is not None and drawn:
            log.info("%s: %d claims added", session, extend_queue(session, rows, limit=limit, seed=seed))
        else:
            write_queue(draw(rows, order, limit=limit, share=random_share, seed=seed), session)
    view = SessionView(codebook=settings.read_codebook(codebook or settings.codebook_file(question)), blind=blind)
    _annotate(session, documents, asked, view, annotator=annotator, terminal=terminal, port=port)


def adjudicate(
    tables: options.Tables = None,
    *,
    session: options.SessionFolder = Path("adjudication"),
    texts: Annotated[Path, typer.Option("--texts", help="Folder with the documents.")] = options.TEXTS,
    question: options.QuestionPath = None,
    codebook: options.Codebook = None,
    terminal: options.Terminal = False,
    port: options.Port = 0,
) -> None:
    """Settle the disagreements of annotators, each with a reason; stance merge then writes them as `gold` labels."""
    from stance.labelling.annotations import join_overlapping, read_annotations
    from stance.labelling.merge import disagreement_queue
    from stance.labelling.session import SessionView

    asked, documents = settings.load_question(question), settings.load_documents(texts)
    if not read_queue(session):
        known = {document.id: document.text for document in documents}
        annotations = join_overlapping(read_annotations(settings.find_label_tables(tables), asked))
        write_queue(disagreement_queue(annotations, known), session)
    for claim in (item.claim for item in read_queue(session)):
        if is_place_of_words(claim["document"], claim["text"]):  # words without a place are the document that they are
            documents.append(Document(id=claim["document"], text=claim["text"]))
    view = SessionView(codebook=settings.read_codebook(codebook or settings.codebook_file(question)), needs_reason=True)
    _annotate(session, documents, asked, view, annotator=GOLD, terminal=terminal, port=port)


def _annotate(
    session: Path,
    documents: Sequence[Document],
    question: Question,
    view: SessionView,
    *,
    annotator: str,
    terminal: bool,
    port: int,
) -> None:
    """Label the session's queue as this annotator, until done or interrupted, in the terminal or on the page."""
    from stance.labelling.session import open_session

    if terminal and len(question.labels) > DIGITS:
        raise UsageError(f"the terminal has {DIGITS} digits for {len(question.labels)} labels; use the page")
    if not terminal and not (find_spec("fastapi") and find_spec("uvicorn")):
        raise UsageError("the page needs FastAPI: pip install 'stance[web]'; or label with --terminal")
    with open_session(session, annotator, documents, question, view) as annotation_session:
        log_stage(WAITING)
        if terminal:
            from rich.console import Console

            from stance.labelling.terminal import label_in_terminal, standard_input

            label_in_terminal(annotation_session, Console(), standard_input())
        else:
            from stance.web.label_page import serve_page

            serve_page(annotation_session, annotator, port=port)


def _claims(scores: Path | None, documents: list[Document], question: Question | None) -> list[dict[str, Any]]:
    """What can be labelled: the scores where a file is named, else the claims of the documents that are on topic."""
    if scores:
        return read_scored(scores)
    from stance.pipeline import claim_documents

    outcomes = [outcome for outcome in claim_documents(documents, question) if not isinstance(outcome, DataError)]
    rows = [claim_row(claim) for outcome in outcomes for claim in outcome.claims]
    off_topic = sum(bool(outcome.missing) for outcome in outcomes)
    if not rows:
        raise DataError(f"no claims: {off_topic} of {len(outcomes)} documents are off topic (--no-gate reads them)")
    found, read = counted(len(rows), "claim"), counted(len(outcomes) - off_topic, "document")
    log.info("%s of %s, %d off topic", found, read, off_topic)
    return rows
