"""What a record of another tool holds: our row, its own label, text and span; ValueError where it is something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stance.labelling.exchange.table import FOREIGN, KEY, Row, TableRow
from stance.labels import is_number
from stance.readers.json import parse_json


def embed_row(columns: Sequence[str], row: Row) -> dict[str, Any]:
    """The row as another tool's record carries it."""
    return {"columns": list(columns), "row": {name: row[name] for name in columns}}


def embedded_row(record: Mapping[str, Any]) -> tuple[Sequence[str], dict[str, str]] | None:
    """The columns and row that a record carries, at its top or below `meta`; None if it carries none."""
    found = section(record, KEY) or section(section(record, "meta"), KEY)
    if not isinstance(found.get("row"), dict):
        return None
    columns = tuple(str(name) for name in found.get("columns", ()))
    return columns, {name: str(found["row"].get(name, "")) for name in columns}


def json_object(text: str) -> dict[str, Any]:
    """The object that the text spells in JSON, empty if it spells none."""
    try:
        value = parse_json(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def place(row: Row) -> dict[str, Any]:
    """What a row says of itself to the people who see it elsewhere: document, position as numbers, speaker."""
    known: dict[str, Any] = {name: row[name] for name in ("document", "speaker") if row.get(name)}
    for name in ("start", "end"):
        if is_number(row.get(name, "")):
            known[name] = int(row[name])
    return known


def section(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What the record holds under the name, empty if that is no object."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def objects(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects that the record lists under the name, none without it; ValueError if something else stands there."""
    found = record.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError(f"'{name}' is no list of objects")
    return found


def one_label(labels: Any) -> str:  # noqa: ANN401  (what the file holds)
    """The label of a list that must hold one or none; ValueError if it is no such list."""
    if not isinstance(labels, list) or len(labels) > 1:
        raise ValueError(f"one label is needed, not {labels!r}")
    return label(labels[0]) if labels else ""


def row(**cells: object) -> TableRow:
    """Columns and row of a record that another tool made, unknown cells empty."""
    return FOREIGN, {name: "" if cells.get(name) is None else str(cells[name]) for name in FOREIGN}


def text(record: Mapping[str, Any], *names: str) -> str:
    """The text that stands under the first of the names the record has; empty for null and where it has none.

    ValueError if something else than a text stands there: a list of texts is no text to count characters in.
    """
    name = next((name for name in names if name in record), names[0])
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"'{name}' is no text but {_kind(value)}")
    return value or ""


def label(value: Any) -> str:  # noqa: ANN401  (what the file holds)
    """A label: a text with something in it, a whole number as it is written; ValueError for anything else."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"a label must be a text, not {_kind(value)}")


def span(start: Any, end: Any, text: str) -> dict[str, Any]:  # noqa: ANN401
    """Start, end and words of a span of the text, half-open, in characters; ValueError if it is none.

    Whole numbers written as texts or with a point are taken.
    """
    first, last = _whole(start), _whole(end)
    if first is None or last is None or not 0 <= first < last <= len(text):
        raise ValueError(f"a span from {start!r} to {end!r} of a text of {len(text)} characters")
    return {"start": first, "end": last, "text": text[first:last]}


def utf16_span(start: Any, end: Any, text: str) -> dict[str, Any]:  # noqa: ANN401
    """As `span`, of a span counted in UTF-16 units, as Java and JavaScript do: an emoji is two."""
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= utf16_units(text)):
        raise ValueError(f"a span from {start!r} to {end!r} of a text of {len(text)} characters")
    units = text.encode("utf-16-le")
    first, last = (len(units[: 2 * at].decode("utf-16-le", "ignore")) for at in (start, end))
    return span(first, last, text)


def utf16_units(text: str) -> int:
    """The length of the text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _whole(value: Any) -> int | None:  # noqa: ANN401
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and is_number(value.strip()):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def _kind(value: Any) -> str:  # noqa: ANN401
    kinds = {list: "a list", dict: "an object", type(None): "null", bool: "true or false", float: "a number"}
    return kinds.get(type(value), repr(value)[:40])


def one_of_scores(scores: Mapping[str, Any]) -> str:
    """The label whose score is above 0.5, empty without any; ValueError for several."""
    if not all(isinstance(score, int | float) for score in scores.values()):
        raise ValueError("labels with something else than scores")
    return one_label([label for label, score in scores.items() if score > 0.5])
