"""Sentence boundaries by rule, on text whose quotes and white space are plain."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"""[.!?…]+["')\]]*\s+(?=["'(\[$]*[A-Z\[…])""")


def split_sentences(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `view[start:end]`, trimmed, in order, as half-open offsets into `view`."""
    first = start
    cuts = [match.end() for match in _STOP.finditer(view, start, end)] + [end]
    for cut in cuts:
        piece = view[first:cut]
        if piece.strip():
            yield first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())
        first = cut
