"""Title, writers, outlet and date by the lines at the head of a text, where its format does not mark them.

Of files with blocks (`with_metadata`) bylines and source lines are looked for; of typed texts (`with_typed_head`) each
line above the first sentence is read, and one of no known kind may be the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any, Final

from stance.dates import WEEKDAY, find_date, iso_date
from stance.records import Document
from stance.text_head import HeadLine, head_lines

METADATA_FIELDS: Final = ("title", "authors", "outlet", "date", "url")
"""What is known of a document beside its text."""

_MOST_LINES: Final = 25
"""Blocks above the first paragraph that are looked at: a printed web page begins with its menu."""

_PARAGRAPH: Final = 150
"""Characters of a block from which on it is of the text."""

_BYLINE: Final = re.compile(r"(?:by|byline:?|author:)\s+(?=[^\W\d_])(.{3,120}?)\.?", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+(?:[^\W\d_][\w.’'-]*)){1,4}")
_LINKING: Final = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "du", "ibn", "la", "le", "van", "von", "zu")
)
_WEEKDAY_BEFORE: Final = re.compile(rf"{WEEKDAY},?\s+$", re.IGNORECASE)
_AFTER: Final = re.compile(
    rf"[\s,;|·)]*+(?:{WEEKDAY})?[\s,;|·]*+"
    r"(?:pp?\.?|page)?\s*+(?:[A-Z]?\d{1,3}(?:[-–]\d{1,3})?)?[\s).]*+"
    r"(?:·?\s*\d+[\s-]min(?:ute)?s?\s+read)?",
    re.IGNORECASE,
)
"""What may follow the date of a source line: weekday, page, time to read."""

_LABEL: Final = re.compile(r"^(?:source|published(?: in| by| on)?|from|date|publication)\s*:?\s+", re.IGNORECASE)
_EDGES: Final = " #,|·(–—-"
_OUTLET_LENGTH: Final = 60
_SOURCE_LENGTH: Final = 160

_RUBRIC: Final = re.compile(
    r"(?:opinions?|op-?eds?|comment(?:ary|aries)?|analysis|editorials?|columns?|letters?|essays?|perspectives?|views?"
    r"|guest (?:essay|post|column)|blog|interview|speech|transcript)",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(
    r"(?:the )?(?:[^\W\d_][\w'’.&-]* ){0,4}(?:times|post|news|daily|journal|herald|tribune|review|gazette|magazine"
    r"|mail|mirror|telegraph|guardian|observer|independent|economist|standard|globe|chronicle|courier|star|sun|press|weekly"
    r"|monitor|inquirer|examiner|register|bulletin|digest|quarterly|blog|dispatch|ledger|argus|sentinel|zeitung)"
    r"(?: of [^\W\d_][\w ]+)?",
    re.IGNORECASE,
)
"""Names by which an outlet can be told from a person or a title."""

_ADDRESS: Final = re.compile(r"https?://\S+")
_WRITTEN_BY: Final = re.compile(
    r"(?:(?:interview|opinion|analysis|commentary|comment|essay|story|text|words|written)\s)?by\s", re.IGNORECASE
)
_BAR: Final = re.compile(r"\s+[|·•]\s+")
_SPEAKER: Final = re.compile(r"[A-Z][A-Z .'-]{0,40}:")
_MOST_BARE: Final = 3
"""Lines of no known kind that a head may have; a menu has more."""


def with_metadata(document: Document) -> Document:
    """The document with title, authors, outlet and date where the lines at its head are one; its text as it was."""
    blocks = list(takewhile(lambda block: len(block) < _PARAGRAPH, document.text.split("\n\n", _MOST_LINES)))
    title = next((block.strip("# ") for block in blocks if block.startswith("# ")), None)
    told = {"title": title} | told_by(blocks)
    known: dict[str, Any] = {field: getattr(document, field) or words for field, words in told.items()}
    return replace(document, **known)


def told_by(lines: Iterable[str]) -> dict[str, str | None]:
    """Authors, outlet and date by the first byline and the first line about the source, None where there is none."""
    lines = list(lines)
    outlet, date = next(filter(None, map(source_in, lines)), (None, None))
    return {"authors": next(filter(None, map(authors_in, lines)), None), "outlet": outlet, "date": date}


def authors_in(line: str) -> str | None:
    """The people a byline names, joined by "; ", also one that a date closes; None where the line is none."""
    dated = find_date(line[:_SOURCE_LENGTH])
    words = line[: dated.start] if dated and _AFTER.fullmatch(line, dated.end) else line
    found = _BYLINE.fullmatch(words.strip().strip(_EDGES).strip("*_"))
    return names_in(found[1]) if found else None


def names_in(words: str) -> str | None:
    """The people that are named, joined by "; "; None where something else stands among them."""
    names = [name.strip() for name in re.split(r"\s*(?:,|;|&|\band\b)\s*", words) if name.strip()]
    return "; ".join(names) if names and all(map(_is_name, names)) else None


def _is_name(text: str) -> bool:
    words = text.split()
    capital = all(word[0].isupper() or word in _LINKING for word in words)
    return bool(_NAME.fullmatch(text)) and capital


def source_in(line: str) -> tuple[str | None, str] | None:
    """(outlet, ISO date) of a line "Outlet, 14 March 2024, p. 7" or of a date alone; None where it is neither."""
    date = find_date(line[:_SOURCE_LENGTH])
    if date is None or not _AFTER.fullmatch(line, date.end):
        return None
    before = _WEEKDAY_BEFORE.sub("", line[: date.start])
    outlet = _LABEL.sub("", before).strip(_EDGES)
    if outlet and not is_outlet(outlet):
        return None
    return (None if authors_in(outlet) else outlet or None), date.iso


def is_outlet(text: str) -> bool:
    """Whether words are capitalised as an outlet's name is, and are no sentence or label."""
    if len(text) > _OUTLET_LENGTH:
        return False
    words = [word for word in text.split() if len(word) > 3]
    return all(word[0].isupper() or not word[0].isalpha() for word in words) and not re.search(r"[.:!?]", text)


