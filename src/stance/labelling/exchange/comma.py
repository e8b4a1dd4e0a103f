"""CSV, a row a label: the tables as they are."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from stance.labelling.exchange.table import Table, checked
from stance.labels import read_rows


def dump(table: Table) -> str:
    """The table as CSV."""
    return csv_text(checked(table))


def csv_text(table: Table) -> str:
    """The table as CSV, lines ended by a line feed."""
    out = io.StringIO()
    # Python leaves a lone carriage return unquoted; readers would end the row there.
    bare = any("\r" in cell for row in table.rows for cell in row.values())
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL)
    writer.writerow(table.columns)
    writer.writerows([row[name] for name in table.columns] for row in table.rows)
    return out.getvalue()


def load(path: Path) -> Table:
    """The table of a CSV file."""
    header, rows = read_rows(path)
    return Table(tuple(header), tuple(rows))
