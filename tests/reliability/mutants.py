"""How many small faults the tests notice: each is put into a module, and the tests that run its line are run.

    python tests/reliability/mutants.py [COUNT] [SEED] [MINUTES]     prints the rows as JSON (needs cosmic-ray)

The faults are those of cosmic-ray's operators, a sample of COUNT drawn by SEED over all modules, kept with what became
of each in `out/reliability`: a run tries what was not noticed with the tests that are new since, then goes on where
an earlier one was broken off, or its MINUTES were over. They are tried in the order of the draw, so that the first of
them are a fair sample too. Which tests run a line is known from coverage, measured once and kept
(`CONTEXTS`); what runs when a module is imported, as constants do, or in another process, is tried with all tests of
the module. The fault stands in a copy of the package, before which a child of this process, which holds the heavy
libraries but nothing of ours, finds no other. A test that fails without the fault too has noticed nothing. A fault that
hangs its tests is noticed.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/stance"
CONTEXTS = ROOT / "out/reliability/contexts.sqlite"
"""Which test runs which line, as `measure_coverage` found it; to be deleted when the code has changed much."""

KNOWN = CONTEXTS.with_suffix(".tests")
"""The tests there were then; those that are newer are tried with every fault."""

EQUAL = Path(__file__).with_name("equal_mutants.json")
"""Faults that change nothing which could be noticed, each with the reason."""

MOST_SECONDS = 60
"""Seconds of the processor that the tests of a fault get, those that run least code first; the rest are left out."""

FIRST = 30
"""Tests of a fault that are run by themselves first: they notice most, and thousands take long to collect."""

AT_IMPORT = "at import"
"""What stands for a test where a fault keeps the tests from being collected."""

HUNG = 60, 900
"""Seconds of the processor and of the clock after which a test has hung; on a busy machine the clock says little."""

NOT_FAULTS = re.compile(
    r"core/(ReplaceBinaryOperator_BitOr_.*"  # in types, which nothing checks at run time
    r"|ReplaceBinaryOperator_.*_(RShift|LShift|BitXor|BitOr|BitAnd|Mod|FloorDiv|Pow)|ReplaceBinaryOperator_Pow_(Add|Sub)"
    r"|ReplaceUnaryOperator_USub_(UAdd|Not|Invert)"
    r"|ReplaceComparisonOperator_(Is|IsNot|Eq|NotEq)_(Lt|LtE|Gt|GtE)"  # of what has no order
    r"|ReplaceComparisonOperator_(Is|IsNot)_(Eq|NotEq)|ReplaceComparisonOperator_(Eq|NotEq|Lt|LtE|Gt|GtE)_(Is|IsNot)"
    r"|.*Variable.*)"
)
"""Operators left out: what nobody writes by mistake, what the type checker refuses, what comes to the same."""

GUARDS = ("@dataclass(", "strict=True", "@cache")
"""Lines whose flags never act in a program that is right, or change its speed alone."""

HEAVY = ("numpy", "pandas", "scipy.stats", "sklearn.metrics", "sklearn.linear_model", "spacy", "pytest", "hypothesis")


@dataclass(slots=True)
class Fault:
    """A module by its path in the package, an operator, which of its places, the change, and what became of it."""

    module: str
    operator: str
    occurrence: int
    change: str = ""
    noticed: bool | None = None
    by: str = ""


def faults(module: str) -> Iterator[Fault]:
    """Every fault that can be put into a module, what it changes yet unknown."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    text = (PACKAGE / module).read_text("utf-8")
    source, nodes = text.splitlines(), list(ast_nodes(get_ast(text)))
    for name in operator_names():
        if NOT_FAULTS.fullmatch(name):
            continue
        lines = [start[0] for node in nodes for start, _ in get_operator(name)().mutation_positions(node)]
        for number, line in enumerate(lines):
            if not any(guard in source[line - 1] for guard in GUARDS):
                yield Fault(module, name, number)


