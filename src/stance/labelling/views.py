"""What the labelling commands show on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stance.labelling.agreement import OVERALL, AgreementFigure, disagreement_lines, disagreements
from stance.labelling.annotations import Annotations

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


def agreement_tables(figures: Sequence[AgreementFigure], annotations: Annotations, most: int) -> list[RenderableType]:
    """The figures, overall first, then by pair, and the first disagreements, `most` of them."""
    from rich.text import Text

    overall = [figure for figure in figures if figure.annotators == OVERALL]
    pairs = [figure for figure in figures if figure.annotators != OVERALL]
    shown: list[RenderableType] = []
    if overall:
        shown += [Text(f"Overall: {', '.join(annotations.people)}", style="bold underline"), _figures(overall), Text()]
    shown += [Text("By pair", style="bold underline"), _figures(pairs), Text()]
    split = len(disagreements(annotations))
    shown.append(Text(f"{split} of {len(annotations.spans)} spans are coded differently", style="bold"))
    shown += [Text(f"  {line}") for line in disagreement_lines(annotations, most)]
    if split > most:
        shown.append(Text(f"  ... and {split - most} more (--disagreements FILE writes them all)"))
    return shown


def _figures(figures: Sequence[AgreementFigure]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    pairs = any(figure.annotators != OVERALL for figure in figures)
    for name in (*(("annotators",) if pairs else ()), "measure", "label"):
        table.add_column(name, no_wrap=True)
    for name in ("value", "95 %", "spans", "documents"):
        table.add_column(name, no_wrap=True, justify="right")
    for figure in figures:
        interval = "" if figure.low is None else f"{_three(figure.low)} to {_three(figure.high)}"
        cells = [figure.measure.replace("_", " "), figure.label, _three(figure.value), interval]
        names = [figure.annotators] if pairs else []
        table.add_row(*map(Text, [*names, *cells, str(figure.spans), str(figure.documents)]))
    return table


def _three(value: float | None) -> str:
    """Three decimals; a dash where the figure is undefined."""
    return "-" if value is None else f"{value:.3f}"
