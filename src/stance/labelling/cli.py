"""The commands around hand labels: options in, one call, results out. Registered by `stance.cli`."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.errors import DataError, UsageError
from stance.tables import Format

if TYPE_CHECKING:
    from stance.labelling.agreement import Figure
    from stance.labelling.codes import Codes
    from stance.labelling.exchange.table import Table
    from stance.labelling.migrate import Migrated
    from stance.labelling.share import Package
    from stance.records import Document, Question

log = logging.getLogger(__name__)

LABELS = Path("data/labeled")
QUESTION = LABELS / "question.toml"
TEXTS = Path("data/raw")
SESSION = Path("labelling")
CODEBOOK = LABELS / "codebook.md"
GOLD = "gold"  # as in stance.labels, which is not needed to show help

DIGITS = 9

FEW_DOCUMENTS = 10
"""With fewer documents than this, an interval from drawing documents anew is only a hint."""

MOST_SHOWN = 10
"""How many disagreements are spelt out below the figures."""

Tables = Annotated[
    list[Path] | None,
    typer.Argument(metavar="TABLE...", help="Label tables (CSV).", show_default="data/labeled/*.csv"),
]
QuestionPath = Annotated[
    Path | None, typer.Option("--question", help="Question file (TOML).", show_default=str(QUESTION))
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write, whole or not at all.")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything that is drawn.")]


Annotator = Annotated[str, typer.Option("--annotator", "-a", help="Your name; answers are kept under it.")]
SessionFolder = Annotated[Path, typer.Option("--session", help="Folder of the queue and the answers.")]
Codebook = Annotated[Path, typer.Option("--codebook", help="The codebook to show.")]
Terminal = Annotated[bool, typer.Option("--terminal", help="In this terminal, without a browser.")]
Port = Annotated[int, typer.Option("--port", "-p", help="Port of the page.", show_default="any free one")]


class Order(StrEnum):
    """What comes first in a queue; the model's orders need --scores."""

    RANDOM = "random"
    UNCERTAIN = "uncertain"
    DIVERSE = "diverse"
    NOVEL = "novel"


class Shown(StrEnum):
    """How agreement is written: for eyes or for programs."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


ShownChoice = Annotated[
    Shown | None,
    typer.Option("--format", help="How to write it.", show_default="by -o's suffix; else table on a terminal, jsonl"),
]


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
    asked, documents = _asked(question), _documents(paths or [str(TEXTS)])
    if not queues.read_queue(session):
        rows = _scored(scores) if scores else _claimed(documents, None if no_gate else asked)
        queues.save_queue(queues.draw(rows, queues.Order(order), limit=limit, share=random_share, seed=seed), session)
    else:
        log.info("%s: its queue goes on; --order, --limit and --seed are those it was drawn with", session)
    texts = {document.id: document.text for document in documents}
    _sit(session, annotator, texts, asked, Desk(codebook, terminal=terminal, port=port))


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

    asked = _asked(question)
    known = {document.id: document.text for document in read_folder(texts)}
    if not read_queue(session):
        save_queue(disputed(read_codes(_found(tables), asked), known), session)
    _sit(session, GOLD, known, asked, Desk(codebook, terminal=terminal, port=port))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an annotator sits: the codebook beside them, at the page or, with `terminal`, in the terminal."""

    codebook: Path
    terminal: bool
    port: int


def _sit(session: Path, annotator: str, texts: Mapping[str, str], question: Question, desk: Desk) -> None:
    """Label the session's queue as this annotator, until done or interrupted."""
    from stance.labelling.order import read_queue
    from stance.labelling.session import AnswerLog, file_of
    from stance.labelling.sitting import Sitting, read_codebook

    with AnswerLog(file_of(session, annotator)) as answers:
        if answers.mended:
            log.warning("%s: an unfinished last line was removed; it had not been told as saved", answers.path)
        sitting = Sitting(read_queue(session), answers, texts, question)
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


def _asked(path: Path | None) -> Question:
    from stance.question import read_question

    return read_question(path or QUESTION)


def _documents(paths: list[str]) -> list[Document]:
    from stance.documents import find_sources, read_documents

    documents = []
    for document in read_documents(find_sources(paths)):
        if isinstance(document, DataError):
            raise document
        documents.append(document)
    return documents


def _scored(path: Path) -> list[dict[str, Any]]:
    """The scores of a file.

    Raises:
        DataError: the file is no scores, or lacks the words of its claims.
    """
    from stance.labelling.codes import read_scores

    rows = [row for _, row in read_scores(path)]
    if not rows or any("text" not in row for row in rows):
        raise DataError(f"{path}: no scores with the words of their claims; give `stance score --format jsonl`")
    return rows


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

    codes = _codes(tables, question, model_scores)
    figures = measure(codes, seed=seed)
    if (most := max(figure.documents for figure in figures)) < FEW_DOCUMENTS:
        log.info("the intervals rest on %d documents: a hint, no more", most)
    _write_figures(figures, codes, _shown(form, output), output)
    if disagreements:
        _write_disagreements(codes, disagreements)


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
    _write_csv(done.rows, header, output)
    left = left or (output.with_suffix(".left.csv") if output else None)
    if left and done.left:
        _write_csv(done.left, (*header, *work.LEFT_COLUMNS), left)
    _tell_migrated(done, left)


def _write_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str], path: Path | None) -> None:
    from stance.tables import row_writer

    with row_writer(Format.CSV, path, columns) as write:
        write(rows)


