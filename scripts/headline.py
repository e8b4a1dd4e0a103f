"""Writes the figures of README.md, between its two marks, from the shipped bundles' manifests, and the cards' theses.

    python scripts/headline.py

`tests/test_project.py` fails when README.md or a card is not what this writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any, Final

from stance.thesis import thesis_note

ROOT: Final = Path(__file__).resolve().parents[1]
README: Final = ROOT / "README.md"
SHIPPED: Final = ROOT / "models/china-russia/model.json"
LITE: Final = ROOT / "src/stance/bundle-lite/model.json"
LARGE: Final = ROOT / "models/china-russia-large/model.json"

BEGIN: Final = "<!-- figures: scripts/headline.py -->\n"
END: Final = "<!-- end of figures -->"
TABLES: Final = ("originals", "field", "digests", "all", "contrasts")
HEAD: Final = """
| labelled spans | macro F1 | kappa | F1 of bearing | `exists` and `unlikely` swapped | kappa, lite | kappa, large |
| --- | --- | --- | --- | --- | --- | --- |
"""


def write(text: str) -> str:
    """The README with its figures as the manifests have them."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    shipped, lite, large = (json.loads(file.read_text(encoding="utf-8")) for file in (SHIPPED, LITE, LARGE))
    found, *others = (manifest["scores"]["gold_spans"]["group"] for manifest in (shipped, lite, large))
    rows = "\n".join(_row(name, found[name], [figures[name] for figures in others]) for name in TABLES)
    return f"{before}{BEGIN}{HEAD}{rows}\n\n{_beyond(shipped['scores'])}\n\n{END}{after}"


def write_thesis(card: str) -> str:
    """The card with the figures of the fitted thesis that ships, which may be fitted after the card was written."""
    return re.sub(
        r"^Author's own thesis: .*$",
        thesis_note(json.loads(LITE.read_text(encoding="utf-8"))),
        card,
        flags=re.MULTILINE,
    )


def _beyond(scores: Mapping[str, Any]) -> str:
    """What the table does not say: the claims that stance finds itself, and papers it never saw."""
    end, outlets = scores["end_to_end"]["all"], scores["gold_spans"]["outlet"]["all"]
    wrong = scores["error_budget"]["wrong"]["end to end"]
    return fill(
        f"End to end, on the claims that `stance` finds itself, kappa is {end['kappa']:.2f}; of the labelled spans "
        f"with a stance, {wrong:.0%} then have the wrong stance or speaker. On the {outlets['spans']:,} spans of known "
        f"outlets, each scored by a model that never saw its outlet (and without the tuned encoder, which had), kappa "
        f"is {outlets['kappa']:.2f}: expect less of papers unlike these.",
        width=120,
    )


def _row(name: str, figures: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> str:
    """A table's line; in brackets the 95 % interval of a bootstrap over sources. Of `others` there is kappa alone."""
    shown = [_figure(figures, which) for which in ("macro_f1", "kappa", "f1_bearing")]
    swapped = f"{figures['swapped']:.1%}"
    beside = (f"{other['kappa']:.2f}" for other in others)
    return f"| {name}, {figures['spans']:,} | {' | '.join([*shown, swapped, *beside])} |"


def _figure(figures: Mapping[str, Any], which: str) -> str:
    low, high = figures["intervals"][which]
    return f"{figures[which]:.2f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    for place in (SHIPPED, LITE, LARGE):
        page = place.with_name("CARD.md")
        page.write_text(write_thesis(page.read_text(encoding="utf-8")), encoding="utf-8")
    README.write_text(write(README.read_text(encoding="utf-8")), encoding="utf-8")
