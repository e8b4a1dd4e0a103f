"""What a report says of itself: what made it, how right that is, what is uncertain, what to do next, how to cite it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from stance import __version__
from stance.manifest import bundle_identity
from stance.question import one_space
from stance.records import Claim, Document, Outcome, Question, ScoredClaim
from stance.thesis import theses_of, thesis_note

if TYPE_CHECKING:
    from stance.model import Model

SPLITS: Final = (("outlet", "of outlets it never saw"), ("group", "of sources it never saw"))
"""Ways of splitting the labels in an evaluation, the one most like new texts first."""

ENOUGH_CONFIDENCE: Final = 0.5
"""Below this, who holds a claim is marked as unsure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says beyond its claims: its title, the model and version, how the labels were made, and why.

    `contributions` has for a claim the words that moved its score and by how much, above 0 towards its stance, below 0
    away from it; the strongest first. `accuracy` says how often the model is right on texts like these, `doubts` counts
    the claims that need a look by reason, `theses` has for a document what its author holds, each label with its
    probability, the likeliest first; `methods` and `bibtex` are for whoever cites the report. `notes` stand below
    the page's own.
    """

    title: str = "Who holds what"
    model: str | None = None
    date: str | None = None
    accuracy: str | None = None
    doubts: Mapping[str, int] = field(default_factory=dict)
    theses: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)
    outlets: str = ""
    methods: str | None = None
    bibtex: str | None = None
    labelling: str | None = None
    contributions: Mapping[Claim, Sequence[tuple[str, float]]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def about_report(outcomes: Sequence[Outcome], model: Model) -> About:
    """What a report says of itself: what made it, how far to trust it, what to do next and how to cite it."""
    from stance.report.contributions import contributions, note

    scored = [claim for outcome in outcomes for claim in outcome.scored]
    moved = contributions(scored, model)
    identity = bundle_identity(model.manifest)
    documents = [outcome.document for outcome in outcomes]
    theses = theses_of(outcomes, model.question)
    return About(
        model=str(identity),
        date=datetime.now(UTC).date().isoformat(),
        accuracy=accuracy(model.manifest, model.question),
        doubts=doubts(scored),
        outlets=", ".join(sorted({document.outlet for document in documents if document.outlet})),
        methods=methods(documents, scored, model),
        bibtex=BIBTEX.format(version=__version__, year=datetime.now(UTC).year),
        labelling=model.manifest.get("who_labelled"),
        contributions=moved,
        theses=theses,
        notes=((note(model),) if moved else ()) + ((thesis_note(),) if theses else ()),
    )


def accuracy(manifest: Mapping[str, Any], question: Question) -> str | None:
    """How often the bundle is right on texts it never saw, in a sentence; None where it was not evaluated."""
    splits = (manifest.get("scores") or {}).get("gold_spans") or {}
    for split, seen in SPLITS:
        figures = (splits.get(split) or {}).get("all")
        if not figures:
            continue
        f1 = figures["f1"]
        by_label = ", ".join(f"{label} {f1[label]:.2f}" for label in question.labels if label in f1)
        ends = f"{question.scale[0]} and {question.scale[-1]} are swapped in {figures.get('swapped', 0):.0%} of claims"
        return (
            f"On {figures['spans']:,} labelled claims {seen}: F1 {by_label}; kappa {figures['kappa']:.2f} (1 would be "
            f"the annotators' labels); {ends} labelled one of the two."
        )
    return None


def doubts(scored: Sequence[ScoredClaim]) -> dict[str, int]:
    """{why a claim needs a person's look: how many do}, reasons without a claim left out."""
    unsure = [claim for claim in scored if claim.certain is False]
    several = sum(len(claim.prediction_set or ()) > 1 for claim in unsure)
    reasons = {
        "more than one label is not ruled out": several,
        "no label stands out": len(unsure) - several,
        "nobody was found who holds it": sum(claim.claim.speaker is None for claim in scored),
        "who holds it is unsure": sum(is_unsure_of_speaker(claim.claim) for claim in scored),
    }
    return {reason: count for reason, count in reasons.items() if count}


BIBTEX: Final = """\
@software{{stance,
  title   = {{stance: attributed claims in commentary and where their speakers stand}},
  author  = {{{{The stance authors}}}},
  version = {{{version}}},
  year    = {{{year}}}
}}"""


def methods(documents: Sequence[Document], scored: Sequence[ScoredClaim], model: Model) -> str:
    """A paragraph for a methods section: what was done with what, in versions."""
    identity, versions = bundle_identity(model.manifest), model.manifest.get("versions", {})
    fitted = ", ".join(f"{name} {versions[name]}" for name in ("scikit-learn", "numpy") if name in versions)
    made_of = f"{len(documents)} {'text' if len(documents) == 1 else 'texts'} into {len(scored)} attributed claims"
    bundle = f"{identity.name} ({identity.hash}, {identity.kind}; {fitted})"
    return (
        f"We split {made_of} with stance {__version__} and scored the stance of each towards the question "
        f"“{one_space(model.question.text)}” with its bundle {bundle}. Shares are raw model counts unless they are "
        f"said to be corrected with hand labels (difference estimator, 95 % score intervals)."
    )


def is_unsure_of_speaker(claim: Claim) -> bool:
    """Whether the attribution of the claim says of itself that it may be wrong."""
    return claim.speaker_confidence is not None and claim.speaker_confidence < ENOUGH_CONFIDENCE
