"""Adjudication: the spans annotators disagree on, as a queue whose answers become `gold` labels with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stance.errors import DataError
from stance.labelling.annotations import Annotations, Span, span_name
from stance.labelling.queue import QueueItem
from stance.labels import GOLD

WHY: Final = "disagreement"


def disagreement_queue(codes: Annotations, texts: Mapping[str, str]) -> list[QueueItem]:
    """The spans that people coded differently and that have no `gold` label yet, by position.

    Raises:
        DataError: there are none, or their documents are not at hand; all missing documents are named.
    """
    spans = {span: theirs for span in sorted(codes.spans) if len(set((theirs := _open(codes, span)).values())) > 1}
    if not spans:
        raise DataError("no disagreement without a gold label; there is nothing to settle")
    if missing := sorted({span[0] for span in spans} - set(texts)):
        raise DataError(f"not among the documents (--texts): {', '.join(missing)}")
    if outside := [span_name(span) for span in spans if span[2] > len(texts[span[0]])]:
        raise DataError(f"{outside[0]} ends outside its document; give the version that was labelled")
    return [
        QueueItem(claim=_claim(span, texts[span[0]]) | {"codes": theirs}, why=WHY, population=len(spans))
        for span, theirs in spans.items()
    ]


def _open(codes: Annotations, span: Span) -> dict[str, str]:
    """What people said of a span; nothing if it is settled."""
    coded = codes.spans[span]
    return {} if GOLD in coded else {who: coded[who] for who in codes.people if who in coded}


def _claim(span: Span, text: str) -> dict[str, str | int]:
    document, start, end = span
    return {"document": document, "start": start, "end": end, "text": text[start:end]}
