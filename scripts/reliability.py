"""Runs the slow checks of tests/reliability and writes docs/reliability.md from what they counted.

    python scripts/reliability.py                   all parts, then the page (an hour on two quiet cores)
    python scripts/reliability.py --part bombs      one part; what the others counted before stays (out/reliability)
    python scripts/reliability.py --slice 180 --seed 7
                                                    three minutes of hostile input, no page; exit code 4 on a failure

The inputs follow from the seed. The coverage-guided part needs `atheris` beside this Python, or in the Python that
`--atheris` names; it is left out where there is none, and the page then says so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from stance.evaluate.tabular import markdown_table

ROOT: Final = Path(__file__).resolve().parents[1]
TESTS: Final = ROOT / "tests/reliability"
RESULTS: Final = ROOT / "out/reliability"
PAGE: Final = ROOT / "docs/reliability.md"

CHEAP: Final = 4000
COUNTS: Final = {
    "layout and gate": 9000,
    "project file": 9000,
    "question file": 9000,
    "queue of a session": 9000,
    "answers of an annotator": 9000,
    "API": 3000,
    "reader .eml": 2500,
    "reader .md": 2500,
    "reader .parquet": 2500,
    "reader .docx": 2000,
    "reader .pdf": 2000,
    "reader .html": 1500,
    "answer of a server": 1500,
    "bundle model.json": 1500,
    "bundle golden.jsonl": 1500,
    "bundle pipeline.skops": 1200,
    "command line": 800,
    "claims": 600,
}
"""Inputs a target, fewer where one takes longer; all others get `CHEAP`."""

GUIDED: Final = (
    *("layout and gate", "label table", "question file", "project file", "sources.csv", "scores file"),
    *("reader .txt", "reader .md", "reader .csv", "reader .jsonl", "reader .eml", "reader .html", "reader .pdf"),
    *("clippings", "pages of a PDF", "import prodigy", "import label-studio", "answers of an annotator"),
)
"""Targets whose code is ours and in Python, which is what coverage can see."""

Row = dict[str, Any]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["fuzz", "guided", "bombs", "expressions", "bundles", "faults", "page"])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slice", type=int, help="seconds of hostile input over all targets, and no page")
    parser.add_argument("--guided-seconds", type=int, default=60)
    parser.add_argument("--atheris", default=sys.executable, help="a Python that has atheris")
    asked = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    if asked.slice:
        sys.exit(run_slice(asked.slice, asked.seed))
    for part, work in {
        "fuzz": lambda: [fuzz(name, COUNTS.get(name, CHEAP), asked.seed) for name in targets()],
        "guided": lambda: [guided(name, asked.guided_seconds, asked.atheris) for name in GUIDED],
        "bombs": lambda: script("bombs.py"),
        "expressions": lambda: script("regexes.py"),
        "bundles": lambda: script("tampering.py"),
        "faults": lambda: script("faults.py"),
    }.items():
        if asked.part in {None, part}:
            rows = [row for row in work() if row]
            (RESULTS / f"{part}.json").write_text(json.dumps({"ran": time.strftime("%Y-%m-%d"), "rows": rows}))
    PAGE.write_text(page({file.stem: json.loads(file.read_text()) for file in RESULTS.glob("*.json")}), "utf-8")


def run_slice(seconds: int, seed: int) -> int:
    """Every target for its part of the seconds; prints what failed. Exit code 4 if anything did."""
    names, failed, tried = targets(), 0, 0
    end = time.monotonic() + seconds
    for number, name in enumerate(names):
        share = max(1.0, (end - time.monotonic()) / (len(names) - number))
        row = fuzz(name, 10**9, seed, share)
        tried += row["tried"]
        failed += row["failed"]
        for one in row["failures"][:3]:
            say(f"{name}: {one['error'][-500:]}\n  input: {one['input'][:300]!r}")
    say(f"{tried} hostile inputs to {len(names)} targets with seed {seed}: {tried - failed} passed, {failed} failed")
    return 4 if failed else 0


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def targets() -> list[str]:
    """The names of all targets."""
    code = "import targets; print('\\n'.join(targets.MAKERS))"
    return call([sys.executable, "-c", code]).stdout.splitlines()


def fuzz(name: str, count: int, seed: int, seconds: float = 3600) -> Row:
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


def script(name: str) -> list[Row]:
    """The rows that a script of tests/reliability prints."""
    done = call([sys.executable, name])
    if done.returncode:
        raise SystemExit(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def call(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """A process in tests/reliability that finds the package and the libraries of this Python."""
    path = os.pathsep.join([str(TESTS), str(ROOT / "src"), *(place for place in sys.path if "site-packages" in place)])
    return subprocess.run(
        command, cwd=TESTS, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, check=False
    )


def page(results: dict[str, Row]) -> str:
    """The whole page as Markdown."""
    parts = [HEAD.format(date=max((one["ran"] for one in results.values()), default="never"), versions=versions())]
    for name, title, write in PARTS:
        rows = results.get(name, {}).get("rows", [])
        parts.append(f"## {title}\n\n{write(rows) if rows else NOT_RUN}\n")
    return "\n".join(parts)


def versions() -> str:
    """What the figures depend on."""
    named = ", ".join(f"{name} {version(name)}" for name in ("spacy", "scikit-learn", "skops"))
    return f"Python {platform.python_version()}, {named}"


def write_fuzz(rows: list[Row]) -> str:
    """A table of tallies, with their sum."""
    sums = {key: sum(row[key] for row in rows) for key in ("tried", "read", "refused", "failed")}
    worst = {key: max(row[key] for row in rows) for key in ("slowest", "memory")}
    cells = [
        (row["target"], *(f"{row[key]:,}" for key in sums), f"{row['slowest']:.2f}", f"{row['memory']:.0f}")
        for row in [*rows, {"target": "**all**"} | sums | worst]
    ]
    return table(("what takes the input", "tried", "read", "refused with a line", "failed", "slowest, s", "MB"), cells)


def write_bombs(rows: list[Row]) -> str:
    """The bombs one by one, the long texts as one line."""
    texts = [row for row in rows if row["bomb"].startswith("text:")]
    others = [row for row in rows if row not in texts]
    cells = [(row["bomb"], row["outcome"], f"{row['seconds']:.1f}", f"{row['memory']}") for row in others]
    if texts:
        slowest = max(texts, key=lambda row: row["seconds"])
        outcome = "read" if all(row["outcome"] == "read" for row in texts) else "**not all read**"
        what = f"{len(texts)} texts of 1 MB, each a few characters over and over (slowest: {slowest['bomb'][14:]})"
        most = max(row["memory"] for row in texts)
        cells.append((what.replace("|", "\\|"), outcome, f"{slowest['seconds']:.1f}", str(most)))
    return table(("input", "became", "s", "MB"), cells)


def write_expressions(rows: list[Row]) -> str:
    """How many are linear, and those that are not."""
    bent = [row for row in rows if not row["linear"]]
    counted = f"{len(rows)} expressions on {sum(row['tried'] for row in rows):,} texts: {len(rows) - len(bent)} linear"
    if not bent:
        return counted + ".\n"
    cells = [(row["where"].split()[0], f"`{row['text']}`", f"{row['growth']}", f"{row['seconds']}") for row in bent]
    return f"{counted}, {len(bent)} not.\n\n{QUADRATIC}\n" + table(("expression", "text of", "growth", "s"), cells)


def write_bundles(rows: list[Row]) -> str:
    """What was done to a bundle and what was said."""
    cells = [
        (row["tampering"], str(row["code"]), row["told"].replace("|", "\\|"), "**yes**" if row["ran"] else "no")
        for row in rows
    ]
    fine = sum(row["fine"] for row in rows)
    made = table(("done to a bundle", "exit", "told by `stance verify`", "anything of it ran"), cells)
    return f"{len(rows)} tried, {fine} told as they should be, {len(rows) - fine} not.\n\n{made}"


def write_faults(rows: list[Row]) -> str:
    """What was brought about and what was left."""
    cells = [(row["fault"], str(row["tried"]), str(row["kept"]), str(row["lost"]), left(row["left"])) for row in rows]
    return table(("fault", "tried", "survived", "lost", "what was left"), cells)


def left(counts: dict[str, int]) -> str:
    """What was left, how often, in words."""
    return "; ".join(f"{words} ({count})" for words, count in counts.items()) or "not to be had on this machine"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, each cell on one line."""
    return markdown_table(header, [[" ".join(str(cell).split()) for cell in row] for row in rows]) + "\n"


