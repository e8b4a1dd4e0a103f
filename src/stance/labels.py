"""Reads label tables (CSV, Excel) into `LabelledClaim`s; reports all faults of a table at once."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from stance.errors import DataError
from stance.question import one_space
from stance.records import LabelledClaim, Question
from stance.text_tables import gathered_faults, numbered_rows

GOLD: Final = "gold"
MODEL_PREFIX: Final = "model:"
_SHA_DIGITS: Final = 12

_COLUMNS: Final = frozenset(
    ("document", "start", "end", "label", "text", "annotator", "group", "speaker", "sampling", "edit", "text_sha")
)
"""The columns of a label table that are read."""


_SPACE: Final = re.compile(r"\s+")
_MOST_DIGITS: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSet:
    """What label tables hold.

    `claims` is one a span, in the order of the tables; `annotations` are all rows of people and of adjudication, also
    of spans without words. `waiting` counts, by document, the spans whose words are not at hand; `tied` names the spans
    on which annotators are evenly split.
    """

    claims: tuple[LabelledClaim, ...]
    annotations: tuple[LabelledClaim, ...] = ()
    waiting: Mapping[str, int]
    tied: tuple[str, ...]


def text_sha(text: str) -> str:
    """The fingerprint of a span's words: first 12 hex digits of SHA-256, each run of white space made one space."""
    return hashlib.sha256(_SPACE.sub(" ", text).encode()).hexdigest()[:_SHA_DIGITS]


def document_key(row: LabelledClaim) -> str:
    """The document the row stands in; a row of text alone is a document of its own, named by its group and words."""
    return row.document or f"{row.group}/{text_sha(row.text)}"


def source_names(row: LabelledClaim) -> set[str]:
    """Under which names a training knows the row's source: its group; of a row of words alone also their fingerprint.

    Such a row is its table's alone, and the words may stand in another table, as when one is made longer.
    """
    is_lone = row.group == f"{row.table}:{row.row}"
    return {row.group, text_sha(row.text)} if is_lone else {row.group}


def place_of_words(words: str, group: str = "") -> tuple[str, int, int]:
    """(document, start, end) of words without a position: a document of their own, named by their group and words."""
    name = text_sha(words)
    return f"{group}/{name}" if group else name, 0, len(_SPACE.sub(" ", words))


def is_place_of_words(document: str, words: str) -> bool:
    """Whether `place_of_words` named a document so."""
    return document.rpartition("/")[2] == text_sha(words)


def read_labels(paths: Sequence[Path], question: Question, texts: Mapping[str, str]) -> LabelSet:
    """The labels of the tables, one a span, their words from the table or from `texts` ({document: text}).

    Of several annotators' labels `gold` counts, else the only one, else the majority.

    Raises:
        DataError: all faults of the first table that has any, one line each.
    """
    rows = [row for path in paths for row in _read_table(path, question, texts)]
    settled, tied = _settle(rows)
    waiting = Counter(row.document for row in settled if not row.text and row.document)
    return LabelSet(
        claims=tuple(row for row in settled if row.text),
        annotations=tuple(row for row in rows if not _is_model(row)),
        waiting=dict(waiting),
        tied=tuple(tied),
    )


def _is_model(row: LabelledClaim) -> bool:
    return (row.annotator or "").startswith(MODEL_PREFIX)


