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
and only 51 spans are of something endorsed, doubted or rejected. Nor do the cues of its words, which the first pass
has read: beside the scores, or times them, they cost 0.004 of kappa on texts and 0.006 of accuracy on contrasts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stance.features.cues import on_topic
from stance.model.first_pass import row_a_label, softmax
from stance.model.fitted import FittedPipeline
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
# A claim that was written to teach a contrast says what words mean, not how often anything is said: it is learnt from
# as a document's only claim, where there is no more to go by than its words. Of 0, 0.3 and 1, grouped kappa on texts is
# 0.590, 0.591 and 0.589, accuracy on contrasts 0.64, 0.66 and 0.67 (lite); texts scored a claim at a time, macro F1
# 0.58, 0.61 and 0.60.
_WRITTEN_WEIGHT: Final = 0.3
_FEW_WORDS: Final = 5
_NAME: Final = re.compile(r"\b[A-Z]\w+")
_PAIR: Final = 2
LEFT_OUT: Final = -1
_ASKED: Final = re.compile(r"\?[\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStage:
    """A fitted document stage: `fitted` scales and classifies; `mean` is the mean claim, for what a document lacks."""

    mean: tuple[float, ...]
    fitted: FittedPipeline

    def probabilities(self, scores: Floats, first: Floats, claims: Sequence[Claim]) -> Floats:
        """Shape (n_claims, n_labels); 0 for a label never learnt. `scores` are the columns it was fitted on.

        `first` are the first pass's probabilities. Each claim is summed up by itself, so that its figures do not
        depend, by as little as a rounding, on which documents were asked for together.
        """
        columns = np.hstack([scores, Neighbourhood(claims).features(first, self.mean)])
        scale, classify = self.fitted.steps["scale"], self.fitted.steps["classify"]
        scaled = (columns - scale.mean_) / scale.scale_
        sums = (scaled[:, None, :] * classify.coef_).sum(axis=-1) + classify.intercept_
        if sums.shape[1] == 1:  # of two labels scikit-learn keeps the second's alone
            sums = np.hstack([np.zeros_like(sums), sums])
        by_label = np.zeros_like(first)
        by_label[:, classify.classes_] = softmax(sums)
        return by_label

    def weights(self, labels: int) -> Floats:
        """What a unit of each label's first score, the words', adds to each label's, shape (n_labels, n_labels)."""
        classify = self.fitted.steps["classify"]
        rows = row_a_label(classify.coef_)
        weights = np.zeros((labels, labels))
        weights[classify.classes_] = (rows / self.fitted.steps["scale"].scale_)[:, :labels]
        return weights


def fit_document_stage(  # noqa: PLR0913 (the columns of one table of claims)
    scores: Floats,
    first: Floats,
    around: Neighbourhood,
    gold: NDArray[np.intp],
    none: int | None,
    written: NDArray[np.bool_],
) -> DocumentStage:
    """The stage fitted on cross-fitted claims: their scores, first-pass probabilities and gold labels.

    Claims whose `gold` is `LEFT_OUT` are not learnt from, only seen as neighbours. `none` is the column of the label
    that takes no stance. Each claim is learnt from twice: beside its neighbours, and as if it were its document's only
    one; `written` claims, which stand in no document, only in the latter way and at `_WRITTEN_WEIGHT`.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    used = gold != LEFT_OUT
    texts = used & ~written
    mean = first[texts].mean(axis=0)
    beside = np.hstack([scores, around.features(first, mean)])
    alone = np.hstack([scores, around.features(first, mean, alone=True)])
    weights = _label_weights(np.bincount(gold[texts], minlength=first.shape[1]), none)
    of_texts = weights[gold[texts]] / weights[gold[texts]].mean()
    fitted = Pipeline([("scale", StandardScaler()), ("classify", LogisticRegression(C=_C, max_iter=1000))])
    columns = np.vstack([beside[texts], alone[texts], alone[used & written]])
    labels = np.concatenate([gold[texts], gold[texts], gold[used & written]])
    of_rows = np.concatenate([of_texts, of_texts, np.full((used & written).sum(), _WRITTEN_WEIGHT)])
    with threadpool_limits(1):  # two threads would share out rows of twenty numbers, and take longer
        fitted.fit(columns, labels, classify__sample_weight=of_rows)
    return DocumentStage(mean=tuple(map(float, mean)), fitted=FittedPipeline.of(fitted))


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


def documents_of(claims: Sequence[Claim]) -> list[NDArray[np.intp]]:
    """The places of each document's claims, in the order of the text; of two with one start the longer is first."""
    by_document: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        by_document.setdefault(claim.document, []).append(place)
    ordered = (sorted(places, key=lambda i: (claims[i].start, -claims[i].end)) for places in by_document.values())
    return [np.array(places, dtype=np.intp) for places in ordered]


class Neighbourhood:
    """What the features of claims' places need of the claims themselves, whatever their scores; found once."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        by_document = documents_of(claims)
        self._documents = [rows for rows in by_document if len(rows) > 1]
        self._lone = np.array([rows[0] for rows in by_document if len(rows) == 1], dtype=np.intp)
        self._contentless = np.array([is_contentless(claim.text) for claim in claims], dtype=bool)
        self._own = np.array([claim.speaker == AUTHOR for claim in claims], dtype=bool)
        self._asked = np.array([_ASKED.search(claim.text) is not None for claim in claims], dtype=bool)

    def features(self, first: Floats, mean: ArrayLike, *, alone: bool = False) -> Floats:
        """Features of each claim's place in its document, shape (n_claims, 2 · n_labels + 4).

        The mean probabilities of the document's other claims, those of its neighbours, the nearer the more; whether the
        claim is the writer's own, a question among other claims, without content of its own, the only one of its
        document. A claim without content of its own takes nothing from its neighbours; with `alone`, none does.
        """
        mean = np.asarray(mean)
        labels = len(mean)
        features = np.zeros((len(self._own), 2 * labels + 4))
        features[:, : 2 * labels] = np.tile(mean, 2)
        features[:, -1] = alone
        if not alone:
            features[self._lone, -1] = 1
            for rows in self._documents:
                features[rows, : 2 * labels] = _of_document(first[rows], mean)
        features[self._contentless, : 2 * labels] = np.tile(mean, 2)
        features[:, -4] = self._own
        features[:, -3] = self._asked & (features[:, -1] == 0)
        features[:, -2] = self._contentless
        return features


def is_contentless(text: str) -> bool:
    """Whether a claim says nothing by itself: "Quite the contrary.", "That may be true.", a dateline.

    It has few words, of which none is about a bond or what it is made of, and does not name a pair.
    """
    return len(text.split()) <= _FEW_WORDS and not on_topic(text) and len(_NAME.findall(text)) < _PAIR


def _of_document(first: Floats, mean: Floats) -> Floats:
    """The means of the other claims and of the neighbours of each claim of one document, (n_claims, 2 · n_labels)."""
    others = len(first) - 1
    weight = min(_OTHERS, others)
    rest = (first.sum(axis=0) - first) / max(1, others)
    return np.hstack([(weight * rest + _PSEUDO * mean) / (weight + _PSEUDO), _near(first, mean)])


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
