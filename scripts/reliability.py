"""Runs the slow checks of tests/reliability and writes docs/reliability.md from what they counted.

    python scripts/reliability.py                   all parts, then the page (three hours on two quiet cores)
    python scripts/reliability.py --minutes 30      all parts, half an hour of hostile input, ten minutes bred, and half
                                                    an hour of mutants
    python scripts/reliability.py --part bombs      one part; what the page says of the others stays
    python scripts/reliability.py --slice 180 --seed 7
                                                    three minutes of hostile input, no page; exit code 4 on a failure

Minutes and seconds are of the processor, so that a busy machine changes no figure. The inputs follow from the seed. The
coverage-guided part needs `atheris` and the part with mutants `cosmic-ray` beside this Python, or in the Python that
`--tools` names; a part is left out where there is none, and the page then says so. The page also says of which call
each part is. The sample of mutants is kept with what became of each: a call goes on with it where another stopped, and
tries what nobody noticed with tests that are new.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from reliability_page import PARTS, page

ROOT: Final = Path(__file__).resolve().parents[1]
TESTS: Final = ROOT / "tests/reliability"
RESULTS: Final = ROOT / "out/reliability"
PAGE: Final = ROOT / "docs/reliability.md"
BUNDLES: Final = ("models/china-russia", "src/stance/bundle-lite")

CHEAP: Final = 3000
COUNTS: Final = {
    **dict.fromkeys(("question file", "project file", "encoder head.json", "encoder held_out.json"), 130_000),
    **dict.fromkeys(("reader .gz", "table of claims .jsonl", "provenance of scores"), 130_000),
    "queue of a session": 80_000,
    **dict.fromkeys(("answers of an annotator", "import wide"), 40_000),
    **dict.fromkeys(("vector cache", "import prodigy", "import label-studio", "import doccano"), 20_000),
    "import jsonl": 20_000,
    **dict.fromkeys(("reader .jsonl", "reader .json"), 10_000),
    "layout and gate": 6000,
    "reader .md": 2500,
    **dict.fromkeys(("API", "answer of a server", "shards to carry on"), 1500),
    **dict.fromkeys(("reader .docx", "reader .pdf", "reader .html", "reader .eml", "reader .zip"), 1500),
    **dict.fromkeys(("encoder encoder.onnx", "reader .mhtml", "reader .warc"), 1000),
    **dict.fromkeys(("bundle model.json", "bundle golden.jsonl", "bundle pipeline.skops"), 800),
    "claims": 600,
    "command line": 240,
}
"""Inputs a target, fewer where one takes longer; all others get `CHEAP`."""

GUIDED: Final = (
    *("layout and gate", "label table", "question file", "project file", "sources.csv", "scores file"),
    *("reader .txt", "reader .md", "reader .csv", "reader .jsonl", "reader .eml", "reader .html", "reader .pdf"),
    *("reader .rtf", "reader .ris", "exports", "pages of a PDF", "answers of an annotator", "queue of a session"),
    *("import prodigy", "import label-studio", "import doccano", "import wide", "import uima"),
    *("encoder head.json", "encoder held_out.json", "table of claims .jsonl", "share and rehydrate"),
)
"""Targets whose code is ours and in Python, which is what coverage can see."""

Row = dict[str, Any]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=[*(name for name, _, _ in PARTS), "page"])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slice", type=int, help="seconds of hostile input over all targets, and no page")
    parser.add_argument("--minutes", type=float, default=180, help="of hostile input, and of mutants, at most")
    parser.add_argument("--mutants", type=int, default=300, help="how many over all modules")
    parser.add_argument("--tools", default=sys.executable, help="a Python that has atheris and cosmic-ray")
    asked = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    if asked.slice:
        sys.exit(run_slice(asked.slice, asked.seed))
    call_of = time.strftime("%Y-%m-%d %H:%M")
    for part, work in {
        "bundles": lambda: script("tampering.py"),
        "trainings": lambda: script("trainings.py"),
        "promises": promises,
        "bombs": lambda: script("bombs.py"),
        "expressions": lambda: script("regexes.py"),
        "faults": lambda: script("faults.py"),
        "fuzz": lambda: hostile(asked.minutes * 60, asked.seed),
        "guided": lambda: (guided(name, round(asked.minutes * 20 / len(GUIDED)), asked.tools) for name in GUIDED),
        "mutants": lambda: mutants(asked.mutants, asked.seed, asked.minutes, asked.tools),
    }.items():
        if asked.part in {None, part}:
            rows: list[Row] = []
            began = time.monotonic()
            for row in filter(None, work()):  # kept as they come: a run that is broken off has counted something
                rows.append(row)
                keep(part, rows, call_of, time.monotonic() - began)
            say(f"{part}: {len(rows)} rows, {time.monotonic() - began:.0f} s")
    results = {file.stem: json.loads(file.read_text()) for file in RESULTS.glob("*.json")}
    PAGE.write_text(page(results, PAGE.read_text("utf-8") if PAGE.exists() else ""), "utf-8")


def promises() -> list[Row]:
    """What the shipped bundles promise of sets and certain labels, and what became of it on texts unlike theirs."""
    rows = []
    for bundle in BUNDLES:
        scores = json.loads((ROOT / bundle / "model.json").read_text("utf-8"))["scores"] or {}
        for split in ("group", "outlet", "year"):
            figures = scores.get("gold_spans", {}).get(split, {}).get("all", {})
            if sets := figures.get("sets"):
                labels = {name: one["covered"] for name, one in sets["coverage"].items() if one["covered"] is not None}
                rows.append(
                    {"bundle": bundle, "split": split, "spans": figures["spans"], "covered": labels.pop("all")}
                    | {"lowest": min(labels.values()), "certain": sets["certain"], "ece": figures["ece"]}
                    | {"right": sets.get("certain_right"), "swapped": figures["swapped"]}
                )
    return rows


def keep(part: str, rows: list[Row], call_of: str, seconds: float) -> None:
    """Keep what a part has counted so far, when the call began, and how long the part took."""
    (RESULTS / f"{part}.json").write_text(json.dumps({"call": call_of, "seconds": round(seconds), "rows": rows}))


def hostile(seconds: float, seed: int, *, endless: bool = False) -> Iterator[Row]:
    """The tally of each target: its number of inputs, or as many as its part of the seconds that are left allows.

    Those that take longest come first, so that the quick ones have what these leave.
    """
    names = targets()
    end = used() + seconds
    for number, name in enumerate(names):
        share = max(1.0, (end - used()) / (len(names) - number))
        yield fuzz(name, 10**9 if endless else COUNTS.get(name, CHEAP), seed, share)


def used() -> float:
    """Seconds of the processor that what this process started has taken."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def run_slice(seconds: int, seed: int) -> int:
    """Every target for its part of the seconds; prints what failed. Exit code 4 if anything did."""
    rows = list(hostile(seconds, seed, endless=True))
    for row in rows:
        for one in row["failures"][:3]:
            say(f"{row['target']}: {one['error'][-500:]}\n  input: {one['input'][:300]!r}")
    tried, failed = (sum(row[what] for row in rows) for what in ("tried", "failed"))
    say(f"{tried} hostile inputs to {len(rows)} targets with seed {seed}: {tried - failed} passed, {failed} failed")
    return 4 if failed else 0


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def targets() -> list[str]:
    """The names of all targets, those first that are given fewest inputs, since they take longest."""
    code = "import targets; print('\\n'.join(targets.MAKERS))"
    return sorted(call([sys.executable, "-c", code]).stdout.splitlines(), key=lambda name: COUNTS.get(name, CHEAP))


