"""Writes the model card in Markdown: intended use, limits, data with its datasheet, figures, training, plots as SVG."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from stance.evaluate.markdown import ALL, HEADLINES, figure_cell, filled, markdown_table
from stance.folds import speaker_names
from stance.labels import rows_by_table
from stance.model import Model
from stance.model.stacking import MAX_MISSED
from stance.records import Document, LabelledClaim
from stance.thesis import fitted_thesis, thesis_note

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE: Final = (4.2, 3.2)
# The same figures give the same bytes: no date, and ids drawn from a fixed salt.
_SETTINGS: Final[dict[Any, Any]] = {"svg.hashsalt": "stance", "svg.fonttype": "none", "font.size": 9}


def describe_model(
    model: Model, figures: Mapping[str, Any], *, beside: Mapping[str, Mapping[str, Any]] | None = None
) -> Model:
    """The model with `figures` in its manifest and a card that states them.

    `figures` are those of `evaluate_all`; `beside` are manifests of other bundles, by name, to be shown for comparison.
    """
    manifest = dict(model.manifest) | {"scores": dict(figures)}
    plots = draw_plots(figures) if figures else {}
    return replace(model, manifest=manifest, plots=plots, card=write_card(manifest, beside=beside or {}, plots=plots))


def write_card(
    manifest: Mapping[str, Any], *, beside: Mapping[str, Mapping[str, Any]], plots: Collection[str] = ()
) -> str:
    """The card in Markdown; the same manifest gives the same text."""
    table = side_by_side({"this bundle": manifest, **beside}) if beside else None
    thesis = thesis_note(manifest) if fitted_thesis()["question"] == manifest["question"]["id"] else None
    told = {"scores": manifest.get("scores"), "thesis": thesis, "beside": table, "missed": round(1_000 * MAX_MISSED)}
    return filled("card.md", manifest=manifest, plots=plots, **told)


def figure_sections(scores: Mapping[str, Any]) -> list[str]:
    """The card's sections of figures in order, each with its heading."""
    return re.split(r"\n\n(?=#)", filled("figures.md", scores=scores, plots=()).rstrip())


def side_by_side(manifests: Mapping[str, Mapping[str, Any]]) -> str:
    """A Markdown table, a bundle a column: what each was trained on and how it does on sources it never saw."""
    trained = [manifest["trained_on"] for manifest in manifests.values()]
    figures = [_main_figures(manifest.get("scores")) for manifest in manifests.values()]
    rows: list[list[object]] = [["labels", *(figure["rows"] for figure in trained)]]
    rows.append(["sources", *(figure["groups"] for figure in trained)])
    rows += [[head, *(figure_cell(figure, key) for figure in figures)] for key, head in HEADLINES.items()]
    return markdown_table(["", *manifests], rows)


def _main_figures(scores: Mapping[str, Any] | None) -> Mapping[str, Any]:
    figures: Mapping[str, Any] = scores["gold_spans"]["group"][ALL] if scores else {}
    return figures


def datasheet_figures(
    labelled: Sequence[LabelledClaim], documents: Mapping[str, Document]
) -> dict[str, dict[str, Any]]:
    """By table: its `spans`, `sources`, `speakers`, first and last of the `years`, `drawn` and `labelled_by` counted.

    `documents`, by id, know bylines and dates; `years` is None where no document is dated.
    """
    tables = rows_by_table(labelled)
    return {name: _statement([labelled[i] for i in rows], documents) for name, rows in tables.items()}


def _statement(rows: Sequence[LabelledClaim], documents: Mapping[str, Document]) -> dict[str, Any]:
    known = (documents.get(row.document or "") for row in rows)
    years = sorted({document.date[:4] for document in known if document and document.date})
    return {
        "spans": len(rows),
        "sources": len({row.group for row in rows}),
        "speakers": len(set(speaker_names(rows, documents))),
        "years": [years[0], years[-1]] if years else None,
        "drawn": dict(Counter(row.sampling or "not said" for row in rows).most_common()),
        "labelled_by": dict(Counter(row.annotator or "not said" for row in rows).most_common()),
    }


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
