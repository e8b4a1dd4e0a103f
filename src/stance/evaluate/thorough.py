"""The rest of what a methods reviewer asks for, on top of `evaluate_all`: minutes, not seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stance.evaluate import OutOfFold, Setup
from stance.evaluate.ablation import ablate
from stance.evaluate.audit import shortcut_figures
from stance.evaluate.slices import slice_figures
from stance.evaluate.stability import learning_curve, repeated_figures
from stance.records import LabelledClaim, ScoredClaim


def thorough_figures(
    labelled: Sequence[LabelledClaim], evaluated: OutOfFold, setup: Setup, *, claims: Sequence[ScoredClaim] = ()
) -> dict[str, Any]:
    """`ablation`, `repeats`, `learning_curve`, `slices` and `shortcuts`, to be put at `thorough` in the figures.

    `claims` are what the pipeline found in the documents.
    """
    question, seed, models = setup.question, setup.seed, evaluated.models
    return {
        "ablation": ablate(labelled, question=question, encoder=setup.encoder, seed=seed, models=models),
        "repeats": repeated_figures(labelled, setup),
        "learning_curve": learning_curve(labelled, setup),
        "slices": slice_figures(labelled, evaluated, documents=setup.documents, claims=claims),
        "shortcuts": shortcut_figures(labelled, evaluated),
    }
