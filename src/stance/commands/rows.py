"""`stance score --rows`: a table whose rows are claims comes back with the scores beside its own columns."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stance.commands.call import current_call
from stance.commands.feedback import FEEDBACK
from stance.commands.options import ScoreFormat
from stance.commands.provenance import check_provenance, hash_of_file, write_provenance
from stance.commands.settings import Bundle, load, score_format
from stance.errors import UsageError
from stance.tables import Format, ReportFormat, write_rows

if TYPE_CHECKING:
    from stance.claim_table import ClaimTable
    from stance.records import Question

SHOWN: Final = ("row", "stance", "p", "claim")
"""The columns of the table for eyes."""

MOST_NAMED: Final = 10

log = logging.getLogger(__name__)


def score_rows(
    paths: list[str], model: Path | None, form: ScoreFormat | None, output: Path | None, text_column: str
) -> None:
    """Score each row of the one table as a claim and write the table with its scores.

    Raises:
        UsageError: not one table, or a page is asked for.
        DataError: the table cannot be read, or the output cannot be written.
    """
    from stance.claim_table import BATCH_ROWS, output_columns, read_claim_table, score_table
    from stance.commands.console import row_table, show

    kind = score_format(form, output)
    if isinstance(kind, ReportFormat):
        raise UsageError("--rows gives rows and no page; name a .csv, .jsonl, .parquet or .xlsx file")
    if len(paths) != 1:
        raise UsageError(f"--rows takes one table, not {len(paths)}; call it once for each")
    if output:
        check_provenance(output)
    began = time.monotonic()
    table = read_claim_table(Path(paths[0]), text_column)
    fitted, bundle = load(model)
    batches = FEEDBACK.track(score_table(table, fitted), lambda: -(-len(table.rows) // BATCH_ROWS), "batches of rows")
    if kind is Format.TABLE:
        rows = list(chain.from_iterable(batches))
        show([row_table([_row_for_eyes(row, table, fitted.question) for row in rows], SHOWN)], output)
    else:
        batches = _typed(batches, table) if kind is Format.PARQUET else batches
        write_rows(batches, output_columns(table, fitted.question), kind, output, as_text=table.columns)
    _close(table, Path(paths[0]), output, bundle, began)


def _typed(batches: Iterator[list[dict[str, Any]]], table: ClaimTable) -> Iterator[list[dict[str, Any]]]:
    """The rows with the table's own values as text, since Parquet asks for one type a column."""
    for batch in batches:
        yield [row | {name: None if row[name] is None else str(row[name]) for name in table.columns} for row in batch]


def _row_for_eyes(row: dict[str, Any], table: ClaimTable, question: Question) -> dict[str, Any]:
    names = {name: f"scored_{name}" if name in table.columns else name for name in ("stance", "certain")}
    stance = row[names["stance"]]
    mark = "?" if row[names["certain"]] is False else ""
    chosen = f"p_{stance}" if f"p_{stance}" not in table.columns else f"scored_p_{stance}"
    words = " ".join(table.text_of(row).split())
    return {"row": row["row"], "stance": f"{stance or '–'}{mark}", "p": row.get(chosen), "claim": words}


def _close(table: ClaimTable, path: Path, output: Path | None, bundle: Bundle, began: float) -> None:
    bare = table.without_text
    if bare:
        names = ", ".join(map(str, bare[:MOST_NAMED])) + (" …" if len(bare) > MOST_NAMED else "")
        log.warning("%s: %d rows have no text and get no score: rows %s", path, len(bare), names)
    if output:
        facts = {"bundle": bundle.facts(), "inputs": [{"input": str(path), "sha256": hash_of_file(path)}]}
        counts = {"rows": len(table.rows), "passed_over": {"rows_without_text": bare}}
        write_provenance(output, current_call() | facts | counts)
    scored = len(table.rows) - len(bare)
    where = f"wrote {output}: " if output else ""
    log.info("%s%d of %d rows scored, %.1f s", where, scored, len(table.rows), time.monotonic() - began)
