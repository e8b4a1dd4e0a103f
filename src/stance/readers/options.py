"""What a reader may be told, and how much it reads at most; one record for all formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FILE_BYTES: Final = 100_000_000
"""Bytes of a file that has to be in memory whole (a web page, a PDF, a Word file); op-eds have thousandths of that."""

UNPACKED_BYTES: Final = 200_000_000
"""Bytes a packed format (Word, Parquet row group) may unfold to; a report with pictures has a tenth of that."""

TEXT_CHARACTERS: Final = 20_000_000
"""Characters of one document; War and Peace has 3 million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The columns of a table that hold text and id, and the format of what comes on standard input (a suffix)."""

    text_column: str = "text"
    id_column: str = "id"
    stdin_format: str = ".txt"


DEFAULTS: Final = ReadOptions()