def fuzz(name: str, count: int, seed: int, seconds: float) -> Row:
    """The tally of a target; a process that died is a failure."""
    return tally(name, call([sys.executable, "harness.py", name, str(count), str(seed), str(seconds)]))


def guided(name: str, seconds: int, python: str) -> Row:
    """The tally of a target whose inputs were bred by atheris; empty where there is none."""
    if call([python, "-c", "import atheris"]).returncode:
        return {}
    return tally(name, call([python, "harness.py", name, "--guided", str(seconds)]))


def tally(name: str, done: subprocess.CompletedProcess[str]) -> Row:
    """What a process counted."""
    try:
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        died = {"input": "", "error": f"exit code {done.returncode}: {done.stderr[-1000:]}"}
        counts = {"tried": 1, "read": 0, "refused": 0, "failed": 1, "slowest": 0.0, "memory": 0.0}
        return {"target": name, "failures": [died]} | counts


def script(name: str, *words: str, python: str = sys.executable) -> list[Row]:
    """The rows that a script of tests/reliability prints."""
    done = call([python, name, *words])
    if done.returncode:
        raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def mutants(count: int, seed: int, minutes: float, python: str) -> list[Row]:
    """The rows of tests/reliability/mutants.py; none where there is no cosmic-ray."""
    if call([python, "-c", "import cosmic_ray"]).returncode:
        return []
    return script("mutants.py", str(count), str(seed), str(minutes), python=python)


def call(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """A process in tests/reliability that finds the package and the libraries of this Python."""
    own = [str(TESTS), str(TESTS.parent), str(ROOT / "src")]
    path = os.pathsep.join([*own, *(place for place in sys.path if "site-packages" in place)])
    return subprocess.run(
        command, cwd=TESTS, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    main()
