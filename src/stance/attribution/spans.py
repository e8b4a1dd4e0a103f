"""Extents: which tokens a content or a source covers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from stance.tokens import Doc, Token

TokenSpan = tuple[int, int]
"""Half-open token indices into a Doc."""

EDGE: Final = frozenset({",", ";", ":", "-", "–", "—", "--"})
FINAL: Final = frozenset({".", "!", "?", "…", "..."})


def under(token: Token) -> set[int]:
    """The places of a token and of all that hangs on it."""
    return {t.i for t in token.subtree}


def pieces(token: Token, without: Token) -> tuple[TokenSpan, ...]:
    """The runs of tokens under `token` that are not under `without`."""
    return runs(under(token) - under(without))


def runs(indices: Iterable[int]) -> tuple[TokenSpan, ...]:
    """Token indices as half-open runs in order."""
    spans: list[TokenSpan] = []
    for i in sorted(indices):
        if spans and spans[-1][1] == i:
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return tuple(spans)


def trim(doc: Doc, span: TokenSpan) -> TokenSpan | None:
    """The span without commas, dashes and white space at its edges or a final stop; None if nothing is left."""
    start, end = span
    while start < end and (doc[start].text in EDGE or doc[start].is_space or doc[start].text in FINAL):
        start += 1
    while end > start and (doc[end - 1].text in EDGE or doc[end - 1].is_space or doc[end - 1].text == "."):
        end -= 1
    return (start, end) if start < end else None
