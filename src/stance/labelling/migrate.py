"""Carries a label table over to new versions of its texts; what moved, is ambiguous or lost is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from stance.errors import DataError
from stance.labelling.align import Alignment, MatchStatus, TextAligner
from stance.labelling.annotations import Span, span_name
from stance.labels import positions, text_sha
from stance.sources import read_folder
from stance.text_tables import gathered_faults

Row = dict[str, str]

LEFT_COLUMNS: Final = ("fate", "places")
"""What a table of rows left behind has beside their own columns; places are `start-end`, joined by `|`."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """A table after its texts changed.

    `rows` are those that stand (with new position, words and fingerprint) or that no text given concerns, `left` those
    that do not, each with its fate and the places it may have; both in the order of the table, and together all of it.
    `places` has what became of each span of the texts given; `untouched` counts rows by document of which neither
    version was given.
    """

    rows: tuple[Row, ...]
    left: tuple[Row, ...]
    places: Mapping[Span, Alignment]
    untouched: Mapping[str, int]

    @property
    def fates(self) -> Counter[MatchStatus]:
        """How many spans met each fate."""
        return Counter(place.fate for place in self.places.values())


def migrate(table: str, rows: Sequence[tuple[int, Row]], old: Mapping[str, str], new: Mapping[str, str]) -> Migrated:
    """The rows of the table, each with its number in it, anchored in the new texts ({document: text}).

    A document whose old text is not given is sought by the words in the row; one whose new text is not given although
    the old one is has lost its rows.

    Raises:
        DataError: a row's position is none, or its words are not those of the old text; all faults at once.
    """
    spans = _spans(table, rows, old)
    aligner = cache(lambda document: TextAligner(old[document], new[document]))  # one comparison a document
    places = {
        span: _place(span, words, new, aligner if span[0] in old else None)
        for span, words in spans.values()
        if span[0] in old or span[0] in new
    }
    stay, left = [], []
    for number, row in rows:
        span, _ = spans.get(number, (None, ""))
        place = places.get(span) if span else None
        if not span or not place:
            stay.append(row)
        elif place.fate in (MatchStatus.KEPT, MatchStatus.MOVED):
            stay.append(_moved(row, place.spans[0], new[span[0]]))
        else:
            left.append(row | {"fate": str(place.fate), "places": "|".join(f"{s}-{e}" for s, e in place.spans)})
    untouched = Counter(span[0] for span, _ in spans.values() if span not in places)
    return Migrated(tuple(stay), tuple(left), places, dict(untouched))


def match_lines(migrated: Migrated, fate: MatchStatus) -> list[str]:
    """A line for each span of this fate, in the order of the table: its name, and where it is or may be."""
    lines = []
    for span, place in migrated.places.items():
        if place.fate is fate:
            now = " or ".join(f"{start}-{end}" for start, end in place.spans)
            lines.append(f"{span_name(span)}" + (f" -> {now}" if now else ""))
    return lines


def versions(path: Path, documents: Sequence[str]) -> dict[str, str]:
    """{document: text} of a folder, or of a file, which is the table's one document whatever the file is called.

    Raises:
        DataError: nothing is there, it cannot be read, or a file is given for a table of several documents.
    """
    texts = {document.id: document.text for document in read_folder(path)}
    if path.is_dir() or texts.keys() & set(documents):
        return texts
    if len(texts) > 1 or len(documents) != 1:
        raise DataError(f"{path}: the table is on {len(documents)} documents and this is none of them; give a folder")
    return dict.fromkeys(documents, *texts.values())


def _place(span: Span, words: str, new: Mapping[str, str], aligner: Callable[[str], TextAligner] | None) -> Alignment:
    """Where the span stands; without the old text (`aligner` None), where its words stand, if they do so once."""
    document, start, end = span
    if document not in new:
        return Alignment(MatchStatus.LOST)
    if aligner:
        return aligner(document).place(start, end)
    if not words.strip():
        return Alignment(MatchStatus.LOST)
    place = TextAligner(words, new[document]).place(0, len(words))
    if place.fate in (MatchStatus.AMBIGUOUS, MatchStatus.LOST):
        return place
    return Alignment(MatchStatus.KEPT if place.spans == ((start, end),) else MatchStatus.MOVED, place.spans)


def _spans(table: str, rows: Sequence[tuple[int, Row]], old: Mapping[str, str]) -> dict[int, tuple[Span, str]]:
    """{number of a row: its span and words} of the rows that have a position."""
    spans = {}
    with gathered_faults() as at:
        for number, row in rows:
            if row.get("document") and row.get("start"):
                with at(f"{table}, row {number}"):
                    span = (row["document"], *positions(row))
                    spans[number] = (span, _words(row, span, old))
    return spans


def _words(row: Row, span: Span, old: Mapping[str, str]) -> str:
    """The words labelled; ValueError if the old text is not the version that was labelled."""
    document, start, end = span
    if document not in old:
        return row.get("text", "")
    words = old[document][start:end]
    known = row.get("text_sha") or (text_sha(row["text"]) if row.get("text", "").strip() else "")
    if end > len(old[document]) or (known and text_sha(words) != known):
        raise ValueError(f"{span_name(span)} of the old text is not the text labelled; give the version that was")
    return words


def _moved(row: Row, span: tuple[int, int], text: str) -> Row:
    """The row at its new position; words and fingerprint are renewed where the row had them."""
    words = text[slice(*span)]
    renewed = {"start": str(span[0]), "end": str(span[1])}
    if row.get("text", "").strip():
        renewed["text"] = words
    if row.get("text_sha"):
        renewed["text_sha"] = text_sha(words)
    return row | renewed
