"""Which documents can bear on the question at all: those that name each of its sides.

One compiled pass a side; a text that lacks a side holds no claim on the bond between them, so nothing behind the gate
(parser, model) needs to see it. Of a page it can be told before its article is taken out of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from stance.layout.view import visible
from stance.records import Document, Question

_HYPHEN: Final = re.compile(r"[-\u2010]\s*\n\s*")
"""At the end of a typed line; words parted by it are joined."""


def missing_entities(text: str, question: Question) -> tuple[str, ...]:
    """The sides, by their first name, that the text never names; empty where it is on topic or nothing is asked for."""
    lowered = visible(text).lower()
    return tuple(side[0] for side in question.sides if not _names(side).search(lowered))


def missing_from(document: Document, question: Question) -> tuple[str, ...]:
    """As `missing_entities`, of a document: what its title names it names."""
    whole = f"{document.title}\n{document.text}" if document.title else document.text
    return missing_entities(whole, question)


def may_be_relevant(source: str, question: Question) -> bool:
    """Whether any text taken out of a page could name each side; True also where none does, never False where one does.

    `source` is all that the page may show, with NUL wherever its markup parts words or joins the pieces of one: Russia
    is named by both "Rus", NUL, "sia" and "in", NUL, "Russia".
    """
    shown = visible(source).lower()
    # Nearly every page ends here: no piece of a name stands in it, however its pieces are joined.
    letters = _HYPHEN.sub("", shown.replace("\0", ""))
    if not all(any(name.lower().split()[0] in letters for name in side) for side in question.sides):
        return False
    return all(_loose_names(side).search(shown) for side in question.sides)


@cache
def _loose_names(side: tuple[str, ...]) -> re.Pattern[str]:
    """As `_names`, whatever may vanish between letters allowed between them, and tags for white space."""
    gap = rf"(?:\0|{_HYPHEN.pattern})*"
    names = (r"[\s\0]+".join(gap.join(map(re.escape, word)) for word in name.lower().split()) for name in side)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


@cache
def _names(side: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names, in lower case, as whole words, over any run of white space (a hard wrap may cut a name).

    Lower case on both sides is more than twice as fast as a pattern that ignores case.
    """
    longest_first = sorted(side, key=len, reverse=True)
    names = (r"\s+".join(map(re.escape, name.lower().split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
