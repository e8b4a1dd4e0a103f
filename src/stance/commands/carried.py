"""Columns of input tables that no field of a document takes, carried along to the rows of its claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from stance.records import Document
from stance.sources.documents import open_source
from stance.tables import INTEGERS, NUMBERS

if TYPE_CHECKING:
    from stance.sources import Source

_TYPED: Final = (*INTEGERS, *NUMBERS, "certain", "prediction_set")


@dataclass(frozen=True, slots=True)
class CarriedColumns:
    """The columns by the name they have in the input, with the name they have in the output, in order."""

    names: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Their names in the output."""
        return tuple(self.names.values())

    def of(self, document: Document) -> dict[str, str | None]:
        """The cells of a document's row; null where its table has no such column."""
        cells = dict(document.extra)
        return {name: cells.get(column) for column, name in self.names.items()}


def carried_columns(sources: Iterable[Source], taken: Sequence[str]) -> CarriedColumns:
    """The further columns of the tables among the sources, by their first rows.

    A column named as one of those `taken` is called "extra_" and its name.
    """
    columns: dict[str, None] = {}
    for source in sources:
        if not source.holds_articles and source.path and source.path.is_file():
            first = next((item for item in islice(open_source(source), 1) if isinstance(item, Document)), None)
            columns |= dict.fromkeys(name for name, _ in first.extra) if first else {}
    reserved = {*taken, *_TYPED}
    named = {column: f"extra_{column}" if _is_reserved(column, reserved) else column for column in columns}
    return CarriedColumns(named)


def _is_reserved(column: str, reserved: set[str]) -> bool:
    """Whether the column's name is one of ours, or one by which ours are told to be numbers."""
    return column in reserved or column.startswith("p_") or column.endswith(("_start", "_end"))
