"""How many small faults the tests notice: each is put into a module, and the tests that run its line are run.

    python tests/reliability/mutants.py [COUNT] [SEED]     prints the rows as JSON (needs cosmic-ray)

The faults are those of cosmic-ray's operators, a sample of COUNT drawn by SEED over all modules. Which tests run a line
is known from coverage, measured once and kept (`CONTEXTS`); what runs when a module is imported, as constants do, is
tried with all tests of the module. Nothing is written to the source: a child of this process, which holds the heavy
libraries but nothing of ours, imports the changed module. A fault that hangs its tests is noticed. Some change nothing
that could be noticed, so that all cannot be.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import unified_diff
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/stance"
CONTEXTS = ROOT / "out/reliability/contexts.sqlite"
"""Which test runs which line, as `measure_coverage` found it; to be deleted when the tests have changed."""

MOST_TESTS = 300
"""Tests that a fault is tried with, a sample of them where more run its line."""

CORES = os.cpu_count() or 1

SECONDS = 120
"""Seconds of the processor that a fault's tests may take, several times what they take without one."""

NOT_FAULTS = re.compile(
    r"core/(ReplaceBinaryOperator_BitOr_.*"  # in types, which nothing checks at run time
    r"|ReplaceBinaryOperator_.*_(RShift|LShift|BitXor|BitOr|BitAnd|Mod|FloorDiv|Pow)|ReplaceBinaryOperator_Pow_(Add|Sub)"
    r"|ReplaceUnaryOperator_USub_(UAdd|Not|Invert)"
    r"|ReplaceComparisonOperator_(Is|IsNot|Eq|NotEq)_(Lt|LtE|Gt|GtE)"  # of what has no order
    r"|ReplaceComparisonOperator_(Is|IsNot)_(Eq|NotEq)|ReplaceComparisonOperator_(Eq|NotEq|Lt|LtE|Gt|GtE)_(Is|IsNot)"
    r"|.*Variable.*)"
)
"""Operators left out: what nobody writes by mistake, what the type checker refuses, what comes to the same."""

GUARDS = ("@dataclass(", "strict=True")
"""Lines whose flags never act in a program that is right."""

HEAVY = ("numpy", "pandas", "scipy.stats", "sklearn.metrics", "sklearn.linear_model", "spacy", "pytest", "hypothesis")


@dataclass(slots=True)
class Row:
    """One module: how many faults were tried and noticed, of how many there are, and those nobody noticed."""

    module: str
    there: int
    tried: int = 0
    noticed: int = 0
    unnoticed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault can be put: a module by its path in the package, an operator, which of its places, the line."""

    module: str
    operator: str
    occurrence: int
    line: int


def places(module: str) -> list[Place]:
    """Every place of a fault in a module."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    text = (PACKAGE / module).read_text("utf-8")
    source, nodes = text.splitlines(), list(ast_nodes(get_ast(text)))
    found = []
    for name in operator_names():
        if NOT_FAULTS.fullmatch(name):
            continue
        lines = [start[0] for node in nodes for start, _ in get_operator(name)().mutation_positions(node)]
        found += [
            Place(module, name, number, line)
            for number, line in enumerate(lines)
            if not any(guard in source[line - 1] for guard in GUARDS)
        ]
    return found


class Changed(MetaPathFinder, SourceFileLoader):
    """Imports one module from another source than its file's."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        super().__init__(name, str(path))
        self.source = source.encode()

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of the module, for its name alone."""
        folder = [str(Path(self.path).parent)] if Path(self.path).name == "__init__.py" else None
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=self, submodule_search_locations=folder)

    def get_code(self, fullname: str) -> Any:
        """The code of the other source; none that was kept from the file's is used."""
        return self.source_to_code(self.source, self.path) if fullname == self.name else super().get_code(fullname)


def measure_coverage() -> None:
    """Run the tests once and keep which of them runs which line."""
    CONTEXTS.parent.mkdir(parents=True, exist_ok=True)
    words = ["-q", "-p", "no:cacheprovider", "--cov=stance", "--cov-context=test", "--cov-report="]
    environment = os.environ | {"COVERAGE_FILE": str(CONTEXTS)}
    subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, env=environment, stdout=sys.stderr, check=False)


