"""Markdown: the text without its markup, headings with "# " and list items with "- "; front matter is metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.decode import decode
from stance.readers.limits import read_whole
from stance.records import Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT: Final = re.compile(r"\A---[ \t]*\r?\n(?=[\w-]+\s*:)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ENTRY: Final = re.compile(r"(\w+)\s*:\s*(.*\S)")
_NAMES: Final = {"author": "authors", "publication": "outlet", "source": "outlet", "published": "date", "link": "url"}
_NOTE: Final = re.compile(r"^[ ]{0,3}\[\^[^\]\s]{1,80}\]:.*(?:\n(?:[ ]{2,}|\t).*)*", re.MULTILINE)
_NOTE_MARK: Final = re.compile(r"\[\^[^\]\s]{1,80}\]")
_MOST_BRACKETS: Final = 20_000
"""Opening brackets of a file; the parser tries each as a link, over and over."""

_MOST_LINES: Final = 100_000
"""Lines of a file; each may open a block of its own, which the parser takes some 35 µs and 2 kB for."""

_SHOWN: Final = frozenset({"text", "code_inline", "softbreak", "hardbreak"})


def read(file: BinaryIO, where: str) -> Iterator[Document]:
    """The one document of a Markdown file: paragraphs parted by blank lines; links, emphasis and notes are left out.

    Raises:
        DataError: no text, nothing to read in it, or brackets or lines beyond measure.
    """
    source = decode(read_whole(file, where), where)
    if source.count("[") > _MOST_BRACKETS:
        raise DataError(f"{where}: more than {_MOST_BRACKETS} brackets, no Markdown to be read; save it as .txt")
    if source.count("\n") > _MOST_LINES:
        raise DataError(f"{where}: more than {_MOST_LINES} lines, no Markdown to be read; save it as .txt")
    front = _FRONT.match(source)
    text = "\n\n".join(_blocks(source[front.end() :] if front else source))
    if not text.strip():
        raise DataError(f"{where}: no text in this Markdown; there is nothing to read in it")
    yield Document(id="", text=text, **(_metadata(front[1]) if front else {}))


def _metadata(front: str) -> dict[str, Any]:
    """What the front matter says that a document has a field for; lists are joined by "; "."""
    known = {field.name for field in fields(Document)} - {"id", "text"}
    found: dict[str, str] = {}
    for name, value in (entry.groups() for line in front.splitlines() if (entry := _ENTRY.fullmatch(line.rstrip()))):
        field = _NAMES.get(name.lower(), name.lower())
        if field in known:
            items = [item.strip(" \"'") for item in value.strip("[]").split(",")] if value[0] == "[" else [value]
            found[field] = "; ".join(items).strip("\"'")
    return found


def _blocks(source: str) -> Iterator[str]:
    """The text of each block, in order, with its mark; a table's row is one line."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    marks = [""]
    row: list[str] | None = None
    for token in parser.parse(_NOTE.sub("", source.replace("\r\n", "\n"))):
        if token.type == "heading_open":
            marks.append("# ")
        elif token.type == "list_item_open":
            marks.append("- ")
        elif token.type in {"heading_close", "list_item_close"}:
            marks.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield " | ".join(row or ())
            row = None
        elif token.type in {"inline", "fence", "code_block"} and (text := _text(token)):
            if row is None:
                yield marks[-1] + text
            else:
                row.append(text)


def _text(token: Token) -> str:
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


READS = {".md": read}
