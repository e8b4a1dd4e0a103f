"""Figures → the model card: what a bundle was trained on, how well it does and where, what it is for and what not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from stance.evaluate.plots import NAMES as PLOTS
from stance.evaluate.plots import draw_plots
from stance.model import Model

SPLITS: Final = {
    "group": "by source (no source in two folds)",
    "speaker": "by speaker (no speaker in two folds)",
    "outlet": "by outlet (no outlet in two folds)",
    "year": "by year of publication (no year in two folds)",
    "random": "at random (what leakage would claim)",
}
TABLES_LAST: Final = "all"

_INTENDED: Final = """\
For research on commentary in English: to say of each attributed claim what its speaker holds on the question above, and
to add that up by speaker, document and time. A person reads what the model is unsure of, and shares that are to be
published are corrected with hand labels drawn from the same texts."""

_LIMITS: Final = """\
- The classifier reads the claim's own words. What is said only by the sentences around it, by irony or by allusion, is
  lost.
- On another kind of text than it was trained on (speeches, tweets, translations), or on another question, the figures
  below do not hold; label a sample and retrain.
- Rare labels are learnt from few examples; see the counts beside their figures and the width of the intervals.
- It says what a speaker is made to say in a text, not whether the speaker said it, nor whether it is true.
- No decision about a person should rest on it."""

_WORDS: Final = """\
Texts that belong to their publishers are in this bundle as word and character n-grams, never as sentences; its golden
claims come from texts that may be passed on."""


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
        f"## Data\n\n{_training_table(manifest)}\n\n{_labellers(manifest)}\n\n{_WORDS}",
        *score_parts(manifest.get("scores")),
        *(f"![{PLOTS[name]}]({name})" for name in plots),
        *([f"## Beside other bundles\n\n{side_by_side({'this bundle': manifest, **beside})}"] if beside else []),
        f"## How it was made\n\n{_making(manifest)}",
    ]
    return "\n\n".join(parts) + "\n"


def side_by_side(manifests: Mapping[str, Mapping[str, Any]]) -> str:
    """A Markdown table, a bundle a column: what each was trained on and how it does on sources it never saw."""
    trained = [manifest["trained_on"] for manifest in manifests.values()]
    figures = [_main_figures(manifest.get("scores")) for manifest in manifests.values()]
    rows: list[list[object]] = [["labels", *(one["rows"] for one in trained)]]
    rows.append(["sources", *(one["groups"] for one in trained)])
    rows += [[head, *(_cell(found, key) for found in figures)] for key, head in _HEADLINES.items()]
    return _markdown(["", *manifests], rows)


_HEADLINES: Final = {
    "macro_f1": "macro F1",
    "kappa": "kappa",
    "quadratic_kappa": "quadratic kappa",
    "f1_bearing": "F1 bearing",
    "swapped": "swapped",
    "ece": "ECE",
}


def score_parts(scores: Mapping[str, Any] | None) -> Iterator[str]:
    """The card's sections of figures in Markdown, in order."""
    if not scores:
        yield "## Figures\n\nNot evaluated yet: run `stance evaluate`."
        return
    first, last = scores["ends"]
    yield (
        "## Figures\n\n"
        f"Every figure is from {scores['folds']} folds, each row scored by a model fitted without its cluster; in "
        "brackets the 95 % interval of a bootstrap over sources. *Quadratic kappa* is taken over the spans where both "
        "codes are on the scale, *F1 bearing* is that of having any stance, *swapped* is the share of spans labelled "
        f"`{first}` or `{last}` that are called the other."
    )
    if not scores["grouped"]:
        yield "**Not grouped:** the labels name no source, so each row is its own group and the figures may flatter."
    for split, tables in scores["gold_spans"].items():
        yield f"### Gold spans, folds {SPLITS[split]}\n\n{_figure_table(tables)}{_dropped(tables)}"
        if scores.get("without_tuned_encoder") and split != "group":
            yield "This split is of the model without its tuned encoder, which was tuned by source."
    if lite := scores.get("without_tuned_encoder"):
        yield f"### What the tuned encoder is worth: folds by source without it\n\n{_figure_table(lite)}"
    if end_to_end := scores.get("end_to_end"):
        yield (
            "### End to end, folds by source\n\nThe documents were split and attributed by the pipeline; each labelled "
            "span takes the claim that overlaps it best, and none where no claim does.\n\n" + _figure_table(end_to_end)
        )
    by_group = scores["gold_spans"]["group"][TABLES_LAST]
    yield from _trust_parts(by_group)
    if thorough := scores.get("thorough"):
        yield from _thorough_parts(thorough)
    yield f"### F1 a label, gold spans by source\n\n{_label_table(scores['gold_spans']['group'])}"
    yield f"### Confusion, gold spans by source (rows: by hand)\n\n{_confusion_table(by_group['confusion'])}"


