"""Error budget of the labelled stances: segmentation, attribution and stance, each put right in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from stance.evaluate.markdown import markdown_table
from stance.evaluate.metrics import match_claims
from stance.records import AUTHOR, LabelledClaim, Question, ScoredClaim

STEPS: Final = ("segmentation", "attribution", "stance")


def error_budget(
    labelled: Sequence[LabelledClaim],
    gold_spans: Sequence[ScoredClaim],
    claims: Sequence[ScoredClaim],
    question: Question,
) -> dict[str, Any]:
    """Of labelled spans that bear a stance and name their speaker, the share wrong end to end, and what is left of it.

    A span is right where the claim that overlaps it best has its stance and its speaker. In turn the segmentation is
    put right (the span itself is scored, `gold_spans`), then the speaker, then the stance.
    """
    matched = match_claims(labelled, claims)
    rows = [i for i, row in enumerate(labelled) if row.speaker and row.label != question.none_label]
    if not rows:
        return {"spans": 0, "wrong": {}}
    pairs = [(labelled[i], matched[i]) for i in rows]
    stance = np.array([scored is not None and scored.stance == row.label for row, scored in pairs])
    speaker = np.array([_same(row.speaker, scored) for row, scored in pairs])
    of_span = np.array([gold_spans[i].stance == labelled[i].label for i in rows])
    right = {
        "end to end": stance & speaker,
        "segmentation by hand": of_span & speaker,
        "attribution by hand": stance,
        "stance by hand": speaker,
        "segmentation and attribution by hand": of_span,
    }
    return {"spans": len(rows), "wrong": {name: round(float(1 - hits.mean()), 4) for name, hits in right.items()}}


def error_budget_section(budget: Mapping[str, Any]) -> str:
    """The model card's section of the budget, in Markdown."""
    wrong = budget["wrong"]
    rows = [[name, f"{share:.1%}"] for name, share in wrong.items()]
    first = min(STEPS, key=lambda step: wrong[f"{step} by hand"])
    return (
        "### Error budget\n\n"
        f"{budget['spans']:,} labelled spans that bear a stance: the share whose stance or speaker is wrong, and what "
        f"is left of it where one step is replaced by what was marked by hand. Most errors are those of {first}: with "
        f"it by hand, {wrong[f'{first} by hand']:.1%} are left of {wrong['end to end']:.1%}.\n\n"
        f"{markdown_table(['', 'wrong'], rows)}"
    )


def _same(speaker: str | None, scored: ScoredClaim | None) -> bool:
    """Whether the claim is the speaker's: the writer's own, or of a name whose last word is the same."""
    if scored is None or speaker is None:
        return False
    if AUTHOR in (speaker, scored.claim.speaker):
        return speaker == scored.claim.speaker
    last = (scored.claim.speaker or "").casefold().split()[-1:]
    return bool(last) and last[0] in speaker.casefold().split()
