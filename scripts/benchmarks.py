"""Writes docs/benchmarks.md: what the benches on other people's corpora print, beside figures published for others.

    python scripts/benchmarks.py [FOLDER]

FOLDER holds polnear/ and semeval2016/, by default ../shared/bench. Seven minutes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "docs/benchmarks.md"

HEAD: Final = """\
# Beside others

Written by `python scripts/benchmarks.py` on corpora that are not ours and not in the repository. They measure, and
nothing was trained on PolNeAR. How fast all of it is stands in [speed](speed.md); what the model is worth on its own
question, on the [model card](../models/china-russia/CARD.md).
"""
PARTS: Final = (
    (
        "Who said what: PolNeAR, political news, dev half",
        ("bench/attribution.py", "--ablate", "--polnear"),
        "polnear",
    ),
    ("Stance in tweets: SemEval-2016 task 6A", ("bench/semeval.py",), "semeval2016"),
)


def write(folder: Path) -> str:
    """The page, from what the benches print."""
    parts = [HEAD]
    for title, command, corpus in PARTS:
        done = subprocess.run(
            [sys.executable, *command, str(folder / corpus)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        shown = " ".join(["python", *command, f"…/{corpus}"])
        parts.append(f"## {title}\n\n`{shown}`\n\n```text\n{done.stdout.strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(
        write(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared/bench").resolve()), encoding="utf-8"
    )
