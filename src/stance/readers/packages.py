"""Packages of XML: OpenDocument texts (.odt) and e-books (.epub).

Of a text its paragraphs, headings and list items, without notes, comments and struck text; of a book its chapters in
the order of reading, as one document with its title, writers and date.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final
from urllib.parse import unquote

from stance.readers.blocks import TextBlock, TextKind
from stance.readers.exports import documents_in
from stance.readers.exports.roles import Coverage
from stance.readers.extras import Element, broken, load
from stance.readers.items import Item, completed
from stance.readers.limits import check_package, open_zip
from stance.readers.page_blocks import blocks_of_page
from stance.records import Document

_TEXT_BYTES: Final = 20_000_000
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_UNSEEN: Final = frozenset(
    (f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}table-of-content", f"{_TEXT}ruby-text")
)
_SPACES: Final = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_BOOK_BYTES: Final = 50_000_000
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_FIELDS: Final = {"title": "title", "creator": "authors", "publisher": "outlet", "date": "date"}


def read_odt(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of a text, or the articles of an export or a collection."""
    load(".odt")
    check_package(file, where, "an OpenDocument text", most=_TEXT_BYTES)
    with broken(where, "a damaged OpenDocument text", "save it anew"), open_zip(file) as package:
        tree = _parsed(package, "content.xml")
    blocks = list(_blocks_of_odt(tree.find(f".//{_OFFICE}body"), TextKind.PARAGRAPH))
    yield from documents_in(blocks, where, "OpenDocument text")


def _parsed(package: zipfile.ZipFile, name: str) -> Element:
    """A file of a package; no entity in it is resolved, and nothing is fetched."""
    from lxml import etree

    return etree.fromstring(
        package.read(name), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    )


def _blocks_of_odt(container: Element, kind: TextKind) -> Iterator[TextBlock]:
    for element in container.iterchildren("*") if container is not None else ():
        if element.tag in _UNSEEN:
            continue
        if element.tag == f"{_TEXT}h":
            yield TextBlock(TextKind.HEADING, " ".join(_words(element).split()))
        elif element.tag == f"{_TEXT}p":
            lines = (" ".join(line.split()) for line in _words(element).split("\n"))
            yield TextBlock(kind, "\n".join(line for line in lines if line))
        else:
            yield from _blocks_of_odt(element, TextKind.ITEM if element.tag == f"{_TEXT}list-item" else kind)


def _words(element: Element) -> str:
    """What a paragraph shows, without notes and comments."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN:
            pieces.append(_SPACES.get(child.tag) or _words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def read_epub(file: BinaryIO, where: str) -> Iterator[Item]:
    """The document of a book, or the articles of an export in it."""
    load(".epub")
    check_package(file, where, "an e-book", most=_BOOK_BYTES)
    with broken(where, "a damaged e-book", "fetch it again"), open_zip(file) as book:
        place = _parsed(book, "META-INF/container.xml").find(".//{*}rootfile").get("full-path")
        package = _parsed(book, place)
        blocks = [block for page in _pages(package, place) for block in _blocks(book, page)]
    yield from completed(documents_in(blocks, where, "e-book"), _metadata(package))


def _pages(package: Element, place: str) -> Iterator[str]:
    """The names of the pages in the order of reading."""
    hrefs = {item.get("id"): item.get("href") for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        href = hrefs.get(reference.get("idref"))
        if href and reference.get("linear") != "no":
            yield posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(href)))


def _blocks(book: zipfile.ZipFile, page: str) -> list[TextBlock]:
    from lxml.html import document_fromstring

    data = book.read(page)
    return list(blocks_of_page(document_fromstring(data))) if data.strip() else []


def _metadata(package: Element) -> dict[str, str]:
    known = {}
    for name, field in _FIELDS.items():
        words = (" ".join((element.text or "").split()) for element in package.iter(f"{_DC}{name}"))
        known[field] = "; ".join(filter(None, words))
    return known | {"date": known["date"][: len("2024-03-14")]}


READS = {".odt": read_odt, ".epub": read_epub}
