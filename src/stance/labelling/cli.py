"""The commands around hand labels: options in, one call, results out. Registered by `stance.cli`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.commands.options import QUESTION, TEXTS, Output, QuestionPath, Seed, Tables
from stance.commands.settings import asked_question, found_tables
from stance.errors import DataError, UsageError
from stance.labelling.inputs import (
    read_all_codes,
    read_all_documents,
    read_all_metadata,
    read_joined,
    read_scored,
    with_texts,
)
from stance.labelling.options import (
    CODEBOOK,
    SESSION,
    Annotator,
    Codebook,
    Exchanged,
    Order,
    Port,
    SessionFolder,
    Shown,
    ShownChoice,
    Terminal,
)
from stance.labelling.outputs import (
    format_shown,
    tell_migrated,
    tell_shared,
    write_csv,
    write_disagreements,
    write_or_print,
)
from stance.tables import Format

if TYPE_CHECKING:
    from stance.labelling.agreement import Figure
    from stance.labelling.codes import Codes
    from stance.records import Document, Question

log = logging.getLogger(__name__)

GOLD = "gold"  # as in stance.labels, which is not needed to show help

DIGITS = 9
"""Labels that keys can stand for."""

FEW_DOCUMENTS = 10
"""With fewer documents than this, an interval from drawing documents anew is only a hint."""

MOST_SHOWN = 10
"""How many disagreements are spelt out below the figures."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    for command in (label, merge, agree, adjudicate, migrate, export, share):
        app.command()(command)
    app.command("import")(import_)


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
    order: Annotated[Order, typer.Option("--order", help="What comes first.")] = Order.RANDOM,
    random_share: Annotated[
        float, typer.Option("--random-share", help="Share of the queue that is drawn at random whatever the order.")
    ] = 0.2,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Claims in the queue.", show_default="all")
    ] = None,
    seed: Seed = 0,
    question: QuestionPath = None,
    codebook: Codebook = CODEBOOK,
    no_gate: Annotated[bool, typer.Option("--no-gate", help="Also documents that do not name both sides.")] = False,
    terminal: Terminal = False,
    port: Port = 0,
) -> None:
    """Label claims one by one: digits label, every answer is on disk before the next claim shows.

    The queue is drawn once a session folder; every annotator works through it, and goes on where they stopped.
    """
    from stance.labelling import order as queues
    from stance.labelling.session import check_person

    check_person(annotator)
    asked, documents = asked_question(question), read_all_documents(paths or [str(TEXTS)])
    if not queues.read_queue(session):
        rows = read_scored(scores) if scores else _claimed(documents, None if no_gate else asked)
        queues.save_queue(queues.draw(rows, queues.Order(order), limit=limit, share=random_share, seed=seed), session)
    else:
        log.info("%s: its queue goes on; --order, --limit and --seed are those it was drawn with", session)
    _sit(session, annotator, documents, asked, Desk(codebook, terminal=terminal, port=port))


