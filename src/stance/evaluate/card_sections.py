"""Model card sections of the figures of an evaluation, the extended one too, in Markdown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from stance.evaluate.contrasts import contrast_section
from stance.evaluate.markdown import (
    ALL,
    HEADLINES,
    SPLIT_NAMES,
    as_mapping,
    figure_cell,
    figure_table,
    markdown_table,
    plot_link,
    table_names,
    with_interval,
)
from stance.evaluate.model_agreement import agreement_section
from stance.evaluate.slices import error_budget_section

FEW: Final = 20
"""Sources below which an interval over them is called crude."""

_CHOSEN: Final = """\
Whatever reads the words (their weights, the scale of the cues, the classifier, a tuned encoder) is fitted for
each fold on its training rows alone. What is learnt from scores (the document stage, the temperature, the thresholds
of sets, the scale of novelty) is learnt for each fold from the out-of-fold scores of the other folds' rows, so
that calibration and coverage are measured on rows not used for them. That is one level of stacking: the models
that gave those scores had this fold's labels among their training rows.

The configuration itself (which features and how they weigh, how an encoder is tuned and mixed in) was chosen by folds
by source on the labels that ship with this package: figures on those labels flatter to that extent, figures on
other labels do not."""


def figure_sections(scores: Mapping[str, Any] | None, plots: Collection[str] = ()) -> Iterator[str]:
    """The card's sections of figures in order; those of `plots` are shown where they belong."""
    if not scores:
        yield "## Figures\n\nNot evaluated yet: run `stance evaluate`."
        return
    spans, lite = scores["gold_spans"], scores.get("without_tuned_encoder")
    yield _reading(scores)
    yield f"### Gold spans, folds by source\n\n{figure_table(spans['group'])}{_dropped(spans['group'])}"
    if contrasts := scores.get("contrasts"):
        yield contrast_section(contrasts)
    if end_to_end := scores.get("end_to_end"):
        yield _end_to_end(end_to_end)
    if (budget := scores.get("error_budget")) and budget["spans"]:
        yield error_budget_section(budget)
    if lite:
        yield f"### What the tuned encoder is worth: folds by source without it\n\n{figure_table(lite)}"
    yield from _splits({**spans, "group": lite or spans["group"]}, tuned=bool(lite))
    yield f"### F1 a label, gold spans by source\n\n{_label_table(spans['group'])}"
    yield f"### Confusion, gold spans by source (rows: by hand)\n\n{_confusion(spans['group'][ALL]['confusion'])}"
    for name, rows in (scores.get("agreement") or {}).items():
        yield agreement_section(name, rows)
    yield from _trust(spans["group"][ALL], plots)
    yield from _promises(spans)
    if extended := scores.get("extended"):
        yield from extended_sections(extended, plots, tuned=bool(lite))
    yield f"### What was fitted and chosen on which rows\n\n{_CHOSEN}"


def _reading(scores: Mapping[str, Any]) -> str:
    """How the figures are to be read, and what they cannot bear."""
    first, last = scores["ends"]
    text = (
        f"## Figures\n\nEach row was scored by a model fitted without its source, in {scores['folds']} folds. In "
        "brackets stands the 95 % interval of a bootstrap: 1,000 draws of whole sources with replacement, 2.5th to "
        "97.5th percentile. *Quadratic kappa* is taken over the spans where both labels are on the scale, *F1 bearing* "
        f"is that of having any stance, *swapped* is the share of spans labelled `{first}` or `{last}` that are called "
        "the other, *ECE* the mean gap between a stance's probability and how often it is right, over ten bins."
    )
    tables = scores["gold_spans"]["group"]
    sources = {name: tables[name].get("clusters", FEW) for name in table_names(tables)}
    few = [f"`{name}` ({count})" for name, count in sources.items() if count < FEW]
    if few:
        text += f"\n\nFew sources: {', '.join(few)}. An interval over so few is crude, rather too narrow than too wide."
    if not scores["grouped"]:
        text += (
            "\n\n**Not grouped:** the labels name no source, so each row is its own group and the figures may flatter."
        )
    return text


def _end_to_end(tables: Mapping[str, Any]) -> str:
    text = (
        "### End to end, folds by source\n\nThe documents were split and attributed by the pipeline; each labelled "
        "span takes the claim that overlaps it best, and none where no claim does."
    )
    if by_words := tables.get("by_words"):
        text += (
            f" {by_words} claims that are no labelled span were read by their words alone: the encoders tuned without "
            "their sources were not at hand."
        )
    return f"{text}\n\n{figure_table(tables)}"


