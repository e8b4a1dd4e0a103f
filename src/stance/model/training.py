"""Fits a model on labelled claims; calibration and the document stage are fitted on cross-fitted predictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import zip_longest
from typing import Final

import numpy as np
from sklearn.pipeline import Pipeline

from stance.encoder import Encoder
from stance.errors import DataError
from stance.folds import Fold, make_folds
from stance.manifest import describe_training
from stance.model.calibration import fit_thresholds
from stance.model.config import ClaimFeatures, ModelConfig, config_for, fit_classifier, fit_vectorizer, row_weights
from stance.model.encoder_scores import cross_fitted, deployed
from stance.model.fitted import TextClassifier
from stance.model.scoring import Model, as_claim, first_pass_scores, score_claims
from stance.model.stacking import CrossFittedPredictions, describe_stages, fit_document_stages
from stance.records import Claim, LabelledClaim, Question
from stance.stages import log_stage

GOLDEN: Final = 40
"""How many claims a bundle carries with their scores, to be replayed."""


def train_model(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    seed: int = 0,
    codebook: str = "",
    encoder: Encoder | None = None,
) -> Model:
    """The model fitted on all of `labelled`; the same rows, question, encoder and seed give the same model.

    The document stage, temperature, prediction sets and scale of novelty are fitted on cross-fitted predictions, each
    row scored by a model that did not see its group; a tuned encoder brings its own such scores. `codebook` is the text
    the labels were given under; its hash goes into the manifest. Without an `encoder` the model is lite: it reads
    n-grams and language cues alone.

    Raises:
        DataError: a label is not in the question, fewer than two labels are there to tell apart, or a tuned encoder was
            tuned to other labels or comes without its scores of the rows it was tuned on.
        UsageError: the encoder's libraries are not installed.
    """
    model = fit_model(labelled, question=question, seed=seed, encoder=encoder)
    if len({row.group for row in labelled}) > 1:
        folds = make_folds(labelled, seed=seed)
        folds = [fold for fold in folds if len({labelled[i].label for i in fold.train}) > 1]
        if folds:
            models = fold_models(labelled, folds, question=question, seed=seed, encoder=encoder)
            model = with_calibration(model, cross_fit_predictions(labelled, folds, models))
    manifest = describe_training(labelled, question, seed, codebook)
    tuned = model.encoder_scorer is not None
    manifest["encoder"] = {"sha256": encoder.sha256(), "tuned": tuned} if encoder else None
    manifest["config"] = asdict(config_for(question))
    manifest["context"] = describe_stages(model.stages)
    manifest["thresholds"] = model.thresholds.to_dict() if model.thresholds else None
    model = replace(model, manifest=manifest)
    return replace(model, golden=tuple(score_claims(_golden_claims(labelled), model)))


def fit_model(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    seed: int = 0,
    encoder: Encoder | None = None,
    config: ModelConfig | None = None,
) -> Model:
    """The first pass alone: its scores have no set and no novelty, and know nothing of the document. One fit, not six.

    It reads what the `config` says, which is by default what serves the question best; raises as `train_model`.
    """
    log_stage(f"fitting a model on {len(labelled):,} texts")
    check_labels(labelled, question)
    tuned = encoder is not None and encoder.head() is not None
    config = config or config_for(question)
    features = ClaimFeatures(sides=question.sides, encoder=None if tuned else encoder)
    table, labels = features.transform([row.text for row in labelled]), [row.label for row in labelled]
    join, columns = fit_vectorizer(table, config)
    weights = row_weights(labelled, config)
    classify = fit_classifier(columns, labels, seed=seed, config=config, weights=weights)
    scorer = deployed(encoder, question) if encoder is not None and tuned else None
    classifier = TextClassifier.of(Pipeline([("features", features), ("join", join), ("classify", classify)]))
    return Model(question=question, text_classifier=classifier, encoder_scorer=scorer)


def fold_models(
    labelled: Sequence[LabelledClaim],
    folds: Sequence[Fold],
    *,
    question: Question,
    seed: int = 0,
    encoder: Encoder | None = None,
) -> list[Model]:
    """Each fold's first pass, its encoder scores from before it had seen the test rows; raises as `train_model`."""
    training_rows = ([labelled[i] for i in fold.train] for fold in folds)
    if encoder is None or encoder.head() is None:
        return [fit_model(rows, question=question, seed=seed, encoder=encoder) for rows in training_rows]
    return with_encoder([fit_model(rows, question=question, seed=seed) for rows in training_rows], encoder)