def label_rows(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """As `numbered_rows`, the columns of a label table under their names here, whatever their case ("Text", "Label").

    Raises:
        DataError: as `numbered_rows`.
    """
    header, rows = numbered_rows(path)
    names = {name: name.strip().lower() for name in header if name.strip().lower() in _COLUMNS - set(header)}
    if len(set(names.values())) < len(names) or not names:
        return header, rows
    renamed = [names.get(name, name) for name in header]
    return renamed, [(number, dict(zip(renamed, row.values(), strict=True))) for number, row in rows]


def label_in(cell: str, question: Question) -> str:
    """The label that a cell has, whatever its case and the spaces around it.

    Raises:
        ValueError: it is none of the question's.
    """
    label = one_space(cell)
    of_any_case = {name.lower(): name for name in question.labels}
    found = label if label in question.labels else of_any_case.get(label.lower())
    if found is None:
        raise ValueError(f"label '{label}' is not one of {', '.join(question.labels)}")
    return found


def _read_table(path: Path, question: Question, texts: Mapping[str, str]) -> list[LabelledClaim]:
    """The table's rows, those whose words are not at hand with empty text."""
    header, rows = label_rows(path)
    by_position = {"document", "start", "end", "label"} <= set(header)
    if not by_position and not {"text", "label"} <= set(header):
        needed = "document,start,end,label or text,label"
        raise DataError(f"{path}: needs the columns {needed}; it has {','.join(header)}; rename those that are meant")
    claims = []
    with gathered_faults() as at:
        for number, row in rows:
            with at(f"{path}, row {number}"):
                claim = _claim(row, question, texts, name=f"{path.stem}:{number}")
                claims.append(replace(claim, row=number, table=path.stem))
    return claims


def rows_by_table(labelled: Sequence[LabelledClaim]) -> dict[str, list[int]]:
    """{table: the places of its rows}, tables and rows in order; rows of no table are together as `labels`."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(labelled):
        places.setdefault(row.table or "labels", []).append(place)
    return places


def rows_of_texts(labelled: Sequence[LabelledClaim]) -> list[int]:
    """The rows drawn from texts, those `all` figures are over; all rows where there are none."""
    return [i for i, row in enumerate(labelled) if not row.written] or list(range(len(labelled)))


def _claim(row: Mapping[str, str], question: Question, texts: Mapping[str, str], *, name: str) -> LabelledClaim:
    """The labelled claim of one row; ValueError says what is wrong with it."""
    label = label_in(row["label"], question)
    cells = {column: value or None for column, value in row.items()}
    document = cells.get("document")
    start, end = positions(row) if document and row.get("start") else (None, None)
    return LabelledClaim(
        text=_words_of(row, texts, document, start, end),
        label=label,
        group=cells.get("group") or document or name,
        document=document,
        start=start,
        end=end,
        speaker=cells.get("speaker"),
        annotator=cells.get("annotator"),
        sampling=cells.get("sampling"),
        edit=cells.get("edit"),
        shareable=_has_text(row),
    )


def _has_text(row: Mapping[str, str]) -> bool:
    return bool(row.get("text", "").strip())


def _words_of(
    row: Mapping[str, str], texts: Mapping[str, str], document: str | None, start: int | None, end: int | None
) -> str:
    """The words of the span, from its document where that is at hand, else the row's own; empty where they wait."""
    if not _has_text(row) and start is None:
        raise ValueError("no text and no position; give one of them")
    if document is not None and document in texts and start is not None and end is not None:
        return _span(texts[document], start, end, row)
    if not _has_text(row):
        return ""
    if row.get("text_sha") and text_sha(row["text"]) != row["text_sha"]:
        raise ValueError("the text is not the one labelled (text_sha differs); restore the row or empty its text_sha")
    return row["text"]


def is_number(text: str) -> bool:
    """Whether the text is a whole number, not longer than any place in a text or number of a row."""
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def positions(row: Mapping[str, str]) -> tuple[int, int]:
    """The row's start and end; ValueError says what is wrong with them."""
    start, end = row.get("start", "").strip(), row.get("end", "").strip()
    if not (is_number(start) and is_number(end) and int(start) < int(end)):
        raise ValueError(f"start '{start}' and end '{end}' must be whole numbers, the start before the end")
    return int(start), int(end)


def _span(text: str, start: int, end: int, row: Mapping[str, str]) -> str:
    """The span's words, checked against what the row knows of them."""
    if end > len(text):
        raise ValueError(f"span {start}-{end} ends outside '{row['document']}', which has {len(text)} characters")
    words = text[start:end]
    if row.get("text_sha") and text_sha(words) != row["text_sha"]:
        raise ValueError(
            f"'{row['document']}' {start}-{end} is not the text labelled (text_sha differs); get its version"
        )
    if not row.get("text_sha") and row.get("text", "").strip() and text_sha(words) != text_sha(row["text"]):
        raise ValueError(f"'{row['document']}' {start}-{end} is not the text in the row; mend its start and end")
    return words


def _settle(rows: Iterable[LabelledClaim]) -> tuple[list[LabelledClaim], list[str]]:
    """One row a span, in order of first appearance, and the names of the spans whose annotators tie."""
    people = [row for row in rows if not _is_model(row)]
    hands = defaultdict[tuple[object, ...], set[str | None]](set)
    for row in people:
        hands[_place(row)].add(row.annotator)
    spans = defaultdict[tuple[object, ...], list[LabelledClaim]](list)
    for number, row in enumerate(people):
        # One person's "He laughed." and "He laughed." may stand in two texts.
        lone = row.start is None and len(hands[_place(row)]) == 1
        spans[(number,) if lone else _place(row)].append(row)
    settled: list[LabelledClaim] = []
    tied: list[str] = []
    for span, rows_of_span in spans.items():
        counted = _settled_row(rows_of_span)
        if counted is None:
            tied.append(f"{span[0]} {span[1]}-{span[2]}")
        else:
            settled.append(counted)
    return settled, tied


def _place(row: LabelledClaim) -> tuple[str, int, int]:
    """The span that a row labels, by which the rows of several annotators find each other."""
    if row.document is not None and row.start is not None and row.end is not None:
        return row.document, row.start, row.end
    return place_of_words(row.text, "" if row.group == f"{row.table}:{row.row}" else row.group)


def _settled_row(rows: Sequence[LabelledClaim]) -> LabelledClaim | None:
    """The row whose label counts: `gold`, else the majority's; None where annotators are evenly split.

    What a settled row does not say itself (speaker, group, how it was drawn), it takes from the rows it settles.
    """
    counted = [row for row in rows if row.annotator == GOLD] or list(rows)
    (label, most), *others = Counter(row.label for row in counted).most_common(2)
    if others and others[0][1] == most:
        return None
    settled = next(row for row in counted if row.label == label)
    return _inheriting(settled, rows) if settled.annotator == GOLD else settled


def _inheriting(settled: LabelledClaim, rows: Sequence[LabelledClaim]) -> LabelledClaim:
    """The settled row, with what it does not say itself taken from the rows it settles."""
    others = [row for row in rows if row.annotator != GOLD]
    drawn = next((row.sampling for row in others if row.sampling), settled.sampling)
    speaker = settled.speaker or next((row.speaker for row in others if row.speaker), None)
    group = next((row.group for row in others if row.group != row.document), settled.group)
    return replace(settled, sampling=drawn, speaker=speaker, group=group)
