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

TICK_ROOM: Final = 2.4
"""What a character of a date below the time axis needs on a phone, in percent of the axis."""

COUNT_ROOM: Final = 6.5
"""What a number of claims above a bar needs there."""

DIGIT_WIDTH: Final = 5.0
BAR_MARGIN: Final = 3.0
"""What a number needs to stand inside a bar, in percent of the width that bars have."""


def tones_of(question: Question) -> dict[str, str]:
    """The style class of each label: the scale spread over the tones."""
    last = max(len(question.scale) - 1, 1)
    tones = {label: f"t{round(place * (TONES - 1) / last)}" for place, label in enumerate(question.scale)}
    return {label: tones.get(label, "tn") for label in question.labels}


def overview(report: Report, titles: Mapping[str, str], anchors: Mapping[str, str]) -> list[dict[str, Any]]:
    """The tables over all documents, those without lines left out; none for a single document, which has its own.

    Documents stand by date, then by title; those without a date last.
    """
    if len(report.documents) == 1:
        return []
    shown = [line for line in report.documents if line.claims]
    documents = sorted(shown, key=lambda line: list(anchors).index(line.name) if line.name in anchors else len(anchors))
    times = time_groups(report)
    kind = "month" if times is report.months else "year"
    tables = [
        {"heading": "Speakers"} | table("speaker", report.speakers, report.question),
        {"heading": "Documents"} | table("document", documents, report.question, titles, anchors),
        {"heading": "Over time", "chart": time_chart(times, report.question)} | table(kind, times, report.question),
        {"heading": "Outlets"} | table("outlet", report.outlets, report.question),
    ]
    return [table_rows for table_rows in tables if table_rows["rows"]]


def time_groups(report: Report) -> tuple[GroupSummary, ...]:
    """The months, where there are few and every date has one; else the years."""
    by_month = len(report.months) <= MOST_MONTHS and all("-" in line.name for line in report.months if line.named)
    return report.months if by_month else report.years


def time_chart(lines: Sequence[GroupSummary], question: Question) -> dict[str, Any] | None:
    """Shares over time as stacked bars on a continuous axis, in percent of its width; None with fewer than two dates.

    A time without documents stays empty. The last label of the scale is at the bottom, the first at the top.
    """
    dated = [(line, _time(line.name)) for line in lines if line.named and line.bearing]
    if len(dated) < 2:
        return None
    step = 1 if "-" in dated[0][0].name else 12
    first, last = dated[0][1], dated[-1][1] + step
    width = 100 * step / (last - first)
    starts = [100 * (month - first) / (last - first) for _, month in dated]
    ticks, counted = _spaced(starts, TICK_ROOM * len(dated[0][0].name)), _spaced(starts, COUNT_ROOM)
    bars, tones = [], tones_of(question)
    for number, ((line, _), start) in enumerate(zip(dated, starts, strict=True)):
        bottom, segments = 100.0, []
        for share in reversed(line.shares):
            height = 100 * (share.share or 0)
            bottom -= height
            if height:
                segments.append({"y": bottom, "height": height, "tone": tones[share.label]})
        bars.append(
            {
                "x": start,
                "width": width,
                "name": line.name,
                "claims": line.bearing,
                "segments": segments,
                "tick": number in ticks,
                "counted": number in counted,
            }
        )
    return {"bars": bars, "described": _described(dated[0][0], dated[-1][0], question)}


def _spaced(places: Sequence[float], room: float) -> set[int]:
    """Which of the places, in order, can have a label that takes so much room."""
    kept: list[int] = []
    for number, place in enumerate(places):
        if not kept or place - places[kept[-1]] >= room:
            kept.append(number)
    return set(kept)


def _time(name: str) -> int:
    """The months from the year 0 to a year or a month."""
    year, _, month = name.partition("-")
    return 12 * int(year) + (int(month) - 1 if month else 0)


def _described(first: GroupSummary, last: GroupSummary, question: Question) -> str:
    """The chart in words, for those who do not see it."""
    ends = (
        f"{line.name}: " + ", ".join(f"{share.label} {round(100 * (share.share or 0))} %" for share in line.shares)
        for line in (first, last)
    )
    return f"Shares of {', '.join(question.scale)} among the claims with a stance, from " + " to ".join(ends)


def table(
    column: str,
    lines: Sequence[GroupSummary],
    question: Question,
    titles: Mapping[str, str] | None = None,
    anchors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Lines as a table whose bars are as long as their stance-bearing claims are many."""
    most, tones = max(FEWEST_IN_A_FULL_BAR, *(line.bearing for line in lines), 0), tones_of(question)
    shown, rest = head_and_rest(lines, _open_lines(lines))
    rows = [
        {
            "line": line,
            "name": (titles or {}).get(line.name, line.name),
            "anchor": (anchors or {}).get(line.name),
            "bars": _bars(line, most, tones),
            "without": line.claims - line.bearing,
            "place": _place(line.balance),
            "low": _place(line.balance_low),
            "high": _place(line.balance_high),
        }
        for line in (*shown, *rest)
    ]
    return {"column": column, "rows": rows[: len(shown)], "more": rows[len(shown) :]}


def _place(balance: float | None) -> float | None:
    """Where a balance stands on the axis, in percent: the last label of the scale left, the first right."""
    return None if balance is None else round(50 + 50 * balance, 2)


def _open_lines(lines: Sequence[GroupSummary]) -> int:
    """How many lines stand open: of speakers only those with several claims who take a stance, if there are any."""
    bearing = [line for line in lines if line.kind is Grouping.SPEAKER and line.named and line.bearing]
    several = sum(line.claims > 1 for line in bearing)
    return min(several or len(bearing) or OPEN_LINES, OPEN_LINES)


def _bars(line: GroupSummary, most: int, tones: Mapping[str, str]) -> list[dict[str, Any]]:
    """The segments of a stacked bar, in percent of the full width; a number only where it has room.

    The last label of the scale is left, the first right, as on the axis of the balance.
    """
    bars, left = [], 0.0
    for share in reversed(line.shares):
        width = 100 * share.count / most
        fits = width >= BAR_MARGIN + DIGIT_WIDTH * len(str(share.count))
        if share.count:
            bars.append({"x": left, "width": width, "tone": tones[share.label], "count": share.count if fits else None})
        left += width
    return bars