def with_typed_head(document: Document) -> Document:
    """The document with what the lines at its head say of it, where nothing else did; its text as it was."""
    if any(getattr(document, field) for field in METADATA_FIELDS):
        return document
    lines = list(head_lines(document.text))
    if not lines or not document.text[lines[-1].end :].strip():
        return document  # there is no text below it
    known: dict[str, Any] = {}
    bare = [line for line in lines if not _is_known(line, known)]
    papers = [line for line in bare if _is_paper(line.text)]
    if papers and len(bare) > 1:
        known.setdefault("outlet", papers[0].text)
        bare = [line for line in bare if line not in papers]
    if title := _title(bare, lines, document.text):
        known.setdefault("title", title)
    return replace(document, **known)


def filled_by(document: Document, before: Document) -> tuple[str, ...]:
    """The names of the fields that `document` has and `before` had not."""
    return tuple(name for name in METADATA_FIELDS if getattr(document, name) and not getattr(before, name))


def _is_known(line: HeadLine, known: dict[str, Any]) -> bool:
    """Whether the line is of a known kind; what it says is added to what is known, the first to say it first."""
    said = _labelled(line) if line.field is not None else _unlabelled(line.text)
    for field, value in (said or {}).items():
        if value:
            known.setdefault(field, value)
    return said is not None


def _labelled(line: HeadLine) -> dict[str, str | None]:
    """{field: words} of a line "Source: The Harbour Post, 3 March 2021"; nothing where its label says nothing."""
    if line.field == "authors":
        return _behind_by(line.value)
    if line.field in {"outlet", "date"}:
        if address := _ADDRESS.fullmatch(line.value):
            return {"url": address[0]}
        if source := source_in(line.value):
            return {"outlet": source[0], "date": source[1]}
        return {line.field: iso_date(line.value) if line.field == "date" else line.value}
    return {line.field: line.value} if line.field else {}


def _unlabelled(words: str) -> dict[str, str | None] | None:
    """{field: words} of a byline or a line with a date; None where the line is neither.

    "Opinion | The Harbour Post | 3 June 2024" is a line of three.
    """
    parts = _BAR.split(words)
    if len(parts) > 1 and find_date(words) is not None:
        said = [_unlabelled(part) or ({"outlet": part} if _is_paper(part) else {}) for part in parts]
        return {field: value for part in reversed(said) for field, value in part.items() if value}
    if _ADDRESS.fullmatch(words):
        return {"url": words}
    if _RUBRIC.fullmatch(words):
        return {}
    by = _WRITTEN_BY.match(words)
    return (_dated_byline(words[by.end() :]) if by else None) or _dated_line(words)


def _dated_byline(words: str) -> dict[str, str | None] | None:
    """As `_behind_by`, where a date may stand behind."""
    date = find_date(words)
    said = _behind_by(words[: date.start if date else None].strip(" ,|"))
    return said | ({"date": date.iso} if date else {}) if said else None


def _dated_line(words: str) -> dict[str, str | None] | None:
    """{field: words} of a line with a date; None where it is none.

    "Jane Doe | 3 March 2021" is a byline as much as a source: only what is surely a paper is one.
    """
    source = source_in(words)
    if source is None:
        return None
    outlet, date = source
    return {"outlet": outlet if outlet and _is_paper(outlet) else None, "date": date}


def _behind_by(words: str) -> dict[str, str | None]:
    """{field: words} of what stands behind "By": people, and the paper they write for; nothing where it is neither."""
    people, _, paper = words.rpartition(",")
    if people and _is_paper(paper.strip()):
        return {"authors": authors_in(f"By {people}"), "outlet": paper.strip()}
    return {"authors": found} if (found := authors_in(f"By {words}") or names_in(words)) else {}


def _is_paper(words: str) -> bool:
    return " " in words and bool(_PAPER.fullmatch(words)) and is_outlet(words)


def _title(bare: Sequence[HeadLine], lines: Sequence[HeadLine], text: str) -> str | None:
    """The first line of no known kind, where the head stands apart from the text: by a blank line, or a known one."""
    if not 1 <= len(bare) <= _MOST_BARE:
        return None
    words = bare[0].text.strip("#*_ ")
    below = text[lines[-1].end :].lstrip(" \t\r")
    known_below = len(lines) > len(bare)
    if _SPEAKER.match(words) or words.endswith((":", ",", ";")) or words[:1].islower():
        return None
    return words if known_below or below.startswith("\n\n") or below.startswith("\n\r\n") else None
