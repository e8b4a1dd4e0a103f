"""A report as terminal tables and as Markdown, and how its figures are written everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from stance.records import Question
from stance.report import MIN_BALANCE, Grouping, GroupSummary, LabelShare, Report
from stance.terminal import one_line, plain_table, styled

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from stance.report.html import About

HEADINGS: Final = {
    Grouping.SPEAKER: "Speakers",
    Grouping.DOCUMENT: "Documents",
    Grouping.OUTLET: "Outlets",
    Grouping.YEAR: "Years",
    Grouping.MONTH: "Months",
}

RAW_NOTE: Final = (
    "Raw model counts, not corrected for the model's errors; `stance estimate` corrects them with hand labels. "
    "Intervals (Wilson, 95 %) are on a label's share of the stance-bearing claims: they reflect sample size only, not "
    "model error, and take claims as independent, which those of one text are not quite."
)

MARKDOWN_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")

NAME_WIDTH: Final = 14
"""The least a name gets on a narrow terminal; the rest folds."""


def render_text(report: Report, limit: int = 20) -> RenderableType:
    """The sums by speaker and by document as rich tables, readable at 80 columns.

    More than `limit` lines of a kind are cut to the first ones, and their number is said.
    """
    from rich.console import Group

    tables: list[RenderableType] = []
    for lines in (report.speakers, report.documents):
        if lines:
            tables += [_table(lines, report, limit), ""]
    note = f"Cells: count and the 95 % interval of its share, in %. {balance_note(report.question)} {RAW_NOTE}"
    return Group(*tables, styled(note, "dim"))


def render_markdown(report: Report, title: str = "Who holds what", about: About | None = None) -> str:
    """The report as a Markdown page: the question, the totals and a table a kind, all names escaped."""
    total, question = report.total, report.question
    parts = [
        f"# {_escaped(title)}",
        f"**Question.** {_escaped(question.text)}",
        f"{total.claims} claims in {len(report.documents)} document(s): {total.bearing} bear a stance, "
        f"{_uncertain(total)}. {RAW_NOTE}",
        f"Cells: count, its share of the stance-bearing claims and the share's 95 % interval. {balance_note(question)}",
    ]
    if about and about.model:
        parts.insert(2, f"Scored by {_escaped(about.model)} on {about.date}. {_escaped(about.accuracy or '')}".strip())
    kinds = (report.speakers, report.documents, report.outlets, report.years, report.months)
    parts += [_markdown_table(lines, question) for lines in kinds if lines]
    return "\n\n".join(parts) + "\n"


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


def _table(lines: Sequence[GroupSummary], report: Report, limit: int) -> Table:
    figures = (*report.question.labels, "balance")
    table = plain_table((HEADINGS[lines[0].kind], *figures), right=figures)
    table.columns[0].overflow, table.columns[0].min_width = "fold", NAME_WIDTH
    shown, rest = head_and_rest(lines, limit)
    for line in shown:
        table.add_row(*map(styled, _row(line, report.question)))
    if rest:
        table.add_row(styled(f"({len(rest)} more not shown)"), style="dim")
    table.add_row(*map(styled, _row(report.total, report.question)), style="bold")
    return table


def _row(line: GroupSummary, question: Question) -> list[str]:
    return [one_line(line.name), *_cells(line, question), signed(line.balance)]


def _cells(line: GroupSummary, question: Question) -> list[str]:
    """A cell a label: its count and, where it is on the scale and was found, the interval of its share."""
    intervals = {share.label: interval(share) for share in line.shares if share.count}
    return [
        f"{count} {intervals[label]}" if label in intervals else str(count)
        for label, count in zip(question.labels, line.counts, strict=True)
    ]


def _markdown_table(lines: Sequence[GroupSummary], question: Question) -> str:
    heading = HEADINGS[lines[0].kind]
    columns = [heading, *map(_escaped, question.labels), "claims", "balance"]
    rows = [columns, ["---", *["---:"] * (len(columns) - 1)]]
    rows += [[_escaped(line.name), *_shares(line, question), str(line.claims), signed(line.balance)] for line in lines]
    return f"## {heading}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _uncertain(total: GroupSummary) -> str:
    marked = total.certain + total.uncertain
    return f"{total.uncertain} are uncertain" if marked else "the model does not say which are uncertain"


def _shares(line: GroupSummary, question: Question) -> list[str]:
    shares = {
        share.label: f"{share.count} · {percent(share.share)} ({interval(share)})"
        for share in line.shares
        if share.count
    }
    return [shares.get(label, str(count)) for label, count in zip(question.labels, line.counts, strict=True)]


def _escaped(name: str) -> str:
    """A name on one line that Markdown shows as it is."""
    return MARKDOWN_MARKS.sub(r"\\\1", one_line(name))
