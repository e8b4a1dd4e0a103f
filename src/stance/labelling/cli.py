"""The commands around hand labels: options in, one call, results out. Registered by `stance.cli`."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.errors import UsageError
from stance.tables import Format

if TYPE_CHECKING:
    from stance.labelling.agreement import Figure
    from stance.labelling.codes import Codes
    from stance.labelling.exchange.table import Table
    from stance.labelling.migrate import Migrated
    from stance.labelling.share import Package
    from stance.records import Question

log = logging.getLogger(__name__)

LABELS = Path("data/labeled")
QUESTION = LABELS / "question.toml"
TEXTS = Path("data/raw")
SESSION = Path("labelling")

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
    for command in (agree, migrate, export, merge, share):
        app.command()(command)
    app.command("import")(import_)


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

    known = {document.id: document.text for document in read_folder(texts)} if texts.is_dir() else {}
    merged = work.merge(session, known)
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
    codebook: Annotated[Path, typer.Option("--codebook", help="The codebook.")] = LABELS / "codebook.md",
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
