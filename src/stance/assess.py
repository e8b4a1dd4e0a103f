"""The whole evaluation of a set of labels: folds, gold spans, end to end; and its figures on a bundle's card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stance.bundle import load_model, save_model
from stance.encoder import Encoder
from stance.evaluate import OutOfFold, Setup, end_to_end_figures, evaluate_all
from stance.evaluate.card import describe_model
from stance.evaluate.coder import agreement_figures
from stance.evaluate.statement import data_figures
from stance.evaluate.thorough import thorough_figures
from stance.model.reading import Unseen
from stance.pipeline import predict_unseen
from stance.records import Document, LabelledClaim, Question, ScoredClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What an evaluation found.

    `figures` are plain values fit for JSON; `gold_spans` the labelled spans with their out-of-fold scores, in the
    labels' order; `end_to_end` the claims the pipeline found in the documents, scored out of fold by `unseen`; `setup`
    what it was made with.
    """

    setup: Setup
    figures: Mapping[str, Any]
    end_to_end: tuple[ScoredClaim, ...]
    unseen: OutOfFold

    @property
    def gold_spans(self) -> tuple[ScoredClaim, ...]:
        """The labelled spans as claims of their labelled speakers, with their out-of-fold scores."""
        return self.unseen.scored


def assess(
    labelled: Sequence[LabelledClaim],
    documents: Sequence[Document],
    question: Question,
    *,
    seed: int = 0,
    encoder: Encoder | None = None,
) -> Assessment:
    """Evaluate the way the model is made: on the labelled spans, and on what the pipeline makes of the documents.

    Raises:
        DataError: the labels lie in one group, so that nothing is left to test on.
    """
    at_hand = {document.id: document for document in documents}
    figures, unseen = evaluate_all(labelled, question=question, documents=at_hand, seed=seed, encoder=encoder)
    figures["data"] = data_figures(labelled, at_hand)
    located = [row for row in labelled if row.document in at_hand]
    found = predict_unseen(documents, labelled, unseen) if located else []
    if located:
        figures["end_to_end"] = end_to_end_figures(located, found, question)
        figures["end_to_end"]["by_words"] = _unread(found, unseen)
    setup = Setup(question=question, documents=at_hand, encoder=encoder, seed=seed)
    return Assessment(setup=setup, figures=figures, end_to_end=tuple(found), unseen=unseen)


def _unread(found: Sequence[ScoredClaim], unseen: OutOfFold) -> int:
    """How many claims a tuned encoder was not asked about, for want of one that has not seen their document."""
    reader = unseen.models[0].reader
    if not isinstance(reader, Unseen) or reader.encoder.folds:
        return 0
    return sum(reader.table.find(one.claim.document, one.claim.text) is None for one in found)


def beside_coders(assessment: Assessment, labelled: Sequence[LabelledClaim], tables: Sequence[Path]) -> Assessment:
    """The assessment with the model as one more coder of the tables that two people or more coded."""
    found = agreement_figures(tables, labelled, assessment.unseen)
    return replace(assessment, figures={**assessment.figures, "agreement": found})


def thoroughly(assessment: Assessment, labelled: Sequence[LabelledClaim]) -> Assessment:
    """The assessment with repeats, learning curve, errors by kind of claim and shortcut audit: takes minutes."""
    more = thorough_figures(labelled, assessment.unseen, assessment.setup, claims=assessment.end_to_end)
    return replace(assessment, figures={**assessment.figures, "thorough": more})


def put_on_card(assessment: Assessment, bundle: Path, *, beside: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the figures into the bundle's manifest and card; `beside` are other bundles' manifests, by name.

    Raises:
        ModelError: the bundle is refused or cannot be written.
    """
    others = {name: manifest for name, manifest in beside.items() if Path(name) != bundle}
    save_model(describe_model(load_model(bundle), assessment.figures, beside=others), bundle)
