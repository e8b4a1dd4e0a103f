#!/usr/bin/env python3
"""How often corrected shares hold the truth: samples drawn again and again from texts that are labelled as a whole.

    stance evaluate --encoder models/china-russia --predictions out/unseen.jsonl --spans gold
    bench/shares.py out/unseen.jsonl data/labeled/originals.csv [--sample 100] [--draws 1000]

The scores must be out of fold. Each draw takes that many labels at random, as `stance label --sample` would, and gives
them to `stance.shares.corrected_shares`: once with the model's scores, once with scores that know nothing, which leaves
the labels alone to speak. The truth is the share among all labels. Prints a Markdown table: by label the truth and the
raw count of predicted labels, how often the 95 % interval holds the truth, and how wide it is on average.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stance.labelling.annotations import read_codes, read_scores
from stance.question import read_question
from stance.records import LabelledClaim, Question, ScoredClaim, claim_from_row
from stance.shares import corrected_shares

QUESTION = Path(__file__).parents[1] / "data/labeled/question.toml"
COLUMNS = ("label", "truth", "raw count", "held", "width", "held by labels alone", "their width", "bias")


def read_corpus(scores: Path, table: Path, question: Question) -> tuple[list[ScoredClaim], list[LabelledClaim]]:
    """The table's spans that the scores hold: as scored claims, and as labelled ones, in the same order."""
    codes = read_codes([table], question).spans
    scored, labelled = [], []
    for _, row in read_scores(scores):
        coded = codes.get((row["document"], row["start"], row["end"]))
        if coded:
            label = coded.get("gold") or next(iter(coded.values()))
            chances = tuple(row[f"p_{name}"] for name in question.labels)
            scored.append(ScoredClaim(claim=claim_from_row(row), stance=row["stance"], probabilities=chances))
            place = {"document": row["document"], "start": row["start"], "end": row["end"]}
            labelled.append(LabelledClaim(text=row["text"], label=label, group=row["document"], **place))
    return scored, labelled


def simulate(
    scored: Sequence[ScoredClaim], labelled: Sequence[LabelledClaim], question: Question, *, sample: int, draws: int
) -> NDArray[np.float64]:
    """Shape (draws, labels, 3): low, middle and high of every draw's estimate."""
    rng = np.random.default_rng(0)
    chance, parts = str(sample / len(scored)), ["all"] * len(scored)
    found = []
    for _ in range(draws):
        drawn = rng.choice(len(labelled), sample, replace=False)
        rows = [replace(labelled[i], sampling=chance) for i in drawn]
        shares = corrected_shares(scored, rows, question, parts=parts)
        found.append([(share.low, share.corrected, share.high) for share in shares])
    return np.array(found, dtype=float)


def rows_of(
    model: NDArray[np.float64], alone: NDArray[np.float64], truth: NDArray[np.float64], raw: NDArray[np.float64]
) -> list[list[float]]:
    """A row a label and one of all: truth, raw count, then how often held and how wide, with the model and without."""
    held = [((run[..., 0] <= truth) & (truth <= run[..., 2])).mean(axis=0) for run in (model, alone)]
    wide = [(run[..., 2] - run[..., 0]).mean(axis=0) for run in (model, alone)]
    bias = model[..., 1].mean(axis=0) - truth
    rows = [list(row) for row in zip(truth, raw, held[0], wide[0], held[1], wide[1], bias, strict=True)]
    return [
        *rows,
        [float("nan"), float("nan"), *(float(np.mean(x)) for x in (held[0], wide[0], held[1], wide[1], bias))],
    ]


def main() -> None:
    """Read the corpus, draw from it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--draws", type=int, default=1000)
    given = parser.parse_args()
    question = read_question(QUESTION)
    scored, labelled = read_corpus(given.scores, given.labels, question)
    even = (1 / len(question.labels),) * len(question.labels)
    blank = [replace(row, probabilities=even) for row in scored]
    runs = [simulate(claims, labelled, question, sample=given.sample, draws=given.draws) for claims in (scored, blank)]
    truth = np.array([np.mean([row.label == name for row in labelled]) for name in question.labels])
    raw = np.array([np.mean([row.stance == name for row in scored]) for name in question.labels])
    print(f"{given.draws} draws of {given.sample} labels from {len(labelled)} of {given.labels.name}\n")
    print("| " + " | ".join(COLUMNS) + " |\n" + "| --- " * len(COLUMNS) + "|")
    for name, row in zip([*question.labels, "mean"], rows_of(*runs, truth, raw), strict=True):
        print(f"| {name} | " + " | ".join("" if np.isnan(value) else f"{value:.3f}" for value in row) + " |")


if __name__ == "__main__":
    main()
