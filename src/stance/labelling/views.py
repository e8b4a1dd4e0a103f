"""What the labelling commands show on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stance.labelling.agreement import OVERALL, AgreementFigure, disagreement_lines, disagreements
from stance.labelling.annotations import Annotations
from stance.terminal import plain_table, styled

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


def agreement_tables(figures: Sequence[AgreementFigure], annotations: Annotations, most: int) -> list[RenderableType]:
    """The figures, overall first, then by pair, and the first disagreements, `most` of them."""
    overall = [figure for figure in figures if figure.annotators == OVERALL]
    pairs = [figure for figure in figures if figure.annotators != OVERALL]
    shown: list[RenderableType] = []
    if overall:
        names = ", ".join(annotations.people)
        shown += [styled(f"Overall: {names}", "bold underline"), _figure_table(overall), ""]
    shown += [styled("By pair", "bold underline"), _figure_table(pairs), ""]
    split = len(disagreements(annotations))
    shown.append(styled(f"Annotators disagree on {split} of {len(annotations.spans)} spans", "bold"))
    shown += [styled(f"  {line}") for line in disagreement_lines(annotations, most)]
    if split > most:
        shown.append(styled(f"  ... and {split - most} more (--disagreements FILE writes them all)"))
    return shown


def _figure_table(figures: Sequence[AgreementFigure]) -> Table:
    by_pair = any(figure.annotators != OVERALL for figure in figures)
    columns = ["annotators"] * by_pair + ["measure", "label", "value", "95 %", "spans", "documents"]
    rows = [[figure.annotators] * by_pair + _cells(figure) for figure in figures]
    return plain_table(columns, rows, right=columns[-4:])


def _cells(figure: AgreementFigure) -> list[str]:
    interval = "" if figure.low is None else f"{_decimals(figure.low)} to {_decimals(figure.high)}"
    counts = [str(figure.spans), str(figure.documents)]
    return [figure.measure.replace("_", " "), figure.label, _decimals(figure.value), interval, *counts]


def _decimals(value: float | None) -> str:
    """Three decimals; a dash where the figure is undefined."""
    return "-" if value is None else f"{value:.3f}"
