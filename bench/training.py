#!/usr/bin/env python3
"""What training costs at size: time and memory of `stance train` on tables of 1,000 to 100,000 labelled claims.

    python bench/training.py [--sizes 1000 3000 …] [--encoder none] [--write docs/training.md]

The claims are made up out of our own digests: runs of three to six words out of labelled spans of one label, put
together at random, twenty to a source. So word pairs grow with the table as they do in real text, and no two claims
share eight words. Every line is a whole process, timed from outside by the operating system. Prints a Markdown table;
with `--write` it goes between that page's marks, and the curve beside it as training.svg.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from common import ROOT, drawn, options_of, renew

from stance.labels import read_labels
from stance.question import read_question
from stance.sources import read_folder

QUESTION = ROOT / "data/labeled/question.toml"
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
A_SOURCE = 20
"""Claims of one source."""
RUN, WORDS = (3, 6), (10, 32)
"""From how many to how many words a run has, and a claim."""
MARKS = ("<!-- training: table -->", "<!-- training: end -->")


@dataclass(frozen=True)
class Measured:
    """One training: rows, seconds of processor and of clock, peak MiB, terms and megabytes of the bundle."""

    rows: int
    processor: float
    clock: float
    memory: float
    size: float

    def line(self) -> str:
        """The row of the table."""
        rate = self.rows / self.processor
        return (
            f"| {self.rows:,} | {self.processor:.0f} | {self.clock:.0f} | {rate:,.0f} | {self.memory:,.0f} "
            f"| {self.size:.1f} |"
        )


def write_claims(path: Path, size: int, seed: int = 0) -> None:
    """A table of `size` made-up claims: text, label, group."""
    texts = {document.id: document.text for document in read_folder(ROOT / "data/raw")}
    labelled = read_labels([ROOT / "data/labeled/digests.csv"], read_question(QUESTION), texts).claims
    spans: dict[str, list[list[str]]] = defaultdict(list)
    for row in labelled:
        spans[row.label].append(row.text.split())
    draw = random.Random(seed)
    labels = [row.label for row in labelled]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["text", "label", "group"])
        for number in range(size):
            label = draw.choice(labels)
            table.writerow([_claim(spans[label], draw), label, f"source {number // A_SOURCE}"])


def _claim(spans: list[list[str]], draw: random.Random) -> str:
    wanted, words = draw.randint(*WORDS), []
    while len(words) < wanted:
        span, run = draw.choice(spans), draw.randint(*RUN)
        start = draw.randrange(max(1, len(span) - run + 1))
        words += span[start : start + run]
    return " ".join(words[:wanted])


def measure(size: int, encoder: str, folder: Path) -> Measured:
    """Train a bundle on that many claims in a process of its own."""
    table, bundle = folder / f"{size}.csv", folder / f"bundle{size}"
    write_claims(table, size)
    command = [sys.executable, "-m", "stance", "train", str(table), "--question", str(QUESTION)]
    command += ["--encoder", encoder, "--output", str(bundle)]
    start = time.monotonic()
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"STANCE_CACHE": str(folder)})
        _, status, used = os.wait4(process.pid, 0)
        clock = time.monotonic() - start
        if status:
            log.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{log.read()}")
    held = sum(file.stat().st_size for file in bundle.iterdir()) / 1e6
    # Linux counts the peak in KiB, macOS in bytes.
    memory = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return Measured(size, used.ru_utime + used.ru_stime, clock, memory, held)


def page(found: list[Measured]) -> str:
    """The table in Markdown."""
    head = "| claims | cpu s | wall s | claims / cpu s | peak MiB | bundle MB |"
    return "\n".join([head, "|---:|---:|---:|---:|---:|---:|", *(one.line() for one in found)])


def draw_curve(found: list[Measured], path: Path) -> None:
    """Time and memory against the number of claims, both axes by powers of ten."""
    with drawn(path, size=(7, 2.8), columns=2) as (left, right):
        sizes = [one.rows for one in found]
        left.loglog(sizes, [one.processor for one in found], "o-", color="#1b5e8a", label="processor")
        left.axhline(600, color="#999999", linewidth=0.8, linestyle="--")
        left.set(xlabel="labelled claims", ylabel="seconds of processor", title="time (dashed: 10 minutes)")
        right.loglog(sizes, [one.memory for one in found], "o-", color="#8a4b1b")
        right.axhline(4096, color="#999999", linewidth=0.8, linestyle="--")
        right.set(xlabel="labelled claims", ylabel="MiB", title="peak memory (dashed: 4 GiB)")


def main() -> None:
    """Measure, print, and write where asked."""
    parser = options_of(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--encoder", default="none")
    parser.add_argument("--write", type=Path, help="the page whose table is to be renewed, its curve beside it")
    parser.add_argument("--json", type=Path, help="keep the figures here, adding to those that stand there")
    asked = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.sizes:
            found.append(measure(size, asked.encoder, Path(folder)))
            print(found[-1].line(), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps([vars(one) for one in found], indent=1) + "\n", encoding="utf-8")
    if asked.write:
        renew(asked.write, page(found), MARKS)
        draw_curve(found, asked.write.with_suffix(".svg"))


if __name__ == "__main__":
    main()
