"""Sources → `Document`s with ids and what `sources.csv` knows; text as the reader of their format gave it."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final

from stance.dates import iso_date
from stance.errors import DataError, UsageError
from stance.readers import ROWS, Coverage, Item, Numbered, reader_of
from stance.readers.items import DEFAULTS, METADATA_FIELDS, ReadOptions, number_documents
from stance.readers.limits import TABLE_BYTES, at_most
from stance.readers.metadata import filled_by, with_typed_head
from stance.readers.rows import columns_of, is_day_first_in
from stance.reading import open_regular
from stance.records import Document
from stance.sources.paths import METADATA, Source, find_sources
from stance.sources.tally import UNREAD_ERROR, UNREAD_WARNING, Tally, unread_message
from stance.stages import log_stage
from stance.text_tables import read_rows

Metadata = Callable[[Path], Mapping[str, Mapping[str, str]]]
"""`sources.csv` → {document: {field: value}}."""

log = logging.getLogger(__name__)

_NAMED: Final = ("document", "file", "filename", "file name")
"""Columns of `sources.csv` that say which text a row is about, those before others first."""

_SAMPLE: Final = 3000
"""Characters from the middle of the text that are looked at; its head may be a menu or a heading."""

_SHORTEST: Final = 200
"""Characters below which the language of a text is a guess."""

_COMMON: Final = re.compile(r"\b(?:the|of|and|to|that|is|was|has|with|for|it|not)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENGLISH_SHARE: Final = 0.12
"""Share of those words above which a text is English without a look at the model: English commentary has 0.2 to 0.3,
its neighbours (Scots aside) below 0.05. It spares nine texts of ten the model, which takes a hundred times as long."""


def read_documents(sources: Iterable[Source], tally: Tally | None = None) -> Iterator[Document | DataError]:
    """Each source's documents, in order, one in memory at a time; what cannot be read comes as its fault instead.

    A second document of the same id is a fault: nothing downstream could tell the two apart. An article that two
    exports of a database hold, told by its id there and its text, is read once. `tally` counts what was left out.
    """
    return (item for _, item in read_sources(sources, tally or Tally()))


def read_sources(sources: Iterable[Source], tally: Tally) -> Iterator[tuple[Source, Document | DataError]]:
    """As `read_documents`, each item with the source it comes from."""
    ids = _Ids(tally)
    metadata = cache(read_metadata)  # of this run alone: by the next one the tables may have changed
    for source in sources:
        languages: Counter[str] = Counter()
        for item in _read(source, metadata, tally):
            if isinstance(item, Coverage):
                yield from ((source, fault) for fault in _unread(source, item, tally))
            elif isinstance(item, DataError):
                yield source, item
            elif document := ids.admit(item, source):
                if isinstance(document, Document):
                    tally.documents += 1
                    languages[foreign_language(document.text) or ""] += 1
                yield source, document
        _warn_of_languages(source, languages)


class _Ids:
    """The ids that a run has given, with what tells an article that comes again from another of its name."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.seen: dict[str, bytes] = {}
        self.articles: set[bytes] = set()

    def admit(self, document: Document, source: Source) -> Document | DataError | None:
        """The document under an id of its own; a fault where that is taken; None where an article came before."""
        words = _hash(document.text)
        if document.id not in self.seen:
            if document.id != source.id and self._came_before(document):
                self.tally.repeated += source.holds_articles
                self.tally.rows_again += not source.holds_articles
                if source.holds_articles:
                    return None
            self.seen[document.id] = words
            return document
        if not source.holds_articles:
            return DataError(f"{source}: a second document with id '{document.id}'; give each an id of its own")
        if self.seen[document.id] == words:
            self.tally.repeated += 1
            return None
        number = next(n for n in count(2) if f"{document.id}-{n}" not in self.seen)
        return self.admit(replace(document, id=f"{document.id}-{number}"), source)

    def _came_before(self, document: Document) -> bool:
        """Whether the same words came under another id, as two searches of one database find an article.

        What two outlets print, or one prints again, is two articles; so is what does not say where it is from.
        """
        if not (document.outlet and document.date):
            return False
        article = _hash("\0".join((document.text, document.outlet, document.date)))
        came_before = article in self.articles
        self.articles.add(article)
        return came_before


def _hash(text: str) -> bytes:
    return sha256(text.encode(errors="surrogatepass")).digest()


def _warn_of_languages(source: Source, languages: Counter[str]) -> None:
    """Say once a source what its documents are written in, if not in English."""
    for code in filter(None, languages):
        number = (
            f"{languages[code]} of its {languages.total()} documents look"
            if languages.total() > 1
            else "its text looks"
        )
        log.warning("%s: %s like '%s', not English; claims are found in English only", source, number, code)


def _unread(source: Source, coverage: Coverage, tally: Tally) -> Iterator[DataError]:
    """Note what became of a file's text: a warning where some of it was not read, a fault where much was not."""
    name = coverage.name or str(source)
    tally.passed_over.update(coverage.passed_over)
    if not coverage.layout:
        return
    tally.coverage[name] = coverage
    if coverage.unread > UNREAD_ERROR:
        yield DataError(f"{name}: {unread_message(coverage)}")
    elif coverage.unread > UNREAD_WARNING:
        log.warning("%s: %s", name, unread_message(coverage))


def read_folder(folder: Path) -> list[Document]:
    """Every document of a folder, in order of path; raises as `read_all`."""
    return read_all([str(folder)])


def read_texts(folder: Path) -> dict[str, str]:
    """{document: text} of a folder; empty where it is not there. Raises as `read_all`."""
    return {document.id: document.text for document in read_folder(folder)} if folder.is_dir() else {}


