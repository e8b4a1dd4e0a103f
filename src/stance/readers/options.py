"""What a reader may be told: which columns hold text and id, and the format of standard input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The columns of a table that hold text and id, and the format of what comes on standard input (a suffix)."""

    text_column: str = "text"
    id_column: str = "id"
    stdin_format: str = ".txt"


DEFAULTS: Final = ReadOptions()
