"""UIMA CAS JSON, as INCEpTION exports and imports it: one document, its labelled spans as annotations.

The rows' words stand below each other in one document, each a `stance.Claim` with its label, annotator and speaker,
and carries its row. Files that were annotated in INCEpTION are read too: every annotation with a label is a row.
Offsets count UTF-16 units there, characters here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError
from stance.labelling.exchange import foreign
from stance.labelling.exchange.table import LabelTable, TableRow, checked, one_label_a_span, rows_to_table
from stance.readers.json import parse_json
from stance.reading import read_text
from stance.text_tables import gathered_faults

CLAIM: Final = "stance.Claim"
SOFA: Final = "uima.cas.Sofa"
STRUCTURES: Final = "%FEATURE_STRUCTURES"
PART: Final = "\n\n"
LABEL_FEATURES: Final = ("label", "stance", "value")
"""Features in which annotation layers have their label."""

FEATURES: Final = ("label", "annotator", "speaker", "row")


def dump(table: LabelTable) -> str:
    """The rows as annotations of one document of their words."""
    checked(table, ["label"])
    text = PART.join(table.shown)
    structures: list[dict[str, Any]] = [
        {"%ID": 1, "%TYPE": SOFA, "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": text}
    ]
    at = 0
    for number, (row, words) in enumerate(zip(table.rows, table.shown, strict=True), start=2):
        ends = {"begin": at, "end": at + foreign.utf16_units(words)}
        features = {name: row[name] for name in ("label", "annotator", "speaker") if row.get(name)}
        carried = {"row": json.dumps({"stance": foreign.embed_row(table.columns, row)})}
        structures.append({"%ID": number, "%TYPE": CLAIM, "@sofa": 1} | ends | features | carried)
        at += foreign.utf16_units(words) + foreign.utf16_units(PART)
    members = [structure["%ID"] for structure in structures[1:]]
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}}
    described = {name: {"%NAME": name, "%RANGE": "uima.cas.String"} for name in FEATURES}
    kind = {"%NAME": CLAIM, "%SUPER_TYPE": "uima.tcas.Annotation"} | described
    cas = {"%TYPES": {CLAIM: kind}, STRUCTURES: structures, "%VIEWS": views}
    return json.dumps(cas, ensure_ascii=False, indent=1) + "\n"


def load(path: Path) -> LabelTable:
    """The table of a document's labelled annotations."""
    try:
        cas = parse_json(read_text(path))
        structures = cas[STRUCTURES]
        if not all(isinstance(one["%TYPE"], str) for one in structures):
            raise ValueError("a type is a name")
        text = next(foreign.text(one, "sofaString") for one in structures if one["%TYPE"] == SOFA)
    except (ValueError, KeyError, TypeError, StopIteration):
        raise DataError(f"{path}: not UIMA CAS JSON with a text; export from INCEpTION as UIMA CAS JSON") from None
    document = next((one[name] for one in structures for name in ("documentTitle", "documentId") if one.get(name)), "")
    rows = []
    with gathered_faults() as at:
        for structure in structures:
            with at(f"{path}, annotation {structure.get('%ID')}"):
                rows += _row(structure, text, document or path.stem)
    if not rows:
        raise DataError(f"{path}: no labelled annotation in it (features {', '.join(LABEL_FEATURES)}); check the layer")
    with gathered_faults() as at, at(str(path)):
        one_label_a_span(rows)
    return rows_to_table(rows)


def _row(structure: dict[str, Any], text: str, document: str) -> list[TableRow]:
    """The row of an annotation; none where it is no span, or one of a layer without labels."""
    names = [name for name in LABEL_FEATURES if structure.get(name) is not None]
    carried = structure.get("row")
    if own := foreign.embedded_row(foreign.json_object(carried) if isinstance(carried, str) else {}):
        own[1]["label"] = foreign.label(structure["label"]) if structure.get("label") else ""
        return [own]
    if "begin" not in structure or not names or structure["%TYPE"].startswith("de.tudarmstadt.ukp.dkpro.core"):
        return []
    cells = foreign.utf16_span(structure["begin"], structure.get("end"), text)
    who = structure.get("annotator")
    return [foreign.row(document=document, annotator=who, label=foreign.label(structure[names[0]]), **cells)]
