"""The commands by which a person answers, claim by claim: options in, a session of answers out."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from stance.commands.label_tables import read_scored
from stance.commands.options import (
    SESSION,
    TEXTS,
    Annotator,
    Codebook,
    Columns,
    Port,
    QuestionPath,
    Seed,
    SessionFolder,
    Tables,
    Terminal,
)
from stance.commands.settings import (
    codebook_file,
    find_label_tables,
    load_documents,
    load_question,
    read_codebook,
    reading_options,
)
from stance.errors import DataError, UsageError
from stance.labelling.queue import RANDOM_SHARE, QueueOrder
from stance.labels import GOLD, is_place_of_words
from stance.records import claim_row
from stance.stages import WAITING, log_stage
from stance.terminal import counted

if TYPE_CHECKING:
    from stance.records import Document, Question

log = logging.getLogger(__name__)

DIGITS: Final = 9
"""Labels that keys can stand for."""


def label(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Documents.", show_default=str(TEXTS))
    ] = None,
    *,
    annotator: Annotator,
    session: SessionFolder = SESSION,
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
    seed: Seed = 0,
    question: QuestionPath = None,
    codebook: Codebook = None,
    no_gate: Annotated[bool, typer.Option("--no-gate", help="Also documents that do not name both sides.")] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Show neither title, byline nor address, which may sway who labels.")
    ] = False,
    columns: Columns = None,
    terminal: Terminal = False,
    port: Port = 0,
) -> None:
    """Label claims by hand, one key an answer, on a local page or in the terminal.

    Every answer is saved before the next claim shows: stop at any time, and call the same command to continue. The
    queue is drawn once for a session folder, and every annotator works through it.
    """
    from stance.labelling import queue as queues
    from stance.labelling.answer_log import check_person
    from stance.sources.documents import read_all

    check_person(annotator)
    if not paths and not TEXTS.is_dir():
        raise UsageError(f"no documents: name files or folders, as in stance label op-eds -a {shlex.quote(annotator)}")
    asked, documents = load_question(question), read_all(paths or [str(TEXTS)], reading_options(columns))
    gate = None if no_gate else asked
    if not queues.read_queue(session):
        rows = _claims(scores, documents, gate)
        queues.write_queue(queues.draw(rows, order, limit=limit, share=random_share, seed=seed), session)
    elif not extend:
        log.info("%s: continuing this session; --limit, --order and --seed are ignored (--extend adds claims)", session)
    elif limit is None:
        raise UsageError("--extend needs --limit: how many claims the queue is to have")
    else:
        rows = _claims(scores, documents, gate)
        log.info("%s: %d claims added", session, queues.extend_queue(session, rows, limit=limit, seed=seed))
    book = codebook or codebook_file(question)
    _annotate(session, annotator, documents, asked, AnnotationOptions(book, terminal, port, blind))


def adjudicate(
    tables: Tables = None,
    *,
    session: SessionFolder = Path("adjudication"),
    texts: Annotated[Path, typer.Option("--texts", help="Folder with the documents.")] = TEXTS,
    question: QuestionPath = None,
    codebook: Codebook = None,
    terminal: Terminal = False,
    port: Port = 0,
) -> None:
    """Settle the disagreements of annotators, each with a reason; stance merge then writes them as `gold` labels."""
    from stance.labelling.annotations import join_overlapping, read_annotations
    from stance.labelling.merge import disagreement_queue
    from stance.labelling.queue import read_queue, write_queue

    asked, documents = load_question(question), load_documents(texts)
    if not read_queue(session):
        known = {document.id: document.text for document in documents}
        annotations = join_overlapping(read_annotations(find_label_tables(tables), asked))
        write_queue(disagreement_queue(annotations, known), session)
    documents += _words_alone(session)
    _annotate(session, GOLD, documents, asked, AnnotationOptions(codebook or codebook_file(question), terminal, port))


@dataclass(frozen=True, slots=True)
class AnnotationOptions:
    """Where an annotator sits: the codebook beside them, at the page or, with `terminal`, in the terminal."""

    codebook: Path
    terminal: bool
    port: int
    blind: bool = False


def _annotate(
    session: Path, annotator: str, documents: Sequence[Document], question: Question, options: AnnotationOptions
) -> None:
    """Label the session's queue as this annotator, until done or interrupted."""
    from stance.labelling.session import SessionView, open_session

    if options.terminal and len(question.labels) > DIGITS:
        raise UsageError(f"the terminal has {DIGITS} digits for {len(question.labels)} labels; use the page")
    if not options.terminal and not (find_spec("fastapi") and find_spec("uvicorn")):
        raise UsageError("the page needs FastAPI: pip install 'stance[web]'; or label with --terminal")
    book = read_codebook(options.codebook)
    view = SessionView(codebook=book, needs_reason=annotator == GOLD, blind=options.blind)
    with open_session(session, annotator, documents, question, view) as annotation_session:
        log_stage(WAITING)
        if options.terminal:
            from rich.console import Console

            from stance.labelling.terminal import label_in_terminal, standard_input

            label_in_terminal(annotation_session, Console(), standard_input())
        else:
            from stance.web.label_page import serve_page

            serve_page(annotation_session, annotator, port=options.port)


def _words_alone(session: Path) -> list[Document]:
    """The claims of the queue that have no place in a text, each as the document that it is."""
    from stance.labelling.queue import read_queue
    from stance.records import Document

    claims = (item.claim for item in read_queue(session))
    alone = (claim for claim in claims if is_place_of_words(claim["document"], claim["text"]))
    return [Document(id=claim["document"], text=claim["text"]) for claim in alone]


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
