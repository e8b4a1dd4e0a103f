"""What the labelling commands write and say."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from stance.errors import UsageError
from stance.files import atomic_file, standard_output
from stance.tables import Format, spreadsheet_cell, write_rows
from stance.terminal import plain_table, styled

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from stance.labelling.agreement import AgreementFigure
    from stance.labelling.annotations import Annotations
    from stance.labelling.exchange.table import LabelTable
    from stance.labelling.migrate import Migrated
    from stance.labelling.replication import Package

log = logging.getLogger(__name__)

MOST_SHOWN = 10
"""How many of a long list of names or disagreements are spelt out."""


def write_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str], path: Path | None) -> None:
    """Write the rows as CSV into the file, whole or not at all, or to standard output.

    Raises:
        UsageError: the file's name says that it is something else.
    """
    if path and path.suffix and path.suffix.lower() != ".csv":
        raise UsageError(f"{path}: what is written is .csv; name the file so")
    write_rows([rows], columns, Format.CSV, path)


def write_or_print(content: str | bytes, output: Path | None) -> None:
    """Write into the file, whole or not at all, or to standard output as it is.

    Raises:
        UsageError: bytes are no text to print on a terminal.
    """
    if isinstance(content, bytes) and output is None and sys.stdout.isatty():
        raise UsageError("this format is binary and this is a terminal; name a file with -o")
    with atomic_file(output) if output else standard_output() as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def safe_for_spreadsheets(table: LabelTable) -> LabelTable:
    """The table with an apostrophe before each cell that a spreadsheet would run as a formula."""
    rows = tuple({name: spreadsheet_cell(cell) for name, cell in row.items()} for row in table.rows)
    return replace(table, rows=rows)


def write_disagreements(annotations: Annotations, path: Path) -> None:
    """Write the spans whose annotations differ as CSV, a column an annotator."""
    from stance.labelling.agreement import disagreement_columns, disagreements

    rows = disagreements(annotations)
    write_rows([rows], disagreement_columns(annotations), Format.CSV, path)
    log.info("wrote %s: %d spans whose annotations differ", path, len(rows))


def log_migration(done: Migrated, left: Path | None) -> None:
    """Name what moved, is ambiguous or lost, then count everything."""
    from stance.labelling.align import MatchStatus
    from stance.labelling.migrate import match_lines

    for fate in (MatchStatus.MOVED, MatchStatus.AMBIGUOUS, MatchStatus.LOST):
        for line in match_lines(done, fate):
            log.info("%s: %s", fate, line)
    for document, count in done.untouched.items():
        log.info("%s: neither version given, %d rows as they were", document, count)
    log.info("%s", ", ".join(f"{done.fates[fate]} {fate}" for fate in MatchStatus))
    if done.left:
        log.warning("%d rows are not in the table%s", len(done.left), f", but in {left}" if left else "")


def log_package(package: Package, output: Path) -> None:
    """Say what is in a replication package, and what is not."""
    texts = f"{len(package.texts)} texts, {len(package.named)} documents by SHA-256"
    log.info("wrote %s: %d labels, %s", output, package.rows, texts)
    for table, count in package.left_out.items():
        log.warning("%s: %d rows left out, they have no position and their words are not shared", table, count)
    if package.unknown:
        names = ", ".join(package.unknown[:MOST_SHOWN])
        log.warning("%d documents are not at hand, so nobody can find them by SHA-256: %s", len(package.unknown), names)


def agreement_tables(figures: Sequence[AgreementFigure], annotations: Annotations) -> list[RenderableType]:
    """The figures, overall first, then by pair, and the first `MOST_SHOWN` disagreements."""
    from stance.labelling.agreement import OVERALL, disagreement_lines, disagreements

    overall = [figure for figure in figures if figure.annotators == OVERALL]
    pairs = [figure for figure in figures if figure.annotators != OVERALL]
    shown: list[RenderableType] = []
    if overall:
        names = ", ".join(annotations.people)
        shown += [styled(f"Overall: {names}", "bold underline"), _figure_table(overall), ""]
    shown += [styled("By pair", "bold underline"), _figure_table(pairs), ""]
    split = len(disagreements(annotations))
    shown.append(styled(f"Annotators disagree on {split} of {len(annotations.spans)} spans", "bold"))
    shown += [styled(f"  {line}") for line in disagreement_lines(annotations, MOST_SHOWN)]
    if split > MOST_SHOWN:
        shown.append(styled(f"  ... and {split - MOST_SHOWN} more (--disagreements FILE writes them all)"))
    return shown


def _figure_table(figures: Sequence[AgreementFigure]) -> Table:
    from stance.labelling.agreement import OVERALL

    by_pair = any(figure.annotators != OVERALL for figure in figures)
    columns = ["annotators"] * by_pair + ["measure", "label", "value", "95 %", "spans", "documents"]
    rows = [[figure.annotators] * by_pair + _cells(figure) for figure in figures]
    return plain_table(columns, rows, right=columns[-4:])


def _cells(figure: AgreementFigure) -> list[str]:
    interval = "" if figure.low is None else f"{_decimals(figure.low)} to {_decimals(figure.high)}"
    counts = [str(figure.spans), str(figure.documents)]
    return [figure.measure.replace("_", " "), figure.label, _decimals(figure.value), interval, *counts]


def _decimals(value: float | None) -> str:
    """Three decimals; a dash where the figure is undefined."""
    return "-" if value is None else f"{value:.3f}"
