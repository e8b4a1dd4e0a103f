"""Labels that say who speaks next: what one looks like, which paragraphs begin with one, what holds several turns.

Ann Lee: …      Q. …      [00:01:12] KIM: …      Mr. SMITH. …      - Bo Kim (Riga): …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from stance.layout.boilerplate import PageParagraph, Part
from stance.layout.lines import Paragraph
from stance.lexicon.layout import MESSAGE_WORDS
from stance.person_names import (
    NAME,
    TITLES,
    is_personal,
    strip_titles,
)

_CLOCK: Final = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?"
_STAMP: Final = rf"(?:{_CLOCK}\s*[-–—]?\s*)?"
_OPENING: Final = rf"(?:[-•*–—]\s+)?{_STAMP}(?:Q\d{{1,3}}\.?\s+)?(?:(?:Comment|Question) from\s+)?[*_]{{0,3}}"
_NAMED: Final = re.compile(
    rf"{_OPENING}\[?(?P<label>[^\W\d_](?:[\w.'’ -]{{0,58}}[\w.'’])?)\]?"
    rf"(?:\s*[(\[][^()\[\]]{{1,60}}[)\]]|,\s[^:.?!\"]{{2,60}})?\s*{_STAMP}[*_]{{0,3}}:[*_]{{0,3}}(?=\s|$)"
)
"""A label that ends with a colon; what stands in brackets or after a comma tells what the speaker is."""

_LETTERED: Final = re.compile(rf"{_OPENING}(?P<label>Q|A|Question|Answer)\d{{0,2}}(?:[.:)]|\s[-–—])[*_]{{0,3}}(?=\s|$)")
_BARE: Final = re.compile(rf"{_OPENING}(?P<label>Q|A)\s+(?=[\"'A-Z])")
"""A letter without a mark behind it; "A" is one only below "Q"."""

_TIMED: Final = re.compile(rf"{_CLOCK}\s+(?P<label>[^\W\d_][\w.'’ -]{{1,58}})$")
_TIMED_BEHIND: Final = re.compile(rf"(?P<label>[^\W\d_][\w.'’ -]{{1,58}}?)\s+{_CLOCK}$")
"""Lines of their own that say who speaks from when on: "00:12 Ann Lee", "Ann Lee  00:12"."""

_HEARD: Final = re.compile(
    rf"{_OPENING}(?P<label>The (?:Chair\w*|President|Speaker|Clerk)"
    rf"|(?:{'|'.join(sorted(title.capitalize() for title in TITLES))})\.? [A-Z][\w'’-]+)"
    rf"\.[*_]{{0,3}}\s+(?=[\"'A-Z])"
)
"""A label of a hearing's record, which ends with a stop: "Mr. SMITH. I thank you."."""

_TURN_DASH: Final = re.compile(r"(?:(?<=[.?!\"'])\s+|^)(?=[-–—]\s+[\"'A-Z])")
"""A dash that begins a turn, and where one does inside a paragraph."""

_STAGE: Final = re.compile(
    rf"\s*(?:[\[(](?:laugh\w*|applause|cross ?talk|inaudible|unintelligible|pause\w*|music\w*|silence|recess"
    rf"|off mic\w*|end of \w+|video \w+|audio \w+)[^\])]{{0,40}}[\])]\.?|{_STAMP[:-1]})\s*",
    re.IGNORECASE,
)
"""A stage direction or a time stamp by itself."""

NUMBERED: Final = re.compile(
    r"(?:un(?:identified|known) )?(?:delegate|interviewee|man|member|panell?ist|participant|respondent|speaker|voice"
    r"|witness|woman)(?: (?:no\.? ?)?(?:\d{1,2}|[A-Z]))?",
    re.IGNORECASE,
)
"""A label of somebody whose name is not known: "SPEAKER 1", "Unidentified Man", "Witness A"."""

_MARKS: Final = ("'", '"')
_LEAST_DASHED: Final = 4
"""Turns that dashes begin in one paragraph, at least."""


