"""OpenDocument text (.odt): paragraphs, headings and list items of the body, without notes, comments, struck text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports import documents_in
from stance.readers.exports.roles import Coverage
from stance.readers.extras import load
from stance.readers.limits import check_package
from stance.records import Document

_XML_BYTES: Final = 20_000_000
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_UNSEEN: Final = frozenset(
    (f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}table-of-content", f"{_TEXT}ruby-text")
)
_SPACES: Final = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of a text, or the articles of an export or a collection.

    Raises:
        UsageError: lxml is not installed.
        DataError: no OpenDocument text, damaged, too large, or without any text.
    """
    etree = load(".odt", "etree")
    check_package(file, where, "an OpenDocument text", most=_XML_BYTES)
    try:
        with zipfile.ZipFile(file) as package:
            content = package.read("content.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        tree = etree.fromstring(content, parser)
    except Exception as error:  # whatever a broken package trips zipfile and lxml over
        raise DataError(f"{where}: a damaged OpenDocument text ({type(error).__name__}); save it anew") from None
    blocks = list(_blocks(tree.find(f".//{_OFFICE}body"), TextKind.PARAGRAPH))
    if not any(block.text for block in blocks):
        raise DataError(f"{where}: no text in this file; there is nothing to read in it")
    yield from documents_in(blocks)


def _blocks(container: Any, kind: TextKind) -> Iterator[TextBlock]:  # noqa: ANN401  (lxml has no types)
    for element in container if container is not None else ():
        if element.tag in _UNSEEN or not isinstance(element.tag, str):
            continue
        if element.tag == f"{_TEXT}h":
            yield TextBlock(TextKind.HEADING, " ".join(_words(element).split()))
        elif element.tag == f"{_TEXT}p":
            lines = (" ".join(line.split()) for line in _words(element).split("\n"))
            yield TextBlock(kind, "\n".join(line for line in lines if line))
        else:
            yield from _blocks(element, TextKind.ITEM if element.tag == f"{_TEXT}list-item" else kind)


def _words(element: Any) -> str:  # noqa: ANN401
    """What a paragraph shows, without notes and comments."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN:
            pieces.append(_SPACES.get(child.tag) or _words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


READS = {".odt": read}
