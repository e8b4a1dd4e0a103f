#!/usr/bin/env python3
"""How often the intervals of `stance estimate` hold the truth: samples drawn again and again from labelled documents.

    stance evaluate data/labeled/*.csv --encoder models/china-russia --predictions out/unseen.jsonl --spans gold
    bench/shares.py out/unseen.jsonl data/labeled/originals.csv data/labeled/digests.csv [--draws 1000] [--write]

The scores must be out of fold. Each draw takes 8, 15, 30 or 100 labels of a part at random, as `stance label` does, and
estimates the share of each label from them. The truth is the share among all labels of the part: a whole table, and
each of its documents with more than 100 labels. Prints a Markdown table, a row a part and a label: the truth, then for
each number of labels how often the 95 % interval holds it and how wide the interval is, or how many labels more the
estimate asks for. `--write` puts the table into docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from common import ROOT, options_of, renew, shipped_question
from numpy.typing import NDArray

from stance.evaluate.markdown import markdown_table
from stance.labelling.annotations import read_annotations, read_scores
from stance.records import Question
from stance.shares import ShareEstimator

SIZES = (8, 15, 30, 100)
LARGE = 100
"""Documents with at most so many labels are not drawn from one by one."""

MARKS = ("<!-- coverage: bench/shares.py -->", "<!-- end of coverage -->")

Array = NDArray[np.float64]


def read_corpus(scores: Path, table: Path, question: Question) -> tuple[list[str], Array, NDArray[np.int64]]:
    """Of the table's spans that the scores hold: their documents, probabilities and the place of their label."""
    spans = read_annotations([table], question).spans
    documents, probabilities, labels = [], [], []
    for _, row in read_scores(scores):
        annotated = spans.get((row["document"], row["start"], row["end"]))
        if annotated:
            documents.append(row["document"])
            probabilities.append([row[f"p_{name}"] for name in question.labels])
            labels.append(question.labels.index(annotated.get("gold") or next(iter(annotated.values()))))
    return documents, np.array(probabilities), np.array(labels)


def parts_of(name: str, documents: Sequence[str]) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """(name, rows) of the whole table and of each of its large documents."""
    yield f"{name}, all", np.arange(len(documents))
    for document in dict.fromkeys(documents):
        rows = np.array([row for row, other in enumerate(documents) if other == document])
        if len(rows) > LARGE:
            yield document, rows


def coverage(estimator: ShareEstimator, has_label: Array, size: int, draws: int) -> str:
    """How often the interval from so many labels holds the truth and how wide it is; what it asks for if too few."""
    rng = np.random.default_rng(size)
    claims, hits, widths = len(has_label), [], []
    for _ in range(draws):
        drawn = rng.choice(claims, size, replace=False)
        weights = np.zeros(claims)
        weights[drawn] = claims / size
        _, low, high, needed = estimator.estimate(has_label, weights)
        if low is None or high is None:
            return f"{needed} more"
        hits.append(low - 1e-9 <= has_label.mean() <= high + 1e-9)
        widths.append(high - low)
    return f"{np.mean(hits):.1%} (± {np.mean(widths) / 2:.2f})"


def table_rows(scores: Path, tables: Sequence[Path], question: Question, draws: int) -> Iterator[list[str]]:
    """The table's rows: part, labels in it, label, truth, a cell a sample size."""
    for table in tables:
        documents, probabilities, labels = read_corpus(scores, table, question)
        for part, rows in parts_of(table.stem, documents):
            for column, label in enumerate(question.labels):
                estimator = ShareEstimator(probabilities[rows, column])
                has_label = (labels[rows] == column).astype(np.float64)
                cells = [coverage(estimator, has_label, size, draws) for size in SIZES]
                yield [part, str(len(rows)), label, f"{has_label.mean():.3f}", *cells]


def main() -> None:
    """Read the corpus, draw from it, print the table."""
    parser = options_of(__doc__)
    parser.add_argument("scores", type=Path)
    parser.add_argument("tables", type=Path, nargs="+")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    question = shipped_question()
    header = ["part", "claims", "label", "share", *(f"{size} labels" for size in SIZES)]
    text = markdown_table(header, list(table_rows(options.scores, options.tables, question, options.draws)))
    print(text)
    if options.write:
        renew(ROOT / "docs/evaluation.md", f"\n{text}\n", MARKS)


if __name__ == "__main__":
    main()
