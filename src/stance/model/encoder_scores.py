"""A tuned encoder's scores of claims, (n_claims, n_labels): NaN where the encoder was trained on that document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.encoder import Encoder, Head
from stance.encoder.cross_fitted import CROSS_FITTED, CrossFittedScores, read_scores_table
from stance.errors import DataError
from stance.features import plain
from stance.records import Claim, Question


@dataclass(frozen=True, slots=True)
class Deployed:
    """Scores every claim: for texts that are not the labelled ones."""

    encoder: Encoder

    def scores(self, claims: Sequence[Claim]) -> NDArray[np.float64]:
        """Shape (n_claims, n_labels), in the question's order; no row is NaN."""
        return self.encoder.scores([plain(claim.text) for claim in claims])


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """Scores labelled claims, and other claims of their documents, by encoders that had not seen their labels.

    A labelled text has the score of the fold that held it out. Another text of a document that the encoder was tuned on
    is read by the fold's encoder that was not, or by none where that is not at hand. All other documents are read by
    the shipped encoder.
    """

    encoder: Encoder
    table: CrossFittedScores

    def scores(self, claims: Sequence[Claim]) -> NDArray[np.float64]:
        """Shape (n_claims, n_labels), in the question's order; a row of NaN is a claim that is not to be read."""
        scores = np.full((len(claims), len(_head(self.encoder).labels)), np.nan)
        for place, claim in enumerate(claims):
            known = self.table.scores_of(claim.document, claim.text)
            if known is not None:
                scores[place] = known
            elif (encoder := self._unseeing_encoder(claim)) is not None:
                scores[place] = encoder.scores([plain(claim.text)])[0]
        return scores

    def _unseeing_encoder(self, claim: Claim) -> Encoder | None:
        """The encoder that has seen no label of the claim's document."""
        fold_hash = self.table.fold_of.get(claim.document)
        if fold_hash is None:
            return self.encoder
        return next((fold for fold in self.encoder.folds if _head(fold).tuned_on == fold_hash), None)


EncoderScorer = Deployed | CrossFitted
"""What scores claims by a tuned encoder; `encoder` is the one that is shipped, which reads texts it never saw."""


def deployed(encoder: Encoder, question: Question) -> Deployed:
    """The scorer of a tuned encoder for new texts.

    Raises:
        DataError: it was tuned to other labels than the question's.
    """
    if (labels := _head(encoder).labels) != question.labels:
        raise DataError(
            f"{encoder.path.parent}: this encoder was tuned to {', '.join(labels)}, the question has "
            f"{', '.join(question.labels)}; tune one for it (stance finetune) or take another: --encoder base"
        )
    return Deployed(encoder)


def cross_fitted(encoder: Encoder) -> CrossFitted:
    """The scorer of rows that a tuned encoder may have been tuned on.

    Raises:
        DataError: the encoder comes without the scores that its own rows were held out with.
    """
    folder, tuned_on = encoder.path.parent, _head(encoder).tuned_on
    table = read_scores_table(folder)
    if table is None or table.tuned_on != tuned_on:
        raise DataError(
            f"{folder / CROSS_FITTED}: not there or not of this encoder, whose scores of the rows it was tuned on "
            f"would be far too good; tune it again: stance finetune --output {folder}"
        )
    return CrossFitted(encoder, table)


def _head(encoder: Encoder) -> Head:
    head = encoder.head()
    if head is None:
        raise DataError(f"{encoder.path.parent}: this encoder is not tuned; tune it: stance finetune")
    return head
