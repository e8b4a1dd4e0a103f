"""Compares two models on the same labelled spans: paired permutation test and cluster bootstrap.

A model answers only where it may: on spans of sources it was not trained on. What it says of the others comes from an
evaluation, as the out-of-fold scores of each span.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.agreement import DRAWS, resampling_weights
from stance.errors import DataError, ModelError
from stance.evaluate.metrics import MAIN, drawn_figures, exact_figures, rounded_interval, tables_by_cluster
from stance.labelling.annotations import check_stances, read_scores, span_of_score
from stance.labels import source_names
from stance.manifest import REFIT, sources_seen
from stance.model import Model, as_claim, score_claims
from stance.records import LabelledClaim, Question

SURE: Final = 0.05
"""The p-value up to which two models are said to differ."""
EXACT: Final = 10
"""Clusters up to which all arrangements are tried (1,024 of 10); beyond, `DRAWS` of them are drawn."""

Floats = NDArray[np.float64]
OutOfFoldStances = Mapping[tuple[str, int, int], str]
"""{(document, start, end): stance} of spans that were scored out of fold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two models differ by on the same spans.

    `differences` holds for each figure `first`, `second`, `difference` (second − first), its 95 % cluster-bootstrap
    `interval` (None of a single cluster) and the two-sided `p` of a permutation test that swaps the models' answers a
    whole cluster at a time. `left_out` counts the spans that one of the two could not be asked about.
    """

    spans: int
    clusters: int
    left_out: int
    differences: Mapping[str, Mapping[str, Any]]
    verdict: str


def compare_models(
    first: Model | OutOfFoldStances,
    second: Model | OutOfFoldStances,
    labelled: Sequence[LabelledClaim],
    question: Question,
    *,
    names: tuple[str, str],
) -> Comparison:
    """Two models on those labelled spans on which both may be asked; `names` are theirs in the verdict.

    A `Model` may be asked about spans whose source it was not trained on, out-of-fold scores about the spans they hold.

    Raises:
        DataError: a model answers another question, or there is no span on which both may be asked.
        ModelError: a model does not say what it was trained on, so that no span is known to be new to it.
    """
    for model, name in zip((first, second), names, strict=True):
        if isinstance(model, Model) and model.question.labels != question.labels:
            raise DataError(
                f"{name} has other labels than {', '.join(question.labels)}: compare models of one question"
            )
        if isinstance(model, Model) and "group_names" not in model.manifest.get("trained_on", {}):
            raise ModelError(f"{name} does not say which sources it was trained on; {REFIT}")
    answers = [_answers(model, labelled) for model in (first, second)]
    asked = [i for i in range(len(labelled)) if None not in (answers[0][i], answers[1][i])]
    if not asked:
        raise DataError(
            f"cannot compare: {names[0]} or {names[1]} was trained on the sources of all {len(labelled)} labels; use "
            "labels of new ones, or cross-validated scores (stance evaluate --predictions FILE --spans gold)"
        )
    stances = [[str(answers_of_model[i]) for i in asked] for answers_of_model in answers]
    comparison = compare_stances([labelled[i] for i in asked], stances[0], stances[1], question, names=names)
    if left_out := len(labelled) - len(asked):
        seen = f"{left_out} more were left out: one of the two was trained on their source, or has not scored them."
        comparison = replace(comparison, left_out=left_out, verdict=f"{comparison.verdict} {seen}")
    return comparison


def read_out_of_fold(path: Path, question: Question) -> OutOfFoldStances:
    """The out-of-fold scores of a file, as `stance evaluate --predictions FILE --spans gold` writes them.

    Raises:
        DataError: the file cannot be read, is not scores, or has a stance that is none of the question's labels.
    """
    rows = read_scores(path)
    check_stances(rows, question.labels)
    return {span_of_score(row): row["stance"] for _, row in rows}


def _answers(model: Model | OutOfFoldStances, labelled: Sequence[LabelledClaim]) -> list[str | None]:
    """What the model says of each span; None where it may not be asked."""
    claims = [as_claim(row) for row in labelled]
    if not isinstance(model, Model):
        return [model.get((claim.document, claim.start, claim.end)) for claim in claims]
    seen = sources_seen(model.manifest)
    fresh = [i for i, row in enumerate(labelled) if seen.isdisjoint(source_names(row))]
    scored = dict(zip(fresh, score_claims([claims[i] for i in fresh], model), strict=True))
    return [scored[i].stance if i in scored else None for i in range(len(labelled))]


def compare_stances(
    labelled: Sequence[LabelledClaim],
    first: Sequence[str],
    second: Sequence[str],
    question: Question,
    *,
    names: tuple[str, str],
) -> Comparison:
    """Two lists of predicted labels for the same labelled spans, compared; clusters are the spans' groups."""
    gold, clusters = [row.label for row in labelled], [row.group for row in labelled]
    tables = [tables_by_cluster(gold, stances, question, clusters) for stances in (first, second)]
    drawn = _bootstrap(tables, question)
    permuted = _permute(tables, question)
    differences = {}
    for name in MAIN:
        both = [exact_figures(table.sum(axis=0), question)[name] for table in tables]
        if None not in both:
            differences[name] = _difference(both, drawn[name], permuted[name])
    spans, number = len(labelled), len(tables[0])
    verdict = _verdict(differences["macro_f1"], names, f"{spans} spans of {number} source{'s' * (number > 1)}")
    return Comparison(spans=spans, clusters=number, left_out=0, differences=differences, verdict=verdict)


