"""How much is read at most: of a file that has to be in memory whole, of what it unpacks to, of one text."""

from __future__ import annotations

from typing import BinaryIO, Final

from stance.errors import DataError

FILE_BYTES: Final = 100_000_000
"""Bytes of a file that has to be in memory whole (a web page, a PDF, a Word file); op-eds have thousandths of that."""

UNPACKED_BYTES: Final = 200_000_000
"""Bytes a packed format (Word, Parquet row group) may unfold to; a report with pictures has a tenth of that."""

MEMBER_BYTES: Final = 4_000_000_000
"""Bytes a file in an archive may unfold to; beyond what memory holds it goes to the disk."""

TEXT_CHARACTERS: Final = 20_000_000
"""Characters of one document; War and Peace has 3 million."""


def read_whole(file: BinaryIO, where: str) -> bytes:
    """The bytes of the file.

    Raises:
        DataError: nothing in it, or more than an op-ed can be.
    """
    data = file.read(FILE_BYTES + 1)
    if not data:
        raise DataError(f"{where}: an empty file; there is nothing to read in it")
    if len(data) > FILE_BYTES:
        raise DataError(f"{where}: more than {FILE_BYTES // 1_000_000} MB; take the text out of it first, or split it")
    return data
