"""What the labelling commands read, write and say: tables, questions, scores; agreement, migration, packages."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.commands.options import Exchanged
from stance.commands.settings import find_label_tables, question_file
from stance.errors import DataError, ModelError, UsageError
from stance.files import atomic_file, standard_output
from stance.labels import label_rows
from stance.question import one_space, read_question
from stance.readers.json import parse_json
from stance.reading import read_bytes
from stance.records import Question
from stance.sources import read_texts
from stance.sources.documents import read_metadata
from stance.sources.paths import METADATA
from stance.tables import Format, csv_text, write_rows
from stance.terminal import listed, plain_table, styled
from stance.text_tables import read_rows

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


def question_for(path: Path | None, tables: list[Path]) -> Question | None:
    """The question given, else the default one if the tables answer it; None: labels without an order."""
    if path:
        return read_question(path)
    asked = read_question(question_file(None))
    rows = (row for table in tables for _, row in label_rows(table)[1])
    labels = {one_space(row.get("label", "")).lower() for row in rows} - {""}
    if labels <= set(map(str.lower, asked.labels)):
        return asked
    log.info("labels are taken without an order (--question gives them one)")
    return None


def read_all_annotations(tables: list[Path] | None, question: Path | None, scores: Path | None) -> Annotations:
    """The annotations of the tables, and of the model's scores as one more coder."""
    from stance.labelling.annotations import add_model_scores, join_overlapping, read_annotations

    named = find_label_tables(tables)
    annotations = join_overlapping(read_annotations(named, question_for(question, named)))
    if scores:
        _warn_if_trained_on(scores, annotations)
        annotations, matched = add_model_scores(annotations, scores)
        log.info("%s: %d of %d spans have a score", scores, matched, len(annotations.spans))
    return annotations


def _warn_if_trained_on(scores: Path, annotations: Annotations) -> None:
    """Say so where the bundle that scored was trained on these documents: its agreement is then no measure of it."""
    from stance.manifest import read_manifest, sources_seen
    from stance.provenance import meta_file

    try:
        facts = parse_json(read_bytes(meta_file(scores)))
        seen = sources_seen(read_manifest(Path(facts["bundle"]["path"])))
    except (DataError, OSError, ValueError, KeyError, TypeError, ModelError):
        log.warning(
            "%s: not known which bundle scored them; if it was trained on these labels, its agreement with them is too "
            "good",
            scores,
        )
        return
    groups = {detail.group for details in annotations.details.values() for detail in details.values()}
    if known := sorted((groups | {span[0] for span in annotations.spans}) & seen):
        log.warning(
            "%s: scored by a bundle that was trained on %d of these sources (%s ...): its agreement with their labels "
            "is too good; compare cross-fitted scores (stance evaluate --predictions FILE --spans gold)",
            scores,
            len(known),
            known[0],
        )


def read_scored(path: Path) -> list[dict[str, Any]]:
    """The scores of a file."""
    from stance.labelling.annotations import read_scores

    rows = [row for _, row in read_scores(path)]
    if not rows or any("text" not in row for row in rows):
        raise DataError(f"{path}: no scores with the words of their claims; give `stance score --format jsonl`")
    return rows


def statements(paths: list[Path], to: Exchanged, texts: Path, question: Question) -> str:
    """The claims of label tables or score files as statements for another tool; those without a stance are counted."""
    from stance.report.networks import DNA_COLUMNS, dna_rows, graphml

    rows: list[Mapping[str, Any]] = []
    for path in paths:
        rows += read_scored(path) if path.suffix == ".jsonl" else read_rows(path)[1]
    metadata = read_all_metadata(texts)
    kept = dna_rows(rows, metadata, question)
    if not kept:
        raise DataError(f"{paths[0]}: no claim in it bears a stance ({', '.join(question.scale)}); nothing to write")
    if without := len(rows) - len(kept):
        log.info("%d claims without a stance are left out", without)
    return csv_text(DNA_COLUMNS, kept) if to == "dna" else graphml(rows, metadata, question)


def with_texts(table: LabelTable, folder: Path) -> LabelTable:
    """The table with the words of rows that have none, where the documents are at hand; says how many stay without."""
    from stance.labelling.exchange.table import filled

    table = filled(table, read_texts(folder))
    if bare := sum(not text for text in table.shown):
        log.warning("%d rows have no text: their documents are not in %s (--texts)", bare, folder)
    return table


def read_all_metadata(folder: Path) -> dict[str, dict[str, str]]:
    """What every `sources.csv` in and below the folder knows of its documents."""
    tables = sorted(folder.rglob(METADATA)) if folder.is_dir() else []
    return {name: known for table in tables for name, known in read_metadata(table).items()}


def write_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str], path: Path | None) -> None:
    """Write the rows as CSV into the file, whole or not at all, or to standard output."""
    if path and path.suffix and path.suffix.lower() != ".csv":
        raise UsageError(f"{path}: what is written is .csv; name the file so")
    write_rows([rows], columns, Format.CSV, path)


def write_or_print(content: str | bytes, output: Path | None) -> None:
    """Write into the file, whole or not at all, or to standard output as it is."""
    if isinstance(content, bytes) and output is None and sys.stdout.isatty():
        raise UsageError("this format is binary and this is a terminal; name a file with -o")
    with atomic_file(output) if output else standard_output() as file:
        file.write(content if isinstance(content, bytes) else content.encode())


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
        names = listed(package.unknown, MOST_SHOWN)
        log.warning("%d documents are not at hand, so nobody can find them by SHA-256: %s", len(package.unknown), names)


def agreement_tables(figures: Sequence[AgreementFigure], annotations: Annotations) -> Iterator[RenderableType]:
    """The figures, overall first, then by pair, and the first `MOST_SHOWN` disagreements."""
    from stance.labelling.agreement import OVERALL, disagreement_lines, disagreements

    if overall := [figure for figure in figures if figure.annotators == OVERALL]:
        yield from (styled(f"Overall: {', '.join(annotations.people)}", "bold underline"), _figure_table(overall), "")
    pairs = [figure for figure in figures if figure.annotators != OVERALL]
    yield from (styled("By pair", "bold underline"), _figure_table(pairs, by_pair=True), "")
    split = len(disagreements(annotations))
    yield styled(f"Annotators disagree on {split} of {len(annotations.spans)} spans", "bold")
    yield from (styled(f"  {line}") for line in disagreement_lines(annotations, MOST_SHOWN))
    if split > MOST_SHOWN:
        yield styled(f"  ... and {split - MOST_SHOWN} more (--disagreements FILE writes them all)")


def _figure_table(figures: Sequence[AgreementFigure], *, by_pair: bool = False) -> Table:
    columns = ["annotators"] * by_pair + ["measure", "label", "value", "95 %", "spans", "documents"]
    table = plain_table(columns, right=columns[-4:])
    for figure in figures:
        interval = "" if figure.low is None else f"{_decimals(figure.low)} to {_decimals(figure.high)}"
        names = [figure.annotators] * by_pair + [figure.measure.replace("_", " "), figure.label]
        cells = [_decimals(figure.value), interval, str(figure.spans), str(figure.documents)]
        table.add_row(*map(styled, names + cells))
    return table


def _decimals(value: float | None) -> str:
    """Three decimals; a dash where the figure is undefined."""
    return "-" if value is None else f"{value:.3f}"