class Coverage:
    """Which tests run which line."""

    def __init__(self, file: Path) -> None:
        from coverage import CoverageData

        self.data = CoverageData(str(file))
        self.data.read()
        measured = {Path(name).as_posix().partition("src/stance/")[2]: name for name in self.data.measured_files()}
        self.files: Mapping[str, str] = measured

    def tests_of(self, place: Place, chance: random.Random) -> list[str]:
        """The tests that run the place's line, or any line of its module where it runs at import."""
        by_line = self.data.contexts_by_lineno(self.files[place.module]) if place.module in self.files else {}
        of_line = {name.partition("|")[0] for name in by_line.get(place.line, ())} - {""}
        if not of_line or (PACKAGE / place.module).read_text("utf-8").splitlines()[place.line - 1][:1] not in {
            " ",
            "\t",
        }:
            of_line = {name.partition("|")[0] for names in by_line.values() for name in names} - {""}
        tests = sorted(of_line)
        return tests if len(tests) <= MOST_TESTS else sorted(chance.sample(tests, MOST_TESTS))


def are_noticed(trials: Sequence[tuple[str, str, Sequence[str]]]) -> list[bool]:
    """Of each (module, source, tests) whether the tests fail with it, or do not end; as many at once as cores."""
    found, waiting, running = [False] * len(trials), deque(enumerate(trials)), {}
    while waiting or running:
        if waiting and len(running) < CORES:
            place, trial = waiting.popleft()
            child = os.fork()
            if child == 0:
                os._exit(_exit_code(*trial))
            running[child] = place
            continue
        child, status = os.wait()
        found[running.pop(child)] = os.waitstatus_to_exitcode(status) != 0
    return found


def _exit_code(module: str, source: str, tests: Sequence[str]) -> int:
    """What the tests end with, in a process that ends after them."""
    import pytest

    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of the processor: a busy machine makes no fault noticed
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    name = "stance." + module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    sys.meta_path.insert(0, Changed(name, PACKAGE / module, source))
    plain = ["-q", "-x", "-m", "", "-p", "no:cacheprovider", "-p", "no:capture"]
    warned = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as names:
        names.write("\n".join(tests))
        names.flush()
        return int(pytest.main([*plain, *warned, f"@{names.name}"]))


def line_of(source: str, changed: str) -> str:
    """What the fault is, as one line."""
    lines = unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0)
    return " ".join(line.strip() for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"})


def mutants(drawn: Sequence[Place]) -> Iterator[tuple[Place, str, str]]:
    """Each place with the source that has the fault, and what the fault is."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    for place in drawn:
        source = (PACKAGE / place.module).read_text("utf-8")
        changed = mutate_code(source, get_operator(place.operator)(), place.occurrence)
        if changed is not None and changed != source:
            yield place, changed, f"line {place.line}: {line_of(source, changed)}"


def measure(count: int, seed: int) -> list[Row]:
    """Try a sample of the faults of all modules; a row a module that has any."""
    modules = sorted(file.relative_to(PACKAGE).as_posix() for file in PACKAGE.rglob("*.py"))
    there = {module: places(module) for module in modules}
    chance = random.Random(f"mutants {seed}")
    every = [place for module in modules for place in there[module]]
    drawn = list(mutants(chance.sample(every, min(count, len(every)))))
    coverage = Coverage(CONTEXTS)
    trials = [(place.module, source, coverage.tests_of(place, chance)) for place, source, _ in drawn]
    rows = {module: Row(module, len(found)) for module, found in there.items() if found}
    noticed = iter(are_noticed([trial for trial in trials if trial[2]]))
    for (place, _, words), (_, _, tests) in zip(drawn, trials, strict=True):
        row, seen = rows[place.module], bool(tests) and next(noticed)  # a line that no test runs is noticed by none
        row.tried += 1
        row.noticed += seen
        row.unnoticed += [] if seen else [words]
    return list(rows.values())


def main() -> None:
    """Try them and print what was noticed."""
    count, seed = (int(word) for word in (sys.argv[1:3] + ["300", "0"][len(sys.argv[1:3]) :]))
    os.chdir(ROOT)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    if not CONTEXTS.exists():
        measure_coverage()
    for heavy in HEAVY:
        __import__(heavy)
    print(json.dumps([asdict(row) for row in measure(count, seed)]))  # noqa: T201


if __name__ == "__main__":
    main()