def read_all(paths: Sequence[str], options: ReadOptions = DEFAULTS) -> list[Document]:
    """Every document of the paths, in order; what cannot be read is named and passed over.

    Raises:
        DataError: nothing could be read; all faults are named.
    """
    items = list(read_documents(find_sources(paths, options)))
    documents = [item for item in items if isinstance(item, Document)]
    faults = [item for item in items if isinstance(item, DataError)]
    if faults and not documents:
        raise DataError(*map(str, faults))
    for fault in faults:
        log.error("%s; it is passed over", fault)
    return documents


def _read(source: Source, metadata: Metadata, tally: Tally) -> Iterator[Numbered]:
    """The documents of one source, with what the metadata beside it know; a failure of the whole comes as a fault."""
    log_stage(f"reading {source}")
    tables = list(_metadata_tables(source))  # named once: a file may hold 100,000 documents
    try:
        for item in number_documents(open_source(source), source.id):
            yield _completed(item, source, map(metadata, tables), tally) if isinstance(item, Document) else item
    except DataError as fault:
        yield fault
    except UsageError as missing:  # the library that reads one format of many
        yield DataError(f"{source}: {missing}")
    except OSError as error:
        yield DataError(f"{source}: cannot be read ({error.strerror}); check that it is a file you may open")


def open_source(source: Source) -> Iterator[Item]:
    """What the reader of the source's format makes of it, ids as the file has them."""
    if source.url:
        yield from _fetched(source.url)
        return
    reader = reader_of(source.suffix, source.options)
    if source.path is None:
        # A pipe cannot be read twice, as most formats need; rows can be read as they come.
        yield from reader(sys.stdin.buffer if source.suffix == ".jsonl" else _whole_input(str(source)), str(source))
        return
    with open_regular(source.path, "check that it is a file you may open") as file:
        yield from reader(file, str(source))


def _whole_input(where: str) -> BinaryIO:
    """What standard input holds, to be read as a file is."""
    data = at_most(sys.stdin.buffer, TABLE_BYTES)
    if len(data) > TABLE_BYTES:
        raise DataError(f"{where}: more than {TABLE_BYTES // 1_000_000} MB; write it into a file and read that")
    return io.BytesIO(data)


def _fetched(url: str) -> Iterator[Item]:
    """The documents at an address."""
    from stance.readers.html import documents_from_page
    from stance.sources.fetch import fetch

    page = fetch(url)
    if page.suffix in {".html", ".htm"}:
        yield from documents_from_page(page.data, url, charset=page.charset, url=page.url)
        return
    for item in reader_of(page.suffix)(io.BytesIO(page.data), url):
        yield replace(item, url=page.url) if isinstance(item, Document) else item


def _completed(
    document: Document, source: Source, tables: Iterable[Mapping[str, Mapping[str, Any]]], tally: Tally
) -> Document:
    """The document with what the first of the tables that lists it says, where it is silent; else with its head's."""
    # A lone document is listed under the name of its file, its suffix or not, also where its id is its path.
    names = [source.stem, source.path.name] if source.path and document.id == source.id else [document.id]
    for table in tables:
        if row := next((table[name] for name in names if name in table), None):
            return replace(document, **{key: value for key, value in row.items() if getattr(document, key) is None})
    if source.suffix in ROWS:
        return document
    headed = with_typed_head(document)
    if filled := filled_by(headed, document):
        tally.by_head += 1
        log.debug("%s: %s by the lines at its head", document.id, ", ".join(filled))
    return headed


def _metadata_tables(source: Source) -> Iterator[Path]:
    """Where metadata may stand, nearest first: the file's folder, then up to the folder that was given."""
    if source.path is None:
        return
    for folder in source.path.parents:
        yield folder / METADATA
        if folder == (source.root or source.path.parent):
            return


def read_metadata(path: Path) -> dict[str, dict[str, str]]:
    """{document: {field: value}} of a `sources.csv`, known fields only; empty where there is no such file.

    Columns may have the usual names that those of tables have, in any case. A spreadsheet may have parted them with
    semicolons, and written its dates in a form of its own.

    Raises:
        DataError: the file has no column `document`.
    """
    if not path.is_file():
        return {}
    header, rows = read_rows(path)
    named = _naming_column(header, path)
    columns = {field: name for field, name in columns_of(header).items() if field in METADATA_FIELDS}
    known = {row[named].strip(): {field: row[name] for field, name in columns.items() if row[name]} for row in rows}
    day_first = is_day_first_in(columns.get("date", ""), (fields.get("date", "") for fields in known.values()))
    for name, fields in known.items():
        if (written := fields.pop("date", "")) and (date := iso_date(written, day_first=day_first)):
            fields["date"] = date
        elif written:
            log.warning("%s: '%s' of %s is no date and is left out; write it as in 2024-03-14", path, written, name)
    return known


def _naming_column(header: Sequence[str], path: Path) -> str:
    """The column of a `sources.csv` that says which text a row is about."""
    named = next((name for form in _NAMED for name in header if name.strip().lower() == form), None)
    if named is None and (named := columns_of(header).get("id")) is None:
        fields = ",".join(METADATA_FIELDS)
        raise DataError(f"{path}: no column 'document', 'file' or 'id'; its columns are document,{fields},sha256,note")
    return named


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text that is not English; None where it is, or is too short to tell.

    None also where the extra `lang` is not installed.
    """
    middle = max(0, (len(text) - _SAMPLE) // 2)
    sample = text[middle : middle + _SAMPLE]
    words = len(_WORD.findall(sample))
    if len(sample) < _SHORTEST or len(_COMMON.findall(sample)) >= _ENGLISH_SHARE * words:
        return None
    if find_spec("py3langid") is None:
        return None
    import py3langid

    code, _ = py3langid.classify(sample)
    return None if code == "en" else str(code)
