"""From first-pass scores to probabilities: the second pass, which claims the encoder reads, and how both are learnt.

All of it is learnt on held-out claims, each scored by a first pass that was fitted without its group. The words' second
pass comes first; where it is sure that a claim takes no stance, the encoder, which costs a hundred times as much, is
not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from stance.model.context import LEFT_OUT, Floats, Stage, centred_logs, fit_stage, softmax
from stance.records import Claim

# The encoder's share in the first pass: of 0.5 to 0.8, out of fold, all did alike; without a second pass, 0.5 costs
# 0.01 of kappa.
ENCODER_SHARE: Final = 0.65
# Of the held-out spans that bear a stance and are called so, the share that the encoder may miss: 2 of 2,178.
_LOSS: Final = 0.001
# From so many held-out claims on a second pass is learnt: on fewer it would know less than its 18 columns.
_ENOUGH: Final = 200

Read = Callable[[NDArray[np.intp]], Floats]
"""Places of claims → the encoder's scores of them; a row of NaN is not to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The second pass: of words alone and, with an encoder, of both.

    `screen` is the probability of no stance, by words alone, from which the encoder is not asked; None asks it always.
    """

    words: Stage
    both: Stage | None = None
    screen: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutClaims:
    """Claims with the first pass of a model that had not seen their group, one row a claim.

    `gold` is the right label's column, `words` the probabilities by words, `encoded` the encoder's scores (NaN: not
    read) or None, `novelty` the raw novelty, `fold_of` the number of the fold each was held out in; `none` is the
    column of the label that takes no stance, if the question has one.
    """

    claims: tuple[Claim, ...]
    gold: NDArray[np.intp]
    words: Floats
    encoded: Floats | None
    novelty: Floats
    fold_of: NDArray[np.intp]
    none: int | None

    def take(self, rows: NDArray[np.bool_]) -> HeldOutClaims:
        """Those claims alone."""
        return replace(
            self,
            claims=tuple(claim for claim, kept in zip(self.claims, rows, strict=True) if kept),
            gold=self.gold[rows],
            words=self.words[rows],
            encoded=None if self.encoded is None else self.encoded[rows],
            novelty=self.novelty[rows],
            fold_of=self.fold_of[rows],
        )


def probabilities(
    claims: Sequence[Claim], words: Floats, *, context: Context | None, read: Read | None, none: int | None
) -> Floats:
    """Shape (n_claims, n_labels): both passes over `words`, the first pass's probabilities by words.

    `none` is the column of the label that takes no stance, if the question has one.
    """
    found = words if context is None else context.words.probabilities(centred_logs(words), words, claims)
    if read is None:
        return found
    screen = context.screen if context else None
    asked = np.arange(len(claims)) if none is None or screen is None else np.flatnonzero(found[:, none] < screen)
    encoded = np.full_like(words, np.nan)
    encoded[asked] = read(asked)
    if np.isnan(encoded).all():
        return found
    mixed = _mixed(words, encoded, found)
    if context is None or context.both is None:
        return mixed
    second = context.both.probabilities(_columns(words, encoded), mixed, claims)
    return np.where(np.isnan(encoded), found, second)


def learn_context(held: HeldOutClaims) -> tuple[Context | None, Floats]:
    """(the second pass, the probabilities of the held-out claims by second passes fitted without their fold).

    None, and the first pass, where there are too few claims or folds to learn from.
    """
    words, none = held.words, held.none
    if len(held.claims) < _ENOUGH or len(np.unique(held.fold_of)) < 2:
        first = words if held.encoded is None else _mixed(words, held.encoded, words)
        return None, first
    by_words, found = _fit(held, centred_logs(words), words)
    if held.encoded is None or np.isnan(held.encoded).all():
        return Context(words=by_words), found
    read = ~np.isnan(held.encoded[:, 0])
    columns = _columns(words, held.encoded)
    screen = None
    if none is not None:
        _, both = _fit(held, columns, _mixed(words, held.encoded, found), only=read)
        screen = _screen(found, both, held.gold, none)
    # Fitted on the screened claims too, so that it knows them, but beside neighbours that are screened.
    screened = np.zeros(len(read), bool) if none is None or screen is None else found[:, none] >= screen
    unread = np.where((read & ~screened)[:, None], held.encoded, np.nan)
    by_both, second = _fit(held, columns, _mixed(words, unread, found), only=read)
    return Context(words=by_words, both=by_both, screen=screen), np.where(np.isnan(unread), found, second)


def describe_context(context: Context | None) -> dict[str, Any] | None:
    """What the manifest says of the second pass: the numbers beside its fitted stages."""
    if context is None:
        return None
    both = list(context.both.mean) if context.both else None
    return {"words": list(context.words.mean), "both": both, "screen": context.screen}


def context_from(described: Mapping[str, Any] | None, fitted: Mapping[str, Pipeline], labels: int) -> Context | None:
    """The inverse of `describe_context`, with the fitted stages by name; `labels` is how many the question has.

    Raises:
        KeyError, TypeError, ValueError: it is not complete.
    """
    if described is None:
        return None
    if any(len(described[name]) != labels for name in ("words", "both") if described[name] is not None):
        raise ValueError("a stage of another number of labels")
    stages = {
        name: Stage(mean=tuple(map(float, described[name])), fitted=fitted[name])
        for name in ("words", "both")
        if name == "words" or described[name] is not None
    }
    screen = described["screen"]
    return Context(words=stages["words"], both=stages.get("both"), screen=None if screen is None else float(screen))


def _mixed(words: Floats, encoded: Floats, unread: Floats) -> Floats:
    """The first pass by words and encoder, in the logarithm; `unread` where the encoder did not read."""
    with np.errstate(divide="ignore"):  # a label that no training row had stays at 0
        logs = np.log(words)
    mixed = softmax((1 - ENCODER_SHARE) * logs + ENCODER_SHARE * np.nan_to_num(encoded))
    return np.where(np.isnan(encoded), unread, mixed)


def _columns(words: Floats, encoded: Floats) -> Floats:
    return np.hstack([centred_logs(words), centred_logs(softmax(np.nan_to_num(encoded)))])


def _fit(
    held: HeldOutClaims, scores: Floats, first: Floats, only: NDArray[np.bool_] | None = None
) -> tuple[Stage, Floats]:
    """(the stage fitted on all claims, or `only` those; the claims' probabilities by one fitted without their fold)."""
    taken = np.ones(len(held.claims), bool) if only is None else only
    found = np.zeros_like(first)
    for number in np.unique(held.fold_of):
        mine = held.fold_of == number
        stage = _fit_on(held, scores, first, ~mine & taken)
        found[mine] = stage.probabilities(scores[mine], first[mine], held.take(mine).claims)
    return _fit_on(held, scores, first, taken), found


def _fit_on(held: HeldOutClaims, scores: Floats, first: Floats, rows: NDArray[np.bool_]) -> Stage:
    return fit_stage(scores, first, held.claims, np.where(rows, held.gold, LEFT_OUT), held.none)


def _screen(by_words: Floats, both: Floats, gold: NDArray[np.intp], none: int) -> float:
    """The probability of no stance from which the encoder is not asked, so that no more than `_LOSS` is lost."""
    bearing = (gold != none) & (both.argmax(axis=1) != none)
    lost = np.sort(by_words[bearing, none])[::-1]
    allowed = int(_LOSS * (gold != none).sum())
    return round(max(float(lost[allowed]) + 1e-6 if len(lost) > allowed else 1.0, 0.5), 6)
