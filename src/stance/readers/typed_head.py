"""Title, writers, outlet, date and address of a plain text, by the lines above its first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from stance.dates import find_date, iso_date
from stance.readers.items import METADATA_FIELDS
from stance.readers.metadata import authors_in, is_outlet, names_in, source_in
from stance.records import Document
from stance.text_head import HeadLine, head_lines

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


def with_typed_head(document: Document) -> Document:
    """The document with what the lines at its head say of it, where nothing else did; its text as it was."""
    if any(getattr(document, field) for field in METADATA_FIELDS):
        return document
    lines = list(head_lines(document.text))
    if not lines or not document.text[lines[-1].end :].strip():
        return document  # there is no text below it
    known: dict[str, Any] = {}
    bare = [line for line in lines if not _read(line, known)]
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


def _read(line: HeadLine, known: dict[str, Any]) -> bool:
    """Whether the line is of a known kind; what it says is added to what is known, the first to say it first."""
    said = _labelled(line) if line.field is not None else _unlabelled(line.text)
    for field, value in (said or {}).items():
        if value:
            known.setdefault(field, value)
    return said is not None


def _labelled(line: HeadLine) -> dict[str, str | None]:
    """{field: words} of a line "Source: The Harbour Post, 3 March 2021"; nothing where its label says nothing."""
    if line.field == "authors":
        return _byline(line.value)
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
    return (_dated_byline(words[by.end() :]) if by else None) or _source(words)


def _dated_byline(words: str) -> dict[str, str | None] | None:
    """As `_byline`, where a date may stand behind."""
    date = find_date(words)
    said = _byline(words[: date.start if date else None].strip(" ,|"))
    return said | ({"date": date.iso} if date else {}) if said else None


def _source(words: str) -> dict[str, str | None] | None:
    """{field: words} of a line with a date; None where it is none.

    "Jane Doe | 3 March 2021" is a byline as much as a source: only what is surely a paper is one.
    """
    source = source_in(words)
    if source is None:
        return None
    outlet, date = source
    return {"outlet": outlet if outlet and _is_paper(outlet) else None, "date": date}


def _byline(words: str) -> dict[str, str | None]:
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
