"""Which documents can bear on the question at all: those that name each of its sides.

One compiled pass a side; a text that lacks a side holds no claim on the bond between them, so nothing behind the gate
(parser, model) needs to see it.
"""

from __future__ import annotations

import re
from functools import cache

from stance.layout.view import visible
from stance.records import Document, Question


def missing_entities(text: str, question: Question) -> tuple[str, ...]:
    """The sides, by their first name, that the text never names; empty where it is on topic or nothing is asked for."""
    lowered = visible(text).lower()
    return tuple(side[0] for side in question.sides if not _names(side).search(lowered))


def missing_from(document: Document, question: Question) -> tuple[str, ...]:
    """As `missing_entities`, of a document: what its title names it names."""
    whole = f"{document.title}\n{document.text}" if document.title else document.text
    return missing_entities(whole, question)


@cache
def _names(side: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names, in lower case, as whole words, over any run of white space (a hard wrap may cut a name).

    Lower case on both sides is more than twice as fast as a pattern that ignores case.
    """
    longest_first = sorted(side, key=len, reverse=True)
    names = (r"\s+".join(map(re.escape, name.lower().split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