def _tell_migrated(done: Migrated, left: Path | None) -> None:
    """Name what moved, is ambiguous or lost, then count everything."""
    from stance.labelling.anchors import Fate
    from stance.labelling.migrate import fate_lines

    for fate in (Fate.MOVED, Fate.AMBIGUOUS, Fate.LOST):
        for line in fate_lines(done, fate):
            log.info("%s: %s", fate, line)
    for document, count in done.untouched.items():
        log.info("%s: neither version given, %d rows as they were", document, count)
    log.info("%s", ", ".join(f"{done.fates[fate]} {fate}" for fate in Fate))
    if done.left:
        log.warning("%d rows are not in the table%s", len(done.left), f", but in {left}" if left else "")


class Exchanged(StrEnum):
    """The formats of label tables."""

    CSV = "csv"
    JSONL = "jsonl"
    LABEL_STUDIO = "label-studio"
    PRODIGY = "prodigy"
    DOCCANO = "doccano"
    WIDE = "wide"


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

    table = _with_texts(_joined(_found(tables)), texts)
    _write_text(("\ufeff" if bom else "") + FORMATS[to].dump(table), output)
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
    _write_text(csv_text(table), output)
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
    _write_csv(merged.rows, work.COLUMNS, output)
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
        tables=_found(tables),
        texts=texts,
        free=free,
        question=asked,
        codebook=codebook,
        model=model,
        metadata=_metadata(texts),
    )
    _tell_shared(package(parts, output), output)


def _metadata(folder: Path) -> dict[str, dict[str, str]]:
    """What every `sources.csv` in and below the folder knows of its documents."""
    from stance.documents import METADATA, read_metadata

    tables = sorted(folder.rglob(METADATA)) if folder.is_dir() else []
    return {name: known for table in tables for name, known in read_metadata(table).items()}


def _tell_shared(package: Package, output: Path) -> None:
    texts = f"{len(package.texts)} texts, {len(package.named)} documents by SHA-256"
    log.info("wrote %s: %d labels, %s", output, package.rows, texts)
    for table, count in package.left_out.items():
        log.warning("%s: %d rows left out, they have no position and their words are not shared", table, count)
    if package.unknown:
        names = ", ".join(package.unknown[:MOST_SHOWN])
        log.warning("%d documents are not at hand, so nobody can find them by SHA-256: %s", len(package.unknown), names)


def _joined(paths: list[Path]) -> Table:
    from stance.labelling.exchange.comma import load
    from stance.labelling.exchange.table import joined

    return joined([load(path) for path in paths])


def _with_texts(table: Table, folder: Path) -> Table:
    """The table with the words of rows that have none, where the documents are at hand; says how many stay without."""
    from stance.documents import read_folder
    from stance.labelling.exchange.table import filled

    texts = {document.id: document.text for document in read_folder(folder)} if folder.is_dir() else {}
    table = filled(table, texts)
    if bare := sum(not text for text in table.shown):
        log.warning("%d rows have no text: their documents are not in %s (--texts)", bare, folder)
    return table


def _write_text(text: str, output: Path | None) -> None:
    from stance.tables import write_text

    if output:
        write_text(output, text)
    else:
        typer.echo(text.encode(), nl=False)


def _codes(tables: list[Path] | None, question: Path | None, scores: Path | None) -> Codes:
    """The codes of the tables, and of the model's scores as one more coder."""
    from stance.labelling.codes import add_model, read_codes

    found = _found(tables)
    codes = read_codes(found, _question(question, found))
    if scores:
        codes, matched = add_model(codes, scores)
        log.info("%s: %d of %d spans have a score", scores, matched, len(codes.spans))
    return codes


def _question(path: Path | None, tables: list[Path]) -> Question | None:
    """The question given, else the one beside the labels if the tables answer it; None: labels without an order."""
    from stance.labelling.codes import read_codes
    from stance.question import read_question

    if path:
        return read_question(path)
    asked = read_question(QUESTION) if QUESTION.is_file() else None
    if asked and set(read_codes(tables, None).labels) <= set(asked.labels):
        return asked
    log.info("labels are taken without an order (--question gives them one)")
    return None


def _found(tables: list[Path] | None) -> list[Path]:
    found = tables or sorted(LABELS.glob("*.csv"))
    if not found:
        raise UsageError(f"no label tables: name some, or work where {LABELS}/*.csv is")
    return found


def _shown(form: Shown | None, output: Path | None) -> Shown:
    """The format asked for, else the output's by its suffix, else a table for eyes and JSON lines for a pipe."""
    import sys

    if form:
        return form
    if output:
        return {f".{kind}": kind for kind in Shown}.get(output.suffix.lower(), Shown.JSONL)
    return Shown.TABLE if sys.stdout.isatty() else Shown.JSONL


def _write_figures(figures: list[Figure], codes: Codes, kind: Shown, output: Path | None) -> None:
    from stance.console import show
    from stance.labelling.agreement import COLUMNS
    from stance.labelling.views import agreement_shown
    from stance.tables import row_writer

    if kind is Shown.TABLE:
        show(agreement_shown(figures, codes, MOST_SHOWN), output)
        return
    with row_writer(Format(kind), output, COLUMNS) as write:
        write(figure.row() for figure in figures)


def _write_disagreements(codes: Codes, path: Path) -> None:
    from stance.labelling.agreement import disagreement_columns, disagreements
    from stance.tables import row_writer

    rows = disagreements(codes)
    with row_writer(Format.CSV, path, disagreement_columns(codes)) as write:
        write(rows)
    log.info("wrote %s: %d spans whose codes differ", path, len(rows))
