"""Plain text: a file is a document, or an export of a newspaper database, read an article at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from stance.errors import DataError
from stance.readers.blocks import blocks_of_lines
from stance.readers.decode import decode, encoding_of, lines_of
from stance.readers.exports import read_export
from stance.readers.exports.roles import Coverage
from stance.readers.limits import TEXT_CHARACTERS
from stance.records import Document

_BYTES_A_CHARACTER = 4
"""At most, in any encoding."""


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The one document of a text file, its id left to who knows the file's name, or the articles of an export.

    Raises:
        DataError: no text, nothing in it but white space, or longer than any document.
    """
    if not file.seekable():
        file = io.BytesIO(file.read())
    codec = encoding_of(file, where)
    lines = lines_of(file, codec)
    with suppress(UnicodeDecodeError):  # the file read whole then says where that is
        articles = read_export(blocks_of_lines(lines))
        if articles is not None:
            yield from articles
            return
    del lines  # which lets go of the file
    file.seek(0)
    yield _whole(file, where)


def _whole(file: BinaryIO, where: str) -> Document:
    data = file.read(TEXT_CHARACTERS * _BYTES_A_CHARACTER + 1)
    if len(data) > TEXT_CHARACTERS * _BYTES_A_CHARACTER:
        raise DataError(f"{where}: a text of more than {TEXT_CHARACTERS // 1_000_000} million characters; split it")
    text = decode(data, where)
    if not text.strip():
        raise DataError(f"{where}: an empty file; there is nothing to read in it")
    return Document(id="", text=text)


READS = {".txt": read}
