"""Grouped cross-validation: out-of-fold scores of every labelled claim, and the figures of each label table.

Whatever is fitted is fitted inside the fold. Rows of one group share a fold; a training row that is a near-duplicate of
a test row (`stance.near_duplicates`) is dropped from that fold and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from stance.encoder import Encoder
from stance.errors import DataError
from stance.folds import Fold, Split, make_folds, rows_to_split, split_clusters
from stance.model import Model, score_claims
from stance.model.scoring import score_from_first_pass
from stance.model.training import cross_fit_predictions, fold_models, with_calibration, with_encoder
from stance.records import Claim, Document, LabelledClaim, Question, ScoredClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfFold:
    """What each labelled row was given by the model of the fold that did not train on it.

    `scored` are the labelled rows as claims, in their order, with their scores; `fold_of` numbers the fold each was
    tested in; `models` holds the model of each fold, `dropped` how many training rows it lost as copies of test rows.
    """

    question: Question
    split: Split
    scored: tuple[ScoredClaim, ...]
    fold_of: tuple[int, ...]
    dropped: tuple[int, ...]
    models: tuple[Model, ...]

    @property
    def stances(self) -> list[str]:
        """The predicted label of each row."""
        return [row.stance for row in self.scored]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What folds are drawn and models fitted with: `documents`, by id, know bylines, outlets and dates."""

    question: Question
    documents: Mapping[str, Document] = field(default_factory=dict)
    encoder: Encoder | None = None
    seed: int = 0

    def untuned(self) -> Setup:
        """Without a tuned encoder: it was tuned by group, and by any other split it would score rows it has seen."""
        tuned = self.encoder is not None and self.encoder.head() is not None
        return replace(self, encoder=None) if tuned else self

    def folds(self, labelled: Sequence[LabelledClaim], split: Split = "group") -> list[Fold]:
        """The folds of the rows by that split."""
        return make_folds(labelled, split=split, documents=self.documents, seed=self.seed)


def rows_of_split(labelled: Sequence[LabelledClaim], split: Split, setup: Setup) -> list[LabelledClaim]:
    """The rows that such a split can hold; none where they know fewer than two of its clusters."""
    rows = [labelled[i] for i in rows_to_split(labelled, split=split, documents=setup.documents)]
    return rows if len(set(split_clusters(rows, split=split, documents=setup.documents))) > 1 else []


def out_of_fold(
    labelled: Sequence[LabelledClaim],
    setup: Setup,
    *,
    split: Split = "group",
    folds: Sequence[Fold] | None = None,
    by_words: OutOfFold | None = None,
) -> OutOfFold:
    """Each row scored by the model of the fold that never saw its cluster.

    `folds` default to the setup's by that split. What a model learns on held-out rows (second pass, temperature, sets)
    is learnt on the test rows of the other folds, one level of stacking: the first passes that scored those rows have
    seen this fold's labels. A tuned encoder's scores of a row are those from before it had seen the row's group;
    `by_words` are the same folds without it, if they have been run: their models need not be fitted again.

    Raises:
        DataError: the rows allow no such folds, or a tuned encoder comes without those scores.
    """
    folds = folds or setup.folds(labelled, split)
    if by_words and setup.encoder:
        models = with_encoder(by_words.models, setup.encoder)
    else:
        models = fold_models(labelled, folds, question=setup.question, seed=setup.seed, encoder=setup.encoder)
    held = cross_fit_predictions(labelled, folds, models)
    models = [with_calibration(model, held.take(held.fold_of != number)) for number, model in enumerate(models)]
    scored: dict[int, ScoredClaim] = {}
    for number, (fold, model) in enumerate(zip(folds, models, strict=True)):
        of_fold = held.take(held.fold_of == number)
        first = of_fold.words, of_fold.novelty
        scored |= zip(fold.test, score_from_first_pass(of_fold.claims, first, model), strict=True)
    fold_of = {i: number for number, fold in enumerate(folds) for i in fold.test}
    return OutOfFold(
        question=setup.question,
        split=split,
        scored=tuple(scored[i] for i in range(len(labelled))),
        fold_of=tuple(fold_of[i] for i in range(len(labelled))),
        dropped=tuple(len(fold.dropped) for fold in folds),
        models=tuple(models),
    )


def score_in_folds(claims: Sequence[Claim], models: Sequence[Model], fold_of: Sequence[int]) -> list[ScoredClaim]:
    """Each claim scored by the model of its fold, together with the fold's other claims; in the order of `claims`."""
    scored: dict[int, ScoredClaim] = {}
    for number, model in enumerate(models):
        places = [i for i, fold in enumerate(fold_of) if fold == number]
        scored |= dict(zip(places, score_claims([claims[i] for i in places], model), strict=True))
    return [scored[i] for i in range(len(claims))]


def score_unseen(claims: Sequence[Claim], labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> list[ScoredClaim]:
    """Each claim scored by the fold's model that never saw its document's group, in the order of `claims`.

    `labelled` are the rows `evaluated` was made from.

    Raises:
        DataError: a claim's document has no labelled row, or its rows lie in several folds (as by speaker).
    """
    folds: dict[str | None, set[int]] = {}
    for row, fold in zip(labelled, evaluated.fold_of, strict=True):
        folds.setdefault(row.document, set()).add(fold)
    unknown = sorted({claim.document for claim in claims if len(folds.get(claim.document, ())) != 1})
    if unknown:
        raise DataError(
            f"{unknown[0]}: no fold held this document out as a whole ({len(unknown)} such); "
            "score it with a trained model instead (stance score)"
        )
    return score_in_folds(claims, evaluated.models, [min(folds[claim.document]) for claim in claims])
