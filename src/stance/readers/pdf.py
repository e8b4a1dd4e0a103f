"""PDF: the text of the pages as paragraphs, without what a page has about itself.

What only the format knows is settled here, by position and type size (`pages`): running heads, page numbers, footnotes
and their marks, lines and columns to paragraphs, words parted at the end of a line.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from types import ModuleType
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import blocks_of_lines
from stance.readers.exports import read_export
from stance.readers.exports.roles import Coverage
from stance.readers.extras import broken, load
from stance.readers.limits import read_whole
from stance.readers.metadata import with_metadata
from stance.readers.pages import Line, lines_with_gaps, paragraphs_of
from stance.records import Document
from stance.view import LIGATURES

_MOST_PAGES: Final = 1000
_OPERATIONS: Final = 200_000
"""Drawing operations a file may have, and half of one a byte more: a page of text has some two thousand. A hundred
thousand take pypdf about a second."""

_PYPDF_LIMITS: Final = {"stream_parsing_work_maximum_count": 500_000, "zlib_maximum_output_length": 20_000_000}
"""A page that is a detailed map stays below both."""

_MARK_SIZE: Final = 0.86
"""Type size of a raised mark against its line's, at most: LibreOffice sets 0.58, browsers 0.83."""

_MOST_LOST: Final = 0.2
"""Share of characters that may be none; fonts without a table of their letters yield replacement marks."""

_LOST: Final = frozenset({"Co", "Cn", "Cc"})
"""Unicode categories of what a font without a table of its letters yields."""

_MOST_IN_CHARACTERS: Final = 3
_SHOWN: Final = str.maketrans({**LIGATURES, **dict.fromkeys("\u200b\u2060\ufeff\0↩", "")})
"""Ligatures as their letters, and what is not seen as nothing."""


log = logging.getLogger(__name__)


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of a PDF, or the articles of an export: paragraphs parted by blank lines, headings with "# ".

    Title, byline and date are what stands at the head of the text; the file's own properties name whoever typed it.
    """
    pypdf = load(".pdf")
    data = read_whole(file, where)
    with broken(where, "a damaged PDF", "open it in a viewer, print it to PDF, read that"):
        try:
            with pypdf.apply_configuration(**_PYPDF_LIMITS):
                pages = _pages(pypdf, data, where)
        except (_SpentError, pypdf.errors.LimitReachedError):
            fault = f"{where}: more drawing than text in this PDF; save its text as .txt and read that"
            raise DataError(fault) from None
    _check_text(pages, where)
    # The lines about an article are short, one below the other: what parts paragraphs of prose would join them.
    articles = read_export(blocks_of_lines(lines_with_gaps(pages)))
    if articles is None:
        yield with_metadata(Document(id="", text="\n\n".join(paragraphs_of(pages))))
    else:
        yield from articles


def _pages(pypdf: ModuleType, data: bytes, where: str) -> list[list[Line]]:
    """The lines of each page."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DataError(f"{where}: an encrypted PDF; open it with its password, save it without one, read that")
    if len(reader.pages) > _MOST_PAGES:
        raise DataError(f"{where}: {len(reader.pages)} pages, more than {_MOST_PAGES}; take out the pages you mean")
    operations = iter(range(_OPERATIONS + len(data) // 2))

    def spend(*_: object) -> None:
        """Count a drawing operation, over the whole file, since forms can call forms without end."""
        if next(operations, None) is None:
            raise _SpentError

    return [_lines(page, spend) for page in reader.pages]


class _SpentError(BaseException):
    """A budget is spent. Not an `Exception`, since pypdf passes over those that come out of a form and goes on."""


class _Piece:
    """A run of text in one type size, and where it begins on the page, in points from the lower left."""

    __slots__ = ("size", "text", "x", "y")

    def __init__(self, text: str, inner: Sequence[float], outer: Sequence[float], size: float) -> None:
        """`inner` is the text's own matrix, `outer` the one around it; their product takes text to the page."""
        a, b, c, d, e, f = inner
        g, h, i, j, k, m = outer
        self.text = text
        self.x, self.y = e * g + f * i + k, e * h + f * j + m
        self.size = abs(size) * sqrt(abs((a * d - b * c) * (g * j - h * i)))


def _lines(page: Any, spend: Callable[..., None]) -> list[Line]:  # noqa: ANN401  (pypdf's has no use here)
    """The lines of a page in the order in which it draws them, which keeps columns apart."""
    rows: list[list[_Piece]] = [[]]

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], _font: object, size: float) -> None:
        first, *others = text.split("\n")
        if first:
            rows[-1].append(_Piece(first, inner, outer, size))
        rows.extend([_Piece(part, inner, outer, size)] if part else [] for part in others)

    page.extract_text(visitor_text=visit, visitor_operand_before=spend)
    return [line for row in rows if (line := _line(row))]


def _line(row: Sequence[_Piece]) -> Line | None:
    """One line of its pieces, without raised marks of notes; None where nothing is left."""
    seen = [piece for piece in row if piece.text.strip()]
    if not seen:
        return None
    main = max(seen, key=lambda piece: len(piece.text)) if len(seen) > 1 else seen[0]
    text = "".join(piece.text for k, piece in enumerate(row) if k == 0 or piece is main or not _is_mark(piece, main))
    text = " ".join((text if text.isascii() and "\0" not in text else text.translate(_SHOWN)).split())
    return Line(text, seen[0].x, main.y, main.size) if text else None


def _is_mark(piece: _Piece, main: _Piece) -> bool:
    """Whether a piece is a small raised number or sign, as marks of notes are."""
    sign = piece.text.strip().strip("[](),")
    small = piece.size < _MARK_SIZE * main.size and piece.y > main.y + 0.1 * main.size
    return small and len(sign) <= _MOST_IN_CHARACTERS and (sign.isdigit() or not sign.isalnum()) and bool(sign)


def _check_text(pages: Sequence[Sequence[Line]], where: str) -> None:
    """Refuse a file without text or with unreadable fonts; warn of pages that have none."""
    text = "".join(line.text for lines in pages for line in lines)
    if not text:
        raise DataError(
            f"{where}: no text on its {len(pages)} pages, probably scans; run OCR (such as ocrmypdf), read its result"
        )
    # Some hundred different characters, whatever the length.
    lost = sum(text.count(c) for c in set(text) if c == "\ufffd" or unicodedata.category(c) in _LOST)
    if lost > _MOST_LOST * len(text):
        raise DataError(
            f"{where}: its fonts do not tell their letters; run OCR (ocrmypdf --force-ocr), read its result"
        )
    empty = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if empty:
        log.warning("%s: no text on page %s of %d, perhaps a scan", where, ", ".join(empty[:10]), len(pages))


READS = {".pdf": read}