def _splits(runs: Mapping[str, Mapping[str, Any]], *, tuned: bool) -> Iterator[str]:
    """What other folds would say: a table a figure, a column a split."""
    names = [split for split in SPLIT_NAMES if split in runs]
    if len(names) < 2:
        return
    text = "### Other folds: what is held out decides what is claimed\n\n"
    if tuned:
        text += "All of it without the tuned encoder, which was tuned by source and has seen the others' speakers. "
    said = {"random": "at random", "group": "by source", "speaker": "by speaker, whom the model never met"}
    order = [split for split in said if split in runs]
    text += "Macro F1 of all tables: " + ", ".join(f"{runs[s][ALL]['macro_f1']:.2f} {said[s]}" for s in order) + "."
    text += (
        " By speaker, other claims of the same text may have been trained on; by source, other claims of the speaker."
    )
    for key in ("macro_f1", "kappa"):
        rows = [
            [name, *(figure_cell(runs[split].get(name, {}), key) for split in names)]
            for name in table_names(runs["group"])
        ]
        text += f"\n\n{markdown_table([HEADLINES[key], *(SPLIT_NAMES[split] for split in names)], rows)}"
    yield text + "".join(_left_out(split, runs) for split in ("outlet", "year"))


def _left_out(split: str, runs: Mapping[str, Mapping[str, Any]]) -> str:
    """How many spans know their outlet or year, and how these do by source; empty where all do."""
    figures = runs.get(split, {})
    if not (same := figures.get("same_spans")):
        return ""
    return (
        f"\n\n{SPLIT_NAMES[split].capitalize()}: {figures[ALL]['spans']} of {runs['group'][ALL]['spans']} spans, of "
        f"{figures['clusters']} {split}s; the rest know none and are left out, of training too. The same spans by "
        f"source: macro F1 {figure_cell(same[ALL], 'macro_f1')}, kappa {figure_cell(same[ALL], 'kappa')}."
    )


def _label_table(tables: Mapping[str, Any]) -> str:
    labels = list(tables[ALL]["f1"])
    rows = []
    for name in table_names(tables):
        figures = tables[name]
        intervals = (figures.get("intervals") or {}).get("f1", {})
        counts = {label: sum(figures["confusion"][label].values()) for label in labels}
        cells = [f"{with_interval(figures['f1'][x], intervals.get(x))} (n = {counts[x]})" for x in labels]
        rows.append([name, *cells])
    return markdown_table(["table", *labels], rows)


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> str:
    return markdown_table(["", *confusion], [[label, *row.values()] for label, row in confusion.items()])


def _trust(figures: Mapping[str, Any], plots: Collection[str]) -> Iterator[str]:
    """Calibration, coverage and risk of all tables together."""
    bins = [
        [f"{r['from']:.1f}", r["spans"], f"{r['probability']:.2f}", f"{r['right']:.2f}"] for r in figures["reliability"]
    ]
    table = markdown_table(["probability from", "spans", "mean probability", "share right"], bins)
    title = f"### Calibration, gold spans by source (ECE {figures['ece']:.3f})"
    yield f"{title}\n\n{table}{plot_link('reliability.svg', plots)}"
    if sets := figures.get("sets"):
        rows = [
            [name, row["spans"], with_interval(row["covered"], row["interval"])]
            for name, row in sets["coverage"].items()
        ]
        yield (
            "### Sets of labels that cannot be ruled out\n\n"
            "Meant to hold the right label 9 times in 10, label by label. "
            f"On average {sets['mean_size']:.2f} labels a set; one alone (`certain`) for {sets['certain']:.0%} of "
            f"spans.\n\n{markdown_table(['label', 'spans', 'covered'], rows)}"
        )
    risk = [[f"{row['kept']:.0%}", f"{row['error']:.2f}"] for row in figures["risk_coverage"]]
    table = markdown_table(["kept", "share wrong"], risk)
    yield f"### Error among the surest spans\n\n{table}{plot_link('risk.svg', plots)}"