HEAD: Final = """\
# Reliability: what was tried, what was left

Written by `make reliability` (`scripts/reliability.py`), last on {date} with {versions}. Nothing here is typed by hand.

**What counts.** An input is *read*, or *refused* with one line that says what, where and what to do next. Anything else
is *failed*: a traceback, an exit code that is not documented, an offset that is not its words, half a character that
cannot be written, more than ten seconds. Seconds are of the processor, so that a busy machine does not change them;
megabytes are beyond what the program takes by itself.

**What is granted.** Reading, layout and gate: 10 s and 1,500 MB for any input of a megabyte. Parsing is counted apart,
by rate (docs/speed.md), since spaCy alone takes longer for that: a text is parsed in portions of 10,000 characters,
so that memory does not grow with it, and a sentence ends after 5,000 whatever it holds, so that no rule sees more. A
text may have 20 million characters; on the page 200,000.
"""

QUADRATIC: Final = """\
Each was given 3,000 and 6,000 characters; twice the time is linear, four times is quadratic, as when a run of letters
without a space is tried anew from each of them. These are only ever given a line or a sentence, never a text, and the
texts of a megabyte above take no more time for them.
"""

NOT_RUN: Final = "Not run: what it needs was not to be had. See the head of `scripts/reliability.py`."

PARTS: Final = (
    ("fuzz", "Hostile input", write_fuzz),
    ("guided", "Hostile input, bred by what code it reaches (atheris)", write_fuzz),
    ("bombs", "Inputs made to take all time or memory", write_bombs),
    ("expressions", "Regular expressions", write_expressions),
    ("bundles", "Bundles that somebody changed", write_bundles),
    ("faults", "Faults", write_faults),
)


if __name__ == "__main__":
    main()
