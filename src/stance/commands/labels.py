"""The commands around tables of hand labels: options in, one call, results out. Registered by `stance.cli`."""

from __future__ import annotations

import logging
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from stance.commands import console, options, settings
from stance.commands.label_tables import (
    agreement_tables,
    log_migration,
    log_package,
    read_all_annotations,
    read_all_metadata,
    statements,
    with_texts,
    write_csv,
    write_or_print,
)
from stance.files import write_text
from stance.labels import GOLD
from stance.sources import read_texts
from stance.tables import Format, csv_text, spreadsheet_cell, write_rows
from stance.terminal import counted
from stance.text_tables import numbered_rows

log = logging.getLogger(__name__)

FEW_DOCUMENTS = 10
"""With fewer documents than this, an interval from drawing documents anew is only a hint."""


def agree(
    tables: options.Tables = None,
    *,
    question: options.QuestionPath = None,
    model_scores: Annotated[
        Path | None,
        typer.Option("--model-scores", help="Scores (JSONL) of the same spans: the model as an annotator."),
    ] = None,
    disagreements: Annotated[
        Path | None,
        typer.Option("--disagreements", readable=False, help="Also write the spans whose labels differ (CSV)."),
    ] = None,
    form: options.FormatChoice = None,
    output: options.Output = None,
    seed: options.Seed = 0,
) -> None:
    """Say how far annotators agree: kappa and alpha, plain and ordered, overall, by label and by pair.

    Only document, start, end, label and annotator are needed, or text, label and annotator where the words alone were
    labelled; the texts need not be at hand.
    """
    from stance.labelling import agreement

    annotations = read_all_annotations(tables, question, model_scores)
    figures = agreement.measure(annotations, seed=seed)
    if (most := max(figure.documents for figure in figures)) < FEW_DOCUMENTS:
        only = f"only {counted(most, 'document')} labelled by several annotators"
        log.info("%s: %s", only, "intervals are rough" if most > 1 else "no intervals")
    shown = agreement_tables(figures, annotations)
    rows = [figure.row() for figure in figures]
    console.write_or_show(rows, agreement.COLUMNS, settings.format_of(form, output), output, tables=shown)
    if disagreements:
        differing = agreement.disagreements(annotations)
        write_rows([differing], agreement.disagreement_columns(annotations), Format.CSV, disagreements)
        log.info("wrote %s: %d spans whose annotations differ", disagreements, len(differing))


def migrate(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="Label table (CSV) made on the old texts.")],
    *,
    old: Annotated[Path, typer.Option("--from", help="Folder or file with the texts as they were labelled.")],
    new: Annotated[Path, typer.Option("--to", help="Folder or file with the corrected or newly extracted texts.")],
    output: options.Output = None,
    left: Annotated[
        Path | None,
        typer.Option(
            "--left", readable=False, help="CSV for the rows left behind.", show_default="beside -o: *.left.csv"
        ),
    ] = None,
) -> None:
    """Carry labels over to new versions of their texts; what moved, is ambiguous or lost is listed by name."""
    from stance.labelling import migrate as work

    header, rows = numbered_rows(table)
    documents = list(dict.fromkeys(row["document"] for _, row in rows if row.get("document")))
    done = work.migrate(str(table), rows, work.versions(old, documents), work.versions(new, documents))
    write_csv(done.rows, header, output)
    left = left or (output.with_suffix(".left.csv") if output else None)
    if left and done.left:
        write_csv(done.left, (*header, *work.LEFT_COLUMNS), left)
    log_migration(done, left)