def adjudicate(
    tables: Tables = None,
    *,
    session: SessionFolder = Path("adjudication"),
    texts: Annotated[Path, typer.Option("--texts", help="Folder with the documents.")] = TEXTS,
    question: QuestionPath = None,
    codebook: Codebook = CODEBOOK,
    terminal: Terminal = False,
    port: Port = 0,
) -> None:
    """Settle disagreements one by one; the answers become `gold` rows with their reason (`stance merge`)."""
    from stance.documents import read_folder
    from stance.labelling.adjudicate import disputed
    from stance.labelling.codes import read_codes
    from stance.labelling.order import read_queue, save_queue

    asked = asked_question(question)
    documents = read_folder(texts)
    if not read_queue(session):
        known = {document.id: document.text for document in documents}
        save_queue(disputed(read_codes(found_tables(tables), asked), known), session)
    _sit(session, GOLD, documents, asked, Desk(codebook, terminal=terminal, port=port))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an annotator sits: the codebook beside them, at the page or, with `terminal`, in the terminal."""

    codebook: Path
    terminal: bool
    port: int


def _sit(session: Path, annotator: str, documents: Sequence[Document], question: Question, desk: Desk) -> None:
    """Label the session's queue as this annotator, until done or interrupted."""
    from stance.labelling.order import read_queue
    from stance.labelling.session import AnswerLog, file_of
    from stance.labelling.sitting import Sitting, read_codebook

    with AnswerLog(file_of(session, annotator)) as answers:
        if answers.mended:
            log.warning("%s: an unfinished last line was removed; it had not been told as saved", answers.path)
        texts = {document.id: document.text for document in documents}
        sitting = Sitting(read_queue(session), answers, texts, question)
        sitting.urls = {document.id: document.url for document in documents if document.url}
        sitting.codebook, sitting.needs_reason = read_codebook(desk.codebook), annotator == GOLD
        if desk.terminal and len(question.labels) > DIGITS:
            raise UsageError(f"the terminal has {DIGITS} digits for {len(question.labels)} labels; use the page")
        if desk.terminal:
            from rich.console import Console

            from stance.labelling.terminal import label_in_terminal, standard_input

            label_in_terminal(sitting, Console(), standard_input())
        else:
            if find_spec("fastapi") is None or find_spec("uvicorn") is None:
                raise UsageError("the page needs FastAPI: pip install 'stance[web]'; or label with --terminal")
            from stance.labelling.page import serve_page

            serve_page(sitting, annotator, port=desk.port)


def _claimed(documents: list[Document], question: Question | None) -> list[dict[str, Any]]:
    """The claims of the documents that are on topic.

    Raises:
        DataError: there are none.
    """
    from stance.pipeline import claim_documents
    from stance.records import claim_row

    outcomes = [outcome for outcome in claim_documents(documents, question) if not isinstance(outcome, DataError)]
    rows = [claim_row(claim) for outcome in outcomes for claim in outcome.claims]
    off_topic = sum(bool(outcome.missing) for outcome in outcomes)
    if not rows:
        raise DataError(f"no claims: {off_topic} of {len(outcomes)} documents are off topic (--no-gate reads them)")
    log.info("%d claims of %d documents, %d off topic", len(rows), len(outcomes) - off_topic, off_topic)
    return rows


def agree(
    tables: Tables = None,
    *,
    question: QuestionPath = None,
    model_scores: Annotated[
        Path | None, typer.Option("--model-scores", help="Scores (JSONL) of the same spans: the model as a coder.")
    ] = None,
    disagreements: Annotated[
        Path | None, typer.Option("--disagreements", help="CSV to write with the spans whose codes differ.")
    ] = None,
    form: ShownChoice = None,
    output: Output = None,
    seed: Seed = 0,
) -> None:
    """Say how far annotators agree: kappa and alpha, plain and ordered, overall, by label and by pair.

    Only document, start, end, label and annotator are needed; the texts need not be at hand.
    """
    from stance.labelling.agreement import measure

    codes = read_all_codes(tables, question, model_scores)
    figures = measure(codes, seed=seed)
    if (most := max(figure.documents for figure in figures)) < FEW_DOCUMENTS:
        log.info("documents coded by several: %d, %s", most, "the intervals are a hint" if most > 1 else "no intervals")
    _write_figures(figures, codes, format_shown(form, output), output)
    if disagreements:
        write_disagreements(codes, disagreements)


def _write_figures(figures: list[Figure], codes: Codes, kind: Shown, output: Path | None) -> None:
    from stance.commands.console import show
    from stance.labelling.agreement import COLUMNS
    from stance.labelling.views import agreement_shown
    from stance.tables import row_writer

    if kind is Shown.TABLE:
        show(agreement_shown(figures, codes, MOST_SHOWN), output)
        return
    with row_writer(Format(kind), output, COLUMNS) as write:
        write(figure.row() for figure in figures)