def labels_of(view: str, paragraphs: Sequence[PageParagraph]) -> dict[int, re.Match[str]]:
    """The labels that paragraphs begin with, by the place of the paragraph."""
    labels: dict[int, re.Match[str]] = {}
    for i, paragraph in enumerate(paragraphs):
        if paragraph.part is Part.BOILERPLATE:
            continue
        match = _label(view, paragraph.start, paragraph.end)
        if (
            match
            and not i
            and paragraph.part is Part.HEADING
            and view[match.end() : paragraph.end].strip()[:1] in _MARKS
        ):
            match = None  # a title: 'Ann Lee: "The port is empty"'
        bare = None if match else _BARE.match(view, paragraph.start, paragraph.end)
        if bare and (bare["label"] == "Q" or (i - 1 in labels and labels[i - 1]["label"] == "Q")):
            match = bare
        if match:
            labels[i] = match
    return labels


def split_labelled_items(view: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, what holds several turns taken apart: "- Ann Lee: …" as items, "— Who was it? — Nobody.".

    The first are a list whose items each begin with a label, the others question and answer by turns.
    """
    split: list[Paragraph] = []
    for paragraph in paragraphs:
        if dashed := _dashed_turns(view, paragraph):
            split += dashed
            continue
        items = [Paragraph(a, b) for a, b in pairwise([*paragraph.items, paragraph.end])]
        labels = [_label(view, item.start, item.end) for item in items] if len(items) >= 2 else []
        names = [strip_titles(match["label"])[0] for match in labels if match]
        if len(names) == len(items) >= 2 and all(is_personal(name) for name in names):
            before = [Paragraph(paragraph.start, items[0].start)] if paragraph.start < items[0].start else []
            for part in (*before, *items):
                end = part.start + len(view[part.start : part.end].rstrip())
                split.append(Paragraph(part.start, end))
        else:
            split.append(paragraph)
    return split


def _dashed_turns(view: str, paragraph: Paragraph) -> list[Paragraph]:
    """The parts of a paragraph in which dashes part questions from answers, two of each; none where they do not."""
    text = view[paragraph.start : paragraph.end]
    cuts = [match.end() for match in _TURN_DASH.finditer(text)]
    pieces = [text[a:b].rstrip() for a, b in pairwise([*cuts, len(text)])]
    asks = [piece.endswith("?") for piece in pieces]
    if len(pieces) < _LEAST_DASHED or not asks[0] or any(a == b for a, b in pairwise(asks)):
        return []
    before = [(0, text[: cuts[0]].rstrip())] if cuts[0] else []
    places = [*before, *zip(cuts, pieces, strict=True)]
    return [Paragraph(paragraph.start + at, paragraph.start + at + len(piece)) for at, piece in places]


def is_stage_direction(text: str) -> bool:
    """Whether a sentence or a paragraph is a stage direction or a time stamp: "(Laughter.)", "[00:01:12]"."""
    return bool(text.strip()) and bool(_STAGE.fullmatch(text))


def _label(view: str, start: int, end: int) -> re.Match[str] | None:
    """The label that a paragraph begins with."""
    for pattern in (_LETTERED, _NAMED, _HEARD, _TIMED, _TIMED_BEHIND):
        match = pattern.match(view, start, end)
        if match and (pattern in {_LETTERED, _HEARD} or _may_label(match["label"])):
            rest = view[match.end() : end].strip()  # "FOR: Ann Lee" heads what she writes
            return None if NAME.fullmatch(rest) and is_personal(rest) else match
    return None


def _may_label(label: str) -> bool:
    """Whether what stands before a colon has the form of a name or an office, each weighty word with a capital."""
    words = label.split()
    if NUMBERED.fullmatch(label):
        return True
    if label.lower() in MESSAGE_WORDS:
        return False
    return len(words) <= 6 and all(
        w[0].isupper() or w.lower() in {"of", "the", "and", "de", "al", "van", "von", "der", "bin"} for w in words
    )
