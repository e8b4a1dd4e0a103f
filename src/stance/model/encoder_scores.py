"""A tuned encoder's scores of claims, (n_claims, n_labels): NaN where the encoder was trained on that document.

An encoder scores the rows it was tuned on far too well to learn anything from. So `finetune` tunes one a fold, too, and
leaves their scores of the rows that each did not see: four numbers a row, found again by document and hash of the text.
With them a model is trained and evaluated without torch and without the folds' encoders. Those are needed only where
other texts of the same documents are to be read honestly: end to end, and in the shortcut audit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.encoder import Encoder, Head
from stance.errors import DataError, ModelError
from stance.features import plain
from stance.files import write_text
from stance.labels import document_key, text_sha
from stance.manifest import CROSS_FITTED
from stance.readers.json import parse_json
from stance.reading import read_model_file
from stance.records import Claim, LabelledClaim, Question


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


_DIGITS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossFittedScores:
    """Scores by document (`stance.labels.document_key`) and by the hash of the text, in the order of the head's labels.

    `tuned_on` is the hash of all the rows, those that the encoder itself was tuned on; `fold_of` has for each document
    that of the rows of the encoder which had not seen its source.
    """

    tuned_on: str
    fold_of: Mapping[str, str]
    scores: Mapping[str, Mapping[str, tuple[float, ...]]]

    def scores_of(self, document: str, text: str) -> tuple[float, ...] | None:
        """The scores of a text that was labelled; None where the table does not hold it."""
        return self.scores.get(document, {}).get(text_sha(text))


Part = tuple[str, Sequence[LabelledClaim], NDArray[np.float64]]
"""A fold: the hash of the rows its encoder was tuned on, the rows it held out, their scores (n_rows, n_labels)."""


def collect_scores(parts: Sequence[Part], tuned_on: str) -> CrossFittedScores:
    """The table of what all folds held out; `tuned_on` is the hash of all rows."""
    fold_of: dict[str, str] = {}
    scores_by_document: dict[str, dict[str, tuple[float, ...]]] = {}
    for fold, rows, scores in parts:
        for row, values in zip(rows, scores, strict=True):
            name = document_key(row)
            fold_of[name] = fold
            numbers = tuple(round(float(value), _DIGITS) for value in values)
            scores_by_document.setdefault(name, {})[text_sha(row.text)] = numbers
    return CrossFittedScores(tuned_on=tuned_on, fold_of=fold_of, scores=scores_by_document)


def mean_scores(tables: Sequence[CrossFittedScores | None]) -> CrossFittedScores:
    """The table of an encoder that is joined of those of `tables`: the mean of their scores.

    Raises:
        ValueError: one is not there (None), or they are not of the same rows in the same folds.
    """
    known = [table for table in tables if table]
    first, *others = known
    if len(known) < len(tables) or any(
        (other.tuned_on, other.fold_of) != (first.tuned_on, first.fold_of) for other in others
    ):
        raise ValueError("encoders that are joined are tuned on the same rows in the same folds")
    scores = {
        document: {text: _mean([table.scores[document][text] for table in known]) for text in texts}
        for document, texts in first.scores.items()
    }
    return CrossFittedScores(tuned_on=first.tuned_on, fold_of=first.fold_of, scores=scores)


def _mean(rows: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(round(sum(values) / len(values), _DIGITS) for values in zip(*rows, strict=True))


def write_scores_table(table: CrossFittedScores, folder: Path) -> None:
    """Write the table beside the encoder in `folder`, a document a line: hashes and numbers, no text."""
    folds = sorted(set(table.fold_of.values()))
    data = {
        "tuned_on": json.dumps(table.tuned_on),
        "folds": json.dumps(folds),
        "fold_of": _by_line({document: folds.index(fold) for document, fold in table.fold_of.items()}),
        "scores": _by_line(table.scores),
    }
    text = "{" + ",\n".join(f"{json.dumps(name)}: {value}" for name, value in data.items()) + "}\n"
    write_text(folder / CROSS_FITTED, text)


def _by_line(values: Mapping[str, Any]) -> str:
    lines = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in sorted(values.items()))
    return "{\n" + ",\n".join(lines) + "\n}"


def read_scores_table(folder: Path) -> CrossFittedScores | None:
    """The table beside the encoder in `folder`; None where there is none.

    Raises:
        ModelError: it cannot be read.
    """
    file = folder / CROSS_FITTED
    if not file.exists():
        return None
    try:
        data: dict[str, Any] = parse_json(read_model_file(file), finite=True)
        scores = {
            name: {sha: tuple(map(float, row)) for sha, row in rows.items()} for name, rows in data["scores"].items()
        }
        fold_of = {name: data["folds"][number] for name, number in data["fold_of"].items()}
        tuned_on = str(data["tuned_on"])
        if len({len(row) for rows in scores.values() for row in rows.values()}) > 1:
            raise ValueError("rows of several lengths")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise ModelError(f"{file}: no scores of an encoder ({error}); tune it again") from None
    return CrossFittedScores(tuned_on=tuned_on, fold_of=fold_of, scores=scores)