@cache
def mutated(module: str, operator: str, occurrence: int) -> tuple[str, int, str]:
    """The source of a module with the fault, its line, and the change as one line of text; empty where it is none."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    source = (PACKAGE / module).read_text("utf-8")
    changed = source
    with contextlib.suppress(AttributeError):  # cosmic-ray cannot replace an exception with a dot in its name
        changed = mutate_code(source, get_operator(operator)(), occurrence) or source
    lines = list(unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0))
    if not lines:
        return "", 0, ""
    first = re.match(r"@@ -(\d+)", lines[2])
    assert first
    return changed, int(first[1]), " ".join(line.strip() for line in lines[2:] if line[:1] in "+-")


def drawn(count: int, seed: int) -> list[Fault]:
    """A sample of the faults of all modules, in the order of the draw."""
    every = [fault for module in modules() for fault in faults(module)]
    sample = random.Random(f"mutants {seed}").sample(every, min(count, len(every)))
    for fault in sample:
        fault.change = mutated(fault.module, fault.operator, fault.occurrence)[2]
    return [one for one in sample if one.change]


def modules() -> list[str]:
    """The modules of the package."""
    return sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py"))


def found_again(fault: Fault) -> tuple[str, int] | None:
    """The source with the fault, and its line, wherever it stands by now; None where the code is gone."""
    source, line, change = mutated(fault.module, fault.operator, fault.occurrence)
    if change == fault.change:
        return source, line
    same = [one.occurrence for one in faults(fault.module) if one.operator == fault.operator]
    for number in sorted(same, key=lambda number: abs(number - fault.occurrence)):
        source, line, change = mutated(fault.module, fault.operator, number)
        if change == fault.change:
            return source, line
    return None


def measure_coverage() -> None:
    """Run the tests once and keep which of them runs which line."""
    CONTEXTS.parent.mkdir(parents=True, exist_ok=True)
    words = ["-q", "-p", "no:cacheprovider", "--cov=stance", "--cov-context=test", "--cov-report="]
    environment = os.environ | {"COVERAGE_FILE": str(CONTEXTS)}
    subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=environment, stdout=sys.stderr, check=False)
    KNOWN.write_text("\n".join(sorted(collected())), "utf-8")


def collected() -> set[str]:
    """The fast tests there are now."""
    words = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {line for line in told.splitlines() if "::" in line}


class Coverage:
    """Which tests run which line, and how much of the package each runs."""

    def __init__(self, file: Path) -> None:
        from coverage import CoverageData

        self.data = CoverageData(str(file))
        self.data.read()
        measured = {Path(name).as_posix().partition("src/stance/")[2]: name for name in self.data.measured_files()}
        self.files: Mapping[str, str] = measured
        self.breadth: dict[str, int] = {}
        for name in self.files.values():
            for tests in self.data.contexts_by_lineno(name).values():
                for test in tests:
                    self.breadth[test.rpartition("|")[0]] = self.breadth.get(test.rpartition("|")[0], 0) + 1

    def tests_of(self, module: str, line: int) -> list[str]:
        """The tests that run the line, else any line of its module, else of its folder, as where a module is but data.

        Those that run least come first.
        """
        by_line = self.data.contexts_by_lineno(self.files[module]) if module in self.files else {}
        indented = (PACKAGE / module).read_text("utf-8").splitlines()[line - 1][:1].isspace()
        of_line = {name.rpartition("|")[0] for name in by_line.get(line, ())} - {""}
        if not of_line or not indented:
            of_line = {name.rpartition("|")[0] for names in by_line.values() for name in names} - {""}
        if not of_line:
            folder = module.rpartition("/")[0]
            beside = (name for known, name in self.files.items() if known.rpartition("/")[0] == folder)
            tests = (tests for name in beside for tests in self.data.contexts_by_lineno(name).values())
            of_line = {name.rpartition("|")[0] for names in tests for name in names} - {""}
        return sorted(of_line, key=lambda test: (self.breadth[test], test))


class Watch:
    """Notes each test as it begins, what could not even be collected, and stops when the time is over."""

    def __init__(self, notes: Path) -> None:
        self.notes = notes
        self.enough = False

    def pytest_sessionstart(self, session: Any) -> None:
        self.session = session

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self._note(report.nodeid or AT_IMPORT)  # the session's own has no name

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        if sum(os.times()[:4]) > MOST_SECONDS:
            self.enough = self.session.shouldstop = True
        self._note(nodeid)
        signal.setitimer(signal.ITIMER_PROF, HUNG[0])  # of the processor: a busy machine makes no fault noticed

    def _note(self, name: str) -> None:
        with self.notes.open("a", encoding="utf-8") as notes:
            notes.write(name + "\n")


def failing(tests: Sequence[str]) -> str:
    """The first of the tests that fails, or does not end; empty where all pass."""
    import pytest

    with tempfile.TemporaryDirectory(prefix="mutant-") as room:
        notes, names = Path(room, "notes"), Path(room, "names")
        names.write_text("\n".join(tests), "utf-8")
        notes.touch()
        child = os.fork()
        if child == 0:
            os._exit(_exit_code(names, notes))
        status = _waited_for(child, notes)
        begun = notes.read_text("utf-8").splitlines()
        # A module that the fault keeps from being imported has no tests either, but it is told of.
        if os.waitstatus_to_exitcode(status) == pytest.ExitCode.USAGE_ERROR and not begun:
            raise SystemExit(f"of {tests[0]} and {len(tests) - 1} others some are not there")
        return (begun or [AT_IMPORT])[-1] if status else ""


def _waited_for(child: int, notes: Path) -> int:
    """The status of the child; what is left of it and its own children is ended, also at an interrupt."""
    ended = status = 0
    try:
        while not ended and time.time() - notes.stat().st_mtime < HUNG[1]:
            time.sleep(0.05)
            ended, status = os.waitpid(child, os.WNOHANG)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    return status if ended else os.waitpid(child, 0)[1]


def _exit_code(names: Path, notes: Path) -> int:
    """What the tests end with, in a process that ends after them."""
    import pytest

    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    plain = ["-q", "-x", "-m", "", "-p", "no:cacheprovider", "-p", "no:capture"]
    warned = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    watch = Watch(notes)
    code = int(pytest.main([*plain, *warned, f"@{names}"], plugins=[watch]))
    return 0 if watch.enough and code == pytest.ExitCode.INTERRUPTED else code


class Trials:
    """Tries faults in a copy of the package."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.tests = collected()
        self.new = sorted(self.tests - set(KNOWN.read_text("utf-8").splitlines()))
        self.coverage = Coverage(CONTEXTS)

    def tests_of(self, module: str, line: int) -> list[str]:
        """The tests to try, those first that are newer than what is known of coverage.

        Those of the module's own file are among them: what one test has brought into a cache, others run as well.
        """
        of_line = [test for test in self.coverage.tests_of(module, line) if test in self.tests]
        own = sorted(test for test in self.tests if f"/test_{Path(module).stem}.py::" in test)
        return list(dict.fromkeys([*self.new, *of_line[:FIRST], *own, *of_line[FIRST:]]))

    def try_one(self, fault: Fault, place: tuple[str, int]) -> None:
        """Put the fault in, run the tests, of one tried before the new ones alone, and note what became of it."""
        source, line = place
        (self.package / fault.module).write_text(source, "utf-8")
        try:
            tests = self.tests_of(fault.module, line) if fault.noticed is None else self.new
            fault.by = next(filter(None, map(failing, filter(None, (tests[:FIRST], tests[FIRST:])))), "")
        finally:
            shutil.copy2(PACKAGE / fault.module, self.package / fault.module)
        fault.noticed = bool(fault.by)

    def take_back(self, sample: Sequence[Fault]) -> list[Fault]:
        """The faults that are to be tried again, without the tests that fail without any fault too."""
        found = []
        names = sorted({fault.by for fault in sample} & self.tests)
        for few in (names[start : start + 20] for start in range(0, len(names), 20)):
            while few and (unsound := failing(few)):
                self.tests.remove(unsound)
                self.new = [test for test in self.new if test != unsound]
                few.remove(unsound)
                found += [fault for fault in sample if fault.by == unsound]
        for fault in found:
            fault.noticed = None
        return found


