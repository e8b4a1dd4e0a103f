"""Text features of a claim: plain and masked text, words tagged by their scope, language cues.

Free of scikit-learn and pandas; `stance.model.config` makes of them the table that a classifier is trained on.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from stance.encoder.vector_cache import WIDTH
from stance.features.cues import NAMES, count_cues
from stance.features.scope import scoped_words
from stance.view import LIGATURES

TEXT_COLUMNS: Final = ("plain", "masked", "scoped")
CUE_COLUMNS: Final = tuple(f"cue_{name}" for name in NAMES)
VECTOR_COLUMNS: Final = tuple(f"vector_{number}" for number in range(WIDTH))

_QUOTES: Final = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"‐": "-", "‑": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": "..."}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # not seen, inside of words
    | LIGATURES
)
# "re- emergence" is a word that a line's end cut; "short- and long-term" is not.
_CUT_WORD: Final = re.compile(r"(?<=\w)- (?!(?:and|or|nor|to|the|a)\b)(?=\w)")
# A run of capitalised words that does not open the text or a sentence.
NAME: Final = re.compile(r"\b(?=[A-Z])(?<![.!?]\s)(?<!^)(?!SIDE_)[A-Z][a-z]+(?:\s+(?!SIDE_)[A-Z][a-z]+)*")
_REMEMBERED: Final = 1 << 15
"""Readings kept in memory (30 MB): more than there are labelled texts, or each fold reads all of them anew."""


def plain(text: str) -> str:
    """The text on one line: white space joined, quotes and dashes plain, words mended that a line's end cut."""
    line = " ".join(text.translate(_QUOTES).split())
    return _CUT_WORD.sub("-", line) if "- " in line else line


def mask_sides(plain_text: str, sides: Sequence[Sequence[str]]) -> str:
    """The text with each side's names as SIDE_A, SIDE_B and so on."""
    for number, side in enumerate(sides):
        plain_text = side_pattern(tuple(side)).sub(f"SIDE_{chr(ord('A') + number)}", plain_text)
    return plain_text


def mask_names(plain_text: str, sides: Sequence[Sequence[str]]) -> str:
    """The text with its sides masked, and other capitalised words inside a sentence as OTHER.

    So a model can learn what is said of the bond, whoever it is said of.
    """
    return NAME.sub("OTHER", mask_sides(plain_text, sides))


class ClaimReading(NamedTuple):
    """What a classifier reads of a text: it on one line, names masked, words tagged by scope, cues as of `NAMES`."""

    plain: str
    masked: str
    scoped: str
    cues: array[float]


@lru_cache(maxsize=_REMEMBERED)
def read_claim(text: str, sides: tuple[tuple[str, ...], ...]) -> ClaimReading:
    """The reading of one text; kept, so that the folds of an evaluation read a text once."""
    plain_text = plain(text)
    masked = mask_names(plain_text, sides)
    cues = array("f", count_cues(plain_text, masked, len(sides)))
    return ClaimReading(plain_text, masked, scoped_words(masked), cues)


@cache
def side_pattern(side: tuple[str, ...]) -> re.Pattern[str]:
    """What finds a side's names in a text, with their clitic."""
    names = "|".join(re.escape(name) for name in sorted(side, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)(?:'s\b)?", re.IGNORECASE)