def export(
    tables: options.Tables = None,
    *,
    to: Annotated[
        options.Exchanged, typer.Option("--to", help="Format; `wide` is a line a span for R and spreadsheets.")
    ],
    output: options.Output = None,
    texts: Annotated[
        Path, typer.Option("--texts", help="Folder with the documents, for rows without text.")
    ] = options.TEXTS,
    question: options.QuestionPath = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark, which Excel needs.")] = False,
    spreadsheet_safe: Annotated[
        bool,
        typer.Option("--spreadsheet-safe", help="Put an apostrophe before cells that a spreadsheet would run."),
    ] = False,
    label_config: Annotated[
        Path | None,
        typer.Option("--label-config", readable=False, help="Also write Label Studio's labelling interface (XML)."),
    ] = None,
) -> None:
    """Write label tables in another tool's format; `stance import` brings them back cell for cell.

    `dna` and `graphml` take scores (JSON lines) as well and go one way: statements for the Discourse Network Analyzer,
    and the network of speakers and stances.
    """
    from stance.labelling.exchange import FORMATS
    from stance.labelling.exchange.label_studio import label_config as interface
    from stance.labelling.exchange.rows import load_csv
    from stance.labelling.exchange.table import joined

    if to in options.STATEMENTS:
        write_or_print(
            statements(settings.find_label_tables(tables), to, texts, settings.load_question(question)), output
        )
        return
    table = with_texts(joined(list(map(load_csv, settings.find_label_tables(tables)))), texts)
    if spreadsheet_safe:
        rows = tuple({name: spreadsheet_cell(cell) for name, cell in row.items()} for row in table.rows)
        table = replace(table, rows=rows)
    content = FORMATS[to].dump(table)
    write_or_print("\ufeff" + content if bom and isinstance(content, str) else content, output)
    if label_config:
        write_text(label_config, interface(table.labels))


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that another tool, or `export`, wrote.")],
    *,
    origin: Annotated[options.Exchanged, typer.Option("--from", help="The format of the file.")],
    output: options.Output = None,
) -> None:
    """Read another tool's labels, or an export that came back, as a label table (CSV)."""
    from stance.labelling.exchange import FORMATS

    table = FORMATS[origin].load(file)
    write_or_print(csv_text(table.columns, table.rows), output)
    log.info("read %s from %s", counted(len(table.rows), "row"), file)


def merge(
    session: Annotated[
        Path, typer.Argument(metavar="SESSION", help="Folder of a labelling session.")
    ] = options.SESSION,
    *,
    output: options.Output = None,
    texts: Annotated[
        Path, typer.Option("--texts", help="Folder with the documents, for corrected spans.")
    ] = options.TEXTS,
) -> None:
    """Put the answers of all annotators of a session into one label table (CSV)."""
    from stance.labelling import merge as work

    merged = work.merge(session, lambda: read_texts(texts))
    write_csv(merged.rows, work.COLUMNS, output)
    for what, counts in (("skipped", merged.skipped), ("flagged without a label", merged.flagged)):
        for annotator, count in counts.items():
            log.info("%s: %d claims %s, not in the table", annotator, count, what)
    log.info("%s%s", f"wrote {output}: " if output else "", counted(len(merged.rows), "label"))
    if output:
        log.info("next: %s", _next_calls(shlex.quote(str(output)), {row["annotator"] for row in merged.rows}))


def _next_calls(table: str, annotators: set[str]) -> str:
    """What one does with a table of these annotators' labels; settled labels count beside those that they settle."""
    settled = annotators == {GOLD}
    agreeing = f"stance agree {table} (agreement), " if len(annotators) > 1 else ""
    before = "--labels TABLE-THAT-IT-SETTLES " if settled else ""
    trained = f"TABLE-THAT-IT-SETTLES {table}" if settled else f"{table} ..."
    return f"{agreeing}stance estimate TEXTS {before}--labels {table} (shares), stance train {trained} (a model)"


def share(
    tables: options.Tables = None,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", readable=False, help="New folder for the package.")],
    texts: Annotated[
        Path, typer.Option("--texts", help="Folder with the documents, for their SHA-256.")
    ] = options.TEXTS,
    free: Annotated[Path | None, typer.Option("--free", help="Folder with texts that may be passed on.")] = None,
    question: options.QuestionPath = None,
    codebook: options.Codebook = None,
    model: Annotated[Path | None, typer.Option("--model", "-m", help="Bundle to put in.")] = None,
) -> None:
    """Write a replication package without the words of texts that may not be passed on (see `stance rehydrate`)."""
    from stance.labelling.replication import Parts
    from stance.labelling.replication import share as package

    parts = Parts(
        tables=settings.find_label_tables(tables),
        texts=texts,
        free=free,
        question=settings.question_file(question),
        codebook=codebook or settings.codebook_file(question),
        model=model,
        metadata=read_all_metadata(texts),
    )
    log_package(package(parts, output), output)
