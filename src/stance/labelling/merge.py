"""Merges the answer files of a session into a label table; what annotators disagree on in one, as a queue to settle.

The answers to that queue become `gold` labels with a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from stance.errors import DataError
from stance.labelling.agreement import differences
from stance.labelling.annotations import Annotations, Detail, Span, name_key, span_name
from stance.labelling.answer_log import Answer, answers_in
from stance.labelling.queue import QueueItem, QueueOrder, read_queue
from stance.labels import GOLD, is_place_of_words, text_sha

COLUMNS: Final = (
    *("document", "start", "end", "speaker", "label", "annotator", "confidence", "text", "text_sha", "group"),
    *("sampling", "flag", "note", "reason", "at"),
)

WHY: Final = "disagreement"


@dataclass(frozen=True, slots=True)
class Merged:
    """A session's labels as rows under `COLUMNS`, by place and annotator, and what is not among them, by annotator."""

    rows: tuple[dict[str, str], ...]
    skipped: Mapping[str, int]
    flagged: Mapping[str, int]


def merge(folder: Path, texts: Callable[[], Mapping[str, str]]) -> Merged:
    """The answers of all annotators of a session; skipped claims, and claims flagged without a label, are counted.

    `texts` gives {document: text}, asked only where a span was corrected: of all others the queue has the words.
    `sampling` is `all`, the probability with which the claim came to be shown, or the order that picked it; a settled
    label has the sampling and the group of those it settles.

    Raises:
        DataError: no session there, or a span corrected in a document that is not at hand.
    """
    queue = {item.span: item for item in read_queue(folder)}
    if not queue:
        raise DataError(f"{folder}: no labelling session there; give its folder: stance merge FOLDER")
    answers_by_annotator = answers_in(folder)
    chance = _chance(list(queue.values()), {span for answers in answers_by_annotator.values() for span in answers})
    cached_texts = cache(texts)
    rows, skipped, flagged = [], Counter[str](), Counter[str]()
    for annotator, answers in answers_by_annotator.items():
        for span, answer in answers.items():
            if answer.label is None:
                (flagged if answer.flagged else skipped)[annotator] += 1
            elif span in queue:
                rows.append(_row(answer, annotator, queue[span], cached_texts) | {"sampling": chance[span]})
    rows.sort(key=lambda row: (row["document"], int(row["start"]), int(row["end"]), row["annotator"]))
    return Merged(tuple(rows), dict(skipped), dict(flagged))


def _chance(queue: Sequence[QueueItem], shown: set[Span]) -> dict[Span, str]:
    """{claim: its `sampling`}. Of the random share, whose order is random, what was shown so far is the sample."""
    drawn = [item for item in queue if item.why == QueueOrder.RANDOM]
    reached = sum(item.span in shown for item in drawn)
    population = queue[0].population
    word = "all" if reached == population else f"{reached / population:.6g}"
    return {
        item.span: word if item.why == QueueOrder.RANDOM else item.claim.get("sampling") or item.why for item in queue
    }


def _row(answer: Answer, annotator: str, item: QueueItem, texts: Callable[[], Mapping[str, str]]) -> dict[str, str]:
    start = answer.start if answer.new_start is None else answer.new_start
    end = answer.end if answer.new_end is None else answer.new_end
    text = item.claim["text"]
    if (start, end) != (answer.start, answer.end):
        if answer.document not in texts():
            raise DataError(f"{answer.document} {start}-{end}: a corrected span; give its document with --texts")
        text = texts()[answer.document][start:end]
    return {
        "document": answer.document,
        "start": str(start),
        "end": str(end),
        "speaker": (item.claim.get("speaker") if answer.speaker is None else answer.speaker) or "",
        "label": answer.label or "",
        "annotator": annotator,
        "confidence": "",
        "text": text,
        "text_sha": text_sha(text),
        "group": item.claim.get("group") or answer.document,
        "flag": "yes" if answer.flagged else "",
        "note": "" if annotator == GOLD else answer.note,
        "reason": answer.note if annotator == GOLD else "",
        "at": answer.at,
    }


def disagreement_queue(annotations: Annotations, texts: Mapping[str, str]) -> list[QueueItem]:
    """The spans to which people gave different labels, speakers or spans and that are not settled yet, by position.

    Each item has what its annotators said under `answers`, and takes from them the speaker that most name, its group
    and how it was drawn, so that the settled label stands for what it settles.

    Raises:
        DataError: there are none, or their documents are not at hand; all missing documents are named.
    """
    unsettled = (span for span in sorted(annotations.spans) if GOLD not in annotations.spans[span])
    people = annotations.people
    spans = [span for span in unsettled if differences(annotations, span, people)]
    words_of = {span[0]: annotations.text(span) for span in spans}
    texts = {**texts, **{name: words for name, words in words_of.items() if is_place_of_words(name, words)}}
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
