"""Markdown from the package's templates: tables, and cells of figures with their intervals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from stance.packaged import templates

if TYPE_CHECKING:
    from jinja2 import Environment

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


FEW: Final = 20
"""Sources below which an interval over them is called crude."""

_MEASURES: Final = {
    "agreement": "agreement",
    "kappa": "kappa",
    "quadratic_kappa": "quadratic kappa",
    "alpha_nominal": "alpha",
    "alpha_ordinal": "ordinal alpha",
}
"""Measures of agreement as a card names them."""


def filled(name: str, **values: object) -> str:
    """A Markdown template of the package with these values."""
    return _pages().get_template(name).render(values)


@cache
def _pages() -> Environment:
    """The package's templates, with what those of figures call."""
    pages = templates(escaped=False)
    shared = (agreement_table, few_sources, figure_cell, figure_table, table_names, with_interval, with_sets)
    pages.globals |= {"HEADLINES": HEADLINES, "PLOTS": PLOTS, "SPLIT_NAMES": SPLIT_NAMES}
    pages.globals |= {function.__name__: function for function in shared}
    return pages


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The rows under the head."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


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


def few_sources(tables: Mapping[str, Any]) -> dict[str, int]:
    """{table: how many sources it has}, where these are few."""
    sources = {name: tables[name].get("clusters", FEW) for name in table_names(tables)}
    return {name: count for name, count in sources.items() if count < FEW}


def with_sets(runs: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """{folds: their figures} of the splits that tell what becomes of sets of labels, where these have sets."""
    found = {}
    for split in ("group", "outlet", "year"):
        figures = as_mapping(runs.get(split))
        found[SPLIT_NAMES[split]] = as_mapping(figures.get(ALL))
        found[f"{SPLIT_NAMES[split]}, with the encoder"] = as_mapping(figures.get("with_encoder"))
    return {name: figures for name, figures in found.items() if figures.get("sets")}


def agreement_table(rows: Collection[Mapping[str, Any]]) -> str:
    """A row a pair of annotators, a column a measure of agreement."""
    whole = [row for row in rows if not row["label"]]
    pairs = dict.fromkeys(row["annotators"] for row in whole if row["annotators"] != "all")
    cells_by_pair = {(row["annotators"], row["measure"]): row for row in whole}
    shown = []
    for pair in pairs:
        cells = [cells_by_pair.get((pair, measure)) for measure in _MEASURES]
        spans = next(cell["spans"] for cell in cells if cell)
        shown.append([pair, spans, *map(_agreement_cell, cells)])
    return markdown_table(["annotators", "spans", *_MEASURES.values()], shown)


def _agreement_cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "–"
    return with_interval(row["value"], None if row["low"] is None else (row["low"], row["high"]))
