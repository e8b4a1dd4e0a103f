"""Tables whose rows are claims already (tweets, headlines, survey answers): each row scored by itself.

No row is split, attributed or passed over: it comes back with all its own columns and the scores beside them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stance.errors import DataError, UsageError
from stance.readers.json import parse_object
from stance.readers.limits import TABLE_BYTES
from stance.readers.tables import parquet_records
from stance.reading import open_regular, read_bytes
from stance.records import CLAIM_FIELDS, Question, own_claim, scored_columns, scored_row
from stance.text_tables import numbered_rows

if TYPE_CHECKING:
    from stance.model import Model

ROW: Final = "row"
"""The column of row numbers, added where the table has no ids: as a spreadsheet shows them, the header being 1."""

COLLISION: Final = "scored_"
"""What begins the name of a score's column where the table has a column of that name, as often as it takes."""

TEXT_COLUMNS: Final = ("text", "tweet", "comment", "sentence", "claim", "statement", "message", "post", "headline")
"""The usual names of the column with the texts, those before others going first."""

BATCH_ROWS: Final = 256

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """The table's own columns and its rows, each with its number."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, Any]], ...]
    text_column: str

    def text_of(self, row: Mapping[str, Any]) -> str:
        """The row's text; empty where it has none."""
        text = row.get(self.text_column)
        return text if isinstance(text, str) and text.strip() else ""

    @property
    def without_text(self) -> list[int]:
        """The numbers of the rows that have no text, and get no score."""
        return [number for number, row in self.rows if not self.text_of(row)]


def read_claim_table(path: Path, text_column: str | None = None) -> ClaimTable:
    """The table of a CSV, Excel, JSON-lines or Parquet file.

    Raises:
        UsageError: the file is of another kind.
        DataError: it cannot be read, or has no column of texts; the message lists those it has.
    """
    kinds: dict[str, Callable[[Path], Iterable[tuple[int, Mapping[str, Any]]]]] = {
        **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xls"), lambda table: numbered_rows(table)[1]),
        ".jsonl": _jsonl_rows,
        ".parquet": _parquet_rows,
    }
    if path.suffix.lower() not in kinds:
        raise UsageError(f"{path}: --rows needs a table, one of {', '.join(kinds)}")
    rows = tuple(kinds[path.suffix.lower()](path))
    columns = tuple(dict.fromkeys(name for _, row in rows for name in row))
    usual = {name.strip().casefold(): name for name in reversed(columns)}
    found = text_column or next((usual[name] for name in TEXT_COLUMNS if name in usual), TEXT_COLUMNS[0])
    if found not in columns:
        there = ", ".join(columns[:20]) or "none"
        raise DataError(f"{path}: no column '{found}' (there are: {there}); name it with --column text=NAME")
    if found != (text_column or TEXT_COLUMNS[0]):
        log.info("%s: scored are the texts under '%s' (--column text=NAME takes another)", path, found)
    return ClaimTable(columns, rows, found)


def output_columns(table: ClaimTable, question: Question) -> tuple[str, ...]:
    """The columns of the scored table: a row number where there is no id, the table's own, then the scores'."""
    numbered = () if {"id", ROW} & set(table.columns) else (ROW,)
    return (*numbered, *table.columns, *_score_names(table, question).values())


def score_table(table: ClaimTable, model: Model) -> Iterator[list[dict[str, Any]]]:
    """The scored rows in order, a batch at a time; a row without text has empty scores."""
    from stance.model import score_claims

    names = _score_names(table, model.question)
    for begin in range(0, len(table.rows), BATCH_ROWS):
        batch = table.rows[begin : begin + BATCH_ROWS]
        claims = [own_claim(text, str(number)) for number, row in batch if (text := table.text_of(row))]
        scored = {one.claim.document: scored_row(one, model.question) for one in score_claims(claims, model)}
        rows = []
        for number, row in batch:
            own, scores = {name: row.get(name) for name in table.columns}, scored.get(str(number), {})
            rows.append({ROW: number} | own | {name: scores.get(score) for score, name in names.items()})
        yield rows


def _score_names(table: ClaimTable, question: Question) -> dict[str, str]:
    """{a score's column: its name in the output}, the claim's own fields left out."""
    scores = [name for name in scored_columns(question) if name not in CLAIM_FIELDS]
    return {name: _free_name(name, table.columns) for name in scores}


def _free_name(name: str, taken: Sequence[str]) -> str:
    return _free_name(f"{COLLISION}{name}", taken) if name in taken else name


def _jsonl_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(read_bytes(path, most=TABLE_BYTES).splitlines(), start=1):
        if line.strip():
            row = parse_object(line, f"{path}, line {number}", "each line must be one object")
            yield number, {name: value if _is_plain(value) else json.dumps(value) for name, value in row.items()}


def _parquet_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with open_regular(path) as file:
        for number, row in enumerate(parquet_records(file, str(path))[1], start=2):
            yield number, {name: value if _is_plain(value) else str(value) for name, value in row.items()}


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)
