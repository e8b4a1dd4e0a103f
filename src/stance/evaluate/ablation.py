"""What each kind of feature is worth: the figures of grouped folds with it and without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.encoder import Encoder
from stance.evaluate.metrics import measure
from stance.folds import Fold, make_folds
from stance.model import Model, fold_models, hold_out, in_order
from stance.model.recipe import BLOCKS, fit_classifier, recipe_for
from stance.model.second import HeldOutClaims, learn_context, probabilities
from stance.records import LabelledClaim, Question

SHOWN: Final = ("macro_f1", "kappa", "f1_bearing", "swapped")
NAMES: Final = {
    "word": "words",
    "char": "runs of letters",
    "masked": "masked names",
    "cues": "language cues",
    "vector": "sentence encoder, untuned",
}

Floats = NDArray[np.float64]


def ablate(
    labelled: Sequence[LabelledClaim],
    *,
    question: Question,
    encoder: Encoder | None = None,
    seed: int = 0,
    models: Sequence[Model] | None = None,
) -> list[dict[str, Any]]:
    """A row for each make-up, fitted and tested in the same folds by group, as plain values.

    First the kinds of features one after another, each beside those before it, then all of them less one, then what is
    put on top: a tuned encoder, the document. A row has `name`, the figures of `SHOWN` and `intervals`, their 95 %
    cluster-bootstrap intervals by group; figures that are not defined are None. `models` are those of the same folds,
    if they have been fitted before.

    Raises:
        DataError: the labels lie in one group, or a tuned encoder comes without its scores of them.
    """
    folds = make_folds(labelled, seed=seed)
    models = models or fold_models(labelled, folds, question=question, seed=seed, encoder=encoder)
    held = hold_out(labelled, folds, models)
    rows = [labelled[i] for fold in folds for i in fold.test]
    found = _by_blocks(labelled, folds, models, seed) | _on_top(held)
    return [_row(name, scores, rows, question) for name, scores in found.items()]


def _by_blocks(
    labelled: Sequence[LabelledClaim], folds: Sequence[Fold], models: Sequence[Model], seed: int
) -> dict[str, Floats]:
    """{make-up: probabilities of the test rows, fold by fold} of the classifiers of parts of the features."""
    question = models[0].question
    blocks = tuple(models[0].pipeline.named_steps["join"].named_transformers_)
    blocks = tuple(block for block in BLOCKS if block in blocks)
    grown = {f"{'+ ' if n else ''}{NAMES[block]}": blocks[: n + 1] for n, block in enumerate(blocks)}
    less = {f"all but {NAMES[block]}": tuple(b for b in blocks if b != block) for block in blocks if len(blocks) > 1}
    found: dict[str, list[Floats]] = {name: [] for name in grown | less}
    for fold, model in zip(folds, models, strict=True):
        features, join = model.pipeline.named_steps["features"], model.pipeline.named_steps["join"]
        train = join.transform(features.transform([labelled[i].text for i in fold.train]))
        test = join.transform(features.transform([labelled[i].text for i in fold.test]))
        places, labels = np.arange(train.shape[1]), [labelled[i].label for i in fold.train]
        for name, kept in (grown | less).items():
            columns = np.concatenate([places[join.output_indices_[block]] for block in kept])
            recipe = replace(recipe_for(question), blocks=kept)
            classify = fit_classifier(train[:, columns], labels, seed=seed, recipe=recipe)
            found[name].append(in_order(classify.predict_proba(test[:, columns]), classify.classes_, question))
    return {name: np.concatenate(parts) for name, parts in found.items()}


def _on_top(held: HeldOutClaims) -> dict[str, Floats]:
    """{make-up: probabilities} of what is built on the words' scores."""
    found = {"words' scores + document": learn_context(replace(held, encoded=None))[1]}
    if held.encoded is not None:
        read = held.encoded.__getitem__
        found["+ tuned encoder"] = probabilities(held.claims, held.words, context=None, read=read, none=held.none)
        found["+ tuned encoder + document"] = learn_context(held)[1]
    return found


def _row(name: str, scores: Floats, rows: Sequence[LabelledClaim], question: Question) -> dict[str, Any]:
    stances = [question.labels[place] for place in scores.argmax(axis=1)]
    figures = measure([row.label for row in rows], stances, question, clusters=[row.group for row in rows])
    intervals = figures.get("intervals", {})
    return {
        "name": name,
        **{figure: figures[figure] for figure in SHOWN},
        "intervals": {figure: intervals.get(figure) for figure in SHOWN},
    }
