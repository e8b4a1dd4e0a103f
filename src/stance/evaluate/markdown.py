"""Markdown tables and cells of figures with their intervals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

ALL: Final = "all"
"""The name under which the figures of all tables together stand."""

PLOTS: Final = {
    "reliability.svg": "How often the top label is right, by its probability",
    "risk.svg": "Error among the surest spans, by how many are kept",
    "learning.svg": "Figures by the number of sources trained on",
}
"""What each plot of the card shows, by its file."""

SPLIT_NAMES: Final = {
    "group": "by source",
    "speaker": "by speaker",
    "outlet": "by outlet",
    "year": "by year",
    "random": "at random",
}
HEADLINES: Final = {
    "macro_f1": "macro F1",
    "kappa": "kappa",
    "quadratic_kappa": "quadratic kappa",
    "f1_bearing": "F1 bearing",
    "swapped": "swapped",
    "ece": "ECE",
}


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The rows under the head."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def plot_link(name: str, plots: Collection[str]) -> str:
    """The link to a plot, if it is among those drawn."""
    return f"\n\n![{PLOTS[name]}]({name})" if name in plots else ""


def figure_cell(figures: Mapping[str, Any], key: str) -> str:
    """A figure with its interval, if it has one."""
    return with_interval(figures.get(key), (figures.get("intervals") or {}).get(key))


def with_interval(value: float | None, interval: Sequence[float] | None) -> str:
    """Two decimals and the interval in brackets; a dash for what is not defined."""
    if value is None:
        return "–"
    return f"{value:.2f} [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else f"{value:.2f}"


def table_names(tables: Mapping[str, Any]) -> list[str]:
    """The tables' names, all together last; a lone table is not shown twice."""
    named = [name for name, figures in tables.items() if name != ALL and "macro_f1" in as_mapping(figures)]
    return [*named, ALL] if len(named) > 1 else [ALL]


def as_mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def figure_table(tables: Mapping[str, Any]) -> str:
    """A row a table, all together last, with the figures they have."""
    names = table_names(tables)
    shown = {key: head for key, head in HEADLINES.items() if any(key in tables[name] for name in names)}
    rows = [
        [name, tables[name]["spans"], tables[name].get("clusters", "–"), *(figure_cell(tables[name], k) for k in shown)]
        for name in names
    ]
    return markdown_table(["table", "spans", "sources", *shown.values()], rows)
