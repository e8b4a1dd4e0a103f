"""What figures hang on: variance over repeated folds, the learning curve over training sources, each feature block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.evaluate.cross_validation import OutOfFold, Setup, out_of_fold, rows_of_split
from stance.evaluate.metrics import MAIN, measure, measure_rows
from stance.folds import SPLITS, Fold
from stance.labels import rows_of_texts
from stance.model import Model, in_question_order
from stance.model.config import BLOCKS, config_for, fit_classifier, row_weights
from stance.model.stacking import CrossFittedPredictions, fit_document_stages, stacked_probabilities
from stance.model.training import cross_fit_predictions, fold_models
from stance.records import LabelledClaim, Question

REPEATS: Final = 3
SIZES: Final = (0.25, 0.5, 0.75, 1.0)


def repeated_figures(
    labelled: Sequence[LabelledClaim], setup: Setup, *, repeats: int = REPEATS
) -> dict[str, dict[str, Any]]:
    """By split that the rows allow, and figure: its `values` of `repeats` draws of the folds, their `mean` and `sd`.

    All without a tuned encoder; with it only by source, as `tuned`: each row has the encoder's score from before it had
    seen the row's source, whichever folds are drawn.
    """
    draws = [replace(setup.untuned(), seed=setup.seed + number) for number in range(1, repeats + 1)]
    by_split = {}
    for split in SPLITS:
        if rows := rows_of_split(labelled, split, setup):
            runs = [out_of_fold(rows, draw, split=split) for draw in draws]
            if split == "group" and setup.untuned() is not setup:
                tuned = [replace(draw, encoder=setup.encoder) for draw in draws]
                pairs = zip(tuned, runs, strict=True)
                by_split["tuned"] = _spreads(rows, [out_of_fold(rows, draw, by_words=run) for draw, run in pairs])
            by_split[str(split)] = _spreads(rows, runs)
    return by_split


def learning_curve(labelled: Sequence[LabelledClaim], setup: Setup) -> list[dict[str, Any]]:
    """Figures of the same grouped folds with a part of the training sources: a row a size.

    Each with the mean count of sources (`groups`) and labels trained on, and intervals over the sources tested. Without
    a tuned encoder, which was tuned on all of them. What is learnt from scores is learnt on all other folds' rows.
    """
    setup = setup.untuned()
    folds = setup.folds(labelled)
    texts = rows_of_texts(labelled)
    rows = []
    for size in SIZES:
        cut = [_cut(fold, labelled, size, setup.seed) for fold in folds]
        run = out_of_fold(labelled, setup, folds=cut)
        figures = measure_rows(texts, labelled, run.stances, setup.question)
        rows.append(
            {
                "size": size,
                "groups": round(float(np.mean([len({labelled[i].group for i in fold.train}) for fold in cut]))),
                "labels": round(float(np.mean([len(fold.train) for fold in cut]))),
                **{name: figures[name] for name in MAIN},
                "intervals": {name: figures["intervals"][name] for name in MAIN},
            }
        )
    return rows


def _spreads(rows: Sequence[LabelledClaim], runs: Sequence[OutOfFold]) -> dict[str, Any]:
    """Of each main figure its values over the runs; no intervals, which nobody would read."""
    places = rows_of_texts(rows)
    gold = [rows[i].label for i in places]
    measured = [measure(gold, [run.stances[i] for i in places], run.question) for run in runs]
    return {name: _spread([figures[name] for figures in measured]) for name in MAIN}


def _spread(values: Sequence[float | None]) -> dict[str, Any]:
    """The values, their mean and standard deviation; None where one of them is not defined, or there is but one."""
    known = [value for value in values if value is not None]
    whole = len(known) == len(values)
    return {
        "values": list(values),
        "mean": round(float(np.mean(known)), 4) if whole else None,
        "sd": round(float(np.std(known, ddof=1)), 4) if whole and len(known) > 1 else None,
    }


def _cut(fold: Fold, labelled: Sequence[LabelledClaim], size: float, seed: int) -> Fold:
    """The fold with that share of its training sources, drawn; a smaller draw lies inside a larger one.

    A label that the draw would lose keeps its first source, so that every size learns the same labels.
    """
    groups = sorted({labelled[i].group for i in fold.train})
    order = np.random.default_rng(seed).permutation(len(groups))
    kept = {groups[i] for i in order[: max(1, round(size * len(groups)))]}
    held = {labelled[i].label for i in fold.train if labelled[i].group in kept}
    for i in fold.train:
        if labelled[i].label not in held:
            kept.add(labelled[i].group)
            held |= {labelled[j].label for j in fold.train if labelled[j].group == labelled[i].group}
    return replace(fold, train=tuple(i for i in fold.train if labelled[i].group in kept))


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
