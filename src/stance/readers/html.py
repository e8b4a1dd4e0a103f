"""Web pages: the article with its headings, and title, authors, outlet and date as the page gives them.

Navigation, adverts, lists of other articles and readers' comments are left out by trafilatura; notes and their marks
here, since a mark would stick to the word before it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final

from stance.errors import DataError
from stance.readers.decode import decode_declared
from stance.readers.exports import may_be_export, read_export
from stance.readers.exports.roles import Coverage
from stance.readers.extras import Element, load
from stance.readers.items import DEFAULTS, ReadOptions
from stance.readers.limits import read_whole
from stance.readers.page_blocks import blocks_of_page, shown_by
from stance.readers.page_markup import articles_of_page, prepare_page, text_of_article
from stance.records import Document

_CHARSET: Final = re.compile(rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES: Final = 4096
"""How far into a page its declared encoding is looked for; browsers look at 1024."""

_XML_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LEXIS_MARK: Final = "Hide XML section from browser"
_SELF_CLOSED: Final = re.compile(r"<(div)\b[^<>]*/>", re.IGNORECASE)
"""LexisNexis closes the rule above each article as XML does; read as HTML, article would lie in article."""

_DEEPEST: Final = 250
"""Levels of nesting; pages stay under 100, and libxml2 drops what is below 256."""

_MOST_ELEMENTS: Final = 50_000
"""Elements of a page; the longest articles have half of it, and more would keep the extraction busy for minutes."""

_WALL: Final = re.compile(
    r"\b(?:enable|turn on|activate|requires?|without|allow) javascript\b|\bjavascript (?:is|must be|to be)\b"
    r"|\bchecking (?:if the site connection|your browser)\b|\bverify (?:that )?you are (?:a )?human\b",
    re.IGNORECASE,
)
_WALL_LENGTH: Final = 600
"""Characters below which a page that asks for scripts has nothing else to say."""

_OPTIONS: Final = {
    "include_comments": False,
    "with_metadata": True,
    "date_extraction_params": {"original_date": True, "extensive_search": False},
}
"""A date guessed from anywhere in the page is worse than none."""

log = logging.getLogger(__name__)


def read(file: BinaryIO, where: str, options: ReadOptions = DEFAULTS) -> Iterator[Document | Coverage]:
    """The document of a page, or the articles of an export: blocks parted by blank lines, headings with "# "."""
    yield from documents_from_page(read_whole(file, where), where, options)


def documents_from_page(
    data: bytes, where: str, options: ReadOptions = DEFAULTS, *, charset: str | None = None, url: str | None = None
) -> Iterator[Document | Coverage]:
    """The articles of an export of a database, or the one document of any other page. Raises as `read`.

    A page that cannot matter to who asks is not extracted; its document is all that it shows.
    """
    page, tree = _parsed(data, where, charset)
    stopped = _shown_if_stopped(tree, options)
    if stopped is None or may_be_export(stopped):
        articles = read_export(blocks_of_page(tree))
        if articles is not None:
            yield from articles
            return
    parts = articles_of_page(tree)
    if stopped is not None:
        for shown in map(shown_by, parts) if parts else [stopped]:
            yield Document(id="", text=shown.replace("\0", " "), url=url)
    elif parts:
        yield from _cut(page, parts, where, url)
    else:
        yield _extracted(page, tree, where, url)


def export_in_page(data: bytes, where: str, charset: str | None) -> Iterator[Document | Coverage] | None:
    """The articles of a page, if it is an export; raises as `read`."""
    return read_export(blocks_of_page(_parsed(data, where, charset)[1]))


def _shown_if_stopped(tree: Element, options: ReadOptions) -> str | None:
    """All that a page shows, if that cannot matter; None where its articles are wanted."""
    if options.may_matter is None:
        return None
    shown = shown_by(tree)
    return None if options.may_matter(shown) else shown


def _cut(page: str, parts: list[Element], where: str, url: str | None) -> Iterator[Document | Coverage]:
    """The articles of a page that has several, each as if it were alone; what of them holds none is told."""
    trafilatura = load(".html")
    from lxml.html import tostring

    left = 0
    for part in parts:
        alone = f"<html><body>{tostring(part, encoding='unicode', with_tail=False)}</body></html>"
        heading = next(" ".join(found.text_content().split()) for found in part.iter("h1", "h2", "h3"))
        try:
            document = _extracted(page, trafilatura.load_html(alone), where, None)
        except DataError:
            left += 1
            continue
        yield replace(document, title=heading, url=url)
    if left:
        log.warning("%s: %d of its %d articles are left out, no text was found in them", where, left, len(parts))


def _parsed(data: bytes, where: str, charset: str | None) -> tuple[str, Any]:
    """The page's source and its tree."""
    trafilatura = load(".html")
    page = _XML_DECLARATION.sub("", _decoded(data, where, charset))
    if _LEXIS_MARK in page:
        page = _SELF_CLOSED.sub(r"<\1></\1>", page)
    tree = trafilatura.load_html(page) if page.strip() else None
    if tree is None:
        raise DataError(f"{where}: no web page in it; check that it was saved whole")
    if tree.xpath("/*" * _DEEPEST):  # a walk in Python takes as long as parsing the page
        raise DataError(f"{where}: nested more than {_DEEPEST} levels deep; save the article as text instead")
    return page, tree


def _extracted(page: str, tree: Element, where: str, url: str | None) -> Document:
    """The article of a page as trafilatura finds it."""
    trafilatura = load(".html")
    _check_size(tree, where)
    prepare_page(tree)
    found = trafilatura.bare_extraction(tree, url=url, **_OPTIONS)
    text = text_of_article(found.body, found.title) if found is not None else ""
    if not text.strip() or (len(text) < _WALL_LENGTH and _WALL.search(text)):
        raise DataError(_nothing(page, where))
    return Document(
        id="",
        text=text,
        title=found.title or None,
        authors=found.author or None,
        outlet=found.sitename or None,
        date=found.date or None,
        url=found.url or url,
    )


def _decoded(data: bytes, where: str, charset: str | None) -> str:
    """The page's text, by what the server or the page itself says of its encoding if that holds."""
    told = _CHARSET.search(data[:_HEAD_BYTES])
    declared = (charset or "", told[1].decode("ascii", "ignore") if told else "")
    # A page in UTF-16 cannot say so in ASCII; browsers take such a declaration for UTF-8, which `decode` tries.
    held = (name for name in declared if not name.lower().startswith(("utf-16", "utf-32")))
    return decode_declared(data, where, *held)


def _check_size(tree: Element, where: str) -> None:
    """Refuse a page of more elements than the extraction can look through; an export is cut without it."""
    for count, _ in enumerate(tree.iter(), start=1):
        if count > _MOST_ELEMENTS:
            raise DataError(
                f"{where}: more than {_MOST_ELEMENTS} elements in the page; save the article as text instead"
            )


def _nothing(page: str, where: str) -> str:
    """Why there is no article, with the remedy."""
    if "<script" in page.lower():
        return (
            f"{where}: the page is a shell that scripts fill in a browser, with no article in it; "
            "open it in a browser, print it to PDF or copy its text, and read that"
        )
    return f"{where}: no article in this page; if it has one, save its text as .txt"


READS_PAGES = {".html": read, ".htm": read}
