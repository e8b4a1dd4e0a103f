"""Writes the model card in Markdown: intended use, limits, data with its datasheet, figures, training, plots as SVG."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from stance.evaluate.card_sections import figure_sections
from stance.evaluate.markdown import ALL, HEADLINES, figure_cell, markdown_table
from stance.folds import speaker_names
from stance.labels import rows_by_table
from stance.model import Model
from stance.records import Document, LabelledClaim
from stance.thesis import fitted_thesis, thesis_note

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INTENDED: Final = """\
For research on commentary in English: to say of each attributed claim what its speaker holds on the question above, and
to add that up by speaker, document and time. A person reads what the model is unsure of, and shares that are to be
published are corrected with hand labels drawn from the same texts."""

_LIMITS: Final = """\
- The classifier reads the claim's own words, and how its document's other claims score. What is said by irony, by
  allusion or by a rhetorical question is often misread; so is a single claim in a text about something else.
- On another kind of text than it was trained on (speeches, tweets, translations), or on another question, the figures
  below do not hold; label a sample and retrain.
- Rare labels are learnt from few examples; see the counts beside their figures and the width of the intervals.
- It says what a speaker is made to say in a text, not whether the speaker said it, nor whether it is true.
- No decision about a person should rest on it."""

_WORDS: Final = """\
Texts that belong to their publishers are in this bundle as word and character n-grams, and with a tuned encoder as
hashes beside its scores of them, never as sentences; its golden claims come from texts that may be passed on."""


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
    question = manifest["question"]
    parts = [
        f"# Model card: {question['id']}",
        f"{question['text']}\n\nLabels: {', '.join(f'`{label}`' for label in question['labels'])}.",
        f"## Intended use\n\n{_INTENDED}",
        f"## Limits\n\n{_LIMITS}",
        f"## Data\n\n{_training_table(manifest)}\n\n{_datasheet(manifest)}{_labellers(manifest)}\n\n{_WORDS}",
        *figure_sections(manifest.get("scores"), plots),
        *_thesis_section(question["id"]),
        *([f"## Beside other bundles\n\n{side_by_side({'this bundle': manifest, **beside})}"] if beside else []),
        f"## How it was made\n\n{_making(manifest)}",
    ]
    return "\n\n".join(parts) + "\n"


def _thesis_section(question: str) -> list[str]:
    """What is known of the prediction of an author's thesis, for the question it was fitted for."""
    return [f"## What an author holds\n\n{thesis_note()}"] if fitted_thesis()["question"] == question else []


def side_by_side(manifests: Mapping[str, Mapping[str, Any]]) -> str:
    """A Markdown table, a bundle a column: what each was trained on and how it does on sources it never saw."""
    trained = [manifest["trained_on"] for manifest in manifests.values()]
    figures = [_main_figures(manifest.get("scores")) for manifest in manifests.values()]
    rows: list[list[object]] = [["labels", *(figure["rows"] for figure in trained)]]
    rows.append(["sources", *(figure["groups"] for figure in trained)])
    rows += [[head, *(figure_cell(figure, key) for figure in figures)] for key, head in HEADLINES.items()]
    return markdown_table(["", *manifests], rows)


def _training_table(manifest: Mapping[str, Any]) -> str:
    trained = manifest["trained_on"]
    rows = [[name, *counts.values(), sum(counts.values())] for name, counts in trained["tables"].items()]
    table = markdown_table(["table", *manifest["labels"], "together"], rows)
    return f"Trained on {trained['rows']} labelled spans from {trained['groups']} sources:\n\n{table}"


def _labellers(manifest: Mapping[str, Any]) -> str:
    known = manifest.get("who_labelled")
    return f"Who labelled, by the codebook: {known}" if known else "No codebook beside the tables says who labelled."


def _making(manifest: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in manifest["versions"].items())
    hashes = "".join(f"\n- SHA-256 of the {name}: `{digest}`" for name, digest in manifest["sha256"].items() if digest)
    return f"{_stages(manifest.get('context'))}Seed {manifest['seed']}; {versions}.\n{hashes}"


def _stages(context: Mapping[str, Any] | None) -> str:
    """How a claim comes by its score, where there is a document stage."""
    if context is None:
        return ""
    text = (
        "The text classifier reads each claim by itself. The document stage takes its scores together with those of "
        "its document's other claims, the nearer the more, whether it is the writer's own, a question, without content "
        "of its own, or the only claim of its document."
    )
    if context.get("screen") is not None:
        text += (
            " The sentence encoder is asked only about claims that by words alone take no stance with a probability "
            f"below {context['screen']:.2f}, the point at which 1 in 1,000 of the held-out spans that bear a stance "
            "would be lost."
        )
    return f"{text}\n\n"


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


def _datasheet(manifest: Mapping[str, Any]) -> str:
    """Where the labelled spans come from, if an evaluation has looked."""
    datasheet = (manifest.get("scores") or {}).get("data")
    if not datasheet:
        return ""
    rows = [
        [
            name,
            row["sources"],
            row["speakers"],
            "–".join(row["years"]) if row["years"] else "not dated",
            _counted(row["drawn"]),
            _counted(row["labelled_by"]),
        ]
        for name, row in datasheet.items()
    ]
    table = markdown_table(["table", "sources", "speakers", "years", "drawn as", "label by"], rows)
    return (
        f"{table}\n\nOnly what was drawn as `all`, or with a known probability, stands for the texts it was drawn "
        "from: elsewhere the shares of the labels are those of the drawing, not of the press.\n\n"
    )


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


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in counts.items())


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
