"""Evaluation by grouped cross-validation: out-of-fold scores, figures, comparison, model card."""

from stance.evaluate.cross_validation import (
    OutOfFold,
    Setup,
    out_of_fold,
    rescore,
    score_in_folds,
    score_unseen,
    tuned_out_of_fold,
)
from stance.evaluate.figures import (
    end_to_end_figures,
    evaluate_all,
    gold_span_figures,
    rows_of_split,
    split_figures,
    split_run,
)

__all__ = [
    "OutOfFold",
    "Setup",
    "end_to_end_figures",
    "evaluate_all",
    "gold_span_figures",
    "out_of_fold",
    "rescore",
    "rows_of_split",
    "score_in_folds",
    "score_unseen",
    "split_figures",
    "split_run",
    "tuned_out_of_fold",
]
