"""The report of scored documents as a file: HTML or Markdown with what made it, or its figures as rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stance.files import write_text
from stance.records import Outcome, Question
from stance.report import GroupSummary, Report, summarise
from stance.tables import PAGES, Format, write_rows

if TYPE_CHECKING:
    from stance.model import Model


BASIS: Final = "raw"
"""What the figures rest on; shares corrected with hand labels are another basis."""


def report_page(outcomes: Sequence[Outcome], model: Model, *, html: bool = True) -> str:
    """Who holds what in the scored documents, as one self-contained HTML page or as Markdown."""
    if not html:
        from stance.report.about import about_report
        from stance.report.render import render_markdown

        return render_markdown(report_of(outcomes, model.question), about_report(outcomes, model))
    from stance.report.html import page_template

    return page_template("report.html").render(report_context(outcomes, model))


def write_report(outcomes: Sequence[Outcome], model: Model, kind: Format, output: Path | None) -> None:
    """Write the report to a file or (None) to standard output: as a page, or its figures as flat rows."""
    if kind in PAGES:
        write_text(output, report_page(outcomes, model, html=kind is Format.HTML))
        return
    rows = report_rows(report_of(outcomes, model.question))
    write_rows([rows], tuple(rows[0]), kind, output)


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
    return page_context(scored, documents, model.question, about_report(outcomes, model))


def report_rows(report: Report) -> list[dict[str, Any]]:
    """One flat row a line, for CSV and JSONL.

    `kind, name, claims, bearing`, then `n_<label>` for every label, `certain, uncertain` (None where the bundle did not
    say), for each label of the scale `share_<label>, share_<label>_low, share_<label>_high` (in [0, 1], four places,
    None without stance-bearing claims), `balance, balance_low, balance_high` and `basis`
    (always "raw": what the model said, uncorrected).
    """
    return [_row(line, report.question) for line in report.lines]


def _row(line: GroupSummary, question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": str(line.kind), "name": line.name, "claims": line.claims, "bearing": line.bearing}
    row |= {f"n_{label}": count for label, count in zip(question.labels, line.counts, strict=True)}
    unmarked = line.claims and not line.certain + line.uncertain
    row |= {"certain": None, "uncertain": None} if unmarked else {"certain": line.certain, "uncertain": line.uncertain}
    for share in line.shares:
        column = f"share_{share.label}"
        row |= {
            column: _places(share.share),
            f"{column}_low": _places(share.low),
            f"{column}_high": _places(share.high),
        }
    ends = {"balance_low": _places(line.balance_low), "balance_high": _places(line.balance_high)}
    return row | {"balance": _places(line.balance)} | ends | {"basis": BASIS}


def _places(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
