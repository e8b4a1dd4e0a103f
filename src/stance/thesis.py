"""Predicts what a document's author holds as a thesis, apart from what is reported, conceded or cited as evidence.

A document's stance is not the mean of its sentences: evidence for closeness counts as `possible`, a concession as the
opposite. A logistic regression reads the scores of the author's own claims, in all of the text, at its beginning and
end and where the author speaks as "I", beside those of others. It is fitted on documents labelled by thesis
(data/theses.csv) by scripts/thesis.py, and knows one question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.manifest import read_manifest
from stance.packaged import lite_bundle, template
from stance.records import AUTHOR, Document, Outcome, Question, ScoredClaim

FITTED: Final = "thesis.json"
"""The fitted regression, in the package's templates folder."""

ENDS: Final = (0.3, 0.7)
"""Claims before and after these parts of the text stand where a thesis is put."""

THESIS_PHRASE: Final = re.compile(
    r"\b(I|we|my|our|me|us)\b|\b(in truth|in short|the fact is|make no mistake|the truth|in effect|of course)\b", re.I
)
"""Words by which writers speak for themselves, such as "I part company with them"."""

MIN_CLAIMS: Final = 3
"""Fewer own claims than these say nothing of a thesis."""

Array = NDArray[np.float64]


def author_thesis(
    scored: Sequence[ScoredClaim], document: Document, question: Question
) -> tuple[tuple[str, float], ...] | None:
    """What the author holds: each label with its probability, the likeliest first.

    None where the question is another than the one it was fitted for, or the author says too little.
    """
    fitted = fitted_thesis()
    own = sum(is_own(claim, document) for claim in scored)
    if fitted["question"] != question.id or fitted["labels"] != list(question.labels) or own < MIN_CLAIMS:
        return None
    place = (thesis_features(scored, document) - np.array(fitted["mean"])) / np.array(fitted["scale"])
    logits = np.array(fitted["coefficients"]) @ place + np.array(fitted["intercepts"])
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    return tuple(sorted(zip(question.labels, map(float, shares), strict=True), key=lambda pair: -pair[1]))


def theses_of(outcomes: Sequence[Outcome], question: Question) -> dict[str, tuple[tuple[str, float], ...]]:
    """{document: what its author holds}, without the documents of which nothing can be said."""
    predicted = {outcome.document.id: author_thesis(outcome.scored, outcome.document, question) for outcome in outcomes}
    return {document: thesis for document, thesis in predicted.items() if thesis}


@cache
def fitted_thesis() -> dict[str, Any]:
    """The fitted regression and how right it is on documents held out."""
    fitted: dict[str, Any] = json.loads(template(FITTED))
    return fitted


def thesis_note(manifest: Mapping[str, Any]) -> str:
    """How far a thesis predicted from the scores of a bundle can be trusted, by its manifest."""
    fitted = fitted_thesis()
    if manifest["sha256"]["labels"] != _labels_measured():
        return (
            "Author's own thesis: predicted from the whole of a text, by a regression on the scores of the bundle that "
            "comes with stance; how right it is on the scores of this one, trained on other labels, is not measured."
        )
    return (
        f"Author's own thesis: predicted from the whole of a text. On {fitted['documents']} labelled documents, each "
        f"held out, it is right in {fitted['accuracy']:.0%} (kappa {fitted['kappa']:.2f}), the sign of the balance in "
        f"{fitted['accuracy_of_sign']:.0%}; where the author takes a stance at all, in "
        f"{fitted['accuracy_where_there_is_one']:.0%} against {fitted['accuracy_of_sign_where_there_is_one']:.0%}."
    )


@cache
def _labels_measured() -> str:
    """The SHA-256 of the labels whose bundle's scores the figures are of."""
    return str(read_manifest(lite_bundle())["sha256"]["labels"])


def is_own(scored: ScoredClaim, document: Document) -> bool:
    """Whether the claim is in the author's own voice, or under one of the byline's names, whole or a family name."""
    speaker = scored.claim.speaker or ""
    named = rf"(?<!\w){re.escape(speaker)}(?!\w)"  # "Ames" is none of "Ann Amesbury"
    return speaker == AUTHOR or bool(speaker and re.search(named, document.authors or ""))


def thesis_features(scored: Sequence[ScoredClaim], document: Document) -> Array:
    """The features of a document, shape (24,): log shares of the scale's labels by voice and place, and the like."""
    claims = sorted(scored, key=lambda claim: (claim.claim.start, -claim.claim.end))
    chances = np.array([claim.probabilities for claim in claims])
    own = np.array([is_own(claim, document) for claim in claims], dtype=bool)
    place = np.array([claim.claim.start for claim in claims]) / max(len(document.text), 1)
    ends = own & ((place < ENDS[0]) | (place > ENDS[1]))
    spoken = own & np.array([bool(THESIS_PHRASE.search(claim.claim.text)) for claim in claims], dtype=bool)
    return np.array(
        [
            *(value for voice in (own, ends, ~own) for value in _log_shares(chances[voice])),
            *(own.mean(), float(own[0]), float(own[-1])),
            *(_without_stance(chances[voice]) for voice in (own, ends, ~own)),
            float(spoken[own].mean()) if own.any() else 0.0,
            float((own & (chances[:, -1] < 0.5)).mean()),
            *_log_strongest(chances[own], 0.02),
            *_log_strongest(chances[spoken], 0.05),
        ]
    )


def _log_shares(chances: Array) -> Array:
    """The logarithm of each scale label's share among the claims, kept from 0 by some of each."""
    sums = chances[:, :-1].sum(axis=0) + 0.3
    logs: Array = np.log(sums / sums.sum())
    return logs


def _without_stance(chances: Array) -> float:
    """The share of the claims without a stance; near 0.7 where there are none."""
    labels = chances.shape[1]
    sums = chances.sum(axis=0) + 0.5 * np.array([0.1] * (labels - 1) + [0.7])
    return float(sums[-1] / sums.sum())


def _log_strongest(chances: Array, least: float) -> Array:
    """The logarithm of the highest probability of each scale label among the claims."""
    strongest = chances[:, :-1].max(axis=0) if len(chances) else np.zeros(chances.shape[1] - 1)
    return np.log(np.maximum(strongest, 0.0) + least)
