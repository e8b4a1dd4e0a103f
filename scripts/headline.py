"""Writes the figures of README.md, between its two marks, from the shipped bundles' manifests.

    python scripts/headline.py

`tests/test_project.py` fails when README.md is not what this writes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
README: Final = ROOT / "README.md"
SHIPPED: Final = ROOT / "models/china-russia/model.json"
LITE: Final = ROOT / "src/stance/bundle-lite/model.json"

BEGIN: Final = "<!-- figures: scripts/headline.py -->\n"
END: Final = "<!-- end of figures -->"
TABLES: Final = ("originals", "field", "digests", "all", "contrasts")
HEAD: Final = """
| labelled spans | macro F1 | kappa | F1 of bearing a stance | `exists` and `unlikely` swapped | kappa, lite bundle |
| --- | --- | --- | --- | --- | --- |
"""


def write(text: str) -> str:
    """The README with its figures as the manifests have them."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    shipped, lite = (json.loads(file.read_text(encoding="utf-8")) for file in (SHIPPED, LITE))
    found, small = (manifest["scores"]["gold_spans"]["group"] for manifest in (shipped, lite))
    rows = "\n".join(_row(name, found[name], small[name]) for name in TABLES)
    return f"{before}{BEGIN}{HEAD}{rows}\n\n{END}{after}"


def _row(name: str, figures: Mapping[str, Any], lite: Mapping[str, Any]) -> str:
    """A table's line; in brackets the 95 % interval of a bootstrap over sources."""
    shown = [_figure(figures, which) for which in ("macro_f1", "kappa", "f1_bearing")]
    swapped = f"{figures['swapped']:.1%}"
    return f"| {name}, {figures['spans']:,} | {' | '.join(shown)} | {swapped} | {lite['kappa']:.2f} |"


def _figure(figures: Mapping[str, Any], which: str) -> str:
    low, high = figures["intervals"][which]
    return f"{figures[which]:.2f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    README.write_text(write(README.read_text(encoding="utf-8")), encoding="utf-8")
