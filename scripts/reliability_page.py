"""docs/reliability.md from what the slow checks counted: a table a part."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Any, Final

from stance.evaluate.markdown import markdown_table

Row = dict[str, Any]

HEAD: Final = """\
# Reliability: what was tried, what was left

Written by `make reliability` (`scripts/reliability.py`), last by the call of {call} with {versions}. Nothing
here is typed by hand.

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

MUTANTS: Final = """\
Small faults (cosmic-ray's operators), one at a time, a sample drawn by the seed over all modules and tried in the order
of the draw; noticed is one that makes a test fail or not end, of the fast tests that run its line (by coverage). What
changes nothing that could be noticed is counted apart, each with the reason.
"""

TRAININGS: Final = """\
Two trainings on the same labels in two processes, which differ in hash seed, time zone, threads and addresses; the hash
is of all files of the bundle.
"""

PROMISES: Final = """\
Every span was scored by a model that had seen nothing of its source, its paper or its year. A set of labels is meant to
hold the right one 9 times in 10, a label that is called certain to be right 94 times in 100. `tests/quality` fails if a
figure falls below what was measured when the bundle was made, and where coverage on other papers or years falls below
0.85 or certainty below 0.90. The same labels, seed and versions give the same bundle, byte for byte
(`tests/test_reproducible.py`), and the same bundle the same rows, whatever the jobs, the order and the hash seed.
"""

NOT_TRIED: Final = """\
- A machine that loses power: writes are followed by fsync, but no power was cut.
- Other systems than Linux: files, locks and limits of macOS and Windows.
- LibreOffice, antiword and catdoc themselves: stand-ins were run, with the same arguments and bounds.
- A file system that reorders renames, network file systems, disks that report success and lie.
- A name server that answers nothing: it counts towards the deadline of an address, but none was built.
- TLS servers that misbehave below HTTP; proxies.
- Encoders whose graph multiplies small sizes into a large one while it runs: time and memory are not bounded there.
- Attackers with the rights of the user, other users of the same machine reading along, side channels.
- Memory limits below what the libraries need to be loaded: they end the process with words of their own.
- Workers of a Dask cluster, which are started by the user: see SECURITY.md.
"""

NOT_RUN: Final = "Not run this time, for want of processor time or of a tool: see the head of `scripts/reliability.py`."


def page(results: dict[str, Row], before: str = "") -> str:
    """The whole page as Markdown; a part without results stays as it is in the page `before`."""
    parts = [HEAD.format(call=max((one["call"] for one in results.values()), default="never"), versions=versions())]
    for name, title, write in PARTS:
        if name in results:
            of = "Of the call of {call}; took {seconds:,} seconds.".format(**results[name])
            parts.append(f"## {title}\n\n{of}\n\n{write(results[name]['rows'])}\n")
        else:
            parts.append(section(before, title) or f"## {title}\n\n{NOT_RUN}\n")
    parts.append(f"## What was not tried\n\n{NOT_TRIED}")
    return "\n".join(parts)


def section(text: str, title: str) -> str:
    """The section of a page under that heading, with it; empty where there is none."""
    _, heading, rest = f"\n{text}".partition(f"\n## {title}\n")
    return heading.lstrip("\n") + rest.partition("\n## ")[0] if heading else ""


def versions() -> str:
    """What the figures depend on."""
    named = ", ".join(f"{name} {version(name)}" for name in ("spacy", "scikit-learn", "skops"))
    return f"Python {platform.python_version()}, {named}"


def write_fuzz(rows: list[Row]) -> str:
    """A table of tallies, with their sum."""
    sums = {key: sum(row[key] for row in rows) for key in ("tried", "read", "refused", "failed")}
    worst = {key: max(row[key] for row in rows) for key in ("slowest", "memory")}
    columns = {"what takes the input": "{target}", "tried": "{tried:,}", "read": "{read:,}"}
    columns |= {"refused with a line": "{refused:,}", "failed": "{failed:,}"}
    columns |= {"slowest, s": "{slowest:.2f}", "MB": "{memory:.0f}"}
    return table(columns, [*rows, {"target": "**all**"} | sums | worst])


def write_bombs(rows: list[Row]) -> str:
    """The bombs one by one, the long texts as one line."""
    texts = [row for row in rows if row["bomb"].startswith("text:")]
    shown = [row for row in rows if row not in texts]
    if texts:
        slowest = max(texts, key=lambda row: row["seconds"])
        outcome = "read" if all(row["outcome"] == "read" for row in texts) else "**not all read**"
        what = f"{len(texts)} texts of 1 MB, each a few characters over and over (slowest: {slowest['bomb'][14:]})"
        most = max(row["memory"] for row in texts)
        shown.append(slowest | {"bomb": what.replace("|", "\\|"), "outcome": outcome, "memory": most})
    return table({"input": "{bomb}", "became": "{outcome}", "s": "{seconds:.1f}", "MB": "{memory}"}, shown)


