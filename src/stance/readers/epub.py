"""E-books (.epub): the chapters in the order of reading, as one document with its title, writers and date."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from stance.errors import DataError
from stance.readers.blocks import TextBlock
from stance.readers.exports import documents_in
from stance.readers.exports.roles import Coverage
from stance.readers.extras import load
from stance.readers.limits import check_package
from stance.readers.page_blocks import blocks_of_page
from stance.records import Document

_XML_BYTES: Final = 50_000_000
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_FIELDS: Final = {"title": "title", "creator": "authors", "publisher": "outlet", "date": "date"}


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage]:
    """The document of a book, or the articles of an export in it.

    Raises:
        UsageError: the extra `html` is not installed.
        DataError: no e-book, damaged, too large, or without any text.
    """
    load(".epub")
    from lxml import etree

    check_package(file, where, "an e-book", most=_XML_BYTES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(file) as book:
            container = etree.fromstring(book.read("META-INF/container.xml"), parser)
            place = container.find(".//{*}rootfile").get("full-path")
            package = etree.fromstring(book.read(place), parser)
            blocks = [block for page in _pages(package, place) for block in _blocks(book, page)]
    # Whatever a broken package trips zipfile and lxml over.
    except Exception as error:
        raise DataError(f"{where}: a damaged e-book ({type(error).__name__}); fetch it again") from None
    if not blocks:
        raise DataError(f"{where}: no text in this e-book; if it shows pictures of text, run OCR and read its result")
    known = _metadata(package)
    for item in documents_in(blocks):
        yield replace(item, **known) if isinstance(item, Document) and not item.id and not item.outlet else item


def _pages(package: Any, place: str) -> Iterator[str]:  # noqa: ANN401  (lxml has no types)
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


def _metadata(package: Any) -> dict[str, Any]:  # noqa: ANN401
    known: dict[str, list[str]] = {}
    for name, field in _FIELDS.items():
        known[field] = [" ".join((element.text or "").split()) for element in package.iter(f"{_DC}{name}")]
    values = {field: "; ".join(filter(None, words)) for field, words in known.items()}
    values["date"] = values["date"][: len("2024-03-14")]
    return {field: words for field, words in values.items() if words}


READS = {".epub": read}
