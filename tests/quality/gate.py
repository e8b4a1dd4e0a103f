"""Figures against their floors: what has dropped, by name. To lower one is an edit of floors.json, with its reason."""

import json
from pathlib import Path

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))


ARITHMETIC = 0.01
"""How far the figures of a model that is fitted by the test may lie from those of the machine that set the floors.

Kernels differ from processor to processor, and spans on a border flip: 0.0412 are swapped on one, 0.04 on another.
"""


def missed(figures, floors, slack=0.0):
    """One line a figure that is below its floor, or is not there at all; a name with a dot reaches inside."""
    lines = []
    for name, floor in floors.items():
        found = figures
        for key in name.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        ceiling = name in ("swapped", "ece")
        if found is None or (found > floor + slack if ceiling else found < floor - slack):
            lines.append(f"{name} is {found}, {'at most' if ceiling else 'at least'} {floor} is asked")
    return lines