def _difference(both: Sequence[float], drawn: Floats, permuted: Floats) -> dict[str, Any]:
    difference = both[1] - both[0]
    # Arrangements that differ as much are as extreme, but for what adding floats in another order leaves.
    extreme = (np.abs(permuted) >= abs(difference) - 1e-9).sum()
    return {
        "first": round(both[0], 4),
        "second": round(both[1], 4),
        "difference": round(difference, 4),
        "interval": rounded_interval(drawn),
        "p": round(float(extreme / len(permuted)), 4),
    }


def _bootstrap(tables: Sequence[Floats], question: Question) -> dict[str, Floats]:
    """The differences over draws of whole clusters, the same draw for both models; none of a single cluster."""
    weights = resampling_weights(len(tables[0]), draws=DRAWS if len(tables[0]) > 1 else 0)
    return _differences([np.tensordot(weights, table, axes=1) for table in tables], question)


def _permute(tables: Sequence[Floats], question: Question) -> dict[str, Floats]:
    """The differences were each cluster's answers to have come from either model with equal chance.

    The data as they are is one of the arrangements, so that p is never 0.
    """
    n = len(tables[0])
    if n <= EXACT:
        swap = np.array(list(product((0, 1), repeat=n)))
    else:
        drawn = np.random.default_rng(0).integers(0, 2, size=(DRAWS, n))
        swap = np.vstack([np.zeros((1, n), dtype=drawn.dtype), drawn])
    mixed = [
        np.tensordot(1 - swap, tables[0], axes=1) + np.tensordot(swap, tables[1], axes=1),
        np.tensordot(swap, tables[0], axes=1) + np.tensordot(1 - swap, tables[1], axes=1),
    ]
    return _differences(mixed, question)


def _differences(drawn: Sequence[Floats], question: Question) -> dict[str, Floats]:
    """The differences of each figure over the draws in which both are defined."""
    first, second = (drawn_figures(tables, question) for tables in drawn)
    differences = {name: second[name] - first[name] for name in MAIN}
    return {name: values[~np.isnan(values)] for name, values in differences.items()}


def _verdict(difference: Mapping[str, Any], names: tuple[str, str], where: str) -> str:
    span = " [{:+.2f}, {:+.2f}]".format(*difference["interval"]) if difference["interval"] else ""
    shown = (
        f"macro F1 {difference['first']:.2f} and {difference['second']:.2f}, "
        f"difference {difference['difference']:+.2f}{span}, p = {difference['p']:.3f}, on {where}"
    )
    if difference["p"] > SURE:
        return f"{names[0]} and {names[1]} cannot be told apart: {shown}."
    better, worse = names[::-1] if difference["difference"] > 0 else names
    return f"{better} is better than {worse}: {shown}."
