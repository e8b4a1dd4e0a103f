"""Whether memory stays flat: a long stream through `stance score`, resident memory of each of its processes over time.

    python bench/memory.py [--documents 100000] [--bundle DIR] [--jobs 2] [--cut 0] [--plot FILE.svg] [--every 5000]

The op-eds of the stream are fed to standard input again and again under new ids, each with a word that none before it
had, since real streams bring new words too. `--cut N` keeps N characters of what is on topic, and a sentence that keeps
it so: as many documents in a shorter time. Prints a Markdown table: documents read so far, and MiB of the main process,
of the largest worker, and of all together, what forked processes share being counted once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common import ROOT, STREAM, drawn, is_on_topic, options_of, read_texts, shipped_question

KEEPS_IT_SO = "China and Russia are named here. "
PAGE = 4096


@dataclass(frozen=True)
class Sample:
    """After so many documents: MiB of the main process, of the largest of its workers, and of all together."""

    documents: int
    main: float
    worker: float
    together: float


def endless(stream: Path, cut: int) -> Iterator[str]:
    """Rows of JSON for ever: the stream's texts under new ids."""
    texts = read_texts(stream)
    if cut:
        question = shipped_question()
        texts = [KEEPS_IT_SO + text[:cut] if is_on_topic(text, question) else text for text in texts]
    number = 0
    while True:
        for text in texts:
            yield json.dumps({"id": f"d{number}", "text": f"{text} Word{number:x}."}) + "\n"
            number += 1


def resident(pid: int) -> float:
    """MiB that a process holds; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20
    except OSError:
        return 0.0


def share(pid: int) -> float:
    """MiB that a process holds, of what it shares with others its share; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 2**10


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def measure(command: list[str], rows: Iterator[str], documents: int, every: int) -> list[Sample]:
    """Feed the rows to the command, looking at its memory each `every` documents, and once all are read."""
    samples = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as run:
        assert run.stdin is not None
        for number in range(1, documents + 1):
            run.stdin.write(next(rows))
            if number % every == 0:
                workers = children(run.pid)
                largest, together = max(map(resident, workers), default=0.0), sum(map(share, [run.pid, *workers]))
                samples.append(Sample(number, resident(run.pid), largest, together))
                print(samples[-1], file=sys.stderr, flush=True)
        run.stdin.close()
    if run.returncode:
        sys.exit(f"exit status {run.returncode}")
    return samples


def plot(samples: list[Sample], target: Path) -> None:
    """The samples as a figure."""
    with drawn(target, size=(7, 3)) as (axes,):
        axes.plot([one.documents for one in samples], [one.main for one in samples], label="main process")
        if any(one.worker for one in samples):
            axes.plot([one.documents for one in samples], [one.worker for one in samples], label="largest worker")
        axes.set(xlabel="documents read", ylabel="MiB resident", ylim=(0, None))
        axes.legend()


def main() -> None:
    """Measure and print."""
    parser = options_of(__doc__)
    parser.add_argument("--stream", type=Path, default=STREAM)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--bundle", default=str(ROOT / "models/china-russia"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cut", type=int, default=0)
    parser.add_argument("--every", type=int, default=5_000)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    command = [sys.executable, "-m", "stance", "--quiet", "score", "-", "--from", "jsonl", "--format", "jsonl"]
    command += ["-m", args.bundle, "-j", str(args.jobs)]
    samples = measure(command, endless(args.stream, args.cut), args.documents, args.every)
    print("| documents | main process, MiB | largest worker, MiB | all together, MiB |\n|---|---|---|---|")
    for one in samples:
        print(f"| {one.documents:,} | {one.main:.0f} | {one.worker:.0f} | {one.together:.0f} |")
    if args.plot:
        plot(samples, args.plot)


if __name__ == "__main__":
    main()