def with_encoder(models: Sequence[Model], encoder: Encoder) -> list[Model]:
    """The folds' first passes with the cross-fitted scores of a tuned encoder.

    Raises:
        DataError: the tuned encoder was tuned to other labels, or comes without its scores of the rows it was tuned on.
    """
    deployed(encoder, models[0].question)
    scorer = cross_fitted(encoder)
    return [replace(model, encoder_scorer=scorer, stages=None, thresholds=None) for model in models]


def cross_fit_predictions(
    labelled: Sequence[LabelledClaim], folds: Sequence[Fold], models: Sequence[Model]
) -> CrossFittedPredictions:
    """The first-pass predictions of each fold's test rows by the fold's model, fold by fold."""
    rows = [labelled[i] for fold in folds for i in fold.test]
    claims = [as_claim(row) for row in rows]
    written = np.array([row.written for row in rows])
    words, novelty, encoded, start = [], [], [], 0
    for fold, model in zip(folds, models, strict=True):
        fold_claims = claims[start : start + len(fold.test)]
        start += len(fold_claims)
        probabilities, raw = first_pass_scores([claim.text for claim in fold_claims], model)
        words.append(probabilities)
        novelty.append(raw)
        if model.encoder_scorer is not None:
            encoded.append(model.encoder_scorer.scores(fold_claims))
    labels = models[0].question.labels
    return CrossFittedPredictions(
        claims=tuple(claims),
        gold=np.array([labels.index(row.label) for row in rows]),
        words=np.concatenate(words),
        encoded=np.concatenate(encoded) if encoded else None,
        novelty=np.concatenate(novelty),
        fold_of=np.repeat(np.arange(len(folds)), [len(fold.test) for fold in folds]),
        written=written & ~written.all(),  # where all were, something must be left to calibrate on
        strata=np.array([row.table for row in rows], dtype=str),
        none=models[0].question.none_place,
    )


def with_calibration(model: Model, predictions: CrossFittedPredictions) -> Model:
    """The model with the document stage, temperature, sets and scale of novelty fitted on cross-fitted predictions."""
    stages, probabilities = fit_document_stages(predictions)
    return replace(model, stages=stages, thresholds=fit_thresholds(predictions, probabilities))


def check_labels(labelled: Sequence[LabelledClaim], question: Question) -> None:
    """Nothing, where a model can be fitted on the labels.

    Raises:
        DataError: a label is not in the question, or fewer than two labels are there to tell apart.
    """
    counts = Counter(row.label for row in labelled)
    if foreign := sorted(set(counts) - set(question.labels)):
        raise DataError(
            f"label {foreign[0]!r} is not one of {', '.join(question.labels)} (question {question.id!r}); "
            "mend the table or give another question with --question"
        )
    if len(counts) < 2:
        raise DataError(
            f"{len(labelled)} labelled texts with {len(counts)} label(s): a model needs two labels or more to tell "
            "apart; add labels or fill in the missing texts (make texts)"
        )


def _golden_claims(labelled: Sequence[LabelledClaim]) -> list[Claim]:
    """Up to `GOLDEN` claims that may be passed on, labels and documents taking turns, whatever the rows' order.

    Claims of documents, so that the document stage is replayed too; written rows only where there are no others.
    """
    by_label: dict[str, list[LabelledClaim]] = {}
    fit_to_pass_on = [row for row in labelled if row.shareable and row.text.strip()]
    rows = [row for row in fit_to_pass_on if not row.written] or fit_to_pass_on
    for row in sorted(rows, key=lambda row: (row.start or 0, row.document or "", row.text)):
        by_label.setdefault(row.label, []).append(row)
    turns = zip_longest(*(by_label[label] for label in sorted(by_label)))
    return [as_claim(row) for turn in turns for row in turn if row is not None][:GOLDEN]