def measure(count: int, seed: int, seconds: float = 1e9) -> list[Fault]:
    """Try a sample of the faults, or what an earlier run has left of it, for so many seconds of the processor."""
    end = sum(os.times()[:4]) + seconds
    kept = CONTEXTS.with_name(f"mutants-{seed}.sample")
    if not kept.exists():
        kept.write_text(json.dumps([asdict(fault) for fault in drawn(count, seed)], indent=0))
    sample = [Fault(**row) for row in json.loads(kept.read_text())]
    left = sorted((fault for fault in sample if not fault.noticed), key=lambda fault: fault.noticed is None)
    with tempfile.TemporaryDirectory(prefix="mutants-") as room:
        for thing in ROOT.iterdir():
            if thing.name != "src":
                Path(room, thing.name).symlink_to(thing)
        package = Path(shutil.copytree(PACKAGE, Path(room, "src/stance")))
        os.environ["PYTHONPATH"] = os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")])
        sys.path.insert(0, str(package.parent))
        trials = Trials(package)
        while left and sum(os.times()[:4]) < end:
            for fault in left:
                if sum(os.times()[:4]) > end:
                    break
                if place := found_again(fault):
                    trials.try_one(fault, place)
                else:
                    sample.remove(fault)
                kept.write_text(json.dumps([asdict(one) for one in sample], indent=0))
            left = trials.take_back(sample)
            kept.write_text(json.dumps([asdict(one) for one in sample], indent=0))
    return sample


def rows(sample: Sequence[Fault]) -> list[dict[str, Any]]:
    """A row a module: how many faults were drawn, tried and noticed, those nobody noticed, and those nobody could."""
    equal = {(one["module"], one["change"]): one["why"] for one in json.loads(EQUAL.read_text("utf-8"))}
    of_module: dict[str, list[Fault]] = {}
    for fault in sample:
        of_module.setdefault(fault.module, []).append(fault)
    found = []
    for module, drawn_of_it in sorted(of_module.items()):
        tried = [fault for fault in drawn_of_it if fault.noticed is not None]
        missed = [fault.change for fault in tried if not fault.noticed]
        reasons = {change: equal[module, change] for change in missed if (module, change) in equal}
        found.append(
            {"module": module, "drawn": len(drawn_of_it), "tried": len(tried)}
            | {"noticed": len(tried) - len(missed), "equal": len(reasons)}
            | {"unnoticed": [change for change in missed if change not in reasons], "reasons": reasons}
        )
    return found


def main() -> None:
    """Try them and print what was noticed."""
    count, seed, minutes = (float(word) for word in (sys.argv[1:4] + ["300", "0", "1e9"][len(sys.argv[1:4]) :]))
    os.chdir(ROOT)
    if not CONTEXTS.exists():
        measure_coverage()
    for heavy in HEAVY:
        __import__(heavy)
    print(json.dumps(rows(measure(int(count), int(seed), 60 * minutes))))  # noqa: T201


if __name__ == "__main__":
    main()
