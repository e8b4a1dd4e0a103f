"""XML of newspaper databases and feeds: Factiva, ProQuest TDM, NITF, RSS, Atom, or records with such elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import BinaryIO, Final

from stance.dates import iso_date
from stance.errors import DataError
from stance.readers.exports.article import authors_of
from stance.readers.exports.roles import Coverage, Role
from stance.readers.extras import Element, load
from stance.readers.page_blocks import text_of_markup
from stance.records import Document

_RECORDS: Final = frozenset(
    ("article", "item", "entry", "record", "nitf", "doc", "document", "story", "newsitem", "post", "row")
)
"""Names of elements that hold an article, in small letters; of those within each other the outermost with a text."""

_FIELDS: Final = {
    "id": "accessionno goid recordid docid articleid",
    "title": "headline hl1 recordtitle title hedline",
    "authors": "byline creator originalform normalizedform author",
    "outlet": "sourcename publicationtitle pubtitle newspaper pubfrosting publication paper source publisher",
    "date": "publicationdate numericpubdate numericdate alphapubdate pubdate published date issued date.publication"
    " updated datetime",
    "url": "link url origlink",
}
"""Names of the elements that say what an article is, in small letters; those before others go first."""

_BODY: Final = (
    *("leadparagraph", "tailparagraphs", "fulltext", "hiddentext", "body.content", "encoded", "content"),
    *("maintext",),
)
_SHORT_BODY: Final = ("text", "body", "description", "summary", "abstract")
"""What holds the text, all of the first kind there are; without them the first of the second kind."""

_PARAGRAPHS: Final = frozenset(("p", "paragraph", "para", "hl2"))
_MARKUP: Final = re.compile(r"<(?:p|br|div|span|a|b|i|em|strong|img)\b[^>]*>", re.IGNORECASE)


def read(file: BinaryIO, where: str) -> Iterator[Document | Coverage | DataError]:
    """The articles in order, one in memory at a time, each text with its title above it.

    Entities are not resolved, and nothing is fetched.
    """
    etree = load(".xml", "etree")
    found = used = total = 0
    try:
        walk = etree.iterparse(file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
        for record in _records(walk):
            document = _document(record)
            total += len("".join(record.itertext()).strip())
            if document:
                found += 1
                used += len(document.text)
                yield document
            record.clear()
    except etree.XMLSyntaxError as error:
        fault = DataError(f"{where}: not XML after {found} articles ({error.msg}); check that it was saved whole")
        if not found:
            raise fault from None
        yield fault
    if not found:
        raise DataError(f"{where}: no article in this XML that is known here; save it as JSON or CSV")
    yield Coverage("XML", {Role.BODY: used, Role.LABEL: max(0, total - used)}, documents=found)


def _records(walk: Element) -> Iterator[Element]:
    """The elements that hold an article, when each is whole."""
    depth = 0
    for event, element in walk:
        if _name(element) not in _RECORDS:
            continue
        depth += 1 if event == "start" else -1
        # "document" may hold an "article", and a list of "record"s lie in a "record": the inner one has the text.
        if event == "end" and (depth == 0 or _texts(element)) and not _has_record(element):
            yield element


def _has_record(element: Element) -> bool:
    return any(_name(child) in _RECORDS and _texts(child) for child in element.iterchildren("*"))


def _name(element: Element) -> str:
    """The element's name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].lower()


def _document(record: Element) -> Document | None:
    """The document of a record; None where there is no text in it."""
    parts = _texts(record)
    if not parts:
        return None
    elements = _by_name(record)
    known: dict[str, str | None] = {field: _value(elements, names.split(), field) for field, names in _FIELDS.items()}
    title = known["title"]
    text = "\n\n".join([f"# {title}", *parts] if title else parts)
    date, authors = known["date"], known["authors"]
    return Document(
        id=known["id"] or "",
        text=text,
        title=title,
        authors=authors_of([authors]) if authors else None,
        outlet=known["outlet"] or _name_of_feed(record),
        date=iso_date(date) if date else None,
        url=known["url"],
    )


def _name_of_feed(record: Element) -> str | None:
    """The title of the feed that an item stands in."""
    feed = record.getparent()
    if feed is None or _name(feed) not in {"channel", "feed"}:
        return None
    head = takewhile(lambda child: _name(child) not in _RECORDS, feed.iterchildren("*"))
    titles = (child for child in head if _name(child) == "title")
    return next((words for title in titles if (words := " ".join("".join(title.itertext()).split()))), None)


def _by_name(record: Element) -> dict[str, list[Element]]:
    elements: dict[str, list[Element]] = {}
    for element in record.iterdescendants("*"):
        elements.setdefault(_name(element), []).append(element)
    return elements


def _value(elements: Mapping[str, list[Element]], names: Sequence[str], field: str) -> str | None:
    """What the first of the elements says, on one line; of a link also the address it only refers to."""
    candidates = (element for name in names for element in elements.get(name, ()))
    words = (_words_of(element, field) for element in candidates if field != "title" or not _is_of_paper(element))
    return next(filter(None, words), None)


def _line_of(element: Element) -> str:
    """All that an element says, on one line."""
    return " ".join("".join(element.itertext()).split())


def _is_of_paper(element: Element) -> bool:
    return any(_name(outer).startswith("pub") for outer in element.iterancestors())


def _words_of(element: Element, field: str) -> str:
    """What an element says; the paper's name may be a title inside of it."""
    if field == "outlet":
        element = next((child for child in element.iterchildren("*") if _name(child) == "title"), element)
    return _line_of(element) or (element.get("href") if field == "url" else None) or element.get("norm") or ""


def _texts(record: Element) -> list[str]:
    """The paragraphs of a record's text."""
    elements = _by_name(record)
    bodies = [element for name in _BODY for element in elements.get(name, ())]
    if not bodies:
        bodies = [element for name in _SHORT_BODY for element in elements.get(name, ())][:1]
    outermost = [body for body in bodies if not any(other is not body and body in other.iter() for other in bodies)]
    return [paragraph for body in outermost for paragraph in _paragraphs(body)]


def _paragraphs(body: Element) -> list[str]:
    marked = [element for element in body.iter("*") if _name(element) in _PARAGRAPHS]
    if marked:
        return list(filter(None, map(_line_of, marked)))
    text = "".join(body.itertext()).strip()
    if _MARKUP.search(text):
        text = text_of_markup(f"<div>{text}</div>")
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


READS = {".xml": read, ".rss": read, ".atom": read}
