"""How sure an attribution is: the probability that a claim's speaker is right, by the way in which it was found.

A logistic regression that `scripts/fit_attribution.py` fits on labelled passages; its weights are in `weights.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import mul
from typing import Any, Final

from stance.attribution.source_kind import looks_plural
from stance.person_names import is_personal
from stance.records import OWN_VOICE, Claim

MODEL: Final = "confidence"
STEPS: Final = (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96)
"""Between these it counts alike how probable a view is by itself."""


@cache
def weights_of(model: str) -> Any:  # noqa: ANN401 - the file's JSON
    """One of the fitted models: "confidence", "free indirect speech" or "view"."""
    return json.loads(files("stance.attribution").joinpath("weights.json").read_text(encoding="utf-8"))[model]


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What a logistic regression with these weights gives."""
    known = map(weights.get, features, repeat(0.0))
    return 1 / (1 + math.exp(-sum(map(mul, known, features.values()))))


def confidence_in(claim: Claim, likely: float | None = None) -> float | None:
    """The probability that the claim's speaker is right; None where nobody is named, or it is the writer by default.

    `likely` is how probable the clause is its source's view by itself.
    """
    if claim.speaker is None or claim.evidence == OWN_VOICE:
        return None
    weights: Mapping[str, float] = weights_of(MODEL)["weights"]
    return round(min(0.99, max(0.01, probability(dict.fromkeys(features_of(claim, likely), 1.0), weights))), 3)


def features_of(claim: Claim, likely: float | None = None) -> Iterator[str]:
    """What tells how sure the attribution is: its rule, how the speaker was resolved, what kind of name they have.

    And how `likely` its clause by itself is their view.
    """
    yield "bias"
    yield "view: unknown" if likely is None else f"view: {sum(likely >= step for step in STEPS)} of {len(STEPS)}"
    rule, _, rest = claim.evidence.partition(":")
    yield f"rule: {rule}"
    yield f"resolved: {rest.partition('(')[2].rstrip(')') or 'as written'}"
    yield f"form: {claim.form}"
    name = claim.speaker or ""
    if "; " in name:
        yield "name: joint"
    elif is_personal(name):
        yield "name: person"
    elif len(name.split()) == 1 and name[:1].isupper():
        yield "name: one word"
    else:
        yield "name: group" if looks_plural(name) else "name: description"
    if claim.cue_start is not None and claim.speaker_start is not None:
        yield "near" if abs(claim.cue_start - claim.speaker_start) < 60 else "far"
