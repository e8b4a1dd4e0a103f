"""What the benches share: options, the stream of op-eds and what of it is on topic, tables in pages, figures as SVG."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from stance.records import Question

# What is heavy is imported where it is used: some of the benches measure how long that takes.
ROOT = Path(__file__).parents[1]
STREAM = ROOT.parent / "shared/bench/stream/opeds.jsonl"


def options_of(doc: str | None) -> argparse.ArgumentParser:
    """A parser whose help is the bench's docstring, as it is written."""
    return argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)


def read_texts(stream: Path) -> list[str]:
    """The texts of a JSON lines file."""
    return [json.loads(line)["text"] for line in stream.open(encoding="utf-8")]


def shipped_question() -> Question:
    """The question that the shipped bundles answer."""
    from stance.question import read_question

    return read_question(ROOT / "data/labeled/question.toml")


def is_on_topic(text: str, question: Question) -> bool:
    """Whether the text passes the gate."""
    from stance.question import missing_entities

    return not missing_entities(text, question)


def compile_package() -> None:
    """Write the bytecode that an installed package has, as spaCy's has here: else each start would compile it."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "src")], check=True)


def renew(page: Path, table: str, marks: tuple[str, str]) -> None:
    """Put the table between the two marks of a page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(marks[0])
    after = rest.partition(marks[1])[2]
    page.write_text(f"{before}{marks[0]}\n{table}\n{marks[1]}{after}", encoding="utf-8")


@contextmanager
def drawn(target: Path, *, size: tuple[float, float], columns: int = 1) -> Iterator[list[Axes]]:
    """The axes of a figure, side by side, to be drawn into; the figure is written to `target` at the end.

    The same figures give the same bytes, but for matplotlib's release.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "stance", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=size, layout="constrained")
        yield list(figure.subplots(1, columns, squeeze=False)[0])
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
