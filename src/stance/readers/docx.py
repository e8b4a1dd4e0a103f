"""Word files: the paragraphs of the body, headings and list items marked; articles of the press, one by one.

Running heads, footnotes, comments and what was struck while changes were tracked are no part of the body.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, takewhile
from typing import BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports import documents_in
from stance.readers.exports.roles import Coverage
from stance.readers.extras import Element, broken, load
from stance.readers.limits import check_package, read_whole
from stance.records import Document

_XML_BYTES: Final = 60_000_000
"""Bytes of the XML parts together; a book has a tenth of that, and the tree takes ten times as much memory."""

_MOST_PARTS: Final = 150_000
"""Paragraphs and rows of a file; a thousand pages have ten thousand, an export of 500 long articles some 40,000."""

_Styles = Mapping[str, str]
"""The names of paragraph styles, as English Word calls them, in small letters, by their id."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_BOX: Final = f"{_W}txbxContent"
_APART: Final = _GONE | {_BOX}
_TEXTS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]+)(?:,\s?\d{1,3})*[\])]?")
_HEADINGS: Final = ("heading", "title", "subtitle")
_FURNITURE: Final = ("caption", "toc", "header", "footer", "footnote", "endnote", "table of")
_SENTENCE: Final = re.compile(r"\w[.!?…][\"'”’)\]]*(?:\s|$)")
_PROSE_WORDS: Final = 8
"""Words of a sentence in a table's cell, at least; shorter cells are data."""


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of a Word file, or its articles in order: paragraphs parted by blank lines, headings with "# "."""
    docx = load(".docx")
    data = read_whole(file, where)
    check_package(io.BytesIO(data), where, "a Word file", most=_XML_BYTES)
    with broken(where, "a damaged Word file", "open it in Word and save it anew"):
        opened = docx.Document(io.BytesIO(data))
        styles = {style.style_id: (style.name or "").lower() for style in opened.styles}
        parts = list(islice(_parts(opened.element.body, styles), _MOST_PARTS + 1))
    if len(parts) > _MOST_PARTS:
        raise DataError(f"{where}: more than {_MOST_PARTS} paragraphs; split it, or save its text as .txt")
    yield from documents_in(_without_repeats(parts), where, "Word file")


def _parts(container: Element, styles: _Styles) -> Iterator[TextBlock]:
    """Headings, paragraphs and table rows of a body, a cell or a text box, in order."""
    drop_cap = ""
    for element in container:
        if element.tag == f"{_W}p" and _is_drop_cap(element):
            drop_cap = _text(element)
        elif element.tag == f"{_W}p":
            blocks = list(_paragraph(element, styles))
            if drop_cap and blocks:  # the large first letter, a frame of its own, belongs to the word below it
                blocks[0] = replace(blocks[0], text=drop_cap + blocks[0].text)
                drop_cap = ""
            yield from blocks
        elif element.tag == f"{_W}tbl":
            yield from _table(element, styles)
        elif element.tag not in _GONE:
            # Content controls and the like wrap whole paragraphs; all else has none in it.
            yield from _parts(element, styles)


def _is_drop_cap(paragraph: Element) -> bool:
    return _value(paragraph, "pPr/framePr", "dropCap") in {"drop", "margin"}


def _value(element: Element, path: str, name: str = "val") -> str | None:
    """What a property of the element says."""
    found = element.find("/".join(_W + step for step in path.split("/")))
    return None if found is None else found.get(_W + name)


def _paragraph(paragraph: Element, styles: _Styles) -> Iterator[TextBlock]:
    """The paragraph, then those of the text boxes anchored in it."""
    style = styles.get(_value(paragraph, "pPr/pStyle") or "", "")
    text = _text(paragraph)
    if not style.startswith(_FURNITURE):
        if style.startswith(_HEADINGS) and text:
            yield TextBlock(TextKind.HEADING, " ".join(text.split()))
        else:
            listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or style.startswith("list ")
            yield TextBlock(TextKind.ITEM if listed and text else TextKind.PARAGRAPH, text)
    for box in paragraph.iter(_BOX):
        if not _inside(box, paragraph, _APART):
            for block in _parts(box, styles):
                yield TextBlock(TextKind.BOX, block.text) if block.kind is TextKind.PARAGRAPH else block


def _inside(element: Element, top: Element, tags: frozenset[str]) -> bool:
    """Whether an element lies in one of such a kind below `top`."""
    return any(ancestor.tag in tags for ancestor in takewhile(lambda a: a is not top, element.iterancestors()))


def _text(paragraph: Element) -> str:
    """What a paragraph shows: no deleted or hidden words, no text boxes, no marks of notes, no soft hyphens."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    walk = iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _APART or (element.tag == f"{_W}r" and _unseen(element, pieces)):
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _TEXTS and element.getparent().tag == f"{_W}r":
            pieces.append(_TEXTS[element.tag])
    lines = "".join(pieces).replace("\u00ad", "").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _unseen(run: Element, before: list[str]) -> bool:
    """Whether a run is hidden, or a raised number or sign that marks a note."""
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    if hidden is not None and hidden.get(f"{_W}val") not in {"0", "false"}:
        return True
    if _value(run, "rPr/vertAlign") != "superscript":
        return False
    words = "".join(element.text or "" for element in run.iter(f"{_W}t")).strip()
    return bool(_MARK.fullmatch(words)) and not (before and before[-1][-1:].isdigit())


def _table(table: Element, styles: _Styles) -> Iterator[TextBlock]:
    """The cells' paragraphs where they are prose, as in a page laid out by a table; else each row as one line."""
    for row in table.iter(f"{_W}tr"):
        if not _inside(row, table, frozenset({f"{_W}tbl"})):
            cells = [list(_parts(cell, styles)) for cell in row.iterchildren(f"{_W}tc")]
            if any(_is_prose(part.text) or part.kind is TextKind.HEADING for cell in cells for part in cell):
                yield from (part for cell in cells for part in cell)
            else:
                words = [" ".join(part.text for part in cell).split() for cell in cells]
                yield TextBlock(TextKind.ROW, " | ".join(" ".join(cell) for cell in words if cell))


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _PROSE_WORDS and bool(_SENTENCE.search(text))


def _without_repeats(parts: list[TextBlock]) -> list[TextBlock]:
    """The parts without text boxes that repeat a sentence of the text, as pull quotes do."""
    body = " ".join(" ".join(part.text.split()) for part in parts if part.kind is not TextKind.BOX)
    kept = [part for part in parts if part.kind is not TextKind.BOX or part.text.strip("“”\"' …") not in body]
    return [TextBlock(TextKind.PARAGRAPH, part.text) if part.kind is TextKind.BOX else part for part in kept]


READS = {".docx": read}
