"""Evaluation by grouped cross-validation: out-of-fold scores, figures, comparison, model card."""
