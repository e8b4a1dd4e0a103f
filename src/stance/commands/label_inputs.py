"""What the labelling commands read: tables, questions, documents, scores."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.commands.settings import find_label_tables, question_file
from stance.errors import DataError, ModelError
from stance.question import one_space, read_question
from stance.readers.json import parse_json
from stance.reading import read_bytes
from stance.tables import csv_text

if TYPE_CHECKING:
    from stance.commands.options import Exchanged
    from stance.labelling.annotations import Annotations
    from stance.labelling.exchange.table import LabelTable
    from stance.records import Question

log = logging.getLogger(__name__)


def question_for(path: Path | None, tables: list[Path]) -> Question | None:
    """The question given, else the default one if the tables answer it; None: labels without an order."""
    from stance.labels import read_rows

    if path:
        return read_question(path)
    asked = read_question(question_file(None))
    labels = {one_space(row.get("label", "")) for table in tables for row in read_rows(table)[1]} - {""}
    if labels <= set(asked.labels):
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
    from stance.commands.provenance import meta_file
    from stance.manifest import read_manifest

    try:
        facts = parse_json(read_bytes(meta_file(scores)))
        trained_on = read_manifest(Path(facts["bundle"]["path"])).get("trained_on", {})
    except (DataError, OSError, ValueError, KeyError, TypeError, ModelError):
        log.warning(
            "%s: not known which bundle scored them; if it was trained on these labels, its agreement with them is too "
            "good",
            scores,
        )
        return
    seen = set(trained_on.get("group_names", ()))
    groups = {span[0] for span in annotations.spans} | {
        detail.group for details in annotations.details.values() for detail in details.values()
    }
    if known := sorted(groups & seen):
        log.warning(
            "%s: scored by a bundle that was trained on %d of these sources (%s ...): its agreement with their labels "
            "is too good; compare cross-fitted scores (stance evaluate --predictions FILE --spans gold)",
            scores,
            len(known),
            known[0],
        )


def read_scored(path: Path) -> list[dict[str, Any]]:
    """The scores of a file.

    Raises:
        DataError: the file is no scores, or lacks the words of its claims.
    """
    from stance.labelling.annotations import read_scores

    rows = [row for _, row in read_scores(path)]
    if not rows or any("text" not in row for row in rows):
        raise DataError(f"{path}: no scores with the words of their claims; give `stance score --format jsonl`")
    return rows


def statements(paths: list[Path], to: Exchanged, texts: Path, question: Question) -> str:
    """The claims of label tables or score files as statements for another tool; those without a stance are counted.

    Raises:
        DataError: a file cannot be read, or no claim of it bears a stance.
    """
    from stance.labels import read_rows
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
    from stance.sources import read_folder

    texts = {document.id: document.text for document in read_folder(folder)} if folder.is_dir() else {}
    table = filled(table, texts)
    if bare := sum(not text for text in table.shown):
        log.warning("%d rows have no text: their documents are not in %s (--texts)", bare, folder)
    return table


def read_all_metadata(folder: Path) -> dict[str, dict[str, str]]:
    """What every `sources.csv` in and below the folder knows of its documents."""
    from stance.sources.documents import read_metadata
    from stance.sources.paths import METADATA

    tables = sorted(folder.rglob(METADATA)) if folder.is_dir() else []
    return {name: known for table in tables for name, known in read_metadata(table).items()}
