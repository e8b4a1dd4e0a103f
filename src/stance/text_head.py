"""The lines that a typed text has about itself above its first sentence, such as "Author: Jane Doe"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_HEAD: Final = 10_000
"""Characters within which a head lies."""

_MOST_LINES: Final = 25
_VALUE: Final = 160
_SENTENCE: Final = 150
_TITLE: Final = 120
"""Lines that are looked at; characters that what a label gives has at most, from which on a line is surely of the text,
and that a title which asks has at most."""

_LABELS: Final = {
    "title": "title headline titel titre titolo título subject betreff",
    "authors": "author authors byline written writer columnist autor autoren auteur auteurs autore by",
    "outlet": "source outlet publication publisher newspaper journal quelle zeitung fuente fonte",
    "date": "date published posted updated datum fecha data",
    "url": "url link",
    "": "from to cc sent section category keywords tags topic length language copyright load-date",
}
"""What a label is followed by; the last are of no field."""

_FIELD_OF: Final = {label: field for field, labels in _LABELS.items() for label in labels.split()}
_LABELLED: Final = re.compile(
    rf"[*_#\s]*(?P<label>{'|'.join(map(re.escape, _FIELD_OF))})(?:\s(?:by|in|on|date|written))?[*_]*\s?:[*_]*\s*"
    rf"(?P<value>\S.{{0,{_VALUE}}})",
    re.IGNORECASE,
)
_FINISHED: Final = re.compile(r"[.!?…][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head, trimmed, with its half-open place; `field` is what its label says that `value` is.

    `field` is None where there is no label, and empty where the label is of no field of a document.
    """

    start: int
    end: int
    text: str
    field: str | None = None
    value: str = ""


def head_lines(text: str) -> Iterator[HeadLine]:
    """The lines above the first sentence of a text, blank ones left out."""
    position = 0
    # Cut as layout cuts them, at vertical tabs too, so that no line reaches into another paragraph.
    lines = text[:_HEAD].splitlines(keepends=True)
    whole = lines if len(text) <= _HEAD else lines[:-1]
    for line in whole[:_MOST_LINES]:
        words = line.strip()
        if words:
            start = position + line.index(words[0])
            found = _line(start, words)
            if found is None:
                return
            yield found
        position += len(line)


def _line(start: int, words: str) -> HeadLine | None:
    """The line as one of a head; None where it is of the text already."""
    end = start + len(words)
    labelled = _LABELLED.fullmatch(words)
    if labelled:
        field = _FIELD_OF[labelled["label"].casefold()]
        value = labelled["value"].strip("*_ ")
        # "Source: they are allies, officials say." is a sentence; a title may be a question, an address end in a dot.
        if field in {"title", "url"} or not _FINISHED.search(value):
            return HeadLine(start, end, words, field, value)
    is_title = len(words) < _TITLE and words.endswith("?")
    is_text = len(words) >= _SENTENCE or (_FINISHED.search(words) and not is_title)
    return None if is_text else HeadLine(start, end, words)
