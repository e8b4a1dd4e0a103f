"""Exports of newspaper databases: one table of layouts, each of which knows its own files and cuts them into articles.

A container (Word, RTF, web page, text, e-mail, PDF) gives blocks of text; a layout tells its files by fixed marks, says
where each article begins or ends, and what every block of it is. To add a layout: a module here with those three
functions, and a line in `LAYOUTS`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from stance.errors import DataError
from stance.readers.blocks import TextBlock, is_page_foot
from stance.readers.exports import europresse, factiva, fields, lexisnexis, nexis_uni, numbered, proquest
from stance.readers.exports.article import Splitter, document_of
from stance.readers.exports.collection import split_collection
from stance.readers.exports.roles import Coverage, Piece, Role
from stance.readers.metadata import with_metadata
from stance.records import Document

_SAMPLE_BLOCKS: Final = 3000
"""Blocks by which a layout is recognised; the longest article has a third of that."""


@dataclass(frozen=True, slots=True)
class ExportLayout:
    """How one database lays out the articles of a file.

    `recognises` is asked with the first blocks of the file, `split` gives the blocks of one article after the other,
    what stands before the first and after the last too, and `sort` says what each piece of such a run is. Empty blocks
    are taken out before; feet of printed pages too, unless `numbers_pages`: "Page 3 of 9" may be an article's number.
    """

    name: str
    recognises: Callable[[Sequence[TextBlock]], bool]
    split: Splitter
    sort: Callable[[Sequence[TextBlock]], list[Piece]]
    numbers_pages: bool = False


LAYOUTS: Final = (
    ExportLayout("Factiva", factiva.is_factiva, factiva.split_factiva, factiva.sort_factiva),
    ExportLayout("ProQuest", proquest.is_proquest, proquest.split_proquest, proquest.sort_proquest),
    ExportLayout("Europresse", europresse.is_europresse, europresse.split_europresse, europresse.sort_europresse),
    ExportLayout("LexisNexis", lexisnexis.is_lexisnexis, lexisnexis.split_lexisnexis, lexisnexis.sort_lexisnexis),
    ExportLayout("Nexis Uni", nexis_uni.is_nexis_uni, nexis_uni.split_nexis_uni, nexis_uni.sort_nexis_uni),
    ExportLayout("NewsBank", numbered.is_newsbank, numbered.split_newsbank, numbered.sort_newsbank),
    ExportLayout("numbered articles", numbered.is_numbered, numbered.split_numbered, numbered.sort_numbered, True),
    ExportLayout("named fields", fields.is_listed, fields.split_listed, fields.sort_listed),
)
"""In the order in which they are asked: those whose marks are the surest first."""


_WORDS_OF_EXPORTS: Final = (
    *("proquest", "newsbank", "lexisnexis", "factiva", "end of document", "record number", "read news document"),
    *("full text", "volltext", "texte intégral", "texto completo", "numéro de document", "\0body\0", "\0hd"),
)
_DOCUMENTS: Final = ("document ", "dokument ", "documento ")
_DOCUMENT_ID: Final = re.compile(r"(?:document|dokument|documento) [a-z0-9]{15}")
_PLACE_AND_NUMBER: Final = re.compile(r"\d(?: (?:of|von|de|van|di|sur|/) \d|\d{7}·)")
"""What is looked for digit by digit: "3 of 20", and the day in a number of Europresse."""


def may_be_export(shown: str) -> bool:
    """Whether a page that shows these words, NUL between its pieces, may be an export; a look that costs little."""
    lowered = shown.lower()
    if any(word in lowered for word in _WORDS_OF_EXPORTS) or _PLACE_AND_NUMBER.search(lowered):
        return True
    return any(word in lowered for word in _DOCUMENTS) and bool(_DOCUMENT_ID.search(lowered))


def read_export(blocks: Iterable[TextBlock]) -> Iterator[Document | Coverage] | None:
    """The documents of an export in order, then what became of its text; None where no layout knows it.

    Of an iterator no more than the first blocks are taken at once, and one article is in memory at a time.
    """
    rest = iter(blocks)
    sample = list(islice(rest, _SAMPLE_BLOCKS))
    layout = next((layout for layout in LAYOUTS if layout.recognises(sample)), None)
    return _articles(layout, chain(sample, rest)) if layout else None


def documents_in(blocks: Sequence[TextBlock], where: str, kind: str) -> Iterator[Document | Coverage]:
    """The articles of an export, those of a collection, or one document; DataError where this `kind` has no text."""
    articles = read_export(blocks)
    found = iter(map(with_metadata, split_collection(blocks)) if articles is None else articles)
    first = next(found, None)
    if first is None:
        raise DataError(f"{where}: no text in this {kind}; if it shows pictures of text, run OCR and read its result")
    yield from chain([first], found)


def _articles(layout: ExportLayout, blocks: Iterable[TextBlock]) -> Iterator[Document | Coverage]:
    counts: Counter[Role] = Counter()
    documents = 0
    for article in layout.split(blocks):
        feet = [] if layout.numbers_pages else _feet(article)
        pieces = layout.sort([block for i, block in enumerate(article) if block.text and i not in feet])
        document = document_of(pieces)
        for piece in pieces:
            is_unread = document is None and piece.role is Role.BODY
            counts[Role.UNREAD if is_unread else piece.role] += len(piece.text)
        counts[Role.LABEL] += sum(len(article[i].text) for i in feet)
        if document is not None:
            documents += 1
            yield document
    yield Coverage(layout.name, +counts, documents=documents)


def _feet(article: Sequence[TextBlock]) -> list[int]:
    """Where the feet of printed pages stand, and below them the running titles, which stand further up too."""
    feet: list[int] = []
    above: set[str] = set()
    for i, block in enumerate(article):
        if is_page_foot(block.text) or (i - 1 in feet and block.text in above):
            feet.append(i)
        else:
            above.add(block.text)
    return feet
