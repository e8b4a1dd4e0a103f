"""Does the model read what is said, or who it is said of? Claims altered in known ways, and how its answers move.

Each alteration should leave the stance as it is, but for the inserted "not", which should change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from stance.evaluate import OutOfFold
from stance.features import mask_names, mask_sides, plain
from stance.model import score_claims
from stance.records import Question

_STRANGERS: Final = ("Ruritania", "Graustark", "Syldavia", "Borduria")
_VERB: Final = re.compile(r"\b(is|are|was|were|will|would|can|could|may|might|has|have|does|do|did)\b(?! not\b|n't)")
_SIDE: Final = re.compile(r"SIDE_([A-Z])")

Alter = Callable[[str, Question], str]


def shortcut_figures(evaluated: OutOfFold) -> dict[str, dict[str, Any]]:
    """By alteration: how many claims it alters (`claims`), and the share of them whose stance stays (`unchanged`).

    Each claim is scored by the model of the fold that never saw its group; claims that take no stance are passed over.
    """
    rows = [i for i, row in enumerate(evaluated.scored) if row.stance != evaluated.question.none_label]
    texts = [plain(row.claim.text) for row in evaluated.scored]
    return {name: _unchanged(rows, texts, evaluated, alter) for name, alter in ALTERATIONS.items()}


def swap_sides(text: str, question: Question) -> str:
    """Each side's name in the place of the one before: the bond is the same, seen from the other end."""
    names = [side[0] for side in question.sides]
    return _named(mask_sides(text, question.sides), names[1:] + names[:1])


def rename_sides(text: str, question: Question) -> str:
    """Countries that do not exist in the place of the sides: what is said of the bond is the same."""
    return _named(mask_sides(text, question.sides[: len(_STRANGERS)]), _STRANGERS)


def hide_names(text: str, question: Question) -> str:
    """All other names hidden, the sides kept by their first name."""
    hidden = mask_names(text, question.sides).replace("OTHER", "Someone")
    return _named(hidden, [side[0] for side in question.sides])


def negate(text: str, question: Question) -> str:
    """A "not" behind the first auxiliary that has none."""
    return _VERB.sub(lambda found: f"{found.group(1)} not", text, count=1)


ALTERATIONS: Final[dict[str, Alter]] = {
    "sides swapped": swap_sides,
    "sides renamed": rename_sides,
    "other names hidden": hide_names,
    "not inserted": negate,
}


def _named(masked: str, names: Sequence[str]) -> str:
    """The masked text with a name for each side."""
    return _SIDE.sub(lambda found: names[ord(found.group(1)) - ord("A")], masked)


def _unchanged(rows: Sequence[int], texts: Sequence[str], evaluated: OutOfFold, alter: Alter) -> dict[str, Any]:
    same = altered = 0
    for number, model in enumerate(evaluated.models):
        mine = [i for i in rows if evaluated.fold_of[i] == number]
        changed = [(i, alter(texts[i], evaluated.question)) for i in mine]
        changed = [(i, text) for i, text in changed if text != texts[i]]
        scored = score_claims([replace(evaluated.scored[i].claim, text=text) for i, text in changed], model)
        altered += len(changed)
        same += sum(new.stance == evaluated.scored[i].stance for (i, _), new in zip(changed, scored, strict=True))
    return {"claims": altered, "unchanged": round(same / altered, 4) if altered else None}
