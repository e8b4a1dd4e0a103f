"""Stance classifier: training on labelled claims, calibrated scores of claims, replay of a bundle's golden claims.

Nothing here reads or writes a file; `stance.bundle` does.
"""

from stance.model.scoring import (
    Model,
    apply_attitude,
    as_claim,
    first_pass_scores,
    in_question_order,
    score_claims,
    verify_model,
)
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
