"""Behavioural tests by perturbation: how stances move when sides are swapped, names hidden or a "not" inserted.

The sides swapped and other names hidden should leave the stance as it is, an inserted "not" should change it; with the
sides renamed to countries that do not exist, a claim is no longer on the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from stance.evaluate.cross_validation import OutOfFold, rescore, score_in_folds
from stance.evaluate.metrics import cluster_interval
from stance.features import mask_names, mask_sides, plain
from stance.labels import rows_of_texts
from stance.model.encoder_scores import CrossFitted
from stance.records import Claim, LabelledClaim, Question, ScoredClaim

_STRANGERS: Final = ("Ruritania", "Graustark", "Syldavia", "Borduria")
_VERB: Final = re.compile(r"\b(is|are|was|were|will|would|can|could|may|might|has|have|does|do|did)\b(?! not\b|n't)")
_SIDE: Final = re.compile(r"SIDE_([A-Z])")

Alter = Callable[[str, Question], str]


def shortcut_figures(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, dict[str, Any]]:
    """By alteration: how many claims it alters (`claims`), and what becomes of their stances, as shares that sum to 1.

    `unchanged` (with its `interval` over sources), `flipped` to another label of the scale, and `lost` to none.
    All claims of a document are altered at once, each scored by the model of the fold that never saw its group; those
    that were given no stance before are not counted. `by_words` says that a tuned encoder was left out: without those
    of its folds, nothing that has not seen these documents can read an altered text.
    """
    blind = any(
        isinstance(model.encoder_scorer, CrossFitted) and not model.encoder_scorer.encoder.folds
        for model in evaluated.models
    )
    models = [replace(model, encoder_scorer=None) if blind else model for model in evaluated.models]
    texts = rows_of_texts(labelled)
    rows, fold_of = [labelled[i] for i in texts], [evaluated.fold_of[i] for i in texts]
    before = rescore(rows, models, fold_of) if blind else [evaluated.scored[i] for i in texts]
    by_alteration = {}
    for name, alter in ALTERATIONS.items():
        claims = [_altered(row.claim, alter, evaluated.question) for row in before]
        after = score_in_folds(claims, models, fold_of)
        by_alteration[name] = _moves(rows, before, after, evaluated.question) | {"by_words": blind}
    return by_alteration


def swap_sides(text: str, question: Question) -> str:
    """Each side's name in the place of the one before: the bond is the same, seen from the other end."""
    names = [side[0] for side in question.sides]
    return _named(mask_sides(text, question.sides), names[1:] + names[:1])


def rename_sides(text: str, question: Question) -> str:
    """Countries that do not exist in the place of the sides: how much hangs on the names."""
    return _named(mask_sides(text, question.sides[: len(_STRANGERS)]), _STRANGERS)


def hide_names(text: str, question: Question) -> str:
    """All other names hidden, the sides kept by their first name."""
    hidden = mask_names(text, question.sides).replace("OTHER", "Someone")
    return _named(hidden, [side[0] for side in question.sides])


def negate(text: str, question: Question) -> str:
    """A "not" behind the first auxiliary that has none."""
    return _VERB.sub(lambda match: f"{match.group(1)} not", text, count=1)


ALTERATIONS: Final[dict[str, Alter]] = {
    "sides swapped": swap_sides,
    "sides renamed": rename_sides,
    "other names hidden": hide_names,
    "not inserted": negate,
}


def _named(masked: str, names: Sequence[str]) -> str:
    """The masked text with a name for each side."""
    return _SIDE.sub(lambda match: names[ord(match.group(1)) - ord("A")], masked)


def _altered(claim: Claim, alter: Alter, question: Question) -> Claim:
    """The claim with its text altered; as it is where there is nothing to alter."""
    text = plain(claim.text)
    altered = alter(text, question)
    return claim if altered == text else replace(claim, text=altered)


def _moves(
    labelled: Sequence[LabelledClaim], before: Sequence[ScoredClaim], after: Sequence[ScoredClaim], question: Question
) -> dict[str, Any]:
    none = question.none_label
    moved = [(old.stance, new.stance, old.claim.text != new.claim.text) for old, new in zip(before, after, strict=True)]
    rows = [i for i, (old, _, altered) in enumerate(moved) if altered and old != none]
    if not rows:
        return {"claims": 0, "unchanged": None, "interval": None, "flipped": None, "lost": None}
    same = np.array([moved[i][0] == moved[i][1] for i in rows], dtype=float)
    lost = np.array([moved[i][1] == none for i in rows], dtype=float)
    return {
        "claims": len(rows),
        "unchanged": round(float(same.mean()), 4),
        "interval": cluster_interval(same, np.ones(len(rows)), [labelled[i].group for i in rows]),
        "flipped": round(float((1 - same - lost).mean()), 4),
        "lost": round(float(lost.mean()), 4),
    }
