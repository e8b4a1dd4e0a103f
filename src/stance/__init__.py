"""Who says what about an alliance: attributed claims in commentary and the stance each speaker takes.

The public names are few, and light to import: what is heavy behind them is loaded when it is first asked for.

    claims = extract_claims(document)
    model = load_model(Path("models/china-russia"))
    report = summarise(score_claims(claims, model), [document], model.question)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from stance.records import Claim, Document, ScoredClaim

if TYPE_CHECKING:
    from stance.bundle import load_model
    from stance.model import score_claims
    from stance.model.training import train_model
    from stance.pipeline import extract_claims
    from stance.report import summarise

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Document",
    "ScoredClaim",
    "extract_claims",
    "load_model",
    "score_claims",
    "summarise",
    "train_model",
]

_HOMES = {
    "extract_claims": "stance.pipeline",
    "load_model": "stance.bundle",
    "score_claims": "stance.model",
    "summarise": "stance.report",
    "train_model": "stance.model.training",
}


def __getattr__(name: str) -> object:
    """A public function, from the module it lives in, imported on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'stance' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names, so that a notebook offers those too that are not imported yet."""
    return sorted({*globals(), *__all__})
