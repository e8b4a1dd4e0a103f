"""Plain text and Markdown: a file is a document; or, of plain text, an export, read an article at a time.

Of Markdown the text without its markup, headings with "# " and list items with "- "; front matter is metadata.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import TextBlock, TextKind, blocks_of_lines, is_in_columns, joined
from stance.readers.decode import decode, encoding_of, lines_of
from stance.readers.exports import read_export
from stance.readers.exports.collection import split_collection
from stance.readers.exports.roles import Coverage
from stance.readers.limits import TEXT_CHARACTERS, read_whole
from stance.readers.rows import metadata_of_row
from stance.records import Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_BYTES_A_CHARACTER: Final = 4
"""At most, in any encoding."""

log = logging.getLogger(__name__)

_FRONT: Final = re.compile(r"---[ \t]*\r?\n\s*(?:- |[\w-]+\s*:)")
_REFERENCE: Final = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s,\[\]{}]+")
_NOTE: Final = re.compile(r"^[ ]{0,3}\[\^[^\]\s]{1,80}\]:.*(?:\n(?:[ ]{2,}|\t).*)*", re.MULTILINE)
_NOTE_MARK: Final = re.compile(r"\[\^[^\]\s]{1,80}\]")
_MOST_BRACKETS: Final = 20_000
"""Opening brackets of a file; the parser tries each as a link, over and over."""

_MOST_LINES: Final = 100_000
"""Lines of a file; each may open a block of its own, which the parser takes some 35 µs and 2 kB for."""

_SHOWN: Final = frozenset({"text", "code_inline", "softbreak", "hardbreak"})


def read_plain(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The one document of a text file, its id left to who knows the file's name, or the articles that it collects."""
    codec = encoding_of(file, where)
    lines = lines_of(file, codec)
    with suppress(UnicodeDecodeError):  # the file read whole then says where that is
        articles = read_export(blocks_of_lines(lines))
        if articles is not None:
            yield from articles
            return
    del lines  # which lets go of the file
    file.seek(0)
    document = _whole(file, where)
    yield from _collected(document, list(blocks_of_lines(document.text.split("\n"))))


def _whole(file: BinaryIO, where: str) -> Document:
    data = file.read(TEXT_CHARACTERS * _BYTES_A_CHARACTER + 1)
    if len(data) > TEXT_CHARACTERS * _BYTES_A_CHARACTER:
        raise DataError(f"{where}: a text of more than {TEXT_CHARACTERS // 1_000_000} million characters; split it")
    text = decode(data, where)
    if not text.strip():
        raise DataError(f"{where}: an empty file; there is nothing to read in it")
    if is_in_columns(text):
        log.warning("%s: set in two columns, whose lines are read across; export it in one column", where)
    return Document(id="", text=text)


def read_markdown(file: BinaryIO, where: str) -> Iterator[Document]:
    """The document of a Markdown file, or the articles that it collects; links, emphasis and notes are left out."""
    source = decode(read_whole(file, where), where)
    if source.count("[") > _MOST_BRACKETS:
        raise DataError(f"{where}: more than {_MOST_BRACKETS} brackets, no Markdown to be read; save it as .txt")
    if source.count("\n") > _MOST_LINES:
        raise DataError(f"{where}: more than {_MOST_LINES} lines, no Markdown to be read; save it as .txt")
    tokens = _tokens(source)
    blocks = list(_blocks(tokens))
    text = joined(blocks)
    if not text.strip():
        raise DataError(f"{where}: no text in this Markdown; there is nothing to read in it")
    front = next((token.content for token in tokens[:1] if token.type == "front_matter"), "")
    document = Document(id="", text=text, **_metadata(front))
    yield from _collected(document, blocks)


def _collected(document: Document, blocks: Sequence[TextBlock]) -> Sequence[Document]:
    """The articles that a file collects, each below its title and source; else the one document that it is."""
    articles = list(split_collection(blocks))
    return articles if len(articles) > 1 else [document]


def _metadata(front: str) -> dict[str, Any]:
    """What the front matter says that a document has a field for, under any of the names that columns have."""
    from yaml import YAMLError, safe_load

    try:
        # A note that refers back to another may say it a billion times over; nobody writes titles so.
        values = safe_load(front) if front and not _REFERENCE.search(front) else {}
    except (YAMLError, ValueError, RecursionError):  # a date with a thirteenth month is a ValueError
        return {}
    row = {str(name): value for name, value in values.items()} if isinstance(values, dict) else {}
    return metadata_of_row(row)


def _tokens(source: str) -> list[Token]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    if _FRONT.match(source):  # a text may begin with a rule as well
        parser.use(front_matter_plugin)
    return parser.parse(_NOTE.sub("", source.replace("\r\n", "\n")))


def _blocks(tokens: Sequence[Token]) -> Iterator[TextBlock]:
    """Each block, in order; a table's row is one line."""
    kinds = [TextKind.PARAGRAPH]
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            kinds.append(TextKind.HEADING)
        elif token.type == "list_item_open":
            kinds.append(TextKind.ITEM)
        elif token.type in {"heading_close", "list_item_close"}:
            kinds.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield TextBlock(TextKind.ROW, " | ".join(row or ()))
            row = None
        elif token.type in {"inline", "fence", "code_block"} and (text := _shown(token)):
            if row is None:
                yield TextBlock(kinds[-1], text)
            else:
                row.append(text)


def _shown(token: Token) -> str:
    """What a block shows: words and line breaks; struck words, pictures, tags and marks of notes are left out."""
    if token.children is None:
        return token.content.strip()
    pieces = []
    struck = 0
    for child in token.children:
        struck += (child.type == "s_open") - (child.type == "s_close")
        if child.type in _SHOWN and not struck:
            pieces.append("\n" if child.type.endswith("break") else child.content)
    return _NOTE_MARK.sub("", "".join(pieces)).strip()


READS = {".txt": read_plain, ".md": read_markdown}
