"""Ablation: the figures of grouped folds with and without each feature block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.evaluate.cross_validation import Setup
from stance.evaluate.metrics import MAIN, measure_rows
from stance.folds import Fold
from stance.labels import rows_of_texts
from stance.model import Model, in_question_order
from stance.model.config import BLOCKS, config_for, fit_classifier, row_weights
from stance.model.stacking import CrossFittedPredictions, fit_document_stages, stacked_probabilities
from stance.model.training import cross_fit_predictions, fold_models
from stance.records import LabelledClaim, Question

SHOWN: Final = (*MAIN, "swapped")
NAMES: Final = {
    "word": "words",
    "char": "runs of letters",
    "masked": "masked names",
    "scope": "words by their scope",
    "cues": "language cues",
    "vector": "sentence encoder, untuned",
}

Floats = NDArray[np.float64]


def ablate(
    labelled: Sequence[LabelledClaim], setup: Setup, *, models: Sequence[Model] | None = None
) -> list[dict[str, Any]]:
    """A row for each make-up, fitted and tested in the same folds by group, as plain values.

    First the kinds of features one after another, each beside those before it, then all of them less one, then what is
    put on top: a tuned encoder, the document. A row has `name`, the figures of `SHOWN` over texts, their 95 %
    cluster-bootstrap `intervals` by group, and `contrasts`, kappa over written rows; figures that are not defined are
    None. `models` are those of the same folds, if they have been fitted before.

    Raises:
        DataError: the labels lie in one group, or a tuned encoder comes without its scores of them.
    """
    question, seed, folds = setup.question, setup.seed, setup.folds(labelled)
    models = models or fold_models(labelled, folds, question=question, seed=seed, encoder=setup.encoder)
    held = cross_fit_predictions(labelled, folds, models)
    rows = [labelled[i] for fold in folds for i in fold.test]
    by_name = _by_blocks(labelled, folds, models, seed) | _on_top(held)
    return [_row(name, scores, rows, question) for name, scores in by_name.items()]


def _by_blocks(
    labelled: Sequence[LabelledClaim], folds: Sequence[Fold], models: Sequence[Model], seed: int
) -> dict[str, Floats]:
    """{blocks: probabilities of the test rows, fold by fold} of classifiers of parts of the features."""
    subsets = _subsets_of_blocks(models[0])
    by_name: dict[str, list[Floats]] = {name: [] for name in subsets}
    for fold, model in zip(folds, models, strict=True):
        steps = model.text_classifier.pipeline.named_steps
        features, join = steps["features"], steps["join"]
        train = join.transform(features.transform([labelled[i].text for i in fold.train]))
        test = join.transform(features.transform([labelled[i].text for i in fold.test]))
        places, labels = np.arange(train.shape[1]), [labelled[i].label for i in fold.train]
        for name, blocks in subsets.items():
            columns = np.concatenate([places[join.output_indices_[block]] for block in blocks])
            config = replace(config_for(model.question), blocks=blocks)
            weights = row_weights([labelled[i] for i in fold.train], config)
            classify = fit_classifier(train[:, columns], labels, seed=seed, config=config, weights=weights)
            probabilities = classify.predict_proba(test[:, columns])
            by_name[name].append(in_question_order(probabilities, classify.classes_, model.question))
    return {name: np.concatenate(parts) for name, parts in by_name.items()}


def _subsets_of_blocks(model: Model) -> dict[str, tuple[str, ...]]:
    """By name the first block, the first two and so on to all, then all but one."""
    fitted = model.text_classifier.pipeline.named_steps["join"].named_transformers_
    blocks = tuple(block for block in BLOCKS if block in fitted)
    grown = {f"{'+ ' if n else ''}{NAMES[block]}": blocks[: n + 1] for n, block in enumerate(blocks)}
    if len(blocks) < 2:
        return grown
    return grown | {f"all but {NAMES[block]}": tuple(b for b in blocks if b != block) for block in blocks}


def _on_top(held: CrossFittedPredictions) -> dict[str, Floats]:
    """{make-up: probabilities} of what is built on the words' scores."""
    by_name = {"words' scores + document": fit_document_stages(replace(held, encoded=None))[1]}
    if held.encoded is not None:
        read = held.encoded.__getitem__
        by_name["+ tuned encoder"] = stacked_probabilities(
            held.claims, held.words, stages=None, read=read, none=held.none
        )
        by_name["+ tuned encoder + document"] = fit_document_stages(held)[1]
    return by_name


def _row(name: str, scores: Floats, rows: Sequence[LabelledClaim], question: Question) -> dict[str, Any]:
    stances = [question.labels[place] for place in scores.argmax(axis=1)]
    texts = rows_of_texts(rows)
    figures = measure_rows(texts, rows, stances, question)
    written = [i for i, row in enumerate(rows) if row.written and len(texts) < len(rows)]
    intervals = figures.get("intervals", {})
    return {
        "name": name,
        **{figure: figures[figure] for figure in SHOWN},
        "contrasts": measure_rows(written, rows, stances, question)["kappa"] if written else None,
        "intervals": {figure: intervals.get(figure) for figure in SHOWN},
    }
