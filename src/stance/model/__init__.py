"""Stance classifier: calibrated scores of claims, and `training`, which fits a model on labelled ones.

Nothing here reads or writes a file; `stance.bundle` does. What trains stands apart, since it needs scikit-learn, which
scoring does without.
"""

from stance.model.scoring import Model as Model
from stance.model.scoring import as_claim as as_claim
from stance.model.scoring import in_question_order as in_question_order
from stance.model.scoring import score_claims as score_claims
