"""What a run over sources came to: documents read, articles twice, files passed over, text that no rule knew."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from stance.readers import Coverage
from stance.readers.exports.roles import Role
from stance.terminal import counted, listed

UNREAD_WARNING: Final = 0.02
"""Share of a file's text that may stay unread before a person is told."""

UNREAD_ERROR: Final = 0.20
"""Share from which on the file counts as one that could not be read."""

_MOST_TABLES: Final = 3


@dataclass(slots=True)
class Tally:
    """Counts that a run adds to. `passed_over` counts files by suffix, `coverage` has an entry a file of articles.

    `tables` names those of the files passed over that are read where they are named themselves. `by_head` counts texts
    whose title, writers, outlet or date were told by their first lines, `rows_again` rows of tables that say what a row
    before said.
    """

    documents: int = 0
    repeated: int = 0
    rows_again: int = 0
    by_head: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    tables: list[str] = field(default_factory=list)
    coverage: dict[str, Coverage] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """What was left out, a line a kind; nothing where all was read."""
        if self.passed_over:
            yield f"{counted(self.passed_over.total(), 'file')} passed over: {kinds(self.passed_over)}"
        if self.tables:
            yield f"tables in a folder may hold labels or results; {named_tables(self.tables)}"
        if self.by_head:
            known = "with title, writers, outlet or date by the lines at the head (stance documents lists them)"
            yield f"{counted(self.by_head, 'text')} {known}"
        if self.repeated:
            yield f"{counted(self.repeated, 'article')} passed over that came before, word for word"
        if self.rows_again:
            yield f"{counted(self.rows_again, 'row')} with the words, outlet and date of one before: counted again"
        unread = [coverage for coverage in self.coverage.values() if coverage.unread > UNREAD_WARNING]
        if unread:
            yield f"{len(unread)} of {len(self.coverage)} exports have text that was not read"


def kinds(counts: Counter[str]) -> str:
    """The kinds with their numbers, most first, as in ".doc (4), .xyz (1)"."""
    return ", ".join(f"{kind} ({count})" for kind, count in counts.most_common())


def named_tables(tables: Sequence[str]) -> str:
    """How the tables of a folder are read after all, as in "to read their texts, name them: op-eds/a.csv"."""
    return f"to read their texts, name them: {listed(map(shlex.quote, tables), _MOST_TABLES, between=' ')}"


def unread_message(coverage: Coverage) -> str:
    """How much of a file was not read, in words and numbers, and what to do."""
    characters = coverage.characters[Role.UNREAD]
    return (
        f"{coverage.unread:.0%} of its text ({characters:,} of {coverage.total:,} characters) is in no article "
        f"of this {coverage.layout} export; look at what stance documents lists"
    )
