"""Behavioural tests: how stances move with small changes of a claim, by hand (contrasts) or by rule (shortcuts).

Rows that were written as families of minimal edits have a label each. Of the changes by rule, the sides swapped and
other names hidden should leave the stance as it is, an inserted "not" should change it; with the sides renamed to
countries that do not exist, a claim is no longer on the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from stance.evaluate.cross_validation import OutOfFold, score_in_folds
from stance.evaluate.metrics import cluster_interval, measure, rounded_mean
from stance.features import mask_names, mask_sides, plain
from stance.labels import rows_of_texts
from stance.model import as_claim
from stance.model.encoder_scores import CrossFitted
from stance.records import Claim, LabelledClaim, Question, ScoredClaim

BASE: Final = "base"
NEGATION: Final = "negation"
"""The kinds of edit that name a family's first sentence and its negations."""

Pair = tuple[LabelledClaim, ScoredClaim]

_STRANGERS: Final = ("Ruritania", "Graustark", "Syldavia", "Borduria")
_VERB: Final = re.compile(r"\b(is|are|was|were|will|would|can|could|may|might|has|have|does|do|did)\b(?! not\b|n't)")
_SIDE: Final = re.compile(r"SIDE_([A-Z])")

Alter = Callable[[str, Question], str]


def contrast_figures(labelled: Sequence[LabelledClaim], evaluated: OutOfFold) -> dict[str, Any] | None:
    """The figures of rows that were written as families of minimal edits, scored out of fold; None without any.

    `accuracy` with its `interval` over families, `kappa`, `swapped`, `certain` and `certain_right`; `families` and the
    share that is `wholly_right`; `by_edit` the `spans` and share `right` of each kind of edit; `negations`, pairs of a
    base sentence and a negation of another label, and the share of them whose stance is `turned`.
    """
    pairs = [(row, scored) for row, scored in zip(labelled, evaluated.scored, strict=True) if row.written and row.edit]
    if not pairs:
        return None
    right = np.array([row.label == scored.stance for row, scored in pairs])
    groups = [row.group for row, _ in pairs]
    families, edits = _by(groups), _by([row.edit or "" for row, _ in pairs])
    certain = np.array([scored.certain is True for _, scored in pairs])
    return {
        "spans": len(pairs),
        "families": len(families),
        "accuracy": rounded_mean(right),
        "interval": cluster_interval(right.astype(float), np.ones(len(right)), groups),
        **_agreement(pairs, evaluated.question),
        "certain": rounded_mean(certain),
        "certain_right": rounded_mean(right[certain]),
        "wholly_right": rounded_mean(np.array([right[rows].all() for rows in families.values()])),
        "by_edit": {
            edit: {"spans": len(rows), "right": rounded_mean(right[rows])} for edit, rows in sorted(edits.items())
        },
        **_negations([[pairs[i] for i in rows] for rows in families.values()]),
    }


def _agreement(pairs: Sequence[Pair], question: Question) -> dict[str, float | None]:
    figures = measure([row.label for row, _ in pairs], [scored.stance for _, scored in pairs], question)
    return {name: figures[name] for name in ("kappa", "swapped")}


def _negations(families: Sequence[Sequence[Pair]]) -> dict[str, Any]:
    """How many negations have another label than their base sentence, and how many get another stance."""
    turned = [
        scored.stance != base.stance
        for family in families
        for base_row, base in family
        if base_row.edit == BASE
        for row, scored in family
        if row.edit == NEGATION and row.label != base_row.label
    ]
    return {"negations": len(turned), "turned": rounded_mean(np.array(turned))}


def _by(names: Sequence[str]) -> dict[str, list[int]]:
    """{name: the places it stands at}, in order."""
    by_name: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        by_name.setdefault(name, []).append(place)
    return by_name


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
    before = [evaluated.scored[i] for i in texts]
    if blind:
        before = score_in_folds([as_claim(row) for row in rows], models, fold_of)
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
    moved = [
        (row.group, old.stance, new.stance)
        for row, old, new in zip(labelled, before, after, strict=True)
        if old.claim.text != new.claim.text and old.stance != none
    ]
    same = np.array([old == new for _, old, new in moved], dtype=float)
    lost = np.array([new == none for _, _, new in moved], dtype=float)
    return {
        "claims": len(moved),
        "unchanged": rounded_mean(same),
        "interval": cluster_interval(same, np.ones(len(moved)), [group for group, _, _ in moved]),
        "flipped": rounded_mean(1 - same - lost),
        "lost": rounded_mean(lost),
    }
