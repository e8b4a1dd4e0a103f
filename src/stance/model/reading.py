"""Which encoder may read which claim: as many scores a claim as labels, or none where reading it would be cheating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stance.encoder import Encoder, Head
from stance.encoder.held_out import HELD_OUT, HeldOut, read_held_out
from stance.errors import DataError
from stance.features import plain
from stance.records import Claim, Question


class Reader(Protocol):
    """What scores claims by a tuned encoder."""

    @property
    def encoder(self) -> Encoder:
        """The encoder that is shipped, which reads texts it was never tuned on."""

    def scores(self, claims: Sequence[Claim]) -> NDArray[np.float64]:
        """Shape (n_claims, n_labels), in the question's order; a row of NaN is a claim that is not to be read."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """Reads every claim: to score texts that are not the labelled ones."""

    encoder: Encoder

    def scores(self, claims: Sequence[Claim]) -> NDArray[np.float64]:
        """As `Reader.scores`; no row is NaN."""
        return self.encoder.scores([plain(claim.text) for claim in claims])


@dataclass(frozen=True, slots=True)
class Unseen:
    """Reads labelled claims, and other claims of their documents, without having seen their labels.

    A labelled text has the score it was held out with. Another text of a document that the encoder was tuned on is read
    by the fold's encoder that was not, or by none where that is not at hand. All other documents are read by the
    shipped encoder.
    """

    encoder: Encoder
    table: HeldOut

    def scores(self, claims: Sequence[Claim]) -> NDArray[np.float64]:
        """As `Reader.scores`."""
        found = np.full((len(claims), len(_head(self.encoder).labels)), np.nan)
        for place, claim in enumerate(claims):
            known = self.table.find(claim.document, claim.text)
            if known is not None:
                found[place] = known
            elif (reader := self._reader(claim)) is not None:
                found[place] = reader.scores([plain(claim.text)])[0]
        return found

    def _reader(self, claim: Claim) -> Encoder | None:
        """The encoder that has seen no label of the claim's document."""
        held_by = self.table.fold_of.get(claim.document)
        if held_by is None:
            return self.encoder
        return next((fold for fold in self.encoder.folds if _head(fold).tuned_on == held_by), None)


def shipped(encoder: Encoder, question: Question) -> Shipped:
    """The reader of a tuned encoder.

    Raises:
        DataError: it was tuned to other labels than the question's.
    """
    if (labels := _head(encoder).labels) != question.labels:
        raise DataError(
            f"{encoder.path.parent}: this encoder was tuned to {', '.join(labels)}, the question has "
            f"{', '.join(question.labels)}; tune one for it (stance finetune) or take another: --encoder base"
        )
    return Shipped(encoder)


def unseen(encoder: Encoder) -> Unseen:
    """The reader of rows that a tuned encoder may have been tuned on.

    Raises:
        DataError: the encoder comes without the scores that its own rows were held out with.
    """
    folder, tuned_on = encoder.path.parent, _head(encoder).tuned_on
    table = read_held_out(folder)
    if table is None or table.tuned_on != tuned_on:
        raise DataError(
            f"{folder / HELD_OUT}: not there or not of this encoder, whose scores of the rows it was tuned on would be "
            f"far too good; tune it again: stance finetune --output {folder}"
        )
    return Unseen(encoder, table)


def _head(encoder: Encoder) -> Head:
    head = encoder.head()
    if head is None:
        raise DataError(f"{encoder.path.parent}: this encoder is not tuned; tune it: stance finetune")
    return head
