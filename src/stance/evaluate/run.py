"""Runs a whole evaluation: folds, gold spans, end to end, extended analyses; writes its figures on a model card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from stance.evaluate.behaviour import contrast_figures, shortcut_figures
from stance.evaluate.card import datasheet_figures
from stance.evaluate.cross_validation import OutOfFold, Setup, out_of_fold, rows_of_split, score_unseen
from stance.evaluate.metrics import matched_stances, measure_rows, trust_figures
from stance.evaluate.slices import error_budget, slice_figures
from stance.evaluate.stability import ablate, learning_curve, repeated_figures
from stance.folds import SPLITS, Split, split_clusters
from stance.labelling import agreement
from stance.labelling.annotations import NEEDED, Annotations, read_annotations, with_annotator
from stance.labels import MODEL_PREFIX, label_rows, rows_by_table, rows_of_texts
from stance.model.encoder_scores import CrossFitted
from stance.pipeline import claim_documents
from stance.records import Document, LabelledClaim, Outcome, Question, ScoredClaim
from stance.stages import log_stage

SHIFTS: Final[tuple[Split, ...]] = ("outlet", "year")
"""The splits that tell what becomes of the promises on other papers' and other years' texts."""

MODEL: Final = f"{MODEL_PREFIX}unseen"
"""The model's name as an annotator: each span labelled by the model of the fold that never saw its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The result of an evaluation.

    `figures` are plain values fit for JSON; `out_of_fold` has the labelled spans scored, in the labels' order;
    `end_to_end` are the claims the pipeline finds in the documents, scored out of fold.
    """

    figures: Mapping[str, Any]
    end_to_end: tuple[ScoredClaim, ...]
    out_of_fold: OutOfFold


def run(
    labelled: Sequence[LabelledClaim], setup: Setup, *, tables: Sequence[Path] = (), extended: bool = False
) -> Evaluation:
    """Evaluate the way the model is made: on the labelled spans, and on what the pipeline makes of the documents.

    Of the `tables` that two people or more annotated, the model is one more annotator. `extended` takes minutes more:
    ablation, repeats, learning curve, errors by kind of claim and perturbations.

    Raises:
        DataError: the labels lie in one group, so that nothing is left to test on, or a table cannot be read.
    """
    log_stage("evaluating fold by fold")
    figures, out_of_fold = evaluate_all(labelled, setup)
    figures["data"] = datasheet_figures(labelled, setup.documents)
    located = [row for row in labelled if row.document in setup.documents]
    log_stage("evaluating end to end")
    claims = predict_unseen(setup.documents.values(), labelled, out_of_fold) if located else []
    if located:
        figures["end_to_end"] = end_to_end_figures(located, claims, setup.question)
        figures["end_to_end"]["by_words"] = _count_without_encoder(claims, out_of_fold)
        figures["error_budget"] = error_budget(labelled, out_of_fold.scored, claims, setup.question)
    if tables:
        figures["agreement"] = agreement_figures(tables, labelled, out_of_fold)
    if extended:
        figures["extended"] = extended_figures(labelled, out_of_fold, setup, claims=claims)
    return Evaluation(figures=figures, end_to_end=tuple(claims), out_of_fold=out_of_fold)


def extended_figures(
    labelled: Sequence[LabelledClaim], out_of_fold: OutOfFold, setup: Setup, *, claims: Sequence[ScoredClaim] = ()
) -> dict[str, Any]:
    """`ablation`, `repeats`, `learning_curve`, `slices` and `shortcuts`; `claims` are the pipeline's."""
    return {
        "ablation": ablate(labelled, setup, models=out_of_fold.models),
        "repeats": repeated_figures(labelled, setup),
        "learning_curve": learning_curve(labelled, setup),
        "slices": slice_figures(labelled, out_of_fold, documents=setup.documents, claims=claims),
        "shortcuts": shortcut_figures(labelled, out_of_fold),
    }


def predict_unseen(
    documents: Iterable[Document], labelled: Sequence[LabelledClaim], evaluated: OutOfFold
) -> list[ScoredClaim]:
    """End to end: the documents split and attributed here, scored by the fold's model that never saw their group.

    In the order of the documents and of the claims in each; documents without a labelled row are passed over.
    """
    known = {row.document for row in labelled}
    outcomes = claim_documents((document for document in documents if document.id in known), evaluated.question)
    claims = [claim for outcome in outcomes if isinstance(outcome, Outcome) for claim in outcome.claims]
    return score_unseen(claims, labelled, evaluated)


def _count_without_encoder(claims: Sequence[ScoredClaim], out_of_fold: OutOfFold) -> int:
    """How many claims a tuned encoder was not asked about, for want of one that has not seen their document."""
    scorer = out_of_fold.models[0].encoder_scorer
    if not isinstance(scorer, CrossFitted) or scorer.encoder.folds:
        return 0
    return sum(scorer.table.scores_of(row.claim.document, row.claim.text) is None for row in claims)


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


def gold_span_figures(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, Any]:
    """The figures of the labelled spans themselves, `all` and a table each, with intervals over groups."""
    by_name = _by_table(labelled, evaluated.stances, evaluated.question)
    for name, rows in _rows_by_name(labelled).items():
        gold, clusters = [labelled[i].label for i in rows], [labelled[i].group for i in rows]
        by_name[name] |= trust_figures([evaluated.scored[i] for i in rows], gold, evaluated.question, clusters)
    return by_name | {"dropped": list(evaluated.dropped)}


def end_to_end_figures(
    labelled: Sequence[LabelledClaim], claims: Sequence[ScoredClaim], question: Question
) -> dict[str, Any]:
    """The same figures where the spans came from the pipeline: each labelled span takes the claim it overlaps best."""
    return _by_table(labelled, matched_stances(labelled, claims, question), question)


def _by_table(labelled: Sequence[LabelledClaim], stances: Sequence[str], question: Question) -> dict[str, Any]:
    by_name = _rows_by_name(labelled).items()
    return {name: measure_rows(rows, labelled, stances, question) for name, rows in by_name}


def _rows_by_name(labelled: Sequence[LabelledClaim]) -> dict[str, list[int]]:
    whole = {"all": rows_of_texts(labelled)}
    return whole | rows_by_table(labelled) | whole  # first, and never a table that is called so


def agreement_figures(
    tables: Sequence[Path], labelled: Sequence[LabelledClaim], evaluated: OutOfFold
) -> dict[str, list[dict[str, Any]]]:
    """By table that two people or more coded: the rows of `stance.labelling.agreement`, as plain values.

    `labelled` are the rows `evaluated` was made from; the model labels those of them that the table holds.

    Raises:
        DataError: a table cannot be read.
    """
    by_table = {}
    for path in tables:
        if not set(NEEDED[0]) <= set(label_rows(path)[0]):
            continue
        annotations = add_out_of_fold_model(read_annotations([path], evaluated.question), labelled, evaluated)
        if len(annotations.people) > 1:
            by_table[path.stem] = [figure.row() for figure in agreement.measure(annotations)]
    return by_table


def add_out_of_fold_model(
    annotations: Annotations, labelled: Sequence[LabelledClaim], evaluated: OutOfFold
) -> Annotations:
    """The annotations with the model's out-of-fold label of each span that they hold, as the annotator `MODEL`."""
    spans = ((row.document or "", row.start or 0, row.end or 0) for row in labelled)
    return with_annotator(annotations, MODEL, dict(zip(spans, evaluated.stances, strict=True)))
