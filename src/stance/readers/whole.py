"""Files that have to be in memory whole, within bounds."""

from __future__ import annotations

from typing import BinaryIO

from stance.errors import DataError
from stance.readers.options import FILE_BYTES


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
