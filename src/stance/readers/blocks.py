"""Blocks of text as a file holds them (headings, paragraphs, items, rows), and how they make the text of a document.

Lines become running text: words parted at the end of a line are whole again, compounds keep their hyphen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from stance.dates import leading_date
from stance.readers.metadata import is_outlet


class TextKind(Enum):
    """What a block of a file is by its markup; an empty paragraph parts those around it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    BOX = "box"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of the file with its text; lines in it are those its writer broke.

    `role` is what the markup says it is to an article ("title", "byline", "body" …), None where it says nothing.
    """

    kind: TextKind
    text: str
    role: str | None = None


MARKS: Final = {TextKind.HEADING: "# ", TextKind.ITEM: "- "}
SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*$")
_RULE: Final = re.compile(r"(?:[_=*~–—-]\s?){5,}")
_FOOT: Final = re.compile(
    r"(?:page|seite|página|pagina) \d+ (?:of|von|de|di|sur|van) \d+(?:\s[^.!?]{0,60}©.*)?"
    r"|[^.!?]{0,40}(?:©|\(c\)) ?\d{4} (?:factiva|lexisnexis|proquest)\b.*",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(r"[A-Z][A-Z-]{2,24}(?: [A-Z-]{2,24}){0,2}:(?:\s|$)")
_LENGTH: Final = re.compile(r"[A-ZÄ-]{4,12}:\s*[\d.,]+\s+\w+")
_OF_A_DATABASE: Final = re.compile(
    r"(?:[A-Z][\w()/ -]{2,28}:\s.*|[\d,.]+ (?:words|mots|wörter)|(?:document|dokument) [a-z0-9]{15,40}|end of document"
    r"|body|\d+ of \d+ documents?)",
    re.IGNORECASE,
)
"""Lines that a database puts one below the other, each a paragraph of its own although no blank line parts them."""

_NAMED: Final = re.compile(r"[A-Z][\w()/ -]{2,28}:(?:\s|$)")
_GAP: Final = re.compile(r"(?<=\S) {3,}(?=\S)")
_LONG_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_COLUMN_LINES: Final = 4
_IN_COLUMNS: Final = 0.7
_WORDS_A_COLUMN: Final = 3
"""Two columns are told by so many lines, by the part of them that has both, and by words a line on either side."""

_WRAPPED: Final = 0.6
_SHORTEST_WIDTH: Final = 45
"""Lines of wrapped text are as long as the longest of their paragraph, to within this part of it, but for the last; and
the width of a page is no less than so many characters."""

_LONGEST_FOOT: Final = 160
_HEAD_LINES: Final = 3
_FULL_LINE: Final = 70
_LINE_LENGTH: Final = 80

_HYPHENS: Final = ("-", "\u2010", "\u00ad")
_PARTED: Final = re.compile(r"([-\u2010]?)(\w+)[-\u2010\u00ad]$")
_TIGHT_END: Final = re.compile(r"\S[-\u2010—–]$")
_TIGHT_START: Final = re.compile(r"[—–]\w")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_COMPOUND: Final = frozenset(
    {"anti", "cross", "far", "five", "four", "half", "high", "long", "non", "quasi", "self", "semi", "three", "two"}
    | {"vice", "well"}
)
"""First halves that keep their hyphen where a line ends on it, if four letters or more follow."""

_LINK: Final = 3
"""Letters of the small words in the middle of compounds, at most."""


def joined(blocks: Sequence[TextBlock]) -> str:
    """The text of the blocks, a blank line between; headings begin with "# ", list items with "- "."""
    return "\n\n".join(MARKS.get(block.kind, "") + block.text for block in blocks if block.text)


def are_wrapped(blocks: Sequence[TextBlock]) -> bool:
    """Whether each line of a page became a paragraph, as when text is pasted out of a PDF."""
    lines = [block.text for block in blocks if block.kind is TextKind.PARAGRAPH and block.text]
    open_ended = sum(not SENTENCE_END.search(a) and b[:1].islower() for a, b in pairwise(lines))
    return len(lines) >= 8 and open_ended >= 0.4 * len(lines)


def blocks_of_lines(lines: Iterable[str]) -> Iterator[TextBlock]:
    """The paragraphs of plain text, parted by blank lines; a rule of underscores is one of its own.

    A line that begins with a label in capitals ("BYLINE: Ana Rill") begins a paragraph: databases do not part those.
    The foot of a page comes after the paragraph that it stands in.
    """
    group: list[str] = []  # lines as they stand: where they begin tells columns
    feet: list[TextBlock] = []
    for line in lines:
        text = line.strip().strip("\ufeff")
        if is_page_foot(text):
            feet.append(TextBlock(TextKind.PARAGRAPH, text))
            continue
        is_rule = bool(_RULE.fullmatch(text))
        if group and (not text or is_rule or _LABELLED.match(text) or _LENGTH.fullmatch(group[-1].strip())):
            yield from _paragraphs(_columns_apart(group))
            group = []
        if not group:
            yield from feet
            feet = []
        if is_rule:
            yield TextBlock(TextKind.RULE, text)
        elif text:
            group.append(line.strip("\ufeff").rstrip())
    if group:
        yield from _paragraphs(_columns_apart(group))
    yield from feet


def is_in_columns(text: str) -> bool:
    """Whether a paragraph of the text, or several, is set in two columns."""
    groups = (part.expandtabs().split("\n") for part in re.split(r"\n\s*\n", text) if "   " in part or "\t" in part)
    return any(_second_column(lines) is not None for lines in groups)


def _columns_apart(lines: Sequence[str]) -> list[str]:
    """The lines without the space around them; where they are set in two columns, those of the left one first."""
    spaced = [line.expandtabs() for line in lines]
    place = _second_column(spaced)
    if place is None:
        return [line.strip() for line in lines]
    return [part.strip() for side in _sides(spaced, place) for part in side if part.strip()]


def _sides(lines: Sequence[str], place: int) -> tuple[list[str], list[str]]:
    return [line[:place] for line in lines], [line[place:] for line in lines]


def _second_column(lines: Sequence[str]) -> int | None:
    """Where the right one of two columns of running text begins; None where there are no two.

    Most lines have a gap that ends there and none has words across it, and on either side stand words, not figures.
    """
    if len(lines) < _COLUMN_LINES:
        return None
    begins = Counter(gap.end() for line in lines for gap in _GAP.finditer(line))
    place, often = begins.most_common(1)[0] if begins else (0, 0)
    if often < _IN_COLUMNS * len(lines) or any(line[place - 2 : place].strip() for line in lines):
        return None
    words = [sum(len(_LONG_WORD.findall(part)) for part in side) for side in _sides(lines, place)]
    return place if min(words) >= _WORDS_A_COLUMN * often else None


def is_page_foot(text: str) -> bool:
    """Whether a line is the foot of a printed page: "Page 2 of 9 © 2024 Factiva, Inc. All rights reserved."."""
    return len(text) < _LONGEST_FOOT and bool(_FOOT.fullmatch(text))


def _paragraphs(lines: Sequence[str]) -> Iterator[TextBlock]:
    """One paragraph, its lines joined where the width of the page broke them; or one a line of a database."""
    longest = max(map(len, lines))
    # "The Pebble-Coast Daily News" above "May 3, 2002 Friday, Final Edition" is no first line of a wrapped text.
    is_head = 1 < len(lines) <= _HEAD_LINES and is_outlet(lines[0]) and leading_date(lines[1]) is not None
    is_wrapped = longest >= _SHORTEST_WIDTH and all(len(line) >= _WRAPPED * longest for line in lines[:-1])
    if is_wrapped and not is_head and not _is_list(lines):
        yield TextBlock(TextKind.PARAGRAPH, join_lines(lines, word_counts(lines)))
    elif len(lines) > 1 and any(map(is_of_a_database, lines)):
        yield from _lines_of_a_database(lines)
    else:
        yield TextBlock(TextKind.PARAGRAPH, "\n".join(lines))


def _is_list(lines: Sequence[str]) -> bool:
    """Whether the lines are fields one below the other, which may be as long as the lines of a wrapped text are."""
    return bool(_NAMED.match(lines[0])) and any(map(_NAMED.match, lines[1:]))


def _lines_of_a_database(lines: Sequence[str]) -> Iterator[TextBlock]:
    """A paragraph a line, but that the lines of a body that follows without a gap are joined."""
    group = [lines[0]]
    for above, line in pairwise(lines):
        full = len(above) >= _SHORTEST_WIDTH and not is_of_a_database(above) and not is_of_a_database(line)
        # "The Pebble Post" below a long title is no second line of it.
        if full and (line[:1].islower() or (len(above) >= _FULL_LINE and len(line) >= _SHORTEST_WIDTH)):
            group.append(line)
        else:
            yield TextBlock(TextKind.PARAGRAPH, join_lines(group, word_counts(group)))
            group = [line]
    yield TextBlock(TextKind.PARAGRAPH, join_lines(group, word_counts(group)))


def is_of_a_database(line: str) -> bool:
    """Whether a line is one that databases put around an article: a label with its value, a date, a mark of its end."""
    return bool(_OF_A_DATABASE.fullmatch(line) or (len(line) < _LINE_LENGTH and leading_date(line)))


def word_counts(lines: Iterable[str]) -> Counter[str]:
    """How often the lines have each word, in small letters; what tells a parted word from a compound.

    Empty where no line ends in a hyphen: then nothing asks for it.
    """
    lines = tuple(lines)
    if not any(line.endswith(_HYPHENS) for line in lines):
        return Counter()
    return Counter(word.lower() for line in lines for word in _WORD.findall(line))


def join_lines(lines: Sequence[str], words: Counter[str]) -> str:
    """The lines as one; `words` are those of the whole text. Soft hyphens are left out."""
    text = lines[0]
    for line in lines[1:]:
        parted = _PARTED.search(text[-40:]) if text.endswith(_HYPHENS) else None
        following = _WORD.match(line) if parted else None
        link = parted and parted[1] and len(parted[2]) <= _LINK  # "side-to-", as "side-to-side" is parted
        if parted and following and not link and not _keeps_hyphen(parted[2], following[0], words):
            text = text[:-1] + line
        else:
            text += line if _is_tight(text, line) else f" {line}"
    return text.replace("\u00ad", "").strip()


def _is_tight(above: str, below: str) -> bool:
    """Whether no space belongs between two lines: at a hyphen, or at a dash that has none on its other side."""
    if _TIGHT_END.search(above[-2:]):
        return not below[0].isspace()
    return bool(_TIGHT_START.match(below)) and not above[-1:].isspace()


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Whether a word broken after a hyphen is a compound: as the rest of the text writes it, else by its halves."""
    if second[:1].isupper():
        return True
    first, last = first.lower(), second.lower()
    if words[f"{first}{last}"]:
        return False
    within = last.partition("-")[0]
    if within != last and len(within) <= _LINK:  # state-of-the-art, parted after its first word
        return True
    if words[f"{first}-{last}"] or first.isdigit() or (first in _COMPOUND and len(last) >= 4):
        return True
    # The halves themselves are counted once each at this very break.
    return len(first) > 2 and len(last) > 2 and words[first] > 1 and words[last] > 1
