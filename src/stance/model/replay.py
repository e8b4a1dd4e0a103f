"""The golden claims of a bundle, scored again, and what has moved since they were written down."""

from __future__ import annotations

from stance.model import Model, score_claims
from stance.records import Question, ScoredClaim


def verify_model(model: Model, *, tolerance: float = 1e-4) -> list[str]:
    """The golden claims that no longer score as they did, one line each; [] if all do.

    A drift is a probability or a novelty that moved by more than `tolerance`, another stance or another set of labels.
    """
    again = score_claims([row.claim for row in model.golden], model)
    drifts = []
    for number, (before, now) in enumerate(zip(model.golden, again, strict=True), start=1):
        if moved := _moved(before, now, model.question, tolerance):
            place = f"{before.claim.document} {before.claim.start}-{before.claim.end}"
            drifts.append(f"golden.jsonl, row {number} ({place}): {moved}")
    return drifts


def _moved(before: ScoredClaim, now: ScoredClaim, question: Question, tolerance: float) -> str:
    """What is another now than before; empty if nothing is."""
    gaps = [abs(a - b) for a, b in zip(before.probabilities, now.probabilities, strict=True)]
    worst = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[worst] > tolerance or before.stance != now.stance:
        was, is_now = before.probabilities[worst], now.probabilities[worst]
        moved = f"p_{question.labels[worst]} was {was:.4f}, is {is_now:.4f}"
        return f"stance was {before.stance}, is {now.stance}; {moved}"
    if before.prediction_set != now.prediction_set:
        was_set, is_set = ("|".join(one.prediction_set or ()) or "none given" for one in (before, now))
        return f"set of labels was {was_set}, is {is_set}"
    if abs((before.novelty or 0.0) - (now.novelty or 0.0)) > tolerance:
        return f"novelty was {before.novelty}, is {now.novelty}"
    return ""