def _promises(runs: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What becomes of coverage and certainty on other papers' and other years' texts."""
    rows = []
    for split in ("group", "outlet", "year"):
        figures = as_mapping(runs.get(split))
        rows += _promise_row(SPLIT_NAMES[split], as_mapping(figures.get(ALL)))
        rows += _promise_row(f"{SPLIT_NAMES[split]}, with the encoder", as_mapping(figures.get("with_encoder")))
    if len(rows) < 2:
        return
    head = ["folds", "spans", "covered: all, then each label", "certain", "of these right"]
    yield (
        "### Promises on other papers' and other years' texts\n\nSets are meant to hold the right label 9 times in 10, "
        "a stance that stands alone to be right 9 times in 10, and all labels that stand alone together 94 in 100, "
        "whatever the kind of text. *With the encoder*: it had seen other sources of the outlet or year, never the "
        f"span's own.\n\n{markdown_table(head, rows)}"
    )


def _promise_row(name: str, figures: Mapping[str, Any]) -> list[list[object]]:
    """The table's row of one run, in a list; none where it has no sets."""
    if not (sets := figures.get("sets")):
        return []
    covered = [row["covered"] for row in sets["coverage"].values() if row["covered"] is not None]
    shares = " · ".join(f"{share:.2f}" for share in covered)
    return [[name, figures["spans"], shares, f"{sets['certain']:.0%}", figure_cell(sets, "certain_right")]]


def _dropped(tables: Mapping[str, Any]) -> str:
    dropped = tables.get("dropped") or []
    if not any(dropped):
        return ""
    listed = ", ".join(map(str, dropped))
    return f"\n\nTraining rows dropped as near-duplicates of test rows, fold by fold: {listed}."


_CURVE: Final = ("macro_f1", "kappa", "f1_bearing")
_WORTH: Final = (*_CURVE, "swapped")


def extended_sections(figures: Mapping[str, Any], plots: Collection[str], *, tuned: bool) -> Iterator[str]:
    """What each part is worth, folds drawn again, fewer sources, errors by kind of claim, shortcuts."""
    yield _ablation(figures["ablation"])
    without = "Without the tuned encoder. " if tuned else ""
    by_group = figures["repeats"]["group"]
    draws = len(by_group["macro_f1"]["values"])
    names = {**SPLIT_NAMES, "tuned": "by source, with the tuned encoder"}
    repeats = [[names[split], *map(_spread, row.values())] for split, row in figures["repeats"].items()]
    table = markdown_table(["folds", *(HEADLINES[name] for name in by_group)], repeats)
    yield (
        f"### Folds drawn again\n\nAll texts, mean ± standard deviation of {draws} draws. Folds share "
        f"the labels out evenly, so that of few clusters there are few folds to draw.\n\n{table}"
    )
    curve = [
        [row["groups"], row["labels"], *(figure_cell(row, name) for name in _CURVE)]
        for row in figures["learning_curve"]
    ]
    table = markdown_table(["sources", "labels", *(HEADLINES[name] for name in _CURVE)], curve)
    yield (
        f"### Fewer sources\n\n{without}The same folds by source, trained on a part of the sources; what is learnt "
        "from scores is learnt on all.\n\n"
        f"{table}{plot_link('learning.svg', plots)}"
    )
    slices = [
        [name, row["spans"], with_interval(row["wrong"], row["interval"]), figure_cell(row, "kappa")]
        for name, row in figures["slices"].items()
    ]
    yield (
        "### Errors by kind of claim\n\nForm and mood as the pipeline reads them. The model that scored claims *of "
        "speakers in no other fold* had never met their speaker.\n\n"
        f"{markdown_table(['claims', 'spans', 'share wrong', 'kappa'], slices)}"
    )
    yield f"### Shortcuts\n\n{_audit(figures['shortcuts'])}"


def _ablation(rows: Collection[Mapping[str, Any]]) -> str:
    shown = [[row["name"], *(figure_cell(row, name) for name in (*_WORTH, "contrasts"))] for row in rows]
    head = ["read", *(HEADLINES[name] for name in _WORTH), "kappa, contrasts"]
    return (
        "### What each part is worth\n\nAll texts, folds by source; last, the written contrasts. First the kinds of "
        "features one after another, then all of them less one, each claim by itself; then what is put on "
        f"top: the other claims of its document, and a tuned encoder.\n\n{markdown_table(head, shown)}"
    )


def _audit(shortcuts: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        [
            name,
            row["claims"],
            with_interval(row["unchanged"], row["interval"]),
            figure_cell(row, "flipped"),
            figure_cell(row, "lost"),
        ]
        for name, row in shortcuts.items()
    ]
    table = markdown_table(["altered", "claims", "stance stays", "turns to another", "turns to none"], rows)
    blind = any(row["by_words"] for row in shortcuts.values())
    return (
        f"{'Without the tuned encoder. ' if blind else ''}What becomes of the stances of altered claims. With the "
        "sides swapped or other names hidden they should stay, with a *not* inserted they should turn. With the sides "
        f"renamed to countries that do not exist a claim is not on the question, so that none is right.\n\n{table}"
    )


def _spread(row: Mapping[str, Any]) -> str:
    if row["mean"] is None:
        return "–"
    return f"{row['mean']:.3f}" + (f" ± {row['sd']:.3f}" if row["sd"] is not None else "")
