"""Stance classifier: training on labelled claims, calibrated scores of claims, replay of a bundle's golden claims.

Nothing here reads or writes a file; `stance.bundle` does. What trains is loaded when it is first asked for, since it
needs scikit-learn, which scoring does without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from stance.model.scoring import (
    Model,
    apply_attitude,
    as_claim,
    first_pass_scores,
    in_question_order,
    score_claims,
    verify_model,
)

if TYPE_CHECKING:
    from stance.model.training import (
        GOLDEN,
        check_labels,
        cross_fit_predictions,
        fit_model,
        fold_models,
        train_model,
        with_calibration,
        with_encoder,
    )

__all__ = [
    "GOLDEN",
    "Model",
    "apply_attitude",
    "as_claim",
    "check_labels",
    "cross_fit_predictions",
    "first_pass_scores",
    "fit_model",
    "fold_models",
    "in_question_order",
    "score_claims",
    "train_model",
    "verify_model",
    "with_calibration",
    "with_encoder",
]


def __getattr__(name: str) -> object:
    """A name of the trainer's, imported on first use (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'stance.model' has no attribute '{name}'")
    return getattr(import_module("stance.model.training"), name)
