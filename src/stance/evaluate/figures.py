"""Figures of an evaluation: gold spans by every split, and spans matched end to end, for each label table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from stance.evaluate.contrasts import contrast_figures
from stance.evaluate.cross_validation import OutOfFold, Setup, out_of_fold
from stance.evaluate.metrics import matched_stances, measure
from stance.evaluate.reliability import trust_figures
from stance.folds import SPLITS, Split, rows_to_split, split_clusters
from stance.labels import rows_by_table, rows_of_texts
from stance.records import LabelledClaim, Question, ScoredClaim

SHIFTS: Final[tuple[Split, ...]] = ("outlet", "year")
"""The splits that tell what becomes of the promises on other papers' and other years' texts."""


def evaluate_all(labelled: Sequence[LabelledClaim], setup: Setup) -> tuple[dict[str, Any], OutOfFold]:
    """(figures for the card, the out-of-fold scores by group): the labelled spans by every split that they allow.

    The figures are plain values; `end_to_end` in them is None until `end_to_end_figures` are put there.

    Raises:
        DataError: the labels lie in one group, so that nothing is left to test on.
    """
    question, plain = setup.question, setup.untuned()
    group = out_of_fold(labelled, plain)
    by_split = {"group": gold_span_figures(labelled, group)}
    for split in SPLITS[1:]:
        by_split |= split_figures(labelled, split, plain)
    figures: dict[str, Any] = {
        "folds": len(group.dropped),
        "seed": setup.seed,
        "ends": [question.scale[0], question.scale[-1]],
        "grouped": len({row.group for row in labelled}) < len(labelled),
        "gold_spans": by_split,
        "contrasts": contrast_figures(labelled, group),
        **dict.fromkeys(("without_tuned_encoder", "end_to_end", "error_budget", "data", "agreement", "extended")),
    }
    if plain is not setup:
        for split in SHIFTS:
            if split in by_split:
                rows = rows_of_split(labelled, split, setup)
                by_split[split]["with_encoder"] = gold_span_figures(rows, out_of_fold(rows, setup, split=split))["all"]
        group = out_of_fold(labelled, setup, by_words=group)
        figures["without_tuned_encoder"] = by_split["group"]
        by_split["group"] = gold_span_figures(labelled, group)
        figures["contrasts"] = contrast_figures(labelled, group)
    return figures, group


def split_figures(labelled: Sequence[LabelledClaim], split: Split, setup: Setup) -> dict[str, dict[str, Any]]:
    """{split: the figures of its folds}, with `clusters`, their count; {} where the rows know fewer than two clusters.

    Rows whose outlet or year is not known are left out, of training too; where some are, `same_spans` has the figures
    of the rows that are left by group, trained and tested on those alone.
    """
    rows = rows_of_split(labelled, split, setup)
    if not rows:
        return {}
    clusters = split_clusters(rows, split=split, documents=setup.documents)
    figures = gold_span_figures(rows, out_of_fold(rows, setup, split=split)) | {"clusters": len(set(clusters))}
    if len(rows) < len(labelled):
        figures["same_spans"] = _by_table(rows, out_of_fold(rows, setup).stances, setup.question)
    return {split: figures}


def rows_of_split(labelled: Sequence[LabelledClaim], split: Split, setup: Setup) -> list[LabelledClaim]:
    """The rows that such a split can hold; none where they know fewer than two of its clusters."""
    rows = [labelled[i] for i in rows_to_split(labelled, split=split, documents=setup.documents)]
    return rows if len(set(split_clusters(rows, split=split, documents=setup.documents))) > 1 else []


def gold_span_figures(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, Any]:
    """The figures of the labelled spans themselves, `all` and a table each, with intervals over groups."""
    return _by_table(labelled, evaluated.stances, evaluated) | {"dropped": list(evaluated.dropped)}


def end_to_end_figures(
    labelled: Sequence[LabelledClaim], claims: Sequence[ScoredClaim], question: Question
) -> dict[str, Any]:
    """The same figures where the spans came from the pipeline: each labelled span takes the claim it overlaps best."""
    return _by_table(labelled, matched_stances(labelled, claims, question), question)


def _by_table(
    labelled: Sequence[LabelledClaim], stances: Sequence[str], source: OutOfFold | Question
) -> dict[str, Any]:
    question = source if isinstance(source, Question) else source.question
    by_name: dict[str, Any] = {}
    for name, rows in {"all": rows_of_texts(labelled), **rows_by_table(labelled)}.items():
        gold, clusters = [labelled[i].label for i in rows], [labelled[i].group for i in rows]
        by_name[name] = measure(gold, [stances[i] for i in rows], question, clusters=clusters)
        if isinstance(source, OutOfFold):
            by_name[name] |= trust_figures([source.scored[i] for i in rows], gold, question, clusters)
    return by_name
