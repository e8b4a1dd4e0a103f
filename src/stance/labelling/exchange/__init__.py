"""Label tables in other tools' formats: one module a format, each with a `dump` and a `load`.

What comes out of `load(dump(table))` is the table, cell for cell. The formats of other tools say what people see there
in the tool's own words, and carry the whole row under the key `stance`; a label changed in the tool counts.
Files that the tool made from scratch are read too. To add a format: a module, a line in `FORMATS`, its tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stance.labelling.exchange import doccano, label_studio, plain, prodigy, refi_qda, uima, wide
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
    "csv": Exchange(plain.dump_csv, plain.load_csv),
    "jsonl": Exchange(plain.dump_jsonl, plain.load_jsonl),
    "label-studio": Exchange(label_studio.dump, label_studio.load),
    "prodigy": Exchange(prodigy.dump, prodigy.load),
    "doccano": Exchange(doccano.dump, doccano.load),
    "refi-qda": Exchange(refi_qda.dump, refi_qda.load),
    "uima": Exchange(uima.dump, uima.load),
    "wide": Exchange(wide.dump, wide.load),
}
"""Name on the command line → format."""
