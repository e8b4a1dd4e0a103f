"""Text and tables for a terminal: what came from outside never steers it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.style import Style
    from rich.table import Table
    from rich.text import Text

STEERING: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories of characters that move the cursor, begin an escape sequence or cannot be encoded."""

BIDIRECTIONAL: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows, so that text reads as it is not."""


LONGEST_LINE: Final = 1_000
"""Characters of a message that are shown: several times a long path with what is wrong there."""


def terminal_text(text: str, *, keep: str = "\n\t") -> str:
    """The text with every steering character, except those to keep, written as its escape (`x1b` after a backslash)."""
    if text.isprintable():
        return text
    return "".join(c if c in keep or not _steers(c) else c.encode("unicode_escape").decode("ascii") for c in text)


def _steers(character: str) -> bool:
    return unicodedata.category(character) in STEERING or character in BIDIRECTIONAL


def one_line(text: str) -> str:
    """The text on one line, each run of white space as one space, and nothing in it that steers a terminal."""
    return terminal_text(" ".join(text.split()), keep="")


def shortened(line: str) -> str:
    """The line; of one that is too long to be read, as one with a cell of thousands of characters is, both ends."""
    cut = len(line) - LONGEST_LINE
    if cut <= 0:
        return line
    return f"{line[: LONGEST_LINE // 2]} [{cut:,} more characters] {line[-LONGEST_LINE // 2 :]}"


def counted(number: int, noun: str) -> str:
    """The number and the noun, as in "1 label" and "6,487 labels"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def listed(names: Iterable[object], most: int = 5, *, between: str = ", ") -> str:
    """The first names, and how many more there are: "a, b and 1,203 more"."""
    every = [str(name) for name in names]
    return between.join(every[:most]) + (f" and {len(every) - most:,} more" if len(every) > most else "")


def styled(text: str, style: str | Style = "") -> Text:
    """The text for rich, without what would steer the terminal."""
    from rich.text import Text

    return Text(terminal_text(text), style=style)


def plain_table(columns: Sequence[str], rows: Iterable[Sequence[str]] = (), *, right: Iterable[str] = ()) -> Table:
    """A rich table without lines, its header bold; the columns in `right` are aligned there and never wrapped."""
    from rich.table import Table

    table, numeric = Table(box=None, pad_edge=False, header_style="bold"), set(right)
    for name in columns:
        table.add_column(styled(name), justify="right" if name in numeric else "left", no_wrap=name in numeric)
    for row in rows:
        table.add_row(*map(styled, row))
    return table
