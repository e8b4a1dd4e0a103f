"""Plain text: a file is a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from stance.errors import DataError
from stance.readers.decode import decode
from stance.records import Document


def read(file: BinaryIO, where: str) -> Iterator[Document]:
    """The one document of a text file; its id is left to who knows the file's name.

    Raises:
        DataError: no text, or nothing in it but white space.
    """
    text = decode(file.read(), where)
    if not text.strip():
        raise DataError(f"{where}: an empty file; there is nothing to read in it")
    yield Document(id="", text=text)


READS = {".txt": read}
