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

_MOST_OUTLETS: Final = 4

ENOUGH_CONFIDENCE: Final = 0.5
"""Below this, who holds a claim is marked as unsure."""

BIBTEX: Final = """\
@software{{stance,
  title   = {{stance: attributed claims in commentary and where their speakers stand}},
  author  = {{{{The stance authors}}}},
  version = {{{version}}},
  year    = {{{year}}}
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says beyond its claims: the model and version, how the labels were made, and why.

    `contributions` has for a claim the words that moved its score and by how much, above 0 towards its stance, below 0
    away from it; the strongest first. `accuracy` says how often the model is right on texts like these, `doubts` counts
    the claims that need a look by reason, `theses` has for a document what its author holds, each label with its
    probability, the likeliest first; `methods` and `bibtex` are for whoever cites the report. `notes` stand below
    the page's own.
    """

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
        outlets=outlets_of(documents),
        methods=methods(documents, scored, model),
        bibtex=BIBTEX.format(version=__version__, year=datetime.now(UTC).year),
        labelling=model.manifest.get("who_labelled"),
        contributions=moved,
        theses=theses,
        notes=((note(model),) if moved else ()) + ((thesis_note(model.manifest),) if theses else ()),
    )


def accuracy(manifest: Mapping[str, Any], question: Question) -> str | None:
    """How often the bundle is right on sources and outlets it never saw; None where it was not evaluated."""
    scores = manifest.get("scores") or {}
    splits = scores.get("gold_spans") or {}
    figures = (splits.get("group") or {}).get("all")
    if not figures:
        return None
    by_label = ", ".join(f"{label} {figures['f1'][label]:.2f}" for label in question.labels if label in figures["f1"])
    ends = f"{question.scale[0]} and {question.scale[-1]} are swapped in {figures.get('swapped', 0):.1%} of claims"
    said = (
        f"On {figures['spans']:,} labelled claims of sources it never saw: F1 {by_label}; kappa {figures['kappa']:.2f} "
        f"(1 would be the annotators' labels); {ends} labelled one of the two."
    )
    if outlets := (splits.get("outlet") or {}).get("all"):
        without = ", read without the tuned encoder, which had seen them" if scores.get("without_tuned_encoder") else ""
        said += f" On {outlets['spans']:,} of outlets it never saw{without}: kappa {outlets['kappa']:.2f}."
    return said


def outlets_of(documents: Sequence[Document]) -> str:
    """The outlets for a line, by number where they are many, with how many texts name none; empty where none does."""
    names = sorted({document.outlet for document in documents if document.outlet})
    shown = ", ".join(names) if len(names) <= _MOST_OUTLETS else f"{len(names)} outlets"
    unknown = sum(not document.outlet for document in documents)
    return f"{shown}, {unknown} without an outlet" if names and unknown else shown if names else ""


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


def methods(documents: Sequence[Document], scored: Sequence[ScoredClaim], model: Model) -> str:
    """A paragraph for a methods section: what was done with what, in versions, and how right that is elsewhere."""
    identity, versions = bundle_identity(model.manifest), model.manifest.get("versions", {})
    fitted = ", ".join(f"{name} {versions[name]}" for name in ("scikit-learn", "numpy") if name in versions)
    made_of = f"{len(documents)} {'text' if len(documents) == 1 else 'texts'} into {len(scored)} attributed claims"
    bundle = f"{identity.name} ({identity.hash}, {identity.kind}; {fitted})"
    measured = accuracy(model.manifest, model.question)
    rightness = f" {measured}" if measured else " The bundle was not evaluated."
    return (
        f"We split {made_of} with stance {__version__} and scored the stance of each towards the question "
        f"“{one_space(model.question.text)}” with its bundle {bundle}.{rightness} Shares are raw model counts unless "
        f"they are said to be corrected with hand labels (difference estimator, 95 % score intervals)."
    )


def is_unsure_of_speaker(claim: Claim) -> bool:
    """Whether the attribution of the claim says of itself that it may be wrong."""
    return claim.speaker_confidence is not None and claim.speaker_confidence < ENOUGH_CONFIDENCE
