"""Groups of a report as the tables and bars of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from stance.records import Question
from stance.report import Grouping, GroupSummary, Report
from stance.report.render import head_and_rest

TONES: Final = 5
"""How many tones the style sheet has for the scale, t0 its first label, t4 its last; `tn` is for no stance."""

OPEN_LINES: Final = 12
"""How many lines of a table stand open; the others are folded away."""

MOST_MONTHS: Final = 24
"""More months than these are shown as years."""

FEWEST_IN_A_FULL_BAR: Final = 5
"""Fewer claims never fill the width, so that one claim does not look like many."""

DIGIT_WIDTH: Final = 5.0
BAR_MARGIN: Final = 3.0
"""What a number needs to stand inside a bar, in percent of the width that bars have."""


def tones_of(question: Question) -> dict[str, str]:
    """The style class of each label: the scale spread over the tones."""
    last = max(len(question.scale) - 1, 1)
    tones = {label: f"t{round(place * (TONES - 1) / last)}" for place, label in enumerate(question.scale)}
    return {label: tones.get(label, "tn") for label in question.labels}


def overview(report: Report, titles: Mapping[str, str], anchors: Mapping[str, str]) -> list[dict[str, Any]]:
    """The tables over all documents, those without lines left out; none for a single document, which has its own."""
    if len(report.documents) == 1:
        return []
    documents = [line for line in report.documents if line.claims]
    by_month = len(report.months) <= MOST_MONTHS and all("-" in line.name for line in report.months if line.named)
    times = report.months if by_month else report.years
    tables = [
        {"heading": "Speakers"} | table("speaker", report.speakers, report.question),
        {"heading": "Documents"} | table("document", documents, report.question, titles, anchors),
        {"heading": "Over time"} | table("month" if by_month else "year", times, report.question),
        {"heading": "Outlets"} | table("outlet", report.outlets, report.question),
    ]
    return [table_rows for table_rows in tables if table_rows["rows"]]


def table(
    column: str,
    lines: Sequence[GroupSummary],
    question: Question,
    titles: Mapping[str, str] | None = None,
    anchors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Lines as a table whose bars are as long as their stance-bearing claims are many."""
    most = max(FEWEST_IN_A_FULL_BAR, *(line.bearing for line in lines), 0)
    shown, rest = head_and_rest(lines, _open_lines(lines))
    rows = [
        {
            "line": line,
            "name": (titles or {}).get(line.name, line.name),
            "anchor": (anchors or {}).get(line.name),
            "bars": _bars(line, most, tones_of(question)),
            "without": line.claims - line.bearing,
            # On the page the scale runs from left to right, as the bars do.
            "place": None if line.balance is None else round(50 - 50 * line.balance, 2),
        }
        for line in (*shown, *rest)
    ]
    return {"column": column, "rows": rows[: len(shown)], "more": rows[len(shown) :]}


def _open_lines(lines: Sequence[GroupSummary]) -> int:
    """How many lines stand open: of speakers only those who take a stance, if any do (they come first)."""
    bearing = sum(line.kind is Grouping.SPEAKER and line.named and line.bearing > 0 for line in lines)
    return min(bearing or OPEN_LINES, OPEN_LINES)


def _bars(line: GroupSummary, most: int, tones: Mapping[str, str]) -> list[dict[str, Any]]:
    """The segments of a stacked bar, in percent of the full width; a number only where it has room."""
    bars, left = [], 0.0
    for share in line.shares:
        width = 100 * share.count / most
        fits = width >= BAR_MARGIN + DIGIT_WIDTH * len(str(share.count))
        if share.count:
            bars.append({"x": left, "width": width, "tone": tones[share.label], "count": share.count if fits else None})
        left += width
    return bars
