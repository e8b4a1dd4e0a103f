"""What a reader may be told: which columns hold what, and the format of standard input."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from stance.errors import UsageError

FIELDS: Final = ("id", "text", "title", "authors", "outlet", "date", "url")
"""What a row can say of its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The columns of a table by what they hold, and the format of what comes on standard input (a suffix).

    `columns` has pairs (field, column), where the column does not bear one of the usual names.
    An `uploaded` file comes from whoever may reach the service: what it unfolds to is bounded, no program is run on it.
    Without `unpack` an archive is a fault. `may_matter` is asked with all that a page may show, NUL where its markup
    parts or joins words; where it says no, the article is not taken out of the page, and the document is what the page
    shows.
    """

    columns: tuple[tuple[str, str], ...] = ()
    stdin_format: str = ".txt"
    uploaded: bool = False
    unpack: bool = True
    may_matter: Callable[[str], bool] | None = None

    def column_of(self, field: str) -> str | None:
        """The column that somebody named for the field; None where the usual names are looked for."""
        return dict(self.columns).get(field)


DEFAULTS: Final = ReadOptions()


def parse_columns(pairs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`text=Body` and the like as (field, column).

    Raises:
        UsageError: no such field, or no column behind it.
    """
    parsed = []
    for pair in pairs:
        field, mark, column = pair.partition("=")
        if field not in FIELDS or not mark or not column:
            raise UsageError(f"--column {pair}: write it as FIELD=NAME; fields are {', '.join(FIELDS)}")
        parsed.append((field, column))
    return tuple(parsed)