def migrate(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="Label table (CSV) made on the old texts.")],
    *,
    old: Annotated[Path, typer.Option("--from", help="Folder or file with the texts as they were labelled.")],
    new: Annotated[Path, typer.Option("--to", help="Folder or file with the corrected or newly extracted texts.")],
    output: Output = None,
    left: Annotated[
        Path | None, typer.Option("--left", help="CSV for the rows left behind.", show_default="beside -o: *.left.csv")
    ] = None,
) -> None:
    """Carry labels over to new versions of their texts; what moved, is ambiguous or lost is listed by name."""
    from stance.labelling import migrate as work
    from stance.labels import read_rows

    header, rows = read_rows(table)
    documents = list(dict.fromkeys(row["document"] for row in rows if row.get("document")))
    done = work.migrate(str(table), rows, work.versions(old, documents), work.versions(new, documents))
    write_csv(done.rows, header, output)
    left = left or (output.with_suffix(".left.csv") if output else None)
    if left and done.left:
        write_csv(done.left, (*header, *work.LEFT_COLUMNS), left)
    tell_migrated(done, left)


def export(
    tables: Tables = None,
    *,
    to: Annotated[Exchanged, typer.Option("--to", help="Format; `wide` is a line a span for R and spreadsheets.")],
    output: Output = None,
    texts: Annotated[Path, typer.Option("--texts", help="Folder with the documents, for rows without text.")] = TEXTS,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark, which Excel needs.")] = False,
    label_config: Annotated[
        Path | None, typer.Option("--label-config", help="Also write Label Studio's labelling interface (XML).")
    ] = None,
) -> None:
    """Write label tables in another tool's format; `stance import` brings them back cell for cell."""
    from stance.labelling.exchange import FORMATS
    from stance.labelling.exchange.label_studio import label_config as interface
    from stance.tables import write_text

    table = with_texts(read_joined(found_tables(tables)), texts)
    write_or_print(("\ufeff" if bom else "") + FORMATS[to].dump(table), output)
    if label_config:
        write_text(label_config, interface(table.labels))


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that another tool, or `export`, wrote.")],
    *,
    origin: Annotated[Exchanged, typer.Option("--from", help="The format of the file.")],
    output: Output = None,
) -> None:
    """Read another tool's labels, or an export that came back, as a label table (CSV)."""
    from stance.labelling.exchange import FORMATS
    from stance.labelling.exchange.comma import csv_text

    table = FORMATS[origin].load(file)
    write_or_print(csv_text(table), output)
    log.info("%s: %d rows", file, len(table.rows))


def merge(
    session: Annotated[Path, typer.Argument(metavar="SESSION", help="Folder of a labelling session.")] = SESSION,
    *,
    output: Output = None,
    texts: Annotated[Path, typer.Option("--texts", help="Folder with the documents, for corrected spans.")] = TEXTS,
) -> None:
    """Put the answers of all annotators of a session into one label table (CSV)."""
    from stance.documents import read_folder
    from stance.labelling import merge as work

    merged = work.merge(session, lambda: {document.id: document.text for document in read_folder(texts)})
    write_csv(merged.rows, work.COLUMNS, output)
    for what, counts in (("skipped", merged.skipped), ("flagged without a label", merged.flagged)):
        for annotator, count in counts.items():
            log.info("%s: %d claims %s, not in the table", annotator, count, what)
    log.info("%d labels", len(merged.rows))


def share(
    tables: Tables = None,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="New folder for the package.")],
    texts: Annotated[Path, typer.Option("--texts", help="Folder with the documents, for their SHA-256.")] = TEXTS,
    free: Annotated[Path | None, typer.Option("--free", help="Folder with texts that may be passed on.")] = None,
    question: QuestionPath = None,
    codebook: Codebook = CODEBOOK,
    model: Annotated[Path | None, typer.Option("--model", "-m", help="Bundle to put in.")] = None,
) -> None:
    """Write a replication package without the words of texts that may not be passed on (see `stance rehydrate`)."""
    from stance.labelling.share import Parts
    from stance.labelling.share import share as package

    asked = question or (QUESTION if QUESTION.is_file() else None)
    parts = Parts(
        tables=found_tables(tables),
        texts=texts,
        free=free,
        question=asked,
        codebook=codebook,
        model=model,
        metadata=read_all_metadata(texts),
    )
    tell_shared(package(parts, output), output)
