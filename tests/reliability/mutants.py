"""How many small faults the tests notice: each is put into a module of the rules or the metrics, and its tests are run.

    python tests/reliability/mutants.py [COUNT] [SEED] [MODULE ...]   prints the rows as JSON (needs cosmic-ray)

The faults are those of cosmic-ray's operators, a sample of COUNT a module drawn by SEED. Nothing is written to the
source: a child of this process, which holds the heavy libraries but nothing of ours, imports the changed module. A
fault that hangs its tests is noticed. Some change nothing that could be noticed, so that all cannot be.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import unified_diff
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/stance"

RULES = ("test_attribution.py", "test_claims.py", "test_speakers.py", "quality/test_attribution_floors.py")
TESTS = {f"attribution/{file.name}": RULES for file in sorted((PACKAGE / "attribution").glob("[a-z]*.py"))}
TESTS |= {f"attribution/rules/{file.name}": RULES for file in sorted((PACKAGE / "attribution/rules").glob("[a-z]*.py"))}
TESTS |= {
    "speakers.py": RULES,
    "claims.py": RULES,
    "evaluate/metrics.py": ("test_metrics.py",),
    "shares.py": ("test_shares.py",),
    "agreement.py": ("test_agreement_coefficients.py", "labelling/test_agreement.py"),
}
"""The modules of the rules and of the metrics, and the tests that stand for each."""

CORES = os.cpu_count() or 1

SECONDS = 120
"""How long a fault's tests may take, several times what they take without one."""

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
    tried: int
    noticed: int
    unnoticed: list[str]


def faults(source: str) -> Iterator[str]:
    """Every source with one fault in it."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    for name in operator_names():
        operator, occurrence = get_operator(name), 0
        while not NOT_FAULTS.fullmatch(name) and (changed := mutate_code(source, operator(), occurrence)) is not None:
            yield changed
            occurrence += 1


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


def are_noticed(module: str, sources: Sequence[str]) -> list[bool]:
    """Of each source whether the module's tests fail with it, or do not end; as many at once as there are cores."""
    found, waiting, running = [False] * len(sources), deque(enumerate(sources)), {}
    while waiting or running:
        if waiting and len(running) < CORES:
            place, source = waiting.popleft()
            child = os.fork()
            if child == 0:
                os._exit(_exit_code(module, source))
            running[child] = place
            continue
        child, status = os.wait()
        found[running.pop(child)] = os.waitstatus_to_exitcode(status) != 0
    return found


def _exit_code(module: str, source: str) -> int:
    """What the module's tests end with, in a process that ends after them."""
    import pytest

    signal.alarm(SECONDS)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    name = "stance." + module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    sys.meta_path.insert(0, Changed(name, PACKAGE / module, source))
    plain = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:capture"]
    warned = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*plain, *warned, *(str(ROOT / "tests" / file) for file in TESTS[module])]))


def line_of(source: str, changed: str) -> str:
    """What the fault is, as one line."""
    lines = unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0)
    return " ".join(line.strip() for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"})


def measure(module: str, count: int, seed: int) -> Row:
    """Try a sample of the module's faults.

    Raises:
        SystemExit: its tests fail without one.
    """
    source = (PACKAGE / module).read_text(encoding="utf-8")
    if any(are_noticed(module, [source])):
        raise SystemExit(f"{module}: its tests fail as it stands")
    there = [changed for changed in faults(source) if not any(guard in line_of(source, changed) for guard in GUARDS)]
    drawn = random.Random(f"{module} {seed}").sample(there, min(count, len(there)))
    noticed = are_noticed(module, drawn)
    unnoticed = [line_of(source, changed) for changed, seen in zip(drawn, noticed, strict=True) if not seen]
    return Row(module, len(there), len(drawn), sum(noticed), unnoticed)


def main() -> None:
    """Try them and print what was noticed."""
    count, seed = (int(word) for word in (sys.argv[1:3] + ["20", "0"][len(sys.argv[1:3]) :]))
    os.chdir(ROOT)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    for heavy in HEAVY:
        __import__(heavy)
    asked = sys.argv[3:] or list(TESTS)
    print(json.dumps([asdict(measure(module, count, seed)) for module in asked]))  # noqa: T201


if __name__ == "__main__":
    main()
