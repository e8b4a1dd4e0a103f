"""The report of scored documents as a file: HTML or Markdown with what made it, or its figures as rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.files import write_text
from stance.records import Outcome, Question
from stance.report import Report, report_rows, summarise
from stance.tables import Format, ReportFormat, write_rows

if TYPE_CHECKING:
    from stance.model import Model


def report_page(outcomes: Sequence[Outcome], model: Model, *, html: bool = True) -> str:
    """Who holds what in the scored documents, as one self-contained HTML page or as Markdown."""
    if not html:
        from stance.report.about import about_report
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
    from stance.report.about import about_report
    from stance.report.html import page_context

    scored = [claim for outcome in outcomes for claim in outcome.scored]
    documents = [outcome.document for outcome in outcomes]
    return page_context(
        scored, documents, report_of(outcomes, model.question), model.question, about_report(outcomes, model)
    )
