"""RTF, as databases of newspapers deliver articles: the words that are shown; articles of the press, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports import documents_in
from stance.readers.exports.roles import Coverage
from stance.readers.extras import load
from stance.readers.limits import read_whole
from stance.records import Document

_MOST_LINES: Final = 100_000
"""Lines of a file, empty ones too; finding the articles takes some 40 µs for each."""

_FONT: Final = re.compile(r"\\f(\d{1,5})(?!\d)[^;{}]{0,80}?\\fcharset(\d{1,3})")
_RAW: Final = {0xDC00 + byte: f"\\'{byte:02x}" for byte in range(128, 256)}
"""Bytes that are no UTF-8 → their escape, since they are in the encoding that the file names."""


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of a file, or its articles in order; paragraphs parted by blank lines. Raises as `docx.read`."""
    striprtf, data = load(".rtf", "striprtf"), read_whole(file, where)
    if b"{\\rtf" not in data[:9]:  # after a byte order mark and a line end at most
        raise DataError(f"{where}: not an RTF file; open it in a word processor and save it as .rtf")
    if re.search(rb"\\bin\d", data):
        raise DataError(f"{where}: pictures as raw bytes in it; save it without pictures, or its text as .txt")
    source = data.decode("utf-8", "surrogateescape").translate(_RAW)
    # A font table or a link made for it keeps striprtf busy without end; it loses what follows some pictures, and puts
    # addresses into the text. So it gets the fonts in a table of our own, no picture, and no link as it looks for them.
    fonts = "".join(f"{{\\f{font}\\fcharset{charset} x;}}" for font, charset in _FONT.findall(source))
    inside = re.sub(r"\\pict(?![a-z])", r"\\stylesheet", source).partition("{")[2].replace("{", "{\n")
    try:
        text = striprtf.rtf_to_text("{{\\fonttbl" + fonts + "}" + inside, errors="replace")
    except Exception as error:  # it raises whatever a number or an encoding that cannot be trips it over
        raise DataError(f"{where}: a damaged RTF file ({type(error).__name__}); open it and save it anew") from None
    text = text.translate({0: None, 0xAD: None})
    lines = [" ".join(line.split()).strip("| ") for line in text.split("\n")]
    if len(lines) > _MOST_LINES:
        raise DataError(f"{where}: more than {_MOST_LINES:,} lines; split it")
    found = list(documents_in([TextBlock(TextKind.PARAGRAPH, line) for line in lines]))
    if not found:
        raise DataError(f"{where}: no text in this RTF file; there is nothing to read in it")
    yield from found


READS = {".rtf": read}
