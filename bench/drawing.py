"""Figures of the benches as SVG: the same figures give the same bytes, but for matplotlib's release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@contextmanager
def drawn(target: Path, *, size: tuple[float, float], columns: int = 1) -> Iterator[list[Axes]]:
    """The axes of a figure, side by side, to be drawn into; the figure is written to `target` at the end."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "stance", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=size, layout="constrained")
        yield list(figure.subplots(1, columns, squeeze=False)[0])
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
