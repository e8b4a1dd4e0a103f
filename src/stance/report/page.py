"""The report of scored documents as a file: HTML or Markdown with what made it, or its figures as rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stance import __version__
from stance.files import write_text
from stance.records import Document, Outcome, Question, ScoredClaim
from stance.report import Report, report_rows, summarise
from stance.tables import Format, ReportFormat, write_rows

if TYPE_CHECKING:
    from stance.model import Model
    from stance.report.html import About

SPLITS: Final = (("outlet", "of outlets it never saw"), ("group", "of sources it never saw"))
"""Ways of splitting the labels in an evaluation, the one most like new texts first."""


def report_page(outcomes: Sequence[Outcome], model: Model, *, html: bool = True) -> str:
    """Who holds what in the scored documents, as one self-contained HTML page or as Markdown."""
    if not html:
        from stance.report.render import render_markdown

        return render_markdown(report_of(outcomes, model.question), about=about_report(outcomes, model))
    from stance.report.html import environment

    return environment().get_template("report.html").render(report_context(outcomes, model))


def write_report(outcomes: Sequence[Outcome], model: Model, kind: ReportFormat, output: Path | None) -> None:
    """Write the report to a file or (None) to standard output: as a page, or its figures as flat rows.

    Raises:
        DataError: it cannot be written.
    """
    if kind in {ReportFormat.HTML, ReportFormat.MD}:
        write_text(output, report_page(outcomes, model, html=kind is ReportFormat.HTML))
        return
    rows = report_rows(report_of(outcomes, model.question))
    write_rows([rows], tuple(rows[0]), Format(kind), output)


def report_of(outcomes: Sequence[Outcome], question: Question) -> Report:
    """The sums over the scored documents."""
    scored = [claim for outcome in outcomes for claim in outcome.scored]
    return summarise(scored, [outcome.document for outcome in outcomes], question)


def report_context(outcomes: Sequence[Outcome], model: Model) -> dict[str, Any]:
    """The values that the HTML report is filled with, for it and for pages that extend it."""
    from stance.report.html import page_context

    scored = [claim for outcome in outcomes for claim in outcome.scored]
    documents = [outcome.document for outcome in outcomes]
    return page_context(
        scored, documents, report_of(outcomes, model.question), model.question, about_report(outcomes, model)
    )


def about_report(outcomes: Sequence[Outcome], model: Model) -> About:
    """What a report says of itself: what made it, how far to trust it, what to do next and how to cite it."""
    from stance.manifest import bundle_identity
    from stance.report.contributions import contributions, note
    from stance.report.html import About
    from stance.report.thesis import author_thesis, thesis_note

    scored = [claim for outcome in outcomes for claim in outcome.scored]
    moved = contributions(scored, model)
    identity = bundle_identity(model.manifest)
    documents = [outcome.document for outcome in outcomes]
    predicted = {
        outcome.document.id: author_thesis(outcome.scored, outcome.document, model.question) for outcome in outcomes
    }
    theses = {name: thesis for name, thesis in predicted.items() if thesis}
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
    from stance.report.html import is_unsure_of_speaker

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
    from stance.manifest import bundle_identity

    identity, versions = bundle_identity(model.manifest), model.manifest.get("versions", {})
    fitted = ", ".join(f"{name} {versions[name]}" for name in ("scikit-learn", "numpy") if name in versions)
    made_of = f"{len(documents)} {'text' if len(documents) == 1 else 'texts'} into {len(scored)} attributed claims"
    bundle = f"{identity.name} ({identity.hash}, {identity.kind}; {fitted})"
    return (
        f"We split {made_of} with stance {__version__} and scored the stance of each towards the question "
        f"“{one_space(model.question.text)}” with its bundle {bundle}. Shares are raw model counts unless they are "
        f"said to be corrected with hand labels (difference estimator, 95 % score intervals)."
    )


def one_space(text: str) -> str:
    """The text on one line."""
    return re.sub(r"\s+", " ", text).strip()