def _trust_parts(found: Mapping[str, Any]) -> Iterator[str]:
    """Calibration, coverage and risk of all tables together."""
    bins = [
        [f"{r['from']:.1f}", r["spans"], f"{r['probability']:.2f}", f"{r['right']:.2f}"] for r in found["reliability"]
    ]
    table = _markdown(["probability from", "spans", "mean probability", "share right"], bins)
    yield f"### Calibration, gold spans by source (ECE {found['ece']:.3f})\n\n{table}"
    if sets := found.get("sets"):
        rows = [
            [name, row["spans"], _with_interval(row["covered"], row["interval"])]
            for name, row in sets["coverage"].items()
        ]
        yield (
            "### Sets of labels that cannot be ruled out\n\n"
            "Meant to hold the right label 9 times in 10, label by label. "
            f"On average {sets['mean_size']:.2f} labels a set; one alone (`certain`) for {sets['certain']:.0%} of "
            f"spans.\n\n{_markdown(['label', 'spans', 'covered'], rows)}"
        )
    risk = [[f"{row['kept']:.0%}", f"{row['error']:.2f}"] for row in found["risk_coverage"]]
    yield f"### Error among the surest spans\n\n{_markdown(['kept', 'share wrong'], risk)}"


def _thorough_parts(found: Mapping[str, Any]) -> Iterator[str]:
    """Folds drawn again, fewer labels, errors by kind of claim, shortcuts."""
    repeats = [[_HEADLINES[name], f"{row['mean']:.3f}", f"{row['sd']:.3f}"] for name, row in found["repeats"].items()]
    yield f"### Folds drawn again\n\n{_markdown(['figure', 'mean', 'standard deviation'], repeats)}"
    names = [name for name in _HEADLINES if name in found["learning_curve"][-1]]
    curve = [[row["labels"], *(_cell(row, name) for name in names)] for row in found["learning_curve"]]
    yield f"### Fewer labels\n\n{_markdown(['labels', *(_HEADLINES[name] for name in names)], curve)}"
    slices = [[name, row["spans"], f"{row['wrong']:.2f}", _cell(row, "kappa")] for name, row in found["slices"].items()]
    yield f"### Errors by kind of claim\n\n{_markdown(['claims', 'spans', 'share wrong', 'kappa'], slices)}"
    audit = [[name, row["claims"], _cell(row, "unchanged")] for name, row in found["shortcuts"].items()]
    yield (
        "### Shortcuts\n\n"
        "How often the stance stays when a claim is altered: it should, but for the inserted *not*.\n\n"
        f"{_markdown(['altered', 'claims', 'stance stays'], audit)}"
    )


def _figure_table(tables: Mapping[str, Any]) -> str:
    shown = {key: head for key, head in _HEADLINES.items() if any(key in tables[name] for name in _names(tables))}
    rows = [[name, tables[name]["spans"], *(_cell(tables[name], key) for key in shown)] for name in _names(tables)]
    return _markdown(["table", "spans", *shown.values()], rows)


def _label_table(tables: Mapping[str, Any]) -> str:
    labels = list(tables[TABLES_LAST]["f1"])
    rows = []
    for name in _names(tables):
        found = tables[name]
        intervals = (found.get("intervals") or {}).get("f1", {})
        counts = {label: sum(found["confusion"][label].values()) for label in labels}
        cells = [f"{_with_interval(found['f1'][x], intervals.get(x))} (n = {counts[x]})" for x in labels]
        rows.append([name, *cells])
    return _markdown(["table", *labels], rows)


def _confusion_table(confusion: Mapping[str, Mapping[str, int]]) -> str:
    return _markdown(["", *confusion], [[label, *row.values()] for label, row in confusion.items()])


def _training_table(manifest: Mapping[str, Any]) -> str:
    trained = manifest["trained_on"]
    rows = [[name, *counts.values(), sum(counts.values())] for name, counts in trained["tables"].items()]
    table = _markdown(["table", *manifest["labels"], "together"], rows)
    return f"Trained on {trained['rows']} labelled spans from {trained['groups']} sources:\n\n{table}"


def _labellers(manifest: Mapping[str, Any]) -> str:
    known = manifest.get("who_labelled")
    return f"Who labelled, by the codebook: {known}" if known else "The codebook does not say who labelled."


def _making(manifest: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in manifest["versions"].items())
    hashes = "".join(f"\n- SHA-256 of the {name}: `{digest}`" for name, digest in manifest["sha256"].items() if digest)
    return f"Seed {manifest['seed']}; {versions}.\n{hashes}"


def _main_figures(scores: Mapping[str, Any] | None) -> Mapping[str, Any]:
    found: Mapping[str, Any] = scores["gold_spans"]["group"][TABLES_LAST] if scores else {}
    return found


def _names(tables: Mapping[str, Any]) -> list[str]:
    """The tables' names, all together last; a lone table is not shown twice."""
    named = [name for name, found in tables.items() if name != TABLES_LAST and isinstance(found, Mapping)]
    return [*named, TABLES_LAST] if len(named) > 1 else [TABLES_LAST]


def _dropped(tables: Mapping[str, Any]) -> str:
    dropped = tables.get("dropped") or []
    if not any(dropped):
        return ""
    listed = ", ".join(map(str, dropped))
    return f"\n\nTraining rows dropped as copies of test rows (a run of eight words), fold by fold: {listed}."


def _cell(figures: Mapping[str, Any], key: str) -> str:
    return _with_interval(figures.get(key), (figures.get("intervals") or {}).get(key))


def _with_interval(value: float | None, interval: Sequence[float] | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f} [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else f"{value:.2f}"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
