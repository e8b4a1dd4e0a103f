"""Plots as SVG: reliability diagram, risk-coverage curve, learning curve. Needs the extra `plots`."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMES: Final = {
    "reliability.svg": "How often the top label is right, by its probability",
    "risk.svg": "Error among the surest spans, by how many are kept",
    "learning.svg": "Figures by the number of sources trained on",
}
_SIZE: Final = (4.2, 3.2)
# The same figures give the same bytes: no date, and ids drawn from a fixed salt.
_SETTINGS: Final[dict[Any, Any]] = {"svg.hashsalt": "stance", "svg.fonttype": "none", "font.size": 9}


def draw_plots(scores: Mapping[str, Any]) -> dict[str, str]:
    """SVG by file name, of what the figures of `evaluate_all` hold; {} without matplotlib."""
    try:
        import matplotlib as mpl
    except ImportError:
        return {}
    figures = scores["gold_spans"]["group"]["all"]
    # Not as a matplotlibrc in the working folder has it: it may even name programs to be run.
    plain = {name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"}
    with mpl.rc_context(plain | _SETTINGS):
        plots = {"reliability.svg": _drawn(_reliability, figures), "risk.svg": _drawn(_risk, figures)}
        if curve := (scores.get("extended") or {}).get("learning_curve"):
            plots["learning.svg"] = _drawn(_learning, {"curve": curve})
    return plots


def _drawn(draw: Any, values: Mapping[str, Any]) -> str:  # noqa: ANN401 (one of the three below)
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, layout="constrained")
    draw(figure.add_subplot(), values)
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata={"Date": None})
    return target.getvalue()


def _reliability(axes: Axes, values: Mapping[str, Any]) -> None:
    rows = values["reliability"]
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot([row["probability"] for row in rows], [row["right"] for row in rows], marker="o")
    axes.set(xlabel="probability of the top label", ylabel="share right", xlim=(0, 1), ylim=(0, 1))


def _risk(axes: Axes, values: Mapping[str, Any]) -> None:
    rows = values["risk_coverage"]
    axes.plot([row["kept"] for row in rows], [row["error"] for row in rows], marker="o")
    axes.set(xlabel="share of spans kept, the surest first", ylabel="share wrong", xlim=(0, 1.02))
    axes.set_ylim(bottom=0)


def _learning(axes: Axes, values: Mapping[str, Any]) -> None:
    rows = values["curve"]
    for name, shown in (("macro_f1", "macro F1"), ("kappa", "kappa"), ("f1_bearing", "F1 bearing")):
        sources = [row["groups"] for row in rows]
        low, high = zip(*(row["intervals"][name] or (None, None) for row in rows), strict=True)
        (line,) = axes.plot(sources, [row[name] for row in rows], marker="o", label=shown)
        axes.vlines(sources, low, high, colors=line.get_color(), linewidth=1)
    axes.set(xlabel="sources trained on", ylabel="on unseen sources")
    axes.legend()
