"""What a run over sources came to: documents read, articles twice, files passed over, text that no rule knew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from stance.readers import Coverage

UNREAD_WARNING: Final = 0.02
"""Share of a file's text that may stay unread before a person is told."""

UNREAD_ERROR: Final = 0.20
"""Share from which on the file counts as one that could not be read."""


@dataclass(slots=True)
class Tally:
    """Counts that a run adds to. `passed_over` counts files by suffix, `coverage` has an entry a file of articles."""

    documents: int = 0
    repeated: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    coverage: dict[str, Coverage] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """What was left out, a line a kind; nothing where all was read."""
        if self.passed_over:
            yield f"{sum(self.passed_over.values())} files passed over: {counted(self.passed_over)}"
        if self.repeated:
            yield f"{self.repeated} articles passed over that another file has word for word"
        unread = [coverage for coverage in self.coverage.values() if coverage.unread > UNREAD_WARNING]
        if unread:
            yield f"{len(unread)} of {len(self.coverage)} exports have text that was not read"


def counted(counts: Counter[str]) -> str:
    """The kinds with their numbers, most first, as in ".doc (4), .xyz (1)"."""
    return ", ".join(f"{kind} ({count})" for kind, count in counts.most_common())


def unread_message(coverage: Coverage) -> str:
    """How much of a file was not read, in words and numbers, and what to do."""
    from stance.readers.exports.roles import Role

    characters = coverage.characters[Role.UNREAD]
    return (
        f"{coverage.unread:.0%} of its text ({characters:,} of {coverage.total:,} characters) is in no article "
        f"of this {coverage.layout} export; look at what stance documents lists"
    )
