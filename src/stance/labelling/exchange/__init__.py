"""Label tables in other tools' formats: a `dump` and a `load` a format.

What comes out of `load(dump(table))` is the table, cell for cell. The formats of other tools say what people see there
in the tool's own words, and carry the whole row under the key `stance`; a label changed in the tool counts.
Files that the tool made from scratch are read too. To add a format: two functions, a line in `FORMATS`, its tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stance.labelling.exchange import json_lines, label_studio, refi_qda, rows, uima
from stance.labelling.exchange.table import LabelTable


@dataclass(frozen=True, slots=True)
class Exchange:
    """One format.

    `dump` gives the file's text, or its bytes; in tools that show a text it shows `LabelTable.shown`. `load` raises
    DataError with all faults of a file that is not in the format.
    """

    dump: Callable[[LabelTable], str | bytes]
    load: Callable[[Path], LabelTable]


FORMATS = {
    "csv": Exchange(rows.dump_csv, rows.load_csv),
    "jsonl": Exchange(rows.dump_jsonl, rows.load_jsonl),
    "label-studio": Exchange(label_studio.dump, label_studio.load),
    "prodigy": Exchange(json_lines.dump_prodigy, json_lines.load_prodigy),
    "doccano": Exchange(json_lines.dump_doccano, json_lines.load_doccano),
    "refi-qda": Exchange(refi_qda.dump, refi_qda.load),
    "uima": Exchange(uima.dump, uima.load),
    "wide": Exchange(rows.dump_wide, rows.load_wide),
}
"""Name on the command line → format."""
