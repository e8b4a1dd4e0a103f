"""A text as it is read, without soft hyphens, zero-width marks, ligatures, double spaces; and the way back."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from typing import Final

from stance.records import Claim

LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""Characters that print makes of several letters."""

INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that stand between letters and are not seen, as a class of a pattern: "Rus\u00adsia" reads Russia."""

_HIDDEN: Final = re.compile(rf"[{INVISIBLE}{''.join(LIGATURES)}]")
_UNLIKE: Final = re.compile(rf"[{INVISIBLE}]+|[{''.join(LIGATURES)}]|(?<=\S)[ \t\u00a0]{{2,}}(?=\S)")
"""What the view has in another form; white space at the beginning of a line says what the line is, and stays."""

_SPANS: Final = (
    ("start", "end"),
    ("content_start", "content_end"),
    ("speaker_start", "speaker_end"),
    ("cue_start", "cue_end"),
)


@dataclass(frozen=True, slots=True)
class View:
    """A text as it is read; `places` has the place in the source of each of its characters, None where both are one."""

    text: str
    places: array[int] | None = None

    def span_in_source(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the view stands in the source; half-open, in characters."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def claim_in_source(self, claim: Claim, source: str) -> Claim:
        """The claim with its offsets and its words as the source has them."""
        if self.places is None:
            return claim
        moved: dict[str, int] = {}
        for first, last in _SPANS:
            start, end = getattr(claim, first), getattr(claim, last)
            if start is not None and end is not None:
                moved[first], moved[last] = self.span_in_source(start, end)
        return replace(claim, text=source[moved["start"] : moved["end"]], **moved)  # type: ignore[arg-type]


def visible(text: str) -> str:
    """The text without what is not seen inside of words; a fast way to it for texts that have nothing of the kind."""
    return text if text.isascii() or not _HIDDEN.search(text) else view_of(text).text


def view_of(text: str) -> View:
    """The text as it is read. Linear in its length; the text itself where nothing in it is unlike."""
    if not _UNLIKE.search(text):
        return View(text)
    pieces: list[str] = []
    places = array("L")
    position = 0
    for match in _UNLIKE.finditer(text):
        written = " " if match[0].isspace() else LIGATURES.get(match[0], "")
        pieces += [text[position : match.start()], written]
        places.extend(range(position, match.start()))
        places.extend([match.start()] * len(written))
        position = match.end()
    places.extend(range(position, len(text)))
    return View("".join([*pieces, text[position:]]), places)