def write_expressions(rows: list[Row]) -> str:
    """How many are linear, and those that are not."""
    bent = [row | {"where": row["where"].split()[0]} for row in rows if not row["linear"]]
    counted = f"{len(rows)} expressions on {sum(row['tried'] for row in rows):,} texts: {len(rows) - len(bent)} linear"
    if not bent:
        return counted + ".\n"
    columns = {"expression": "{where}", "text of": "`{text}`", "growth": "{growth}", "s": "{seconds}"}
    return f"{counted}, {len(bent)} not.\n\n{QUADRATIC}\n" + table(columns, bent)


def write_bundles(rows: list[Row]) -> str:
    """What was done to a bundle and what was said."""
    fine = sum(row["fine"] for row in rows)
    told = [row | {"told": row["told"].replace("|", "\\|"), "ran": "**yes**" if row["ran"] else "no"} for row in rows]
    columns = {"done to a bundle": "{tampering}", "exit": "{code}"}
    columns |= {"told by `stance verify`": "{told}", "anything of it ran": "{ran}"}
    return f"{len(rows)} tried, {fine} told as they should be, {len(rows) - fine} not.\n\n{table(columns, told)}"


def write_faults(rows: list[Row]) -> str:
    """What was brought about and what was left."""
    columns = {"fault": "{fault}", "tried": "{tried}", "survived": "{kept}", "lost": "{lost}"}
    return table(columns | {"what was left": "{left}"}, [row | {"left": left(row["left"])} for row in rows])


def write_promises(rows: list[Row]) -> str:
    """Coverage, certainty and calibration by kind of fold."""
    names = {"group": "other sources", "outlet": "other papers", "year": "other years"}
    shown = [
        row
        | {"bundle": row["bundle"].rpartition("/")[2], "split": names[row["split"]]}
        | {"right": "–" if row["right"] is None else f"{row['right']:.3f}"}
        for row in rows
    ]
    columns = {"bundle": "{bundle}", "texts of": "{split}", "spans": "{spans:,}", "covered": "{covered:.3f}"}
    columns |= {"label least covered": "{lowest:.3f}", "certain": "{certain:.0%}", "of these right": "{right}"}
    columns |= {"calibration error": "{ece:.3f}", "ends swapped": "{swapped:.1%}"}
    return f"{PROMISES}\n{table(columns, shown)}"


def write_trainings(rows: list[Row]) -> str:
    """Whether two trainings gave the same bytes."""
    columns = {"encoder": "{encoder}", "files": "{files}"}
    columns |= {"SHA-256 of the first": "{first}", "of the second": "{second}"}
    return f"{TRAININGS}\n{table(columns, rows)}"


def write_mutants(rows: list[Row]) -> str:
    """How many of the faults put into the modules their tests noticed, by folder, and those nobody noticed."""
    folders: dict[str, list[Row]] = {}
    for row in rows:
        folders.setdefault(row["module"].rpartition("/")[0] or "stance", []).append(row)
    groups = [*(summed(name, of_folder) for name, of_folder in sorted(folders.items())), summed("**all**", rows)]
    listed = [fault_line(row, fault) for row in rows for fault in row["unnoticed"]]
    reasons = [f"{fault_line(row, fault)}: {why}" for row in rows for fault, why in row["reasons"].items()]
    unnoticed = "\n".join(["Not noticed:\n", *listed]) if listed else "None was left unnoticed."
    columns = {"folder": "{module}", "drawn": "{drawn:,}", "tried": "{tried:,}", "change nothing": "{equal:,}"}
    counted = table(columns | {"noticed": "{noticed:,}", "share of the others": "{share}"}, groups)
    return f"{MUTANTS}\n{counted}\n{unnoticed}\n\n" + "\n".join(["Change nothing:\n", *reasons]) + "\n"


def fault_line(row: Row, fault: str) -> str:
    """A fault of a module, in a list."""
    return f"- `{row['module']}`: `{fault.replace('`', '')[:150]}`"


def summed(name: str, rows: list[Row]) -> Row:
    """The rows as one, with how many of a hundred were noticed."""
    sums = {key: sum(row[key] for row in rows) for key in ("drawn", "tried", "equal", "noticed")}
    counted = sums["tried"] - sums["equal"]
    return {"module": name, "share": f"{100 * sums['noticed'] / counted:.0f} %" if counted else ""} | sums


def left(counts: dict[str, int]) -> str:
    """What was left, how often, in words."""
    return "; ".join(f"{words} ({count})" for words, count in counts.items()) or "not to be had on this machine"


def table(columns: dict[str, str], rows: list[Row]) -> str:
    """A Markdown table: by its head how a column writes a row, each cell on one line."""
    cells = [[" ".join(cell.format(**row).split()) for cell in columns.values()] for row in rows]
    return markdown_table(list(columns), cells) + "\n"


PARTS: Final = (
    ("fuzz", "Hostile input", write_fuzz),
    ("guided", "Hostile input, bred by what code it reaches (atheris)", write_fuzz),
    ("bombs", "Inputs made to take all time or memory", write_bombs),
    ("expressions", "Regular expressions", write_expressions),
    ("bundles", "Bundles that somebody changed", write_bundles),
    ("faults", "Faults", write_faults),
    ("trainings", "Two trainings", write_trainings),
    ("promises", "What the scores promise on texts unlike those of the training", write_promises),
    ("mutants", "What the tests notice", write_mutants),
)
