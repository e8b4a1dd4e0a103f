"""Lines to running text: words parted at the end of a line are whole again, compounds keep their hyphen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

_PARTED: Final = re.compile(r"(\w+)[-\u2010\u00ad]$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_COMPOUND: Final = frozenset(
    {"anti", "cross", "far", "five", "four", "half", "high", "long", "non", "quasi", "self", "semi", "three", "two"}
    | {"vice", "well"}
)
"""First halves that keep their hyphen where a line ends on it, if four letters or more follow."""


def word_counts(lines: Iterable[str]) -> Counter[str]:
    """How often the lines have each word, in small letters; what tells a parted word from a compound."""
    return Counter(word.lower() for line in lines for word in _WORD.findall(line))


def join_lines(lines: Sequence[str], words: Counter[str]) -> str:
    """The lines as one; `words` are those of the whole text. Soft hyphens are left out."""
    text = lines[0]
    for line in lines[1:]:
        parted = _PARTED.search(text[-40:])
        following = _WORD.match(line)
        if parted and following:
            kept = "-" if _keeps_hyphen(parted[1], following[0], words) else ""
            text = text[:-1] + kept + line
        else:
            text = f"{text} {line}"
    return text.replace("\u00ad", "").strip()


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Whether a word broken after a hyphen is a compound: as the rest of the text writes it, else by its halves."""
    if second[:1].isupper():
        return True
    first, last = first.lower(), second.lower()
    if words[f"{first}{last}"]:
        return False
    if words[f"{first}-{last}"] or first.isdigit() or (first in _COMPOUND and len(last) >= 4):
        return True
    # The halves themselves are counted once each at this very break.
    return len(first) > 2 and len(last) > 2 and words[first] > 1 and words[last] > 1
