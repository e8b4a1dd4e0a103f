"""Runs a whole evaluation: folds, gold spans, end to end, extended analyses; writes its figures on a model card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.bundle import load_model, save_model
from stance.evaluate.ablation import ablate
from stance.evaluate.card import datasheet_figures, describe_model
from stance.evaluate.cross_validation import OutOfFold, Setup, score_unseen
from stance.evaluate.figures import end_to_end_figures, evaluate_all
from stance.evaluate.model_agreement import agreement_figures
from stance.evaluate.shortcuts import shortcut_figures
from stance.evaluate.slices import error_budget, slice_figures
from stance.evaluate.stability import learning_curve, repeated_figures
from stance.model.encoder_scores import CrossFitted
from stance.pipeline import claim_documents
from stance.records import Document, LabelledClaim, Outcome, ScoredClaim
from stance.stages import log_stage


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


def write_model_card(evaluation: Evaluation, bundle: Path, *, beside: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the figures into the bundle's manifest and card; `beside` are other bundles' manifests, by name.

    Raises:
        ModelError: the bundle is refused or cannot be written.
    """
    save_model(describe_model(load_model(bundle), evaluation.figures, beside=beside), bundle)


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
