"""Where errors arise: rates by slice (speaker, wording, form, mood, sampling, outlet) and by step of the pipeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from stance.evaluate.cross_validation import OutOfFold
from stance.evaluate.metrics import cluster_interval, match_claims, measure, rounded_mean
from stance.folds import speaker_names
from stance.labels import rows_of_texts
from stance.model.config import ClaimFeatures
from stance.records import AUTHOR, Document, LabelledClaim, Mood, Question, ScoredClaim

LONG: Final = 30
"""Words from which a claim counts as long: a third of the labelled ones are."""
MIN_SPANS: Final = 20
"""Spans below which a kind of claim is not shown: its share of errors would say nothing."""
MIN_SPANS_OF_OUTLET: Final = 200
_CUES: Final = {
    "negation": "with a negation",
    "concession": "with a concession",
    "modal": "with a modal verb",
    "all_sides": "naming every side",
    "some_sides": "naming some sides, not all",
    "quotation": "with quotation marks",
}

Kinds = Iterator[tuple[str, Sequence[bool]]]
"""Names of kinds, each with whether a row is of it, row by row."""


def slice_figures(
    labelled: Sequence[LabelledClaim],
    evaluated: OutOfFold,
    *,
    documents: Mapping[str, Document],
    claims: Sequence[ScoredClaim],
) -> dict[str, dict[str, Any]]:
    """By kind of claim: its spans, the share that is `wrong` with its interval over sources, kappa; kinds overlap.

    `documents`, by id, know bylines and outlets. Form and mood are those of the pipeline's `claims` that the labelled
    spans overlap best; without claims there are no such kinds. Kinds of fewer than `MIN_SPANS` spans, or of all, are
    left out.
    """
    kinds = [
        *_by_speaker(labelled, evaluated, documents),
        *_by_wording(labelled, evaluated),
        *_by_claim(labelled, claims),
        *_by_origin(labelled, documents),
    ]
    texts = rows_of_texts(labelled)
    of_texts = ((name, [i for i in texts if is_of_kind[i]]) for name, is_of_kind in kinds)
    return {name: _errors(rows, labelled, evaluated) for name, rows in of_texts if MIN_SPANS <= len(rows) < len(texts)}


def _by_speaker(labelled: Sequence[LabelledClaim], evaluated: OutOfFold, documents: Mapping[str, Document]) -> Kinds:
    """Whose claim it is, and whether any claim of theirs was in other folds, which its model may have learnt from."""
    own = [row.speaker in (AUTHOR, None) for row in labelled]
    yield "the writer's own", own
    yield "of others", [not its for its in own]
    names = speaker_names(labelled, documents)
    folds: dict[str, set[int]] = {}
    for name, fold in zip(names, evaluated.fold_of, strict=True):
        folds.setdefault(name, set()).add(fold)
    yield "of speakers in no other fold", [len(folds[name]) == 1 for name in names]
    yield "of speakers in other folds too", [len(folds[name]) > 1 for name in names]


def _by_wording(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> Kinds:
    """How long it is, and the language cues in it."""
    lengths = [len(row.text.split()) for row in labelled]
    yield f"{LONG} words or more", [length >= LONG for length in lengths]
    yield f"under {LONG} words", [length < LONG for length in lengths]
    table = ClaimFeatures(sides=evaluated.question.sides).transform([row.text for row in labelled])
    for name, shown in _CUES.items():
        yield shown, (table[f"cue_{name}"] > 0).tolist()


def _by_claim(labelled: Sequence[LabelledClaim], claims: Sequence[ScoredClaim]) -> Kinds:
    """The form and the mood that the pipeline reads."""
    matched = [scored.claim if scored else None for scored in match_claims(labelled, claims)]
    for form in sorted({str(claim.form) for claim in matched if claim}):
        yield f"form: {form}", [claim is not None and claim.form == form for claim in matched]
    for mood in (Mood.CONDITIONAL, Mood.QUESTION):
        yield f"mood: {mood}", [claim is not None and claim.mood == mood for claim in matched]


def _by_origin(labelled: Sequence[LabelledClaim], documents: Mapping[str, Document]) -> Kinds:
    """How the span was drawn, and which of the larger outlets it is from."""
    for how in sorted({row.sampling for row in labelled if row.sampling}):
        yield f"drawn as '{how}'", [row.sampling == how for row in labelled]
    known = [documents.get(row.document or "") for row in labelled]
    outlets = [document.outlet if document else None for document in known]
    for outlet, count in sorted(Counter(filter(None, outlets)).items()):
        if count >= MIN_SPANS_OF_OUTLET:
            yield f"from {outlet}", [name == outlet for name in outlets]


def _errors(rows: Sequence[int], labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, Any]:
    gold, stances = [labelled[i].label for i in rows], [evaluated.scored[i].stance for i in rows]
    wrong = np.array([label != stance for label, stance in zip(gold, stances, strict=True)], dtype=float)
    interval = cluster_interval(wrong, np.ones(len(rows)), [labelled[i].group for i in rows])
    kappa = measure(gold, stances, evaluated.question)["kappa"]
    return {"spans": len(rows), "wrong": rounded_mean(wrong), "interval": interval, "kappa": kappa}


def error_budget(
    labelled: Sequence[LabelledClaim],
    gold_spans: Sequence[ScoredClaim],
    claims: Sequence[ScoredClaim],
    question: Question,
) -> dict[str, Any]:
    """Of labelled spans that bear a stance and name their speaker, the share wrong end to end, and what is left of it.

    A span is right where the claim that overlaps it best has its stance and its speaker. In turn the segmentation is
    put right (the span itself is scored, `gold_spans`), then the speaker, then the stance.
    """
    matched = match_claims(labelled, claims)
    rows = [i for i, row in enumerate(labelled) if row.speaker and row.label != question.none_label]
    if not rows:
        return {"spans": 0, "wrong": {}}
    pairs = [(labelled[i], matched[i]) for i in rows]
    stance = np.array([scored is not None and scored.stance == row.label for row, scored in pairs])
    speaker = np.array([_same(row.speaker, scored) for row, scored in pairs])
    of_span = np.array([gold_spans[i].stance == labelled[i].label for i in rows])
    right = {
        "end to end": stance & speaker,
        "segmentation by hand": of_span & speaker,
        "attribution by hand": stance,
        "stance by hand": speaker,
        "segmentation and attribution by hand": of_span,
    }
    return {"spans": len(rows), "wrong": {name: rounded_mean(~hits) for name, hits in right.items()}}


def _same(speaker: str | None, scored: ScoredClaim | None) -> bool:
    """Whether the claim is the speaker's: the writer's own, or of a name whose last word is the same."""
    if scored is None or speaker is None:
        return False
    if AUTHOR in (speaker, scored.claim.speaker):
        return speaker == scored.claim.speaker
    last = (scored.claim.speaker or "").casefold().split()[-1:]
    return bool(last) and last[0] in speaker.casefold().split()
