"""Writes tests/quality/floors.json anew: the figures that the shipped bundles were measured at, cut after three digits.

    python scripts/floors.py

The floors of what is trained on a fresh clone are kept as they stand: to lower one is an edit, with its reason.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
FLOORS: Final = ROOT / "tests/quality/floors.json"
BUNDLES: Final = {
    "lite, trained on all": "src/stance/bundle-lite",
    "shipped": "models/china-russia",
    "large": "models/china-russia-large",
}
TABLES: Final = ("all", "originals", "digests", "field", "contrasts")
FIGURES: Final = ("macro_f1", "kappa", "f1_bearing")
OF_ALL: Final = ("f1.exists", "swapped", "ece")
SPLITS: Final = ("group", "outlet", "year")
PROMISES: Final = ("sets.coverage.all.covered", "sets.certain_right", "ece", "swapped")
CEILINGS: Final = ("swapped", "ece")


def measured(figures: Mapping[str, Any], table: str) -> dict[str, float]:
    """The floors of one table."""
    names = (*FIGURES, *(OF_ALL if table == "all" else ()))
    return {name: cut(value_of(figures, name), up=name in CEILINGS) for name in names}


def promised(figures: Mapping[str, Any]) -> dict[str, float]:
    """The floors of what is promised on one kind of texts."""
    return {name: cut(value_of(figures, name), up=name in CEILINGS) for name in PROMISES}


def value_of(figures: Mapping[str, Any], name: str) -> float:
    """The figure of that name; a dot reaches inside."""
    value: Any = figures
    for key in name.split("."):
        value = value[key]
    return float(value)


def cut(value: float, *, up: bool) -> float:
    """The value with three digits, on the side that the measured value holds."""
    return (math.ceil if up else math.floor)(value * 1000) / 1000


def main() -> None:
    """Write the floors of both bundles."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    for name, bundle in BUNDLES.items():
        scores = json.loads((ROOT / bundle / "model.json").read_text(encoding="utf-8"))["scores"]
        group = scores["gold_spans"]["group"]
        floors[name] = {table: measured(group[table], table) for table in TABLES}
        floors[f"{name}: promises"] = {split: promised(scores["gold_spans"][split]["all"]) for split in SPLITS}
    lines = [f"  {json.dumps(name)}: {_one_line(tables)}" for name, tables in floors.items()]
    FLOORS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _one_line(tables: Mapping[str, Any]) -> str:
    """A table a line; figures without tables on one."""
    if not any(isinstance(value, dict) for value in tables.values()):
        return json.dumps(tables)
    rows = ",\n".join(f"    {json.dumps(name)}: {json.dumps(figures)}" for name, figures in tables.items())
    return "{\n" + rows + "\n  }"


if __name__ == "__main__":
    main()
