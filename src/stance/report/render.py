"""A report as terminal tables and as Markdown, and how its figures are written everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from stance.packaged import templates
from stance.records import Question
from stance.report import MIN_BALANCE, Grouping, GroupSummary, LabelShare, Report
from stance.terminal import one_line, plain_table, styled

if TYPE_CHECKING:
    from jinja2 import Environment
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from stance.report.about import About

HEADINGS: Final = {
    Grouping.SPEAKER: "Speakers",
    Grouping.DOCUMENT: "Documents",
    Grouping.OUTLET: "Outlets",
    Grouping.YEAR: "Years",
    Grouping.MONTH: "Months",
}

RAW_NOTE: Final = (
    "Raw model counts, not corrected for the model's errors; the command stance estimate corrects them with hand "
    "labels. Intervals (Wilson, 95 %) are on a label's share of the stance-bearing claims: they reflect sample size "
    "only, not model error, and take claims as independent, which those of one text are not quite."
)

MARKDOWN_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")

TABLE_NOTES: Final = {
    "p": "The probability of the stance shown. A ? after the stance: the model is not certain; a person should look.",
    "counts": (
        f"Claims with each label. Below, from {MIN_BALANCE} claims with a stance on: the interval of the label's share "
        f"of these. {RAW_NOTE}"
    ),
}
"""What the terminal's figures mean, by the word they go by."""

Thesis = Sequence[tuple[str, float]]
"""What an author is predicted to hold: each label with its probability, the likeliest first."""

Theses = Mapping[str, Thesis]

MOST_LINES: Final = 20
"""Lines of a table in a terminal."""

NAME_WIDTH: Final = 14
"""The least a name gets on a narrow terminal; the rest folds."""


def render_text(report: Report, theses: Theses | None = None, *, trust: str = "") -> RenderableType:
    """The sums by speaker and by document as rich tables, readable at 80 columns, and what their figures mean.

    Beyond `MOST_LINES` lines of a kind only their number is said. `theses` has for a document what its author is
    predicted to hold; its likeliest label stands below the document. `trust` says how far that can be trusted.
    """
    from rich.console import Group
    from rich.table import Table

    theses = theses or {}
    tables: list[RenderableType] = []
    for lines in (report.speakers, report.documents):
        if lines:
            tables += [_table(lines, report, theses), ""]
    notes = TABLE_NOTES | {"balance": balance_note(report.question).removeprefix("Balance: ")}
    if theses:
        notes |= {"thesis": trust.removeprefix("Author's own thesis: ")}
    legend = Table.grid(padding=(0, 2))
    for name, words in notes.items():
        legend.add_row(styled(name, "dim"), styled(words, "dim"))
    return Group(*tables, legend)


def render_markdown(report: Report, about: About | None = None) -> str:
    """The report as a Markdown page: the question, the totals and a table a kind, all names escaped."""
    page = report_templates(escaped=False).get_template("report.md")
    return page.render(report=report, about=about, HEADINGS=HEADINGS, RAW_NOTE=RAW_NOTE)


@cache
def report_templates(*, escaped: bool) -> Environment:
    """The package's templates with the filters of reports; `escaped` as for `packaged.templates`."""
    pages = templates(escaped=escaped)
    pages.filters |= {"percent": percent, "signed": signed, "interval": interval, "balance_note": balance_note}
    pages.filters |= {"escaped": _escaped, "one_line": one_line, "zip": zip}
    return pages


def balance_note(question: Question) -> str:
    """What a balance is and is not, in a sentence or two."""
    top, bottom = question.scale[0], question.scale[-1]
    between = ", the labels between them evenly spaced" if len(question.scale) > 2 else ""
    return (
        f"Balance: the average of the stance-bearing claims, {top} {signed(1)} and {bottom} {signed(-1)}{between}, "
        f"with its 95 % interval; given for {MIN_BALANCE} claims or more. It is not the author's verdict: evidence and "
        "concessions count as the thesis does."
    )


def signed(balance: float | None) -> str:
    """A balance as it is printed: two places and a sign unless it is 0; a dash for None."""
    if balance is None:
        return "–"
    return f"{balance:+.2f}".replace("-", "−") if round(balance, 2) else "0.00"


def percent(value: float | None) -> str:
    """A share as whole percent, "67 %"; a dash for None."""
    return "–" if value is None else f"{100 * value:.0f}\u00a0%"


def interval(share: LabelShare) -> str:
    """The interval of a share in whole percent, "39–86"; empty where there is none."""
    return "" if share.low is None or share.high is None else f"{100 * share.low:.0f}–{100 * share.high:.0f}"


def head_and_rest(lines: Sequence[GroupSummary], limit: int) -> tuple[list[GroupSummary], list[GroupSummary]]:
    """The first `limit` lines with, always, the line of what has no name; and the others."""
    shown = [line for place, line in enumerate(lines) if place < limit or not line.named]
    return shown, [line for line in lines[limit:] if line.named]


def _table(lines: Sequence[GroupSummary], report: Report, theses: Theses) -> Table:
    figures = (*report.question.labels, "balance")
    table = plain_table((HEADINGS[lines[0].kind], *figures), right=figures)
    table.columns[0].overflow, table.columns[0].min_width = "fold", NAME_WIDTH
    shown, rest = head_and_rest(lines, MOST_LINES)
    for line in shown:
        table.add_row(*_row(line, report.question, theses.get(line.name) if line.kind is Grouping.DOCUMENT else None))
    if rest:
        table.add_row(styled(f"({len(rest)} more not shown)"), style="dim")
    table.add_row(*_row(report.total, report.question, None), style="bold")
    return table


def _row(line: GroupSummary, question: Question, thesis: Thesis | None) -> list[Text]:
    """The name, a count a label and the balance; below them the thesis and the intervals, where there are enough."""
    intervals = {share.label: f"{interval(share)} %" for share in line.shares if share.count}
    reach = f"{signed(line.balance_low)} to {signed(line.balance_high)}"
    cells = [(one_line(line.name), f"thesis: {thesis[0][0]} {percent(thesis[0][1])}" if thesis else "")]
    cells += [(str(count), intervals.get(label, "")) for label, count in zip(question.labels, line.counts, strict=True)]
    cells.append((signed(line.balance), reach))
    enough = line.balance is not None
    return [
        styled(figure) + styled(f"\n{below}" if below and (enough or not place) else "", "dim")
        for place, (figure, below) in enumerate(cells)
    ]


def _escaped(name: str) -> str:
    """A name on one line that Markdown shows as it is."""
    return MARKDOWN_MARKS.sub(r"\\\1", one_line(name))
