"""Document-level stage: a logistic regression over a claim's scores and those of its document's other claims.

Claims about the bond stand together, and who calls the two allies in one sentence seldom denies it in the next. So the
unit of the labels stays the claim, but how likely each label is depends on the document too. Words enter linearly, as
centred log-probabilities of the first pass, so that what a word adds to a score can still be told exactly.
Out of fold by source, all three tables, this is worth 0.04 of macro F1 and 0.05 of kappa (0.67 and 0.60 without it).
False alarms in passages without any stance fall from 11.5 % to 4.8 %; the price is that of claims which alone in their
passage bear one, half are found and not 85 %.

Of what a `Claim` knows beside its words, whose it is pays: 0.01 of kappa, by the speakers found here as by those of the
labels. So does a question: of 96 labelled spans that end in one, none bears a stance. The rest of its mood and attitude
tells nothing more: 28 % of 721 conditional spans bear a stance and 29 % of the plain ones, as their scores say too,
and only 51 spans are of something endorsed, doubted or rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from stance.records import AUTHOR, Claim

Floats = NDArray[np.float64]

# A document's other claims weigh as much as four, however many they are, beside two of the mean document: so a passage
# of five sentences, as most of the labels are, and an op-ed of fifty are alike. Out of fold no figure tells it from
# claims counted one by one (kappa 0.646 and 0.648).
_OTHERS: Final = 4
_PSEUDO: Final = 2.0
# A neighbour counts e times less every so many claims further away: of 1, 2, 3 and 4, 2 did best by a hair.
_NEAR: Final = 2.0
_REACH: Final = 12
_EPSILON: Final = 1e-6
# 18 columns and thousands of rows: from 0.02 to 0.1 no figure moves by more than 0.004.
_C: Final = 0.05
# Weights of labels between natural (0) and balanced (1): of any stance against none, and of the labels of the scale
# among each other. With 0.5 for both, opposite labels are taken for one another in 3.6 % of their spans, thus in 2.9 %;
# below 0.7, `none`, always in the set of labels where it is the likeliest, is covered more often than is meant.
_BEARING_POWER: Final = 0.7
_SCALE_POWER: Final = 0.25
LEFT_OUT: Final = -1
_ASKED: Final = re.compile(r"\?[\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStage:
    """A fitted document stage: `fitted` scales and classifies; `mean` is the mean claim, for what a document lacks."""

    mean: tuple[float, ...]
    fitted: Pipeline

    def probabilities(self, scores: Floats, first: Floats, claims: Sequence[Claim]) -> Floats:
        """Shape (n_claims, n_labels); 0 for a label never learnt. `scores` are the columns it was fitted on.

        `first` are the first pass's probabilities. Each document is worked out by itself, so that no claim's figures
        depend, by as little as a rounding, on which documents were asked for together.
        """
        columns, rows_of_labels = (
            np.hstack([scores, neighbour_features(claims, first, self.mean)]),
            np.zeros_like(first),
        )
        for rows in documents_of(claims):
            rows_of_labels[np.ix_(rows, self.fitted.classes_)] = self.fitted.predict_proba(columns[rows])
        return rows_of_labels

    def weights(self, labels: int) -> Floats:
        """What a unit of each label's first score, the words', adds to each label's, shape (n_labels, n_labels)."""
        classify = self.fitted.named_steps["classify"]
        rows = classify.coef_
        if len(rows) == 1:  # of two labels scikit-learn keeps the second's alone
            rows = np.vstack([-rows / 2, rows / 2])
        weights = np.zeros((labels, labels))
        weights[classify.classes_] = (rows / self.fitted.named_steps["scale"].scale_)[:, :labels]
        return weights


def fit_document_stage(
    scores: Floats,
    first: Floats,
    claims: Sequence[Claim],
    gold: NDArray[np.intp],
    none: int | None,
) -> DocumentStage:
    """The stage fitted on held-out claims: their scores, first-pass probabilities and right labels.

    Claims whose `gold` is `LEFT_OUT` are not learnt from, only seen as neighbours. `none` is the column of the label
    that takes no stance.
    """
    rows = gold != LEFT_OUT
    mean = first[rows].mean(axis=0)
    columns, column = np.hstack([scores, neighbour_features(claims, first, mean)])[rows], gold[rows]
    weights = _label_weights(np.bincount(column, minlength=first.shape[1]), none)
    fitted = Pipeline([("scale", StandardScaler()), ("classify", LogisticRegression(C=_C, max_iter=1000))])
    fitted.fit(columns, column, classify__sample_weight=weights[column] / weights[column].mean())
    return DocumentStage(mean=tuple(map(float, mean)), fitted=fitted)


def _label_weights(counts: NDArray[np.intp], none: int | None) -> Floats:
    bearing = np.ones(len(counts), bool)
    if none is not None:
        bearing[none] = False
    known, all_bearing = np.maximum(counts, 1.0), max(1.0, counts[bearing].sum())
    scale = (known / all_bearing) ** -_SCALE_POWER * all_bearing**-_BEARING_POWER
    weights: Floats = np.where(bearing, scale, known**-_BEARING_POWER)
    return weights


def centred_logs(probabilities: Floats) -> Floats:
    """Log-probabilities less their mean over the labels: what a linear classifier adds up, whatever its scale."""
    logs = np.log(np.maximum(probabilities, _EPSILON))
    centred: Floats = logs - logs.mean(axis=1, keepdims=True)
    return centred


def softmax(scores: Floats) -> Floats:
    """Probabilities of scores, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    normalised: Floats = powers / powers.sum(axis=1, keepdims=True)
    return normalised


def documents_of(claims: Sequence[Claim]) -> list[NDArray[np.intp]]:
    """The places of each document's claims, in the order of the text; of two with one start the longer is first."""
    by_document: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        by_document.setdefault(claim.document, []).append(place)
    ordered = (sorted(places, key=lambda i: (claims[i].start, -claims[i].end)) for places in by_document.values())
    return [np.array(places, dtype=np.intp) for places in ordered]


def neighbour_features(claims: Sequence[Claim], first: Floats, mean: Iterable[float]) -> Floats:
    """Features of each claim's neighbours in its document, shape (n_claims, 2 · n_labels + 2).

    The mean probabilities of the document's other claims, those of its neighbours, the nearer the more, and whether the
    claim is the writer's own and whether it is a question, which no label but "none" has ever been given to.
    """
    mean = np.array(tuple(mean))
    labels = len(mean)
    features = np.zeros((len(claims), 2 * labels + 2))
    for rows in documents_of(claims):
        own, others = first[rows], max(1, len(rows) - 1)
        weight = min(_OTHERS, len(rows) - 1)
        rest = (own.sum(axis=0) - own) / others
        features[rows, :labels] = (weight * rest + _PSEUDO * mean) / (weight + _PSEUDO)
        features[rows, labels : 2 * labels] = _near(own, mean)
    features[:, -2] = [claim.speaker == AUTHOR for claim in claims]
    features[:, -1] = [_ASKED.search(claim.text) is not None for claim in claims]
    return features


def _near(first: Floats, mean: Floats) -> Floats:
    """The weighted mean of each claim's neighbours, with one claim of the mean document among them."""
    total, weight = np.tile(mean, (len(first), 1)), np.ones((len(first), 1))
    for step in range(1, min(_REACH, len(first) - 1) + 1):
        share = np.exp(-step / _NEAR)
        total[step:] += share * first[:-step]
        total[:-step] += share * first[step:]
        weight[step:] += share
        weight[:-step] += share
    mean_of_neighbours: Floats = total / weight
    return mean_of_neighbours
