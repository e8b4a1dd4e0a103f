"""Stacks the text classifier, the tuned encoder and the document stage, fitted on cross-fitted predictions.

Every prediction that a stage is fitted on comes from a first pass that had not seen the claim's group. The stage over
words alone comes first; where it is sure that a claim takes no stance, the encoder, which costs a hundred times as
much, is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import compress
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.model.document_stage import (
    LEFT_OUT,
    DocumentStage,
    Floats,
    Neighbourhood,
    centred_logs,
    fit_document_stage,
)
from stance.model.first_pass import softmax
from stance.model.fitted import FittedPipeline
from stance.records import Claim

# The encoder's weight in the first pass: of 0.5 to 0.8, out of fold, all did alike; without a second pass, 0.5 costs
# 0.01 of kappa.
ENCODER_WEIGHT: Final = 0.65
# Of the held-out spans that bear a stance, the share read right with the encoder that it may not be asked about: 4 of
# 2,178. Twice that would read a tenth fewer claims, at 0.0025 of kappa (95 %: 0.0006 to 0.0044).
MAX_MISSED: Final = 0.002
# From so many held-out claims on a second pass is learnt: on fewer it would know less than its 18 columns.
_MIN_CLAIMS: Final = 200

Read = Callable[[NDArray[np.intp]], Floats]
"""Places of claims → the encoder's scores of them; a row of NaN is not to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStages:
    """The document stage over words alone and, with an encoder, over both.

    `screen` is the probability of no stance, by words alone, from which the encoder is not asked; None asks it always.
    """

    words: DocumentStage
    both: DocumentStage | None = None
    screen: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossFittedPredictions:
    """Claims with first-pass predictions of a model that had not seen their group, one row a claim.

    `gold` is the gold label's column, `words` the probabilities by words, `encoded` the encoder's scores (NaN: not
    read) or None, `novelty` the raw novelty, `fold_of` the number of the fold each was held out in, `written` whether
    it was written for training and drawn from no text, `strata` the label table it is from; `none` is the column of the
    label that takes no stance, if the question has one.
    """

    claims: tuple[Claim, ...]
    gold: NDArray[np.intp]
    words: Floats
    encoded: Floats | None
    novelty: Floats
    fold_of: NDArray[np.intp]
    written: NDArray[np.bool_]
    strata: NDArray[np.str_]
    none: int | None

    def take(self, rows: NDArray[np.bool_]) -> CrossFittedPredictions:
        """Those claims alone."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        arrays: dict[str, Any] = {name: value[rows] for name, value in values.items() if isinstance(value, np.ndarray)}
        return replace(self, claims=tuple(compress(self.claims, rows)), **arrays)


def stacked_probabilities(
    claims: Sequence[Claim], words: Floats, *, stages: DocumentStages | None, read: Read | None, none: int | None
) -> Floats:
    """Shape (n_claims, n_labels): encoder and document stage over `words`, the text classifier's probabilities.

    `none` is the column of the label that takes no stance, if the question has one.
    """
    by_words = words if stages is None else stages.words.probabilities(centred_logs(words), words, claims)
    if read is None:
        return by_words
    screen = stages.screen if stages else None
    asked = np.arange(len(claims)) if none is None or screen is None else np.flatnonzero(by_words[:, none] < screen)
    encoded = np.full_like(words, np.nan)
    encoded[asked] = read(asked)
    if np.isnan(encoded).all():
        return by_words
    mixed = _mixed(words, encoded, by_words)
    if stages is None or stages.both is None:
        return mixed
    by_both = stages.both.probabilities(_columns(words, encoded), mixed, claims)
    return np.where(np.isnan(encoded), by_words, by_both)


def fit_document_stages(predictions: CrossFittedPredictions) -> tuple[DocumentStages | None, Floats]:
    """(the stages fitted on all claims, the probabilities of the claims by stages fitted without their fold).

    None, and the first pass, where there are too few claims or folds to learn from.
    """
    words, encoded, none = predictions.words, predictions.encoded, predictions.none
    if (~predictions.written).sum() < _MIN_CLAIMS or len(np.unique(predictions.fold_of)) < 2:
        return None, words if encoded is None else _mixed(words, encoded, words)
    word_stage, by_words = _fit(predictions, centred_logs(words), words)
    if encoded is None or np.isnan(encoded).all():
        return DocumentStages(words=word_stage), by_words
    read = ~np.isnan(encoded[:, 0])
    columns = _columns(words, encoded)
    screen = None
    if none is not None:
        _, by_both = _fit(predictions, columns, _mixed(words, encoded, by_words), only=read)
        texts = ~predictions.written
        screen = _screen(by_words[texts], by_both[texts], predictions.gold[texts], none)
    # Fitted on the screened claims too, so that it knows them, but beside neighbours that are screened.
    screened = np.zeros(len(read), bool) if none is None or screen is None else by_words[:, none] >= screen
    unread = np.where((read & ~screened)[:, None], encoded, np.nan)
    both_stage, by_both = _fit(predictions, columns, _mixed(words, unread, by_words), only=read)
    stages = DocumentStages(words=word_stage, both=both_stage, screen=screen)
    return stages, np.where(np.isnan(unread), by_words, by_both)


def describe_stages(stages: DocumentStages | None) -> dict[str, Any] | None:
    """What the manifest says of the document stages: the numbers beside their fitted parts."""
    if stages is None:
        return None
    both = list(stages.both.mean) if stages.both else None
    return {"words": list(stages.words.mean), "both": both, "screen": stages.screen}


def stages_from(
    described: Mapping[str, Any] | None, fitted: Mapping[str, FittedPipeline], labels: int
) -> DocumentStages | None:
    """The inverse of `describe_stages`, with the fitted stages by name; `labels` is how many the question has.

    Raises:
        KeyError, TypeError, ValueError, OverflowError: it is not complete.
    """
    if described is None:
        return None

    def stage(name: str) -> DocumentStage:
        if len(described[name]) != labels:
            raise ValueError("a stage of another number of labels")
        return DocumentStage(mean=tuple(map(float, described[name])), fitted=fitted[name])

    both, screen = described["both"], described["screen"]
    return DocumentStages(
        words=stage("words"),
        both=None if both is None else stage("both"),
        screen=None if screen is None else float(screen),
    )


def _mixed(words: Floats, encoded: Floats, unread: Floats) -> Floats:
    """The first pass by words and encoder, in the logarithm; `unread` where the encoder did not read."""
    with np.errstate(divide="ignore"):  # a label that no training row had stays at 0
        logs = np.log(words)
    mixed = softmax((1 - ENCODER_WEIGHT) * logs + ENCODER_WEIGHT * np.nan_to_num(encoded))
    return np.where(np.isnan(encoded), unread, mixed)


def _columns(words: Floats, encoded: Floats) -> Floats:
    return np.hstack([centred_logs(words), centred_logs(softmax(np.nan_to_num(encoded)))])


def _fit(
    predictions: CrossFittedPredictions, scores: Floats, first: Floats, only: NDArray[np.bool_] | None = None
) -> tuple[DocumentStage, Floats]:
    """(the stage fitted on all claims, or `only` those; the claims' probabilities by one fitted without their fold)."""
    used = np.ones(len(predictions.claims), bool) if only is None else only
    around = Neighbourhood(predictions.claims)

    def fit_on(rows: NDArray[np.bool_]) -> DocumentStage:
        gold = np.where(rows, predictions.gold, LEFT_OUT)
        return fit_document_stage(scores, first, around, gold, predictions.none, predictions.written)

    fitted = np.zeros_like(first)
    for number in np.unique(predictions.fold_of):
        test = predictions.fold_of == number
        claims = tuple(compress(predictions.claims, test))
        fitted[test] = fit_on(~test & used).probabilities(scores[test], first[test], claims)
    return fit_on(used), fitted


def _screen(by_words: Floats, both: Floats, gold: NDArray[np.intp], none: int) -> float:
    """The probability of no stance from which the encoder is not asked, so that no more than `MAX_MISSED` is lost."""
    read_right = (gold != none) & (both.argmax(axis=1) == gold)
    lost = np.sort(by_words[read_right, none])[::-1]
    allowed = int(MAX_MISSED * (gold != none).sum())
    return round(max(float(lost[allowed]) + 1e-6 if len(lost) > allowed else 1.0, 0.5), 6)
