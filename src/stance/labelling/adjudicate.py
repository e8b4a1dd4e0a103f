"""Adjudication: the spans annotators disagree on, as a queue whose answers become `gold` labels with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from stance.errors import DataError
from stance.labelling.agreement import differences
from stance.labelling.annotations import Annotations, Detail, Span, name_key, span_name
from stance.labelling.queue import QueueItem
from stance.labels import GOLD, is_place_of_words

WHY: Final = "disagreement"


def disagreement_queue(annotations: Annotations, texts: Mapping[str, str]) -> list[QueueItem]:
    """The spans to which people gave different labels, speakers or spans and that are not settled yet, by position.

    Each item has what its annotators said under `answers`, and takes from them the speaker that most name, its group
    and how it was drawn, so that the settled label stands for what it settles.

    Raises:
        DataError: there are none, or their documents are not at hand; all missing documents are named.
    """
    people = annotations.people
    spans = [
        span
        for span in sorted(annotations.spans)
        if GOLD not in annotations.spans[span] and differences(annotations, span, people)
    ]
    texts = {
        **texts,
        **{span[0]: words for span in spans if is_place_of_words(span[0], words := annotations.text(span))},
    }
    if not spans:
        raise DataError("no disagreement without a gold label; there is nothing to settle")
    if missing := sorted({span[0] for span in spans} - set(texts)):
        raise DataError(f"not among the documents: {', '.join(missing)}; name their folder with --texts FOLDER")
    if outside := [span_name(span) for span in spans if span[2] > len(texts[span[0]])]:
        raise DataError(f"{outside[0]} ends outside its document; give the version that was labelled")
    return [
        QueueItem(claim=_claim(annotations, span, texts[span[0]]), why=WHY, population=len(spans)) for span in spans
    ]


def _claim(annotations: Annotations, span: Span, text: str) -> dict[str, Any]:
    document, start, end = span
    labels = {name: annotations.spans[span][name] for name in annotations.people if name in annotations.spans[span]}
    details = {name: detail for name, detail in annotations.details.get(span, {}).items() if name in labels}
    claim: dict[str, Any] = {"document": document, "start": start, "end": end, "text": text[start:end]}
    claim |= {name: value for name in ("evidence", "group", "sampling") if (value := _first(details, name))}
    if speaker := _most_named(details):
        claim["speaker"] = speaker
    return claim | {
        "differs": differences(annotations, span, annotations.people),
        "codes": labels,
        "answers": {name: _answer(label, details.get(name), text) for name, label in labels.items()},
    }


def _answer(label: str, detail: Detail | None, text: str) -> dict[str, str]:
    """What one annotator said, for those who settle it: the words of their span only where it is another."""
    if detail is None:
        return {"label": label}
    _, start, end = detail.span
    said = {"label": label, "speaker": detail.speaker, "note": detail.note, "flag": detail.flag}
    return {name: value for name, value in (said | {"words": " ".join(text[start:end].split())}).items() if value}


def _first(details: Mapping[str, Detail], name: str) -> str:
    return next((value for detail in details.values() if (value := getattr(detail, name))), "")


def _most_named(details: Mapping[str, Detail]) -> str:
    """The speaker that most of the annotators name, the first of several; compared without case and space."""
    named = [detail.speaker for detail in details.values() if detail.speaker]
    keys = Counter(map(name_key, named))
    return max(named, key=lambda speaker: keys[name_key(speaker)]) if named else ""
