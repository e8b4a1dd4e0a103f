"""Model card sections of an extended evaluation: ablation, repeated folds, learning curve, slices, perturbations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from stance.evaluate.markdown import HEADLINES, SPLIT_NAMES, figure_cell, markdown_table, plot_link, with_interval

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
