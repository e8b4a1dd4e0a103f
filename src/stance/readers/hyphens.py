"""Lines to running text: words parted at the end of a line are whole again, compounds keep their hyphen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

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
